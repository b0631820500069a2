// What the readers of untrusted files share: a bounds-checked cursor, a budget for what a header may make us
// allocate, and names made safe to print.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"

namespace deepwell {

// Reads little-endian values one after another; every read says whether the bytes were there.
class ByteCursor {
 public:
  explicit ByteCursor(std::span<const std::byte> bytes) : bytes_(bytes) {}

  size_t position() const { return position_; }
  size_t remaining() const { return bytes_.size() - position_; }

  template <class T>
  [[nodiscard]] bool read(T* value) {
    if (remaining() < sizeof(T)) return false;
    std::memcpy(value, bytes_.data() + position_, sizeof(T));
    position_ += sizeof(T);
    return true;
  }

  // The next `size` bytes in place.
  [[nodiscard]] bool take(uint64_t size, std::span<const std::byte>* out) {
    if (size > remaining()) return false;
    *out = bytes_.subspan(position_, static_cast<size_t>(size));
    position_ += static_cast<size_t>(size);
    return true;
  }

 private:
  std::span<const std::byte> bytes_;
  size_t position_ = 0;  // at most bytes_.size()
};

// Bytes that the headers of one checkpoint may still make us allocate. Starts at twice the files' size plus a floor
// for small files (a tokenizer of 128k tokens alone takes 20 MB); asked before each allocation.
class HeaderBudget {
 public:
  static constexpr uint64_t kFloor = uint64_t{16} << 20;

  explicit HeaderBudget(uint64_t file_bytes) : left_(kFloor + 2 * file_bytes) {}

  [[nodiscard]] bool take(uint64_t count, uint64_t bytes_each) {
    uint64_t bytes = 0;
    if (__builtin_mul_overflow(count, bytes_each, &bytes) || bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

 private:
  uint64_t left_;
};

// What simdjson takes on demand for each byte of JSON: a padded copy, 4 bytes an index entry, unescaped strings.
inline constexpr uint64_t kJsonMemory = 8;

// Heap bytes of a std::string of this length, the allocator's share included.
constexpr uint64_t stringHeapBytes(uint64_t length) { return length <= 15 ? 0 : length + 32; }

// `text` from a file, for an error message: control and non-ASCII bytes escaped, at most 120 characters.
std::string printable(std::string_view text);

// Product of the dimensions; false on overflow or a negative one.
[[nodiscard]] bool multiplyShape(std::span<const int64_t> shape, int64_t* elements);

// Bytes of `elements` values laid out in rows of whole blocks; false on overflow.
[[nodiscard]] bool tensorBytes(DType dtype, int64_t elements, uint64_t* bytes);

// Sorts by address and refuses data that overlap.
Status checkOverlap(std::vector<TensorView>* tensors);

// Sorts by name and refuses a name that occurs twice.
Status sortByName(std::vector<TensorView>* tensors);

}  // namespace deepwell
