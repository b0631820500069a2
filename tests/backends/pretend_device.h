// The processor, playing a device with memory of its own: it counts what is put there, has a limit, and fails when told.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <set>

#include "engine/backend/offload/offload_backend.h"

namespace deepwell::test {

// What survives the device, so that a test sees all that are made one after the other.
struct PretendControls {
  uint64_t total_bytes = uint64_t{1} << 40;
  bool shares_buffers = true;
  std::function<bool(const OpCall&)> refuses;  // a call that it cannot run
  int32_t fail_at = -1;                        // the call with this number fails, counted over all devices
  ErrorCode fail_with = ErrorCode::kDevice;    // after kDevice every later call of this device fails too
  bool fails_to_open = false;                  // the next time

  int32_t calls = 0;
  int32_t opened = 0;
  int32_t programs = 0;        // that live
  int32_t programs_made = 0;
  int64_t floats_read = 0;     // through readBuffer
  int64_t floats_written = 0;
  int32_t copies = 0;
  KvLayout kv;
  int32_t pages = 0;
};

class PretendDevice final : public Backend {
 public:
  PretendDevice(PretendControls& controls, std::unique_ptr<Backend> inner) : controls_(controls), inner_(std::move(inner)) {
    ++controls_.opened;
  }

  BackendInfo info() const override { return {"pretend", "Pretended GPU"}; }
  BackendMemory memory() const override { return {false, controls_.total_bytes, controls_.total_bytes - std::min(controls_.total_bytes, used_)}; }

  Status supports(const OpList& ops) const override {
    for (const OpCall& call : ops.calls) {
      if (controls_.refuses && controls_.refuses(call)) return fail(ErrorCode::kUnsupported, "the pretended GPU cannot do this");
    }
    return inner_->supports(ops);
  }

  uint64_t weightBytes(const OpCall& call) const override {
    uint64_t bytes = 0;
    const auto add = [&](const Weight& weight) { bytes += static_cast<uint64_t>(weight.bytes()); };
    if (const auto* c = std::get_if<op::Embed>(&call)) add(*c->table);
    if (const auto* c = std::get_if<op::Logits>(&call)) add(*c->head);
    if (const auto* c = std::get_if<op::MatmulGlu>(&call)) add(*c->gate), add(*c->up);
    if (const auto* c = std::get_if<op::Matmul>(&call)) {
      for (const op::Matmul::Output& output : c->outputs) add(*output.weight);
    }
    if (const auto* c = std::get_if<op::MlaAttention>(&call)) {
      for (const Weight& weight : c->weights->key) add(weight);
      for (const Weight& weight : c->weights->value) add(weight);
    }
    if (const auto* c = std::get_if<op::Moe>(&call)) {
      for (const auto* weights : {&c->experts->gate, &c->experts->up, &c->experts->down}) {
        for (const Weight& weight : *weights) add(weight);
      }
    }
    return bytes;
  }

  uint64_t activationBytes(const OpList& ops, int32_t max_rows) const override {
    uint64_t bytes = 0;
    for (const BufferInfo& buffer : ops.buffers) bytes += uint64_t{4} * static_cast<uint64_t>(buffer.width) * static_cast<uint64_t>(max_rows);
    return bytes;
  }

  Status load(const OpList& ops, const WeightProgress& progress, std::stop_token stop) override {
    DEEPWELL_TRY(count());
    uint64_t total = 0;
    for (const OpCall& call : ops.calls) total += weightBytes(call);
    uint64_t done = 0;
    for (const OpCall& call : ops.calls) {
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
      DEEPWELL_TRY(take(weightBytes(call)));
      done += weightBytes(call);
      if (progress && weightBytes(call) > 0) progress(done, total);
    }
    return {};
  }

  Status reserveKv(const KvLayout& layout, int32_t pages) override {
    DEEPWELL_TRY(count());
    if (pages > pages_) DEEPWELL_TRY(take(static_cast<uint64_t>(layout.pageBytes()) * static_cast<uint64_t>(pages - pages_)));
    pages_ = std::max(pages_, pages);
    controls_.kv = layout;
    controls_.pages = pages_;
    return inner_->reserveKv(layout, pages);
  }
  Status copyKv(int32_t from, int32_t to, int32_t positions) override {
    DEEPWELL_TRY(count());
    ++controls_.copies;
    return inner_->copyKv(from, to, positions);
  }

  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(count());
    DEEPWELL_TRY(supports(ops));
    return wrapped(inner_->prepare(ops, max_rows));
  }
  bool sharesBuffers() const override { return controls_.shares_buffers; }
  Result<std::unique_ptr<Program>> prepareBeside(Program& other, const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(count());
    return wrapped(inner_->prepareBeside(innerOf(other), ops, max_rows));
  }

  Status run(Program& program, const Step& step) override {
    DEEPWELL_TRY(count());
    return inner_->run(innerOf(program), step);
  }
  int32_t topLogits() const override { return inner_->topLogits(); }
  Status readLogits(Program& program, int32_t row, std::span<float> out) override {
    DEEPWELL_TRY(count());
    return inner_->readLogits(innerOf(program), row, out);
  }
  Status readBuffer(Program& program, BufferId buffer, int32_t rows, std::span<float> out) override {
    DEEPWELL_TRY(count());
    controls_.floats_read += static_cast<int64_t>(out.size());
    return inner_->readBuffer(innerOf(program), buffer, rows, out);
  }
  Status writeBuffer(Program& program, BufferId buffer, int32_t rows, std::span<const float> in) override {
    DEEPWELL_TRY(count());
    controls_.floats_written += static_cast<int64_t>(in.size());
    return inner_->writeBuffer(innerOf(program), buffer, rows, in);
  }

 private:
  struct PretendProgram final : Program {
    PretendProgram(PretendControls& counted, std::unique_ptr<Program> program) : controls(counted), inner(std::move(program)) {
      ++controls.programs;
      ++controls.programs_made;
    }
    ~PretendProgram() override { --controls.programs; }
    PretendControls& controls;
    std::unique_ptr<Program> inner;
  };

  static Program& innerOf(Program& program) { return *static_cast<PretendProgram&>(program).inner; }
  Result<std::unique_ptr<Program>> wrapped(Result<std::unique_ptr<Program>> program) {
    if (!program) return program;
    return std::make_unique<PretendProgram>(controls_, std::move(*program));
  }

  Status count() {
    if (lost_) return fail(ErrorCode::kDevice, "the pretended GPU is still gone");
    if (controls_.calls++ != controls_.fail_at) return {};
    lost_ = controls_.fail_with == ErrorCode::kDevice;
    return fail(controls_.fail_with, "the pretended GPU is {}", lost_ ? "gone" : "full");
  }
  Status take(uint64_t bytes) {
    if (used_ + bytes > controls_.total_bytes) return fail(ErrorCode::kOutOfMemory, "the pretended GPU has no {} bytes more", bytes);
    used_ += bytes;
    return {};
  }

  PretendControls& controls_;
  std::unique_ptr<Backend> inner_;
  uint64_t used_ = 0;
  int32_t pages_ = 0;
  bool lost_ = false;
};

// No margin, and tiny models are divided too, which is not worth it for anybody but tests.
inline OffloadOptions eagerOptions(OffloadOptions options = {}) {
  options.margin = {0, 0};
  options.plan = [plan = options.plan](const PlacementRequest& request) {
    PlacementRequest eager = request;
    eager.crossing_bytes = 1;
    return plan(eager);
  };
  return options;
}

inline Result<std::unique_ptr<Backend>> openPretendDevice(PretendControls& controls, int threads = 1) {
  if (std::exchange(controls.fails_to_open, false)) return fail(ErrorCode::kDevice, "the pretended GPU does not start");
  DEEPWELL_ASSIGN(std::unique_ptr<Backend> inner, makeCpuBackend(threads));
  controls.pages = 0;
  return std::make_unique<PretendDevice>(controls, std::move(inner));
}

}  // namespace deepwell::test
