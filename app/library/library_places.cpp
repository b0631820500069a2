// Where the library looks for models: its folder, those that were added, and the disk they lie on.
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>
#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/bridge/engine_host.h"
#include "app/library/library.h"
#include "app/settings/preferences.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qint64 kLeftFree = 256 << 20;  // by deepwell-fetch (Options::margin_bytes)

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

QString Library::modelsFolder() const {
  const QString chosen = preferences_.modelsFolder();
  return chosen.isEmpty() ? models_dir_ : chosen;
}

QStringList Library::watched() const { return preferences_.libraryPlaces(); }

QList<ModelPlace> Library::places() const {
  QList<ModelPlace> list{{ModelOrigin::kModels, modelsFolder()}};
  for (const QString& folder : watched()) list.append({ModelOrigin::kWatched, folder});
  return list;
}

QString Library::freeSpace() const {
  return space_.total > 0 ? tr("%1 free of %2").arg(sizeText(space_.free), sizeText(space_.total)) : QString();
}

double Library::usedSpace() const {
  return space_.total > 0 ? 1 - static_cast<double>(space_.free) / static_cast<double>(space_.total) : 0;
}

double Library::room() const { return space_.free < 0 ? -1 : static_cast<double>(std::max<qint64>(0, space_.free - kLeftFree)); }

// On a thread: a server that is gone may let it wait for minutes. One at a time.
void Library::measureSpace() {
  measure_again_ = std::exchange(measuring_, true);
  if (measure_again_) return;
  QThreadPool::globalInstance()->start([guard = QPointer<Library>(this), folder = modelsFolder()] {
    const std::filesystem::space_info found = storageOf(folder);
    QMetaObject::invokeMethod(qApp, [guard, found] {
      if (!guard) return;
      guard->space_ = {static_cast<qint64>(found.available), static_cast<qint64>(found.capacity)};
      guard->measuring_ = false;
      emit guard->spaceChanged();
      if (guard->measure_again_) guard->measureSpace();
    }, Qt::QueuedConnection);
  });
}

bool Library::inLibrary(const QString& path) const {
  const QString canonical = QFileInfo(path).canonicalFilePath();
  for (const ModelPlace& place : preferences_.foreignModels() ? places() + foreignPlaces() : places()) {
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

}  // namespace deepwell
