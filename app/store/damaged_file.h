// Reads the rows that are left in a damaged SQLite file, without SQLite: page by page, believing neither the header nor
// the schema nor the inner pages of trees, so that damage costs the rows it hits and no others. Formats: "Database File
// Format" and "WAL-mode File Format", sqlite.org.
//
//   page          type (1 byte: 13 table leaf, 10 index leaf, 2 index inner), counts, cell pointers, cells
//   cell          [left child, inner only] payload bytes (varint), row id (varint, tables), payload, [overflow page]
//   payload       header bytes (varint), one serial type (varint) a column, the columns
//   log           header 32 bytes, then frames: 24 bytes of header (page number, size at a commit, salts, checksums), a
//   page
//
// Every number of the file is checked against the page or the file before it is used; a page is followed as overflow
// once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace deepwell {

struct SalvagedValue {
  enum class Kind { kNull, kInteger, kReal, kText, kBlob, kLost };  // kLost: behind the end of what could be read
  Kind kind = Kind::kNull;
  int64_t integer = 0;
  double real = 0;
  std::string_view bytes;  // of kText and kBlob, what could be read; valid during the call only
};

struct SalvagedRow {
  bool in_table = false;  // with a row id; else a key of an index or of a WITHOUT ROWID table
  int64_t row_id = 0;
  bool whole = true;  // false: the end of the payload is lost
  std::vector<SalvagedValue> values;
};

class DamagedFile {
 public:
  static Result<DamagedFile> open(const std::filesystem::path& path);
  ~DamagedFile();
  DamagedFile(DamagedFile&& other) noexcept;
  DamagedFile& operator=(DamagedFile&&) = delete;

  // Every row that can be read, in the order of pages.
  void forEachRow(const std::function<void(const SalvagedRow&)>& take);

 private:
  static constexpr size_t kPageBytes = 4096;  // what SQLite gave every file of ours
  using Page = std::vector<unsigned char>;

  DamagedFile() = default;
  void readLog(const std::filesystem::path& path);
  bool readPage(uint64_t number, Page& page) const;
  void readCells(uint64_t number, const Page& page, const std::function<void(const SalvagedRow&)>& take);
  bool readPayload(const Page& page, size_t at, uint64_t bytes, bool table, std::string& payload);

  int fd_ = -1;
  int log_ = -1;                         // the write-ahead log, -1: none
  uint64_t pages_ = 0;                   // numbers go from 1 to this
  std::map<uint64_t, uint64_t> logged_;  // page -> offset in the log of its newest committed copy
  std::vector<bool> used_;               // page -> was followed as overflow
};

}  // namespace deepwell
