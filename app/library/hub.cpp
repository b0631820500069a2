#include "app/library/hub.h"

#include <QSet>
#include <QUrl>
#include <chrono>
#include <utility>

#include "app/library/library.h"
#include "app/settings/preferences.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

constexpr std::chrono::milliseconds kLastWords{500};  // for the helper to say what its connections have brought

Hub* g_hub = nullptr;

}  // namespace

Hub::Hub(const QString& data_dir, const QString& connections_file, Preferences& preferences, Library& library, fetch::HelperLauncher launch,
         QObject* parent)
    : QObject(parent), preferences_(preferences), library_(library), recorder_(connections_file.toStdString()),
      receipts_file_(data_dir + QStringLiteral("/receipts.json")), receipts_(readDownloads(receipts_file_)), client_(std::move(launch)),
      downloads_(client_, preferences, data_dir + QStringLiteral("/downloads.json")) {
  g_hub = this;
  writer_.setMaxThreadCount(1);
  client_.setGate([this] {
    const QString record = recordProblem(recorder_.ready());
    return record.isEmpty() ? settingsProblem() : record;
  });
  connect(&client_, &HelperClient::refused, this, &Hub::onRefused);
  connect(&client_, &HelperClient::answered, this, &Hub::onAnswer);
  connect(&client_, &HelperClient::connected, this, &Hub::noteConnection);
  connect(&client_, &HelperClient::lost, this, [this] {
    const QString problem = tr("The download helper ended unexpectedly. Try again.");
    if (std::exchange(search_id_, 0) != 0) search_error_ = problem;
    if (std::exchange(files_id_, 0) != 0) files_error_ = problem;
    about_id_ = 0;
    emit searchChanged();
    emit filesChanged();
    emit downloadsMoved();
  });
  connect(&downloads_, &DownloadModel::finished, this, &Hub::onFinished);
  connect(&downloads_, &DownloadModel::idle, this, &Hub::restIfIdle, Qt::QueuedConnection);
  connect(&downloads_, &DownloadModel::progressed, this, &Hub::downloadsMoved);
  connect(&preferences_, &Preferences::downloadsChanged, this, [this] {
    configure();
    emit hostChanged();
  });
  connect(library_.installed(), &InstalledModel::entriesChanged, this, &Hub::updateCatalog);
  connect(&library_, &Library::memoryChanged, this, &Hub::updateCatalog);
  connect(&library_, &Library::memoryChanged, this, &Hub::rateFiles);
  configure();
  updateCatalog();
}

Hub::~Hub() {
  client_.finish(kLastWords);
  if (g_hub == this) g_hub = nullptr;
}

Hub* Hub::create(QQmlEngine*, QJSEngine*) {
  Q_ASSERT_X(g_hub, "Hub", "made before the QML engine");
  QJSEngine::setObjectOwnership(g_hub, QJSEngine::CppOwnership);
  return g_hub;
}

QString Hub::host() const { return QUrl(preferences_.hubAddress()).host(); }

void Hub::configure() {
  fetch::Configure settings;
  settings.bytes_per_second = static_cast<uint64_t>(preferences_.downloadLimit()) * 1024;
  settings.connections = preferences_.downloadConnections();
  settings.proxy = preferences_.proxy().toStdString();
  settings.token = preferences_.hubToken().toStdString();
  settings.token_origin = preferences_.hubTokenOrigin().toStdString();
  client_.configure(settings);
  if (const QString problem = settingsProblem(); !problem.isEmpty()) stopAll(problem);
}

// Why nothing may connect with what is set; empty: it may.
QString Hub::settingsProblem() const {
  const QString proxy = preferences_.proxyProblem();
  return proxy.isEmpty() ? preferences_.tokenProblem() : proxy;
}

void Hub::updateCatalog() {
  QSet<QString> names;
  for (const ModelEntry& model : library_.installed()->entries())
    if (model.problem.isEmpty()) names.insert(model.found.name.toCaseFolded());
  const auto installed = [&names](const CatalogEntry& entry) { return names.contains(entry.name.toCaseFolded()); };
  catalog_.update(library_.memory(), preferences_.contextTokens(), installed);
  const QVariantList now = suggest();
  if (now == suggestions_) return;
  suggestions_ = now;
  emit suggestionsChanged();
}

void Hub::onAnswer(const fetch::Response& response) {
  if (response.id == search_id_ && search_id_ != 0) takeSearch(response);
  else if (response.id == files_id_ && files_id_ != 0) takeFiles(response);
  else if (response.id == about_id_ && about_id_ != 0) takeAbout(response);
}

// Empty: the answer is good.
QString Hub::problemOf(const fetch::Response& response) {
  if (isRefusal(response.status)) return tr("The hub gives this only to those who have accepted its conditions. Put your token into the settings.");
  if (response.status != 0 && (response.status < 200 || response.status >= 300)) return tr("The hub answered with status %1. Try again later.").arg(response.status);
  return QString::fromStdString(response.error);
}

bool Hub::begin(DownloadItem item) {
  item.hub = preferences_.hubAddress();
  item.folder = library_.modelsFolder() + u'/' + item.repository;
  if (!downloads_.add(std::move(item))) return false;
  emit downloadsMoved();
  return true;
}

bool Hub::downloadModel(const QString& id, int variant) {
  const CatalogEntry* entry = catalog_.entry(id);
  if (!entry) return false;
  const int wanted = variant < 0 ? catalog_.best(*entry) : variant;
  if (wanted >= entry->variants.size()) return false;
  const CatalogVariant& chosen = entry->variants[wanted];
  DownloadItem item;
  item.name = entry->name;
  item.quantisation = chosen.quantisation;
  item.repository = chosen.repository;
  item.match = chosen.match;
  item.total = chosen.bytes;
  return begin(std::move(item));
}

QVariantList Hub::suggest() const {
  QVariantList list;
  const QHash<int, QByteArray> names = catalog_.roleNames();
  for (const QString& id : catalog_.picks(3)) {
    for (int row = 0; row < catalog_.rowCount(); ++row) {
      const QModelIndex index = catalog_.index(row);
      if (index.data(CatalogModel::IdRole) != id) continue;
      QVariantMap map;
      for (auto role = names.begin(); role != names.end(); ++role) map.insert(QString::fromLatin1(role.value()), index.data(role.key()));
      list.append(map);
    }
  }
  return list;
}

// The hashes that the hub published are what the files are checked against later.
void Hub::onFinished(const DownloadItem& item) {
  const QString publisher = QUrl(item.hub).host();
  QHash<QString, KnownHash> hashes;
  for (const fetch::RemoteFile& file : item.files) {
    if (!file.sha256.empty()) hashes.insert(item.folder + u'/' + QString::fromStdString(file.path), {QString::fromStdString(file.sha256), publisher, {}});
  }
  library_.hashes().note(hashes);
  receipts_.removeIf([&item](const DownloadItem& other) { return other.modelPath() == item.modelPath(); });
  receipts_.append(item);
  writer_.start([file = receipts_file_, receipts = receipts_] { writeDownloads(file, receipts); });
  library_.refresh();
  const auto same = [&item](const Arrival& other) { return other.path == item.modelPath(); };
  arrivals_.removeIf(same);
  arrivals_.append({item.name, item.modelPath()});
  emit arrived(item.name);
  emit arrivalsChanged();
}

void Hub::dismissArrivals() {
  if (arrivals_.isEmpty()) return;
  arrivals_.clear();
  emit arrivalsChanged();
}

const DownloadItem* Hub::receiptOf(const QString& path) const {
  const auto found = std::find_if(receipts_.begin(), receipts_.end(), [&path](const DownloadItem& item) { return item.modelPath() == path; });
  return found == receipts_.end() ? nullptr : &*found;
}

bool Hub::canRepair(const QString& path) const { return receiptOf(path) != nullptr; }

bool Hub::repair(const QString& path) {
  const DownloadItem* receipt = receiptOf(path);
  if (!receipt) return false;
  DownloadItem item = *receipt;
  item.state = DownloadItem::kAsking;
  item.repair = true;
  item.done = 0;
  return downloads_.add(std::move(item));
}

// The privacy page shows them. What connects without being on record stops.
void Hub::noteConnection(const fetch::Connection& connection) {
  const QString problem = recordProblem(recorder_.add(connection));
  if (!problem.isEmpty()) stopAll(problem);
}

void Hub::stopQuestions(const QString& problem) {
  if (search_id_ == 0 && files_id_ == 0 && about_id_ == 0) return;
  if (search_id_ != 0) {
    client_.send(fetch::Cancel{std::exchange(search_id_, 0), false});
    search_error_ = problem;
    emit searchChanged();
  }
  if (files_id_ != 0) {
    client_.send(fetch::Cancel{std::exchange(files_id_, 0), false});
    files_error_ = problem;
    emit filesChanged();
  }
  if (about_id_ != 0) client_.send(fetch::Cancel{std::exchange(about_id_, 0), false});
  restIfIdle();
}

// Number 0: the helper could not read what it was told, or may not connect with its settings.
void Hub::onRefused(const fetch::Refused& refused) {
  const QString problem = QString::fromStdString(refused.error);
  if (refused.id == 0) stopAll(problem);
  else if (refused.id == search_id_ || refused.id == files_id_ || refused.id == about_id_) stopQuestions(problem);
}

void Hub::stopAll(const QString& problem) {
  downloads_.stopAll(problem);
  stopQuestions(problem);
}

QString Hub::recordProblem(const Status& recorded) const {
  if (recorded) return {};
  return tr("Deepwell connects only where it can keep a record of it. %1").arg(errorText(recorded.error()));
}

void Hub::restIfIdle() {
  if (downloads_.active() == 0 && search_id_ == 0 && files_id_ == 0 && about_id_ == 0) client_.end();
  emit downloadsMoved();
}

}  // namespace deepwell
