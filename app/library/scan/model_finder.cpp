#include "app/library/scan/model_finder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <tuple>

#include "app/library/scan/hub_link.h"
#include "app/library/scan/small_file.h"

namespace deepwell {
namespace {

constexpr qint64 kMaxIndexFile = 64 << 20;
constexpr int kMaxShards = 4096;

struct ShardSet {
  int count = 0;
  QString pattern;          // "R1-%1-of-00005.gguf"
  QMap<int, QString> there;
};

struct ShardName {
  QString prefix, number, count;
  bool valid = false;
};

ShardName readShardName(const QString& file_name, const QString& suffix) {
  static const QRegularExpression form(QStringLiteral("^(.+)-(\\d{5,6})-of-(\\d{5,6})\\.(\\w+)$"));
  const auto match = form.match(file_name);
  if (!match.hasMatch() || match.captured(4).compare(suffix, Qt::CaseInsensitive) != 0) return {};
  const int number = match.captured(2).toInt();
  const int count = match.captured(3).toInt();
  return {match.captured(1), match.captured(2), match.captured(3), number >= 1 && number <= count && count <= kMaxShards};
}

// The files of a folder by model: single ones, and shards of one set together.
QMap<QString, ShardSet> bySet(const QStringList& names, const QString& suffix) {
  QMap<QString, ShardSet> sets;
  for (const QString& name : names) {
    const ShardName shard = readShardName(name, suffix);
    if (!shard.valid) {
      sets[name] = {1, {}, {{1, name}}};
      continue;
    }
    ShardSet& set = sets[shard.prefix + QStringLiteral("-of-") + shard.count];
    set.count = shard.count.toInt();
    set.pattern = shard.prefix + QStringLiteral("-%1-of-") + shard.count + u'.' + suffix;
    set.there[shard.number.toInt()] = name;
  }
  return sets;
}

// Names that say nothing: the folder is named after the model then.
bool isGenericName(const QString& name) {
  static const QStringList generic{QStringLiteral("model"), QStringLiteral("ggml-model"), QStringLiteral("weights"),
                                   QStringLiteral("gguf"), QStringLiteral("unsloth")};
  return generic.contains(name.toLower());
}

// Where the weights lie; of a model without any its path. Never empty.
QStringList canonicalFiles(const FoundModel& model) {
  QStringList files;
  for (const QString& file : model.files.isEmpty() ? QStringList{model.path} : model.files) files << QFileInfo(file).canonicalFilePath();
  return files;
}

bool isPlainName(const QString& name) { return !name.isEmpty() && !name.contains(u'/') && name != QLatin1String("..") && name.size() < 256; }

}  // namespace

QList<FoundModel> ModelFinder::find(const QList<ModelPlace>& places, const QList<ModelPlace>& known) {
  for (const ModelPlace& place : known)
    if (const QString folder = QFileInfo(place.folder).canonicalFilePath(); !folder.isEmpty()) known_.insert(folder, place);
  for (const ModelPlace& place : places) search(place);
  return std::move(models_);
}

// With limits of its own, so that a huge place takes nothing from the others.
void ModelFinder::search(const ModelPlace& place) {
  if (!place.readable) return;
  const auto outer = std::make_tuple(root_, entries_, first_model_, cut_);
  root_ = place.folder;
  entries_ = 0;
  first_model_ = models_.size();
  cut_ = false;
  if (place.origin == ModelOrigin::kOllama) findOllama(place.folder);
  else if (place.origin == ModelOrigin::kHuggingFace) findHuggingFace(place.folder);
  else if (QFileInfo(place.folder).isFile()) takeFile({originWithin(place), place.folder});
  else walk(place.folder, originWithin(place), {});
  if (cut_) cut_places_ << place.folder;
  std::tie(root_, entries_, first_model_, cut_) = outer;
}

// Of a place that was added within another program's folder that program's.
ModelOrigin ModelFinder::originWithin(const ModelPlace& place) const {
  if (isForeign(place.origin)) return place.origin;
  QString folder = QFileInfo(place.folder).canonicalFilePath();
  for (qsizetype slash = folder.lastIndexOf(u'/'); slash > 0; slash = folder.lastIndexOf(u'/')) {
    folder.truncate(slash);
    const auto known = known_.constFind(folder);
    if (known == known_.constEnd()) continue;
    // Ollama's blobs have no names, and Hugging Face's cache is known by its links.
    return known->origin == ModelOrigin::kOllama || known->origin == ModelOrigin::kHuggingFace ? place.origin : known->origin;
  }
  return place.origin;
}

// A folder in a place of ours that is another program's: searched as that one.
bool ModelFinder::takeKnown(const QString& folder, ModelOrigin origin) {
  if (isForeign(origin)) return false;
  const auto known = known_.constFind(QFileInfo(folder).canonicalFilePath());
  if (known == known_.constEnd()) return false;
  search(ModelPlace(*known));
  return true;
}

// A single file that was added, with its shards.
void ModelFinder::takeFile(const ModelPlace& place) {
  const QFileInfo info(place.folder);
  Listing listing;
  listing.folder = info.path();
  const ShardName shard = readShardName(info.fileName(), QStringLiteral("gguf"));
  listing.gguf << info.fileName();
  if (shard.valid) listing.gguf = QDir(info.path()).entryList({shard.prefix + QStringLiteral("-*-of-") + shard.count + QStringLiteral(".gguf")}, QDir::Files);
  root_ = info.path();
  takeGguf(listing, place.origin);
}

void ModelFinder::walk(const QString& root, ModelOrigin origin, const QString& named) {
  QList<std::pair<QString, int>> open{{root, 0}};
  while (!open.isEmpty() && !stop_.stop_requested() && !cut_) {
    const auto [folder, depth] = open.takeLast();
    if (takeKnown(folder, origin)) continue;
    Listing listing;
    if (!list(folder, &listing)) continue;
    if (listing.folders.contains(QStringLiteral("snapshots")) && listing.folders.contains(QStringLiteral("blobs"))) {
      takeRepository(folder);  // of a Hugging Face cache, wherever it lies
      continue;
    }
    takeGguf(listing, origin);
    takeSafetensors(listing, origin, named);
    if (origin == ModelOrigin::kJan) takeJanImport(listing);
    if (depth >= limits_.depth) continue;
    for (auto name = listing.folders.crbegin(); name != listing.folders.crend(); ++name)
      open.append({folder + u'/' + *name, depth + 1});
  }
}

// False: it was there already (a loop of links), or cannot be read.
bool ModelFinder::list(const QString& folder, Listing* listing) {
  const QString canonical = QFileInfo(folder).canonicalFilePath();
  if (canonical.isEmpty() || seen_folders_.contains(canonical)) return false;
  seen_folders_.insert(canonical);
  folders_ << folder;
  listing->folder = folder;
  QDirIterator entries(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot);
  while (entries.hasNext() && !stop_.stop_requested()) {
    entries.next();
    if (++entries_ > limits_.entries) {
      cut_ = true;
      break;
    }
    const QString name = entries.fileName();
    if (entries.fileInfo().isDir()) listing->folders << name;
    else if (name.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive)) listing->gguf << name;
    else if (name.endsWith(QLatin1String(".safetensors"))) listing->safetensors << name;
    else listing->others << name;
  }
  listing->folders.sort();
  listing->gguf.sort();
  listing->safetensors.sort();
  return true;
}

void ModelFinder::takeGguf(const Listing& listing, ModelOrigin origin) {
  const auto sets = bySet(listing.gguf, QStringLiteral("gguf"));
  for (const ShardSet& set : sets) {
    const QString first = set.there.first();
    if (first.startsWith(QLatin1String("mmproj"), Qt::CaseInsensitive)) continue;  // a picture encoder, no model of its own
    FoundModel model;
    model.origin = origin;
    const qsizetype digits = set.count > 1 ? readShardName(first, QStringLiteral("gguf")).number.size() : 0;
    for (int number = 1; number <= set.count; ++number) {
      const bool there = set.there.contains(number);
      addFile(listing.folder, there ? set.there[number] : set.pattern.arg(number, static_cast<int>(digits), 10, QLatin1Char('0')), &model);
    }
    model.path = listing.folder + u'/' + first;
    const NameParts parts = splitModelName(first);
    model.name = isGenericName(parts.name) ? QDir(listing.folder).dirName() : parts.name;
    model.quantisation = parts.quantisation;
    if (origin == ModelOrigin::kLlamaCpp) model.name = model.name.section(QStringLiteral("GGUF_"), -1);
    if (origin == ModelOrigin::kJan) describeJan(listing, &model);
    add(std::move(model));
  }
}

// One model a folder: with an index that says which files there should be, or by the names of the shards.
void ModelFinder::takeSafetensors(const Listing& listing, ModelOrigin origin, const QString& named) {
  const QString index_name = QStringLiteral("model.safetensors.index.json");
  const bool has_index = listing.others.contains(index_name);
  if (!listing.others.contains(QStringLiteral("config.json")) || (listing.safetensors.isEmpty() && !has_index)) return;
  QStringList wanted = listing.safetensors;
  if (has_index) {
    QSet<QString> names;
    const QJsonDocument index = QJsonDocument::fromJson(readSmallFile(listing.folder + u'/' + index_name, kMaxIndexFile));
    const QJsonObject weights = index.object().value(QLatin1String("weight_map")).toObject();
    for (const QJsonValue& file : weights)
      if (isPlainName(file.toString()) && names.size() < kMaxShards) names.insert(file.toString());
    if (!names.isEmpty()) wanted = names.values();
    wanted.sort();
  } else {
    wanted.removeIf([](const QString& name) { return name.startsWith(QLatin1String("adapter")) || name.startsWith(QLatin1String("diffusion")); });
    if (wanted.isEmpty()) return;
  }
  FoundModel model;
  model.origin = origin;
  for (const QString& name : std::as_const(wanted)) addFile(listing.folder, name, &model);
  static const QRegularExpression companion(QStringLiteral(
      "^(config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|model\\.safetensors\\.index)\\.json$|"
      "^merges\\.txt$|^chat_template\\.(jinja|json)$|^tokenizer\\.model$"));
  for (const QString& name : listing.others)
    if (companion.match(name).hasMatch()) model.companions << listing.folder + u'/' + name;
  model.path = listing.folder;
  const NameParts parts = splitModelName(named.isEmpty() ? QDir(listing.folder).dirName() : named);
  model.name = parts.name;
  model.quantisation = parts.quantisation;
  if (model.files.isEmpty()) model.modified = QFileInfo(listing.folder).lastModified();
  add(std::move(model));
}

void ModelFinder::addFile(const QString& folder, const QString& name, FoundModel* model) {
  const QFileInfo info(folder + u'/' + name);
  if (!info.isFile()) {
    model->missing << name;
    return;
  }
  model->files << info.filePath();
  model->bytes += info.size();
  if (!model->modified.isValid() || info.lastModified() > model->modified) model->modified = info.lastModified();
}

// What shows the same weights: a model with the same first file, but revisions of a Hugging Face repository may share only some.
QString ModelFinder::keyOf(const FoundModel& model) const {
  const QStringList files = canonicalFiles(model);
  const auto known = seen_weights_.constFind(files.constFirst());
  const bool other_revision = known != seen_weights_.constEnd() && model.origin == ModelOrigin::kHuggingFace &&
                              models_[*known].origin == ModelOrigin::kHuggingFace && canonicalFiles(models_[*known]) != files;
  return other_revision ? files.join(u'\n') : files.constFirst();
}

void ModelFinder::add(FoundModel model) {
  if (!isForeign(model.origin) && !model.files.isEmpty() && isHubLink(QFileInfo(model.files.constFirst()))) model.origin = ModelOrigin::kHuggingFace;
  const QString key = keyOf(model);
  if (const auto known = seen_weights_.constFind(key); !key.isEmpty() && known != seen_weights_.constEnd()) {
    // Another tag of Ollama's for the same file: it goes when the file goes. Not with a link to it that somebody made.
    FoundModel& first = models_[*known];
    if (model.origin == ModelOrigin::kOllama && first.origin == ModelOrigin::kOllama) first.companions += model.companions;
    return;
  }
  if (models_.size() - first_model_ >= limits_.models) {
    cut_ = true;
    return;
  }
  seen_weights_.insert(key, models_.size());
  model.root = root_;
  models_.append(std::move(model));
}

}  // namespace deepwell
