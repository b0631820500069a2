// What deepwell-fetch and the window read from each other, from the disk and from servers' headers: each is read or refused, and
// what was read comes back the same when it is written and read again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/fetch/journal.h"
#include "app/fetch/names.h"
#include "app/fetch/protocol.h"
#include "app/fetch/ranges.h"
#include "app/fetch/sha256.h"
#include "app/fetch/url.h"

namespace {

using namespace deepwell::fetch;

void check(bool fine) {
  if (!fine) __builtin_trap();
}

void journal(std::string_view text) {
  const auto read = readJournal(text);
  if (!read) return check(!read.error().message.empty());
  check(read->chunk_bytes > 0);
  if (read->size != 0) {
    for (const auto& [chunk, record] : read->chunks) check(read->begin(chunk) < read->size && record.source < read->sources.size());
    for (const auto& [chunk, part] : read->parts) check(part.bytes < read->end(chunk) - read->begin(chunk) && !read->chunks.contains(chunk));
    check(read->goodBytes() <= read->size);
  }
  const std::string once = journalText(*read);
  const auto again = readJournal(once);
  check(again && journalText(*again) == once);
}

// The same with right check digits, so that the fuzzer gets past them.
void journalOfLines(std::string_view text) {
  std::string checked;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    checked += Sha256::of(line).substr(0, 8) + " " + std::string(line) + "\n";
  }
  journal(checked);
}

void address(std::string_view text) {
  const auto url = parseUrl(text);
  if (!url) return;
  check(url->origin.scheme == "https" || url->loopback);
  const auto again = parseUrl(url->text);
  check(again && again->origin == url->origin);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto command = readCommand(text)) {
    const std::string once = writeLine(*command);
    const auto again = readCommand(once);
    check(again && writeLine(*again) == once);
  }
  if (const auto event = readEvent(text)) {
    const std::string once = writeLine(*event);
    const auto again = readEvent(once);
    check(again && writeLine(*again) == once);
  }
  journal(text);
  journalOfLines(text);
  if (checkPath(text)) check(text.find("..") == std::string_view::npos || text.find("../") == std::string_view::npos);
  if (const auto range = readContentRange(text)) check(range->first <= range->last && range->last < range->size);
  address(text);
  if (const auto base = parseUrl("https://example.com/a/b?c")) {
    if (const auto to = redirectTarget(*base, text)) check(to->origin.scheme == "https");
    if (const std::string next = nextAddress(*base, text); !next.empty()) check(parseUrl(next)->origin == base->origin);
  }
  return 0;
}
