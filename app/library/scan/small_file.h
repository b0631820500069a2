// Small files of other programs, read whole.
#pragma once

#include <QByteArray>
#include <QString>

namespace deepwell {

inline constexpr qint64 kMaxSmallFile = 1 << 20;  // bytes

// Empty: it is no file, cannot be read, or has more than `most` bytes.
QByteArray readSmallFile(const QString& path, qint64 most = kMaxSmallFile);

}  // namespace deepwell
