// The public API on the bundled model, as the window and the command line use it.
#include "engine/api/engine.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <latch>
#include <thread>

namespace deepwell {
namespace {

struct Answer {
  std::string reasoning;
  std::string text;
  std::vector<PrefillProgress> prefill;
  Done done;
};

GenerateRequest ask(const std::string& question) {
  GenerateRequest request;
  request.messages = {{"user", question, ""}};
  request.sampling.temperature = 0;
  request.max_tokens = 600;
  return request;
}

Answer generate(Session& session, const GenerateRequest& request, std::stop_token stop = {},
                const std::function<void(const Event&)>& also = {}) {
  Answer answer;
  const auto sink = [&](const Event& event) {
    if (const auto* reasoning = std::get_if<ReasoningDelta>(&event)) answer.reasoning += reasoning->text;
    if (const auto* text = std::get_if<TextDelta>(&event)) answer.text += text->text;
    if (const auto* prefill = std::get_if<PrefillProgress>(&event)) answer.prefill.push_back(*prefill);
    if (also) also(event);
  };
  const auto done = session.generate(request, sink, std::move(stop));
  EXPECT_TRUE(done) << done.error().message;
  if (done) answer.done = *done;
  return answer;
}

class EngineTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    EngineOptions options;
    options.threads = 2;
    auto engine = loadEngine("pocket", options, [](const LoadProgress& progress) { progress_.push_back(progress); }, {});
    ASSERT_TRUE(engine) << engine.error().message;
    engine_ = std::move(*engine);
  }
  static void TearDownTestSuite() { engine_.reset(); }

  static std::shared_ptr<Engine> engine_;
  static std::vector<LoadProgress> progress_;
};
std::shared_ptr<Engine> EngineTest::engine_;
std::vector<LoadProgress> EngineTest::progress_;

// What a caller counts before it asks is what the session computes.
TEST_F(EngineTest, ThePromptHasAsManyTokensAsTheSessionTakes) {
  const auto codec = engine_->text();
  GenerateRequest talk = ask("What is 2 + 2?");
  talk.messages = {{"user", "What is 2 + 2?", ""}, {"assistant", "4.", "easy"}, {"user", "And 3 + 3?", ""}};
  GenerateRequest direct = talk;
  direct.think = false;
  GenerateRequest goes_on = ask("Sort 3, 1, 2.");
  goes_on.resume = GenerateRequest::Partial{"Let me look.", true, "1, "};
  for (GenerateRequest request : {ask("Hello"), talk, direct, goes_on}) {
    const auto prompt = codec->prompt(request);
    ASSERT_TRUE(prompt) << prompt.error().message;
    const auto tokens = codec->tokenize(*prompt, true);
    ASSERT_TRUE(tokens) << tokens.error().message;
    request.max_tokens = 1;
    const Answer answer = generate(*engine_->createSession(), request);
    EXPECT_EQ(answer.done.usage.prompt_tokens, static_cast<int32_t>(tokens->size())) << *prompt;
  }
  EXPECT_NE(codec->templateSource().find("messages"), std::string::npos);
  EXPECT_EQ(engine_->context().tokens, engine_->info().context);
  EXPECT_GT(engine_->context().bytes_per_token, 0U);
}

TEST_F(EngineTest, LoadingReportsBytes) {
  ASSERT_FALSE(progress_.empty());
  EXPECT_EQ(progress_.back().bytes_done, progress_.back().bytes_total);
  for (size_t i = 1; i < progress_.size(); ++i) EXPECT_GE(progress_[i].bytes_done, progress_[i - 1].bytes_done);
}

TEST_F(EngineTest, KnowsWhatItLoaded) {
  const ModelInfo& info = engine_->info();
  EXPECT_EQ(info.architecture, "deepseek2");
  EXPECT_TRUE(info.mla);
  EXPECT_TRUE(info.thinks);
  EXPECT_GE(info.experts, 16);
  EXPECT_LT(info.active_parameters, info.parameters);
  EXPECT_GT(info.bytes_by_dtype.at("F8_E4M3"), 0U);
}

TEST_F(EngineTest, ThinksThenAnswers) {
  const auto session = engine_->createSession();
  const Answer answer = generate(*session, ask("What is 27 + 15?"));
  EXPECT_EQ(answer.done.reason, FinishReason::kStop);
  EXPECT_FALSE(answer.reasoning.empty());
  EXPECT_NE(answer.text.find("42"), std::string::npos) << answer.reasoning << "\n--\n" << answer.text;
  EXPECT_EQ(answer.reasoning.find("think>"), std::string::npos);
  EXPECT_EQ(answer.text.find("think>"), std::string::npos);
  EXPECT_GT(answer.done.usage.reasoning_tokens, 0);
  EXPECT_GT(answer.done.usage.text_tokens, 0);
  ASSERT_FALSE(answer.prefill.empty());
  EXPECT_EQ(answer.prefill.back().done, answer.prefill.back().total);
}

TEST_F(EngineTest, WithoutThinkingThereIsOnlyAnAnswer) {
  const auto session = engine_->createSession();
  GenerateRequest request = ask("Hello!");
  request.think = false;
  const Answer answer = generate(*session, request);
  EXPECT_TRUE(answer.reasoning.empty()) << answer.reasoning;
  EXPECT_EQ(answer.done.usage.reasoning_tokens, 0);
}

TEST_F(EngineTest, SameSeedSameText) {
  GenerateRequest request = ask("Tell me a story about the moon.");
  request.sampling.temperature = 20.0F;  // the model is sure of itself
  request.sampling.top_p = 1.0F;
  request.max_tokens = 60;
  request.sampling.seed = 5;
  const Answer a = generate(*engine_->createSession(), request);
  const Answer b = generate(*engine_->createSession(), request);
  EXPECT_EQ(a.reasoning, b.reasoning);
  EXPECT_EQ(a.text, b.text);
  request.sampling.seed = 6;
  const Answer c = generate(*engine_->createSession(), request);
  EXPECT_NE(a.reasoning + a.text, c.reasoning + c.text);
}

TEST_F(EngineTest, ASecondTurnDoesNotComputeTheFirstAgain) {
  const auto session = engine_->createSession();
  GenerateRequest request = ask("What is 123 + 456?");
  const Answer first = generate(*session, request);
  request.messages.push_back({"assistant", first.text, first.reasoning});
  request.messages.push_back({"user", "and minus 7?", ""});
  const Answer second = generate(*session, request);
  // The template drops old thoughts, so all up to the first answer is found; only the answer is computed again.
  EXPECT_GE(second.done.usage.cached_tokens, first.done.usage.prompt_tokens - 3);
  const Answer again = generate(*session, request);
  EXPECT_EQ(again.done.usage.cached_tokens, again.done.usage.prompt_tokens - 1);
  EXPECT_EQ(again.text, second.text);
}

TEST_F(EngineTest, StopEndsAGeneration) {
  const auto session = engine_->createSession();
  std::stop_source stop;
  int pieces = 0;
  const Answer answer = generate(*session, ask("Sort 5, 3, 9, 1"), stop.get_token(), [&](const Event& event) {
    if (std::holds_alternative<ReasoningDelta>(event) && ++pieces == 3) stop.request_stop();
  });
  EXPECT_EQ(answer.done.reason, FinishReason::kCancelled);
}

TEST_F(EngineTest, MaxTokensIsALimit) {
  GenerateRequest request = ask("Sort 5, 3, 9, 1");
  request.max_tokens = 5;
  const Answer answer = generate(*engine_->createSession(), request);
  EXPECT_EQ(answer.done.reason, FinishReason::kLength);
  EXPECT_EQ(answer.done.usage.reasoning_tokens + answer.done.usage.text_tokens, 5);
}

TEST_F(EngineTest, ContinuesAnUnfinishedTurn) {
  const Answer whole = generate(*engine_->createSession(), ask("What is 27 + 15?"));
  for (const size_t cut : {whole.reasoning.find('\n'), whole.reasoning.size() / 2}) {
    ASSERT_NE(cut, std::string::npos);
    GenerateRequest request = ask("What is 27 + 15?");
    request.resume = GenerateRequest::Partial{whole.reasoning.substr(0, cut), false, ""};
    const Answer rest = generate(*engine_->createSession(), request);
    EXPECT_EQ(rest.text, whole.text);
    EXPECT_LT(rest.reasoning.size(), whole.reasoning.size());
  }
  GenerateRequest request = ask("What is 27 + 15?");
  request.resume = GenerateRequest::Partial{whole.reasoning, true, whole.text.substr(0, 2)};
  const Answer rest = generate(*engine_->createSession(), request);
  EXPECT_TRUE(rest.reasoning.empty());
  EXPECT_EQ(whole.text.substr(0, 2) + rest.text, whole.text);
}

TEST_F(EngineTest, NeighboursDoNotChangeAnAnswer) {
  const std::vector<std::string> questions{"What is 27 + 15?", "How many r are in strawberry?", "Sort 5, 3, 9, 1"};
  std::vector<Answer> alone;
  for (const auto& question : questions) alone.push_back(generate(*engine_->createSession(), ask(question)));
  std::vector<Answer> together(questions.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < questions.size(); ++i) {
    threads.emplace_back([&, i] { together[i] = generate(*engine_->createSession(), ask(questions[i])); });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < questions.size(); ++i) {
    EXPECT_EQ(together[i].reasoning, alone[i].reasoning);
    EXPECT_EQ(together[i].text, alone[i].text);
  }
}

TEST_F(EngineTest, TooLongAPromptIsAnErrorThatSaysSo) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "7 ";
  const auto done = engine_->createSession()->generate(ask(text), [](const Event&) {}, {});
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("context"), std::string::npos) << done.error().message;
}

// The bundled model has MLA, whose latent stays at 16 bits where 8 are asked for.
TEST(EngineKv, PrecisionsAgree) {
  std::vector<TokenId> ids;
  for (int32_t i = 0; i < 200; ++i) ids.push_back(20 + i * 7 % 200);
  const auto logits = [&](KvPrecision kv) {
    EngineOptions options;
    options.threads = 2;
    options.kv = kv;
    const auto engine = loadEngine(*resolveModelPath("pocket"), options, {}, {});
    EXPECT_TRUE(engine) << engine.error().message;
    return engine ? (*engine)->logits(ids, 64).value_or(std::vector<float>{}) : std::vector<float>{};
  };
  const std::vector<float> exact = logits(KvPrecision::kF32);
  double squares = 0;
  for (const float x : exact) squares += static_cast<double>(x) * x;
  const auto distance = [&](const std::vector<float>& other) {
    EXPECT_EQ(other.size(), exact.size());
    double sum = 0;
    for (size_t i = 0; i < std::min(other.size(), exact.size()); ++i) sum += std::pow(other[i] - exact[i], 2);
    return std::sqrt(sum / squares);
  };
  const double half = distance(logits(KvPrecision::kF16));
  EXPECT_GT(half, 0);
  EXPECT_LT(half, 0.05);
  EXPECT_EQ(distance(logits(KvPrecision::kQ8)), half);
  EXPECT_EQ(distance(logits(KvPrecision::kAuto)), 0) << "it is tiny";
  EXPECT_FALSE(parseKvPrecision("q4"));
  EXPECT_EQ(*parseKvPrecision("q8"), KvPrecision::kQ8);
}

TEST(EngineErrors, NameTheFile) {
  for (const char* path : {"/nowhere/model.gguf", "/nowhere"}) {
    const auto engine = loadEngine(path, {}, {}, {});
    ASSERT_FALSE(engine);
    EXPECT_NE(engine.error().message.find(path), std::string::npos) << engine.error().message;
  }
}

TEST(EngineErrors, AMissingDeviceIsNamed) {
  EngineOptions options;
  options.device = DeviceKind::kCuda;
  const auto engine = loadEngine("pocket", options, {}, {});
  ASSERT_FALSE(engine);
  EXPECT_NE(engine.error().message.find("CUDA"), std::string::npos);
}

TEST(EngineErrors, LoadingCanBeCancelled) {
  std::stop_source stop;
  stop.request_stop();
  const auto engine = loadEngine("pocket", {}, {}, stop.get_token());
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace deepwell
