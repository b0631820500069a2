// str methods that change case or layout, test characters or replace.
#include "engine/text/jinja/text_methods.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/format.h"
#include "engine/text/jinja/text_find.h"
#include "engine/text/jinja/text_search.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

using Method = Value (*)(Runtime&, const Value&, const Args&);

Value remade(Runtime& rt, const Value& self, std::string text) {
  return rt.text(std::move(text), self.textData().markup);
}

template <std::string (*kConvert)(std::string_view)>
Value convert(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("str method", args, {});
  rt.budget.spend(self.str().size() / 4);
  return remade(rt, self, kConvert(self.str()));
}

// True if the text is not empty and every character passes.
template <bool (*kTest)(char32_t), bool kEmpty = false>
Value all(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("str method", args, {});
  rt.budget.spend(self.str().size() / 8);
  const std::u32string points = decodeUtf8(self.str());
  return Value::boolean(points.empty() ? kEmpty : std::all_of(points.begin(), points.end(), kTest));
}

bool isAsciiPoint(char32_t c) { return c < 0x80; }

template <bool kUpper>
Value isCase(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("str method", args, {});
  rt.budget.spend(self.str().size() / 8);
  bool cased = false;
  for (const char32_t c : decodeUtf8(self.str())) {
    if (isTitle(c) || (kUpper ? isLower(c) : isUpper(c))) return Value::boolean(false);
    cased = cased || isLower(c) || isUpper(c);
  }
  return Value::boolean(cased);
}

Value isTitleCase(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("istitle", args, {});
  rt.budget.spend(self.str().size() / 8);
  bool in_word = false;
  bool cased = false;
  for (const char32_t c : decodeUtf8(self.str())) {
    const bool starts = isUpper(c) || isTitle(c);
    if ((starts && in_word) || (isLower(c) && !in_word)) return Value::boolean(false);
    in_word = starts || isLower(c);
    cased = cased || in_word;
  }
  return Value::boolean(cased);
}

Value isIdentifier(Runtime&, const Value& self, const Args& args) {
  const Bound bound("isidentifier", args, {});
  const std::u32string points = decodeUtf8(self.str());
  return Value::boolean(!points.empty() && isIdentifierStart(points[0]) &&
                        std::all_of(points.begin(), points.end(), isIdentifierPart));
}

template <bool kLeft, bool kRight>
Value strip(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("strip", args, {"chars"});
  std::string_view text = self.str();
  if (!bound.givenNotNone(0)) {
    if (kLeft) text = stripLeft(text);
    if (kRight) text = stripRight(text);
    return remade(rt, self, std::string(text));
  }
  const std::u32string given = decodeUtf8(bound.string(0));
  const std::set<char32_t> chars(given.begin(), given.end());
  const std::u32string points = decodeUtf8(text);
  rt.budget.spend(points.size() / 8 + given.size() / 8);
  size_t begin = 0;
  size_t end = points.size();
  while (kLeft && begin < end && chars.contains(points[begin])) ++begin;
  while (kRight && end > begin && chars.contains(points[end - 1])) --end;
  return remade(rt, self, encodeUtf8(points.substr(begin, end - begin)));
}

Value replace(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("replace", args, {"old", "new", "count"}, 2);
  const std::string& text = self.str();
  const std::string& from = bound.string(0);
  const std::string& to = bound.string(1);
  int64_t left = bound.integer(2, -1);
  std::string out;
  size_t at = 0;
  rt.budget.spend(text.size() / 16);
  while (left != 0) {
    size_t found = findText(text, from, at);
    if (found == std::string::npos) break;
    if (from.empty()) {  // before each character and at the end
      out += to;
      if (at >= text.size()) return remade(rt, self, std::move(out));
      found = at;
      do {
        out += text[at++];
      } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    } else {
      out.append(text, at, found - at);
      out += to;
      at = found + from.size();
    }
    rt.checkSize(out.size());
    rt.budget.spend(1);
    --left;
  }
  out.append(text, at);
  rt.checkSize(out.size());
  return remade(rt, self, std::move(out));
}

// ljust, rjust, center, zfill.
Value pad(Runtime& rt, const Value& self, const Args& args, char where) {
  const Bound bound("justify", args, {"width", "fillchar"}, 1);
  const int64_t width = bound.integer(0, 0);
  const std::string fill = bound.given(1) ? bound.string(1) : " ";
  if (countCodePoints(fill) != 1) raise("The fill character must be exactly one character long");
  const auto length = static_cast<int64_t>(countCodePoints(self.str()));
  if (width <= length) return self;
  rt.checkSize(static_cast<size_t>(width) * fill.size());
  const int64_t missing = width - length;
  const int64_t before = where == '<' ? 0 : (where == '>' ? missing : missing / 2 + (missing & width & 1));
  std::string out;
  for (int64_t i = 0; i < before; ++i) out += fill;
  out += self.str();
  for (int64_t i = before; i < missing; ++i) out += fill;
  return remade(rt, self, std::move(out));
}

Value leftJust(Runtime& rt, const Value& self, const Args& args) { return pad(rt, self, args, '<'); }
Value rightJust(Runtime& rt, const Value& self, const Args& args) { return pad(rt, self, args, '>'); }
Value center(Runtime& rt, const Value& self, const Args& args) { return pad(rt, self, args, '^'); }

Value zeroFill(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("zfill", args, {"width"}, 1);
  const int64_t width = bound.integer(0, 0);
  const auto length = static_cast<int64_t>(countCodePoints(self.str()));
  if (width <= length) return self;
  rt.checkSize(static_cast<size_t>(width));
  const bool has_sign = self.str().starts_with('+') || self.str().starts_with('-');
  std::string out = self.str();
  out.insert(has_sign ? 1 : 0, static_cast<size_t>(width - length), '0');
  return remade(rt, self, std::move(out));
}

Value expandTabs(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("expandtabs", args, {"tabsize"});
  const int64_t size = bound.integer(0, 8);
  rt.checkSize(static_cast<size_t>(std::max<int64_t>(size, 0)));
  std::string out;
  int64_t column = 0;
  for (const char32_t c : decodeUtf8(self.str())) {
    if (c == U'\t') {
      const int64_t spaces = size > 0 ? size - column % size : 0;
      out.append(static_cast<size_t>(spaces), ' ');
      column += spaces;
      rt.checkSize(out.size());
    } else {
      appendUtf8(out, c);
      column = c == U'\n' || c == U'\r' ? 0 : column + 1;
    }
  }
  return remade(rt, self, std::move(out));
}

Value removePrefix(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("removeprefix", args, {"prefix"}, 1);
  const bool has = self.str().starts_with(bound.string(0));
  return has ? remade(rt, self, self.str().substr(bound.string(0).size())) : self;
}

Value removeSuffix(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("removesuffix", args, {"suffix"}, 1);
  const std::string& suffix = bound.string(0);
  const bool has = !suffix.empty() && self.str().ends_with(suffix);
  return has ? remade(rt, self, self.str().substr(0, self.str().size() - suffix.size())) : self;
}

Value format(Runtime& rt, const Value& self, const Args& args) {
  return remade(rt, self, formatBraces(rt, self.str(), args));
}

Value formatMap(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("format_map", args, {"mapping"}, 1);
  Args named;
  if (!bound.at(0)->isDict()) raise("format_map needs a mapping");
  for (const auto& [key, value] : bound.at(0)->dict().entries()) named.keyword.emplace_back(toStr(rt, key), value);
  return remade(rt, self, formatBraces(rt, self.str(), named));
}

Value join(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("join", args, {"iterable"}, 1);
  std::string out;
  Iter* it = iterate(rt, *bound.at(0));
  Value item;
  for (bool is_first = true; it->next(rt, item); is_first = false) {
    if (!item.isString()) raise("join() needs str items, found {}", typeName(item));
    if (!is_first) out += self.str();
    out += self.textData().markup ? escapeValue(rt, item).str() : item.str();
    rt.checkSize(out.size());
  }
  return remade(rt, self, std::move(out));
}

const std::map<std::string_view, Method>& methods() {
  static const std::map<std::string_view, Method> table = [] {
    std::map<std::string_view, Method> t = {
        {"upper", convert<toUpper>},        {"lower", convert<toLower>},     {"title", convert<toTitle>},
        {"capitalize", convert<toCapitalized>}, {"swapcase", convert<toSwapped>}, {"casefold", convert<toFolded>},
        {"isalpha", all<isAlpha>},          {"isalnum", all<isAlnum>},       {"isdigit", all<isDigit>},
        {"isdecimal", all<isDecimal>},      {"isnumeric", all<isNumeric>},   {"isspace", all<isSpace>},
        {"isascii", all<isAsciiPoint, true>}, {"isprintable", all<isPrintable, true>},
        {"islower", isCase<false>},         {"isupper", isCase<true>},       {"istitle", isTitleCase},
        {"isidentifier", isIdentifier},     {"strip", strip<true, true>},    {"lstrip", strip<true, false>},
        {"rstrip", strip<false, true>},     {"replace", replace},            {"ljust", leftJust},
        {"rjust", rightJust},               {"center", center},              {"zfill", zeroFill},
        {"expandtabs", expandTabs},         {"removeprefix", removePrefix},  {"removesuffix", removeSuffix},
        {"format", format},                 {"format_map", formatMap},       {"join", join}};
    addSearchMethods(t);
    return t;
  }();
  return table;
}

}  // namespace

bool isTextMethod(std::string_view name) { return methods().contains(name); }

Value callTextMethod(Runtime& rt, const Value& text, std::string_view name, const Args& args) {
  rt.budget.spend(1 + text.str().size() / 64);
  return methods().at(name)(rt, text, args);
}

}  // namespace deepwell::jinja
