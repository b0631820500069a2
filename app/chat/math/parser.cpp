#include "app/chat/math/parser.h"

#include <algorithm>
#include <utility>

#include "app/chat/math/reader.h"
#include "engine/base/utf8.h"

namespace deepwell::math {

bool Deeper::tooDeep() const { return parser_.depth_ > kMaxDepth; }

namespace {

bool isLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool isSpace(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u00A0' || c == U'\u200B';
}

}  // namespace

bool Parser::fail(const std::string& why) {
  if (error_.empty()) error_ = why;
  return false;
}

bool Parser::take(char32_t c) {
  if (peek() != c) return false;
  ++at_;
  return true;
}

void Parser::skipSpaces() {
  while (!atEnd() && isSpace(peek())) ++at_;
}

std::string Parser::peekCommand() const {
  if (peek() != U'\\' || at_ + 1 >= source_.size()) return {};
  std::string name;
  for (size_t i = at_ + 1; i < source_.size() && isLetter(source_[i]) && name.size() < 40; ++i)
    name += static_cast<char>(source_[i]);
  if (name.empty() && source_[at_ + 1] < 0x80) name = static_cast<char>(source_[at_ + 1]);
  return name;
}

bool Parser::parseAll(Row* out) {
  if (!topLevel(out)) return false;
  return atEnd() || fail("something is left over at the end");
}

bool Parser::parseRow(Row* out, Stop stop) {
  const Deeper deeper(*this);
  if (deeper.tooDeep()) return fail("too deep");
  const Alphabet alphabet = alphabet_;
  for (skipSpaces(); !atEnd(); skipSpaces()) {
    const char32_t c = peek();
    if (c == U'}') {
      if (stop != kBrace) return fail("a } too many");
      break;
    }
    if (c == U']' && stop == kBracket) break;
    const std::string name = peekCommand();
    if (stop == kCell && (c == U'&' || name == "\\" || name == "cr" || name == "end" || name == "newline")) break;
    if (stop == kRight && (name == "right" || name == "middle")) break;
    if (name == "over" || name == "choose" || name == "atop" || name == "brack" || name == "brace") {
      if (!parseInfix(out, name, stop)) return false;
      break;
    }
    if (name == "displaystyle" || name == "textstyle" || name == "scriptstyle" || name == "scriptscriptstyle") {
      skipCommand(name);
      Row rest;
      if (!parseRow(&rest, stop)) return false;
      Node styled = groupNode(std::move(rest), Node::kStyled);
      styled.level = name[0] == 'd'          ? Level::kDisplay
                     : name[0] == 't'        ? Level::kText
                     : name == "scriptstyle" ? Level::kScript
                                             : Level::kScriptScript;
      out->push_back(std::move(styled));
      break;
    }
    if (!parseAtom(out)) return false;
  }
  alphabet_ = alphabet;
  return true;
}

// One atom, command, group or script; a script is joined to the atom before it.
bool Parser::parseAtom(Row* out) {
  if (++nodes_ > kMaxNodes) return fail("too long");
  const char32_t c = peek();
  if (c == U'^' || c == U'_' || c == U'\'' || c == U'’') return parseScripts(out);
  if (c == U'\\') {
    const std::string name = peekCommand();
    if (name.empty()) return fail("a backslash at the end");
    skipCommand(name);
    return parseCommand(out, name) || fail("unknown command \\" + name);
  }
  if (c == U'{') {
    ++at_;
    Row row;
    if (!parseRow(&row, kBrace)) return false;
    if (!take(U'}')) return fail("a } is missing");
    out->push_back(groupNode(std::move(row)));
    return true;
  }
  if (c == U'&') return fail("an & outside of a table");
  ++at_;
  if (c == U'$') return true;  // some write dollars inside of other delimiters
  if (c == U'~')
    out->push_back(spaceNode(0.333));
  else
    addCharacter(out, c);
  return true;
}

void Parser::addCharacter(Row* out, char32_t c) {
  const Class cls = classOf(c);
  switch (c) {
    case U'-':
      c = U'−';
      break;
    case U'*':
      c = U'∗';
      break;
    case U'·':
      c = U'⋅';
      break;
    default:
      c = inAlphabet(c, alphabet_);
  }
  out->push_back(symbolNode(c, cls));
}

// A braced group or a single atom.
bool Parser::parseArgument(Row* out) {
  const Deeper deeper(*this);
  if (deeper.tooDeep()) return fail("too deep");
  skipSpaces();
  if (atEnd() || peek() == U'}' || peek() == U'&' || peek() == U'^' || peek() == U'_')
    return fail("an argument is missing");
  if (take(U'{')) {
    if (!parseRow(out, kBrace)) return false;
    return take(U'}') || fail("a } is missing");
  }
  return parseAtom(out);
}

bool Parser::parseOptional(Row* out, bool* given) {
  skipSpaces();
  *given = take(U'[');
  if (!*given) return true;
  if (!parseRow(out, kBracket)) return false;
  return take(U']') || fail("a ] is missing");
}

// {text} as it stands, braces balanced; ASCII only.
bool Parser::rawArgument(std::string* out) {
  std::u32string text;
  if (!rawText(&text)) return false;
  for (const char32_t c : text) *out += c < 0x80 ? static_cast<char>(c) : '?';
  return true;
}

bool Parser::rawText(std::u32string* out) {
  skipSpaces();
  if (!take(U'{')) return fail("a { is missing");
  int depth = 1;
  for (; !atEnd(); ++at_) {
    const char32_t c = peek();
    if (c == U'\\' && at_ + 1 < source_.size()) {
      *out += c;
      ++at_;
    } else if (c == U'{') {
      ++depth;
    } else if (c == U'}' && --depth == 0) {
      ++at_;
      return true;
    }
    *out += peek();
  }
  return fail("a } is missing");
}

bool Parser::parseDelimiter(char32_t* out) {
  skipSpaces();
  const std::string name = peekCommand();
  if (!name.empty()) {
    skipCommand(name);
    *out = delimiterOf(name);
    return *out != 0 || fail("no delimiter: \\" + name);
  }
  const char32_t c = peek();
  if (atEnd() || std::u32string_view(U"()[]|./<>⟨⟩⌊⌋⌈⌉‖↑↓").find(c) == std::u32string_view::npos)
    return fail("a delimiter is missing");
  ++at_;
  *out = c == U'<' ? U'⟨' : c == U'>' ? U'⟩' : c == U'.' ? U'\0' : c;
  return true;
}

// "4pt", "-1em", "3 mu"
bool Parser::parseLength(std::string_view text, double* em) const {
  std::string number, unit;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || c == '.' || c == '-')
      number += c;
    else if (c >= 'a' && c <= 'z')
      unit += c;
  }
  if (number.empty() || number.size() > 8) return false;
  *em = std::clamp(std::strtod(number.c_str(), nullptr), -1000.0, 1000.0);
  if (unit.starts_with("mu"))
    *em /= 18;
  else if (unit.starts_with("ex"))
    *em *= 0.45;
  else if (unit.starts_with("pt") || unit.starts_with("px") || unit.starts_with("bp"))
    *em /= 10;
  else if (unit.starts_with("mm"))
    *em *= 0.2845;
  else if (unit.starts_with("cm"))
    *em *= 2.845;
  else if (unit.starts_with("in"))
    *em *= 7.2;
  *em = std::clamp(*em, -2.0, 20.0);
  return true;
}

bool Parser::takePrimes(Row* out) {
  bool any = false;
  while (peek() == U'\'' || peek() == U'’') {
    ++at_;
    out->push_back(symbolNode(U'′'));
    any = true;
  }
  return any;
}

bool Parser::parseScripts(Row* out) {
  Row primes;
  if (takePrimes(&primes)) {
    skipSpaces();
    if (peek() == U'^') {
      ++at_;
      if (!parseArgument(&primes)) return false;
    }
    return addScript(out, U'^', std::move(primes));
  }
  const char32_t which = peek();
  ++at_;
  Row script;
  return parseArgument(&script) && addScript(out, which, std::move(script));
}

bool Parser::addScript(Row* out, char32_t which, Row script) {
  const size_t slot = which == U'_' ? 1 : 2;
  // A space before a script, as in "x\, ^2", is not what the script stands at.
  if (out->empty() || out->back().kind == Node::kSpace) out->push_back(groupNode({}));
  if (out->back().kind != Node::kScripts || (out->back().parts.size() > slot && !out->back().parts[slot].empty())) {
    Node base = std::move(out->back());
    out->pop_back();
    Node scripts;
    scripts.kind = Node::kScripts;
    scripts.cls = base.cls;
    scripts.limits = base.limits;
    scripts.part(0).push_back(std::move(base));
    scripts.part(2);
    out->push_back(std::move(scripts));
  }
  out->back().part(slot) = std::move(script);
  return true;
}

// a \over b: all of the row before it and all after it.
bool Parser::parseInfix(Row* out, const std::string& name, Stop stop) {
  skipCommand(name);
  Node fraction;
  fraction.kind = Node::kFraction;
  fraction.cls = Class::kInner;
  fraction.line = name == "over";
  if (name == "choose") {
    fraction.symbol = U'(';
    fraction.second = U')';
  } else if (name == "brack") {
    fraction.symbol = U'[';
    fraction.second = U']';
  } else if (name == "brace") {
    fraction.symbol = U'{';
    fraction.second = U'}';
  }
  fraction.part(1);
  fraction.part(0) = std::move(*out);
  if (!parseRow(&fraction.part(1), stop)) return false;
  out->clear();
  out->push_back(std::move(fraction));
  return true;
}

Parsed parseTex(std::string_view tex) {
  Parsed parsed;
  if (tex.size() > kMaxSource) {
    parsed.error = "too long";
    return parsed;
  }
  Parser parser(utf8::decodeAll(tex));
  parsed.ok = parser.parseAll(&parsed.row);
  if (!parsed.ok) parsed.row.clear();
  parsed.error = parser.error();
  return parsed;
}

}  // namespace deepwell::math
