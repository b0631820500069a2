// The window with a scripted engine that writes at a leisurely pace: for looking at it without a model.
#include <QGuiApplication>
#include <QQuickStyle>
#include <thread>

#include "app/program.h"
#include "app/style/desktop.h"
#include "tests/app/fake_engine.h"

using namespace deepwell;

namespace {

const char* const kThoughts =
    "The user asks how many times the letter r appears in \"strawberry\". Let me spell it out.\n\n"
    "s - 1, not r\nt - 2, not r\nr - 3, that is one\na - 4, not r\nw - 5, not r\nb - 6, not r\ne - 7, not r\n"
    "r - 8, that is two\nr - 9, that is three\ny - 10, not r\n\nSo the letter r appears 3 times.";
const char* const kAnswer =
    "The word **strawberry** has **3** times the letter *r*.\n\n## How to count\n\n1. Spell the word: `s t r a w b e r r y`\n"
    "2. Look at each letter\n   - the third is an r\n   - so are the eighth and the ninth\n3. Add them up\n\n"
    "```python\ndef count(word, letter):\n    # every character is looked at once\n    return sum(1 for c in word if c == letter)\n"
    "\nprint(count(\"strawberry\", \"r\"))  # 3\n```\n\n| Word | Letter | Times |\n|------|:------:|------:|\n| strawberry | r | 3 |\n"
    "| raspberry | r | 3 |\n| blueberry | e | 2 |\n\n> A quote, with a [link](https://example.org) in it.\n\n---\n\n"
    "That is all. <b>This is not bold</b>, and ![this image](http://example.org/x.png) is not loaded.";

class SlowSession : public Session {
 public:
  Result<Done> generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) override {
    const std::string question = request.messages.back().content;
    if (question.find("fail") != std::string::npos)
      return fail(ErrorCode::kInvalidArgument, "The prompt has 40,112 tokens, but the context holds 32,768. Start a new chat.");
    Done done;
    for (int part = 0; part <= 10; ++part) {
      if (pause(stop, 50)) return cancelled(done);
      sink(PrefillProgress{part * 100, 1000});
    }
    const auto play = [&](const std::string& text, auto make) {
      for (size_t at = 0; at < text.size();) {
        size_t end = std::min(text.size(), at + 4);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        if (pause(stop, 25)) return false;
        sink(make(text.substr(at, end - at)));
        at = end;
      }
      return true;
    };
    const bool skip = request.resume && request.resume->reasoning_finished;
    if (request.think && !skip && !play(kThoughts, [](std::string s) { return Event(ReasoningDelta{std::move(s), 1}); }))
      return cancelled(done);
    if (!play(kAnswer, [](std::string s) { return Event(TextDelta{std::move(s), 1}); })) return cancelled(done);
    done.usage.decode_seconds = 4;
    return done;
  }

 private:
  static bool pause(std::stop_token stop, int ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    return stop.stop_requested();
  }
  static Done cancelled(Done done) {
    done.reason = FinishReason::kCancelled;
    return done;
  }
};

class SlowEngine : public FakeEngine {
 public:
  SlowEngine(const std::string& name, bool on_gpu) : FakeEngine(nullptr, name, on_gpu) {}
  std::unique_ptr<Session> createSession() override { return std::make_unique<SlowSession>(); }
};

// "vulkan:0" works, after a while; other GPUs fail.
class SlowLoader : public EngineLoader {
 public:
  void setWarnings(WarningSink) override {}
  DeviceList devices() override {
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    DeviceList list;
    list.devices = {{DeviceKind::kCpu, 0, "AMD Ryzen 9 7950X 16-Core Processor", "", 64ULL << 30U, 50ULL << 30U, false, false, ""},
                    FakeLoader::gpu(0, "AMD Radeon RX 7900 XTX (RADV NAVI31)"),
                    {DeviceKind::kVulkan, 1, "Intel(R) UHD Graphics 770 (ADL-S GT1)", "anv", 32ULL << 30U, 24ULL << 30U, false, false, ""},
                    FakeLoader::gpu(2, "NVIDIA GeForce GTX 680", "it lacks buffer device addresses and 16-bit storage; its driver is from 2019")};
    return list;
  }
  Result<std::shared_ptr<Engine>> load(const std::filesystem::path& path, const EngineOptions& options,
                                       const LoadSink& progress, std::stop_token stop) override {
    if (path != "pocket" && !std::filesystem::exists(path))
      return fail(ErrorCode::kNotFound, "{}: there is no such file. Choose a .gguf file or a folder with safetensors.", path.string());
    for (uint64_t part = 0; part <= 100; ++part) {
      std::this_thread::sleep_for(std::chrono::milliseconds(15));
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "cancelled");
      progress({part, 100});
    }
    const bool on_gpu = options.device.kind == DeviceKind::kVulkan;
    if (on_gpu && options.device.index > 0)
      return fail(ErrorCode::kDevice, "Intel(R) UHD Graphics 770 (ADL-S GT1): out of memory: 1.2 GiB for a buffer of weights");
    return std::make_shared<SlowEngine>(path.filename().string(), on_gpu);
  }
};

}  // namespace

int main(int argc, char** argv) {
  QGuiApplication::setApplicationName(QStringLiteral("deepwell-demo"));
  QGuiApplication::setApplicationVersion(QStringLiteral("demo"));
  QGuiApplication app(argc, argv);
  if (argc < 2) return 2;
  const QString data_dir = QString::fromLocal8Bit(argv[1]);
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication::setFont(Desktop::interfaceFont());
  Program program(data_dir, std::make_unique<SlowLoader>());
  program.workspace().restore(argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString());
  return program.show() ? QGuiApplication::exec() : 1;
}
