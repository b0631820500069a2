#include "app/bridge/model_facts.h"

#include <QFile>
#include <algorithm>

#include "app/bridge/engine_loader.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

std::filesystem::path systemPath(const QString& path) { return QFile::encodeName(path).toStdString(); }

// Scales and norms are float32 everywhere: what counts is where the bytes are.
QString mainType(const ModelInfo& info) {
  const auto most = std::max_element(info.bytes_by_dtype.begin(), info.bytes_by_dtype.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == info.bytes_by_dtype.end() ? QString() : QString::fromStdString(most->first);
}

// A person reads it beside the model's name and folder: without the path in front.
QString withoutPath(const Error& error, const QString& path) {
  QString text = QString::fromStdString(error.message);
  if (text.startsWith(path + QStringLiteral(": "))) text.remove(0, path.size() + 2);
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return errorText(error.code, text);
}

QString shapeText(const TensorSummary& tensor) {
  QStringList sizes;
  for (const int64_t size : tensor.shape) sizes << QString::number(size);
  return QStringLiteral("[%1] %2").arg(sizes.join(QStringLiteral(", ")), QString::fromStdString(tensor.dtype));
}

}  // namespace

ModelFacts readModelFacts(EngineLoader& loader, const QString& path, QString* problem) {
  const auto info = loader.info(systemPath(path));
  if (!info) {
    *problem = withoutPath(info.error(), path);
    return {};
  }
  problem->clear();
  ModelFacts facts;
  facts.name = QString::fromStdString(info->name);
  facts.format = QString::fromStdString(info->format);
  facts.architecture = QString::fromStdString(info->architecture);
  facts.quantisation = mainType(*info);
  facts.bytes = static_cast<qint64>(info->file_bytes);
  facts.parameters = static_cast<qint64>(info->parameters);
  facts.active = static_cast<qint64>(info->active_parameters);
  facts.context = info->context;
  facts.layers = info->layers;
  facts.experts = info->experts;
  facts.experts_used = info->experts_per_token;
  facts.kv_bytes = static_cast<qint64>(info->kv_bytes_per_token);
  facts.thinks = info->thinks;
  return facts;
}

ModelHeader readModelHeader(EngineLoader& loader, const QString& path) {
  ModelHeader header;
  const auto pairs = loader.metadata(systemPath(path));
  if (!pairs) {
    header.problem = withoutPath(pairs.error(), path);
    return header;
  }
  for (const MetadataEntry& pair : *pairs) header.pairs.append({QString::fromStdString(pair.key), QString::fromStdString(pair.value)});
  if (const auto tensors = loader.tensors(systemPath(path))) {
    for (const TensorSummary& tensor : *tensors) header.tensors.append({QString::fromStdString(tensor.name), shapeText(tensor)});
  }
  return header;
}

}  // namespace deepwell
