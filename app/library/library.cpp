#include "app/library/library.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QUrl>
#include <filesystem>

#include "app/bridge/engine_host.h"
#include "app/bridge/model_facts.h"
#include "app/settings/preferences.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr int kUsualContext = 32768;  // what the engine takes of larger ones if nobody says otherwise

constexpr qsizetype kMostInMenu = 10;

Library* g_library = nullptr;

// The folder, or the nearest one above it that is there already.
std::filesystem::space_info storageOf(QString folder) {
  while (!QFileInfo::exists(folder) && !QDir(folder).isRoot()) folder = QFileInfo(folder).path();
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(folder.toStdString(), error);
  return error ? std::filesystem::space_info{0, 0, 0} : space;
}

bool isModelFolder(const QString& folder) {
  return QFileInfo::exists(folder + QStringLiteral("/config.json")) ||
         !QDir(folder).entryList({QStringLiteral("*.safetensors")}, QDir::Files).isEmpty();
}

}  // namespace

Library::Library(const QString& data_dir, const QString& models_dir, Preferences& preferences, EngineHost& engine, QObject* parent)
    : QObject(parent), models_dir_(models_dir), preferences_(preferences), engine_(engine),
      hashes_(data_dir + QStringLiteral("/hashes.json")), verifier_(hashes_),
      scanner_([&engine](const QString& path, QString* problem) { return readModelFacts(engine.loader(), path, problem); },
               data_dir + QStringLiteral("/library-cache.json")) {
  g_library = this;
  chores_.setMaxThreadCount(1);
  connect(&scanner_, &ModelScanner::found, this, &Library::onFound);
  connect(&scanner_, &ModelScanner::runningChanged, this, &Library::scanningChanged);
  connect(&scanner_, &ModelScanner::foldersChanged, this, &Library::refresh);
  connect(&verifier_, &Verifier::progressed, this, &Library::checkProgressed);
  connect(&verifier_, &Verifier::finished, this, &Library::onVerified);
  connect(&engine_, &EngineHost::engineChanged, this, &Library::updateSurroundings);
  connect(&engine_, &EngineHost::loadingChanged, this, &Library::updateSurroundings);
  connect(engine_.devices(), &DeviceModel::askingChanged, this, &Library::updateSurroundings);
  connect(engine_.devices(), &DeviceModel::chosenChanged, this, &Library::updateSurroundings);
  connect(&preferences_, &Preferences::presetChanged, this, &Library::updateSurroundings);
  connect(&preferences_, &Preferences::contextTokensChanged, this, &Library::updateSurroundings);
  connect(&preferences_, &Preferences::languageChanged, this, &Library::updateSurroundings, Qt::QueuedConnection);  // words are ours
  connect(&preferences_, &Preferences::recentModelsChanged, this, &Library::updateLists);
  updateLists();
  connect(&preferences_, &Preferences::libraryChanged, this, [this] {
    emit foldersChanged();
    emit spaceChanged();
    if (scanned_ || scanning()) refresh();
  });
}

Library::~Library() {
  if (g_library == this) g_library = nullptr;
}

Library* Library::create(QQmlEngine*, QJSEngine*) {
  Q_ASSERT_X(g_library, "Library", "made before the QML engine");
  QJSEngine::setObjectOwnership(g_library, QJSEngine::CppOwnership);
  return g_library;
}

QString Library::modelsFolder() const {
  const QString chosen = preferences_.modelsFolder();
  return chosen.isEmpty() ? models_dir_ : chosen;
}

QStringList Library::watched() const { return preferences_.libraryPlaces(); }

QVariantList Library::listForeign() const {
  QVariantList list;
  for (const ModelPlace& place : foreignPlaces()) {
    const auto inside = [&place](const ModelEntry& entry) { return entry.found.root == place.folder; };
    const auto count = std::count_if(installed_.entries().begin(), installed_.entries().end(), inside);
    list.append(QVariantMap{{QStringLiteral("name"), originName(place.origin)}, {QStringLiteral("folder"), place.folder},
                            {QStringLiteral("count"), static_cast<int>(count)}});
  }
  return list;
}

QList<ModelPlace> Library::places() const {
  QList<ModelPlace> list{{ModelOrigin::kModels, modelsFolder()}};
  for (const QString& folder : watched()) list.append({ModelOrigin::kWatched, folder});
  if (preferences_.foreignModels()) list += foreignPlaces();
  return list;
}

QString Library::freeSpace() const {
  const auto storage = storageOf(modelsFolder());
  return tr("%1 free of %2").arg(sizeText(static_cast<qint64>(storage.available)), sizeText(static_cast<qint64>(storage.capacity)));
}

double Library::usedSpace() const {
  const auto storage = storageOf(modelsFolder());
  const auto total = static_cast<double>(storage.capacity);
  return total > 0 ? 1 - static_cast<double>(storage.available) / total : 0;
}

qint64 Library::freeBytes() const { return static_cast<qint64>(storageOf(modelsFolder()).available); }

// What hangs on these lists in the window is made anew when they change: only then.
void Library::updateLists() {
  if (QVariantList now = choose(); now != chooser_) {
    chooser_ = std::move(now);
    emit chooserChanged();
  }
  if (QVariantList now = listForeign(); now != foreign_) {
    foreign_ = std::move(now);
    emit foldersChanged();
  }
}

void Library::start() {
  if (!scanned_ && !scanning()) refresh();
}

void Library::refresh() {
  engine_.devices()->refresh();
  scanner_.scan(places());
}

void Library::onFound(const QList<ModelEntry>& models, bool complete) {
  installed_.setEntries(models);
  updateSurroundings();
  if (!complete) return;
  scanned_ = true;
  updateLists();
  emit scanningChanged();
  emit spaceChanged();
}

MemoryNow Library::memory() const { return engine_.devices()->memory(); }

void Library::updateSurroundings() {
  InstalledModel::Surroundings now;
  now.memory = engine_.devices()->memory();
  now.loaded_path = engine_.path();
  now.loading_path = engine_.loadingPath();
  now.context = [this](const ModelEntry& entry) { return contextOf(entry); };
  now.has_preset = [this](const QString& path) { return !preferences_.preset(path).empty(); };
  installed_.setSurroundings(std::move(now));
  emit memoryChanged();
}

int Library::contextOf(const ModelEntry& entry) const {
  const int own = preferences_.preset(entry.found.path).context_tokens;
  const int wanted = own > 0 ? own : preferences_.contextTokens();
  if (wanted > 0) return wanted;
  return entry.facts.context > 0 ? std::min(entry.facts.context, kUsualContext) : kUsualContext;
}

QString Library::nameOf(const QString& path) const {
  const ModelEntry* entry = installed_.entry(path);
  return entry ? entry->found.name : EngineHost::displayName(path);
}

QVariantMap Library::find(const QString& path) const {
  QVariantMap map;
  const QHash<int, QByteArray> names = installed_.roleNames();
  for (int row = 0; row < installed_.count(); ++row) {
    const QModelIndex index = installed_.index(row);
    if (index.data(InstalledModel::PathRole) != path) continue;
    for (auto role = names.begin(); role != names.end(); ++role) map.insert(QString::fromLatin1(role.value()), index.data(role.key()));
  }
  return map;
}

QVariantList Library::choose() const {
  QStringList paths = preferences_.recentModels();
  for (const ModelEntry& entry : installed_.entries())
    if (entry.read && entry.problem.isEmpty() && !paths.contains(entry.found.path)) paths << entry.found.path;
  QVariantList list;
  for (const QString& path : paths.mid(0, kMostInMenu)) {
    const ModelEntry* entry = installed_.entry(path);
    const QString quantisation = !entry ? QString() : entry->found.quantisation.isEmpty() ? entry->facts.quantisation : entry->found.quantisation;
    QStringList parts = entry ? QStringList{quantisation, sizeText(entry->found.bytes), originName(entry->found.origin)} : QStringList{path};
    parts.removeAll(QString());
    list.append(QVariantMap{{QStringLiteral("path"), path}, {QStringLiteral("name"), nameOf(path)},
                            {QStringLiteral("detail"), parts.join(QStringLiteral(" · "))}});
  }
  return list;
}

void Library::load(const QString& path) { engine_.load(path); }

void Library::verify(const QString& path) {
  const ModelEntry* entry = installed_.entry(path);
  if (!entry || !verifier_.start(path, entry->found.files)) return;
  installed_.setChecking(path);
}

void Library::cancelVerify() { verifier_.cancel(); }

void Library::onVerified(const QString& model, const VerifyOutcome& outcome) {
  installed_.setOutcome(model, outcome);
  installed_.setChecking({});
}

void Library::reveal(const QString& path) {
  if (revealer_) revealer_(path);
}

void Library::copy(const QString& text) {
  QGuiApplication::clipboard()->setText(text);
  setNotice(tr("Copied"));
}

void Library::readHeader(const QString& path) {
  header_.begin();
  chores_.start([this, path] {
    const ModelHeader header = readModelHeader(engine_.loader(), path);
    QMetaObject::invokeMethod(this, [this, header] { header_.set(header); }, Qt::QueuedConnection);
  });
}

QVariantMap Library::removal(const QString& path) const {
  const ModelEntry* entry = installed_.entry(path);
  if (!entry) return {};
  const Removal removal = removalOf(entry->found, installed_.entries());
  return {{QStringLiteral("name"), entry->found.name},
          {QStringLiteral("files"), removal.files},
          {QStringLiteral("size"), sizeText(removal.bytes)},
          {QStringLiteral("foreign"), isForeign(entry->found.origin)},
          {QStringLiteral("origin"), originName(entry->found.origin)},
          {QStringLiteral("inUse"), engine_.path() == path}};
}

void Library::remove(const QString& path, bool for_good) {
  const ModelEntry* entry = installed_.entry(path);
  if (!entry) return;
  if (engine_.path() == path) engine_.unload();
  if (verifier_.model() == path) verifier_.cancel();
  const Removal removal = removalOf(entry->found, installed_.entries());
  QStringList files;  // as the book of hashes knows them
  for (const QString& file : entry->found.files) files << QFileInfo(file).canonicalFilePath();
  chores_.start([this, path, files, removal, for_good] {
    const QString problem = removeFiles(removal, for_good);
    QMetaObject::invokeMethod(this, [this, path, files, size = sizeText(removal.bytes), problem] {
      if (problem.isEmpty()) forget(path, files, size);
      else setError(problem);
      refresh();
    }, Qt::QueuedConnection);
  });
}

// The model was deleted.
void Library::forget(const QString& path, const QStringList& files, const QString& size) {
  for (const QString& file : files) hashes_.forget(file);
  preferences_.removeRecentModel(path);
  setNotice(tr("%1 deleted, %2").arg(nameOf(path), size));
}

QVariantMap Library::preset(const QString& path) const {
  const ModelPreset preset = preferences_.preset(path);
  return {{QStringLiteral("systemPrompt"), preset.system_prompt}, {QStringLiteral("contextTokens"), preset.context_tokens},
          {QStringLiteral("think"), static_cast<int>(preset.think)}, {QStringLiteral("ownSampling"), preset.own_sampling},
          {QStringLiteral("temperature"), preset.temperature},     {QStringLiteral("topP"), preset.top_p},
          {QStringLiteral("topK"), preset.top_k},                   {QStringLiteral("minP"), preset.min_p}};
}

void Library::setPreset(const QString& path, const QVariantMap& values) {
  ModelPreset preset;
  preset.system_prompt = values.value(QStringLiteral("systemPrompt")).toString().trimmed();
  preset.context_tokens = std::max(0, values.value(QStringLiteral("contextTokens")).toInt());
  preset.think = static_cast<ModelPreset::Think>(std::clamp(values.value(QStringLiteral("think")).toInt(), 0, 2));
  preset.own_sampling = values.value(QStringLiteral("ownSampling")).toBool();
  if (preset.own_sampling) {
    preset.temperature = values.value(QStringLiteral("temperature")).toDouble();
    preset.top_p = values.value(QStringLiteral("topP")).toDouble();
    preset.top_k = values.value(QStringLiteral("topK")).toInt();
    preset.min_p = values.value(QStringLiteral("minP")).toDouble();
  }
  preferences_.setPreset(path, preset);
}

void Library::clearPreset(const QString& path) { preferences_.setPreset(path, {}); }

bool Library::inLibrary(const QString& path) const {
  const QString canonical = QFileInfo(path).canonicalFilePath();
  for (const ModelPlace& place : places()) {
    const QString folder = QFileInfo(place.folder).canonicalFilePath();
    if (!folder.isEmpty() && (canonical == folder || canonical.startsWith(folder + u'/'))) return true;
  }
  return false;
}

bool Library::open(const QUrl& url) {
  const QString path = url.toLocalFile();
  if (QFileInfo(path).isDir() && !isModelFolder(path)) {
    addPlace(url);
    return true;
  }
  engine_.loadUrl(url);
  if (QFileInfo::exists(path) && !inLibrary(path)) offer(path);
  return false;
}

void Library::offer(const QString& path) {
  offered_ = path;
  emit offeredChanged();
}

void Library::acceptOffer() {
  addPlace(QUrl::fromLocalFile(offered_));
  dismissOffer();
}

void Library::dismissOffer() { offer({}); }

void Library::addPlace(const QUrl& url) {
  const QString path = QDir::cleanPath(url.toLocalFile());
  if (!url.isLocalFile() || !QFileInfo::exists(path)) return setError(tr("%1 is not a file or folder on this computer.").arg(url.toDisplayString()));
  if (inLibrary(path)) {
    setNotice(tr("%1 is in the library already").arg(QFileInfo(path).fileName()));
    return start();
  }
  preferences_.setLibraryPlaces(watched() << path);
  refresh();
}

void Library::removePlace(const QString& place) {
  QStringList places = watched();
  if (places.removeAll(place) > 0) preferences_.setLibraryPlaces(places);
}

void Library::setModelsFolder(const QUrl& url) {
  const QString path = QDir::cleanPath(url.toLocalFile());
  if (!QFileInfo(path).isDir() || !QFileInfo(path).isWritable())
    return setError(tr("%1 is not a folder that can be written to. Choose another one.").arg(path.isEmpty() ? url.toDisplayString() : path));
  preferences_.setModelsFolder(path);
}

void Library::dismissError() { setError({}); }

void Library::setError(const QString& error) {
  if (error == error_) return;
  error_ = error;
  emit errorChanged();
}

void Library::setNotice(const QString& notice) {
  notice_ = notice;
  emit noticeChanged();
}

}  // namespace deepwell
