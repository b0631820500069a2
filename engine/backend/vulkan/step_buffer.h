// The step buffer of a program, in memory that the host writes and shaders read.
#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/vulkan/memory.h"
#include "shaders/include/step.h"

namespace deepwell::vulkan {

class StepBuffer {
 public:
  static Result<StepBuffer> make(Device& device, int32_t max_rows);

  Address address() const { return buffer_.address(); }

  // Of a checked step. The memory of page ids grows as needed; no step may be running.
  Status write(const Step& step, Address page_table);
  void setLogitFirst(int32_t first);

 private:
  StepHeader& header() { return *reinterpret_cast<StepHeader*>(buffer_.mapped()); }
  Status reservePageIds(Device& device, const Step& step);

  Device* device_ = nullptr;
  Buffer buffer_;
  Buffer page_ids_;
  uint64_t rows_at_ = 0;
  uint64_t sequences_at_ = 0;
  uint64_t logit_rows_at_ = 0;
  uint64_t inverse_temperatures_at_ = 0;
};

}  // namespace deepwell::vulkan
