// How texts are cut into the words that the search index holds: FTS5's unicode61 (case and accents do not count), with
// symbols such as emoji as words too, words cut to 64 bytes, and scripts that put no spaces between words (Chinese,
// Japanese, Thai, ...) as overlapping pairs of characters and the last one alone: "abc" gives ab, bc, c. So any run of
// characters is found by its pairs, and a single one by what begins with it.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <functional>
#include <string_view>

namespace deepwell {

inline constexpr const char* kTokenizerName = "deepwell";  // stands in the file's schema

// Makes the tokenizer known to the connection. Every connection needs it. Throws SQLite::Exception.
void registerTokenizer(SQLite::Database& db);

// The same for our own use: queries and snippets.
class Tokenizer {
 public:
  // `db` has had registerTokenizer(), and outlives this. Throws SQLite::Exception.
  explicit Tokenizer(SQLite::Database& db);
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  // Calls `take(word, begin, end)` for every word, with its place in `text` in bytes, until `take` returns false. In a
  // `query` the last character of a run without spaces is not a word by itself: in a text it may have one after it.
  using Take = std::function<bool(std::string_view word, size_t begin, size_t end)>;
  void forEach(std::string_view text, const Take& take, bool query = false) const;

 private:
  fts5_tokenizer methods_{};
  Fts5Tokenizer* tokenizer_ = nullptr;
};

// Characters of scripts without spaces between words, and symbols: each is as good as a word.
bool isUnspaced(int32_t code);

}  // namespace deepwell
