#include "app/palette/palette_model.h"

#include "app/palette/fuzzy.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr const char* kRecentKey = "palette.recent";  // of the store's settings: keys of items, one a line
constexpr qsizetype kMostRecent = 12;
constexpr size_t kMostCommands = 8;
constexpr size_t kMostChats = 8;
constexpr size_t kMostOthers = 4;
constexpr int kMostMessages = 20;
constexpr int kPage = 2000;

void setSection(std::vector<PaletteItem>& items, const QString& section) {
  for (PaletteItem& item : items) item.section = section;
}

}  // namespace

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const PaletteItem& item = items_[static_cast<size_t>(index.row())];
  switch (role) {
    case TitleRole: return item.title;
    case MarksRole: return QVariant::fromValue(item.marks);
    case NoteRole: return item.note;
    case IconRole: return item.icon;
    case DetailRole: return item.detail;
    case DetailMarksRole: return QVariant::fromValue(item.detail_marks);
    case SectionRole: return item.section;
    default: return {};
  }
}

QHash<int, QByteArray> PaletteModel::roleNames() const {
  return {{TitleRole, "title"},   {MarksRole, "marks"},              {NoteRole, "note"},      {IconRole, "iconName"},
          {DetailRole, "detail"}, {DetailMarksRole, "detailMarks"}, {SectionRole, "section"}};
}

void PaletteModel::setQuery(const QString& query) {
  if (query == query_) return;
  query_ = query;
  emit queryChanged();
  compose();
}

void PaletteModel::restart() {
  titles_->stale = true;
  query_.clear();
  emit queryChanged();
  compose();
}

// --- what there is ---

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
  newest.limit = static_cast<int>(kMostChats);
  std::vector<PaletteTitle> titles;
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

// --- what fits ---

void PaletteModel::compose() {
  if (!workspace_ || !commands_) return;
  const int number = ++number_;
  running_.request_stop();
  running_ = std::stop_source();
  worker_.runOnly([](std::stop_token) {});
  const QString query = query_.trimmed();
  const bool commands_only = query.startsWith(u'>');
  const QString words = commands_only ? query.mid(1).trimmed() : query;
  if (words.isEmpty() && !commands_only) return composeStart();
  std::vector<PaletteItem> commands = words.isEmpty() ? commandItems() : rankItems(commandItems(), words, recent(), commands_only ? 100 : kMostCommands);
  setSection(commands, tr("Commands"));
  setBusy(!commands_only);
  if (commands_only) return show(std::move(commands));
  look(number, words);
}

// Nothing is typed: what was used last, the newest chats, everything that can be done.
void PaletteModel::composeStart() {
  std::vector<PaletteItem> commands = commandItems();
  std::vector<PaletteItem> others = modelItems();
  for (PaletteItem& page : pageItems()) others.push_back(std::move(page));
  std::vector<PaletteItem> all;
  for (const QString& key : recent()) {
    if (all.size() == kMostOthers) break;
    for (const auto* source : {&commands, &others})
      for (const PaletteItem& item : *source)
        if (item.key() == key) all.push_back(item);
  }
  setSection(all, tr("Used last"));
  std::vector<PaletteItem> chats = newestChats();
  setSection(chats, tr("Chats"));
  setSection(commands, tr("Commands"));
  for (auto* group : {&chats, &commands}) all.insert(all.end(), group->begin(), group->end());
  setBusy(false);
  show(std::move(all));
}

void PaletteModel::look(int number, const QString& query) {
  std::vector<PaletteItem> commands = rankItems(commandItems(), query, recent(), kMostCommands);
  std::vector<PaletteItem> models = rankItems(modelItems(), query, recent(), kMostOthers);
  std::vector<PaletteItem> pages = rankItems(pageItems(), query, recent(), kMostOthers);
  setSection(commands, tr("Commands"));
  setSection(models, tr("Models"));
  setSection(pages, tr("Settings"));
  const auto own = std::make_shared<std::vector<std::vector<PaletteItem>>>();
  own->push_back(std::move(commands));
  own->push_back(std::move(models));
  own->push_back(std::move(pages));
  worker_.runOnly([this, number, query, own, titles = titles_, stop = running_.get_token(), &store = workspace_->history().store()](std::stop_token ending) {
    readTitles(store, *titles, ending);
    std::vector<PaletteItem> chats = rankTitles(titles->all, query, kMostChats);
    Worker::post(this, [this, number, own, chats]() mutable {
      if (number != number_) return;
      setSection(chats, tr("Chats"));
      own->push_back(std::move(chats));
      show(grouped(*own));
    });
    std::vector<PaletteItem> messages = findMessages(store, query, stop);
    Worker::post(this, [this, number, messages = std::move(messages)]() mutable {
      if (number != number_) return;
      setSection(messages, tr("In messages"));
      if (!messages.empty()) {
        beginInsertRows({}, count(), count() + static_cast<int>(messages.size()) - 1);
        items_.insert(items_.end(), messages.begin(), messages.end());
        endInsertRows();
        emit countChanged();
      }
      setBusy(false);
    });
  });
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
    if (!page) return;
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

void PaletteModel::show(std::vector<PaletteItem> items) {
  beginResetModel();
  items_ = std::move(items);
  endResetModel();
  emit countChanged();
}

void PaletteModel::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  emit busyChanged();
}

// --- doing it ---

void PaletteModel::choose(int row) {
  chosen_.reset();
  if (row >= 0 && row < count()) chosen_ = items_[static_cast<size_t>(row)];
}

void PaletteModel::run() {
  if (!chosen_) return;
  const PaletteItem item = *std::exchange(chosen_, std::nullopt);
  remember(item);
  switch (item.kind) {
    case PaletteItem::Kind::kCommand:
      if (Command* command = commands_->find(item.name)) command->trigger();
      return;
    case PaletteItem::Kind::kModel: return workspace_->engine()->load(item.name);
    case PaletteItem::Kind::kPage: emit pageChosen(item.name); return;
    case PaletteItem::Kind::kChat:
    case PaletteItem::Kind::kMessage: break;
  }
  workspace_->openHit(item.chat, item.message, item.in_thoughts, item.words);
  emit chatChosen();
}

QStringList PaletteModel::recent() const {
  const auto stored = workspace_->history().store().setting(kRecentKey);
  return stored && *stored ? QString::fromStdString(**stored).split(u'\n', Qt::SkipEmptyParts) : QStringList();
}

void PaletteModel::remember(const PaletteItem& item) {
  if (item.kind == PaletteItem::Kind::kChat || item.kind == PaletteItem::Kind::kMessage) return;
  QStringList keys = recent();
  keys.removeAll(item.key());
  keys.prepend(item.key());
  workspace_->history().check(
      workspace_->history().store().setSetting(kRecentKey, keys.mid(0, kMostRecent).join(u'\n').toStdString()));
}

}  // namespace deepwell
