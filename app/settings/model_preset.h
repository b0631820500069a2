// How one model is used where it differs from the settings for all.
#pragma once

#include <QSettings>
#include <QString>

namespace deepwell {

struct ModelPreset {
  enum class Think { kAsElsewhere, kYes, kNo };

  QString system_prompt;      // the first message of every request; empty: none
  int context_tokens = 0;     // from the next load on; 0: as elsewhere
  Think think = Think::kAsElsewhere;
  bool own_sampling = false;  // these instead of what the settings or the model say
  double temperature = 0.6;
  double top_p = 0.95;
  int top_k = 0;
  double min_p = 0;

  bool empty() const { return *this == ModelPreset(); }
  friend bool operator==(const ModelPreset&, const ModelPreset&) = default;
};

// In the group "presets", by a hash of the model's path. What was edited by hand is brought into its range.
ModelPreset readPreset(const QSettings& settings, const QString& model);
void writePreset(QSettings& settings, const QString& model, const ModelPreset& preset);

}  // namespace deepwell
