#include "engine/text/jinja/text_search.h"

#include <algorithm>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/text_find.h"
#include "engine/text/jinja/text_methods.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

std::vector<Value> texts(Runtime& rt, const Value& self, const std::vector<std::string_view>& parts) {
  rt.checkItems(parts.size());
  std::vector<Value> out;
  for (const std::string_view part : parts) out.push_back(rt.text(std::string(part), self.textData().markup));
  return out;
}

// Before they are made into values, which are counted.
void refuseTooMany(size_t parts) {
  constexpr size_t kMaxParts = 2u << 20;
  if (parts > kMaxParts) raise("the template splits a text into too many parts");
}

// split() without a separator: words between white space.
std::vector<std::string_view> splitWords(std::string_view text, int64_t limit) {
  std::vector<std::string_view> parts;
  for (text = stripLeft(text); !text.empty(); text = stripLeft(text)) {
    refuseTooMany(parts.size());
    if (limit >= 0 && static_cast<int64_t>(parts.size()) >= limit) {
      parts.push_back(text);  // as it is, white space at its end included
      break;
    }
    size_t end = 1;
    while (end < text.size() && ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80 ||
                                 stripLeft(text.substr(end, 4)).size() == std::min<size_t>(text.size() - end, 4))) {
      ++end;
    }
    parts.push_back(text.substr(0, end));
    text = text.substr(end);
  }
  return parts;
}

std::vector<std::string_view> splitWordsFromRight(std::string_view text, int64_t limit) {
  std::vector<std::string_view> all = splitWords(text, -1);
  if (limit < 0 || static_cast<int64_t>(all.size()) <= limit) return all;
  const size_t kept = all.size() - static_cast<size_t>(limit);  // words of the unsplit head
  std::vector<std::string_view> parts;
  const size_t head_end = static_cast<size_t>(all[kept - 1].data() + all[kept - 1].size() - text.data());
  parts.push_back(text.substr(0, head_end));  // white space at its start included
  parts.insert(parts.end(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end());
  return parts;
}

Value split(Runtime& rt, const Value& self, const Args& args, bool from_right) {
  const Bound bound(from_right ? "rsplit" : "split", args, {"sep", "maxsplit"});
  const int64_t limit = std::max<int64_t>(bound.integer(1, -1), -1);
  rt.budget.spend(self.str().size() / 16);
  std::vector<std::string_view> parts;
  if (!bound.givenNotNone(0)) {
    parts = from_right ? splitWordsFromRight(self.str(), limit) : splitWords(self.str(), limit);
  } else {
    const std::string& separator = bound.string(0);
    if (separator.empty()) raise("empty separator");
    parts = splitText(self.str(), separator, limit, from_right, rt.budget.limits().items);
  }
  return rt.list(texts(rt, self, parts));
}

Value splitLeft(Runtime& rt, const Value& self, const Args& args) { return split(rt, self, args, false); }
Value splitRight(Runtime& rt, const Value& self, const Args& args) { return split(rt, self, args, true); }

Value splitLinesMethod(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("splitlines", args, {"keepends"});
  return rt.list(texts(rt, self, splitLines(self.str(), bound.boolean(rt, 0, false))));
}

Value partition(Runtime& rt, const Value& self, const Args& args, bool from_right) {
  const Bound bound("partition", args, {"sep"}, 1);
  const std::string& separator = bound.string(0);
  if (separator.empty()) raise("empty separator");
  const std::string_view text = self.str();
  const size_t found = from_right ? findLastText(text, separator) : findText(text, separator);
  if (found == std::string_view::npos) {
    if (from_right) return rt.tuple(texts(rt, self, {"", "", text}));
    return rt.tuple(texts(rt, self, {text, "", ""}));
  }
  return rt.tuple(texts(rt, self, {text.substr(0, found), separator, text.substr(found + separator.size())}));
}

Value partitionLeft(Runtime& rt, const Value& self, const Args& args) { return partition(rt, self, args, false); }
Value partitionRight(Runtime& rt, const Value& self, const Args& args) { return partition(rt, self, args, true); }

// The part of the text that optional start and end arguments select.
struct Window {
  std::string_view text;
  int64_t start = 0;  // in code points
  bool valid = true;  // false: start is past the end
};

Window windowOf(const Value& self, const Bound& bound) {
  Window window;
  window.text = self.str();
  if (!bound.given(1) && !bound.given(2)) return window;
  const auto length = static_cast<int64_t>(countCodePoints(window.text));
  const auto resolve = [length](int64_t i) { return i < 0 ? std::max<int64_t>(i + length, 0) : i; };
  window.start = bound.givenNotNone(1) ? resolve(bound.integer(1, 0)) : 0;
  const int64_t end = std::min(bound.givenNotNone(2) ? resolve(bound.integer(2, 0)) : length, length);
  window.valid = window.start <= length && window.start <= end;
  if (!window.valid) return window;
  window.text = window.text.substr(byteOffset(window.text, static_cast<size_t>(window.start)));
  window.text = window.text.substr(0, byteOffset(window.text, static_cast<size_t>(end - window.start)));
  return window;
}

Value find(Runtime& rt, const Value& self, const Args& args, bool from_right, bool must_be_there) {
  const Bound bound("find", args, {"sub", "start", "end"}, 1);
  rt.budget.spend(self.str().size() / 32);
  const std::string& what = bound.string(0);
  const Window window = windowOf(self, bound);
  const size_t found = !window.valid ? std::string_view::npos
                                     : (from_right ? findLastText(window.text, what) : findText(window.text, what));
  if (found != std::string_view::npos) {
    return Value::integer(window.start + static_cast<int64_t>(countCodePoints(window.text.substr(0, found))));
  }
  if (must_be_there) raise("substring not found");
  return Value::integer(-1);
}

Value findLeft(Runtime& rt, const Value& self, const Args& args) { return find(rt, self, args, false, false); }
Value findRight(Runtime& rt, const Value& self, const Args& args) { return find(rt, self, args, true, false); }
Value indexLeft(Runtime& rt, const Value& self, const Args& args) { return find(rt, self, args, false, true); }
Value indexRight(Runtime& rt, const Value& self, const Args& args) { return find(rt, self, args, true, true); }

Value count(Runtime& rt, const Value& self, const Args& args) {
  const Bound bound("count", args, {"sub", "start", "end"}, 1);
  rt.budget.spend(self.str().size() / 8);
  const std::string& what = bound.string(0);
  const Window window = windowOf(self, bound);
  if (!window.valid) return Value::integer(0);
  if (what.empty()) return Value::integer(static_cast<Int>(countCodePoints(window.text)) + 1);
  Int n = 0;
  for (size_t at = findText(window.text, what); at != std::string_view::npos;
       at = findText(window.text, what, at + what.size())) {
    ++n;
  }
  return Value::integer(n);
}

Value hasEnd(Runtime& rt, const Value& self, const Args& args, bool at_start) {
  const Bound bound(at_start ? "startswith" : "endswith", args, {"prefix", "start", "end"}, 1);
  rt.budget.spend(1);
  const Window window = windowOf(self, bound);
  if (!window.valid) return Value::boolean(false);
  const std::string_view text = window.text;
  const auto matches = [&](const Value& candidate) {
    if (!candidate.isString())
      raise("startswith and endswith need a str or a tuple of str, not {}", typeName(candidate));
    return at_start ? text.starts_with(candidate.str()) : text.ends_with(candidate.str());
  };
  const Value& what = *bound.at(0);
  if (what.isUndefined()) raise("{}", what.undefinedMessage());
  if (what.kind() != Kind::kTuple) return Value::boolean(matches(what));
  return Value::boolean(std::any_of(what.items().begin(), what.items().end(), matches));
}

Value startsWith(Runtime& rt, const Value& self, const Args& args) { return hasEnd(rt, self, args, true); }
Value endsWith(Runtime& rt, const Value& self, const Args& args) { return hasEnd(rt, self, args, false); }

}  // namespace

std::vector<std::string_view> splitLines(std::string_view text, bool keep_ends) {
  std::vector<std::string_view> lines;
  size_t start = 0;
  for (size_t i = 0; i < text.size();) {
    size_t length = 1;
    while (i + length < text.size() && (static_cast<unsigned char>(text[i + length]) & 0xC0) == 0x80) ++length;
    const bool ascii = static_cast<unsigned char>(text[i]) < 0x80;
    const char32_t c = ascii ? static_cast<char32_t>(text[i]) : decodeUtf8(text.substr(i, length))[0];
    if (isLineBreak(c)) {
      if (c == U'\r' && i + 1 < text.size() && text[i + 1] == '\n') ++length;
      refuseTooMany(lines.size());
      lines.push_back(text.substr(start, i + (keep_ends ? length : 0) - start));
      start = i + length;
    }
    i += length;
  }
  if (start < text.size()) lines.push_back(text.substr(start));
  return lines;
}

void addSearchMethods(std::map<std::string_view, Value (*)(Runtime&, const Value&, const Args&)>& table) {
  table.insert({{"split", splitLeft},
                {"rsplit", splitRight},
                {"splitlines", splitLinesMethod},
                {"partition", partitionLeft},
                {"rpartition", partitionRight},
                {"find", findLeft},
                {"rfind", findRight},
                {"index", indexLeft},
                {"rindex", indexRight},
                {"count", count},
                {"startswith", startsWith},
                {"endswith", endsWith}});
}

}  // namespace deepwell::jinja
