#include "engine/model/weight_store.h"

#include <new>

#include "engine/base/system_memory.h"

namespace deepwell {
namespace {

double gibibytes(uint64_t bytes) { return static_cast<double>(bytes) / static_cast<double>(uint64_t{1} << 30); }

Failure tooLittle(uint64_t wanted, uint64_t limit) {
  return fail(ErrorCode::kOutOfMemory,
              "not enough memory: weights that must be converted need {:.1f} GiB beside the mapped file, {:.1f} GiB are "
              "free; close other programs, or use a GGUF file of the model in a smaller type",
              gibibytes(wanted), gibibytes(limit));
}

}  // namespace

WeightStore::WeightStore() : limit_(availableMemory() / 10 * 9) {}

Status WeightStore::allow(uint64_t bytes) const {
  if (bytes > limit_ || size_ > limit_ - bytes) return tooLittle(size_ + bytes, limit_);
  return {};
}

Result<const float*> WeightStore::keep(std::vector<float> values) {
  DEEPWELL_TRY(allow(values.size() * sizeof(float)));
  size_ += values.size() * sizeof(float);
  return static_cast<const float*>(floats_.emplace_back(std::move(values)).data());
}

Result<float*> WeightStore::floats(size_t count) {
  DEEPWELL_TRY(allow(uint64_t{count} * sizeof(float)));
  try {
    floats_.emplace_back(count);
  } catch (const std::bad_alloc&) {
    return tooLittle(size_ + uint64_t{count} * sizeof(float), limit_);
  }
  size_ += uint64_t{count} * sizeof(float);
  return floats_.back().data();
}

Result<std::byte*> WeightStore::bytes(size_t count) {
  DEEPWELL_TRY(allow(count));
  try {
    bytes_.emplace_back(count / sizeof(std::max_align_t) + 1);
  } catch (const std::bad_alloc&) {
    return tooLittle(size_ + count, limit_);
  }
  size_ += count;
  return reinterpret_cast<std::byte*>(bytes_.back().data());
}

}  // namespace deepwell
