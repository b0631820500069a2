#include "app/bridge/build_info.h"

namespace deepwell {

QString buildInfo() {
  const QString commit = QStringLiteral(DEEPWELL_COMMIT);
  const QString version = QStringLiteral(DEEPWELL_VERSION);
  return commit.isEmpty() ? version : QStringLiteral("%1 (%2)").arg(version, commit);
}

}  // namespace deepwell
