#include "engine/text/jinja/attribute_path.h"

#include <algorithm>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

constexpr size_t kMaxPath = 4096;

bool isNumber(std::string_view text) {
  return !text.empty() && text.size() < 18 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Value pathPart(Runtime& rt, const std::string& part) {
  return isNumber(part) ? Value::integer(std::stoll(part)) : rt.text(part);
}

std::vector<std::string> splitAt(const std::string& text, char separator) {
  std::vector<std::string> parts;
  size_t start = 0;
  for (size_t end = text.find(separator); end != std::string::npos; end = text.find(separator, start)) {
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

}  // namespace

AttributePath::AttributePath(Runtime& rt, const Value* attribute, bool ignore_case) : ignore_case_(ignore_case) {
  if (attribute == nullptr || attribute->isNone()) return;
  if (!attribute->isString()) {
    parts_.push_back(*attribute);
    return;
  }
  if (attribute->str().size() > kMaxPath) raise("the name of an attribute is too long");
  for (const std::string& part : splitAt(attribute->str(), '.')) parts_.push_back(pathPart(rt, part));
}

Value AttributePath::get(Runtime& rt, Value item) const {
  for (const Value& part : parts_) {
    item = getItem(rt, item, part);
    if (fallback && item.isUndefined()) item = *fallback;
  }
  return ignore_case_ ? foldCase(rt, item) : item;
}

std::vector<AttributePath> sortPaths(Runtime& rt, const Value* attribute, bool ignore_case) {
  std::vector<AttributePath> paths;
  if (attribute == nullptr || !attribute->isString()) {
    paths.emplace_back(rt, attribute, ignore_case);
    return paths;
  }
  if (attribute->str().size() > kMaxPath) raise("the name of an attribute is too long");
  for (const std::string& part : splitAt(attribute->str(), ',')) {
    const Value path = rt.text(part);
    paths.emplace_back(rt, &path, ignore_case);
  }
  return paths;
}

Value foldCase(Runtime& rt, const Value& value) {
  return value.isString() ? rt.text(toLower(value.str())) : value;
}

}  // namespace deepwell::jinja
