#include "engine/backend/vulkan/program.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <numeric>

#include "engine/backend/vulkan/recording.h"
#include "engine/backend/vulkan/rounding.h"

namespace deepwell::vulkan {
namespace {

// Logits of so many bytes are computed and read back at once.
constexpr uint64_t kLogitBytes = uint64_t{16} << 20;

// Of a program that is cut into parts: a few layers' calls.
constexpr int kCallsOfPart = 16;

int32_t logitRowsOf(int64_t vocabulary, int32_t max_rows, uint64_t largest_allocation) {
  if (vocabulary == 0) return 0;
  const uint64_t rows = std::min(kLogitBytes, largest_allocation) / rowBytes(vocabulary);
  return static_cast<int32_t>(std::clamp<uint64_t>(rows, 1, static_cast<uint64_t>(max_rows)));
}

}  // namespace

uint64_t VulkanProgram::activationBytes(const OpList& list, int32_t max_rows, uint64_t largest_allocation) {
  uint64_t bytes = 0;
  for (const BufferInfo& buffer : list.buffers) bytes += static_cast<uint64_t>(max_rows) * rowBytes(buffer.width);
  const int64_t vocabulary = stepLimits(list, max_rows).vocabulary_out;
  return bytes + static_cast<uint64_t>(logitRowsOf(vocabulary, max_rows, largest_allocation)) * rowBytes(vocabulary);
}

Parts::~Parts() {
  if (device) (void)device->waitIdle();
}

VulkanProgram::VulkanProgram(std::shared_ptr<Parts> parts, const OpList& list, int32_t max_rows, std::shared_ptr<Workspace> workspace)
    : parts_(std::move(parts)),
      list_(list),
      limits_(stepLimits(list, max_rows)),
      logit_rows_(logitRowsOf(limits_.vocabulary_out, max_rows, parts_->device->largestAllocation())),
      workspace_(std::move(workspace)) {
  ++parts_->programs;
}

VulkanProgram::~VulkanProgram() {
  const VolkDeviceTable& vk = parts_->device->vk();
  VkDevice device = parts_->device->handle();
  (void)parts_->device->waitIdle();  // copies that clear the buffers too, if making the program failed
  vk.vkDestroyCommandPool(device, pool_, nullptr);
  vk.vkDestroySemaphore(device, done_, nullptr);
  if (--parts_->programs > 0 || parts_->weights_loaded) return;
  parts_->weights = std::make_unique<WeightStore>(*parts_->device, *parts_->uploader);
}

Result<std::unique_ptr<VulkanProgram>> VulkanProgram::make(std::shared_ptr<Parts> parts, const OpList& list, int32_t max_rows,
                                                           const VulkanProgram* beside) {
  if (max_rows <= 0) return fail(ErrorCode::kInvalidArgument, "a program needs room for at least one row");
  if (beside != nullptr) DEEPWELL_TRY(checkSameBuffers(beside->list_, beside->limits_.max_rows, list, max_rows));
  auto workspace = beside != nullptr ? beside->workspace_ : std::make_shared<Workspace>(*parts->device);
  std::unique_ptr<VulkanProgram> program(new VulkanProgram(std::move(parts), list, max_rows, std::move(workspace)));
  DEEPWELL_TRY(program->allocate());
  const bool kv_known = program->parts_->kv->generation() > 0;
  if (kv_known || !program->limits_.uses_kv) DEEPWELL_TRY(program->record());
  return program;
}

Status VulkanProgram::allocate() {
  Device& device = *parts_->device;
  DEEPWELL_ASSIGN(pool_, makeCommandPool(device, device.compute().family));
  DEEPWELL_ASSIGN(done_, makeTimeline(device));
  DEEPWELL_ASSIGN(logit_copy_, allocateCommands(device, pool_));
  DEEPWELL_ASSIGN(copies_, allocateCommands(device, pool_));
  DEEPWELL_ASSIGN(step_, StepBuffer::make(device, limits_.max_rows));
  if (workspace_->buffers.empty()) DEEPWELL_TRY(allocateBuffers());
  return allocateLogits();
}

Status VulkanProgram::allocateBuffers() {
  for (const BufferInfo& buffer : list_.buffers) {
    const uint64_t bytes = static_cast<uint64_t>(limits_.max_rows) * rowBytes(buffer.width);
    DEEPWELL_ASSIGN(const Place place, workspace_->activations.take(bytes));
    DEEPWELL_TRY(parts_->uploader->clear(place, bytes));
    workspace_->buffers.push_back(place);
  }
  return {};
}

Status VulkanProgram::record() {
  DEEPWELL_TRY(recordCalls(main_, false, false));
  if (logit_rows_ > 0) {
    DEEPWELL_TRY(recordCalls(tail_, true, false));
    DEEPWELL_TRY(recordLogitCopy());
  }
  recorded_kv_ = std::max<uint64_t>(parts_->kv->generation(), 1);
  return {};
}

Result<VkCommandBuffer> VulkanProgram::beginPart(std::vector<VkCommandBuffer>& parts, size_t part) {
  if (part == parts.size()) {
    DEEPWELL_ASSIGN(VkCommandBuffer made, allocateCommands(*parts_->device, pool_));
    parts.push_back(made);
  }
  DEEPWELL_TRY(beginCommands(*parts_->device, parts[part], false));
  memoryBarrier(*parts_->device, parts[part]);
  return parts[part];
}

// The logits op stands last, in command buffers of its own: it may run more than once a step. Programs of many rows are cut into
// parts, each a submission of its own: kernels take a device for lost whose job lasts seconds.
Status VulkanProgram::recordCalls(std::vector<VkCommandBuffer>& parts, bool logits, bool timed) {
  Device& device = *parts_->device;
  size_t part = 0;
  int calls = 0;
  DEEPWELL_ASSIGN(VkCommandBuffer commands, beginPart(parts, part));
  if (timed && !logits) {
    clock_.reset(commands);
    clock_.mark(commands, 0);
  }
  for (size_t i = 0; i < list_.calls.size(); ++i) {
    const OpCall& call = list_.calls[i];
    if (std::holds_alternative<op::Logits>(call) != logits) continue;
    if (inParts() && calls++ == kCallsOfPart) {
      memoryBarrier(device, commands);
      DEEPWELL_TRY(endCommands(device, commands));
      DEEPWELL_ASSIGN(commands, beginPart(parts, ++part));
      calls = 1;
    }
    workspace_->scratch.rewind();
    Recording recording(*this, commands);
    DEEPWELL_TRY(std::visit([&](const auto& c) { return vulkan::record(recording, c); }, call));
    computeBarrier(device, commands);
    if (timed) clock_.mark(commands, static_cast<uint32_t>(i + 1));
  }
  memoryBarrier(device, commands);
  return endCommands(device, commands);
}

Status VulkanProgram::recordTimed() {
  Device& device = *parts_->device;
  const uint64_t kv = std::max<uint64_t>(parts_->kv->generation(), 1);
  if (timed_kv_ == kv) return {};
  if (timed_main_.empty()) {
    DEEPWELL_ASSIGN(clock_, OpClock::make(device, static_cast<uint32_t>(list_.calls.size() + 1)));
    std::vector<int32_t> calls(list_.calls.size());
    std::iota(calls.begin(), calls.end(), 0);
    notes_ = noteOps(list_, calls);
  }
  DEEPWELL_TRY(recordCalls(timed_main_, false, true));
  if (logit_rows_ > 0) DEEPWELL_TRY(recordCalls(timed_tail_, true, true));
  timed_kv_ = kv;
  return {};
}

// Adds the step's costs to its profile; what is not the device's goes to the rest.
Status VulkanProgram::account(const Step& step, double wall_seconds) {
  const bool logits = logit_rows_ > 0 && !step.logit_rows.empty();
  const size_t calls = list_.calls.size() - (logit_rows_ > 0 && !logits ? 1 : 0);
  DEEPWELL_ASSIGN(const std::vector<double> seconds, clock_.read(0, static_cast<uint32_t>(calls + 1)));
  const StepView view{&list_, &step, &parts_->kv->layout(), {}};
  for (size_t i = 0; i < calls; ++i) {
    const OpWork work = workOf(notes_[i], view);
    StepProfile::Part& part = step.profile->of(notes_[i].part);
    part.seconds += seconds[i];
    part.bytes += work.bytes;
    part.multiply_adds += work.multiply_adds;
    wall_seconds -= seconds[i];
  }
  step.profile->of(StepPart::kRest).seconds += std::max(wall_seconds, 0.0);
  return {};
}

Status VulkanProgram::submit(std::span<const VkCommandBuffer> commands) {
  Device& device = *parts_->device;
  const Signal uploads{parts_->uploader->semaphore(), parts_->uploader->value()};
  const size_t together = inParts() ? 1 : commands.size();
  for (size_t first = 0; first < commands.size(); first += together) {
    DEEPWELL_TRY(submitCommands(device, device.compute(), commands.subspan(first, together), uploads, {done_, done_value_ + 1}));
    ++done_value_;
  }
  return waitTimeline(device, done_, done_value_);
}

Status VulkanProgram::run(const Step& step) {
  DEEPWELL_TRY(checkStep(step, limits_, parts_->kv->pages()));
  if (recorded_kv_ == 0 || (limits_.uses_kv && recorded_kv_ != parts_->kv->generation())) DEEPWELL_TRY(record());
  const bool timed = step.profile != nullptr && parts_->device->tickSeconds() > 0;
  if (timed) DEEPWELL_TRY(recordTimed());
  const auto begin = std::chrono::steady_clock::now();
  DEEPWELL_TRY(step_.write(step, parts_->kv->table()));
  std::vector<VkCommandBuffer> commands = timed ? timed_main_ : main_;
  const bool logits = logit_rows_ > 0 && !step.logit_rows.empty();
  if (logits && step.top != nullptr) DEEPWELL_TRY(recordTop());
  if (logits) addLogitCommands(step, timed ? timed_tail_ : tail_, commands);
  DEEPWELL_TRY(submit(commands));
  if (logits) DEEPWELL_TRY(finishLogits(step));
  if (!timed) return {};
  return account(step, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

// Between the buffer and rows_copy, which holds rows as the device pads them.
Status VulkanProgram::copyRows(BufferId buffer, int32_t rows, bool to_host) {
  Device& device = *parts_->device;
  const auto index = static_cast<size_t>(buffer.index);
  const uint64_t bytes = static_cast<uint64_t>(rows) * rowBytes(list_.buffers[index].width);
  const Place& place = workspace_->buffers[index];
  DEEPWELL_TRY(beginCommands(device, copies_, true));
  memoryBarrier(device, copies_);
  const VkBufferCopy region{to_host ? place.offset : 0, to_host ? 0 : place.offset, bytes};
  VkBuffer from = to_host ? place.buffer : workspace_->rows_copy.handle();
  VkBuffer to = to_host ? workspace_->rows_copy.handle() : place.buffer;
  device.vk().vkCmdCopyBuffer(copies_, from, to, 1, &region);
  memoryBarrier(device, copies_);
  DEEPWELL_TRY(endCommands(device, copies_));
  return submit({&copies_, 1});
}

Status VulkanProgram::read(BufferId buffer, int32_t rows, std::span<float> out) {
  DEEPWELL_TRY(checkBufferAccess(list_, buffer, rows, limits_.max_rows, out.size()));
  if (rows == 0) return {};
  const auto width = static_cast<size_t>(list_.buffers[static_cast<size_t>(buffer.index)].width);
  const uint64_t stride = rowBytes(static_cast<int64_t>(width));
  if (workspace_->rows_copy.bytes() < stride * static_cast<uint64_t>(rows)) {
    DEEPWELL_ASSIGN(workspace_->rows_copy, Buffer::make(*parts_->device, stride * static_cast<uint64_t>(limits_.max_rows), MemoryKind::kReadback));
  }
  DEEPWELL_TRY(copyRows(buffer, rows, true));
  for (size_t row = 0; row < static_cast<size_t>(rows); ++row) {
    std::memcpy(out.data() + row * width, workspace_->rows_copy.mapped() + row * stride, width * sizeof(float));
  }
  return {};
}

Status VulkanProgram::write(BufferId buffer, int32_t rows, std::span<const float> in) {
  DEEPWELL_TRY(checkBufferAccess(list_, buffer, rows, limits_.max_rows, in.size()));
  if (rows == 0) return {};
  const auto width = static_cast<size_t>(list_.buffers[static_cast<size_t>(buffer.index)].width);
  const uint64_t stride = rowBytes(static_cast<int64_t>(width));
  if (workspace_->rows_copy.bytes() < stride * static_cast<uint64_t>(rows)) {
    DEEPWELL_ASSIGN(workspace_->rows_copy, Buffer::make(*parts_->device, stride * static_cast<uint64_t>(limits_.max_rows), MemoryKind::kReadback));
  }
  for (size_t row = 0; row < static_cast<size_t>(rows); ++row) {
    std::memcpy(workspace_->rows_copy.mapped() + row * stride, in.data() + row * width, width * sizeof(float));
    std::memset(workspace_->rows_copy.mapped() + row * stride + width * sizeof(float), 0, stride - width * sizeof(float));
  }
  return copyRows(buffer, rows, false);
}

}  // namespace deepwell::vulkan
