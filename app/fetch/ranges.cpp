#include "app/fetch/ranges.h"

#include <algorithm>
#include <charconv>

namespace deepwell::fetch {
namespace {

constexpr uint64_t kLongestRun = 16;  // chunks

// The digits that `text` begins with, moved past.
std::optional<uint64_t> number(std::string_view& text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return value;
}

bool skip(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

}  // namespace

std::optional<ContentRange> readContentRange(std::string_view text) {
  if (!skip(text, "bytes ")) return std::nullopt;
  const auto first = number(text);
  if (!first || !skip(text, "-")) return std::nullopt;
  const auto last = number(text);
  if (!last || !skip(text, "/")) return std::nullopt;
  const auto size = number(text);
  if (!size || !text.empty() || *first > *last || *last >= *size) return std::nullopt;
  return ContentRange{*first, *last, *size};
}

bool isEmptyRange(std::string_view text) { return text == "bytes */0"; }

std::optional<Run> nextRun(const Journal& journal, const std::set<uint64_t>& taken, int connections) {
  const uint64_t count = journal.count();
  const uint64_t missing = count - journal.chunks.size();
  const uint64_t longest = std::clamp<uint64_t>(missing / (4 * static_cast<uint64_t>(connections)), 1, kLongestRun);
  const auto free = [&](uint64_t chunk) { return chunk < count && !journal.chunks.contains(chunk) && !taken.contains(chunk); };
  // Both are sorted: what is there is walked past along with the chunks.
  uint64_t chunk = 0;
  for (auto there = journal.chunks.begin(); chunk < count; ++chunk) {
    while (there != journal.chunks.end() && there->first < chunk) ++there;
    const bool have = there != journal.chunks.end() && there->first == chunk;
    if (!have && !taken.contains(chunk)) break;
  }
  if (chunk >= count) return std::nullopt;
  Run run{chunk, 1};
  // A piece whose beginning is there already is asked for alone or last: its request begins inside of it.
  while (run.count < longest && free(run.first + run.count) && !journal.parts.contains(run.first + run.count)) ++run.count;
  return run;
}

}  // namespace deepwell::fetch
