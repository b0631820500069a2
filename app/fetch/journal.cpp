#include "app/fetch/journal.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/fetch/json_fields.h"
#include "app/fetch/names.h"
#include "app/fetch/sha256.h"

namespace deepwell::fetch {
namespace {

using nlohmann::json;

constexpr size_t kCheckDigits = 8;
constexpr uint64_t kMostBytes = uint64_t{1} << 50;  // of a file
constexpr size_t kMostSources = 64;

std::string lineOf(const json& value) {
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  return Sha256::of(text).substr(0, kCheckDigits) + " " + text + "\n";
}

std::string headerLine(const Journal& journal) {
  return lineOf({{"deepwell_chunks", 1},
                 {"url", journal.url},
                 {"size", journal.size},
                 {"chunk_bytes", journal.chunk_bytes},
                 {"sha256", journal.sha256},
                 {"written_ns", journal.written_ns}});
}

// The JSON of a line; empty: the line is torn or damaged.
std::string_view checkedLine(std::string_view line) {
  if (line.size() < kCheckDigits + 2 || line[kCheckDigits] != ' ') return {};
  const std::string_view text = line.substr(kCheckDigits + 1);
  return Sha256::of(text).substr(0, kCheckDigits) == line.substr(0, kCheckDigits) ? text : std::string_view();
}

bool readHeader(JsonFields& in, Journal& journal) {
  const uint64_t version = in.number("deepwell_chunks");
  journal.url = in.text("url");
  journal.size = in.number("size");
  journal.chunk_bytes = in.number("chunk_bytes");
  journal.sha256 = in.text("sha256");
  journal.written_ns = in.integer("written_ns", 0);
  return in.error().empty() && version == 1 && journal.chunk_bytes > 0 && journal.chunk_bytes <= (uint64_t{64} << 20) &&
         journal.size <= kMostBytes && (journal.sha256.empty() || isSha256(journal.sha256));
}

void readRecord(JsonFields& in, Journal& journal) {
  const uint64_t none = ~uint64_t{0};
  if (const uint64_t source = in.number("source", none); in.text("etag", "?") != "?") {
    if (source != journal.sources.size() || source >= kMostSources) return;
    journal.sources.push_back({in.text("etag"), in.text("modified", "")});
    return;
  }
  const uint64_t chunk = in.number("chunk", none);
  const uint64_t part = in.number("part", none);
  const uint64_t source = in.number("source");
  const std::string sha256 = in.text("sha256");
  const uint64_t bytes = in.number("bytes", 0);
  const uint64_t count = journal.size == 0 ? kMostBytes / journal.chunk_bytes : journal.count();
  if (!in.error().empty() || source >= journal.sources.size() || !isSha256(sha256)) return;
  if (chunk < count) {
    journal.chunks[chunk] = {sha256, static_cast<uint32_t>(source)};
    journal.parts.erase(chunk);
  } else if (part < count && bytes > 0 && bytes < journal.end(part) - journal.begin(part) && !journal.chunks.contains(part)) {
    journal.parts[part] = {bytes, sha256, static_cast<uint32_t>(source)};
  }
}

}  // namespace

bool sameSource(const Source& a, const Source& b) {
  if (!a.etag.empty() && !b.etag.empty()) return a.etag == b.etag;
  if (!a.modified.empty() && !b.modified.empty()) return a.modified == b.modified;
  return true;
}

uint64_t Journal::end(uint64_t chunk) const {
  const uint64_t full = (chunk + 1) * chunk_bytes;
  return size == 0 ? full : std::min(full, size);
}

uint64_t Journal::goodBytes() const {
  uint64_t bytes = 0;
  for (const auto& [chunk, record] : chunks) bytes += end(chunk) - begin(chunk);
  return bytes;
}

Result<Journal> readJournal(std::string_view text) {
  Journal journal;
  simdjson::dom::parser parser;
  bool headed = false;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) break;  // torn
    const std::string_view body = checkedLine(text.substr(0, end));
    text.remove_prefix(end + 1);
    simdjson::dom::element element;
    if (body.empty() || parser.parse(body.data(), body.size()).get(element)) {
      if (!headed) break;
      continue;
    }
    JsonFields in(element);
    if (headed) {
      readRecord(in, journal);
    } else if (!readHeader(in, journal)) {
      break;
    } else {
      headed = true;
    }
  }
  if (!headed) return fail(ErrorCode::kCorruptFile, "the journal of a download has no valid first line");
  return journal;
}

std::string sourceLine(uint32_t index, const Source& source) {
  return lineOf({{"source", index}, {"etag", source.etag}, {"modified", source.modified}});
}

std::string chunkLine(uint64_t chunk, const ChunkRecord& record) {
  return lineOf({{"chunk", chunk}, {"sha256", record.sha256}, {"source", record.source}});
}

std::string partLine(uint64_t chunk, const PartRecord& record) {
  return lineOf({{"part", chunk}, {"bytes", record.bytes}, {"sha256", record.sha256}, {"source", record.source}});
}

std::string journalText(const Journal& journal) {
  std::string text = headerLine(journal);
  for (size_t i = 0; i < journal.sources.size(); ++i) text += sourceLine(static_cast<uint32_t>(i), journal.sources[i]);
  for (const auto& [chunk, record] : journal.chunks) text += chunkLine(chunk, record);
  for (const auto& [chunk, record] : journal.parts) text += partLine(chunk, record);
  return text;
}

}  // namespace deepwell::fetch
