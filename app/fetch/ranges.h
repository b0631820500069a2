// The header Content-Range (RFC 9110, 14.4), and which pieces of a file to ask for next.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "app/fetch/journal.h"

namespace deepwell::fetch {

struct ContentRange {
  uint64_t first = 0;
  uint64_t last = 0;  // inclusive; >= first, < size
  uint64_t size = 0;
};

// "bytes 0-99/1000"; nothing: not such a range, or the size is not told.
std::optional<ContentRange> readContentRange(std::string_view text);
// "bytes */0": the file is empty.
bool isEmptyRange(std::string_view text);

struct Run {
  uint64_t first = 0;  // chunk
  uint64_t count = 0;  // >= 1
};

// The next chunks for one connection of `connections`: neither there nor `taken`. Long runs while much is missing, so that
// few requests are made; single chunks at the end, so that all connections end together. Nothing: all are there or taken.
std::optional<Run> nextRun(const Journal& journal, const std::set<uint64_t>& taken, int connections);

}  // namespace deepwell::fetch
