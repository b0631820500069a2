// A ZIP archive (PKWARE's APPNOTE 6.3, with ZIP64), read entry by entry as streams, as exports of chats come packed: nothing
// is written to the disk, names are only compared, and no size that the archive tells is believed or allocated. Refused in
// words: passwords, ways of packing other than none and deflate, and what unpacks to far more than it holds.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace deepwell {

// Fills a buffer from a place of the file and returns how much, less than asked at the file's end or after an error.
using ReadAt = std::function<size_t(uint64_t offset, char* buffer, size_t bytes)>;

struct ZipEntry {
  std::string name;
  uint64_t offset = 0;  // of its local header
  uint64_t packed = 0;  // bytes
  uint32_t crc = 0;
  uint16_t method = 0;  // 0: stored, 8: deflate
  bool encrypted = false;
};

// The directory of the archive. kCorruptFile: it is none, or cut.
Result<std::vector<ZipEntry>> zipEntries(const ReadAt& file, uint64_t file_bytes, const std::string& file_name);

// What is in one entry.
class ZipStream {
 public:
  static constexpr uint64_t kMostUnpackedBytes = uint64_t{4} << 30;
  // More than that of its packed size, and of kAlways, no text of people and models has.
  static constexpr uint64_t kMostRatio = 250;
  static constexpr uint64_t kAlways = uint64_t{64} << 20;

  // `file_name` stands in errors. kUnsupported, kCorruptFile.
  static Result<std::unique_ptr<ZipStream>> open(ReadAt file, uint64_t file_bytes, const ZipEntry& entry,
                                                 const std::string& file_name);
  ~ZipStream();
  ZipStream(const ZipStream&) = delete;
  ZipStream& operator=(const ZipStream&) = delete;

  // 0 at the end and after an error, of which status() tells.
  size_t read(char* buffer, size_t bytes);
  const Status& status() const { return status_; }

 private:
  struct Inflater;
  ZipStream(ReadAt file, const ZipEntry& entry, std::string name);
  size_t unpack(char* buffer, size_t bytes);
  size_t fetch(char* buffer, size_t bytes);
  void giveUp(ErrorCode code, const char* words);

  ReadAt file_;
  std::string name_;
  uint64_t at_ = 0;      // of the packed bytes that come next
  uint64_t left_ = 0;    // of them
  uint64_t most_ = 0;    // unpacked bytes that are taken
  uint64_t given_ = 0;   // unpacked bytes
  uint32_t wanted_crc_ = 0;
  uint32_t crc_ = 0;
  bool deflated_ = false;
  bool ended_ = false;
  std::vector<char> input_;
  std::unique_ptr<Inflater> inflater_;
  Status status_;
};

}  // namespace deepwell
