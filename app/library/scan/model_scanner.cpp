#include "app/library/scan/model_scanner.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <algorithm>

#include "app/library/scan/model_identity.h"

namespace deepwell {
namespace {

constexpr int kReportIntervalMs = 250;
constexpr int kSettleMs = 700;
constexpr qint64 kMaxCacheFile = 64 << 20;
constexpr qsizetype kNamedShards = 3;

QString cacheKey(const FoundModel& model) {
  return QStringLiteral("%1|%2|%3").arg(model.path).arg(model.bytes).arg(model.modified.toMSecsSinceEpoch());
}

QString missingText(const FoundModel& model) {
  QString names = model.missing.mid(0, kNamedShards).join(QStringLiteral(", "));
  if (model.missing.size() > kNamedShards) names += QStringLiteral(", …");
  const int count = static_cast<int>(model.missing.size());
  return QCoreApplication::translate("Library", "%n part(s) missing: %1. Download again what is missing.", nullptr, count)
      .arg(names);
}

QJsonObject toJson(const QString& key, const ModelFacts& facts, const QString& identity) {
  return {{"key", key},
          {"identity", identity},
          {"name", facts.name},
          {"format", facts.format},
          {"architecture", facts.architecture},
          {"quantisation", facts.quantisation},
          {"bytes", facts.bytes},
          {"parameters", facts.parameters},
          {"active", facts.active},
          {"context", facts.context},
          {"layers", facts.layers},
          {"experts", facts.experts},
          {"experts_used", facts.experts_used},
          {"kv_bytes", facts.kv_bytes},
          {"thinks", facts.thinks}};
}

ModelFacts fromJson(const QJsonObject& object) {
  const auto integer = [&object](const char* key) { return object.value(QLatin1String(key)).toInteger(); };
  const auto words = [&object](const char* key) { return object.value(QLatin1String(key)).toString(); };
  ModelFacts facts;
  facts.name = words("name");
  facts.format = words("format");
  facts.architecture = words("architecture");
  facts.quantisation = words("quantisation");
  facts.bytes = integer("bytes");
  facts.parameters = integer("parameters");
  facts.active = integer("active");
  facts.context = static_cast<int>(integer("context"));
  facts.layers = static_cast<int>(integer("layers"));
  facts.experts = static_cast<int>(integer("experts"));
  facts.experts_used = static_cast<int>(integer("experts_used"));
  facts.kv_bytes = integer("kv_bytes");
  facts.thinks = object.value(QLatin1String("thinks")).toBool();
  return facts;
}

}  // namespace

ModelScanner::ModelScanner(ReadFacts read, QString cache_file, QObject* parent)
    : QObject(parent), read_(std::move(read)), cache_file_(std::move(cache_file)) {
  settle_.setSingleShot(true);
  settle_.setInterval(kSettleMs);
  connect(&settle_, &QTimer::timeout, this, &ModelScanner::foldersChanged);
  connect(&watcher_, &QFileSystemWatcher::directoryChanged, &settle_, qOverload<>(&QTimer::start));
}

ModelScanner::~ModelScanner() = default;

void ModelScanner::scan(const QList<ModelPlace>& places, bool foreign) {
  places_ = places;
  foreign_ = foreign;
  if (!running_) return begin();
  again_ = true;
  thread_.request_stop();
}

void ModelScanner::begin() {
  running_ = true;
  again_ = false;
  // With places of its own: scan() may be told of others meanwhile.
  thread_ = std::jthread([this, places = places_, foreign = foreign_](std::stop_token stop) { work(places, foreign, stop); });
  emit runningChanged();
}

// On the thread, as all that follows up to finish(). It alone touches the cache while it runs.
void ModelScanner::work(QList<ModelPlace> places, bool foreign, std::stop_token stop) {
  loadCache();
  ModelScan scan;
  for (const ModelPlace& place : std::as_const(places))
    if (stateOfFolder(place.folder) == FolderState::kUnreadable) scan.unreadable << place.folder;
  const QList<ModelPlace> others = foreignPlaces();
  if (foreign) places += others;
  ModelFinder finder(stop);
  const QList<FoundModel> models = finder.find(places, others);
  scan.cut = finder.cut();
  QHash<QString, int> counts;
  for (const FoundModel& model : models) ++counts[model.root];
  for (const ModelPlace& place : others) scan.foreign.append({place, counts.value(place.folder)});
  Cache used;
  QList<ModelEntry> entries;
  for (const FoundModel& model : models) {
    ModelEntry entry{model, {}, {}, false, {}};
    if (const auto known = cache_.constFind(cacheKey(model)); known != cache_.constEnd() && model.missing.isEmpty()) {
      entry.facts = known->facts;
      entry.identity = known->identity;
      entry.read = !known->identity.isEmpty();
      used.insert(cacheKey(model), *known);
    }
    entries.append(entry);
  }
  const auto sorted = [&] {
    scan.models = entries;
    std::sort(scan.models.begin(), scan.models.end(), isBefore);
  };
  const auto report = [&] {
    sorted();
    QMetaObject::invokeMethod(this, [this, scan] { emit found(scan); }, Qt::QueuedConnection);
  };
  if (!stop.stop_requested()) report();
  read(&entries, &used, report, stop);
  sorted();
  scan.complete = true;
  const bool stopped = stop.stop_requested();
  if (!stopped) saveCache(used);
  QMetaObject::invokeMethod(this, [this, scan, folders = finder.folders(), stopped] { finish(scan, folders, stopped); }, Qt::QueuedConnection);
}

void ModelScanner::read(QList<ModelEntry>* entries, Cache* used, const std::function<void()>& report, std::stop_token stop) {
  QElapsedTimer since;
  since.start();
  for (ModelEntry& entry : *entries) {
    if (stop.stop_requested()) return;
    if (entry.read) continue;
    if (!entry.found.missing.isEmpty()) entry.problem = missingText(entry.found);
    else entry.facts = read_(entry.found.path, &entry.problem);
    entry.identity = modelIdentity(entry.found);
    entry.read = true;
    if (entry.problem.isEmpty()) used->insert(cacheKey(entry.found), {entry.facts, entry.identity});
    if (since.elapsed() < kReportIntervalMs) continue;
    report();
    since.restart();
  }
}

void ModelScanner::finish(const ModelScan& scan, const QStringList& folders, bool stopped) {
  if (again_) return begin();
  running_ = false;
  if (!stopped) watch(folders);
  if (!stopped) emit found(scan);
  emit runningChanged();
}

void ModelScanner::watch(const QStringList& folders) {
  const QStringList wanted = folders.mid(0, kMaxWatched);
  QStringList gone = watcher_.directories();
  QStringList added;
  const QSet<QString> now(gone.begin(), gone.end());
  const QSet<QString> then(wanted.begin(), wanted.end());
  gone.removeIf([&then](const QString& folder) { return then.contains(folder); });
  for (const QString& folder : wanted)
    if (!now.contains(folder)) added << folder;
  if (!gone.isEmpty()) watcher_.removePaths(gone);
  if (!added.isEmpty()) watcher_.addPaths(added);
}

// A damaged cache is an empty one.
void ModelScanner::loadCache() {
  if (std::exchange(cache_loaded_, true)) return;
  QFile file(cache_file_);
  if (file.size() > kMaxCacheFile || !file.open(QIODevice::ReadOnly)) return;
  const QJsonArray list = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("models")).toArray();
  for (const QJsonValue& entry : list) cache_.insert(entry[QLatin1String("key")].toString(), {fromJson(entry.toObject()), entry[QLatin1String("identity")].toString()});
}

void ModelScanner::saveCache(const Cache& used) {
  if (used == cache_) return;
  cache_ = used;
  QJsonArray list;
  for (auto entry = cache_.constBegin(); entry != cache_.constEnd(); ++entry) list.append(toJson(entry.key(), entry->facts, entry->identity));
  QSaveFile file(cache_file_);
  if (!file.open(QIODevice::WriteOnly)) return;  // the next start reads the headers again
  file.write(QJsonDocument(QJsonObject{{"version", 1}, {"models", list}}).toJson(QJsonDocument::Compact));
  file.commit();
}

}  // namespace deepwell
