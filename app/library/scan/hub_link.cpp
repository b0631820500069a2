#include "app/library/scan/hub_link.h"

namespace deepwell {

bool isHubLink(const QFileInfo& file) {
  if (!file.isSymLink()) return false;
  const QFileInfo blobs(QFileInfo(file.canonicalFilePath()).path());
  const QString folder = QFileInfo(file.path()).canonicalFilePath();
  return blobs.fileName() == QLatin1String("blobs") && folder.startsWith(blobs.path() + QStringLiteral("/snapshots/"));
}

}  // namespace deepwell
