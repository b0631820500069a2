#include "app/library/library.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include "app/bridge/engine_host.h"
#include "app/bridge/model_facts.h"
#include "app/settings/preferences.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qsizetype kMostInMenu = 10;

Library* g_library = nullptr;

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
  updateSurroundings();
  updateLists();
  measureSpace();
  connect(&preferences_, &Preferences::libraryChanged, this, [this] {
    emit foldersChanged();
    measureSpace();
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

// What hangs on this list in the window is made anew when it changes: only then.
void Library::updateLists() {
  if (QVariantList now = choose(); now != chooser_) {
    chooser_ = std::move(now);
    emit chooserChanged();
  }
}

void Library::setFolders(const ModelScan& scan) {
  QVariantList list;
  for (const ModelScan::Foreign& folder : scan.foreign) {
    list.append(QVariantMap{{QStringLiteral("name"), originName(folder.place.origin)}, {QStringLiteral("folder"), folder.place.folder},
                            {QStringLiteral("count"), folder.models}, {QStringLiteral("readable"), folder.place.readable}});
  }
  if (list == foreign_ && scan.cut == too_large_ && scan.unreadable == unreadable_) return;
  foreign_ = list;
  too_large_ = scan.cut;
  unreadable_ = scan.unreadable;
  emit foldersChanged();
}

void Library::start() {
  if (!scanned_ && !scanning()) refresh();
}

void Library::refresh() {
  engine_.devices()->refresh();
  scanner_.scan(places(), preferences_.foreignModels());
}

void Library::onFound(const ModelScan& scan) {
  installed_.setEntries(scan.models);
  if (!scan.complete) return;
  scanned_ = true;
  QHash<QString, QString> identities;
  for (const ModelEntry& entry : scan.models)
    if (!entry.identity.isEmpty()) identities.insert(entry.found.path, entry.identity);
  preferences_.movePresets(identities);
  setFolders(scan);
  updateLists();
  emit scanningChanged();
  measureSpace();
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
  return contextFor(preferences_.wishesFor(entry.found.path).context_tokens, entry.facts.context);
}

QString Library::nameOf(const QString& path) const {
  const ModelEntry* entry = installed_.entry(path);
  return entry ? entry->found.name : EngineHost::displayName(path);
}

QString Library::installedPath(const QString& path, const QString& name) const {
  const auto usable = [](const ModelEntry& entry) { return entry.problem.isEmpty(); };
  if (const ModelEntry* entry = installed_.entry(path); entry && usable(*entry)) return path;
  const auto same = [&name](const QString& other) { return !name.isEmpty() && other.compare(name, Qt::CaseInsensitive) == 0; };
  QString alike;  // the same model, perhaps in another quantisation
  for (const ModelEntry& entry : installed_.entries()) {
    if (!usable(entry)) continue;
    if (same(EngineHost::displayName(entry.found.path))) return entry.found.path;
    if (alike.isEmpty() && (same(entry.facts.name) || same(entry.found.name))) alike = entry.found.path;
  }
  return alike;
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
  for (const ModelEntry& entry : installed_.entries()) {
    if (paths.size() >= kMostInMenu) break;
    if (entry.read && entry.problem.isEmpty() && !paths.contains(entry.found.path)) paths << entry.found.path;
  }
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

// The list is one of its own: the thread's copy keeps it as it is now.
void Library::askRemoval(const QString& path) {
  const ModelEntry* entry = installed_.entry(path);
  if (!entry) return;
  chores_.start([this, path, found = entry->found, all = QList<ModelEntry>(installed_.entries().cbegin(), installed_.entries().cend())] {
    const Removal removal = removalOf(found, all);
    QMetaObject::invokeMethod(this, [this, path, found, removal] {
      emit removalKnown(path, {{QStringLiteral("name"), found.name},
                               {QStringLiteral("files"), removal.files},
                               {QStringLiteral("size"), sizeText(removal.bytes)},
                               {QStringLiteral("links"), removal.links},
                               {QStringLiteral("foreign"), isForeign(found.origin)},
                               {QStringLiteral("origin"), originName(found.origin)},
                               {QStringLiteral("inUse"), engine_.path() == path}});
    }, Qt::QueuedConnection);
  });
}

void Library::remove(const QString& path, bool for_good) {
  const ModelEntry* entry = installed_.entry(path);
  if (!entry) return;
  if (engine_.path() == path) engine_.unload();
  if (verifier_.model() == path) verifier_.cancel();
  chores_.start([this, path, for_good, found = entry->found, all = QList<ModelEntry>(installed_.entries().cbegin(), installed_.entries().cend())] {
    const Removal removal = removalOf(found, all);
    QStringList files;  // as the book of hashes knows them
    if (!removal.links)
      for (const QString& file : found.files) files << QFileInfo(file).canonicalFilePath();
    const QString problem = removeFiles(removal, for_good);
    QMetaObject::invokeMethod(this, [this, path, files, removal, problem] {
      if (problem.isEmpty()) forget(path, files, removal);
      else setError(problem);
      refresh();
    }, Qt::QueuedConnection);
  });
}

// The model was deleted.
void Library::forget(const QString& path, const QStringList& files, const Removal& removal) {
  hashes_.forget(files);
  preferences_.removeRecentModel(path);
  setNotice(removal.links ? tr("%1: only the link was deleted").arg(nameOf(path)) : tr("%1 deleted, %2").arg(nameOf(path), sizeText(removal.bytes)));
}

QVariantMap Library::preset(const QString& path) const {
  const ModelPreset preset = preferences_.preset(path);
  return {{QStringLiteral("systemPrompt"), preset.system_prompt}, {QStringLiteral("contextTokens"), preset.context_tokens},
          {QStringLiteral("think"), static_cast<int>(preset.think)}, {QStringLiteral("ownSampling"), preset.own_sampling},
          {QStringLiteral("temperature"), preset.temperature},     {QStringLiteral("topP"), preset.top_p},
          {QStringLiteral("topK"), preset.top_k},                   {QStringLiteral("minP"), preset.min_p},
          {QStringLiteral("repetitionPenalty"), preset.repetition_penalty},
          {QStringLiteral("presencePenalty"), preset.presence_penalty},
          {QStringLiteral("frequencyPenalty"), preset.frequency_penalty},
          {QStringLiteral("noInstructions"), preset.no_instructions}};
}

void Library::setPreset(const QString& path, const QVariantMap& values) {
  ModelPreset preset;
  preset.system_prompt = values.value(QStringLiteral("systemPrompt")).toString().trimmed();
  preset.no_instructions = preset.system_prompt.isEmpty() && values.value(QStringLiteral("noInstructions")).toBool();
  preset.context_tokens = std::max(0, values.value(QStringLiteral("contextTokens")).toInt());
  preset.think = static_cast<ModelPreset::Think>(std::clamp(values.value(QStringLiteral("think")).toInt(), 0, 2));
  preset.own_sampling = values.value(QStringLiteral("ownSampling")).toBool();
  if (preset.own_sampling) {
    preset.temperature = values.value(QStringLiteral("temperature")).toDouble();
    preset.top_p = values.value(QStringLiteral("topP")).toDouble();
    preset.top_k = values.value(QStringLiteral("topK")).toInt();
    preset.min_p = values.value(QStringLiteral("minP")).toDouble();
    preset.repetition_penalty = std::max(1.0, values.value(QStringLiteral("repetitionPenalty")).toDouble());
    preset.presence_penalty = values.value(QStringLiteral("presencePenalty")).toDouble();
    preset.frequency_penalty = values.value(QStringLiteral("frequencyPenalty")).toDouble();
  }
  preferences_.setPreset(path, preset);
  if (const ModelEntry* entry = installed_.entry(path)) preferences_.movePresets({{path, entry->identity}});
}

void Library::clearPreset(const QString& path) { preferences_.setPreset(path, {}); }

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
