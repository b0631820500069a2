// The builder that records into a program's command buffers.
#pragma once

#include "engine/backend/vulkan/program.h"

namespace deepwell::vulkan {

class Recording final : public Builder {
 public:
  Recording(VulkanProgram& program, VkCommandBuffer commands) : program_(program), commands_(commands) {}

  const DeviceFeatures& features() const override { return parts().device->features(); }
  int32_t maxRows() const override { return program_.limits_.max_rows; }
  const KvLayout& kv() const override { return parts().kv->layout(); }
  Address step() const override { return program_.step_.address(); }

  Address buffer(BufferId id) const override { return program_.workspace_->buffers[static_cast<size_t>(id.index)].address; }
  int32_t width(BufferId id) const override { return info(id).width; }
  RowSet rowSet(BufferId id) const override { return info(id).rows; }

  Result<Address> scratch(uint64_t bytes) override;
  Result<DeviceWeight> weight(const Weight& weight) override { return parts().weights->weight(weight); }
  Result<Address> vector(const float* values, int64_t count) override { return parts().weights->vector(values, count); }
  Result<Address> constants(const void* key, std::span<const uint32_t> words) override {
    return parts().weights->constants(key, words);
  }

  Address logits() const override { return program_.logits_.address(); }
  int32_t logitRows() const override { return program_.logit_rows_; }

  void barrier() override { computeBarrier(*parts().device, commands_); }

 private:
  Parts& parts() const { return *program_.parts_; }
  const BufferInfo& info(BufferId id) const { return program_.list_.buffers[static_cast<size_t>(id.index)]; }
  Status dispatchBytes(std::string_view shader, std::span<const uint32_t> constants, std::span<const std::byte> params,
                       Groups groups) override;

  VulkanProgram& program_;
  VkCommandBuffer commands_;
};

}  // namespace deepwell::vulkan
