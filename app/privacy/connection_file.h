// The record of every connection that deepwell-fetch ever made: "connections.jsonl" in the data folder, to which the
// window appends each fetch::Connection as it comes, one fetch::writeLine() a line. The file may be long, damaged or written by
// hand: what can be read is shown, and what cannot is counted.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/fetch/protocol.h"
#include "engine/base/result.h"

namespace deepwell {

struct ConnectionRecord {
  std::vector<fetch::Connection> connections;  // newest first; opening and closing are one; texts are short and of one line
  uint64_t bytes_received = 0;  // of all of these
  uint64_t bytes_sent = 0;
  size_t damaged_lines = 0;
  bool older_left_out = false;  // the file is longer than what is read of it
  bool incomplete = false;      // there were connections that could not be written
};

inline constexpr uint64_t kMaxRecordBytes = 8U << 20;  // read from the file's end
inline constexpr size_t kMaxRecordConnections = 20000;

// No file: an empty record, nothing has ever connected.
Result<ConnectionRecord> readConnections(const std::filesystem::path& file, uint64_t max_bytes = kMaxRecordBytes);

// Reads a record that goes on growing: each time only what was added since the last. Of one thread at a time.
class ConnectionReader {
 public:
  explicit ConnectionReader(std::filesystem::path file, uint64_t max_bytes = kMaxRecordBytes);
  ~ConnectionReader();

  // What the record is now; nothing if it is as it was. A last line counts once it has its end. A file that was emptied or
  // written anew is read from its beginning.
  Result<std::optional<ConnectionRecord>> read();
  static ConnectionRecord parse(std::string_view text);
  uint64_t bytesRead() const { return bytes_read_; }  // in all

 private:
  class Collector;

  void restart();
  bool continues(std::istream& in, uint64_t size) const;
  bool takeNew(std::istream& in, uint64_t size);

  const std::filesystem::path file_;
  const uint64_t max_bytes_;
  std::unique_ptr<Collector> collector_;
  uint64_t place_ = 0;      // of the file: what is before it was taken
  std::string before_;      // the last bytes before it, by which the file is known again
  bool skipped_ = false;    // the file was longer than what is read of it
  bool incomplete_ = false;
  bool fresh_ = true;       // nothing was told yet
  uint64_t bytes_read_ = 0;
};

// The same from the file's text.
ConnectionRecord parseConnections(std::string_view text);

// Stands beside the file while something that belongs into it could not be written.
std::filesystem::path incompleteMark(const std::filesystem::path& file);

// Whether a line could be written. Makes no file.
Status canRecord(const std::filesystem::path& file);

// Empties the file and takes its mark away. Whoever appends to it goes on doing so.
Status clearConnections(const std::filesystem::path& file);

}  // namespace deepwell
