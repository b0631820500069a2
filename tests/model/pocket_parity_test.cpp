// The pocket model answers 200 prompts greedily, several at once, with the same tokens on the device under test as on the CPU.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/runtime/prompt.h"
#include "engine/runtime/scheduler.h"
#include "engine/runtime/text_source.h"
#include "tests/model/device_model.h"

namespace deepwell::test {
namespace {

using Tokens = std::vector<TokenId>;

constexpr int kPrompts = 200;
constexpr int32_t kMostTokens = 24;  // of an answer: enough for a thought to branch
constexpr int32_t kAtOnce = 16;

// Little questions of the kinds that the model was trained on, in three of its languages.
std::vector<std::string> questions() {
  constexpr std::array kWords = {"strawberry", "banana", "window", "engine", "mississippi", "garden", "letter", "coffee", "balloon", "pepper"};
  std::vector<std::string> out;
  for (int i = 0; static_cast<int>(out.size()) < kPrompts; ++i) {
    const int a = 7 + i * 37 % 90;
    const int b = 3 + i * 53 % 60;
    const std::string word = kWords[static_cast<size_t>(i) % kWords.size()];
    switch (i % 8) {
      case 0: out.push_back(fmt::format("What is {} + {}?", a, b)); break;
      case 1: out.push_back(fmt::format("How many {} are in {}?", word[static_cast<size_t>(i / 8) % word.size()], word)); break;
      case 2: out.push_back(fmt::format("Sort: {}, {}, {}, {}", a, b, i, 50 - b)); break;
      case 3: out.push_back(fmt::format("Was ist {} - {}?", a + b, b)); break;
      case 4: out.push_back(fmt::format("Spell the word {} backwards.", word)); break;
      case 5: out.push_back(fmt::format("Combien font {} fois {} ?", 2 + i % 11, 3 + i % 7)); break;
      case 6: out.push_back(fmt::format("Tom has {} apples and buys {} more. How many does he have?", a, b)); break;
      default: out.push_back(fmt::format("Sortiere: {}, {}, {}", b, a, i + 1)); break;
    }
  }
  return out;
}

class PocketParity : public testing::Test {
 protected:
  void SetUp() override {
    const auto path = resolveModelPath("pocket");
    ASSERT_TRUE(path) << path.error().message;
    path_ = *path;
    const auto checkpoint = Checkpoint::open(path_);
    ASSERT_TRUE(checkpoint) << checkpoint.error().message;
    auto text = TextSource::open(**checkpoint);
    ASSERT_TRUE(text) << text.error().message;
    auto model = Model::load(*checkpoint, {});
    ASSERT_TRUE(model) << model.error().message;
    model_ = std::move(*model);
    keepForDevice(model_);
    for (const std::string& question : questions()) {
      GenerateRequest request;
      request.messages = {{"user", question, ""}};
      const auto prompt = makePrompt(**text, request);
      ASSERT_TRUE(prompt) << prompt.error().message;
      const auto tokens = TokenMemory().encode((*text)->tokenizer(), prompt->text);
      ASSERT_TRUE(tokens) << tokens.error().message;
      prompts_.push_back(*tokens);
    }
    const auto ends = (*text)->tokenizer().endTokens();
    ends_.assign(ends.begin(), ends.end());
  }

  // Greedily, unless `sampling` says otherwise for each of the first prompts.
  std::vector<Tokens> answers(Backend& backend, const std::vector<SamplingParams>& sampling = {}) {
    auto stepper = Stepper::make(*model_, backend);
    EXPECT_TRUE(stepper) << stepper.error().message;
    if (!stepper) return {};
    Scheduler scheduler(std::move(*stepper), {.prefill_chunk = 128, .max_pages = 256, .max_sequences = kAtOnce});
    std::vector<std::shared_ptr<Job>> jobs;
    for (size_t i = 0; i < (sampling.empty() ? prompts_.size() : sampling.size()); ++i) {
      JobRequest request{prompts_[i], {}, kMostTokens, ends_};
      request.sampling.temperature = 0;
      if (!sampling.empty()) request.sampling = sampling[i];
      jobs.push_back(std::make_shared<Job>(request, std::stop_token{}));
      scheduler.submit(jobs.back());
    }
    std::vector<Tokens> out;
    for (const auto& job : jobs) out.push_back(collect(*job));
    return out;
  }

  static Tokens collect(Job& job) {
    Tokens tokens;
    while (true) {
      const JobEvent event = job.pop();
      if (const auto* token = std::get_if<JobToken>(&event)) tokens.push_back(token->id);
      if (const auto* error = std::get_if<Error>(&event)) {
        ADD_FAILURE() << error->message;
        return tokens;
      }
      if (std::holds_alternative<JobDone>(event)) return tokens;
    }
  }

  // By how much the CPU's token leads the other one where the answers part.
  float lead(size_t prompt, const Tokens& cpu, const Tokens& other) {
    const size_t same = static_cast<size_t>(std::ranges::mismatch(cpu, other).in1 - cpu.begin());
    if (same == cpu.size() || same == other.size()) return INFINITY;
    Tokens tokens = prompts_[prompt];
    tokens.insert(tokens.end(), cpu.begin(), cpu.begin() + static_cast<std::ptrdiff_t>(same));
    auto model = DeviceModel::open(path_, *makeCpuBackend(2));
    const std::array<int32_t, 1> cut = {static_cast<int32_t>(tokens.size())};
    const auto logits = (*model)->logits(tokens, cut);
    if (!logits) return INFINITY;
    const float* last = logits->data() + logits->size() - static_cast<size_t>(model_->config().vocab);
    return last[cpu[same]] - last[other[same]];
  }

  std::filesystem::path path_;
  std::shared_ptr<const Model> model_;
  std::vector<Tokens> prompts_;
  std::vector<TokenId> ends_;
};

// A backend that hands out all logits.
class AllLogits final : public Backend {
 public:
  explicit AllLogits(Backend& backend) : backend_(backend) {}
  BackendInfo info() const override { return backend_.info(); }
  Status supports(const OpList& ops) const override { return backend_.supports(ops); }
  Status reserveKv(const KvLayout& layout, int32_t pages) override { return backend_.reserveKv(layout, pages); }
  Status copyKv(int32_t from, int32_t to, int32_t positions) override { return backend_.copyKv(from, to, positions); }
  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t rows) override { return backend_.prepare(ops, rows); }
  Status run(Program& program, const Step& step) override {
    EXPECT_EQ(step.top, nullptr);
    return backend_.run(program, step);
  }

 private:
  Backend& backend_;
};

// The device's best logits give the tokens that all of its logits give.
TEST_F(PocketParity, TheBestLogitsAreEnoughToSample) {
  const auto device = testBackend();
  ASSERT_TRUE(device);
  if ((*device)->topLogits() == 0) GTEST_SKIP() << "this backend returns all logits only";
  std::vector<SamplingParams> sampling(8);
  for (size_t i = 0; i < sampling.size(); ++i) {
    sampling[i].seed = i;
    sampling[i].temperature = std::array{0.6F, 1.0F, 1.5F, 0.0F}[i % 4];
    sampling[i].top_k = std::array{0, 20, 0, 0}[i % 4];
    sampling[i].min_p = i % 8 == 2 ? 0.02F : 0.0F;
  }
  AllLogits all(**device);
  const std::vector<Tokens> want = answers(all, sampling);
  EXPECT_EQ(answers(**device, sampling), want);
}

TEST_F(PocketParity, SameTokensGreedily) {
  const auto cpu = makeCpuBackend(2);
  ASSERT_TRUE(cpu);
  const std::vector<Tokens> want = answers(**cpu);
  const auto device = testBackend();
  ASSERT_TRUE(device);
  const std::vector<Tokens> got = answers(**device);
  ASSERT_EQ(want.size(), static_cast<size_t>(kPrompts));
  ASSERT_EQ(got.size(), want.size());
  size_t tokens = 0;
  for (size_t i = 0; i < want.size(); ++i) {
    tokens += want[i].size();
    EXPECT_EQ(got[i], want[i]) << "prompt " << i << "; the CPU's token leads by " << lead(i, want[i], got[i]);
  }
  std::printf("%d prompts, %zu tokens\n", kPrompts, tokens);
  EXPECT_GT(tokens, static_cast<size_t>(kPrompts) * 10);
}

}  // namespace
}  // namespace deepwell::test
