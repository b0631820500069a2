// How well a few typed letters fit a name. Every word of the query must be found, in any order: as a part of the text, or as
// letters in their order that mostly begin words or stand together ("exm" in "Export chat as Markdown").
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace deepwell {

struct FuzzyMatch {
  double score = 0;  // 0..1.2; the better the higher
  QList<int> marks;  // start and length of each piece of the text that was found
};

// Case and accents as they do not count; as long as the text, so that places stay what they are.
QString foldText(const QString& text);

// `text` and `query` folded; `original` shows where words begin by its capitals. Empty query: nothing.
std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text, const QString& original);
inline std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text) {
  return fuzzyMatch(foldText(query), foldText(text), text);
}

}  // namespace deepwell
