#include "app/library/scan/model_places.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

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
  const QSettings settings(configHome() + QStringLiteral("/nomic.ai/GPT4All.ini"), QSettings::IniFormat);
  return {dataHome() + QStringLiteral("/nomic.ai/GPT4All"), settings.value("modelPath").toString()};
}

QStringList jan() {
  QStringList roots{homePath(QStringLiteral("jan")), dataHome() + QStringLiteral("/Jan/data"), configHome() + QStringLiteral("/Jan/data"),
                    qEnvironmentVariable("JAN_DATA_FOLDER")};
  for (const QString& home : {dataHome(), configHome()}) roots << jsonText(home + QStringLiteral("/Jan/settings.json"), "data_folder");
  QStringList folders;
  for (const QString& root : roots)
    if (!root.isEmpty()) folders << root + QStringLiteral("/models") << root + QStringLiteral("/llamacpp/models");
  return folders;
}

QStringList ollama() {
  const QString moved = qEnvironmentVariable("OLLAMA_MODELS");
  return {moved, homePath(QStringLiteral(".ollama/models")), QStringLiteral("/usr/share/ollama/.ollama/models"),
          QStringLiteral("/var/lib/ollama/models")};
}

QStringList huggingFace() {
  return {fromEnvironment("HF_HUB_CACHE", {}, {}), fromEnvironment("HUGGINGFACE_HUB_CACHE", {}, {}), fromEnvironment("HF_HOME", QStringLiteral("hub"), {}),
          cacheHome() + QStringLiteral("/huggingface/hub"), homePath(QStringLiteral(".cache/huggingface/hub"))};
}

QStringList llamaCpp() {
  return {fromEnvironment("LLAMA_CACHE", {}, {}), cacheHome() + QStringLiteral("/llama.cpp"), homePath(QStringLiteral(".cache/llama.cpp"))};
}

}  // namespace

QList<ModelPlace> foreignPlaces() {
  const QList<std::pair<ModelOrigin, QStringList>> known{
      {ModelOrigin::kLmStudio, lmStudio()},       {ModelOrigin::kOllama, ollama()},     {ModelOrigin::kJan, jan()},
      {ModelOrigin::kGpt4All, gpt4All()},         {ModelOrigin::kLlamaCpp, llamaCpp()}, {ModelOrigin::kHuggingFace, huggingFace()}};
  QList<ModelPlace> places;
  for (const auto& [origin, folders] : known) {
    for (const QString& folder : folders) {
      const ModelPlace place{origin, QDir::cleanPath(folder)};
      if (QDir::isAbsolutePath(folder) && QFileInfo(folder).isDir() && !places.contains(place)) places.append(place);
    }
  }
  return places;
}

}  // namespace deepwell
