#include "engine/text/jinja/text_find.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

namespace deepwell::jinja {
namespace {

constexpr size_t kShort = 32;  // below, searching from the right byte by byte is fine

std::string reversed(std::string_view text) { return {text.rbegin(), text.rend()}; }

std::vector<std::string_view> splitFromLeft(std::string_view text, std::string_view separator, int64_t limit,
                                            size_t max_parts) {
  std::vector<std::string_view> parts;
  size_t start = 0;
  while (limit != static_cast<int64_t>(parts.size()) && parts.size() < max_parts) {
    const size_t found = findText(text, separator, start);
    if (found == std::string_view::npos) break;
    parts.push_back(text.substr(start, found - start));
    start = found + separator.size();
  }
  parts.push_back(text.substr(start));
  return parts;
}

}  // namespace

size_t findText(std::string_view text, std::string_view what, size_t from) {
  if (from > text.size()) return std::string_view::npos;
  if (what.size() < 2) return text.find(what, from);
  const void* found = memmem(text.data() + from, text.size() - from, what.data(), what.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

size_t findLastText(std::string_view text, std::string_view what) {
  if (what.size() < kShort) return text.rfind(what);
  const size_t found = findText(reversed(text), reversed(what));
  return found == std::string_view::npos ? found : text.size() - found - what.size();
}

std::vector<std::string_view> splitText(std::string_view text, std::string_view separator, int64_t limit,
                                        bool from_right, size_t max_parts) {
  if (!from_right) return splitFromLeft(text, separator, limit, max_parts);
  const std::string backwards = reversed(text);
  std::vector<std::string_view> parts = splitFromLeft(backwards, reversed(separator), limit, max_parts);
  for (std::string_view& part : parts) {
    const auto start = static_cast<size_t>(part.data() - backwards.data());
    part = text.substr(text.size() - start - part.size(), part.size());
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

}  // namespace deepwell::jinja
