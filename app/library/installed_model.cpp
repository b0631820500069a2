#include "app/library/installed_model.h"

#include <QLocale>
#include <algorithm>
#include <iterator>

#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qsizetype kMostSteps = 60;  // row by row; of more changes at once the view is told that all rows are others

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

// Kept while a row asks for its parts.
Fit InstalledModel::fit(const ModelEntry& entry) const {
  if (!entry.read || !entry.problem.isEmpty() || !now_.context) return {};
  if (fit_of_ != entry.found.path) {
    fit_ = fitOf(entry.found.bytes, entry.facts.kv_bytes, now_.context(entry), now_.memory);
    fit_of_ = entry.found.path;
  }
  return fit_;
}

QString InstalledModel::totalSize() const {
  qint64 bytes = 0;
  for (const ModelEntry& entry : all_) bytes += entry.found.bytes;
  return sizeText(bytes);
}

const ModelEntry* InstalledModel::entry(const QString& path) const {
  const auto place = places_.constFind(path);
  return place == places_.constEnd() ? nullptr : &all_[*place];
}

// Models that cannot be used come last, whatever the order.
bool InstalledModel::before(const ModelEntry& a, const ModelEntry& b) const {
  if (a.problem.isEmpty() != b.problem.isEmpty()) return a.problem.isEmpty();
  if (order_ == QLatin1String("size") && a.found.bytes != b.found.bytes) return a.found.bytes > b.found.bytes;
  if (order_ == QLatin1String("date") && a.found.modified != b.found.modified) return a.found.modified > b.found.modified;
  return isBefore(a, b);
}


// They come sorted by name: only another order costs anything here.
void InstalledModel::setEntries(const QList<ModelEntry>& entries) {
  all_ = entries;
  fit_of_.clear();
  sort();
  rebuild(false);
  emit entriesChanged();
}

void InstalledModel::sort() {
  const auto less = [this](const ModelEntry& a, const ModelEntry& b) { return before(a, b); };
  if (!std::is_sorted(all_.cbegin(), all_.cend(), less)) std::sort(all_.begin(), all_.end(), less);
  places_.clear();
  places_.reserve(all_.size());
  for (qsizetype i = 0; i < all_.size(); ++i) places_.insert(all_[i].found.path, i);
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
  sort();
  rebuild(true);
  emit filterChanged();
}

// Few changes are made row by row, so that the view keeps its place and its focus.
void InstalledModel::rebuild(bool sorted_anew) {
  const QStringList words = filter_.split(u' ', Qt::SkipEmptyParts);
  const auto shows = [&words](const ModelEntry& entry) {
    return std::all_of(words.begin(), words.end(), [&](const QString& word) { return hasWord(entry, word); });
  };
  QList<ModelEntry> wanted;
  if (words.isEmpty()) wanted = all_;
  else std::copy_if(all_.cbegin(), all_.cend(), std::back_inserter(wanted), shows);
  QHash<QString, qsizetype> places;
  if (words.isEmpty()) places = places_;
  else
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
  const bool replace = sorted_anew || !ordered || gone + added > kMostSteps;
  if (replace) {
    replaceRows(wanted);
  } else {
    for (int row = count() - 1; gone > 0 && row >= 0; --row) {
      if (places.contains(shown_[row].found.path)) continue;
      beginRemoveRows({}, row, row);
      shown_.removeAt(row);
      endRemoveRows();
      --gone;
    }
    changeRows(wanted);
  }
  emit countChanged();
  if (replace) emit replaced();
}

// The view keeps its delegates and fills them anew: after a reset it would make them all again, which takes far longer.
void InstalledModel::replaceRows(const QList<ModelEntry>& wanted) {
  const int before = count();
  const int now = static_cast<int>(wanted.size());
  if (now < before) {
    beginRemoveRows({}, now, before - 1);
    shown_.resize(now);
    endRemoveRows();
  } else if (now > before) {
    beginInsertRows({}, before, now - 1);
    shown_ += wanted.mid(before);
    endInsertRows();
  }
  shown_ = wanted;
  if (const int common = std::min(before, now); common > 0) emit dataChanged(index(0), index(common - 1));
}

// What is gone is gone already: the rest is there in this order.
void InstalledModel::changeRows(const QList<ModelEntry>& wanted) {
  int changed = -1;  // the first of a run
  const auto tell = [&](int end) {
    if (changed >= 0) emit dataChanged(index(changed), index(end - 1));
    changed = -1;
  };
  for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
    if (row >= count() || !samePath(shown_[row], wanted[row])) {
      tell(row);
      beginInsertRows({}, row, row);
      shown_.insert(row, wanted[row]);
      endInsertRows();
    } else if (shown_[row] == wanted[row]) {
      tell(row);
    } else {
      shown_[row] = wanted[row];
      if (changed < 0) changed = row;
    }
  }
  tell(count());
}

void InstalledModel::setSurroundings(Surroundings surroundings) {
  now_ = std::move(surroundings);
  touch();
}

void InstalledModel::touch() {
  fit_of_.clear();
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
