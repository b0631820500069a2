#include "engine/backend/offload/offload_backend.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/backend/offload/division.h"
#include "engine/backend/offload/offload_program.h"
#include "engine/base/log.h"

namespace deepwell {
namespace offload {
namespace {

bool isDeviceFailure(const Error& error) { return error.code == ErrorCode::kDevice || error.code == ErrorCode::kOutOfMemory; }

class OffloadBackend final : public Backend {
 public:
  OffloadBackend(BackendFactory factory, std::unique_ptr<Backend> device, std::unique_ptr<Backend> host, OffloadOptions options)
      : factory_(std::move(factory)), options_(std::move(options)), host_(std::move(host)), device_(std::move(device)) {}
  ~OffloadBackend() override { releasePrograms(); }

  BackendInfo info() const override;
  Status supports(const OpList& ops) const override;
  BackendMemory memory() const override { return usesDevice() ? device_->memory() : host_->memory(); }
  uint64_t weightBytes(const OpCall& call) const override { return device_ ? device_->weightBytes(call) : 0; }
  uint64_t activationBytes(const OpList& ops, int32_t rows) const override { return device_ ? device_->activationBytes(ops, rows) : 0; }
  void expect(const BackendWorkload& workload) override { workload_ = workload; }
  int32_t mostPages() const override;
  Status load(const OpList& ops, const WeightProgress& progress, std::stop_token stop) override;
  Status reserveKv(const KvLayout& layout, int32_t pages) override;
  Status copyKv(int32_t from, int32_t to, int32_t positions) override;
  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) override;
  Result<MachineCeilings> ceilings() override;
  Status run(Program& program, const Step& step) override;
  int32_t topLogits() const override { return device_ ? std::min(device_->topLogits(), host_->topLogits()) : host_->topLogits(); }
  Status readLogits(Program& program, int32_t row, std::span<float> out) override;
  Status readBuffer(Program& program, BufferId buffer, int32_t rows, std::span<float> out) override;
  Status writeBuffer(Program& program, BufferId buffer, int32_t rows, std::span<const float> in) override;
  Result<std::string> recover(const Error& error) override;

 private:
  struct Cache {
    KvLayout layout;
    int32_t pages = 0;
    bool applied = false;  // both backends have it
  };

  bool usesDevice() const { return device_ && (!plan_ || plan_->placement.usesDevice()); }
  Backends backends() const { return {host_.get(), device_.get()}; }
  KvLayout cacheLayout() const { return workload_.pages > 0 ? workload_.kv : cache_.layout; }
  Result<Pieces*> livePieces(Program& program) const;

  Status makePlan(const OpList& ops);
  Division plan(const OpList& ops) const;
  Status applyCache();
  Status reserveOn(Side side);
  Status settle(const SideStatus& status);

  void releasePrograms();
  bool remakeDevice(uint64_t weight_limit);
  std::string recoveredLine(bool out_of_memory) const;

  BackendFactory factory_;
  OffloadOptions options_;
  BackendWorkload workload_;
  uint64_t weight_limit_ = UINT64_MAX;
  bool remade_ = false;  // the device was lost once
  bool ran_ = false;     // a step
  std::optional<SideError> failure_;  // the last
  std::unique_ptr<Backend> host_;
  std::unique_ptr<Backend> device_;  // null: the processor does everything
  std::optional<Division> plan_;
  Cache cache_;
  std::vector<std::weak_ptr<Pieces>> programs_;
};

BackendInfo OffloadBackend::info() const {
  if (!device_) return host_->info();
  BackendInfo info = device_->info();
  if (!plan_) return info;
  info.placement = plan_->placement.words();
  const std::string host = host_->info().device;
  if (!plan_->whole()) info.device = plan_->placement.usesDevice() ? info.device + " and " + host : host;
  return info;
}

// The processor takes what the device cannot.
Status OffloadBackend::supports(const OpList& ops) const {
  const Status host = host_->supports(ops);
  if (host || !device_) return host;
  for (const OpCall& call : ops.calls) {
    const OpList one{ops.buffers, {call}};
    if (device_->supports(one)) continue;
    DEEPWELL_TRY(host_->supports(one));
  }
  return {};
}

int32_t OffloadBackend::mostPages() const {
  return device_ && plan_ ? std::max(plan_->roomForPages(cacheLayout()), workload_.pages) : INT32_MAX;
}

Division OffloadBackend::plan(const OpList& ops) const {
  DivisionLimits limits;
  limits.limit_bytes = options_.limit_bytes;
  limits.weight_limit_bytes = weight_limit_;
  limits.layers = options_.layers;
  limits.margin = options_.margin;
  limits.kv = cacheLayout();
  limits.pages = std::max(workload_.pages, cache_.pages);
  limits.max_rows = workload_.max_rows;
  return divide(ops, device_.get(), limits, options_.plan);
}

// Keeps the plan of the model that is there.
Status OffloadBackend::makePlan(const OpList& ops) {
  if (plan_ && sameModel(plan_->ops, ops)) return {};
  std::erase_if(programs_, [](const std::weak_ptr<Pieces>& pieces) { return pieces.expired(); });
  if (!programs_.empty()) return fail(ErrorCode::kInvalidArgument, "a device and the processor share one model at a time");
  plan_ = plan(ops);
  cache_.applied = false;
  if (device_) logLine(LogLevel::kInfo, fmt::format("{}: {} MiB of weights, {} MiB of cache", plan_->placement.words(),
                                                    plan_->placement.weight_bytes >> 20, plan_->placement.cache_bytes >> 20));
  return {};
}

// First what goes to the device, then what the host reads where it lies.
Status OffloadBackend::load(const OpList& ops, const WeightProgress& progress, std::stop_token stop) {
  DEEPWELL_TRY(makePlan(ops));
  const OpList hosts = plan_->opsOf(Side::kHost);
  const uint64_t host_bytes = bytesToBringIn(hosts);
  uint64_t device_bytes = 0;
  if (usesDevice()) {
    const auto on_device = [&](uint64_t done, uint64_t total) {
      device_bytes = total;
      if (progress) progress(done, total + host_bytes);
    };
    if (const Status loaded = device_->load(plan_->opsOf(Side::kDevice), on_device, stop); !loaded) {
      return settle(tl::make_unexpected(SideError{Side::kDevice, loaded.error()}));
    }
  }
  const auto on_host = [&](uint64_t done, uint64_t total) {
    if (progress) progress(device_bytes + done, device_bytes + total);
  };
  DEEPWELL_TRY(bringIn(hosts, on_host, stop));
  DEEPWELL_TRY(host_->load(hosts, {}, stop));
  return applyCache();
}

Status OffloadBackend::reserveOn(Side side) {
  KvLayout layout = cache_.layout;
  layout.layers = side == Side::kDevice ? plan_->cache.device_layers : plan_->cache.host_layers;
  if (layout.layers == 0) return {};
  const Status reserved = backends().of(side).reserveKv(layout, cache_.pages);
  if (reserved) return {};
  return settle(tl::make_unexpected(SideError{side, reserved.error()}));
}

Status OffloadBackend::applyCache() {
  if (cache_.applied || !plan_ || cache_.pages == 0) return {};
  if (device_) DEEPWELL_TRY(reserveOn(Side::kDevice));
  DEEPWELL_TRY(reserveOn(Side::kHost));
  cache_.applied = true;
  return {};
}

// Before there is a plan it is only noted.
Status OffloadBackend::reserveKv(const KvLayout& layout, int32_t pages) {
  if (device_ && pages > mostPages()) {
    return fail(ErrorCode::kOutOfMemory, "KV cache: {} pages asked for, the device has room for {}", pages, mostPages());
  }
  const Cache before = cache_;
  if (layout == before.layout && pages <= before.pages) return applyCache();
  cache_ = {layout, pages, false};
  const Status applied = applyCache();
  if (!applied) cache_ = before;
  return applied;
}

Status OffloadBackend::copyKv(int32_t from, int32_t to, int32_t positions) {
  if (!cache_.applied) return {};  // pages without contents
  for (const Side side : {Side::kDevice, Side::kHost}) {
    const int32_t layers = side == Side::kDevice ? plan_->cache.device_layers : plan_->cache.host_layers;
    if (layers == 0) continue;
    const Status copied = backends().of(side).copyKv(from, to, positions);
    if (!copied) return settle(tl::make_unexpected(SideError{side, copied.error()}));
  }
  return {};
}

Result<std::unique_ptr<Program>> OffloadBackend::prepare(const OpList& ops, int32_t max_rows) {
  DEEPWELL_TRY(supports(ops));
  DEEPWELL_TRY(makePlan(ops));
  DEEPWELL_TRY(applyCache());
  const Sharing sharing{host_->sharesBuffers(), device_ && device_->sharesBuffers()};
  auto pieces = Pieces::make(cutSegments(ops, plan_->placement.on_device, sharing), max_rows, backends());
  if (!pieces) return tl::make_unexpected(settle(tl::make_unexpected(pieces.error())).error());
  programs_.push_back(*pieces);
  return std::make_unique<OffloadProgram>(std::move(*pieces));
}

Result<MachineCeilings> OffloadBackend::ceilings() {
  return device_ && plan_ && plan_->whole() ? device_->ceilings() : host_->ceilings();
}

Result<Pieces*> OffloadBackend::livePieces(Program& program) const {
  Pieces& pieces = static_cast<OffloadProgram&>(program).pieces();
  if (!pieces.released()) return &pieces;
  return fail(ErrorCode::kInvalidArgument, "a program from before the device was lost: prepare it again");
}

Status OffloadBackend::run(Program& program, const Step& step) {
  DEEPWELL_ASSIGN(Pieces* const pieces, livePieces(program));
  if (step.tokens.empty()) return {};
  DEEPWELL_TRY(settle(pieces->run(step, backends())));
  ran_ = true;
  return {};
}

Status OffloadBackend::readLogits(Program& program, int32_t row, std::span<float> out) {
  DEEPWELL_ASSIGN(Pieces* const pieces, livePieces(program));
  return settle(pieces->readLogits(row, out, backends()));
}

Status OffloadBackend::readBuffer(Program& program, BufferId buffer, int32_t rows, std::span<float> out) {
  DEEPWELL_ASSIGN(Pieces* const pieces, livePieces(program));
  return settle(pieces->read(buffer, rows, out, backends()));
}

Status OffloadBackend::writeBuffer(Program& program, BufferId buffer, int32_t rows, std::span<const float> in) {
  DEEPWELL_ASSIGN(Pieces* const pieces, livePieces(program));
  return settle(pieces->write(buffer, rows, in, backends()));
}

// Remembers what the device failed with: the caller learns only that it did.
Status OffloadBackend::settle(const SideStatus& status) {
  if (status) return {};
  failure_ = status.error();
  const auto& [side, error] = status.error();
  if (side == Side::kHost || !isDeviceFailure(error)) return tl::make_unexpected(error);
  return fail(ErrorCode::kDevice, "{}", error.message);
}

void OffloadBackend::releasePrograms() {
  for (const std::weak_ptr<Pieces>& program : programs_) {
    if (const std::shared_ptr<Pieces> pieces = program.lock()) pieces->release();
  }
  programs_.clear();
}

// Opens the device again and plans with at most that much on it; false: there is none, or nothing fits.
bool OffloadBackend::remakeDevice(uint64_t weight_limit) {
  Result<std::unique_ptr<Backend>> made = factory_();
  if (!made) {
    logLine(LogLevel::kInfo, made.error().message);
    return false;
  }
  device_ = std::move(*made);
  weight_limit_ = weight_limit;
  options_.layers = -1;
  plan_ = plan(plan_->ops);
  return plan_->placement.usesDevice();
}

std::string OffloadBackend::recoveredLine(bool out_of_memory) const {
  const char* const cause = out_of_memory ? "The GPU ran out of memory" : "The GPU was lost";
  const char* const subject = ran_ ? "the answer goes on" : "the model runs";
  if (!device_) return fmt::format("{}: {} on the processor.", cause, subject);
  return fmt::format("{}: {} with {}.", cause, subject, plan_->placement.words());
}

Result<std::string> OffloadBackend::recover(const Error& error) {
  const bool known = failure_ && error.message.find(failure_->error.message) != std::string::npos;
  const bool hosts = known && failure_->side == Side::kHost;  // that of the device would not help
  if (!device_ || hosts || error.code != ErrorCode::kDevice) return failWith(error, info().name);
  // What did not come from here is the runtime's, whose cache has no room.
  const bool out_of_memory = !known || failure_->error.code == ErrorCode::kOutOfMemory;
  logLine(LogLevel::kInfo, error.message);
  failure_.reset();
  releasePrograms();
  device_.reset();  // its memory is free before the next one asks how much there is
  cache_.applied = false;
  const uint64_t weights = plan_ ? plan_->placement.weight_bytes : 0;
  if (remade_ || weights == 0 || !remakeDevice(weights / 2)) {
    device_.reset();
    if (plan_) plan_ = plan(plan_->ops);
  }
  remade_ = true;
  return recoveredLine(out_of_memory);
}

}  // namespace
}  // namespace offload

Result<std::unique_ptr<Backend>> makeOffloadBackend(BackendFactory device, std::unique_ptr<Backend> host, OffloadOptions options) {
  DEEPWELL_ASSIGN(std::unique_ptr<Backend> first, device());
  return std::make_unique<offload::OffloadBackend>(std::move(device), std::move(first), std::move(host), std::move(options));
}

}  // namespace deepwell
