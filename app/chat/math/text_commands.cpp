// The parser's commands that make text and spaces.
#include <array>
#include <utility>

#include "app/chat/math/parser.h"
#include "app/chat/math/reader.h"

namespace deepwell::math {

bool Parser::texts(Row* out, const std::string& name) {
  if (name == "operatorname" || name == "mathop") {
    const bool star = take(U'*');
    Row row;
    const Alphabet before = std::exchange(alphabet_, name == "mathop" ? alphabet_ : Alphabet::kRoman);
    const bool ok = parseArgument(&row);
    alphabet_ = before;
    if (!ok) return false;
    Node node = groupNode(std::move(row), Node::kGroup, Class::kOp);
    node.limits = star || name == "mathop" ? Limits::kInDisplay : Limits::kNever;
    out->push_back(std::move(node));
    return true;
  }
  Alphabet alphabet = Alphabet::kRoman;
  if (isOneOf(name, {"textit", "emph"}))
    alphabet = Alphabet::kItalic;
  else if (name == "textbf")
    alphabet = Alphabet::kBold;
  else if (name == "textsf")
    alphabet = Alphabet::kSans;
  else if (name == "texttt")
    alphabet = Alphabet::kMono;
  else if (!isOneOf(name, {"text", "textrm", "textnormal", "textup", "mbox", "hbox", "tag", "textmd", "intertext",
                           "shortintertext"}))
    return false;
  if (name != "tag") return textContent(out, alphabet);
  const bool bare = take(U'*');
  tag_.clear();
  tag_.push_back(spaceNode(2));
  if (!bare) tag_.push_back(symbolNode(U'(', Class::kOpen));
  if (!textContent(&tag_, alphabet)) return false;
  if (!bare) tag_.push_back(symbolNode(U')', Class::kClose));
  return true;
}

// {text with spaces, $formulas$ and escaped characters}
bool Parser::textContent(Row* out, Alphabet alphabet) {
  const Deeper deeper(*this);
  if (deeper.tooDeep()) return fail("too deep");
  std::u32string source;
  if (!rawText(&source)) return false;
  Row row;
  std::u32string word;
  const auto flush = [&] {
    if (!word.empty()) row.push_back(wordNode(std::exchange(word, {})));
  };
  for (size_t i = 0; i < source.size(); ++i) {
    const char32_t c = source[i];
    const size_t close = c == U'$' ? source.find(U'$', i + 1) : std::u32string::npos;
    if (close != std::u32string::npos) {
      flush();
      Parser inner(source.substr(i + 1, close - i - 1));
      inner.depth_ = depth_;
      inner.nodes_ = nodes_;
      Row formula;
      if (!inner.parseRow(&formula, kEnd) || !inner.atEnd()) return fail(inner.error_);
      nodes_ = inner.nodes_;
      row.push_back(groupNode(std::move(formula)));
      i = close;
    } else if (c == U'\\' && i + 1 < source.size() && !(source[i + 1] >= U'a' && source[i + 1] <= U'z')) {
      const char32_t next = source[++i];
      if (next != U'(' && next != U')')
        word += next == U',' || next == U';' || next == U':' || next == U'\\' ? U' ' : next;
    } else if (c == U'\\') {
      flush();
      Parser inner(source.substr(i));
      const std::string command = inner.peekCommand();
      inner.skipCommand(command);
      inner.depth_ = depth_;
      inner.nodes_ = nodes_;
      if (!inner.parseCommand(&row, command)) return fail("unknown command \\" + command);
      nodes_ = inner.nodes_;
      i += inner.at_ - 1;
      if (i + 1 < source.size() && source[i + 1] == U' ') ++i;
    } else if (c != U'{' && c != U'}') {
      word += c == U'~' || c == U'\n' ? U' ' : inAlphabet(c, alphabet);
    }
    if (++nodes_ > kMaxNodes) return fail("too long");
  }
  flush();
  out->push_back(groupNode(std::move(row)));
  return true;
}

bool Parser::spaces(Row* out, const std::string& name) {
  constexpr std::array<std::pair<std::string_view, double>, 16> kSpaces = {{
      {",", 3.0 / 18},
      {"thinspace", 3.0 / 18},
      {":", 4.0 / 18},
      {">", 4.0 / 18},
      {"medspace", 4.0 / 18},
      {";", 5.0 / 18},
      {"thickspace", 5.0 / 18},
      {"!", -3.0 / 18},
      {"negthinspace", -3.0 / 18},
      {" ", 1.0 / 3},
      {"space", 1.0 / 3},
      {"nobreakspace", 1.0 / 3},
      {"enspace", 0.5},
      {"enskip", 0.5},
      {"quad", 1},
      {"qquad", 2},
  }};
  for (const auto& [known, em] : kSpaces) {
    if (name == known) {
      out->push_back(spaceNode(em));
      return true;
    }
  }
  if (name == "\n" || name == "\t" || name == "\r") {
    out->push_back(spaceNode(1.0 / 3));
    return true;
  }
  if (isOneOf(name, {"hspace", "mspace", "kern", "mkern", "hskip", "mskip"})) {
    take(U'*');
    skipSpaces();
    std::string length;
    if (peek() == U'{') {
      if (!rawArgument(&length)) return false;
    } else {
      while (!atEnd() && length.size() < 12 && (peek() == U'-' || peek() == U'.' || (peek() >= U'0' && peek() <= U'9')))
        length += static_cast<char>(source_[at_++]);
      for (int i = 0; i < 2 && peek() >= U'a' && peek() <= U'z'; ++i) length += static_cast<char>(source_[at_++]);
    }
    double em = 0;
    if (!parseLength(length, &em)) return fail("no length: " + length);
    out->push_back(spaceNode(em));
    return true;
  }
  return false;
}

bool Parser::modulo(Row* out, const std::string& name) {
  if (name == "bmod") {
    out->push_back(wordNode(U"mod", Class::kBin));
    return true;
  }
  if (!isOneOf(name, {"pmod", "mod", "pod"})) return false;
  Row row;
  if (!parseArgument(&row)) return false;
  out->push_back(spaceNode(name == "mod" ? 0.6 : 0.45));
  if (name != "mod") out->push_back(symbolNode(U'(', Class::kOpen));
  if (name != "pod") {
    out->push_back(wordNode(U"mod"));
    out->push_back(spaceNode(0.333));
  }
  out->push_back(groupNode(std::move(row)));
  if (name != "mod") out->push_back(symbolNode(U')', Class::kClose));
  return true;
}

}  // namespace deepwell::math
