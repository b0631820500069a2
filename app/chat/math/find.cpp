#include "app/chat/math/find.h"

#include <algorithm>
#include <array>

namespace deepwell::math {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr size_t kMaxInline = 4000;  // bytes

constexpr std::array<std::string_view, 24> kMathEnvironments = {
    "equation", "align",  "gather",  "multline", "eqnarray", "alignat", "flalign",   "displaymath",
    "math",     "matrix", "pmatrix", "bmatrix",  "Bmatrix",  "vmatrix", "Vmatrix",   "smallmatrix",
    "cases",    "rcases", "array",   "aligned",  "gathered", "split",   "alignedat", "dcases"};

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view trimLeft(std::string_view text) {
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view trim(std::string_view text) {
  text = trimLeft(text);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  return text;
}

// Size of "-", "12." and the like with the space after it; 0 if the text does not begin a list item.
size_t listMarker(std::string_view text) {
  size_t size = 0;
  if (!text.empty() && std::string_view("-*+").find(text[0]) != kNone) {
    size = 1;
  } else {
    while (size < text.size() && size < 9 && isDigit(text[size])) ++size;
    if (size == 0 || size >= text.size() || (text[size] != '.' && text[size] != ')')) return 0;
    ++size;
  }
  return size < text.size() && isSpace(text[size]) ? size + 1 : 0;
}

// "a 5 and b 10": money or shell, not mathematics.
bool looksLikeProse(std::string_view content) {
  if (!isDigit(content[0])) return false;
  if (content.find_first_of("\\^_={") != kNone) return false;
  for (size_t i = 0, run = 0; i < content.size(); ++i) {
    run = isLetter(content[i]) ? run + 1 : 0;
    if (run >= 2 && content.find(' ') != kNone) return true;
  }
  return false;
}

class Finder {
 public:
  explicit Finder(std::string_view source) : source_(source) {}

  std::vector<Found> run() {
    for (size_t at = 0; at < source_.size();) {
      const size_t newline = source_.find('\n', at);
      const size_t next = newline == kNone ? source_.size() : newline + 1;
      takeLine(at, next);
      at = next;
    }
    endPart(source_.size(), true);
    return std::move(found_);
  }

 private:
  void takeLine(size_t begin, size_t end);
  void endPart(size_t end, bool at_tail);
  void scan();
  size_t code(size_t at) const;
  size_t backslash(size_t at);
  size_t dollar(size_t at);
  size_t doubleDollar(size_t at);
  size_t environment(size_t at);
  size_t boxed(size_t at);
  enum Reach { kLine, kParagraph, kAnywhere };
  size_t close(size_t from, std::string_view closer, Reach reach) const;
  size_t unclosed(size_t at, bool display);
  bool opensLine(size_t at) const;
  bool startsSomethingElse(size_t line) const;
  size_t add(size_t begin, size_t end, Found::Kind kind, std::string_view tex);

  std::string_view source_;
  std::vector<Found> found_;
  // The lines without a blank one between them that are looked at: source_[begin_, end_).
  size_t begin_ = 0;
  size_t end_ = 0;
  bool open_ = false;     // there is such a part
  bool at_tail_ = false;  // it ends where the text ends so far
  int misses_ = 0;        // openers without their closer in this part
  char fence_ = 0;        // inside a fence of this character
  size_t fence_size_ = 0;
  bool fence_in_item_ = false;
};

void Finder::takeLine(size_t begin, size_t end) {
  const std::string_view raw = source_.substr(begin, end - begin);
  std::string_view text = trim(raw);
  while (!text.empty() && text[0] == '>') text = trim(text.substr(1));
  const bool indented = !raw.empty() && isSpace(raw[0]) && !text.empty();
  if (fence_ != 0 && !(fence_in_item_ && !indented && !text.empty())) {
    if (text.size() >= fence_size_ && text.find_first_not_of(fence_) == kNone) fence_ = 0;
    return;
  }
  fence_ = 0;
  if (text.empty()) return endPart(begin, false);
  const size_t marker = listMarker(text);
  const std::string_view rest = trim(text.substr(marker));
  const char c = rest.empty() ? '\0' : rest[0];
  if (c == '`' || c == '~') {
    const size_t size = std::min(rest.find_first_not_of(c), rest.size());
    if (size >= 3 && (c == '~' || rest.find('`', size) == kNone)) {
      endPart(begin, false);
      fence_ = c;
      fence_size_ = size;
      fence_in_item_ = marker > 0 || indented;
      return;
    }
  }
  if (!open_) begin_ = begin;
  open_ = true;
}

void Finder::endPart(size_t end, bool at_tail) {
  if (open_) {
    end_ = end;
    at_tail_ = at_tail;
    misses_ = 0;
    scan();
  }
  open_ = false;
}

void Finder::scan() {
  for (size_t at = begin_; at < end_;) {
    switch (source_[at]) {
      case '`':
        at = code(at);
        break;
      case '\\':
        at = backslash(at);
        break;
      case '$':
        at = dollar(at);
        break;
      default:
        at = std::min(source_.find_first_of("`\\$", at), end_);
        break;
    }
  }
}

// The end of the code span, or of the run of backticks if there is none.
size_t Finder::code(size_t at) const {
  size_t run = at;
  while (run < end_ && source_[run] == '`') ++run;
  const size_t size = run - at;
  constexpr size_t kMaxLook =
      20000;  // a longer code span is not expected, and each of many runs would look for its end
  for (size_t i = run; i < std::min(end_, run + kMaxLook);) {
    i = source_.find('`', i);
    if (i >= end_) break;
    const size_t begin = i;
    while (i < end_ && source_[i] == '`') ++i;
    if (i - begin == size) return i;
  }
  return run;
}

// Whether only quote marks, list markers and spaces stand before it in its line.
bool Finder::opensLine(size_t at) const {
  const size_t newline = at == 0 ? kNone : source_.rfind('\n', at - 1);
  std::string_view before = source_.substr(newline == kNone ? 0 : newline + 1);
  before = before.substr(0, at - (newline == kNone ? 0 : newline + 1));
  if (before.size() > 64) return false;
  for (bool more = true; more;) {
    before = trimLeft(before);
    more = !before.empty() && before[0] == '>';
    const size_t marker = listMarker(before);
    if (more) before.remove_prefix(1);
    if (marker > 0) {
      before.remove_prefix(marker);
      more = true;
    }
  }
  return before.empty();
}

bool Finder::startsSomethingElse(size_t line) const {
  const std::string_view text = trimLeft(source_.substr(line, std::min<size_t>(end_ - line, 80)));
  return text.empty() || text[0] == '|' || text[0] == '#' || text[0] == '>' || listMarker(text) > 0;
}

// Where `closer` begins at or after `from`; a backslash hides what follows it, unless they are the closer.
size_t Finder::close(size_t from, std::string_view closer, Reach reach) const {
  for (size_t at = from; at < end_; ++at) {
    if (source_.substr(at, closer.size()) == closer && at + closer.size() <= end_) return at;
    if (source_[at] == '\\')
      ++at;
    else if (source_[at] == '\n' && reach != kAnywhere && (reach == kLine || startsSomethingElse(at + 1)))
      return kNone;
  }
  return kNone;
}

// Quote marks of the lines after the first are not part of the formula.
size_t Finder::add(size_t begin, size_t end, Found::Kind kind, std::string_view tex) {
  Found found{begin, end, kind, {}};
  const size_t newline = begin == 0 ? kNone : source_.rfind('\n', begin - 1);
  const bool quoted = trimLeft(source_.substr(newline == kNone ? 0 : newline + 1)).starts_with('>');
  bool first = true;
  for (size_t at = 0; at <= tex.size();) {
    const size_t line_end = std::min(tex.find('\n', at), tex.size());
    std::string_view line = tex.substr(at, line_end - at);
    while (!first && quoted && trimLeft(line).starts_with('>')) line = trimLeft(line).substr(1);
    if (!first) found.tex += '\n';
    found.tex += line;
    first = false;
    at = line_end + 1;
  }
  if (kind == Found::kInline || kind == Found::kDisplay) found.tex = trim(found.tex);
  found_.push_back(std::move(found));
  return end;
}

// An opener at `at` without a closer in the text so far.
size_t Finder::unclosed(size_t at, bool display) {
  ++misses_;
  if (!at_tail_) return std::min(at + 2, end_);
  if (display && opensLine(at)) return add(at, end_, Found::kOpen, source_.substr(at, end_ - at));
  const size_t newline = std::min(source_.find('\n', at), end_);
  return add(at, newline, Found::kLiteral, source_.substr(at, newline - at));
}

size_t Finder::backslash(size_t at) {
  if (at + 1 >= end_) return end_;
  constexpr int kMaxMisses = 16;  // each costs a look through the whole part
  const char next = source_[at + 1];
  if (misses_ >= kMaxMisses) return at + 2;
  if (next == '(') {
    const size_t end = close(at + 2, "\\)", kParagraph);
    if (end == kNone) return unclosed(at, false);
    const std::string_view tex = source_.substr(at + 2, end - at - 2);
    return trim(tex).empty() || tex.size() > kMaxInline ? end + 2 : add(at, end + 2, Found::kInline, tex);
  }
  if (next == '[') {
    const size_t end = close(at + 2, "\\]", kAnywhere);
    if (end == kNone) return unclosed(at, true);
    const std::string_view tex = source_.substr(at + 2, end - at - 2);
    if (end + 2 < end_ && source_[end + 2] == '(') return end + 2;  // \[not a link\](...)
    return trim(tex).empty() ? end + 2 : add(at, end + 2, Found::kDisplay, tex);
  }
  if (source_.substr(at, 7) == "\\begin{") return environment(at);
  if (source_.substr(at, 7) == "\\boxed{") return boxed(at);
  return at + 2;
}

size_t Finder::environment(size_t at) {
  const size_t name_end = source_.find('}', at);
  if (name_end == kNone || name_end >= std::min(end_, at + 24)) {
    return at_tail_ && name_end == kNone && end_ - at < 24 ? unclosed(at, true) : at + 2;
  }
  const std::string_view name = source_.substr(at + 7, name_end - at - 7);
  const std::string_view bare = name.ends_with('*') ? name.substr(0, name.size() - 1) : name;
  if (std::find(kMathEnvironments.begin(), kMathEnvironments.end(), bare) == kMathEnvironments.end()) return at + 2;
  const std::string begin = "\\begin{" + std::string(name) + "}";
  const std::string end = "\\end{" + std::string(name) + "}";
  int depth = 1;
  for (size_t i = name_end + 1; i < end_;) {
    i = source_.find('\\', i);
    if (i == kNone || i >= end_) break;
    if (source_.substr(i, begin.size()) == begin) {
      ++depth;
    } else if (source_.substr(i, end.size()) == end && i + end.size() <= end_ && --depth == 0) {
      i += end.size();
      return add(at, i, Found::kDisplay, source_.substr(at, i - at));
    }
    i += 2;
  }
  return unclosed(at, true);
}

size_t Finder::boxed(size_t at) {
  int depth = 0;
  for (size_t i = at + 6; i < std::min(end_, at + kMaxInline) && source_[i] != '\n'; ++i) {
    if (source_[i] == '\\')
      ++i;
    else if (source_[i] == '{')
      ++depth;
    else if (source_[i] == '}' && --depth == 0)
      return add(at, i + 1, Found::kInline, source_.substr(at, i + 1 - at));
  }
  return at + 2;
}

size_t Finder::doubleDollar(size_t at) {
  const bool line_start = opensLine(at);
  const size_t end = misses_ < 16 ? close(at + 2, "$$", line_start ? kAnywhere : kLine) : kNone;
  if (end == kNone) return line_start && misses_ < 16 ? unclosed(at, true) : at + 2;
  const std::string_view tex = source_.substr(at + 2, end - at - 2);
  return trim(tex).empty() ? end + 2 : add(at, end + 2, Found::kDisplay, tex);
}

size_t Finder::dollar(size_t at) {
  size_t run = at;
  while (run < end_ && source_[run] == '$') ++run;
  if (run - at == 2) return doubleDollar(at);
  if (run - at > 2) return run;
  if (run >= end_ || isSpace(source_[run])) return run;
  if (at > begin_ && (isLetter(source_[at - 1]) || isDigit(source_[at - 1]))) return run;
  size_t end = run;
  while (end < end_ && source_[end] != '$' && source_[end] != '\n') end += source_[end] == '\\' ? 2 : 1;
  if (end >= end_ || source_[end] != '$' || isSpace(source_[end - 1])) return run;
  if (end + 1 < end_ && (isDigit(source_[end + 1]) || isLetter(source_[end + 1]) || source_[end + 1] == '$'))
    return run;
  const std::string_view tex = source_.substr(run, end - run);
  if (tex.size() > kMaxInline || looksLikeProse(tex)) return run;
  return add(at, end + 1, Found::kInline, tex);
}

}  // namespace

std::vector<Found> findMath(std::string_view markdown) { return Finder(markdown).run(); }

}  // namespace deepwell::math
