#include "app/chat/transcript/live_region.h"

#include <QAccessible>

namespace deepwell {

void LiveRegion::setWords(const QString& words) {
  if (words == words_) return;
  words_ = words;
  emit wordsChanged();
  if (words_.isEmpty()) return;
  QAccessibleEvent name(this, QAccessible::NameChanged);
  QAccessible::updateAccessibility(&name);
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

}  // namespace deepwell
