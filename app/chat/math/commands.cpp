// The parser's commands, by what they make.
#include <array>
#include <utility>

#include "app/chat/math/parser.h"
#include "app/chat/math/reader.h"

namespace deepwell::math {
namespace {

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view other : names)
    if (name == other) return true;
  return false;
}

Node wordNode(std::u32string text, Class cls = Class::kOrd) {
  Node node;
  node.kind = Node::kWord;
  node.cls = cls;
  node.text = std::move(text);
  return node;
}

std::u32string wide(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

}  // namespace

// True when the command was understood. A group that does not know the name leaves the error empty.
bool Parser::parseCommand(Row* out, const std::string& name) {
  using Handler = bool (Parser::*)(Row*, const std::string&);
  constexpr std::array<Handler, 11> kHandlers = {
      &Parser::spaces, &Parser::fractions, &Parser::fences, &Parser::bigDelimiter, &Parser::accents, &Parser::stacks,
      &Parser::alphabets, &Parser::texts, &Parser::classes, &Parser::frames, &Parser::modulo};
  if (name == "sqrt") return roots(out);
  if (name == "begin") return environment(out);
  if (name == "not") return negation(out);
  if (name == "substack") return substack(out);
  if (name == "ce") return chemistry(out);
  for (const Handler handler : kHandlers) {
    if ((this->*handler)(out, name)) return true;
    if (!error_.empty()) return false;
  }
  if (const auto symbol = symbolOf(name)) {
    Node node = symbolNode(inAlphabet(symbol->character, alphabet_), symbol->cls);
    if (symbol->big) node.kind = Node::kBigOp;
    node.limits = symbol->limits;
    out->push_back(std::move(node));
    return true;
  }
  if (const auto limits = operatorLimits(name)) {
    std::u32string text = wide(name);
    for (const auto& [joined, apart] : {std::pair{"limsup", U"lim sup"}, {"liminf", U"lim inf"}, {"argmax", U"arg max"}, {"argmin", U"arg min"}})
      if (name == joined) text = apart;
    Node node = wordNode(std::move(text), Class::kOp);
    node.limits = *limits;
    out->push_back(std::move(node));
    return true;
  }
  return ignored(name);
}

bool Parser::fractions(Row* out, const std::string& name) {
  if (!isOneOf(name, {"frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "binom", "dbinom", "tbinom"})) return false;
  Node node;
  node.kind = Node::kFraction;
  node.cls = Class::kInner;
  const bool binomial = name.ends_with("binom");
  node.line = !binomial;
  node.symbol = binomial ? U'(' : U'\0';
  node.second = binomial ? U')' : U'\0';
  node.force_level = isOneOf(name, {"dfrac", "cfrac", "tfrac", "dbinom", "tbinom"});
  node.level = name[0] == 't' ? Level::kText : Level::kDisplay;
  Row ignored_place;
  bool given = false;
  if (name == "cfrac" && !parseOptional(&ignored_place, &given)) return false;
  node.part(1);
  if (!parseArgument(&node.part(0)) || !parseArgument(&node.part(1))) return false;
  out->push_back(std::move(node));
  return true;
}

bool Parser::roots(Row* out) {
  Node node;
  node.kind = Node::kRoot;
  node.part(1);
  bool given = false;
  if (!parseOptional(&node.part(1), &given) || !parseArgument(&node.part(0))) return false;
  out->push_back(std::move(node));
  return true;
}

bool Parser::fences(Row* out, const std::string& name) {
  if (name != "left") return false;
  Node node;
  node.kind = Node::kFence;
  node.cls = Class::kInner;
  if (!parseDelimiter(&node.symbol)) return false;
  for (size_t part = 0;; ++part) {
    if (!parseRow(&node.part(part), kRight)) return false;
    const std::string next = peekCommand();
    if (next != "middle" && next != "right") return fail("a \\right is missing");
    skipCommand(next);
    char32_t delimiter = 0;
    if (!parseDelimiter(&delimiter)) return false;
    if (next == "right") {
      node.second = delimiter;
      out->push_back(std::move(node));
      return true;
    }
    node.text += delimiter;
  }
}

bool Parser::bigDelimiter(Row* out, const std::string& name) {
  std::string size = name;
  Class cls = Class::kOrd;
  if (!name.starts_with("big") && !name.starts_with("Big")) return false;
  if (size.size() > 3 && std::string_view("lrm").find(size.back()) != std::string_view::npos) {
    cls = size.back() == 'l' ? Class::kOpen : size.back() == 'r' ? Class::kClose : Class::kRel;
    size.pop_back();
  }
  Node node;
  node.kind = Node::kDelimiter;
  if (size == "big") node.amount = 1.2;
  else if (size == "Big") node.amount = 1.8;
  else if (size == "bigg") node.amount = 2.4;
  else if (size == "Bigg") node.amount = 3.0;
  else return false;
  if (!parseDelimiter(&node.symbol)) return false;
  if (size == name) cls = classOf(node.symbol) == Class::kOpen || classOf(node.symbol) == Class::kClose ? classOf(node.symbol) : Class::kOrd;
  node.cls = cls;
  out->push_back(std::move(node));
  return true;
}

bool Parser::accents(Row* out, const std::string& name) {
  Node node;
  node.kind = Node::kAccent;
  node.symbol = accentOf(name);
  node.wide = name == "widehat" || name == "widetilde";
  if (name == "overline") node.symbol = U'‾';
  if (name == "overbrace") node.symbol = U'⏞';
  if (name == "overrightarrow") node.symbol = U'→';
  if (name == "overleftarrow") node.symbol = U'←';
  if (name == "overleftrightarrow") node.symbol = U'↔';
  if (node.symbol == 0) {
    node.kind = Node::kBelow;
    if (name == "underline" || name == "underbar") node.symbol = U'‾';
    if (name == "underbrace") node.symbol = U'⏟';
  }
  if (node.symbol == 0) return false;
  if (name.ends_with("brace")) {
    node.limits = Limits::kAlways;
    node.cls = Class::kInner;
  }
  if (!parseArgument(&node.part(0))) return false;
  out->push_back(std::move(node));
  return true;
}

// Things above and below others.
bool Parser::stacks(Row* out, const std::string& name) {
  if (isOneOf(name, {"overset", "stackrel", "underset"})) {
    Row script, base;
    if (!parseArgument(&script) || !parseArgument(&base)) return false;
    Node node;
    node.kind = Node::kScripts;
    node.limits = Limits::kAlways;
    node.cls = name == "stackrel" ? Class::kRel : base.size() == 1 ? base[0].cls : Class::kOrd;
    node.part(2);
    node.part(0).push_back(base.size() == 1 ? std::move(base[0]) : groupNode(std::move(base)));
    node.part(name == "underset" ? 1 : 2) = std::move(script);
    out->push_back(std::move(node));
    return true;
  }
  if (isOneOf(name, {"xrightarrow", "xleftarrow", "xRightarrow", "xleftrightarrow", "xlongequal", "xmapsto"})) {
    Node node;
    node.kind = Node::kArrow;
    node.cls = Class::kRel;
    node.symbol = name == "xleftarrow" ? U'←' : name == "xRightarrow" ? U'⇒' : name == "xleftrightarrow" ? U'↔' : name == "xlongequal" ? U'=' : U'→';
    bool given = false;
    node.part(1);
    if (!parseOptional(&node.part(1), &given) || !parseArgument(&node.part(0))) return false;
    out->push_back(std::move(node));
    return true;
  }
  if (name == "limits" || name == "nolimits") {
    if (!out->empty()) out->back().limits = name == "limits" ? Limits::kAlways : Limits::kNever;
    return true;
  }
  return false;
}

bool Parser::alphabets(Row* out, const std::string& name) {
  const auto alphabet = alphabetOf(name);
  if (!alphabet) return false;
  const Alphabet before = std::exchange(alphabet_, *alphabet);
  if (isOneOf(name, {"rm", "bf", "it", "cal", "frak"})) return true;  // up to the end of the group, which puts it back
  Row row;
  const bool ok = parseArgument(&row);
  alphabet_ = before;
  if (!ok) return false;
  // What \mathbb{R} is to its neighbours, R is.
  if (row.size() == 1) out->push_back(std::move(row[0]));
  else out->push_back(groupNode(std::move(row)));
  return true;
}

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
  if (isOneOf(name, {"textit", "emph"})) alphabet = Alphabet::kItalic;
  else if (name == "textbf") alphabet = Alphabet::kBold;
  else if (name == "textsf") alphabet = Alphabet::kSans;
  else if (name == "texttt") alphabet = Alphabet::kMono;
  else if (!isOneOf(name, {"text", "textrm", "textnormal", "textup", "mbox", "hbox", "tag", "textmd", "intertext", "shortintertext"})) return false;
  if (name != "tag") return textContent(out, alphabet);
  take(U'*');
  out->push_back(spaceNode(2));
  out->push_back(symbolNode(U'(', Class::kOpen));
  if (!textContent(out, alphabet)) return false;
  out->push_back(symbolNode(U')', Class::kClose));
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
      if (next != U'(' && next != U')') word += next == U',' || next == U';' || next == U':' || next == U'\\' ? U' ' : next;
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
      {",", 3.0 / 18}, {"thinspace", 3.0 / 18}, {":", 4.0 / 18}, {">", 4.0 / 18}, {"medspace", 4.0 / 18}, {";", 5.0 / 18},
      {"thickspace", 5.0 / 18}, {"!", -3.0 / 18}, {"negthinspace", -3.0 / 18}, {" ", 1.0 / 3}, {"space", 1.0 / 3}, {"nobreakspace", 1.0 / 3},
      {"enspace", 0.5}, {"enskip", 0.5}, {"quad", 1}, {"qquad", 2},
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
      while (!atEnd() && length.size() < 12 && (peek() == U'-' || peek() == U'.' || (peek() >= U'0' && peek() <= U'9'))) length += static_cast<char>(source_[at_++]);
      for (int i = 0; i < 2 && peek() >= U'a' && peek() <= U'z'; ++i) length += static_cast<char>(source_[at_++]);
    }
    double em = 0;
    if (!parseLength(length, &em)) return fail("no length: " + length);
    out->push_back(spaceNode(em));
    return true;
  }
  return false;
}

bool Parser::classes(Row* out, const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Class>, 7> kNames = {{
      {"mathord", Class::kOrd}, {"mathbin", Class::kBin}, {"mathrel", Class::kRel}, {"mathopen", Class::kOpen},
      {"mathclose", Class::kClose}, {"mathpunct", Class::kPunct}, {"mathinner", Class::kInner},
  }};
  for (const auto& [known, cls] : kNames) {
    if (name != known) continue;
    Row row;
    if (!parseArgument(&row)) return false;
    out->push_back(groupNode(std::move(row), Node::kGroup, cls));
    return true;
  }
  return false;
}

bool Parser::frames(Row* out, const std::string& name) {
  Node node;
  if (isOneOf(name, {"boxed", "fbox", "framebox"})) {
    node.kind = Node::kBox;
  } else if (isOneOf(name, {"cancel", "bcancel", "xcancel", "sout"})) {
    node.kind = Node::kCancel;
    node.symbol = name == "cancel" ? U'/' : name == "bcancel" ? U'\\' : name == "sout" ? U'-' : U'X';
  } else if (isOneOf(name, {"phantom", "hphantom", "vphantom"})) {
    node.kind = Node::kPhantom;
    node.symbol = name[0] == 'p' ? U'\0' : static_cast<char32_t>(name[0]);
  } else if (isOneOf(name, {"mathllap", "mathrlap", "mathclap", "llap", "rlap", "clap"})) {
    node.kind = Node::kOverlap;
    node.symbol = static_cast<char32_t>(name[name.size() - 4]);
  } else if (name == "smash") {
    node.kind = Node::kGroup;
  } else if (isOneOf(name, {"textcolor", "colorbox"})) {
    std::string color;
    Row model;
    bool given = false;
    if (!parseOptional(&model, &given) || !rawArgument(&color)) return false;
    node.kind = Node::kGroup;
  } else {
    return false;
  }
  if (name == "fbox" || name == "colorbox") {
    if (!textContent(&node.part(0), Alphabet::kRoman)) return false;
  } else if (!parseArgument(&node.part(0))) {
    return false;
  }
  out->push_back(std::move(node));
  return true;
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

bool Parser::negation(Row* out) {
  Row row;
  if (!parseArgument(&row)) return false;
  if (row.size() == 1 && row[0].kind == Node::kSymbol) {
    if (const char32_t other = negated(row[0].symbol)) {
      out->push_back(symbolNode(other, row[0].cls));
      return true;
    }
  }
  const Class cls = row.size() == 1 ? row[0].cls : Class::kRel;
  Node node = groupNode(std::move(row), Node::kCancel, cls);
  node.symbol = U'/';
  out->push_back(std::move(node));
  return true;
}

// Commands about the page, not the formula.
bool Parser::ignored(const std::string& name) {
  if (isOneOf(name, {"nonumber", "notag", "noindent", "centering", "displaylimits", "strut", "mathstrut", "hfill", "hfil", "/", "-", "allowbreak",
                     "nobreak", "relax", "large", "Large", "LARGE", "huge", "Huge", "small", "normalsize", "tiny", "protect", "null", "unskip",
                     "smallskip", "medskip", "bigskip", "par", "boldmath", "break", "goodbreak"}))
    return true;
  if (isOneOf(name, {"label", "color", "vspace", "ref"})) {
    take(U'*');
    std::string text;
    return rawArgument(&text);
  }
  return false;
}

}  // namespace deepwell::math
