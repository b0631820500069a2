// A plugin without a GPU: its devices are the words of FAKE_GPUS ("discrete shared software lacking failing losing"), and
// compute on the processor. "losing" is lost at its 12th step.
#include <cstdlib>
#include <cstring>
#include <sstream>

#include "engine/backend/plugin.h"

#ifndef FAKE_BUILD
#define FAKE_BUILD kPluginBuild
#endif

namespace deepwell {
namespace {

class FakeGpu final : public Backend {
 public:
  FakeGpu(std::string name, std::unique_ptr<Backend> cpu) : name_(std::move(name)), cpu_(std::move(cpu)) {}

  BackendInfo info() const override { return {"fake", name_, "all layers on the GPU"}; }
  Status supports(const OpList& ops) const override { return cpu_->supports(ops); }
  BackendMemory memory() const override { return {false, 8ULL << 30U, 6ULL << 30U}; }
  Status load(const OpList&, const WeightProgress& progress, std::stop_token stop) override {
    for (uint64_t done = 1; done <= 4; ++done) {
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
      progress(done, 4);
    }
    return {};
  }
  Status reserveKv(const KvLayout& layout, int32_t pages) override { return cpu_->reserveKv(layout, pages); }
  Status copyKv(int32_t from, int32_t to, int32_t positions) override { return cpu_->copyKv(from, to, positions); }
  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) override { return cpu_->prepare(ops, max_rows); }
  Status run(Program& program, const Step& step) override {
    if (name_ == "Fake losing" && ++steps_ == 12) return fail(ErrorCode::kDevice, "the device is lost");
    return cpu_->run(program, step);
  }

 private:
  std::string name_;
  std::unique_ptr<Backend> cpu_;
  int steps_ = 0;
};

std::vector<std::string> words() {
  const char* set = std::getenv("FAKE_GPUS");
  std::istringstream stream(set != nullptr ? set : "discrete");
  std::vector<std::string> out;
  for (std::string word; stream >> word;) out.push_back(word);
  return out;
}

class FakePlugin final : public BackendPlugin {
 public:
  Result<std::vector<PluginDevice>> devices() override {
    std::vector<PluginDevice> out;
    for (const std::string& word : words()) {
      if (word == "noloader") return fail(ErrorCode::kDevice, "libvirtual.so.1 is not installed");
      PluginDevice device{"Fake " + word, "fake 1.0", 8ULL << 30U, 6ULL << 30U, PluginDevice::Kind::kDiscrete, ""};
      if (word == "shared") device.kind = PluginDevice::Kind::kIntegrated;
      if (word == "software") device.kind = PluginDevice::Kind::kSoftware;
      if (word == "lacking") device.missing = "it has no 16-bit storage";
      out.push_back(device);
    }
    return out;
  }
  Result<std::unique_ptr<Backend>> makeBackend(const PluginDeviceOptions& options) override {
    const std::string word = words().at(static_cast<size_t>(options.index));
    if (word == "failing") return fail(ErrorCode::kDevice, "the device is lost");
    DEEPWELL_ASSIGN(std::unique_ptr<Backend> cpu, makeCpuBackend(1));
    return std::make_unique<FakeGpu>("Fake " + word, std::move(cpu));
  }
};

}  // namespace
}  // namespace deepwell

#ifndef FAKE_NO_ENTRY
extern "C" __attribute__((visibility("default"))) deepwell::BackendPlugin* deepwellBackendPlugin(const char* build, deepwell::LogSink log) {
  using namespace deepwell;
  if (std::strcmp(build, FAKE_BUILD) != 0) return nullptr;
  if (log) log(LogLevel::kInfo, "the fake plugin is open");
  static FakePlugin plugin;
  return &plugin;
}
#endif
