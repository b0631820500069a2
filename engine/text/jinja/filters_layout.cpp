// Filters that lay text out: indent, wrap, cut, count.
#include <algorithm>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/text_methods.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

const std::string& needText(const Value& input, std::string_view filter) {
  if (input.isUndefined()) raise("{}", input.undefinedMessage());
  if (!input.isString()) raise("the filter {} needs text, not '{}'", filter, typeName(input));
  return input.str();
}

Value indent(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("indent", args, {"width", "first", "blank"});
  const std::string& source = needText(input, "indent");
  rt.budget.spend(source.size() / 16);
  const Value width = bound.value(0, Value::integer(4));
  if (!width.isString()) rt.checkSize(static_cast<size_t>(std::max<int64_t>(toIndex(width, "the width of indent"), 0)));
  const std::string indention =
      width.isString() ? width.str() : std::string(static_cast<size_t>(std::max<Int>(width.asInt(), 0)), ' ');
  const bool blank = bound.boolean(rt, 2, false);
  const std::string with_end = source + "\n";
  const std::vector<std::string_view> lines = splitLines(with_end, false);
  rt.checkSize(source.size() + lines.size() * indention.size());
  std::string out = bound.boolean(rt, 1, false) ? indention : "";
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i != 0) out += '\n';
    if (i != 0 && (blank || !lines[i].empty())) out += indention;
    out += lines[i];
  }
  return rt.text(std::move(out), input.textData().markup);
}

Value truncate(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("truncate", args, {"length", "killwords", "end", "leeway"});
  const int64_t length = bound.integer(0, 255);
  const std::u32string end = bound.given(2) ? decodeUtf8(bound.string(2)) : U"...";
  const int64_t leeway = bound.givenNotNone(3) ? bound.integer(3, 5) : 5;
  const auto end_length = static_cast<int64_t>(end.size());
  if (length < end_length) raise("expected length >= {}, got {}", end_length, length);
  if (leeway < 0) raise("expected leeway >= 0, got {}", leeway);
  const auto size = lengthOf(rt, input);
  if (size && *size <= length + leeway) return input;
  rt.budget.spend(needText(input, "truncate").size() / 16);
  const std::u32string text = decodeUtf8(input.str());
  std::u32string kept = text.substr(0, static_cast<size_t>(length - end_length));
  if (!bound.boolean(rt, 1, false)) {
    const size_t space = kept.rfind(U' ');
    if (space != std::u32string::npos) kept.resize(space);
  }
  return rt.text(encodeUtf8(kept + end), input.textData().markup);
}

// The chunks that textwrap breaks a line into: words and runs of white space; with `hyphens`, after hyphens in words.
std::vector<std::u32string> wrapChunks(const std::u32string& line, bool hyphens) {
  std::vector<std::u32string> chunks;
  for (size_t i = 0; i < line.size(); ++i) {
    const bool starts = i == 0 || isSpace(line[i]) != isSpace(line[i - 1]) ||
                        (hyphens && line[i - 1] == U'-' && isAlpha(line[i]) && i >= 2 && isWord(line[i - 2]));
    if (starts) chunks.emplace_back();
    chunks.back() += line[i];
  }
  return chunks;
}

struct WrapStyle {
  size_t width = 79;
  bool break_long = true;
  bool break_hyphens = true;
};

std::vector<std::u32string> wrapLine(const std::u32string& line, const WrapStyle& style) {
  std::vector<std::u32string> chunks = wrapChunks(line, style.break_hyphens);
  std::reverse(chunks.begin(), chunks.end());
  std::vector<std::u32string> lines;
  while (!chunks.empty()) {
    std::vector<std::u32string> current;
    size_t used = 0;
    if (!lines.empty() && isSpace(chunks.back()[0])) chunks.pop_back();
    while (!chunks.empty() && used + chunks.back().size() <= style.width) {
      used += chunks.back().size();
      current.push_back(std::move(chunks.back()));
      chunks.pop_back();
    }
    if (!chunks.empty() && chunks.back().size() > style.width) {
      if (style.break_long && style.width > used) {
        current.push_back(chunks.back().substr(0, style.width - used));
        chunks.back().erase(0, style.width - used);
      } else if (current.empty()) {
        current.push_back(std::move(chunks.back()));
        chunks.pop_back();
      }
    }
    if (!current.empty() && isSpace(current.back()[0])) current.pop_back();
    if (current.empty()) continue;
    lines.emplace_back();
    for (const std::u32string& chunk : current) lines.back() += chunk;
  }
  return lines;
}

Value wordWrap(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("wordwrap", args, {"width", "break_long_words", "wrapstring", "break_on_hyphens"});
  WrapStyle style;
  const int64_t width = bound.integer(0, 79);
  if (width <= 0) raise("invalid width {} (must be > 0)", width);
  style.width = static_cast<size_t>(width);
  style.break_long = bound.boolean(rt, 1, true);
  style.break_hyphens = bound.boolean(rt, 3, true);
  const std::string separator = bound.givenNotNone(2) ? bound.string(2) : "\n";
  std::string out;
  constexpr size_t kMaxText = 1u << 20;  // the words are held one by one
  if (needText(input, "wordwrap").size() > kMaxText) raise("the text is too long for wordwrap");
  bool first = true;
  for (const std::string_view line : splitLines(needText(input, "wordwrap"), false)) {
    if (!first) out += separator;
    first = false;
    const auto wrapped = wrapLine(decodeUtf8(line), style);
    for (size_t i = 0; i < wrapped.size(); ++i) out += (i != 0 ? separator : "") + encodeUtf8(wrapped[i]);
    rt.checkSize(out.size());
    rt.budget.spend(1 + line.size());
  }
  return rt.text(std::move(out));
}

Value wordCount(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("wordcount", args, {});
  Int count = 0;
  bool in_word = false;
  const std::string text = toStr(rt, input);
  rt.budget.spend(text.size() / 8);
  for (const char32_t c : decodeUtf8(text)) {
    if (isWord(c) && !in_word) ++count;
    in_word = isWord(c);
  }
  return Value::integer(count);
}

}  // namespace

void addLayoutFilters(FilterTable& table) {
  table.insert({{"indent", indent}, {"truncate", truncate}, {"wordwrap", wordWrap}, {"wordcount", wordCount}});
}

}  // namespace deepwell::jinja
