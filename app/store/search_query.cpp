#include "app/store/search_query.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "engine/base/utf8.h"

namespace deepwell {
namespace {

constexpr size_t kMaxTerms = 16;
constexpr size_t kMaxTermCharacters = 64;
constexpr size_t kMostPlaces = 256;

bool isSpace(int32_t code) {
  if (code < 0x20) return true;
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         category == UTF8PROC_CATEGORY_CC;
}

// The typed term as words of the index.
void setWords(const Tokenizer& tokenizer, SearchTerm& term) {
  size_t covered = 0;
  bool gap = false;
  tokenizer.forEach(
      term.text,
      [&](std::string_view word, size_t begin, size_t end) {
        gap = gap || begin > covered;
        covered = std::max(covered, end);
        term.words.emplace_back(word);
        return true;
      },
      true);
  term.last_is_prefix = !term.words.empty();
  term.as_typed = term.words.size() != 1 || gap || covered < term.text.size();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Like find(), but case does not count for ASCII.
size_t findAsTyped(std::string_view text, std::string_view wanted, size_t from) {
  if (from > text.size()) return std::string_view::npos;
  const auto found = std::search(text.begin() + static_cast<ptrdiff_t>(from), text.end(), wanted.begin(), wanted.end(),
                                 [](char a, char b) { return lower(a) == lower(b); });
  return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

bool hasWord(const SearchTerm& term, std::string_view word) {
  if (term.words.empty()) return false;
  for (size_t i = 0; i + 1 < term.words.size(); ++i)
    if (term.words[i] == word) return true;
  return word.starts_with(term.words.back());
}

}  // namespace

bool SearchQuery::hasWords() const {
  return std::any_of(terms.begin(), terms.end(), [](const SearchTerm& term) { return !term.words.empty(); });
}

std::string SearchQuery::match(bool prefixes) const {
  std::string all;
  for (const SearchTerm& term : terms) {
    for (size_t i = 0; i < term.words.size(); ++i) {
      all += all.empty() ? "\"" : " AND \"";
      for (const char c : term.words[i]) all += c == '"' ? std::string("\"\"") : std::string(1, c);
      all += prefixes && term.last_is_prefix && i + 1 == term.words.size() ? "\"*" : "\"";
    }
  }
  return all;
}

SearchQuery parseSearchQuery(const Tokenizer& tokenizer, std::string_view text) {
  SearchQuery query;
  SearchTerm term;
  size_t characters = 0;
  const auto add = [&] {
    if (!term.text.empty() && query.terms.size() < kMaxTerms) {
      setWords(tokenizer, term);
      query.terms.push_back(std::move(term));
    }
    term = SearchTerm();
    characters = 0;
  };
  for (size_t at = 0; at < text.size() && query.terms.size() < kMaxTerms;) {
    const utf8::Decoded next = utf8::decode(text, at);
    if (!next.valid || isSpace(static_cast<int32_t>(next.code))) {
      add();
    } else if (characters < kMaxTermCharacters) {
      term.text.append(text.substr(at, next.bytes));
      ++characters;
    }
    at += next.bytes;
  }
  add();
  return query;
}

Matches findMatches(const Tokenizer& tokenizer, const SearchQuery& query, std::string_view text, size_t most) {
  const std::string_view looked = text.substr(0, most);
  Matches matches;
  matches.complete = true;
  bool words = false;
  for (size_t i = 0; i < query.terms.size(); ++i) {
    const SearchTerm& term = query.terms[i];
    words = words || !term.as_typed;
    if (!term.as_typed) continue;
    size_t at = findAsTyped(looked, term.text, 0);
    if (at == std::string_view::npos) matches.complete = false;
    for (; at != std::string_view::npos && matches.places.size() < kMostPlaces;
         at = findAsTyped(looked, term.text, at + term.text.size())) {
      matches.places.push_back({at, at + term.text.size(), i});
      matches.terms |= uint64_t{1} << i;
    }
  }
  if (words)
    tokenizer.forEach(looked, [&](std::string_view word, size_t begin, size_t end) {
      for (size_t i = 0; i < query.terms.size(); ++i) {
        if (query.terms[i].as_typed || !hasWord(query.terms[i], word)) continue;
        matches.places.push_back({begin, end, i});
        matches.terms |= uint64_t{1} << i;
      }
      return matches.places.size() < kMostPlaces;
    });
  std::sort(matches.places.begin(), matches.places.end(),
            [](const Matches::Place& a, const Matches::Place& b) { return a.begin < b.begin; });
  return matches;
}

}  // namespace deepwell
