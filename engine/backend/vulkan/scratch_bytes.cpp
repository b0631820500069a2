#include "engine/backend/vulkan/scratch_bytes.h"

#include <algorithm>

#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/weight_layout.h"

namespace deepwell::vulkan {
namespace {

// Records nothing, on memory that is not there.
class ScratchCounter final : public Builder {
 public:
  ScratchCounter(const OpList& list, int32_t max_rows, const DeviceFeatures& features)
      : list_(list), max_rows_(max_rows), features_(features) {}

  // What was taken since the last call.
  uint64_t taken() { return std::exchange(taken_, 0); }

  const DeviceFeatures& features() const override { return features_; }
  int32_t maxRows() const override { return max_rows_; }
  const KvLayout& kv() const override { return kv_; }
  Address step() const override { return kSomewhere; }
  Address buffer(BufferId /*id*/) const override { return kSomewhere; }
  int32_t width(BufferId id) const override { return list_.buffers[static_cast<size_t>(id.index)].width; }
  RowSet rowSet(BufferId id) const override { return list_.buffers[static_cast<size_t>(id.index)].rows; }

  Result<Address> scratch(uint64_t bytes) override {
    taken_ += (bytes + 255) / 256 * 256;
    return kSomewhere;
  }
  Result<DeviceWeight> weight(const Weight& weight) override {
    DeviceWeight out = describeWeight(weight);
    out.pieces.push_back({kSomewhere, kSomewhere, 0, weight.rows});
    return out;
  }
  Result<Address> vector(const float* /*values*/, int64_t /*count*/) override { return kSomewhere; }
  Result<Address> constants(const void* /*key*/, std::span<const uint32_t> /*words*/) override { return kSomewhere; }
  Address logits() const override { return kSomewhere; }
  int32_t logitRows() const override { return 1; }
  void barrier() override {}

 private:
  static constexpr Address kSomewhere{256, 0};

  Status dispatchBytes(std::string_view /*shader*/, std::span<const uint32_t> /*constants*/, std::span<const std::byte> /*params*/,
                       Groups /*groups*/) override {
    return {};
  }

  const OpList& list_;
  int32_t max_rows_;
  const DeviceFeatures& features_;
  // Room for any heads: the real cache may not be there yet.
  const KvLayout kv_{1 << 20, 1 << 20, 1 << 20, KvType::kF16, 1};
  uint64_t taken_ = 0;
};

}  // namespace

uint64_t scratchBytes(const OpList& list, int32_t max_rows, const DeviceFeatures& features) {
  ScratchCounter counter(list, max_rows, features);
  uint64_t most = 0;
  for (const OpCall& call : list.calls) {
    const Status recorded = std::visit([&counter](const auto& c) { return record(counter, c); }, call);
    const uint64_t taken = counter.taken();
    if (recorded) most = std::max(most, taken);
  }
  return most;
}

}  // namespace deepwell::vulkan
