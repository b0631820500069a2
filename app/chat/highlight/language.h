// How a language looks to the lexer. Inside of the highlight room.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "app/chat/highlight/highlight.h"

namespace deepwell::highlight {

struct StringRule {
  std::u16string_view open, close;
  bool escapes = true;  // a backslash hides what follows
  bool many_lines = false;
};

struct Language {
  // Which of the lexers reads it; kCode goes by the fields below, the others know their language.
  enum Kind { kCode, kMarkup, kCss, kYaml, kIni, kDiff, kMarkdown, kJson, kTex, kConsole, kMake };
  enum Flag : unsigned {
    kHashDirectives = 1,  // #include
    kCallsAreFunctions = 2,
    kCapitalsAreTypes = 4,
    kDecorators = 8,  // @name
    kDollarVariables = 16,
    kAnyCase = 32,               // of keywords
    kPrimesInWords = 64,         // x'
    kLifetimes = 128,            // 'a, which opens no string
    kTranspose = 256,            // ' after a word or bracket, which opens no string
    kCommentsAtWordStart = 512,  // "a#b" has none
    kStringPrefixes = 1024,      // r"", f""
    kDashesInWords = 2048,
    kNestedComments = 4096,
    kSigilWords = 8192,  // :symbol, which is a constant
  };

  Kind kind = kCode;
  std::string_view names;  // with spaces around each
  unsigned flags = 0;
  std::u16string_view line_comment, other_line_comment;
  std::u16string_view comment_open, comment_close;
  std::vector<StringRule> strings;  // longer openers first
  std::unordered_set<std::string_view> keywords, types;

  bool has(Flag flag) const { return (flags & flag) != 0; }
};

// The lexers. Each gets a line of at most kMaxLine units.
State lexCode(const Language& language, std::u16string_view line, State state, std::vector<Run>* runs);
State lexMarkup(std::u16string_view line, State state, std::vector<Run>* runs);
State lexCss(std::u16string_view line, State state, std::vector<Run>* runs);
State lexLines(const Language& language, std::u16string_view line, State state, std::vector<Run>* runs);

// Adds a run, joined to the one before if it goes on.
void addRun(std::vector<Run>* runs, size_t begin, size_t end, Token token);

bool isWordStart(char16_t c);
bool isWordPart(char16_t c);
inline bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }
inline bool isBlank(char16_t c) { return c == u' ' || c == u'\t' || c == u'\r' || c == 0xA0; }

}  // namespace deepwell::highlight
