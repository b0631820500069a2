// The logits of a program: the rows of one pass of the logits op lie on the device, and what the step asks for comes to the host.
#include <algorithm>
#include <array>
#include <cstring>

#include "engine/backend/top_logits.h"
#include "engine/backend/vulkan/program.h"
#include "engine/backend/vulkan/recording.h"
#include "engine/backend/vulkan/rounding.h"
#include "engine/backend/vulkan/top_k_op.h"

namespace deepwell::vulkan {
namespace {

static_assert(sizeof(TokenLogit) == sizeof(TopKEntry));

}  // namespace

Status VulkanProgram::allocateLogits() {
  if (logit_rows_ == 0) return {};
  const uint64_t bytes = static_cast<uint64_t>(logit_rows_) * rowBytes(limits_.vocabulary_out);
  DEEPWELL_ASSIGN(logits_, Buffer::make(*parts_->device, bytes, MemoryKind::kDevice));
  DEEPWELL_ASSIGN(readback_, Buffer::make(*parts_->device, bytes, MemoryKind::kReadback));
  return {};
}

int32_t VulkanProgram::topCount() const {
  return static_cast<int32_t>(std::min<int64_t>(kMostTopLogits, limits_.vocabulary_out));
}

Status VulkanProgram::recordLogitCopy() {
  Device& device = *parts_->device;
  DEEPWELL_TRY(beginCommands(device, logit_copy_, false));
  const VkBufferCopy all{0, 0, logits_.bytes()};
  device.vk().vkCmdCopyBuffer(logit_copy_, logits_.handle(), readback_.handle(), 1, &all);
  memoryBarrier(device, logit_copy_);
  return endCommands(device, logit_copy_);
}

// Once: it depends on nothing but the program.
Status VulkanProgram::recordTop() {
  if (best_ != VK_NULL_HANDLE) return {};
  Device& device = *parts_->device;
  const uint64_t entries = static_cast<uint64_t>(limits_.max_rows) * static_cast<uint64_t>(topCount()) * sizeof(TopKEntry);
  const uint64_t bytes = entries + static_cast<uint64_t>(limits_.max_rows) * sizeof(float);
  DEEPWELL_ASSIGN(top_, Buffer::make(device, bytes, MemoryKind::kDevice));
  DEEPWELL_ASSIGN(top_readback_, Buffer::make(device, bytes, MemoryKind::kReadback));
  DEEPWELL_ASSIGN(VkCommandBuffer commands, allocateCommands(device, pool_));
  DEEPWELL_TRY(beginCommands(device, commands, false));
  Recording recording(*this, commands);
  workspace_->scratch.rewind();
  DEEPWELL_TRY(recordTopLogits(recording, limits_.vocabulary_out, topCount(), top_.address(), top_.address() + entries));
  memoryBarrier(device, commands);
  const VkBufferCopy all{0, 0, bytes};
  device.vk().vkCmdCopyBuffer(commands, top_.handle(), top_readback_.handle(), 1, &all);
  memoryBarrier(device, commands);
  DEEPWELL_TRY(endCommands(device, commands));
  best_ = commands;
  return {};
}

void VulkanProgram::addLogitCommands(const Step& step, const std::vector<VkCommandBuffer>& tail,
                                     std::vector<VkCommandBuffer>& commands) const {
  commands.insert(commands.end(), tail.begin(), tail.end());
  if (!step.logits.empty()) commands.push_back(logit_copy_);
  if (step.top != nullptr) commands.push_back(best_);
}

// Takes what the first pass of the logits op gave, and runs those that are still to come.
Status VulkanProgram::finishLogits(const Step& step) {
  step_logit_rows_ = static_cast<int32_t>(step.logit_rows.size());
  pass_first_ = 0;
  takePass(step);
  std::vector<VkCommandBuffer> commands;
  addLogitCommands(step, tail_, commands);
  while (pass_first_ + logit_rows_ < step_logit_rows_) {
    pass_first_ += logit_rows_;
    step_.setLogitFirst(pass_first_);
    DEEPWELL_TRY(submit(commands));
    takePass(step);
  }
  return {};
}

void VulkanProgram::takePass(const Step& step) {
  const auto vocabulary = static_cast<size_t>(limits_.vocabulary_out);
  const auto first = static_cast<size_t>(pass_first_);
  const auto rows = static_cast<size_t>(std::min(logit_rows_, step_logit_rows_ - pass_first_));
  for (size_t row = 0; row < rows && !step.logits.empty(); ++row) {
    const std::byte* from = readback_.mapped() + row * rowBytes(limits_.vocabulary_out);
    std::memcpy(step.logits.data() + (first + row) * vocabulary, from, vocabulary * sizeof(float));
  }
  if (step.top == nullptr) return;
  const auto held = static_cast<size_t>(topCount());
  const auto count = static_cast<size_t>(step.top->count);
  const std::byte* entries = top_readback_.mapped();
  const std::byte* masses = entries + static_cast<size_t>(limits_.max_rows) * held * sizeof(TopKEntry);
  for (size_t row = first; row < first + rows; ++row) {
    std::memcpy(step.top->best.data() + row * count, entries + row * held * sizeof(TopKEntry), count * sizeof(TopKEntry));
  }
  std::memcpy(step.top->masses.data() + first, masses + first * sizeof(float), rows * sizeof(float));
}

Status VulkanProgram::readLogits(int32_t row, std::span<float> out) {
  if (row < 0 || row >= step_logit_rows_ || static_cast<int64_t>(out.size()) != limits_.vocabulary_out) {
    return fail(ErrorCode::kInvalidArgument, "logit row {} of {} that the last step had", row, step_logit_rows_);
  }
  Device& device = *parts_->device;
  const int32_t first = row / logit_rows_ * logit_rows_;
  if (first != pass_first_) {
    step_.setLogitFirst(first);
    pass_first_ = first;
    DEEPWELL_TRY(submit(tail_));
  }
  DEEPWELL_TRY(beginCommands(device, copies_, true));
  memoryBarrier(device, copies_);
  const uint64_t bytes = rowBytes(limits_.vocabulary_out);
  const VkBufferCopy region{static_cast<uint64_t>(row - first) * bytes, 0, bytes};
  device.vk().vkCmdCopyBuffer(copies_, logits_.handle(), readback_.handle(), 1, &region);
  memoryBarrier(device, copies_);
  DEEPWELL_TRY(endCommands(device, copies_));
  DEEPWELL_TRY(submit({&copies_, 1}));
  std::memcpy(out.data(), readback_.mapped(), out.size_bytes());
  return {};
}

}  // namespace deepwell::vulkan
