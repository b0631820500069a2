#include "app/settings/model_preset.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <algorithm>

namespace deepwell {
namespace {

constexpr int kMostContext = 1 << 20;

QString groupOf(const QString& model) {
  const QByteArray hash = QCryptographicHash::hash(model.toUtf8(), QCryptographicHash::Sha1);
  return QStringLiteral("presets/") + QString::fromLatin1(hash.toHex().left(20)) + u'/';
}

double within(const QVariant& value, double otherwise, double lowest, double highest) {
  bool ok = false;
  const double number = value.toDouble(&ok);
  return ok && number == number ? std::clamp(number, lowest, highest) : otherwise;
}

}  // namespace

ModelPreset readPreset(const QSettings& settings, const QString& model) {
  ModelPreset preset;
  const QString group = groupOf(model);
  if (model.isEmpty() || !settings.contains(group + QStringLiteral("model"))) return preset;
  const auto value = [&](const char* key) { return settings.value(group + QLatin1String(key)); };
  preset.system_prompt = value("system_prompt").toString().left(kLongestPrompt);
  preset.no_instructions = value("no_instructions").toBool();
  preset.context_tokens = std::clamp(value("context_tokens").toInt(), 0, kMostContext);
  preset.think = static_cast<ModelPreset::Think>(std::clamp(value("think").toInt(), 0, 2));
  preset.own_sampling = value("own_sampling").toBool();
  preset.temperature = within(value("temperature"), preset.temperature, 0, 2);
  preset.top_p = within(value("top_p"), preset.top_p, 0, 1);
  preset.top_k = std::clamp(value("top_k").toInt(), 0, 1000);
  preset.min_p = within(value("min_p"), preset.min_p, 0, 1);
  preset.repetition_penalty = within(value("repetition_penalty"), preset.repetition_penalty, 1, 2);
  preset.presence_penalty = within(value("presence_penalty"), preset.presence_penalty, 0, 2);
  preset.frequency_penalty = within(value("frequency_penalty"), preset.frequency_penalty, 0, 2);
  return preset;
}

void writePreset(QSettings& settings, const QString& model, const ModelPreset& preset) {
  const QString group = groupOf(model);
  const QVariant identity = settings.value(group + QStringLiteral("identity"));
  settings.remove(group.chopped(1));
  if (preset.empty()) return;
  const auto set = [&](const char* key, const QVariant& value) { settings.setValue(group + QLatin1String(key), value); };
  if (identity.isValid()) set("identity", identity);
  set("model", model);
  set("system_prompt", preset.system_prompt.left(kLongestPrompt));
  set("no_instructions", preset.no_instructions);
  set("context_tokens", preset.context_tokens);
  set("think", static_cast<int>(preset.think));
  set("own_sampling", preset.own_sampling);
  set("temperature", preset.temperature);
  set("top_p", preset.top_p);
  set("top_k", preset.top_k);
  set("min_p", preset.min_p);
  set("repetition_penalty", preset.repetition_penalty);
  set("presence_penalty", preset.presence_penalty);
  set("frequency_penalty", preset.frequency_penalty);
}

QStringList movePresets(QSettings& settings, const QHash<QString, QString>& identities) {
  QHash<QString, QString> strayed;  // paths by identity
  settings.beginGroup(QStringLiteral("presets"));
  const QStringList groups = settings.childGroups();
  for (const QString& group : groups) {
    const QString path = settings.value(group + QStringLiteral("/model")).toString();
    const QString noted = settings.value(group + QStringLiteral("/identity")).toString();
    const QString now = identities.value(path);
    if (!now.isEmpty() && now != noted) settings.setValue(group + QStringLiteral("/identity"), now);
    else if (now.isEmpty() && !noted.isEmpty() && !QFileInfo::exists(path)) strayed.insert(noted, path);
  }
  settings.endGroup();
  QStringList moved;
  for (auto model = identities.begin(); model != identities.end() && !strayed.isEmpty(); ++model) {
    const QString from = strayed.value(model.value());
    if (from.isEmpty() || !readPreset(settings, model.key()).empty()) continue;
    writePreset(settings, model.key(), readPreset(settings, from));
    settings.setValue(groupOf(model.key()) + QStringLiteral("identity"), model.value());
    writePreset(settings, from, {});
    strayed.remove(model.value());
    moved << model.key();
  }
  return moved;
}

}  // namespace deepwell
