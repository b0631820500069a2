#include "app/bridge/scripted_engine.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/bridge/scripted_markup.h"
#include "app/bridge/scripted_words.h"

namespace deepwell {
namespace {

constexpr size_t kPiece = 4;          // bytes of text a token
constexpr int kPromptPieces = 10;
constexpr int kLoadSteps = 100;
constexpr int kLongThoughts = 160;    // times the usual ones

class ScriptedCodec : public TextCodec {
 public:
  Result<std::vector<TokenId>> tokenize(std::string_view text, bool) const override {
    return std::vector<TokenId>((text.size() + kPiece - 1) / kPiece);
  }
  Result<std::string> detokenize(std::span<const TokenId> ids) const override { return std::string(ids.size() * kPiece, '.'); }
  Result<std::string> render(const PromptRequest& request) const override { return request.messages_json; }
  Result<std::string> prompt(const GenerateRequest& request) const override {
    std::string text;
    for (const Message& message : request.messages) text += message.role + ": " + message.content + "\n";
    return request.resume ? text + request.resume->reasoning + request.resume->text : text;
  }
  std::string templateSource() const override { return "scripted"; }
};

class ScriptedSession : public Session {
 public:
  explicit ScriptedSession(int pace) : pace_(pace) {}

  Result<Done> generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) override {
    const std::string question = request.messages.empty() ? std::string() : request.messages.back().content;
    const auto asks = [&](const char* word) { return question.find(word) != std::string::npos; };
    if (asks("fail"))
      return fail(ErrorCode::kInvalidArgument, "The prompt has 40,112 tokens, but the context holds 32,768. Start a new chat.");
    Run run{sink, stop, asks("fast") ? 0 : pace_, {}, std::chrono::steady_clock::now()};
    prefill(run, request);
    if (request.think && !(request.resume && request.resume->reasoning_finished)) {
      for (int i = 0; i < (asks("long") ? kLongThoughts : 1) && !run.stopped(); ++i) playThoughts(run);
      run.done.usage.reasoning_seconds = run.seconds();
    }
    playText(run, asks("short") ? kScriptedShortAnswer : asks("math") ? kScriptedMathAnswer : asks("code") ? kScriptedCodeAnswer : kScriptedAnswer);
    run.done.usage.decode_seconds = run.seconds();
    if (run.stopped()) run.done.reason = FinishReason::kCancelled;
    sink(run.done);
    return run.done;
  }

 private:
  struct Run {
    const EventSink& sink;
    std::stop_token stop;
    int pace;
    Done done;
    std::chrono::steady_clock::time_point begin;

    bool stopped() const { return stop.stop_requested(); }
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); }
    void pause(int times) const {
      if (pace > 0) std::this_thread::sleep_for(std::chrono::milliseconds(pace * times));
    }
  };

  static void prefill(Run& run, const GenerateRequest& request) {
    size_t bytes = 0;
    for (const Message& message : request.messages) bytes += message.content.size();
    const auto tokens = static_cast<int32_t>(bytes / kPiece + 8);
    for (int part = 0; part <= kPromptPieces && !run.stopped(); ++part) {
      run.pause(2);
      run.sink(PrefillProgress{tokens * part / kPromptPieces, tokens});
    }
    run.done.usage.prompt_tokens = tokens;
    run.done.usage.prefill_seconds = run.seconds();
    run.begin = std::chrono::steady_clock::now();
  }

  // Whole UTF-8 characters, about a token each time.
  template <class Piece>
  static void play(Run& run, std::string_view text, Piece piece) {
    for (size_t at = 0; at < text.size() && !run.stopped();) {
      size_t end = std::min(text.size(), at + kPiece);
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
      run.pause(1);
      piece(std::string(text.substr(at, end - at)));
      at = end;
    }
  }
  static void playThoughts(Run& run) {
    play(run, kScriptedThoughts, [&run](std::string text) {
      ++run.done.usage.reasoning_tokens;
      run.sink(ReasoningDelta{std::move(text), 1});
    });
  }
  static void playText(Run& run, std::string_view answer) {
    play(run, answer, [&run](std::string text) {
      ++run.done.usage.text_tokens;
      run.sink(TextDelta{std::move(text), 1});
    });
  }

  int pace_;
};

class ScriptedEngine : public Engine {
 public:
  ScriptedEngine(const std::string& name, bool on_gpu, int pace) : pace_(pace) {
    info_.name = name;
    info_.architecture = "scripted";
    info_.parameters = 7'615'616'512;
    info_.context = 32768;
    info_.thinks = true;
    info_.placement = on_gpu ? ModelPlacement{"AMD Radeon RX 7900 XTX", "21 of 28 layers on the GPU", true} : ModelPlacement{"CPU", "", false};
  }
  const ModelInfo& info() const override { return info_; }
  std::unique_ptr<Session> createSession() override { return std::make_unique<ScriptedSession>(pace_); }
  std::shared_ptr<const TextCodec> text() const override { return std::make_shared<ScriptedCodec>(); }
  Result<std::vector<float>> logits(std::span<const TokenId>, int32_t) override { return std::vector<float>(); }
  Result<BenchResult> bench(const BenchOptions&, std::stop_token) override { return BenchResult(); }

 private:
  ModelInfo info_;
  int pace_;
};

class ScriptedLoader : public EngineLoader {
 public:
  explicit ScriptedLoader(int pace) : pace_(pace) {}

  void setWarnings(WarningSink) override {}

  DeviceList devices() override {
    const auto gpu = [](int index, const char* name, uint64_t gib, bool discrete, const char* problem) {
      return DeviceSummary{DeviceKind::kVulkan, index, name, "scripted 1.0", gib << 30U, (gib - 2) << 30U, discrete, false, problem};
    };
    DeviceList list;
    list.devices = {{DeviceKind::kCpu, 0, "AMD Ryzen 9 7950X 16-Core Processor", "", 64ULL << 30U, 50ULL << 30U, false, false, ""},
                    gpu(0, "AMD Radeon RX 7900 XTX (RADV NAVI31)", 24, true, ""),
                    gpu(1, "Intel(R) UHD Graphics 770 (ADL-S GT1)", 32, false, ""),
                    gpu(2, "NVIDIA GeForce GTX 680", 4, true, "it lacks buffer device addresses and 16-bit storage; its driver is from 2019")};
    return list;
  }

  Result<std::shared_ptr<Engine>> load(const std::filesystem::path& path, const EngineOptions& options, const LoadSink& progress,
                                       std::stop_token stop) override {
    if (path != "pocket" && !std::filesystem::exists(path))
      return fail(ErrorCode::kNotFound, "{}: there is no such file. Choose a .gguf file or a folder with safetensors.", path.string());
    for (int part = 0; part <= kLoadSteps; ++part) {
      if (pace_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(pace_ / 2));
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "cancelled");
      progress({static_cast<uint64_t>(part), kLoadSteps});
    }
    const bool on_gpu = options.device.kind == DeviceKind::kVulkan;
    if (on_gpu && options.device.index > 0)
      return fail(ErrorCode::kDevice, "Intel(R) UHD Graphics 770 (ADL-S GT1): out of memory: 1.2 GiB for a buffer of weights");
    return std::make_shared<ScriptedEngine>(path.filename().string(), on_gpu, pace_);
  }

 private:
  int pace_;
};

}  // namespace

std::unique_ptr<EngineLoader> makeScriptedLoader(int pace) { return std::make_unique<ScriptedLoader>(pace); }

}  // namespace deepwell
