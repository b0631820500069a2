#include "app/library/scan/model_entry.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace deepwell {

QString originName(ModelOrigin origin) {
  switch (origin) {
    case ModelOrigin::kModels: return QCoreApplication::translate("Library", "Models folder");
    case ModelOrigin::kWatched: return QCoreApplication::translate("Library", "Added folder");
    case ModelOrigin::kLmStudio: return QStringLiteral("LM Studio");
    case ModelOrigin::kGpt4All: return QStringLiteral("GPT4All");
    case ModelOrigin::kJan: return QStringLiteral("Jan");
    case ModelOrigin::kOllama: return QStringLiteral("Ollama");
    case ModelOrigin::kHuggingFace: return QStringLiteral("Hugging Face");
    case ModelOrigin::kLlamaCpp: return QStringLiteral("llama.cpp");
  }
  return {};
}

bool isBefore(const ModelEntry& a, const ModelEntry& b) {
  if (a.problem.isEmpty() != b.problem.isEmpty()) return a.problem.isEmpty();
  const int names = QString::compare(a.found.name, b.found.name, Qt::CaseInsensitive);
  return names != 0 ? names < 0 : a.found.path < b.found.path;
}

NameParts splitModelName(const QString& file_name) {
  static const QRegularExpression suffix(QStringLiteral("\\.(gguf|safetensors)$"), QRegularExpression::CaseInsensitiveOption);
  static const QRegularExpression shard(QStringLiteral("-\\d{5,6}-of-\\d{5,6}$"));
  static const QRegularExpression quantisation(
      QStringLiteral("(?:^|[-_.:])((?:UD-)?(?:I?Q[1-8](?:_[0-9A-Z]+)*|TQ[12]_0|BF16|F16|F32|FP16|FP32|FP8|MXFP4(?:_MOE)?))$"),
      QRegularExpression::CaseInsensitiveOption);
  NameParts parts{file_name, {}};
  parts.name.remove(suffix).remove(shard);
  if (const auto match = quantisation.match(parts.name); match.hasMatch()) {
    parts.quantisation = match.captured(1).toUpper();
    parts.name.truncate(match.capturedStart(0));
  }
  if (parts.name.isEmpty()) parts.name = file_name;
  return parts;
}

}  // namespace deepwell
