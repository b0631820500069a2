#include "app/palette/fuzzy.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace deepwell {
namespace {

constexpr qsizetype kLongestWord = 32;
constexpr qsizetype kLongestText = 160;
constexpr double kBest = 2.5;      // what a letter can get
constexpr double kWorst = 0.45;    // of a word's best score; below it the letters are scattered, no match
constexpr double kNone = -std::numeric_limits<double>::infinity();

// In scripts without spaces every sign does.
bool beginsWord(const QString& text, qsizetype at) {
  if (at == 0 || text.at(at).category() == QChar::Letter_Other) return true;
  const QChar before = text.at(at - 1);
  return (!before.isLetterOrNumber() && text.at(at).isLetterOrNumber()) || (before.isLower() && text.at(at).isUpper());
}

bool isSubsequence(QStringView word, QStringView text) {
  qsizetype found = 0;
  for (const QChar c : text)
    if (found < word.size() && word.at(found) == c) ++found;
  return found == word.size();
}

// The best way to find the letters of `word` in their order: score[i][j] of the first i+1 letters, the last of them at j.
struct Alignment {
  double score = kNone;  // of kBest a letter, relative
  std::vector<qsizetype> places;
};

Alignment align(QStringView word, QStringView text, const QString& original) {
  const auto letters = static_cast<size_t>(word.size());
  const auto size = static_cast<size_t>(text.size());
  std::vector<double> score(letters * size, kNone);
  std::vector<int> from(letters * size, -1);
  for (size_t i = 0; i < letters; ++i) {
    double best = kNone;  // of the letter before, at any place before j - 1, less what the gap costs
    int best_at = -1;
    for (size_t j = i; j < size; ++j) {
      if (i > 0 && j >= 2 && score[(i - 1) * size + j - 2] > best) {
        best = score[(i - 1) * size + j - 2];
        best_at = static_cast<int>(j - 2);
      }
      best -= 0.04;
      if (word.at(static_cast<qsizetype>(i)) != text.at(static_cast<qsizetype>(j))) continue;
      const double here = 1 + (beginsWord(original, static_cast<qsizetype>(j)) ? 1.2 : 0);
      double& cell = score[i * size + j];
      if (i == 0) {
        cell = here + (j == 0 ? 0.3 : 0) - std::min(0.3, 0.01 * static_cast<double>(j));
        continue;
      }
      cell = best == kNone ? kNone : best + here - 0.3;
      from[i * size + j] = best_at;
      const double joined = j > 0 ? score[(i - 1) * size + j - 1] + std::max(here, kBest - 0.3) : kNone;
      if (joined >= cell) {
        cell = joined;
        from[i * size + j] = static_cast<int>(j - 1);
      }
    }
  }
  const auto last = score.begin() + static_cast<std::ptrdiff_t>((letters - 1) * size);
  const auto best = std::max_element(last, score.end());
  Alignment found;
  if (best == score.end() || *best == kNone) return found;
  found.score = *best / (kBest * static_cast<double>(letters));
  int at = static_cast<int>(best - last);
  for (size_t i = letters; i-- > 0;) {
    found.places.insert(found.places.begin(), at);
    at = from[i * size + static_cast<size_t>(at)];
  }
  return found;
}

QList<int> marksOf(std::vector<qsizetype> places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  QList<int> marks;
  for (const qsizetype place : places) {
    if (!marks.isEmpty() && marks.at(marks.size() - 2) + marks.last() == place) {
      ++marks.last();
    } else {
      marks << static_cast<int>(place) << 1;
    }
  }
  return marks;
}

}  // namespace

QString foldText(const QString& text) {
  QString folded = text;
  for (QChar& c : folded) {
    if (c.unicode() < 0x80) {
      c = c.toLower();
      continue;
    }
    const QString parts = c.decomposition();
    if (!parts.isEmpty() && parts.front().isLetter()) c = parts.front();
    c = c.toCaseFolded();
  }
  return folded;
}

std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text, const QString& original) {
  const QStringView words = QStringView(query).trimmed();
  const QStringView searched = QStringView(text).left(kLongestText);
  if (words.isEmpty()) return std::nullopt;
  double sum = 0;
  qsizetype letters = 0;
  std::vector<qsizetype> places;
  for (QStringView word : words.split(u' ', Qt::SkipEmptyParts)) {
    word = word.left(kLongestWord);
    if (!isSubsequence(word, searched)) return std::nullopt;
    const Alignment found = align(word, searched, original);
    if (found.score < kWorst) return std::nullopt;
    sum += found.score * static_cast<double>(word.size());
    letters += word.size();
    places.insert(places.end(), found.places.begin(), found.places.end());
  }
  FuzzyMatch match;
  match.score = sum / static_cast<double>(letters) + 0.1 * static_cast<double>(letters) / static_cast<double>(std::max<qsizetype>(letters, text.size()));
  match.marks = marksOf(std::move(places));
  return match;
}

}  // namespace deepwell
