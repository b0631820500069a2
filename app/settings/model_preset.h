// How one model is used where it differs from the settings for all.
#pragma once

#include <QHash>
#include <QSettings>
#include <QStringList>

namespace deepwell {

inline constexpr qsizetype kLongestPrompt = 64 * 1024;  // characters of a system prompt

struct ModelPreset {
  enum class Think { kAsElsewhere, kYes, kNo };

  QString system_prompt;      // the first message of every request; empty: the instructions for all models
  bool no_instructions = false;  // without those
  int context_tokens = 0;     // from the next load on; 0: as elsewhere
  Think think = Think::kAsElsewhere;
  bool own_sampling = false;  // these instead of what the settings or the model say
  double temperature = 0.6;
  double top_p = 0.95;
  int top_k = 0;
  double min_p = 0;
  double repetition_penalty = 1;
  double presence_penalty = 0;
  double frequency_penalty = 0;

  bool empty() const { return *this == ModelPreset(); }
  friend bool operator==(const ModelPreset&, const ModelPreset&) = default;
};

// In the group "presets", by a hash of the model's path. What was edited by hand is brought into its range.
ModelPreset readPreset(const QSettings& settings, const QString& model);
void writePreset(QSettings& settings, const QString& model, const ModelPreset& preset);

// `identities`: what the models contain, by path. Notes it with their presets, and gives a preset of which the model has gone
// from its path to one of the same contents that lies elsewhere and has none: moved or renamed models keep theirs. The paths of those.
QStringList movePresets(QSettings& settings, const QHash<QString, QString>& identities);

}  // namespace deepwell
