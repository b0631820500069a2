// Finds what a person can use in a window.
#pragma once

#include <QAccessible>
#include <QQuickItem>
#include <QSet>

namespace deepwell {

inline bool canBeUsed(const QQuickItem* item) {
  return item->isEnabled() && (item->inherits("QQuickAbstractButton") || item->inherits("QQuickTextField") ||
                               item->inherits("QQuickTextArea") || item->inherits("QQuickSlider"));
}

inline QString described(const QQuickItem* item) {
  return QStringLiteral("%1 \"%2\" %3").arg(QLatin1String(item->metaObject()->className()), item->objectName(), item->property("text").toString());
}

// Those that are to be seen.
inline void collectControls(QQuickItem* item, QSet<QQuickItem*>* found) {
  if (!item->isVisible() || item->opacity() == 0) return;
  if (canBeUsed(item) && item->width() > 0) *found << item;
  for (QQuickItem* child : item->childItems()) collectControls(child, found);
}

// Controls that a screen reader has no name or no role for. Returns how many it has looked at.
inline int collectNameless(QQuickItem* item, QStringList* found) {
  if (!item->isVisible() || item->opacity() == 0) return 0;
  int count = 0;
  if (canBeUsed(item)) {
    ++count;
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(item);
    const bool named = accessible && !accessible->text(QAccessible::Name).trimmed().isEmpty();
    const bool has_role = accessible && accessible->role() != QAccessible::NoRole && accessible->role() != QAccessible::Client;
    if (!named || !has_role) *found << described(item);
  }
  for (QQuickItem* child : item->childItems()) count += collectNameless(child, found);
  return count;
}

}  // namespace deepwell
