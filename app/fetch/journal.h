// What of a file is on the disk and good: beside the file while it is fetched, and as its receipt afterwards.
//
//   <8 hex digits: the first of the SHA-256 of what follows> <JSON>\n
//   {"deepwell_chunks":1,"url":...,"size":...,"chunk_bytes":...,"sha256":...,"written_ns":...}   once, first
//   {"source":0,"etag":...,"modified":...}     what the server called the file; again whenever that changed
//   {"chunk":3,"sha256":...,"source":0}        chunk 3 is whole
//   {"part":4,"bytes":512,"sha256":...,"source":0}   so much of the beginning of chunk 4 is there
//
// A chunk's line is written after its bytes are on the disk. Lines that are torn or damaged are skipped.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace deepwell::fetch {

struct Source {
  std::string etag;      // strong; empty: none
  std::string modified;  // Last-Modified; empty: none
};

// False only if both say something and it differs.
bool sameSource(const Source& a, const Source& b);

struct ChunkRecord {
  std::string sha256;
  uint32_t source = 0;  // index into sources
};

struct PartRecord {
  uint64_t bytes = 0;
  std::string sha256;
  uint32_t source = 0;
};

struct Journal {
  std::string url;           // without its query, which may hold secrets
  uint64_t size = 0;         // bytes of the file; 0: not known yet, or empty
  uint64_t chunk_bytes = 0;  // the last chunk may be shorter
  std::string sha256;        // of the whole; empty: not known
  int64_t written_ns = 0;    // of a receipt: when the finished file was last written to (mtime)
  std::vector<Source> sources;
  std::map<uint64_t, ChunkRecord> chunks;  // keys < count()
  std::map<uint64_t, PartRecord> parts;    // of chunks that are not whole

  uint64_t count() const { return size / chunk_bytes + (size % chunk_bytes == 0 ? 0 : 1); }
  uint64_t begin(uint64_t chunk) const { return chunk * chunk_bytes; }
  uint64_t end(uint64_t chunk) const;  // while the size is not known, of a full chunk
  uint64_t goodBytes() const;          // of whole chunks
};

Result<Journal> readJournal(std::string_view text);
std::string journalText(const Journal& journal);

// Lines to append.
std::string sourceLine(uint32_t index, const Source& source);
std::string chunkLine(uint64_t chunk, const ChunkRecord& record);
std::string partLine(uint64_t chunk, const PartRecord& record);

}  // namespace deepwell::fetch
