#include "app/library/scan/model_places.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "app/library/scan/small_file.h"

namespace deepwell {
namespace {

QString homePath(const QString& below) { return QDir::homePath() + u'/' + below; }

// The folder that the variable names, with something below it; the other one if it is not set.
QString fromEnvironment(const char* variable, const QString& below, const QString& otherwise) {
  const QString set = qEnvironmentVariable(variable);
  if (set.isEmpty()) return otherwise;
  return below.isEmpty() ? set : set + u'/' + below;
}

// Where an application that was installed with Flatpak keeps what is elsewhere in ~/.local/share ("data") or ~/.config ("config").
QString flatpak(const char* application, const char* kind) { return homePath(QStringLiteral(".var/app/%1/%2").arg(QLatin1String(application), QLatin1String(kind))); }

QString cacheHome() { return fromEnvironment("XDG_CACHE_HOME", {}, homePath(QStringLiteral(".cache"))); }
QString dataHome() { return fromEnvironment("XDG_DATA_HOME", {}, homePath(QStringLiteral(".local/share"))); }
QString configHome() { return fromEnvironment("XDG_CONFIG_HOME", {}, homePath(QStringLiteral(".config"))); }

QString jsonText(const QString& file, const char* key) {
  return QJsonDocument::fromJson(readSmallFile(file)).object().value(QLatin1String(key)).toString();
}

QStringList lmStudio() {
  QStringList folders{homePath(QStringLiteral(".lmstudio/models")), cacheHome() + QStringLiteral("/lm-studio/models"),
                      homePath(QStringLiteral(".cache/lm-studio/models"))};
  const QString moved = QString::fromUtf8(readSmallFile(homePath(QStringLiteral(".lmstudio-home-pointer")))).trimmed();
  if (!moved.isEmpty()) folders << moved + QStringLiteral("/models");
  for (const QString& home : {homePath(QStringLiteral(".lmstudio")), moved})
    if (!home.isEmpty()) folders << jsonText(home + QStringLiteral("/settings.json"), "downloadsFolder");
  return folders;
}

QStringList gpt4All() {
  const char* application = "io.gpt4all.gpt4all";
  QStringList folders;
  for (const auto& [data, config] : {std::pair(dataHome(), configHome()), std::pair(flatpak(application, "data"), flatpak(application, "config"))}) {
    const QSettings settings(config + QStringLiteral("/nomic.ai/GPT4All.ini"), QSettings::IniFormat);
    folders << data + QStringLiteral("/nomic.ai/GPT4All") << settings.value("modelPath").toString();
  }
  return folders;
}

QStringList jan() {
  QStringList roots{homePath(QStringLiteral("jan")), qEnvironmentVariable("JAN_DATA_FOLDER")};
  for (const QString& home : {dataHome(), configHome(), flatpak("ai.jan.Jan", "data"), flatpak("ai.jan.Jan", "config")})
    roots << home + QStringLiteral("/Jan/data") << jsonText(home + QStringLiteral("/Jan/settings.json"), "data_folder");
  QStringList folders;
  for (const QString& root : roots)
    if (!root.isEmpty()) folders << root + QStringLiteral("/models") << root + QStringLiteral("/llamacpp/models");
  return folders;
}

// Alpaca brings an Ollama of its own.
QStringList ollama() {
  return {qEnvironmentVariable("OLLAMA_MODELS"),
          homePath(QStringLiteral(".ollama/models")),
          QStringLiteral("/usr/share/ollama/.ollama/models"),
          QStringLiteral("/var/lib/ollama/models"),
          flatpak("com.jeffser.Alpaca", "data") + QStringLiteral("/.ollama/models"),
          homePath(QStringLiteral("snap/ollama/common/models")),
          homePath(QStringLiteral("snap/ollama/common/.ollama/models")),
          homePath(QStringLiteral("snap/ollama/current/.ollama/models")),
          QStringLiteral("/var/snap/ollama/common/models")};
}

QStringList huggingFace() {
  return {fromEnvironment("HF_HUB_CACHE", {}, {}), fromEnvironment("HUGGINGFACE_HUB_CACHE", {}, {}), fromEnvironment("HF_HOME", QStringLiteral("hub"), {}),
          cacheHome() + QStringLiteral("/huggingface/hub"), homePath(QStringLiteral(".cache/huggingface/hub"))};
}

QStringList llamaCpp() {
  return {fromEnvironment("LLAMA_CACHE", {}, {}), cacheHome() + QStringLiteral("/llama.cpp"), homePath(QStringLiteral(".cache/llama.cpp"))};
}

// Ollama may let a folder be seen and what says which models there are not.
FolderState stateOfPlace(ModelOrigin origin, const QString& folder) {
  const FolderState state = stateOfFolder(folder);
  const bool inner = origin == ModelOrigin::kOllama && state == FolderState::kReadable;
  return inner && stateOfFolder(folder + QStringLiteral("/manifests")) == FolderState::kUnreadable ? FolderState::kUnreadable : state;
}

}  // namespace

FolderState stateOfFolder(const QString& folder) {
  const int opened = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
  if (opened < 0) return errno == EACCES || errno == EPERM ? FolderState::kUnreadable : FolderState::kMissing;
  ::close(opened);
  return FolderState::kReadable;
}

QList<ModelPlace> foreignPlaces() {
  const QList<std::pair<ModelOrigin, QStringList>> known{
      {ModelOrigin::kLmStudio, lmStudio()},       {ModelOrigin::kOllama, ollama()},     {ModelOrigin::kJan, jan()},
      {ModelOrigin::kGpt4All, gpt4All()},         {ModelOrigin::kLlamaCpp, llamaCpp()}, {ModelOrigin::kHuggingFace, huggingFace()}};
  QList<ModelPlace> places;
  for (const auto& [origin, folders] : known) {
    for (const QString& folder : folders) {
      if (!QDir::isAbsolutePath(folder)) continue;
      const FolderState state = stateOfPlace(origin, folder);
      const ModelPlace place{origin, QDir::cleanPath(folder), state == FolderState::kReadable};
      if (state != FolderState::kMissing && !places.contains(place)) places.append(place);
    }
  }
  return places;
}

}  // namespace deepwell
