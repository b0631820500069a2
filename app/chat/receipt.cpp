#include "app/chat/receipt.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include "app/bridge/build_info.h"
#include "app/bridge/engine_host.h"

namespace deepwell {
namespace {

QJsonObject parametersOf(const std::string& json) { return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object(); }

QString parameterText(const QJsonValue& value) {
  return value.isDouble() ? QString::number(value.toDouble(), 'g', 6) : value.toVariant().toString();  // they were floats
}

QString endText(const std::string& reason) {
  if (reason == "stop") return Receipt::tr("The model, when it was done");
  if (reason == "length") return Receipt::tr("The limit of its length");
  if (reason == "cancelled") return Receipt::tr("You");
  return QString::fromStdString(reason);
}

QString seconds(double value) { return Receipt::tr("%1 s").arg(QLocale().toString(value, 'f', 2)); }

}  // namespace

Generation beginReceipt(const EngineHost& host, const GenerationSettings& settings) {
  Generation made;
  made.model = host.name().toStdString();
  made.model_hash = host.modelHash().toStdString();
  made.template_hash = host.templateHash().toStdString();
  made.seed = std::to_string(settings.seed);
  made.build = buildInfo().toStdString();
  return made;
}

void finishReceipt(const Generation& begun, const GenerationSettings& settings, const ChatRules& rules, const EngineHost& host,
                   const GenerationResult& result, Generation& out) {
  QJsonObject sampling{{"temperature", settings.temperature},
                       {"top_p", settings.top_p},
                       {"top_k", settings.top_k},
                       {"min_p", settings.min_p},
                       {"repetition_penalty", settings.repetition_penalty},
                       {"presence_penalty", settings.presence_penalty},
                       {"frequency_penalty", settings.frequency_penalty},
                       {"max_tokens", settings.max_tokens},
                       {"seed", QString::number(settings.seed)},
                       {"think", settings.think},
                       {"system_prompt", settings.system_prompt},
                       {"context", host.contextTokens()}};
  if (rules.skip > 0) sampling["skipped_messages"] = rules.skip;
  if (rules.drop_thoughts) sampling["dropped_thoughts"] = true;
  if (result.context_full) sampling["context_full"] = true;
  out.model = begun.model;
  out.model_hash = begun.model_hash;
  out.template_hash = begun.template_hash;
  out.seed = begun.seed;
  out.build = begun.build;
  out.device = host.runsOn().toStdString();
  out.sampling_json = QJsonDocument(sampling).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<GenerationSettings> settingsOf(const Generation& made, const GenerationSettings& otherwise) {
  const QJsonObject sampling = parametersOf(made.sampling_json);
  const QString seed = made.seed.empty() ? sampling["seed"].toString() : QString::fromStdString(made.seed);
  bool is_number = false;
  GenerationSettings settings = otherwise;
  settings.seed = seed.toULongLong(&is_number);
  if (sampling.isEmpty() || !is_number) return std::nullopt;
  const auto real = [&sampling](const char* name, double& value) { value = sampling[QLatin1String(name)].toDouble(value); };
  real("temperature", settings.temperature);
  real("top_p", settings.top_p);
  real("min_p", settings.min_p);
  real("repetition_penalty", settings.repetition_penalty);
  real("presence_penalty", settings.presence_penalty);
  real("frequency_penalty", settings.frequency_penalty);
  settings.top_k = sampling["top_k"].toInt(settings.top_k);
  settings.max_tokens = sampling["max_tokens"].toInt(settings.max_tokens);
  settings.think = sampling["think"].toBool(settings.think);
  settings.system_prompt = sampling["system_prompt"].toString(settings.system_prompt);
  return settings;
}

Receipt::Receipt(EngineHost& host, QObject* parent) : QAbstractListModel(parent), host_(host) {
  connect(&host_, &EngineHost::engineChanged, this, &Receipt::changed);
}

void Receipt::show(const Generation& made, UnixMs created) {
  beginResetModel();
  rows_.clear();
  model_ = QString::fromStdString(made.model);
  model_hash_ = QString::fromStdString(made.model_hash);
  add(tr("Model"), model_);
  add(tr("Device"), QString::fromStdString(made.device));
  add(tr("Time"), QLocale().toString(QDateTime::fromMSecsSinceEpoch(created), QLocale::LongFormat));
  add(tr("Seed"), QString::fromStdString(made.seed), true);
  QJsonObject sampling = parametersOf(made.sampling_json);
  sampling.remove(QLatin1String("edited"));
  if (wasEdited(made)) add(tr("Edited"), tr("By you, after the model had written it"));
  QStringList parameters;
  for (auto entry = sampling.begin(); entry != sampling.end(); ++entry)
    if (entry.key() != QLatin1String("seed") && entry.key() != QLatin1String("system_prompt"))
      parameters << QStringLiteral("%1 = %2").arg(entry.key(), parameterText(entry.value()));
  add(tr("Parameters"), parameters.join(u'\n'), true);
  add(tr("System prompt"), sampling["system_prompt"].toString(), false, true);
  addCounts(made);
  add(tr("Ended by"), endText(made.finish_reason));
  add(tr("Model hash (SHA-256 of sizes, beginnings and ends)"), model_hash_, true);
  add(tr("Template hash (SHA-256)"), QString::fromStdString(made.template_hash), true);
  add(tr("Deepwell"), QString::fromStdString(made.build));
  repeatable_ = settingsOf(made).has_value();
  endResetModel();
  emit changed();
}

void Receipt::addCounts(const Generation& made) {
  const QLocale locale;
  if (made.prompt_tokens > 0)
    add(tr("Prompt"), tr("%1 tokens, %2 of them from the cache, %3")
                          .arg(locale.toString(made.prompt_tokens), locale.toString(made.cached_tokens), seconds(made.prefill_seconds)));
  if (made.reasoning_tokens > 0)
    add(tr("Thinking"), tr("%1 tokens, %2").arg(locale.toString(made.reasoning_tokens), seconds(made.reasoning_seconds)));
  const int tokens = made.reasoning_tokens + made.text_tokens;
  if (made.text_tokens > 0) add(tr("Answer"), tr("%n token(s)", nullptr, made.text_tokens));
  if (tokens > 1 && made.decode_seconds > 0)
    add(tr("Speed"), tr("%1 tokens/s, %2 in all").arg(locale.toString((tokens - 1) / made.decode_seconds, 'f', 1), seconds(made.decode_seconds)));
}

void Receipt::add(const QString& name, const QString& value, bool mono, bool is_long) {
  if (!value.isEmpty()) rows_ << Row{name, value, mono, is_long};
}

QString Receipt::otherModel() const {
  if (model_.isEmpty()) return {};
  if (!host_.ready()) return tr("Made with %1. Load it to answer again.").arg(model_);
  const bool hashes_known = !model_hash_.isEmpty() && !host_.modelHash().isEmpty();
  const bool same = hashes_known ? model_hash_ == host_.modelHash() : model_ == host_.name();
  return same ? QString() : tr("Made with %1. Load it to get the same answer: %2 is loaded now.").arg(model_, host_.name());
}

QHash<int, QByteArray> Receipt::roleNames() const {
  return {{NameRole, "name"}, {ValueRole, "value"}, {MonoRole, "mono"}, {LongRole, "isLong"}};
}

QVariant Receipt::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[index.row()];
  switch (role) {
    case NameRole: return row.name;
    case ValueRole: return row.value;
    case MonoRole: return row.mono;
    case LongRole: return row.is_long;
    default: return {};
  }
}

QString Receipt::text() const {
  QStringList lines;
  for (const Row& row : rows_) {
    const QString value = row.is_long ? row.value : QString(row.value).replace(u'\n', QStringLiteral(", "));
    lines << row.name + QStringLiteral(": ") + value;
  }
  return lines.join(u'\n');
}

}  // namespace deepwell
