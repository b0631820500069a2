// An OpList as recorded command buffers, with its activations. What changes from step to step lies in the step buffer.
#pragma once

#include <memory>

#include "engine/backend/op_notes.h"
#include "engine/backend/step_check.h"
#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/commands.h"
#include "engine/backend/vulkan/kv_memory.h"
#include "engine/backend/vulkan/op_clock.h"
#include "engine/backend/vulkan/pipelines.h"
#include "engine/backend/vulkan/step_buffer.h"
#include "engine/backend/vulkan/weight_store.h"

namespace deepwell::vulkan {

// What programs of one backend share.
struct Parts {
  Parts() = default;
  ~Parts();  // waits for the device: a call that failed may have left uploads on their way into what goes now
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  std::unique_ptr<Device> device;
  std::unique_ptr<Uploader> uploader;
  std::unique_ptr<Pipelines> pipelines;
  std::unique_ptr<KvMemory> kv;
  std::unique_ptr<WeightStore> weights;
  bool weights_loaded = false;  // by load(): they stay when no program is left
  int programs = 0;
};

// What programs that were made beside each other work in, one of them at a time.
struct Workspace {
  explicit Workspace(Device& device)
      : activations(device, uint64_t{1} << 20, uint64_t{256} << 20), scratch(device, uint64_t{1} << 20, uint64_t{256} << 20) {}

  Arena activations;
  Arena scratch;
  std::vector<Place> buffers;  // by BufferId, in `activations`
  Buffer rows_copy;            // for read() and write(), made when needed
};

class VulkanProgram final : public Program {
 public:
  // `beside`: a program in whose workspace this one works, or null.
  static Result<std::unique_ptr<VulkanProgram>> make(std::shared_ptr<Parts> parts, const OpList& list, int32_t max_rows,
                                                     const VulkanProgram* beside = nullptr);
  ~VulkanProgram() override;

  Status run(const Step& step);
  // A logit row of the last step.
  Status readLogits(int32_t row, std::span<float> out);
  Status read(BufferId buffer, int32_t rows, std::span<float> out);
  Status write(BufferId buffer, int32_t rows, std::span<const float> in);

  // Device memory that the activations of a list take.
  static uint64_t activationBytes(const OpList& list, int32_t max_rows, uint64_t largest_allocation);

 private:
  static constexpr int32_t kRowsInOnePart = 64;

  VulkanProgram(std::shared_ptr<Parts> parts, const OpList& list, int32_t max_rows, std::shared_ptr<Workspace> workspace);
  friend class Recording;
  Status allocate();
  Status allocateBuffers();
  Status allocateLogits();
  int32_t topCount() const;
  Status record();
  Status recordCalls(std::vector<VkCommandBuffer>& parts, bool logits, bool timed);
  Result<VkCommandBuffer> beginPart(std::vector<VkCommandBuffer>& parts, size_t part);
  Status recordTimed();
  Status account(const Step& step, double wall_seconds);
  bool inParts() const { return limits_.max_rows > kRowsInOnePart; }
  Status submit(std::span<const VkCommandBuffer> commands);
  // program_logits.cpp:
  Status recordLogitCopy();
  Status recordTop();
  void addLogitCommands(const Step& step, const std::vector<VkCommandBuffer>& tail, std::vector<VkCommandBuffer>& commands) const;
  Status finishLogits(const Step& step);
  void takePass(const Step& step);
  Status copyRows(BufferId buffer, int32_t rows, bool to_host);

  std::shared_ptr<Parts> parts_;
  OpList list_;
  StepLimits limits_;
  int32_t logit_rows_ = 0;            // of one pass of the logits op
  uint64_t recorded_kv_ = 0;          // generation of the KV memory that the recording is for; 0: not recorded
  std::shared_ptr<Workspace> workspace_;
  StepBuffer step_;
  Buffer logits_;                     // float32 [logit_rows_, padded vocabulary]
  Buffer readback_;                   // the same for the host
  int32_t pass_first_ = 0;            // of the step's logit rows, the first that logits_ holds
  int32_t step_logit_rows_ = 0;       // of the last step
  Buffer top_;                        // best logits [max_rows, topCount()], then masses [max_rows]; made when first wanted
  Buffer top_readback_;               // the same for the host
  VkCommandPool pool_ = VK_NULL_HANDLE;
  std::vector<VkCommandBuffer> main_;            // all ops but the logits
  std::vector<VkCommandBuffer> tail_;            // one pass of the logits op
  VkCommandBuffer logit_copy_ = VK_NULL_HANDLE;  // behind tail_: logits_ to the host
  VkCommandBuffer best_ = VK_NULL_HANDLE;    // behind tail_: the best logits, to the host
  VkCommandBuffer copies_ = VK_NULL_HANDLE;  // for read(), write() and readLogits()
  // The same with a clock, recorded for the first step that is to be profiled.
  std::vector<VkCommandBuffer> timed_main_;
  std::vector<VkCommandBuffer> timed_tail_;
  OpClock clock_;
  uint64_t timed_kv_ = 0;
  std::vector<OpNote> notes_;  // by call
  VkSemaphore done_ = VK_NULL_HANDLE;
  uint64_t done_value_ = 0;
};

}  // namespace deepwell::vulkan
