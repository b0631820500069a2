// How Jan, Ollama and the Hugging Face cache keep their models.
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include "app/library/scan/model_finder.h"
#include "app/library/scan/small_file.h"

namespace deepwell {
namespace {

// The plain value of "key: value" in a YAML file of Jan's.
QString yamlValue(const QByteArray& text, const QByteArray& key) {
  for (QByteArray line : text.split('\n')) {
    if (!line.startsWith(key + ':')) continue;
    line = line.mid(key.size() + 1).trimmed();
    if (line.size() >= 2 && (line[0] == '"' || line[0] == '\'') && line.back() == line[0]) line = line.mid(1, line.size() - 2);
    return QString::fromUtf8(line);
  }
  return {};
}

}  // namespace

// Jan's files are all called "model.gguf"; beside them stands what they are.
void ModelFinder::describeJan(const Listing& listing, FoundModel* model) const {
  for (const QString& name : {QStringLiteral("model.yml"), QStringLiteral("model.json")}) {
    if (!listing.others.contains(name)) continue;
    const QString file = listing.folder + u'/' + name;
    const QByteArray text = readSmallFile(file);
    const QString given = name.endsWith(QLatin1String("yml")) ? yamlValue(text, "name")
                                                             : QJsonDocument::fromJson(text).object().value(QLatin1String("name")).toString();
    model->companions << file;
    if (given.isEmpty()) continue;
    const NameParts parts = splitModelName(given.section(u'/', -1));
    model->name = parts.name;
    if (model->quantisation.isEmpty()) model->quantisation = parts.quantisation;
  }
}

// A model that was imported into Jan lies elsewhere; its description says where.
void ModelFinder::takeJanImport(const Listing& listing) {
  if (!listing.gguf.isEmpty() || !listing.others.contains(QStringLiteral("model.yml"))) return;
  const QString path = yamlValue(readSmallFile(listing.folder + QStringLiteral("/model.yml")), "model_path");
  if (!QDir::isAbsolutePath(path) || !QFileInfo(path).isFile()) return;
  FoundModel model;
  model.origin = ModelOrigin::kJan;
  model.path = path;
  addFile(QFileInfo(path).path(), QFileInfo(path).fileName(), &model);
  const NameParts parts = splitModelName(QFileInfo(path).fileName());
  model.name = parts.name;
  model.quantisation = parts.quantisation;
  describeJan(listing, &model);
  add(std::move(model));
}

// blobs/sha256-...: the files; manifests/<registry>/<namespace>/<model>/<tag>: JSON that names them.
void ModelFinder::findOllama(const QString& root) {
  const QString manifests = root + QStringLiteral("/manifests");
  if (const QString blobs = root + QStringLiteral("/blobs"); !folders_.contains(blobs)) folders_ << blobs;
  QList<std::pair<QString, int>> open{{manifests, 0}};
  while (!open.isEmpty() && !stop_.stop_requested() && !cut_) {
    const auto [folder, depth] = open.takeLast();
    Listing listing;
    if (!list(folder, &listing)) continue;
    if (depth < 4)
      for (auto name = listing.folders.crbegin(); name != listing.folders.crend(); ++name) open.append({folder + u'/' + *name, depth + 1});
    if (depth < 2) continue;
    const QStringList names = QDir(manifests).relativeFilePath(folder).split(u'/').mid(1);
    QString title = names.join(u'/');
    if (names.size() == 2 && names[0] == QLatin1String("library")) title = names[1];
    listing.others.sort();
    for (const QString& tag : std::as_const(listing.others)) takeManifest(root, folder + u'/' + tag, title + u':' + tag);
  }
}

void ModelFinder::takeManifest(const QString& root, const QString& manifest, const QString& name) {
  const QJsonObject object = QJsonDocument::fromJson(readSmallFile(manifest)).object();
  const QJsonArray layers = object.value(QLatin1String("layers")).toArray();
  static const QRegularExpression digest(QStringLiteral("^sha256:([0-9a-f]{64})$"));
  for (const QJsonValue& layer : layers) {
    if (layer[QLatin1String("mediaType")].toString() != QLatin1String("application/vnd.ollama.image.model")) continue;
    const auto match = digest.match(layer[QLatin1String("digest")].toString());
    if (!match.hasMatch()) continue;
    QString blob = QStringLiteral("sha256-") + match.captured(1);
    const QString blobs = root + QStringLiteral("/blobs");
    if (!QFileInfo::exists(blobs + u'/' + blob) && QFileInfo::exists(blobs + QStringLiteral("/sha256:") + match.captured(1)))
      blob = QStringLiteral("sha256:") + match.captured(1);
    FoundModel model;
    model.origin = ModelOrigin::kOllama;
    model.path = blobs + u'/' + blob;
    model.name = name;
    model.quantisation = splitModelName(name).quantisation;
    model.companions << manifest;
    addFile(blobs, blob, &model);
    if (model.files.isEmpty()) model.modified = QFileInfo(manifest).lastModified();
    return add(std::move(model));
  }
}

// models--org--name/snapshots/<revision>/: links into blobs/. refs/main names the revision that is in use.
void ModelFinder::findHuggingFace(const QString& hub) {
  Listing listing;
  if (!list(hub, &listing)) return;
  for (const QString& repo : std::as_const(listing.folders))
    if (repo.startsWith(QLatin1String("models--"))) takeRepository(hub + u'/' + repo);
}

void ModelFinder::takeRepository(const QString& root) {
  const QString snapshots = root + QStringLiteral("/snapshots");
  const QString main = QString::fromUtf8(readSmallFile(root + QStringLiteral("/refs/main"), 256)).trimmed();
  QStringList revisions = QDir(snapshots).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
  if (revisions.removeAll(main) > 0) revisions.prepend(main);
  const QString name = QDir(root).dirName().section(QStringLiteral("--"), -1);
  for (const QString& revision : std::as_const(revisions)) walk(snapshots + u'/' + revision, ModelOrigin::kHuggingFace, name);
}

}  // namespace deepwell
