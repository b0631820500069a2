// What splits text: patterns. Known ones are linear scanners over character classes; others run through PCRE2 with
// limits.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell {

// Gets matches as they are found. They must not be stored beyond the call that finds them.
class MatchSink {
 public:
  virtual void match(size_t begin, size_t end) = 0;

 protected:
  ~MatchSink() = default;
};

class WordSink {
 public:
  virtual void word(std::string_view word) = 0;

 protected:
  ~WordSink() = default;
};

// One splitting of one text, over all its stages: the time it may take and what went wrong.
class SplitRun {
 public:
  explicit SplitRun(size_t text_size) : text_size_(text_size) {}

  // After the first failure patterns find nothing any more.
  void fail(Error error) {
    if (status_) status_ = tl::make_unexpected(std::move(error));
  }
  bool failed() const { return !status_; }
  Status take() { return std::move(status_); }

  // False once patterns of unknown cost have used up the time that a text of this size is given: 2 s and 1 µs a byte.
  bool inTime();

 private:
  size_t text_size_;
  Status status_;
  std::chrono::steady_clock::time_point deadline_{};  // set when first asked for
};

// Finds its matches in a text, leftmost first, not overlapping. An empty match is a cut between two characters. Bytes
// that are not UTF-8 are characters of no class. Immutable; any thread may use it.
class Pattern {
 public:
  virtual ~Pattern() = default;
  virtual void find(std::string_view text, MatchSink& matches, SplitRun& run) const = 0;
  // Matches and what lies between them: all of the text.
  virtual void split(std::string_view text, WordSink& words, SplitRun& run) const;
};

using PatternPtr = std::unique_ptr<const Pattern>;

// The hand-written scanners. Each splits all of a text.
PatternPtr gpt2Pattern();  // contractions in lower case, digits without end
struct Gpt4Options {       // Llama 3, Qwen 2 and their relatives
  size_t max_digits = 3;   // in a word
  bool contractions = true;
  bool marks_are_letters = false;
  bool newlines_after_signs = true;
};
PatternPtr gpt4Pattern(const Gpt4Options& options);
PatternPtr deepseekPattern();  // DeepSeek V3: its three splits at once
struct CasedOptions {          // GPT-4o, Tekken, Kimi: a capital begins a word
  size_t max_digits = 3;
  bool contractions = true;  // at the end of a word
  bool slash_after_signs = true;
  bool han_apart = false;
};
PatternPtr casedPattern(const CasedOptions& options);
struct DigitGroupsOptions {     // groups of three digits, counted from the right end of each run
  bool decimal = true;          // \d, else \p{N}
  bool before_no_word = false;  // only of runs that no word character follows
  bool cuts_only = false;       // an empty match in front of each whole group
};
PatternPtr digitGroupsPattern(const DigitGroupsOptions& options);
PatternPtr spaceGroupsPattern();  // Jais 2

// Patterns of the form X?Y+, Y{1,n}, Y or Y+$, where X and Y are sets of characters; nullptr if `regex` is none.
PatternPtr runPattern(std::string_view regex);

// Any other pattern. A text that takes it past its limits makes the run fail.
Result<PatternPtr> regexPattern(std::string_view regex, std::string_view where);

// `regex` by the fastest of the above.
Result<PatternPtr> makePattern(std::string_view regex, std::string_view where);

PatternPtr literalPattern(std::string_view literal);  // must not be empty
PatternPtr wordPattern();                             // \w+|[^\w\s]+

// Whether two regular expressions are the same but for "\r" and "\n" written as an escape or raw.
bool sameRegex(std::string_view a, std::string_view b);

// The regular expressions that the scanners stand for, as they are written in tokenizer.json.
inline constexpr std::string_view kGpt2Regex =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
inline constexpr std::string_view kLlama3Regex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
inline constexpr std::string_view kQwen2Regex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
inline constexpr std::string_view kDeepseekDigitsRegex = R"(\p{N}{1,3})";
inline constexpr std::string_view kDeepseekCjkRegex = "[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+";
// Has a raw CR and LF where the others have \r\n.
inline constexpr std::string_view kDeepseekMainRegex =
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| "
    "?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+";

}  // namespace deepwell
