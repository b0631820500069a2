// The parser's commands, by what they make.
#include <array>
#include <utility>

#include "app/chat/math/parser.h"
#include "app/chat/math/reader.h"

namespace deepwell::math {
namespace {

std::u32string wide(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

}  // namespace

// True when the command was understood. A group that does not know the name leaves the error empty.
bool Parser::parseCommand(Row* out, const std::string& name) {
  using Handler = bool (Parser::*)(Row*, const std::string&);
  constexpr std::array<Handler, 12> kHandlers = {&Parser::spaces,       &Parser::fractions, &Parser::fences,
                                                 &Parser::bigDelimiter, &Parser::accents,   &Parser::stacks,
                                                 &Parser::alphabets,    &Parser::texts,     &Parser::classes,
                                                 &Parser::frames,       &Parser::modulo,    &Parser::dots};
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
    for (const auto& [joined, apart] :
         {std::pair{"limsup", U"lim sup"}, {"liminf", U"lim inf"}, {"argmax", U"arg max"}, {"argmin", U"arg min"}})
      if (name == joined) text = apart;
    Node node = wordNode(std::move(text), Class::kOp);
    node.limits = *limits;
    out->push_back(std::move(node));
    return true;
  }
  return ignored(name);
}

// \dots between signs are raised: 1 + \dots + n.
bool Parser::dots(Row* out, const std::string& name) {
  if (name != "dots") return false;
  skipSpaces();
  Class next = classOf(peek());
  if (const auto symbol = symbolOf(peekCommand())) next = symbol->cls;
  const bool raised = !atEnd() && (next == Class::kBin || next == Class::kRel);
  out->push_back(symbolNode(raised ? U'⋯' : U'…', Class::kInner));
  return true;
}

bool Parser::fractions(Row* out, const std::string& name) {
  if (!isOneOf(name, {"frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "binom", "dbinom", "tbinom"}))
    return false;
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
  if (size == "big")
    node.amount = 1.2;
  else if (size == "Big")
    node.amount = 1.8;
  else if (size == "bigg")
    node.amount = 2.4;
  else if (size == "Bigg")
    node.amount = 3.0;
  else
    return false;
  if (!parseDelimiter(&node.symbol)) return false;
  if (size == name)
    cls = classOf(node.symbol) == Class::kOpen || classOf(node.symbol) == Class::kClose ? classOf(node.symbol)
                                                                                        : Class::kOrd;
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
    node.symbol = name == "xleftarrow"        ? U'←'
                  : name == "xRightarrow"     ? U'⇒'
                  : name == "xleftrightarrow" ? U'↔'
                  : name == "xlongequal"      ? U'='
                                              : U'→';
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
  if (row.size() == 1)
    out->push_back(std::move(row[0]));
  else
    out->push_back(groupNode(std::move(row)));
  return true;
}

bool Parser::classes(Row* out, const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Class>, 7> kNames = {{
      {"mathord", Class::kOrd},
      {"mathbin", Class::kBin},
      {"mathrel", Class::kRel},
      {"mathopen", Class::kOpen},
      {"mathclose", Class::kClose},
      {"mathpunct", Class::kPunct},
      {"mathinner", Class::kInner},
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
  if (isOneOf(name, {"nonumber", "notag",    "noindent", "centering", "displaylimits", "strut",   "mathstrut",
                     "hfill",    "hfil",     "/",        "-",         "allowbreak",    "nobreak", "relax",
                     "large",    "Large",    "LARGE",    "huge",      "Huge",          "small",   "normalsize",
                     "tiny",     "protect",  "null",     "unskip",    "smallskip",     "medskip", "bigskip",
                     "par",      "boldmath", "break",    "goodbreak"}))
    return true;
  if (isOneOf(name, {"label", "color", "vspace", "ref"})) {
    take(U'*');
    std::string text;
    return rawArgument(&text);
  }
  return false;
}

}  // namespace deepwell::math
