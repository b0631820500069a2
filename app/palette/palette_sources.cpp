// PaletteModel: what there is to choose from.
#include "app/palette/fuzzy.h"
#include "app/palette/palette_model.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr int kMostMessages = 20;
constexpr int kPage = 2000;

}  // namespace

std::vector<PaletteItem> PaletteModel::commandItems() const {
  std::vector<PaletteItem> items;
  for (const Command* command : commands_->commands()) {
    if (!command->listed() || !command->enabled() || command->name() == QLatin1String("view.palette")) continue;
    PaletteItem item;
    item.name = command->name();
    item.title = command->text();
    item.note = command->keysText();
    item.icon = command->icon().isEmpty() ? QStringLiteral("bolt") : command->icon();
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<PaletteItem> PaletteModel::modelItems() const {
  std::vector<PaletteItem> items;
  const auto add = [&](const QString& path, const QString& name) {
    PaletteItem item;
    item.kind = PaletteItem::Kind::kModel;
    item.name = path;
    item.title = name;
    item.icon = QStringLiteral("model");
    item.note = workspace_->engine()->ready() && workspace_->engine()->path() == path ? tr("loaded") : tr("Load");
    items.push_back(std::move(item));
  };
  add(QLatin1String(EngineHost::kPocket), EngineHost::displayName(QLatin1String(EngineHost::kPocket)));
  QSet<QString> known;
  for (const QString& path : workspace_->preferences().recentModels()) {
    known.insert(path);
    add(path, EngineHost::displayName(path));
  }
  if (!models_) return items;
  const QHash<int, QByteArray> roles = models_->roleNames();
  for (int row = 0; row < models_->rowCount(); ++row) {
    const QModelIndex model = models_->index(row, 0);
    const QString path = model.data(roles.key("path")).toString();
    if (!path.isEmpty() && !known.contains(path)) add(path, model.data(roles.key("name")).toString());
  }
  return items;
}

std::vector<PaletteItem> PaletteModel::pageItems() const {
  std::vector<PaletteItem> items;
  for (const QVariant& entry : pages_) {
    const auto* page = entry.value<QObject*>();
    if (!page) continue;
    PaletteItem item;
    item.kind = PaletteItem::Kind::kPage;
    item.name = page->property("name").toString();
    item.title = tr("Settings: %1").arg(page->property("title").toString());
    item.icon = page->property("icon").toString();
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<PaletteItem> PaletteModel::newestChats() const {
  ChatListQuery newest;
  newest.limit = static_cast<int>(kMostPaletteChats);
  std::vector<PaletteItem> items;
  const auto chats = workspace_->history().store().listChats(newest);
  if (!chats) return items;
  for (const Chat& chat : *chats) {
    if (workspace_->current()->chatId() == chat.id) continue;
    PaletteItem item;
    item.kind = PaletteItem::Kind::kChat;
    item.chat = chat.id;
    item.title = QString::fromStdString(chat.title);
    item.icon = QStringLiteral("chat");
    item.note = shortDate(chat.updated);
    items.push_back(std::move(item));
  }
  return items;
}

// On the worker's thread.
void PaletteModel::readTitles(ChatStore& store, Titles& titles, const std::stop_token& stop) {
  if (!titles.stale.exchange(false)) return;
  titles.all.clear();
  ChatListQuery query;
  query.limit = kPage;
  std::optional<Chat> last;
  while (!stop.stop_requested()) {
    query.after = last ? &*last : nullptr;
    const auto page = store.listChats(query);
    if (!page) {
      titles.stale = true;  // the next query tries again
      return;
    }
    for (const Chat& chat : *page) {
      const QString title = QString::fromStdString(chat.title);
      titles.all.push_back({chat.id, title, foldText(title), chat.updated});
    }
    if (static_cast<int>(page->size()) < kPage) return;
    last = page->back();
  }
}

std::vector<PaletteItem> PaletteModel::findMessages(ChatStore& store, const QString& query, const std::stop_token& stop) {
  std::vector<PaletteItem> items;
  const auto found = store.search(query.toStdString(), kMostMessages, stop);
  if (!found) return items;
  for (const SearchHit& hit : *found) {
    if (!hit.message) continue;  // titles are found by their letters
    const ChatSearch::Hit shown = ChatSearch::hitOf(hit);
    PaletteItem item;
    item.kind = PaletteItem::Kind::kMessage;
    item.chat = shown.chat;
    item.message = shown.message;
    item.title = shown.title;
    item.detail = shown.snippet;
    item.detail_marks = shown.marks;
    item.icon = shown.in_thoughts ? QStringLiteral("think") : QStringLiteral("chat");
    item.note = shown.place + QStringLiteral(" · ") + shown.date;
    item.in_thoughts = shown.in_thoughts;
    item.words = shown.words;
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace deepwell
