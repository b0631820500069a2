#include "tests/app/fake_engine.h"

#include <sstream>

namespace deepwell {

void Script::queueAnswer(const std::string& reasoning, const std::string& text, bool wait_before_text) {
  std::vector<Step> steps;
  const auto words = [&steps](const std::string& all, auto make, bool wait) {
    size_t begin = 0;
    while (begin < all.size()) {
      size_t end = all.find(' ', begin);
      end = end == std::string::npos ? all.size() : end + 1;
      steps.push_back({make(all.substr(begin, end - begin)), wait && begin == 0});
      begin = end;
    }
  };
  words(reasoning, [](std::string piece) { return Event(ReasoningDelta{std::move(piece), 1}); }, false);
  words(text, [](std::string piece) { return Event(TextDelta{std::move(piece), 1}); }, wait_before_text);
  queue(std::move(steps));
}

bool Script::waitForRelease(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait(lock, stop, [this] { return released_ > 0; })) return false;
  --released_;
  return true;
}

Result<Done> Script::play(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) {
  std::vector<Step> steps;
  size_t number = 0;
  Done done;
  done.usage.prompt_tokens = 10;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    number = started_++;
    if (!runs_.empty()) {
      steps = std::move(runs_.front());
      runs_.pop_front();
    }
    if (const auto end = ends_.find(number); end != ends_.end()) {
      done.reason = end->second.first;
      done.usage.prompt_tokens = end->second.second;
    }
    if (const auto error = errors_.find(number); error != errors_.end()) return Failure(error->second);
  }
  for (const Step& step : steps) {
    if (stop.stop_requested() || (step.wait && !waitForRelease(stop))) {
      done.reason = FinishReason::kCancelled;
      break;
    }
    if (const auto* reasoning = std::get_if<ReasoningDelta>(&step.event)) done.usage.reasoning_tokens += reasoning->tokens;
    if (const auto* text = std::get_if<TextDelta>(&step.event)) done.usage.text_tokens += text->tokens;
    sink(step.event);
  }
  done.usage.decode_seconds = 0.5;
  sink(done);
  return done;
}

std::atomic<int> FakeCodec::counted_ = 0;

Result<std::vector<TokenId>> FakeCodec::tokenize(std::string_view text, bool special) const {
  std::string spaced(text);
  for (const std::string_view control : {"<|user|>", "<|assistant|>", "<|system|>", "<|end|>"})
    for (size_t at = spaced.find(control); special && at != std::string::npos; at = spaced.find(control, at + control.size() + 2)) {
      spaced.insert(at + control.size(), " ");
      spaced.insert(at, " ");
    }
  if (!special && text.starts_with("<|")) return std::vector<TokenId>{1, 2, 3};
  std::istringstream words(spaced);
  std::vector<TokenId> tokens;
  for (std::string word; words >> word;) tokens.push_back(static_cast<TokenId>(word.size()));
  counted_ += static_cast<int>(tokens.size());
  return tokens;
}

Result<std::string> FakeCodec::prompt(const GenerateRequest& request) const {
  std::string text;
  for (const Message& message : request.messages) {
    text += "<|" + message.role + "|>";
    if (thoughts_ && !message.reasoning.empty()) text += message.reasoning + " ";
    text += message.content + "<|end|>";
  }
  text += "<|assistant|>";
  if (request.resume) text += request.resume->reasoning + " " + request.resume->text;
  return text;
}

Result<Done> FakeSession::generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) {
  const size_t tokens = codec_->tokenize(*codec_->prompt(request), true)->size();
  if (tokens >= static_cast<size_t>(context_)) {
    script_->refuse(request);
    return fail(ErrorCode::kTooLong, "the conversation has {} tokens, the context holds {}", tokens, context_);
  }
  return script_->play(request, sink, stop);
}

Result<std::shared_ptr<Engine>> FakeLoader::load(const std::filesystem::path& path, const EngineOptions& options,
                                                 const LoadSink& progress, std::stop_token stop) {
  context_tokens_ = options.context_tokens;
  {
    const std::lock_guard lock(mutex_);
    options_ = options;
  }
  ++loads_;
  const std::string name = path.string();
  if (name.find("broken") != std::string::npos)
    return fail(ErrorCode::kCorruptFile, "{}: not a GGUF file. Choose another file.", name);
  progress({50, 100});
  if (name.find("slow") != std::string::npos) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return released_; })) return fail(ErrorCode::kCancelled, "cancelled");
    released_ = false;
  }
  const bool on_gpu = options.device.kind == DeviceKind::kVulkan;
  if (on_gpu && options.device.index > 0) return fail(ErrorCode::kDevice, "GPU {}: the device is lost", options.device.index);
  progress({100, 100});
  const int32_t context = options.context_tokens > 0 ? options.context_tokens : context_.load();
  auto engine = std::make_shared<FakeEngine>(script_, path.stem().string(), on_gpu, context, thoughts_);
  engine->setPath(path);
  return engine;
}

Result<ModelInfo> FakeLoader::info(const std::filesystem::path& path) {
  ++infos_;
  const std::string name = path.string();
  if (name.find("broken") != std::string::npos) return fail(ErrorCode::kCorruptFile, "{}: the header ends too early; download the file again", name);
  if (name.find("foreign") != std::string::npos) return fail(ErrorCode::kUnsupported, "{}: architecture \"bert\" is not supported", name);
  ModelInfo info;
  info.name = path.stem().string();
  info.format = "gguf";
  info.architecture = "qwen2";
  info.parameters = info.active_parameters = 7'600'000'000;
  info.layers = 28;
  info.context = 131072;
  info.kv_bytes_per_token = 57344;
  info.bytes_by_dtype = {{"F32", 100}, {"Q4_K", 5000}};
  return info;
}

Result<std::vector<MetadataEntry>> FakeLoader::metadata(const std::filesystem::path&) {
  return std::vector<MetadataEntry>{{"general.architecture", "qwen2"}, {"general.description", "<b>bold</b>"}};
}

Result<std::vector<TensorSummary>> FakeLoader::tensors(const std::filesystem::path&) {
  return std::vector<TensorSummary>{{"token_embd.weight", "Q4_K", {152064, 3584}, 306000000}};
}

DeviceList FakeLoader::devices() {
  std::unique_lock lock(mutex_);
  if (devices_held_) {
    changed_.wait(lock, [this] { return released_; });
    released_ = false;
  }
  return devices_;
}

void FakeLoader::setDevices(DeviceList devices, bool held) {
  const std::lock_guard lock(mutex_);
  devices_ = std::move(devices);
  devices_held_ = held;
}

DeviceSummary FakeLoader::gpu(int index, const std::string& name, const std::string& problem) {
  return {DeviceKind::kVulkan, index, name, "fake 1.0", 24ULL << 30U, 22ULL << 30U, true, false, problem};
}

void FakeLoader::release() {
  const std::lock_guard lock(mutex_);
  released_ = true;
  changed_.notify_all();
}

}  // namespace deepwell
