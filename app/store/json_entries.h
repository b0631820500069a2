// The entries of a large JSON file whose outermost value is an array, one at a time, as text: only the one that is read
// is in memory. An outermost object counts as an array of one.
#pragma once

#include <functional>
#include <string>

#include "engine/base/result.h"

namespace deepwell {

class JsonEntries {
 public:
  static constexpr size_t kMostEntryBytes = size_t{128} << 20;

  // `read` fills a buffer and returns how much, 0 at the end. `name` stands in errors.
  using Read = std::function<size_t(char* buffer, size_t bytes)>;
  JsonEntries(std::string name, Read read) : name_(std::move(name)), read_(std::move(read)) {}

  // The next entry as it stands in the file; false at the end. kCorruptFile: the file is no JSON array or object, or is
  // cut; what is inside an entry is not checked.
  Result<bool> next(std::string& entry);

  // The last entry is longer than kMostEntryBytes: it was passed over, and the text is none.
  bool tooLong() const { return too_long_; }

  // Entries so far.
  int64_t count() const { return count_; }

 private:
  int peek();  // the next byte, -1 at the end
  void skip() { ++at_; }
  int skipSpace();
  Result<bool> begin();
  Status readEntry(std::string& entry);

  std::string name_;
  Read read_;
  std::string buffer_;
  size_t at_ = 0;
  int64_t count_ = 0;
  bool too_long_ = false;
  enum class State { kBegin, kInArray, kSingle, kEnd } state_ = State::kBegin;
};

// The entry with what strict readers refuse put right: halves of surrogate pairs ("\ud83d" alone, which real exports
// have) and bytes that are not UTF-8 become U+FFFD, control characters in strings are escaped, and NaN and Infinity, which
// Python writes, become null.
std::string repairedJson(std::string_view entry);

}  // namespace deepwell
