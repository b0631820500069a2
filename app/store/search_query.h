// Turns what a person typed into an FTS5 expression that cannot be malformed, finds its places in texts, and cuts
// snippets around them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/store/chat_types.h"
#include "app/store/tokenizer.h"

namespace deepwell {

// What stood between two spaces.
struct SearchTerm {
  std::string text;                // as it was typed
  std::vector<std::string> words;  // of the index, all must be there; empty: signs only
  bool last_is_prefix = false;     // the last word need only begin so
  bool as_typed = false;           // the words are not enough: `text` must stand in the row as it is (but for case)
};

// At most 16 terms of 64 characters; control characters and broken UTF-8 count as spaces.
struct SearchQuery {
  std::vector<SearchTerm> terms;

  bool hasWords() const;
  // FTS5: the words of all terms, quoted; empty without words. With `prefixes` off the last ones must be whole too.
  std::string match(bool prefixes) const;
};

SearchQuery parseSearchQuery(const Tokenizer& tokenizer, std::string_view text);

// Where the terms of a query stand in a text.
struct Matches {
  struct Place {
    size_t begin;
    size_t end;
    size_t term;
  };
  std::vector<Place> places;  // by begin; they may overlap
  bool complete = false;      // every term that must stand as it was typed does
  uint64_t terms = 0;         // bit i: term i has a place
};

// Looks at the first `most` bytes of `text`.
Matches findMatches(const Tokenizer& tokenizer, const SearchQuery& query, std::string_view text, size_t most);

// About 120 characters of `text` around the place where most of the terms stand together; its beginning without any.
std::vector<SnippetPart> cutSnippet(std::string_view text, const Matches& matches);

}  // namespace deepwell
