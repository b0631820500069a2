// Colours of code: which characters are keywords, strings, comments. Line by line with a state that carries over, so
// that code that streams in costs what is new and a page of long code begins where the one before ended. No Qt, no
// regular expressions, and a line's length is limited: no text can hold the window up.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace deepwell::highlight {

enum class Token : uint8_t {
  kPlain,
  kKeyword,
  kType,
  kFunction,
  kString,
  kNumber,
  kComment,
  kMeta,
  kInserted,
  kDeleted
};

struct Run {
  uint32_t offset = 0, length = 0;  // in UTF-16 units of the line
  Token token = Token::kPlain;
};

struct Language;

// Of what a fence calls it: "py", "C++", "bash", "console". Null: not known, the code stays plain.
const Language* languageOf(std::u16string_view name);

// 0 before the first line; otherwise what a line left open: a comment, a string, a tag.
using State = uint32_t;

// `line` without its line break. Appends the coloured runs in order, not overlapping; what is plain has none. A line
// longer than kMaxLine is left plain after that.
State colourLine(const Language& language, std::u16string_view line, State state, std::vector<Run>* runs);

// The state after `text`, which is whole lines.
State stateAfter(const Language& language, std::u16string_view text, State state);

constexpr size_t kMaxLine = 4000;

}  // namespace deepwell::highlight
