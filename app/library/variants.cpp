#include "app/library/variants.h"

#include <QMap>
#include <QRegularExpression>
#include <algorithm>
#include <limits>

#include "app/library/scan/model_entry.h"

namespace deepwell {
namespace {

// "R1-00002-of-00003.gguf" and "R1-00001-of-00003.gguf" are one.
QString setOf(const QString& path) {
  static const QRegularExpression shard(QStringLiteral("-\\d{5,6}(-of-\\d{5,6}\\.gguf)$"));
  return QString(path).replace(shard, QStringLiteral("-*\\1"));
}

bool isBesideWeights(const QString& path) {
  static const QRegularExpression wanted(QStringLiteral(
      "^(config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|chat_template|model\\.safetensors\\.index)\\.json$|"
      "^merges\\.txt$|^chat_template\\.jinja$|^LICENSE[^/]*$"));
  return wanted.match(path).hasMatch();
}

void addTo(HubVariant* variant, const hub::RemoteEntry& file) {
  variant->files.append(file);
  constexpr qint64 kMost = std::numeric_limits<qint64>::max() / 2;  // no sum of sizes goes round
  variant->bytes = std::min(kMost, variant->bytes + static_cast<qint64>(file.size));
}

}  // namespace

QList<HubVariant> variantsOf(const hub::RepositoryFiles& tree, const QString& repository) {
  QMap<QString, HubVariant> sets;
  HubVariant whole;
  bool has_weights = false;
  for (const hub::RemoteEntry& file : tree.files) {
    const QString path = QString::fromStdString(file.path);
    const QString name = path.section(u'/', -1);
    if (path.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive)) {
      if (name.startsWith(QLatin1String("mmproj")) || name.contains(QLatin1String("imatrix"))) continue;
      addTo(&sets[setOf(path)], file);
    } else if (path.endsWith(QLatin1String(".safetensors")) && !path.contains(u'/')) {
      has_weights = true;
      addTo(&whole, file);
    } else if (isBesideWeights(path)) {
      addTo(&whole, file);
    }
  }
  QList<HubVariant> variants;
  for (HubVariant& variant : sets) {
    std::sort(variant.files.begin(), variant.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    variant.path = QString::fromStdString(variant.files.constFirst().path);
    const NameParts parts = splitModelName(variant.path.section(u'/', -1));
    variant.name = parts.name;
    variant.quantisation = parts.quantisation.isEmpty() ? QStringLiteral("GGUF") : parts.quantisation;
    variant.shards = static_cast<int>(variant.files.size());
    variants.append(variant);
  }
  std::sort(variants.begin(), variants.end(), [](const HubVariant& a, const HubVariant& b) { return a.bytes < b.bytes; });
  if (has_weights) {
    whole.name = repository.section(u'/', -1);
    whole.quantisation = QStringLiteral("safetensors");
    whole.shards = static_cast<int>(std::count_if(whole.files.begin(), whole.files.end(), [](const auto& file) { return file.path.ends_with(".safetensors"); }));
    variants.append(whole);
  }
  return variants;
}

const HubVariant* findVariant(const QList<HubVariant>& variants, const QString& match, const QString& quantisation) {
  const auto first = [&](auto test) {
    const auto found = std::find_if(variants.begin(), variants.end(), test);
    return found == variants.end() ? nullptr : &*found;
  };
  if (match == QLatin1String("*")) return first([](const HubVariant& variant) { return variant.path.isEmpty(); });
  const bool folder = match.endsWith(u'/');
  const HubVariant* exact = first([&](const HubVariant& variant) { return folder ? variant.path.startsWith(match) : variant.path == match; });
  return exact ? exact : first([&](const HubVariant& variant) { return variant.quantisation.compare(quantisation, Qt::CaseInsensitive) == 0; });
}

std::vector<fetch::RemoteFile> remoteFiles(const HubVariant& variant, const QString& address, const QString& repository) {
  std::vector<fetch::RemoteFile> files;
  const std::string base = address.toStdString() + "/" + hub::percentEncoded(repository.toStdString(), true) + "/resolve/main/";
  for (const hub::RemoteEntry& file : variant.files) files.push_back({base + hub::percentEncoded(file.path, true), file.path, file.size, file.sha256});
  return files;
}

}  // namespace deepwell
