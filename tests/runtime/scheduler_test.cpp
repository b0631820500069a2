#include "engine/runtime/scheduler.h"

#include <gtest/gtest.h>

#include <latch>

#include "tests/runtime/fake_model.h"

namespace deepwell::test {
namespace {

struct Outcome {
  std::vector<TokenId> tokens;
  int32_t cached = -1;
  std::optional<FinishReason> reason;
  std::optional<Error> error;
  std::vector<int32_t> progress;
};

Outcome collect(Job& job) {
  Outcome outcome;
  while (true) {
    const JobEvent event = job.pop();
    if (const auto* token = std::get_if<JobToken>(&event)) {
      outcome.tokens.push_back(token->id);
    } else if (const auto* started = std::get_if<JobStarted>(&event)) {
      outcome.cached = started->cached_tokens;
    } else if (const auto* progress = std::get_if<PrefillProgress>(&event)) {
      outcome.progress.push_back(progress->done);
    } else if (const auto* error = std::get_if<Error>(&event)) {
      outcome.error = *error;
      return outcome;
    } else {
      outcome.reason = std::get<JobDone>(event).reason;
      return outcome;
    }
  }
}

JobRequest request(std::vector<TokenId> prompt, int32_t max_tokens) {
  JobRequest job;
  job.prompt = std::move(prompt);
  job.sampling.temperature = 0;
  job.max_tokens = max_tokens;
  return job;
}

class SchedulerTest : public testing::Test {
 protected:
  void start(SchedulerOptions options) {
    auto stepper = Stepper::make(model_, backend_);
    ASSERT_TRUE(stepper);
    scheduler_ = std::make_unique<Scheduler>(std::move(*stepper), options);
  }

  std::shared_ptr<Job> submit(JobRequest job, std::stop_token stop = {}) {
    auto submitted = std::make_shared<Job>(std::move(job), std::move(stop));
    scheduler_->submit(submitted);
    return submitted;
  }

  FakeModel model_;
  FakeBackend backend_;
  std::unique_ptr<Scheduler> scheduler_;
};

TEST_F(SchedulerTest, GeneratesWhatTheModelSays) {
  start({16, 64, 8});
  for (const int32_t size : {1, 15, 16, 17, 63, 64, 65, 200}) {
    const auto prompt = countingPrompt(size, 11);
    const Outcome outcome = collect(*submit(request(prompt, 70)));
    EXPECT_EQ(outcome.tokens, expectedTokens(prompt, 70)) << size;
    EXPECT_EQ(outcome.reason, FinishReason::kLength);
  }
}

// A backend that hands out the best logits only gives what one does that hands out all, with any parameters and several sequences
// in a step, and is asked for a row where the best do not tell.
TEST_F(SchedulerTest, TheBestLogitsAreEnough) {
  backend_.best_logit = 3.0F;  // of 97 tokens: a third of the probability at temperature 1
  std::vector<SamplingParams> params(5);
  params[0].temperature = 0;
  params[1].top_k = 4;
  params[2].temperature = 0.4F;
  params[3].top_p = 0.6F;
  params[3].temperature = 1;  // far into the flat rest: the best four never suffice
  params[4].repetition_penalty = 1.5F;
  const auto tokensOf = [&](size_t first, size_t end) {
    start({16, 64, 8});
    std::vector<std::shared_ptr<Job>> jobs;
    for (size_t i = first; i < end; ++i) {
      JobRequest job = request(countingPrompt(20, static_cast<TokenId>(i)), 40);
      job.sampling = params[i];
      jobs.push_back(submit(std::move(job)));
    }
    std::vector<std::vector<TokenId>> tokens;
    for (const auto& job : jobs) tokens.push_back(collect(*job).tokens);
    scheduler_.reset();
    return tokens;
  };
  const auto all = tokensOf(0, 5);
  EXPECT_EQ(all[0].size(), 40U);
  backend_.top_logits = 4;
  EXPECT_EQ(tokensOf(0, 5), all);  // the penalty keeps it from the best while that sequence runs
  EXPECT_EQ(tokensOf(4, 5).front(), all[4]);
  backend_.rows_read = 0;
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(tokensOf(i, i + 1).front(), all[i]) << i;
  EXPECT_EQ(backend_.rows_read, 0);
  EXPECT_EQ(tokensOf(3, 4).front(), all[3]);
  EXPECT_EQ(backend_.rows_read, 40);
  EXPECT_EQ(tokensOf(0, 4), std::vector(all.begin(), all.begin() + 4));
}

TEST_F(SchedulerTest, StopsAtAnEndTokenWithoutHandingItOut) {
  start({16, 64, 8});
  const auto prompt = countingPrompt(20, 2);
  const auto expected = expectedTokens(prompt, 5);
  JobRequest job = request(prompt, 100);
  job.end_tokens = {expected[4]};
  const Outcome outcome = collect(*submit(std::move(job)));
  EXPECT_EQ(outcome.reason, FinishReason::kStop);
  const auto end = std::find(expected.begin(), expected.end(), expected[4]);
  EXPECT_EQ(outcome.tokens, std::vector<TokenId>(expected.begin(), end));
}

TEST_F(SchedulerTest, ASecondTurnComputesOnlyWhatIsNew) {
  start({64, 64, 8});
  auto conversation = countingPrompt(150, 2);
  const Outcome first = collect(*submit(request(conversation, 40)));
  conversation.insert(conversation.end(), first.tokens.begin(), first.tokens.end());
  const auto question = countingPrompt(10, 60);
  conversation.insert(conversation.end(), question.begin(), question.end());
  const int32_t before = backend_.rows_computed;
  const Outcome second = collect(*submit(request(conversation, 3)));
  // The last token of the first turn was drawn, not computed.
  EXPECT_EQ(second.cached, 150 + 40 - 1);
  EXPECT_EQ(backend_.rows_computed - before, 1 + 10 + 2);
  EXPECT_EQ(second.tokens, expectedTokens(conversation, 3));
}

TEST_F(SchedulerTest, ReportsTheProgressOfAPrompt) {
  start({50, 64, 8});
  const Outcome outcome = collect(*submit(request(countingPrompt(120, 2), 2)));
  EXPECT_EQ(outcome.progress, (std::vector<int32_t>{50, 100, 120}));
}

TEST_F(SchedulerTest, BatchesSequencesAndKeepsThemApart) {
  // The first step waits until all jobs are there, so that they must run together.
  std::latch all_submitted(1);
  bool waited = false;
  backend_.on_step = [&] {
    if (!std::exchange(waited, true)) all_submitted.wait();
  };
  start({32, 200, 8});
  std::vector<std::shared_ptr<Job>> jobs;
  std::vector<std::vector<TokenId>> prompts;
  for (int i = 0; i < 6; ++i) {
    prompts.push_back(countingPrompt(40 + 13 * i, i % 2));  // half of them share their beginnings
    jobs.push_back(submit(request(prompts.back(), 50)));
  }
  all_submitted.count_down();
  for (size_t i = 0; i < jobs.size(); ++i) EXPECT_EQ(collect(*jobs[i]).tokens, expectedTokens(prompts[i], 50)) << i;
  EXPECT_GE(backend_.max_sequences, 5);
}

TEST_F(SchedulerTest, SubmitsFromManyThreads) {
  start({32, 300, 4});
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([this, i] {
      for (int turn = 0; turn < 5; ++turn) {
        const auto prompt = countingPrompt(30 + i * 9 + turn, i);
        EXPECT_EQ(collect(*submit(request(prompt, 20))).tokens, expectedTokens(prompt, 20));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(SchedulerTest, CancelEndsWithinOneStep) {
  std::stop_source stop;
  backend_.on_step = [&] {
    if (backend_.steps == 5) stop.request_stop();
  };
  start({32, 64, 8});
  const auto prompt = countingPrompt(20, 2);
  const Outcome outcome = collect(*submit(request(prompt, 1000), stop.get_token()));
  EXPECT_EQ(outcome.reason, FinishReason::kCancelled);
  EXPECT_EQ(outcome.tokens.size(), 5U);
  EXPECT_EQ(backend_.steps, 5);
  // What was computed is found again.
  EXPECT_EQ(collect(*submit(request(prompt, 1))).cached, 19);
}

TEST_F(SchedulerTest, CancelInTheMiddleOfAPrompt) {
  std::stop_source stop;
  backend_.on_step = [&] {
    if (backend_.steps == 2) stop.request_stop();
  };
  start({10, 64, 8});
  const Outcome outcome = collect(*submit(request(countingPrompt(500, 2), 10), stop.get_token()));
  EXPECT_EQ(outcome.reason, FinishReason::kCancelled);
  EXPECT_TRUE(outcome.tokens.empty());
  EXPECT_EQ(backend_.rows_computed, 20);
}

TEST_F(SchedulerTest, AJobThatWasCancelledBeforeItStarted) {
  start({10, 64, 8});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(collect(*submit(request(countingPrompt(5, 2), 10), stop.get_token())).reason, FinishReason::kCancelled);
}

TEST_F(SchedulerTest, ADeviceErrorReachesTheCallerAndTheNextJobRuns) {
  start({32, 64, 8});
  backend_.fail_next = true;
  const auto prompt = countingPrompt(20, 2);
  const Outcome failed = collect(*submit(request(prompt, 5)));
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.error->code, ErrorCode::kDevice);
  EXPECT_EQ(collect(*submit(request(prompt, 5))).tokens, expectedTokens(prompt, 5));
}

TEST_F(SchedulerTest, AFullCacheIsAnErrorForThatJobOnly) {
  start({64, 4, 8});
  const Outcome outcome = collect(*submit(request(countingPrompt(250, 2), 100)));
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::kOutOfMemory);
  const auto prompt = countingPrompt(20, 5);
  EXPECT_EQ(collect(*submit(request(prompt, 5))).tokens, expectedTokens(prompt, 5));
}

TEST_F(SchedulerTest, EndingTheSchedulerCancelsWhatRuns) {
  std::latch started(1);
  backend_.on_step = [&, first = true]() mutable {
    if (std::exchange(first, false)) started.count_down();
  };
  start({32, 64, 1});
  const auto running = submit(request(countingPrompt(20, 2), 3000));
  const auto waiting = submit(request(countingPrompt(20, 3), 3000));
  started.wait();
  scheduler_.reset();
  const Outcome outcome = collect(*running);
  EXPECT_TRUE(outcome.reason == FinishReason::kCancelled);
  EXPECT_EQ(collect(*waiting).reason, FinishReason::kCancelled);
}

TEST_F(SchedulerTest, ExclusiveTasksRunBetweenSteps) {
  start({32, 64, 8});
  const auto prompt = countingPrompt(20, 2);
  const auto job = submit(request(prompt, 200));
  int32_t pages = -1;
  EXPECT_TRUE(scheduler_->exclusive([&](Stepper&, KvCache& cache) {
    pages = cache.pagesInUse();
    return Status();
  }));
  EXPECT_GE(pages, 0);
  EXPECT_EQ(collect(*job).tokens, expectedTokens(prompt, 200));
}

TEST_F(SchedulerTest, BackgroundWorkIsDoneWhileNoJobIsThere) {
  std::latch done(1);
  int pieces = 0;
  SchedulerOptions options{32, 64, 8};
  options.background = [&] {
    if (++pieces == 5) done.count_down();
    return pieces < 5 ? std::optional(std::chrono::milliseconds(pieces % 2)) : std::nullopt;
  };
  start(options);
  done.wait();
  scheduler_->finishBackground(std::chrono::hours(1), {});
  EXPECT_EQ(pieces, 5);
}

TEST_F(SchedulerTest, BackgroundWorkWaitsForPromptsAndGoesOnBesideDecoding) {
  std::atomic<int> pieces{0};
  std::vector<int> at_step;
  backend_.on_step = [&] { at_step.push_back(pieces); };
  SchedulerOptions options{16, 64, 8};
  options.background = [&] {
    ++pieces;
    return std::chrono::milliseconds(0);
  };
  start(options);
  const auto prompt = countingPrompt(64, 2);
  EXPECT_EQ(collect(*submit(request(prompt, 3))).tokens, expectedTokens(prompt, 3));
  scheduler_.reset();  // it goes on while it lives
  ASSERT_EQ(at_step.size(), 6U);  // four of the prompt, of which the last gives the first token
  EXPECT_EQ(at_step[0], at_step[3]);
  EXPECT_GT(at_step[4], at_step[3]);
}

TEST_F(SchedulerTest, FinishingBackgroundWorkCanBeStopped) {
  std::stop_source stop;
  SchedulerOptions options{32, 64, 8};
  std::atomic<int> pieces{0};
  options.background = [&] {
    if (++pieces == 100) stop.request_stop();
    return std::chrono::milliseconds(0);
  };
  start(options);
  scheduler_->finishBackground(std::chrono::hours(1), stop.get_token());
  EXPECT_GE(pieces, 100);
  scheduler_.reset();  // it goes on while it lives
}

}  // namespace
}  // namespace deepwell::test
