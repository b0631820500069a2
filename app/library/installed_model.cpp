#include "app/library/installed_model.h"

#include <QLocale>
#include <algorithm>

#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qsizetype kMostSteps = 60;  // row by row; more changes at once are a reset

bool samePath(const ModelEntry& a, const ModelEntry& b) { return a.found.path == b.found.path; }

bool hasWord(const ModelEntry& entry, const QString& word) {
  for (const QString& text : {entry.found.name, entry.found.quantisation, entry.facts.architecture, entry.facts.name, originName(entry.found.origin)})
    if (text.contains(word, Qt::CaseInsensitive)) return true;
  return false;
}

}  // namespace

int InstalledModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> InstalledModel::roleNames() const {
  return {{PathRole, "path"},           {NameRole, "name"},           {OriginRole, "origin"},         {ForeignRole, "foreign"},
          {FormatRole, "format"},       {ArchitectureRole, "architecture"}, {ParametersRole, "parameters"}, {QuantisationRole, "quantisation"},
          {SizeRole, "size"},           {ContextRole, "context"},     {DateRole, "date"},             {FitKindRole, "fitKind"},
          {FitWordRole, "fitWord"},     {FitWhyRole, "fitWhy"},       {ProblemRole, "problem"},       {ReadingRole, "reading"},
          {LoadedRole, "loaded"},       {LoadingRole, "loading"},     {CheckingRole, "checking"},     {CheckKindRole, "checkKind"},
          {CheckTextRole, "checkText"}, {CheckHashRole, "checkHash"}, {PresetRole, "hasPreset"}};
}

QVariant InstalledModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const ModelEntry& entry = shown_[index.row()];
  const FoundModel& found = entry.found;
  const ModelFacts& facts = entry.facts;
  switch (role) {
    case PathRole: return found.path;
    case Qt::DisplayRole:
    case NameRole: return found.name;
    case OriginRole: return originName(found.origin);
    case ForeignRole: return isForeign(found.origin);
    case FormatRole: return facts.format;
    case ArchitectureRole: return facts.architecture;
    case ParametersRole: {
      if (facts.parameters <= 0) return QString();
      const QString all = countText(facts.parameters);
      if (facts.active <= 0 || facts.active >= facts.parameters) return all;
      return tr("%1, %2 active").arg(all, countText(facts.active));
    }
    case QuantisationRole: return found.quantisation.isEmpty() ? facts.quantisation : found.quantisation;
    case SizeRole: return found.bytes > 0 ? sizeText(found.bytes) : QString();
    case ContextRole: return facts.context > 0 ? QLocale().toString(facts.context) : QString();
    case DateRole: return found.modified.isValid() ? QLocale().toString(found.modified.date(), QLocale::ShortFormat) : QString();
    case ProblemRole: return entry.problem;
    case ReadingRole: return !entry.read;
    case LoadedRole: return now_.loaded_path == found.path;
    case LoadingRole: return now_.loading_path == found.path;
    case CheckingRole: return checking_ == found.path;
    case CheckKindRole: return static_cast<int>(outcomes_.value(found.path).kind);
    case CheckTextRole: return outcomes_.value(found.path).text;
    case CheckHashRole: return outcomes_.value(found.path).sha256;
    case PresetRole: return now_.has_preset && now_.has_preset(found.path);
    default: return fitData(entry, role);
  }
}

QVariant InstalledModel::fitData(const ModelEntry& entry, int role) const {
  if (role != FitKindRole && role != FitWordRole && role != FitWhyRole) return {};
  const Fit own = fit(entry);
  if (role == FitKindRole) return static_cast<int>(own.kind);
  return role == FitWordRole ? own.word : own.why;
}

Fit InstalledModel::fit(const ModelEntry& entry) const {
  if (!entry.read || !entry.problem.isEmpty() || !now_.context) return {};
  return fitOf(entry.found.bytes, entry.facts.kv_bytes, now_.context(entry), now_.memory);
}

QString InstalledModel::totalSize() const {
  qint64 bytes = 0;
  for (const ModelEntry& entry : all_) bytes += entry.found.bytes;
  return sizeText(bytes);
}

const ModelEntry* InstalledModel::entry(const QString& path) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const ModelEntry& entry) { return entry.found.path == path; });
  return found == all_.end() ? nullptr : &*found;
}

// Models that cannot be used come last, whatever the order.
bool InstalledModel::before(const ModelEntry& a, const ModelEntry& b) const {
  if (a.problem.isEmpty() != b.problem.isEmpty()) return a.problem.isEmpty();
  if (order_ == QLatin1String("size") && a.found.bytes != b.found.bytes) return a.found.bytes > b.found.bytes;
  if (order_ == QLatin1String("date") && a.found.modified != b.found.modified) return a.found.modified > b.found.modified;
  const int names = QString::compare(a.found.name, b.found.name, Qt::CaseInsensitive);
  return names != 0 ? names < 0 : a.found.path < b.found.path;
}

bool InstalledModel::shows(const ModelEntry& entry) const {
  const QStringList wanted = filter_.split(u' ', Qt::SkipEmptyParts);
  return std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) { return hasWord(entry, word); });
}

void InstalledModel::setEntries(const QList<ModelEntry>& entries) {
  all_ = entries;
  std::sort(all_.begin(), all_.end(), [this](const ModelEntry& a, const ModelEntry& b) { return before(a, b); });
  rebuild(false);
}

void InstalledModel::setFilter(const QString& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  rebuild(false);
  emit filterChanged();
}

void InstalledModel::setOrder(const QString& order) {
  if (order == order_) return;
  order_ = order;
  std::sort(all_.begin(), all_.end(), [this](const ModelEntry& a, const ModelEntry& b) { return before(a, b); });
  rebuild(true);
  emit filterChanged();
}

// Few changes are made row by row, so that the view keeps its place and its focus.
void InstalledModel::rebuild(bool sorted_anew) {
  QList<ModelEntry> wanted;
  for (const ModelEntry& entry : std::as_const(all_))
    if (shows(entry)) wanted.append(entry);
  QHash<QString, qsizetype> places;
  for (qsizetype i = 0; i < wanted.size(); ++i) places.insert(wanted[i].found.path, i);
  qsizetype gone = 0;
  qsizetype last = -1;
  bool ordered = true;
  for (const ModelEntry& entry : std::as_const(shown_)) {
    const qsizetype place = places.value(entry.found.path, -1);
    if (place < 0) ++gone;
    else if (place < std::exchange(last, place)) ordered = false;
  }
  const qsizetype added = wanted.size() - (shown_.size() - gone);
  if (sorted_anew || !ordered || gone + added > kMostSteps) {
    beginResetModel();
    shown_ = wanted;
    endResetModel();
    return emit countChanged();
  }
  for (int row = count() - 1; row >= 0; --row) {
    if (places.contains(shown_[row].found.path)) continue;
    beginRemoveRows({}, row, row);
    shown_.removeAt(row);
    endRemoveRows();
  }
  for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
    if (row < count() && samePath(shown_[row], wanted[row])) {
      if (shown_[row] == wanted[row]) continue;
      shown_[row] = wanted[row];
      emit dataChanged(index(row), index(row));
    } else {
      beginInsertRows({}, row, row);
      shown_.insert(row, wanted[row]);
      endInsertRows();
    }
  }
  emit countChanged();
}

void InstalledModel::setSurroundings(Surroundings surroundings) {
  now_ = std::move(surroundings);
  touch();
}

void InstalledModel::touch() {
  if (count() > 0) emit dataChanged(index(0), index(count() - 1));
}

void InstalledModel::setChecking(const QString& path) {
  checking_ = path;
  if (!path.isEmpty()) outcomes_.remove(path);
  touch();
  emit checkingChanged();
}

void InstalledModel::setOutcome(const QString& path, const VerifyOutcome& outcome) {
  if (outcome.kind == VerifyOutcome::kCancelled) outcomes_.remove(path);
  else outcomes_.insert(path, outcome);
  touch();
}

}  // namespace deepwell
