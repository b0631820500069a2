// Filters from text to text, and to and from JSON, HTML and URLs.
#include <algorithm>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/format.h"
#include "engine/text/jinja/text_methods.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

// Runs a str method on the text of the input.
Value viaMethod(Runtime& rt, const Value& input, std::string_view method, Args args) {
  return callTextMethod(rt, strValue(rt, input), method, args);
}

Value upper(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("upper", args, {});
  return viaMethod(rt, input, "upper", {});
}

Value lower(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("lower", args, {});
  return viaMethod(rt, input, "lower", {});
}

Value capitalize(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("capitalize", args, {});
  return viaMethod(rt, input, "capitalize", {});
}

Value trim(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("trim", args, {"chars"});
  return viaMethod(rt, input, "strip", {{bound.value(0)}, {}});
}

Value center(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("center", args, {"width"});
  return viaMethod(rt, input, "center", {{bound.value(0, Value::integer(80))}, {}});
}

// Jinja's own title(): words begin after white space, '-' or an opening bracket.
Value title(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("title", args, {});
  const std::string source = toStr(rt, input);
  rt.budget.spend(source.size() / 4);
  const auto begins_word = [](char32_t c) {
    return isSpace(c) || c == U'-' || c == U'(' || c == U'{' || c == U'[' || c == U'<';
  };
  std::string out;
  std::u32string word;
  const auto flush = [&] {
    if (word.empty()) return;
    out += toUpper(encodeUtf8(word.substr(0, 1))) + toLower(encodeUtf8(word.substr(1)));
    word.clear();
  };
  for (const char32_t c : decodeUtf8(source)) {
    if (!word.empty() && begins_word(word.back()) != begins_word(c)) flush();
    word += c;
  }
  flush();
  return rt.text(std::move(out), input.isString() && input.textData().markup);
}

Value replace(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("replace", args, {"old", "new", "count"}, 2);
  const Value count = bound.givenNotNone(2) ? bound.value(2) : Value::integer(-1);
  const Value text = rt.text(toStr(rt, input));
  Args method{{rt.text(toStr(rt, bound.value(0))), rt.text(toStr(rt, bound.value(1))), count}, {}};
  return callTextMethod(rt, text, "replace", method);
}

Value string(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("string", args, {});
  return strValue(rt, input);
}

Value safe(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("safe", args, {});
  return rt.text(toStr(rt, input), true);
}

Value escape(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("escape", args, {});
  if (input.isString()) rt.budget.spend(input.str().size() / 32);
  return escapeValue(rt, input);
}

Value forceEscape(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("forceescape", args, {});
  return rt.text(escapeHtml(toStr(rt, input)), true);
}

std::string unescapeHtml(std::string_view text) {
  static constexpr std::pair<std::string_view, char> kEntities[] = {{"&lt;", '<'},  {"&gt;", '>'},   {"&#34;", '"'},
                                                                    {"&#39;", '\''}, {"&quot;", '"'}, {"&amp;", '&'}};
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const auto* found = std::find_if(std::begin(kEntities), std::end(kEntities),
                                     [&](const auto& entity) { return text.substr(i).starts_with(entity.first); });
    const bool entity = text[i] == '&' && found != std::end(kEntities);
    out += entity ? found->second : text[i];
    i += entity ? found->first.size() : 1;
  }
  return out;
}

// Comments and tags go, white space is collapsed, the common entities become characters.
Value stripTags(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("striptags", args, {});
  const std::string source = toStr(rt, input);
  rt.budget.spend(source.size() / 8);
  const auto without = [](const std::string& text, std::string_view begin, std::string_view end) {
    std::string out;
    size_t at = 0;
    for (size_t start = text.find(begin); start != std::string::npos; start = text.find(begin, at)) {
      const size_t stop = text.find(end, start);
      if (stop == std::string::npos) break;
      out += text.substr(at, start - at);
      at = stop + end.size();
    }
    return out + text.substr(at);
  };
  const std::string plain = without(without(source, "<!--", "-->"), "<", ">");
  std::string out;
  for (std::string_view rest = stripLeft(plain); !rest.empty(); rest = stripLeft(rest)) {
    size_t end = 0;
    while (end < rest.size() && stripLeft(rest.substr(end)).size() == rest.size() - end) ++end;
    if (!out.empty()) out += ' ';
    out += rest.substr(0, end);
    rest = rest.substr(end);
  }
  return rt.text(unescapeHtml(out));
}

std::string quoteUrl(std::string_view text, bool for_query) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                       c == '.' || c == '-' || c == '~' || (c == '/' && !for_query);
    if (plain) {
      out += c;
    } else if (c == ' ' && for_query) {
      out += '+';
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

Value urlEncode(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("urlencode", args, {});
  if (input.isString()) rt.budget.spend(input.str().size() / 4);
  if (input.isString() || !isIterable(rt, input)) return rt.text(quoteUrl(toStr(rt, input), false));
  std::string out;
  const auto add = [&](const Value& key, const Value& value) {
    if (!out.empty()) out += '&';
    out += quoteUrl(toStr(rt, key), true) + "=" + quoteUrl(toStr(rt, value), true);
  };
  if (input.isDict()) {
    for (const auto& [key, value] : input.dict().entries()) add(key, value);
    return rt.text(std::move(out));
  }
  for (const Value& item : toVector(rt, input)) {
    const std::vector<Value> pair = toVector(rt, item);
    if (pair.size() != 2) raise("urlencode needs pairs");
    add(pair[0], pair[1]);
  }
  return rt.text(std::move(out));
}

Value format(Runtime& rt, const Value& input, Args& args) {
  if (!args.positional.empty() && !args.keyword.empty()) {
    raise("can't handle positional and keyword arguments at the same time");
  }
  if (args.keyword.empty()) return formatPercent(rt, strValue(rt, input), rt.tuple(args.positional));
  const Value values = rt.dict();
  for (const auto& [name, value] : args.keyword) values.dict().set(rt, rt.text(name), value);
  return formatPercent(rt, strValue(rt, input), values);
}

JsonStyle jsonStyle(Runtime& rt, const Bound& bound) {
  JsonStyle style;
  style.ensure_ascii = bound.boolean(rt, 0, false);
  style.pretty = bound.givenNotNone(1);
  if (style.pretty) {
    const Value indent = bound.value(1);
    const int64_t width = indent.isString() ? 0 : std::max<int64_t>(toIndex(indent, "the indent of tojson"), 0);
    rt.checkSize(static_cast<size_t>(width));
    style.indent = indent.isString() ? indent.str() : std::string(static_cast<size_t>(width), ' ');
    style.item_separator = ",";
  }
  if (bound.givenNotNone(2)) {
    const std::vector<Value> separators = toVector(rt, bound.value(2));
    if (separators.size() != 2) raise("the separators of tojson must be two");
    style.item_separator = toStr(rt, separators[0]);
    style.key_separator = toStr(rt, separators[1]);
  }
  style.sort_keys = bound.boolean(rt, 3, false);
  return style;
}

Value toJson(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("tojson", args, {"ensure_ascii", "indent", "separators", "sort_keys"});
  return rt.text(dumpJson(rt, input, jsonStyle(rt, bound)));
}

Value xmlAttributes(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("xmlattr", args, {"autospace"});
  if (!input.isDict()) raise("xmlattr needs a mapping, not '{}'", typeName(input));
  std::string out;
  for (const auto& [key, value] : input.dict().entries()) {
    if (value.isNone() || value.isUndefined()) continue;
    if (!key.isString() || key.str().find_first_of(" \t\n\r\f\v/>=") != std::string::npos) {
      raise("Invalid character in attribute name: {}", toRepr(rt, key));
    }
    if (!out.empty()) out += ' ';
    out += escapeValue(rt, key).str() + "=\"" + escapeValue(rt, value).str() + "\"";
  }
  if (!out.empty() && bound.boolean(rt, 0, true)) out.insert(0, " ");
  return rt.text(std::move(out));
}

Value prettyPrint(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("pprint", args, {});
  return rt.text(toRepr(rt, input));
}

}  // namespace

void addTextFilters(FilterTable& table) {
  table.insert({{"upper", upper},
                {"lower", lower},
                {"capitalize", capitalize},
                {"title", title},
                {"trim", trim},
                {"center", center},
                {"replace", replace},
                {"string", string},
                {"safe", safe},
                {"escape", escape},
                {"e", escape},
                {"forceescape", forceEscape},
                {"striptags", stripTags},
                {"urlencode", urlEncode},
                {"format", format},
                {"tojson", toJson},
                {"xmlattr", xmlAttributes},
                {"pprint", prettyPrint}});
}

}  // namespace deepwell::jinja
