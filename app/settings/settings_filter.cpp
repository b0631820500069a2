#include "app/settings/settings_filter.h"

#include <algorithm>

namespace deepwell {

void SettingsFilter::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  words_ = text.simplified().split(u' ', Qt::SkipEmptyParts);
  emit textChanged();
}

bool SettingsFilter::finds(const QString&, const QString& name, const QString& about) const {
  return std::all_of(words_.begin(), words_.end(), [&](const QString& word) {
    return name.contains(word, Qt::CaseInsensitive) || about.contains(word, Qt::CaseInsensitive);
  });
}

}  // namespace deepwell
