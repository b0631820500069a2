// A scripted engine: what it "generates" is given by the test, step by step, so tests need neither a model nor sleeps.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "app/bridge/engine_loader.h"

namespace deepwell {

// What sessions of a FakeEngine play. Shared by all of them; thread-safe.
class Script {
 public:
  // One step of a generation.
  struct Step {
    Event event;
    bool wait = false;  // before it: wait for release() or the stop token
  };

  // The next generation plays `steps`, then ends by itself.
  void queue(std::vector<Step> steps) {
    const std::lock_guard lock(mutex_);
    runs_.push_back(std::move(steps));
  }
  // Thinking and answer, a word a step.
  void queueAnswer(const std::string& reasoning, const std::string& text, bool wait_before_text = false);
  // The next generation fails.
  void queueError(Error error) {
    const std::lock_guard lock(mutex_);
    runs_.push_back({});
    errors_[runs_.size() + started_ - 1] = std::move(error);
  }
  void release(int steps = 1) {
    const std::lock_guard lock(mutex_);
    released_ += steps;
    changed_.notify_all();
  }
  // From now on models that were loaded to the GPU run on the processor.
  void failGpu(bool failed = true) { gpu_failed_ = failed; }
  bool gpuFailed() const { return gpu_failed_; }
  std::vector<GenerateRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  Result<Done> play(const GenerateRequest& request, const EventSink& sink, std::stop_token stop);

 private:
  bool waitForRelease(std::stop_token stop);

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::vector<Step>> runs_;
  std::map<size_t, Error> errors_;  // by number of the generation
  std::vector<GenerateRequest> requests_;
  size_t started_ = 0;
  std::atomic<bool> gpu_failed_ = false;
  int released_ = 0;
};

class FakeSession : public Session {
 public:
  explicit FakeSession(std::shared_ptr<Script> script) : script_(std::move(script)) {}
  Result<Done> generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) override {
    return script_->play(request, sink, stop);
  }

 private:
  std::shared_ptr<Script> script_;
};

class FakeEngine : public Engine {
 public:
  explicit FakeEngine(std::shared_ptr<Script> script, const std::string& name = "Fake", bool on_gpu = false)
      : script_(std::move(script)) {
    info_.name = name;
    info_.architecture = "fake";
    info_.parameters = 12'000'000;
    info_.context = 4096;
    info_.thinks = true;
    info_.placement = on_gpu ? ModelPlacement{"Fake GPU", "21 of 28 layers on the GPU", true} : ModelPlacement{"CPU", "", false};
  }
  const ModelInfo& info() const override { return info_; }
  ModelPlacement placement() const override {
    return script_ && script_->gpuFailed() ? ModelPlacement{"CPU", "", false} : info_.placement;
  }
  std::unique_ptr<Session> createSession() override { return std::make_unique<FakeSession>(script_); }
  std::shared_ptr<const TextCodec> text() const override { return nullptr; }
  Result<std::vector<float>> logits(std::span<const TokenId>, int32_t) override { return std::vector<float>(); }
  Result<BenchResult> bench(const BenchOptions&, std::stop_token) override { return BenchResult(); }

 private:
  ModelInfo info_;
  std::shared_ptr<Script> script_;
};

// Paths with "broken" fail, paths with "slow" wait at half until release() or a stop; others load at once. Of the devices
// "vulkan:0" works and the other GPUs fail; automatic is the processor.
class FakeLoader : public EngineLoader {
 public:
  explicit FakeLoader(std::shared_ptr<Script> script) : script_(std::move(script)) {}

  Result<std::shared_ptr<Engine>> load(const std::filesystem::path& path, const EngineOptions& options,
                                       const LoadSink& progress, std::stop_token stop) override;
  void setWarnings(WarningSink sink) override { warnings_ = std::move(sink); }
  DeviceList devices() override;
  // Of any file: a model with 7.6 B parameters and 28 layers. "broken" and "foreign" fail.
  Result<ModelInfo> info(const std::filesystem::path& path) override;
  Result<std::vector<MetadataEntry>> metadata(const std::filesystem::path& path) override;
  Result<std::vector<TensorSummary>> tensors(const std::filesystem::path& path) override;
  int infosRead() const { return infos_; }
  void release();
  int contextTokens() const { return context_tokens_; }
  int loads() const { return loads_; }
  // The devices from now on; `held`: devices() waits for release().
  void setDevices(DeviceList devices, bool held = false);
  void warn(std::string_view line) { warnings_(line); }
  static DeviceSummary gpu(int index, const std::string& name, const std::string& problem = "");

 private:
  std::shared_ptr<Script> script_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool released_ = false;
  std::atomic<int> context_tokens_ = 0;
  std::atomic<int> loads_ = 0;
  std::atomic<int> infos_ = 0;
  DeviceList devices_;
  bool devices_held_ = false;
  WarningSink warnings_;
};

}  // namespace deepwell
