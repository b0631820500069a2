#include "app/palette/palette_model.h"

#include "app/palette/fuzzy.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr const char* kRecentKey = "palette.recent";  // of the store's settings: keys of items, one a line
constexpr qsizetype kMostRecent = 12;
constexpr size_t kMostCommands = 8;
constexpr size_t kMostOthers = 4;

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
  chosen_.reset();
  titles_->stale = true;
  query_.clear();
  emit queryChanged();
  compose();
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
  setFresh(false);
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
    std::vector<PaletteItem> chats = rankTitles(titles->all, query, kMostPaletteChats);
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

void PaletteModel::show(std::vector<PaletteItem> items) {
  beginResetModel();
  items_ = std::move(items);
  endResetModel();
  emit countChanged();
  setFresh(true);
}

void PaletteModel::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  emit busyChanged();
}

void PaletteModel::setFresh(bool fresh) {
  if (fresh == fresh_) return;
  fresh_ = fresh;
  emit freshChanged();
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
