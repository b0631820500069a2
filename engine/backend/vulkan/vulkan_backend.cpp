#include "engine/backend/vulkan/vulkan_backend.h"

#include <algorithm>

#include "engine/backend/top_logits.h"
#include "engine/backend/vulkan/program.h"
#include "engine/backend/vulkan/scratch_bytes.h"
#include "engine/backend/vulkan/weight_layout.h"
#include "engine/backend/weight_check.h"

namespace deepwell::vulkan {
namespace {

uint64_t deviceBytes(const Weight& weight) {
  uint64_t bytes = static_cast<uint64_t>(weight.rows) * deviceRowBytes(weight);
  if (weight.scale_inv != nullptr) {
    const auto blocks = static_cast<uint64_t>((weight.rows + weight.block_rows - 1) / weight.block_rows);
    bytes += blocks * static_cast<uint64_t>(weight.scale_cols) * sizeof(float);
  }
  return bytes;
}

class VulkanBackend final : public Backend {
 public:
  explicit VulkanBackend(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}

  BackendInfo info() const override {
    const PluginDevice& device = parts_->device->summary();
    return {"vulkan", fmt::format("{}, {}", device.name, device.driver), {}};
  }

  Status supports(const OpList& ops) const override { return checkWeights(ops, "Vulkan"); }

  BackendMemory memory() const override { return {false, parts_->device->totalBytes(), parts_->device->freeBytes()}; }

  uint64_t weightBytes(const OpCall& call) const override {
    uint64_t bytes = 0;
    forEachWeight(call, [&](const Weight& weight) { bytes += deviceBytes(weight); });
    return bytes;
  }

  uint64_t activationBytes(const OpList& ops, int32_t max_rows) const override {
    const Device& device = *parts_->device;
    return VulkanProgram::activationBytes(ops, max_rows, device.largestAllocation()) + scratchBytes(ops, max_rows, device.features());
  }

  Status load(const OpList& ops, const WeightProgress& progress, std::stop_token stop) override {
    DEEPWELL_TRY(supports(ops));
    uint64_t total = 0;
    for (const OpCall& call : ops.calls) forEachWeight(call, [&](const Weight& w) { total += static_cast<uint64_t>(w.bytes()); });
    uint64_t done = 0;
    parts_->weights->observe([&](uint64_t bytes) {
      done += bytes;
      if (progress) progress(std::min(done, total), total);
      return !stop.stop_requested();
    });
    const Status loaded = uploadAll(ops);
    parts_->weights->observe({});
    DEEPWELL_TRY(loaded);
    parts_->weights_loaded = true;
    if (progress) progress(total, total);
    return {};
  }

  Status reserveKv(const KvLayout& layout, int32_t pages) override { return parts_->kv->reserve(layout, pages); }
  Status copyKv(int32_t from, int32_t to, int32_t positions) override {
    if (positions < 0 || positions > kPageTokens) {
      return fail(ErrorCode::kInvalidArgument, "{} positions of a KV page: expected 0 to {}", positions, kPageTokens);
    }
    return parts_->kv->copy(from, to);
  }

  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(supports(ops));
    DEEPWELL_ASSIGN(std::unique_ptr<Program> program, VulkanProgram::make(parts_, ops, max_rows));
    return program;
  }

  bool sharesBuffers() const override { return true; }
  Result<std::unique_ptr<Program>> prepareBeside(Program& other, const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(supports(ops));
    DEEPWELL_ASSIGN(std::unique_ptr<Program> program,
                    VulkanProgram::make(parts_, ops, max_rows, &static_cast<VulkanProgram&>(other)));
    return program;
  }

  Status run(Program& program, const Step& step) override {
    if (step.tokens.empty()) return {};
    return static_cast<VulkanProgram&>(program).run(step);
  }

  int32_t topLogits() const override { return kMostTopLogits; }
  Status readLogits(Program& program, int32_t row, std::span<float> out) override {
    return static_cast<VulkanProgram&>(program).readLogits(row, out);
  }

  Status readBuffer(Program& program, BufferId buffer, int32_t rows, std::span<float> out) override {
    return static_cast<VulkanProgram&>(program).read(buffer, rows, out);
  }
  Status writeBuffer(Program& program, BufferId buffer, int32_t rows, std::span<const float> in) override {
    return static_cast<VulkanProgram&>(program).write(buffer, rows, in);
  }

 private:
  Status uploadAll(const OpList& ops) {
    Status status;
    for (const OpCall& call : ops.calls) {
      forEachWeight(call, [&](const Weight& weight) {
        if (!status) return;
        if (const auto uploaded = parts_->weights->weight(weight); !uploaded) status = tl::make_unexpected(uploaded.error());
      });
      DEEPWELL_TRY(status);
    }
    return parts_->uploader->finish();
  }

  std::shared_ptr<Parts> parts_;
};

}  // namespace

Result<std::unique_ptr<Backend>> makeVulkanBackend(const PluginDeviceOptions& options) {
  auto parts = std::make_shared<Parts>();
  DEEPWELL_ASSIGN(parts->device, Device::open(options));
  DEEPWELL_ASSIGN(parts->uploader, Uploader::make(*parts->device));
  std::function<Status()> settle;
  if (parts->device->features().software) settle = [device = parts->device.get()] { return device->waitIdle(); };
  DEEPWELL_ASSIGN(parts->pipelines, Pipelines::make(*parts->device, settle));
  parts->kv = std::make_unique<KvMemory>(*parts->device, *parts->uploader);
  parts->weights = std::make_unique<WeightStore>(*parts->device, *parts->uploader);
  return std::make_unique<VulkanBackend>(std::move(parts));
}

}  // namespace deepwell::vulkan
