// Memory that weights point into when they cannot stay in the mapped file: addresses stay when more is added. An error,
// not an abort or a machine brought to its knees, when there is not enough.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "engine/base/result.h"

namespace deepwell {

class WeightStore {
 public:
  WeightStore();
  explicit WeightStore(uint64_t limit) : limit_(limit) {}

  Result<float*> floats(size_t count);
  Result<const float*> keep(std::vector<float> values);
  Result<std::byte*> bytes(size_t count);  // aligned for any scalar
  uint64_t size() const { return size_; }

  // An error if that many bytes more are not to be had.
  Status allow(uint64_t bytes) const;

 private:
  std::deque<std::vector<float>> floats_;
  std::deque<std::vector<std::max_align_t>> bytes_;
  uint64_t size_ = 0;
  uint64_t limit_;  // of size_
};

}  // namespace deepwell
