// The lexer of programming languages: comments, strings, numbers, words.
#include <algorithm>
#include <array>

#include "app/chat/highlight/language.h"

namespace deepwell::highlight {
namespace {

// States of kCode: 0; kInComment | depth << 8; kInString | rule << 8.
constexpr State kInComment = 1;
constexpr State kInString = 2;

class Lexer {
 public:
  Lexer(const Language& language, std::u16string_view line, std::vector<Run>* runs)
      : language_(language), line_(line), runs_(runs) {}

  State run(State state) {
    if ((state & 0xFFU) == kInComment)
      state = comment(at_, (state >> 8U) & 0xFFU);
    else if ((state & 0xFFU) == kInString && (state >> 8U) < language_.strings.size())
      state = string(language_.strings[state >> 8U], at_, at_);
    else
      state = 0;
    while (at_ < line_.size() && state == 0) state = step();
    return state;
  }

 private:
  bool at(std::u16string_view text) const { return !text.empty() && line_.substr(at_, text.size()) == text; }
  char16_t peek(size_t ahead = 0) const { return at_ + ahead < line_.size() ? line_[at_ + ahead] : u'\0'; }
  char16_t before() const { return at_ > 0 ? line_[at_ - 1] : u'\0'; }
  void add(size_t begin, Token token) { addRun(runs_, begin, at_, token); }

  State step();
  State comment(size_t begin, State depth);
  State string(const StringRule& rule, size_t begin, size_t content);
  bool opensString(const StringRule& rule) const;
  State openString(size_t begin, bool* opened);
  void number();
  State word();
  void directive();
  void variable();

  const Language& language_;
  std::u16string_view line_;
  std::vector<Run>* runs_;
  size_t at_ = 0;
};

State Lexer::step() {
  const char16_t c = peek();
  if (isBlank(c)) {
    ++at_;
    return 0;
  }
  if (at(language_.comment_open)) {
    const size_t begin = at_;
    at_ += language_.comment_open.size();
    return comment(begin, 1);
  }
  const bool word_start = at_ == 0 || isBlank(before()) || before() == u';' || before() == u'(';
  if ((at(language_.line_comment) || at(language_.other_line_comment)) &&
      (word_start || !language_.has(Language::kCommentsAtWordStart))) {
    const size_t begin = at_;
    at_ = line_.size();
    add(begin, Token::kComment);
    return 0;
  }
  if (c == u'#' && language_.has(Language::kHashDirectives) && line_.find_first_not_of(u" \t") == at_) {
    directive();
    return 0;
  }
  bool opened = false;
  const State state = openString(at_, &opened);
  if (opened) return state;
  if (isDigit(c) || (c == u'.' && isDigit(peek(1)) && !isWordPart(before()))) {
    number();
  } else if (isWordStart(c)) {
    return word();
  } else if (c == u'$' && language_.has(Language::kDollarVariables)) {
    variable();
  } else if (c == u'@' && language_.has(Language::kDecorators) && isWordStart(peek(1))) {
    const size_t begin = at_++;
    while (isWordPart(peek()) || (peek() == u'.' && isWordStart(peek(1)))) ++at_;
    add(begin, Token::kMeta);
  } else if (c == u':' && language_.has(Language::kSigilWords) && isWordStart(peek(1)) && !isWordPart(before()) &&
             before() != u':') {
    const size_t begin = at_++;
    while (isWordPart(peek())) ++at_;
    add(begin, Token::kNumber);
  } else {
    ++at_;
  }
  return 0;
}

// From inside of a comment `depth` deep; `begin` is where its run begins.
State Lexer::comment(size_t begin, State depth) {
  depth = std::clamp<State>(depth, 1, 200);
  while (at_ < line_.size()) {
    if (at(language_.comment_close)) {
      at_ += language_.comment_close.size();
      if (--depth == 0) break;
    } else if (language_.has(Language::kNestedComments) && at(language_.comment_open) && depth < 200) {
      at_ += language_.comment_open.size();
      ++depth;
    } else {
      ++at_;
    }
  }
  add(begin, Token::kComment);
  return depth == 0 ? 0 : kInComment | depth << 8U;
}

// The content of a string from `content` on, to its end or the line's.
State Lexer::string(const StringRule& rule, size_t begin, size_t content) {
  for (at_ = content; at_ < line_.size();) {
    if (at(rule.close)) {
      at_ += rule.close.size();
      add(begin, Token::kString);
      return 0;
    }
    at_ += rule.escapes && peek() == u'\\' ? 2 : 1;
  }
  at_ = line_.size();
  add(begin, Token::kString);
  const auto number = static_cast<State>(&rule - language_.strings.data());
  return rule.many_lines ? kInString | number << 8U : 0;
}

bool Lexer::opensString(const StringRule& rule) const {
  if (!at(rule.open)) return false;
  if (rule.open != u"'") return true;
  if (language_.has(Language::kTranspose))
    return !(isWordPart(before()) || before() == u')' || before() == u']' || before() == u'\'' || before() == u'.');
  // 'a' is a character, 'a without a second quote a lifetime.
  if (language_.has(Language::kLifetimes))
    return peek(1) == u'\\' || peek(2) == u'\'' || (peek(1) >= 0xD800 && peek(3) == u'\'');
  return true;
}

State Lexer::openString(size_t begin, bool* opened) {
  for (const StringRule& rule : language_.strings) {
    if (!opensString(rule)) continue;
    *opened = true;
    return string(rule, begin, at_ + rule.open.size());
  }
  return 0;
}

void Lexer::number() {
  const size_t begin = at_;
  const bool hex = peek() == u'0' && (peek(1) == u'x' || peek(1) == u'X');
  while (at_ < line_.size()) {
    const char16_t c = peek();
    const bool exponent = (c == u'+' || c == u'-') && !hex && at_ > begin && (before() == u'e' || before() == u'E');
    const bool separator = c == u'\'' && isWordPart(peek(1)) && at_ > begin && language_.has(Language::kHashDirectives);
    if (!(c < 128 && isWordPart(c)) && !(c == u'.' && peek(1) != u'.') && !exponent && !separator) break;
    ++at_;
  }
  add(begin, Token::kNumber);
}

State Lexer::word() {
  const size_t begin = at_;
  while (isWordPart(peek()) || (peek() == u'-' && language_.has(Language::kDashesInWords) && isWordPart(peek(1))) ||
         (peek() == u'\'' && language_.has(Language::kPrimesInWords)))
    ++at_;
  if ((peek() == u'!' || peek() == u'?') && language_.has(Language::kSigilWords) && peek(1) != u'=') ++at_;
  const std::u16string_view text = line_.substr(begin, at_ - begin);
  if (language_.has(Language::kStringPrefixes) && text.size() <= 2 && (peek() == u'"' || peek() == u'\'')) {
    bool opened = false;
    const State state = openString(begin, &opened);
    if (opened) return state;
  }
  std::array<char, 24> ascii{};
  size_t size = 0;
  for (; size < text.size() && size < ascii.size() && text[size] < 128; ++size) {
    const char c = static_cast<char>(text[size]);
    ascii[size] = language_.has(Language::kAnyCase) && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  const std::string_view key(ascii.data(), size == text.size() ? size : 0);
  const bool member = begin > 0 && line_[begin - 1] == u'.' && !language_.has(Language::kDashesInWords);
  size_t next = at_;
  while (next < line_.size() && isBlank(line_[next])) ++next;
  const bool called = next < line_.size() && line_[next] == u'(';
  if (!member && language_.keywords.contains(key))
    add(begin, Token::kKeyword);
  else if (!member && language_.types.contains(key))
    add(begin, Token::kType);
  else if (called && language_.has(Language::kCallsAreFunctions))
    add(begin, Token::kFunction);
  else if (language_.has(Language::kCapitalsAreTypes) && text[0] >= u'A' && text[0] <= u'Z')
    add(begin, Token::kType);
  return 0;
}

// #include <x>, #define X
void Lexer::directive() {
  const size_t begin = at_++;
  while (isBlank(peek())) ++at_;
  const size_t name = at_;
  while (isWordPart(peek())) ++at_;
  const bool include = line_.substr(name, at_ - name) == u"include";
  add(begin, Token::kMeta);
  if (!include) return;
  while (isBlank(peek())) ++at_;
  const size_t close = peek() == u'<' ? line_.find(u'>', at_) : std::u16string_view::npos;
  if (close == std::u16string_view::npos) return;
  const size_t path = at_;
  at_ = close + 1;
  add(path, Token::kString);
}

// $name, ${name}, $1, $(
void Lexer::variable() {
  const size_t begin = at_++;
  if (peek() == u'{') {
    const size_t close = line_.find(u'}', at_);
    at_ = close == std::u16string_view::npos ? at_ + 1 : close + 1;
  } else if (isWordStart(peek())) {
    while (isWordPart(peek())) ++at_;
  } else if (isDigit(peek()) || std::u16string_view(u"@#?*!-$").find(peek()) != std::u16string_view::npos) {
    if (at_ < line_.size()) ++at_;
  }
  add(begin, Token::kType);
}

}  // namespace

bool isWordStart(char16_t c) {
  return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || (c >= 0x80 && c != 0xA0);
}
bool isWordPart(char16_t c) { return isWordStart(c) || isDigit(c); }

void addRun(std::vector<Run>* runs, size_t begin, size_t end, Token token) {
  if (end <= begin) return;
  if (!runs->empty() && runs->back().token == token && runs->back().offset + runs->back().length == begin) {
    runs->back().length += static_cast<uint32_t>(end - begin);
  } else {
    runs->push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end - begin), token});
  }
}

State lexCode(const Language& language, std::u16string_view line, State state, std::vector<Run>* runs) {
  return Lexer(language, line, runs).run(state);
}

State colourLine(const Language& language, std::u16string_view line, State state, std::vector<Run>* runs) {
  line = line.substr(0, kMaxLine);
  switch (language.kind) {
    case Language::kCode:
      return lexCode(language, line, state, runs);
    case Language::kMarkup:
      return lexMarkup(line, state, runs);
    case Language::kCss:
      return lexCss(line, state, runs);
    default:
      return lexLines(language, line, state, runs);
  }
}

State stateAfter(const Language& language, std::u16string_view text, State state) {
  std::vector<Run> runs;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(u'\n', at), text.size());
    runs.clear();
    state = colourLine(language, text.substr(at, end - at), state, &runs);
    at = end + 1;
  }
  return state;
}

}  // namespace deepwell::highlight
