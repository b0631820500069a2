#include "app/library/scan/small_file.h"

#include <QFile>
#include <QFileInfo>

namespace deepwell {

QByteArray readSmallFile(const QString& path, qint64 most) {
  QFile file(path);
  const QFileInfo info(path);
  if (!info.isFile() || info.size() > most || !file.open(QIODevice::ReadOnly)) return {};
  return file.read(most);
}

}  // namespace deepwell
