#include "engine/backend/vulkan/step_buffer.h"

#include <algorithm>
#include <cstring>

namespace deepwell::vulkan {
namespace {

// More are rarely needed. Validation layers on the GPU know only memory that was there when a program was recorded.
constexpr uint64_t kFirstPageIds = 4096;

template <class T>
void put(std::byte* to, size_t index, const T& value) {
  std::memcpy(to + index * sizeof(T), &value, sizeof(T));
}

}  // namespace

Result<StepBuffer> StepBuffer::make(Device& device, int32_t max_rows) {
  const auto rows = static_cast<uint64_t>(max_rows);
  const auto aligned = [](uint64_t bytes) { return (bytes + 63) / 64 * 64; };
  StepBuffer step;
  step.device_ = &device;
  step.rows_at_ = aligned(sizeof(StepHeader));
  step.sequences_at_ = step.rows_at_ + aligned(rows * sizeof(StepRow));
  step.logit_rows_at_ = step.sequences_at_ + aligned(rows * sizeof(StepSequenceInfo));
  step.inverse_temperatures_at_ = step.logit_rows_at_ + aligned(rows * sizeof(uint32_t));
  const uint64_t bytes = step.inverse_temperatures_at_ + aligned(rows * sizeof(float));
  DEEPWELL_ASSIGN(step.buffer_, Buffer::make(device, bytes, MemoryKind::kShared));
  std::memset(step.buffer_.mapped(), 0, bytes);
  DEEPWELL_ASSIGN(step.page_ids_, Buffer::make(device, kFirstPageIds * sizeof(uint32_t), MemoryKind::kShared));
  return step;
}

Status StepBuffer::reservePageIds(Device& device, const Step& step) {
  uint64_t ids = 0;
  for (const StepSequence& sequence : step.sequences) ids += sequence.pages.size();
  const uint64_t bytes = ids * sizeof(uint32_t);
  if (page_ids_.bytes() >= std::max<uint64_t>(bytes, 1)) return {};
  DEEPWELL_ASSIGN(page_ids_, Buffer::make(device, std::max<uint64_t>(2 * bytes, 4096), MemoryKind::kShared));
  return {};
}

Status StepBuffer::write(const Step& step, Address page_table) {
  DEEPWELL_TRY(reservePageIds(*device_, step));
  std::byte* base = buffer_.mapped();
  size_t sequences = 0;
  uint32_t page = 0;
  for (const StepSequence& sequence : step.sequences) {
    if (sequence.row_count == 0) continue;
    const auto first_position = static_cast<uint32_t>(sequence.first_position);
    put(base + sequences_at_, sequences,
        StepSequenceInfo{static_cast<uint32_t>(sequence.first_row), static_cast<uint32_t>(sequence.row_count), first_position, page});
    for (int32_t r = 0; r < sequence.row_count; ++r) {
      const auto row = static_cast<size_t>(sequence.first_row + r);
      put(base + rows_at_, row,
          StepRow{static_cast<uint32_t>(step.tokens[row]), first_position + static_cast<uint32_t>(r), static_cast<uint32_t>(sequences), page});
    }
    if (!sequence.pages.empty()) {
      std::memcpy(page_ids_.mapped() + sizeof(uint32_t) * page, sequence.pages.data(), sequence.pages.size_bytes());
    }
    page += static_cast<uint32_t>(sequence.pages.size());
    ++sequences;
  }
  if (!step.logit_rows.empty()) std::memcpy(base + logit_rows_at_, step.logit_rows.data(), step.logit_rows.size_bytes());
  if (step.top != nullptr) {
    std::memcpy(base + inverse_temperatures_at_, step.top->inverse_temperatures.data(), step.logit_rows.size() * sizeof(float));
  }
  put(base, 0,
      StepHeader{address() + rows_at_, address() + sequences_at_, address() + logit_rows_at_, page_ids_.address(), page_table,
                 address() + inverse_temperatures_at_,
                 static_cast<uint32_t>(step.tokens.size()), static_cast<uint32_t>(step.logit_rows.size()),
                 static_cast<uint32_t>(sequences), 0});
  return {};
}

void StepBuffer::setLogitFirst(int32_t first) { header().logit_first = static_cast<uint32_t>(first); }

}  // namespace deepwell::vulkan
