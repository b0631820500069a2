// HTML's character references in markdown.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace deepwell {

// "&amp;" and "&#x41;" as the character; others stay as they are written.
QString decodeEntity(QByteArrayView entity);

}  // namespace deepwell
