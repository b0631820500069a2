#include "app/library/catalog_model.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>

#include "app/library/installed_model.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qint64 kQuickWithoutGpu = 9'000'000'000;  // parameters a token, at most, for reading speed on a processor
constexpr qint64 kSmall = 2'500'000'000;            // parameters below which fewer bits hurt

CatalogEntry entryFrom(const QJsonObject& object) {
  const auto words = [&object](const char* key) { return object.value(QLatin1String(key)).toString(); };
  const auto integer = [&object](const char* key) { return object.value(QLatin1String(key)).toInteger(); };
  CatalogEntry entry;
  entry.id = words("id");
  entry.name = words("name");
  const QJsonObject abouts = object.value(QLatin1String("about")).toObject();
  for (auto about = abouts.begin(); about != abouts.end(); ++about) entry.abouts.insert(about.key(), about.value().toString());
  entry.license = words("license");
  entry.architecture = words("architecture");
  entry.origin = words("origin");
  entry.context = static_cast<int>(integer("context"));
  entry.rank = static_cast<int>(integer("rank"));
  entry.parameters = integer("parameters");
  entry.active = integer("active");
  entry.kv_bytes = integer("kv_bytes");
  const QJsonArray variants = object.value(QLatin1String("variants")).toArray();
  for (const QJsonValue& variant : variants) {
    entry.variants.append({variant[QLatin1String("quantisation")].toString(), variant[QLatin1String("repo")].toString(),
                           variant[QLatin1String("match")].toString(), variant[QLatin1String("bytes")].toInteger()});
  }
  return entry;
}

// How well a kind of fit serves: on the GPU, then in RAM, then on both.
int order(Fit::Kind kind) {
  switch (kind) {
    case Fit::kGpu: return 3;
    case Fit::kRam: return 2;
    case Fit::kGpuAndRam: return 1;
    default: return 0;
  }
}

bool isFull(const CatalogVariant& variant) {
  const QString name = variant.quantisation.toUpper();
  return name == QLatin1String("BF16") || name == QLatin1String("F16") || name == QLatin1String("FP8");
}

}  // namespace

QString CatalogEntry::about() const {
  const QString language = QLocale().name().section(u'_', 0, 0);
  return abouts.value(abouts.contains(language) ? language : QStringLiteral("en"));
}

QList<CatalogEntry> readCatalog() {
  QList<CatalogEntry> entries;
  const QDir folder(QStringLiteral(":/deepwell/catalog"));
  for (const QString& name : folder.entryList({QStringLiteral("*.json")})) {
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadOnly)) continue;
    const QJsonArray list = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("models")).toArray();
    for (const QJsonValue& value : list) {
      const CatalogEntry entry = entryFrom(value.toObject());
      if (!entry.id.isEmpty() && !entry.name.isEmpty() && !entry.variants.isEmpty()) entries.append(entry);
    }
  }
  return entries;
}

CatalogModel::CatalogModel(QObject* parent) : QAbstractListModel(parent), entries_(readCatalog()) { states_.resize(entries_.size()); }

QHash<int, QByteArray> CatalogModel::roleNames() const {
  return {{IdRole, "modelId"},     {NameRole, "name"},       {AboutRole, "about"},     {LicenseRole, "license"}, {ParametersRole, "parameters"},
          {ContextRole, "context"}, {OriginRole, "origin"},  {BestRole, "best"},       {BestNameRole, "bestName"}, {SizeRole, "size"},
          {FitKindRole, "fitKind"}, {FitWordRole, "fitWord"}, {FitWhyRole, "fitWhy"},  {RecommendedRole, "recommended"},
          {InstalledRole, "installed"}, {VariantsRole, "variants"}};
}

QVariant CatalogModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const CatalogEntry& entry = entries_[index.row()];
  const State& state = states_[index.row()];
  const Fit fit = state.best < state.fits.size() ? state.fits[state.best] : Fit();
  switch (role) {
    case IdRole: return entry.id;
    case Qt::DisplayRole:
    case NameRole: return entry.name;
    case AboutRole: return entry.about();
    case LicenseRole: return entry.license;
    case ParametersRole:
      return entry.active > 0 ? InstalledModel::tr("%1, %2 active").arg(countText(entry.parameters), countText(entry.active)) : countText(entry.parameters);
    case ContextRole: return QLocale().toString(entry.context);
    case OriginRole: return entry.origin;
    case BestRole: return state.best;
    case BestNameRole: return entry.variants[state.best].quantisation;
    case SizeRole: return sizeText(entry.variants[state.best].bytes);
    case FitKindRole: return static_cast<int>(fit.kind);
    case FitWordRole: return fit.word;
    case FitWhyRole: return fit.why;
    case RecommendedRole: return state.recommended;
    case InstalledRole: return state.installed;
    case VariantsRole: return variantsOf(entry, state);
    default: return {};
  }
}

QVariantList CatalogModel::variantsOf(const CatalogEntry& entry, const State& state) const {
  QVariantList list;
  for (qsizetype i = 0; i < entry.variants.size(); ++i) {
    const Fit fit = i < state.fits.size() ? state.fits[i] : Fit();
    list.append(QVariantMap{{QStringLiteral("quantisation"), entry.variants[i].quantisation}, {QStringLiteral("size"), sizeText(entry.variants[i].bytes)},
                            {QStringLiteral("repository"), entry.variants[i].repository},     {QStringLiteral("fitKind"), static_cast<int>(fit.kind)},
                            {QStringLiteral("fitWord"), fit.word},                             {QStringLiteral("fitWhy"), fit.why},
                            {QStringLiteral("best"), i == state.best}});
  }
  return list;
}

const CatalogEntry* CatalogModel::entry(const QString& id) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const CatalogEntry& entry) { return entry.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

const CatalogEntry* CatalogModel::entryOf(const QString& repository) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const CatalogEntry& entry) {
    return std::any_of(entry.variants.begin(), entry.variants.end(), [&](const CatalogVariant& variant) { return variant.repository == repository; });
  });
  return found == entries_.end() ? nullptr : &*found;
}

int CatalogModel::best(const CatalogEntry& entry) const { return states_[&entry - entries_.data()].best; }

// On a GPU the most bits that fit; elsewhere every bit costs time: about four, or eight of a small model.
int CatalogModel::bestOf(const CatalogEntry& entry, const QList<Fit>& fits) const {
  const auto usual = std::find_if(entry.variants.begin(), entry.variants.end(), [&](const CatalogVariant& variant) {
    return variant.quantisation == (entry.parameters < kSmall ? QLatin1String("Q8_0") : QLatin1String("Q4_K_M"));
  });
  const qint64 enough = usual == entry.variants.end() ? entry.variants.constFirst().bytes : usual->bytes;
  int best = 0;
  for (int i = 0; i < static_cast<int>(entry.variants.size()); ++i) {
    const bool wanted = !isFull(entry.variants[i]) && (fits[i].kind == Fit::kGpu || entry.variants[i].bytes <= enough);
    if (wanted && order(fits[i].kind) >= order(fits[best].kind) && entry.variants[i].bytes > entry.variants[best].bytes) best = i;
  }
  return best;
}

void CatalogModel::update(const MemoryNow& memory, int context, const std::function<bool(const CatalogEntry&)>& installed) {
  for (qsizetype i = 0; i < entries_.size(); ++i) {
    const CatalogEntry& entry = entries_[i];
    State state;
    const int tokens = contextFor(context, entry.context);
    for (const CatalogVariant& variant : entry.variants) state.fits.append(fitOf(variant.bytes, entry.kv_bytes, tokens, memory));
    state.best = bestOf(entry, state.fits);
    state.installed = installed(entry);
    states_[i] = state;
  }
  for (const QString& id : picks(1))
    for (qsizetype i = 0; i < entries_.size(); ++i) states_[i].recommended = entries_[i].id == id;
  emit dataChanged(index(0), index(rowCount() - 1));
}

QStringList CatalogModel::picks(int most) const {
  QList<qsizetype> rows;
  for (qsizetype i = 0; i < entries_.size(); ++i) {
    const State& state = states_[i];
    if (state.fits.isEmpty()) continue;
    const Fit::Kind kind = state.fits[state.best].kind;
    const qint64 work = entries_[i].active > 0 ? entries_[i].active : entries_[i].parameters;
    if (kind == Fit::kGpu || (order(kind) > 0 && work <= kQuickWithoutGpu)) rows.append(i);
  }
  std::sort(rows.begin(), rows.end(), [this](qsizetype a, qsizetype b) { return entries_[a].rank > entries_[b].rank; });
  QStringList ids;
  for (const qsizetype row : rows.mid(0, most)) ids << entries_[row].id;
  return ids;
}

}  // namespace deepwell
