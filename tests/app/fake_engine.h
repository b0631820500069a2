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
  // The next generation ends with `reason` and says that its prompt had so many tokens.
  void endNext(FinishReason reason, int prompt_tokens) {
    const std::lock_guard lock(mutex_);
    ends_[started_ + (runs_.empty() ? 0 : runs_.size() - 1)] = {reason, prompt_tokens};
  }

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

  // Requests that did not fit, apart from requests().
  void refuse(const GenerateRequest& request) {
    const std::lock_guard lock(mutex_);
    refused_.push_back(request);
  }
  size_t refused() const {
    const std::lock_guard lock(mutex_);
    return refused_.size();
  }

  Result<Done> play(const GenerateRequest& request, const EventSink& sink, std::stop_token stop);

 private:
  bool waitForRelease(std::stop_token stop);

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::vector<Step>> runs_;
  std::map<size_t, Error> errors_;  // by number of the generation
  std::map<size_t, std::pair<FinishReason, int>> ends_;  // the same
  std::vector<GenerateRequest> requests_;
  std::vector<GenerateRequest> refused_;
  size_t started_ = 0;
  std::atomic<bool> gpu_failed_ = false;
  int released_ = 0;
};

// A token is a word, or one of "<|user|>", "<|assistant|>", "<|system|>", "<|end|>". The template puts the role before a message
// and "<|end|>" after it; the thinking of answers is in it where `thoughts`.
class FakeCodec : public TextCodec {
 public:
  explicit FakeCodec(bool thoughts = false) : thoughts_(thoughts) {}
  Result<std::vector<TokenId>> tokenize(std::string_view text, bool special) const override;
  Result<std::string> detokenize(std::span<const TokenId>) const override { return std::string(); }
  Result<std::string> render(const PromptRequest&) const override { return std::string(); }
  Result<std::string> prompt(const GenerateRequest& request) const override;
  std::string templateSource() const override { return "fake template"; }
  // Words that were turned into tokens since the last call, by all codecs.
  static int takeCounted() { return counted_.exchange(0); }

 private:
  bool thoughts_;
  static std::atomic<int> counted_;
};

// Answers with kTooLong where the prompt has no room in the context.
class FakeSession : public Session {
 public:
  FakeSession(std::shared_ptr<Script> script, std::shared_ptr<const TextCodec> codec, int32_t context)
      : script_(std::move(script)), codec_(std::move(codec)), context_(context) {}
  Result<Done> generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) override;

 private:
  std::shared_ptr<Script> script_;
  std::shared_ptr<const TextCodec> codec_;
  int32_t context_;
};

class FakeEngine : public Engine {
 public:
  explicit FakeEngine(std::shared_ptr<Script> script, const std::string& name = "Fake", bool on_gpu = false,
                      int32_t context = 0, bool thoughts = false)
      : script_(std::move(script)), codec_(std::make_shared<FakeCodec>(thoughts)) {
    info_.name = name;
    info_.architecture = "fake";
    info_.parameters = 12'000'000;
    info_.context = 4096;
    context_ = context > 0 ? std::min(context, info_.context) : info_.context;
    info_.thinks = true;
    info_.placement = on_gpu ? ModelPlacement{"Fake GPU", "21 of 28 layers on the GPU", true} : ModelPlacement{"CPU", "", false};
  }
  void setPath(const std::filesystem::path& path) { info_.path = path; }
  const ModelInfo& info() const override { return info_; }
  ModelPlacement placement() const override {
    return script_ && script_->gpuFailed() ? ModelPlacement{"CPU", "", false} : info_.placement;
  }
  std::unique_ptr<Session> createSession() override { return std::make_unique<FakeSession>(script_, codec_, context_); }
  ContextSize context() const override { return {context_, 1 << 20U}; }
  std::shared_ptr<const TextCodec> text() const override { return codec_; }
  Result<std::vector<float>> logits(std::span<const TokenId>, int32_t) override { return std::vector<float>(); }
  Result<BenchResult> bench(const BenchOptions&, std::stop_token) override { return BenchResult(); }

 private:
  ModelInfo info_;
  int32_t context_ = 0;
  std::shared_ptr<Script> script_;
  std::shared_ptr<const TextCodec> codec_;
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
  EngineOptions options() {  // of the last load
    const std::lock_guard lock(mutex_);
    return options_;
  }
  int loads() const { return loads_; }
  // Of models that are loaded from now on without a wish; the template of those with thoughts repeats the thinking.
  void setContext(int32_t tokens, bool thoughts = false) { context_ = tokens, thoughts_ = thoughts; }
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
  std::atomic<int> context_ = 0;
  std::atomic<bool> thoughts_ = false;
  DeviceList devices_;
  bool devices_held_ = false;
  EngineOptions options_;
  WarningSink warnings_;
};

}  // namespace deepwell
