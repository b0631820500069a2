// The characters of a formula, one after the other, and the parser that walks them. Inside of the math room.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/chat/math/node.h"
#include "app/chat/math/symbols.h"

namespace deepwell::math {

inline bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view other : names)
    if (name == other) return true;
  return false;
}

inline Node wordNode(std::u32string text, Class cls = Class::kOrd) {
  Node node;
  node.kind = Node::kWord;
  node.cls = cls;
  node.text = std::move(text);
  return node;
}

class Parser {
 public:
  explicit Parser(std::u32string source) : source_(std::move(source)) {}
  bool parseAll(Row* out);
  const std::string& error() const { return error_; }

 private:
  // What ends a row besides the end of the source. Cells end at & and \\ too.
  enum Stop { kEnd, kBrace, kBracket, kRight, kCell };

  // Characters
  bool atEnd() const { return at_ >= source_.size(); }
  char32_t peek(size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : 0; }
  bool take(char32_t c);
  void skipSpaces();
  std::string peekCommand() const;  // "frac" if \frac is next, "," for \, and "" if no command is
  void skipCommand(const std::string& name) { at_ += 1 + name.size(); }
  bool fail(const std::string& why);

  // Pieces
  bool parseRow(Row* out, Stop stop);
  bool parseAtom(Row* out);
  bool parseArgument(Row* out);
  bool parseOptional(Row* out, bool* given);
  bool rawArgument(std::string* out);
  bool rawText(std::u32string* out);
  bool parseDelimiter(char32_t* out);
  bool parseLength(std::string_view text, double* em) const;
  bool parseScripts(Row* out);
  bool addScript(Row* out, char32_t which, Row script);
  bool takePrimes(Row* out);
  bool parseInfix(Row* out, const std::string& name, Stop stop);
  void addCharacter(Row* out, char32_t c);

  // Commands: `name` has been read. False and no error: not known to this group.
  bool parseCommand(Row* out, const std::string& name);
  bool fractions(Row* out, const std::string& name);
  bool roots(Row* out);
  bool fences(Row* out, const std::string& name);
  bool bigDelimiter(Row* out, const std::string& name);
  bool accents(Row* out, const std::string& name);
  bool stacks(Row* out, const std::string& name);
  bool alphabets(Row* out, const std::string& name);
  bool texts(Row* out, const std::string& name);
  bool textContent(Row* out, Alphabet alphabet);
  bool spaces(Row* out, const std::string& name);
  bool classes(Row* out, const std::string& name);
  bool frames(Row* out, const std::string& name);
  bool modulo(Row* out, const std::string& name);
  bool dots(Row* out, const std::string& name);
  bool negation(Row* out);
  bool ignored(const std::string& name);
  bool chemistry(Row* out);

  // Tables
  bool environment(Row* out);
  bool topLevel(Row* out);
  bool parseTable(Table* table, const std::string& end);
  bool finishRow(Table* table, double* extra);
  void skipLines(Table* table);
  bool columnSpec(Table* table);
  bool substack(Row* out);

  std::u32string source_;
  size_t at_ = 0;
  int depth_ = 0;
  int nodes_ = 0;
  int cells_ = 0;
  Alphabet alphabet_ = Alphabet::kMath;
  Row tag_;  // of the line that is being read: goes to its end
  std::string error_;

  friend class Deeper;
};

// Counts one more level of nesting while it lives.
class Deeper {
 public:
  explicit Deeper(Parser& parser) : parser_(parser) { ++parser_.depth_; }
  ~Deeper() { --parser_.depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  bool tooDeep() const;

 private:
  Parser& parser_;
};

}  // namespace deepwell::math
