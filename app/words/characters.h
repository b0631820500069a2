// Texts are cut between characters, not inside one that takes two units of UTF-16.
#pragma once

#include <QStringView>

namespace deepwell {

// `at`, or the place before it where that is inside a character.
inline qsizetype characterStart(QStringView text, qsizetype at) {
  const bool inside = at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate();
  return inside ? at - 1 : at;
}

}  // namespace deepwell
