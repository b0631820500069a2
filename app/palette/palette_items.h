// What the palette offers, and which of it fits what was typed. Values only, so that ranking can run beside the window.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <vector>

#include "app/store/chat_types.h"

namespace deepwell {

inline constexpr size_t kMostPaletteChats = 8;

struct PaletteItem {
  enum class Kind { kCommand, kChat, kMessage, kModel, kPage };
  Kind kind = Kind::kCommand;
  QString name;   // of the command, the page, or the model's path
  QString title;
  QString note;   // at the right: keys, a date, a state
  QString icon;
  QString detail; // a second line: where a message has the words
  QList<int> marks;         // of the title: start and length of each piece that fits
  QList<int> detail_marks;
  QString section;
  ChatId chat = 0;
  MessageId message = 0;
  bool in_thoughts = false;
  QString words;
  double score = 0;

  // Stable, to remember what was used: "command chat.new".
  QString key() const;
};

// A chat that may be found by its title.
struct PaletteTitle {
  ChatId chat = 0;
  QString title;
  QString folded;
  UnixMs updated = 0;
};

// Those of `items` that fit `query`, best first, at most `most`; of equals what was used last (first in `recent`).
std::vector<PaletteItem> rankItems(const std::vector<PaletteItem>& items, const QString& query, const QStringList& recent, size_t most);
std::vector<PaletteItem> rankTitles(const std::vector<PaletteTitle>& titles, const QString& query, size_t most);

// Groups by kind, the one with the best match first; each gets its section's name.
std::vector<PaletteItem> grouped(std::vector<std::vector<PaletteItem>> groups);

}  // namespace deepwell
