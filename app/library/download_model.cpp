#include "app/library/download_model.h"

#include <QFileInfo>
#include <QUrl>
#include <algorithm>

#include "app/library/hub/hub_answers.h"
#include "app/settings/preferences.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

constexpr int kSaveProgressMs = 5000;

DownloadItem::State stateOf(fetch::Phase phase) {
  switch (phase) {
    case fetch::Phase::kQueued: return DownloadItem::kQueued;
    case fetch::Phase::kConnecting: return DownloadItem::kConnecting;
    case fetch::Phase::kRunning: return DownloadItem::kRunning;
    case fetch::Phase::kPaused: return DownloadItem::kPaused;
    case fetch::Phase::kVerifying: return DownloadItem::kVerifying;
    case fetch::Phase::kDone: return DownloadItem::kDone;
    case fetch::Phase::kFailed:
    case fetch::Phase::kCancelled: break;
  }
  return DownloadItem::kFailed;
}

const char* stateName(DownloadItem::State state) {
  constexpr const char* kNames[] = {"asking", "queued", "connecting", "running", "paused", "verifying", "done", "failed"};
  return kNames[state];
}

// As findVariant() has it.
bool means(const QString& match, const QString& path) {
  return !path.isEmpty() && (match.endsWith(u'/') ? path.startsWith(match) : match == path);
}

}  // namespace

// What the hub has been asked about is known by its file; before that by what it was chosen by. A quantisation says nothing:
// several files of a repository may have none in their names.
bool isSameDownload(const DownloadItem& a, const DownloadItem& b) {
  if (a.hub != b.hub || a.repository != b.repository) return false;
  if (!a.path.isEmpty() && !b.path.isEmpty()) return a.path == b.path;
  return a.match == b.match || means(a.match, b.path) || means(b.match, a.path);
}

DownloadModel::DownloadModel(HelperClient& client, Preferences& preferences, const QString& file, QObject* parent)
    : QAbstractListModel(parent), client_(client), preferences_(preferences), file_(file), items_(readDownloads(file)) {
  writer_.setMaxThreadCount(1);
  for (DownloadItem& item : items_) item.id = client_.newId();
  connect(&client_, &HelperClient::downloaded, this, &DownloadModel::onStatus);
  connect(&client_, &HelperClient::answered, this, &DownloadModel::onAnswer);
  connect(&client_, &HelperClient::lost, this, &DownloadModel::onLost);
  connect(&client_, &HelperClient::refused, this, [this](const fetch::Refused& refused) {
    if (DownloadItem* item = byId(refused.id); item && item->active()) setFailed(*item, QString::fromStdString(refused.error));
  });
}

QHash<int, QByteArray> DownloadModel::roleNames() const {
  return {{IdRole, "downloadId"}, {NameRole, "name"},   {QuantisationRole, "quantisation"}, {RepositoryRole, "repository"}, {StateRole, "phase"},
          {ProgressRole, "progress"}, {WordsRole, "words"}, {ErrorRole, "error"},           {NoteRole, "note"},             {PathRole, "path"},
          {RefusedRole, "refused"},   {PageRole, "page"}};
}

QVariant DownloadModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const DownloadItem& item = items_[index.row()];
  switch (role) {
    case IdRole: return static_cast<qulonglong>(item.id);
    case Qt::DisplayRole:
    case NameRole: return item.name;
    case QuantisationRole: return item.quantisation;
    case RepositoryRole: return item.repository;
    case StateRole: return QString::fromLatin1(stateName(item.state));
    case ProgressRole: return item.state == DownloadItem::kDone ? 1.0 : item.total > 0 ? static_cast<double>(item.done) / static_cast<double>(item.total) : 0.0;
    case WordsRole: return downloadWords(item);
    case ErrorRole: return item.error;
    case NoteRole: return item.note;
    case PathRole: return item.modelPath();
    case RefusedRole: return item.state == DownloadItem::kFailed && item.refused;
    case PageRole: return item.hub + u'/' + QString::fromStdString(hub::percentEncoded(item.repository.toStdString(), true));
    default: return {};
  }
}

int DownloadModel::active() const {
  return static_cast<int>(std::count_if(items_.begin(), items_.end(), [](const DownloadItem& item) { return item.active(); }));
}

int DownloadModel::finishedCount() const {
  return static_cast<int>(std::count_if(items_.begin(), items_.end(), [](const DownloadItem& item) { return item.state == DownloadItem::kDone; }));
}

double DownloadModel::progress() const {
  double done = 0;
  double total = 0;
  for (const DownloadItem& item : items_) {
    if (!item.active()) continue;
    done += static_cast<double>(item.done);
    total += static_cast<double>(item.total);
  }
  return total > 0 ? done / total : 0;
}

DownloadItem* DownloadModel::byId(uint64_t id) {
  const auto found = std::find_if(items_.begin(), items_.end(), [id](const DownloadItem& item) { return item.id == id; });
  return found == items_.end() ? nullptr : &*found;
}

int DownloadModel::unfinished(const DownloadItem& wanted) const {
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const DownloadItem& item) {
    return item.state != DownloadItem::kDone && isSameDownload(item, wanted);
  });
  return found == items_.end() ? -1 : static_cast<int>(found - items_.begin());
}

bool DownloadModel::add(DownloadItem item) {
  if (const int row = unfinished(item); row >= 0) {
    if (items_[row].active()) return false;
    resume(row);
    return true;
  }
  for (int row = count() - 1; row >= 0; --row)
    if (isSameDownload(items_[row], item)) remove(row);  // it is done: what lies there is looked at again
  item.id = client_.newId();
  item.sent = false;
  beginInsertRows({}, count(), count());
  items_.append(std::move(item));
  endInsertRows();
  emit countChanged();
  resume(count() - 1);
  return true;
}

void DownloadModel::ask(DownloadItem& item) {
  item.state = DownloadItem::kAsking;
  const std::string url = item.hub.toStdString() + "/api/models/" + hub::percentEncoded(item.repository.toStdString(), true) + "/tree/main?recursive=true";
  if (const QString problem = client_.send(fetch::Get{item.id, url, kMaxHubAnswer}); !problem.isEmpty()) return setFailed(item, problem);
  changed(item, true);
}

void DownloadModel::onAnswer(const fetch::Response& response) {
  DownloadItem* item = byId(response.id);
  if (!item || item->state != DownloadItem::kAsking) return;
  if (isRefusal(response.status))
    return setFailed(*item, tr("The hub gives %1 only to those who have accepted its conditions. Accept them there and put your token into the settings.").arg(item->repository), true);
  if (response.status == 404) return setFailed(*item, tr("The hub has no repository %1.").arg(item->repository));
  if (response.status != 0 && (response.status < 200 || response.status >= 300))
    return setFailed(*item, tr("The hub answered with status %1. Try again later.").arg(response.status));
  if (!response.error.empty()) return setFailed(*item, QString::fromStdString(response.error));
  const auto tree = hub::parseTree(response.body);
  if (!tree) return setFailed(*item, errorText(tree.error()));
  const QList<HubVariant> variants = variantsOf(*tree, item->repository);
  const HubVariant* variant = findVariant(variants, item->match, item->quantisation);
  if (!variant) return setFailed(*item, tr("%1 has no file of %2 any more. Search for the model to see what it has.").arg(item->repository, item->quantisation));
  item->files = remoteFiles(*variant, item->hub, item->repository);
  item->path = variant->path;
  item->total = variant->bytes;
  // The helper's number of the request is in use no longer, but a download needs one of its own.
  item->id = client_.newId();
  fetchFiles(*item);
}

void DownloadModel::fetchFiles(DownloadItem& item) {
  item.state = DownloadItem::kQueued;
  fetch::Download download;
  download.id = item.id;
  download.folder = item.folder.toStdString();
  download.files = item.files;
  download.repair = item.repair;
  if (const QString problem = client_.send(download); !problem.isEmpty()) return setFailed(item, problem);
  item.sent = true;
  changed(item, true);
}

void DownloadModel::onStatus(const fetch::DownloadStatus& status) {
  DownloadItem* item = byId(status.id);
  if (!item || status.phase == fetch::Phase::kCancelled) return;
  const DownloadItem::State before = item->state;
  item->state = stateOf(status.phase);
  if (item->state != DownloadItem::kVerifying) {
    item->done = static_cast<qint64>(status.bytes_done);
    if (status.bytes_total > 0) item->total = static_cast<qint64>(status.bytes_total);
  }
  item->speed = status.bytes_per_second;
  item->error = QString::fromStdString(status.error);
  item->note = QString::fromStdString(status.note);
  item->refused = isRefusal(status.status);
  if (item->state == DownloadItem::kDone) {
    item->done = item->total;
    emit finished(*item);
  }
  changed(*item, item->state != before);
}

void DownloadModel::onLost() {
  for (int row = 0; row < count(); ++row) {
    DownloadItem& item = items_[row];
    item.sent = false;
    if (item.active()) setFailed(item, tr("The download helper ended unexpectedly. Try again: it goes on where it stopped."));
  }
}

void DownloadModel::setFailed(DownloadItem& item, const QString& error, bool refused) {
  item.state = DownloadItem::kFailed;
  item.refused = refused;
  item.error = error;
  item.note.clear();
  changed(item, true);
}

// One after the other on a thread: a disk that is busy with a download takes its time.
void DownloadModel::save() {
  saved_.start();
  // A list of its own: one that is shared would move those here away from under whoever changes them.
  writer_.start([file = file_, items = QList<DownloadItem>(items_.cbegin(), items_.cend())] { writeDownloads(file, items); });
}

// `keep`: more than the progress has changed. That alone is kept now and then, for a program that is killed.
void DownloadModel::changed(const DownloadItem& item, bool keep) {
  const int row = static_cast<int>(&item - items_.constData());
  emit dataChanged(index(row), index(row));
  emit progressed();
  if (!keep && saved_.isValid() && saved_.elapsed() < kSaveProgressMs) return;
  save();
  if (!keep) return;
  if (active() > 0) return;
  // It is gone after this; what is paused begins anew in the next one.
  for (DownloadItem& other : items_) other.sent = false;
  emit idle();
}

void DownloadModel::pause(int row) {
  if (!valid(row) || !items_[row].active()) return;
  DownloadItem& item = items_[row];
  if (item.state == DownloadItem::kAsking) client_.send(fetch::Cancel{item.id, false});
  else client_.send(fetch::Pause{item.id});
  item.state = DownloadItem::kPaused;
  item.speed = 0;
  changed(item, true);
}

void DownloadModel::resume(int row) {
  if (!valid(row) || (items_[row].active() && items_[row].sent)) return;
  DownloadItem& item = items_[row];
  item.error.clear();
  item.note.clear();
  item.refused = false;
  if (item.sent && client_.running()) {
    if (const QString problem = client_.send(fetch::Resume{item.id}); !problem.isEmpty()) return setFailed(item, problem);
    item.state = DownloadItem::kQueued;
    return changed(item, true);
  }
  item.id = client_.newId();
  if (item.files.empty()) ask(item);
  else fetchFiles(item);
}

// The helper forgets them, what was fetched stays. What it still says of them must not take the reason away: it is of a number
// that is nobody's any more.
void DownloadModel::stopAll(const QString& error) {
  for (int row = 0; row < count(); ++row) {
    DownloadItem& item = items_[row];
    if (!item.active()) continue;
    client_.send(fetch::Cancel{item.id, false});
    item.id = client_.newId();
    item.sent = false;
    item.speed = 0;
    setFailed(item, error);
  }
}

void DownloadModel::cancel(int row) {
  if (!valid(row) || items_[row].state == DownloadItem::kDone) return;
  DownloadItem& item = items_[row];
  // What lies on the disk is the helper's to erase, the room that was set aside too: it is told of the download, if it does not
  // know it, and to forget it.
  if (!item.sent && !item.files.empty()) {
    item.id = client_.newId();
    client_.send(fetch::Verify{item.id, item.folder.toStdString(), item.files});  // which needs no network
    client_.send(fetch::Cancel{item.id, true, !item.repair});
  } else if (item.active() || item.sent) {
    client_.send(fetch::Cancel{item.id, true, !item.repair});  // a model that is repaired was there before
  }
  beginRemoveRows({}, row, row);
  items_.removeAt(row);
  endRemoveRows();
  save();
  emit countChanged();
  emit progressed();
  if (active() == 0) {
    for (DownloadItem& other : items_) other.sent = false;
    emit idle();
  }
}

void DownloadModel::remove(int row) {
  if (!valid(row) || items_[row].active()) return;
  beginRemoveRows({}, row, row);
  items_.removeAt(row);
  endRemoveRows();
  save();
  emit countChanged();
  emit progressed();
}

void DownloadModel::clearDone() {
  for (int row = count() - 1; row >= 0; --row)
    if (items_[row].state == DownloadItem::kDone) remove(row);
}

}  // namespace deepwell
