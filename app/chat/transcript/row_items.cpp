#include "app/chat/transcript/row_items.h"

#include <QQmlContext>
#include <QQmlInfo>
#include <algorithm>
#include <iterator>

namespace deepwell {
namespace {

constexpr size_t kSpareItems = 12;  // of a delegate

// It, or something in it, takes the keys whenever its focus scope has them.
bool hasFocus(const QQuickItem* item) {
  const QQuickItem* scope = item->parentItem();
  while (scope && !scope->isFocusScope()) scope = scope->parentItem();
  const QQuickItem* focused = scope ? scope->scopedFocusItem() : nullptr;
  return focused && (focused == item || item->isAncestorOf(focused));
}

}  // namespace

RowItems::~RowItems() {
  for (auto& [row, live] : live_) delete live.item;
  for (auto& [delegate, kind] : kinds_)
    for (QQuickItem* item : kind.spare) delete item;
}

RowDelegate* RowItems::delegateFor(int kind) const {
  const auto found = std::find_if(delegates_.begin(), delegates_.end(), [kind](RowDelegate* d) { return d->serves(kind); });
  return found == delegates_.end() ? nullptr : *found;
}

QQuickItem* RowItems::at(int row) const {
  const auto found = live_.find(row);
  return found == live_.end() ? nullptr : found->second.item;
}

int RowItems::rowOf(const QQuickItem* item) const {
  for (const auto& [row, live] : live_)
    if (live.item == item || live.item->isAncestorOf(item)) return row;
  return -1;
}

RowItems::Live* RowItems::create(const RowsModel& model, int row, RowDelegate* delegate, double width) {
  if (!delegate || !delegate->component()) return nullptr;
  std::vector<QQuickItem*>& spare = kinds_[delegate].spare;
  Live live{nullptr, delegate, false};
  if (spare.empty()) {
    live.item = make(model, row, delegate, width);
    if (!live.item) return nullptr;
  } else {
    live.item = spare.back();
    spare.pop_back();
    live.item->setWidth(width);
    bind(model, live, row);
  }
  const auto placed = live_.insert_or_assign(row, live).first;
  // The Tab key goes through items in the order they are stacked: that of the rows.
  if (const auto next = std::next(placed); next != live_.end()) live.item->stackBefore(next->second.item);
  else if (placed != live_.begin()) live.item->stackAfter(std::prev(placed)->second.item);
  return &placed->second;
}

QQuickItem* RowItems::make(const RowsModel& model, int row, RowDelegate* delegate, double width) {
  QQmlComponent* component = delegate->component();
  QObject* object = component->beginCreate(component->creationContext());
  auto* item = qobject_cast<QQuickItem*>(object);
  if (!item) {
    qmlWarning(view_) << component->errorString();
    delete object;
    return nullptr;
  }
  std::vector<Role>& roles = kinds_[delegate].roles;
  if (roles.empty()) {
    const QMetaObject* meta = item->metaObject();
    const auto names = model.roleNames();
    for (auto it = names.begin(); it != names.end(); ++it)
      if (const int at = meta->indexOfProperty(it.value()); at >= 0) roles.push_back({it.key(), meta->property(at)});
  }
  QVariantMap initial{{QStringLiteral("width"), width}};
  const QModelIndex index = model.index(row, 0);
  for (const Role& role : roles) initial.insert(QString::fromLatin1(role.property.name()), model.data(index, role.role));
  item->setParent(view_);
  item->setParentItem(view_);
  component->setInitialProperties(item, initial);
  component->completeCreate();
  if (component->isError()) qmlWarning(view_, component->errors());
  QObject::connect(item, &QQuickItem::implicitHeightChanged, view_, on_height_);
  return item;
}

void RowItems::bind(const RowsModel& model, const Live& live, int row) {
  const QModelIndex index = model.index(row, 0);
  for (const Role& role : kinds_[live.delegate].roles) role.property.write(live.item, model.data(index, role.role));
}

void RowItems::release(const Live& live) {
  Kind& kind = kinds_[live.delegate];
  if (hasFocus(live.item)) view_->setFocus(true);  // an item that is not to be seen takes no keys
  live.item->setVisible(false);
  if (live.delegate->reuse() && kind.spare.size() < kSpareItems) kind.spare.push_back(live.item);
  else live.item->deleteLater();
}

RowItems::ByRow::iterator RowItems::drop(ByRow::iterator live) {
  release(live->second);
  return live_.erase(live);
}

void RowItems::dropAll() {
  for (auto& [row, live] : live_) release(live);
  live_.clear();
}

void RowItems::rowsInserted(int first, int count) {
  ByRow moved;
  for (auto& [row, live] : live_) moved.emplace(row >= first ? row + count : row, live);
  live_ = std::move(moved);
}

void RowItems::rowsRemoved(int first, int last) {
  ByRow kept;
  for (auto& [row, live] : live_) {
    if (row < first) kept.emplace(row, live);
    else if (row > last) kept.emplace(row - (last - first + 1), live);
    else release(live);
  }
  live_ = std::move(kept);
}

}  // namespace deepwell
