// The backend fails at every call in turn; the answers must be those of an undisturbed run.
#include <gtest/gtest.h>

#include "engine/base/log.h"
#include "engine/runtime/evaluate.h"
#include "engine/runtime/scheduler.h"
#include "tests/runtime/fake_model.h"

namespace deepwell::test {
namespace {

struct Told {
  std::vector<TokenId> tokens;
  std::vector<std::string> notices;
  int32_t starts = 0;
  int32_t cached = -1;
  std::optional<FinishReason> reason;
  std::optional<Error> error;
  bool progress_is_sound = true;  // grows up to its total, and begins again only after a notice
};

Told listen(Job& job) {
  Told told;
  PrefillProgress last;
  bool may_restart = false;
  while (true) {
    const JobEvent event = job.pop();
    if (const auto* token = std::get_if<JobToken>(&event)) {
      told.tokens.push_back(token->id);
      told.progress_is_sound &= last.done == last.total;  // tokens come when all before them is computed
    } else if (const auto* started = std::get_if<JobStarted>(&event)) {
      ++told.starts;
      told.cached = started->cached_tokens;
    } else if (const auto* progress = std::get_if<PrefillProgress>(&event)) {
      const bool grows = progress->total == last.total && progress->done > last.done;
      const bool begins = last.total == 0 || std::exchange(may_restart, false);
      told.progress_is_sound &= (grows || begins) && progress->done <= progress->total;
      last = *progress;
    } else if (const auto* notice = std::get_if<Notice>(&event)) {
      told.notices.push_back(notice->text);
      may_restart = true;
    } else if (const auto* error = std::get_if<Error>(&event)) {
      told.error = *error;
      return told;
    } else {
      told.reason = std::get<JobDone>(event).reason;
      return told;
    }
  }
}

constexpr int32_t kJobs = 5;
constexpr int32_t kTokens = 12;

// A first answer, then several at the same time: two that go on with it (one shares a part of a page only), two that are new and
// begin alike, one of one token.
std::vector<JobRequest> requests(const SamplingParams& sampling, const std::vector<TokenId>& conversation) {
  std::vector<JobRequest> jobs(kJobs);
  jobs[0].prompt = conversation;
  jobs[0].prompt.push_back(7);
  jobs[1].prompt.assign(conversation.begin(), conversation.begin() + 90);
  jobs[1].prompt.push_back(8);
  jobs[2].prompt = countingPrompt(100, 40);
  jobs[3].prompt = countingPrompt(75, 40);
  jobs[4].prompt = {3};
  for (int32_t i = 0; i < kJobs; ++i) {
    jobs[static_cast<size_t>(i)].sampling = sampling;
    jobs[static_cast<size_t>(i)].sampling.seed = static_cast<uint64_t>(i);
    jobs[static_cast<size_t>(i)].max_tokens = kTokens + i;
  }
  return jobs;
}

class Scenario {
 public:
  explicit Scenario(float temperature) {
    sampling_.temperature = temperature;
    // Where it is not greedy the best logits do not suffice and whole rows are read.
    sampling_.top_p = 0.9999F;
    backend.top_logits = 4;
  }

  // The calls come in the same order every time: all jobs of a round are there before it starts.
  std::vector<Told> play() {
    Scheduler scheduler(std::move(*Stepper::make(model_, backend)), {24, 64, 8});
    JobRequest first;
    first.prompt = countingPrompt(110, 5);
    first.sampling = sampling_;
    first.max_tokens = kTokens;
    std::vector<TokenId> conversation = first.prompt;
    std::vector<Told> all = round(scheduler, {std::move(first)});
    // Not those of this answer: the requests must not depend on it.
    const auto expected = expectedTokens(conversation, kTokens);
    conversation.insert(conversation.end(), expected.begin(), expected.end());
    for (Told& told : round(scheduler, requests(sampling_, conversation))) all.push_back(std::move(told));
    return all;
  }

  FakeBackend backend;

 private:
  static std::vector<Told> round(Scheduler& scheduler, std::vector<JobRequest> requests) {
    std::vector<std::shared_ptr<Job>> jobs;
    for (JobRequest& request : requests) jobs.push_back(std::make_shared<Job>(std::move(request), std::stop_token()));
    EXPECT_TRUE(scheduler.exclusive([&](Stepper&, KvCache&) {
      for (const auto& job : jobs) scheduler.submit(job);
      return Status();
    }));
    std::vector<Told> told;
    for (const auto& job : jobs) told.push_back(listen(*job));
    return told;
  }

  FakeModel model_;
  SamplingParams sampling_;
};

void expectSame(const std::vector<Told>& told, const std::vector<Told>& undisturbed, const std::string& where) {
  ASSERT_EQ(told.size(), undisturbed.size());
  for (size_t i = 0; i < told.size(); ++i) {
    EXPECT_FALSE(told[i].error) << where << " job " << i << ": " << told[i].error->message;
    EXPECT_EQ(told[i].tokens, undisturbed[i].tokens) << where << " job " << i;
    EXPECT_EQ(told[i].reason, undisturbed[i].reason) << where << " job " << i;
    EXPECT_EQ(told[i].starts, 1) << where << " job " << i;
    EXPECT_TRUE(told[i].progress_is_sound) << where << " job " << i;
  }
}

class RecoveryTest : public testing::TestWithParam<float> {};

TEST_P(RecoveryTest, AFailureAtAnyCallChangesNoToken) {
  Scenario quiet(GetParam());
  const std::vector<Told> undisturbed = quiet.play();
  ASSERT_EQ(undisturbed.size(), size_t{1 + kJobs});
  EXPECT_GE(undisturbed[1].cached, 110);
  EXPECT_EQ(undisturbed[2].cached, 90);
  const int32_t calls = quiet.backend.calls;
  ASSERT_GT(calls, 30);
  for (const ErrorCode code : {ErrorCode::kDevice, ErrorCode::kOutOfMemory}) {
    std::map<std::string, int32_t> failed;
    for (int32_t index = 1; index <= calls; ++index) {
      Scenario disturbed(GetParam());
      disturbed.backend.host = false;
      disturbed.backend.most_recoveries = 1;
      disturbed.backend.fail_code = code;
      disturbed.backend.fail_calls = {index};
      const std::vector<Told> told = disturbed.play();
      const std::string where = fmt::format("call {} of {}", index, calls);
      expectSame(told, undisturbed, where);
      // One clear line for each answer that ran, and no more. Memory for more pages that is not there can be done without.
      const bool shrunk = disturbed.backend.failed.contains("reserveKv") && disturbed.backend.recoveries == 0;
      EXPECT_TRUE(shrunk ? code == ErrorCode::kOutOfMemory : disturbed.backend.recoveries == 1) << where;
      size_t notices = 0;
      for (const Told& one : told) {
        EXPECT_LE(one.notices.size(), 1U) << where;
        for (const std::string& notice : one.notices) EXPECT_EQ(notice, "recovery 1");
        notices += one.notices.size();
      }
      EXPECT_EQ(notices > 0, !shrunk) << where;
      if (!told[0].notices.empty()) {
        EXPECT_EQ(notices, 1U) << where;  // it was alone
      }
      for (const auto& [name, count] : disturbed.backend.failed) failed[name] += count;
    }
    for (const char* name : {"reserveKv", "copyKv", "prepare", "run"}) EXPECT_GT(failed[name], 0) << name;
    EXPECT_EQ(failed["readLogits"] > 0, GetParam() > 0);
  }
}

TEST_P(RecoveryTest, SoDoSeveralFailures) {
  Scenario quiet(GetParam());
  const std::vector<Told> undisturbed = quiet.play();
  const int32_t calls = quiet.backend.calls;
  for (int32_t index = 1; index <= calls; ++index) {
    Scenario disturbed(GetParam());
    disturbed.backend.most_recoveries = 3;
    disturbed.backend.fail_calls = {index, index + 1, index + 1 + index % 7};
    expectSame(disturbed.play(), undisturbed, fmt::format("calls {} and on", index));
  }
}

INSTANTIATE_TEST_SUITE_P(GreedyAndSampled, RecoveryTest, testing::Values(0.0F, 4.0F));

// Without common pages five times 640 positions would not fit into 20 pages.
TEST(Recovery, CommonBeginningsAreComputedOnce) {
  FakeModel model;
  FakeBackend backend;
  backend.most_recoveries = 1;
  backend.fail_calls = {20};  // while all of them decode
  Scheduler scheduler(std::move(*Stepper::make(model, backend)), {512, 20, 8});
  const auto prompt = countingPrompt(640, 9);
  const auto submit = [&](int32_t max_tokens) {
    JobRequest request;
    request.prompt = prompt;
    request.sampling.temperature = 0;
    request.max_tokens = max_tokens;
    auto job = std::make_shared<Job>(std::move(request), std::stop_token());
    scheduler.submit(job);
    return job;
  };
  (void)listen(*submit(1));
  std::vector<std::shared_ptr<Job>> jobs;
  ASSERT_TRUE(scheduler.exclusive([&](Stepper&, KvCache&) {
    for (int i = 0; i < 5; ++i) jobs.push_back(submit(40));
    return Status();
  }));
  for (const auto& job : jobs) {
    const Told told = listen(*job);
    EXPECT_EQ(told.tokens, expectedTokens(prompt, 40));
    EXPECT_EQ(told.notices.size(), 1U);
    EXPECT_TRUE(told.progress_is_sound);
  }
  EXPECT_EQ(backend.recoveries, 1);
  EXPECT_LT(backend.rows_computed, 2 * 640 + 5 * 2 * 64);
}

class RecoveryLimits : public testing::Test {
 protected:
  Told answer(Scheduler& scheduler) {
    JobRequest request;
    request.prompt = countingPrompt(50, 2);
    request.sampling.temperature = 0;
    request.max_tokens = 20;
    const auto job = std::make_shared<Job>(std::move(request), std::stop_token());
    scheduler.submit(job);
    return listen(*job);
  }
  std::unique_ptr<Scheduler> start() {
    return std::make_unique<Scheduler>(std::move(*Stepper::make(model_, backend_)), SchedulerOptions{24, 64, 8});
  }

  FakeModel model_;
  FakeBackend backend_;
};

TEST_F(RecoveryLimits, ThePlacementIsKnownAfterwards) {
  backend_.most_recoveries = 1;
  backend_.fail_calls = {5};
  const auto scheduler = start();
  EXPECT_EQ(scheduler->placement().spread, "recovered 0 times");
  EXPECT_EQ(answer(*scheduler).notices.size(), 1U);
  EXPECT_EQ(scheduler->placement().spread, "recovered 1 times");
}

TEST_F(RecoveryLimits, ADeviceThatAlwaysFailsEndsTheAnswer) {
  backend_.most_recoveries = 1000;
  for (int32_t call = 1; call < 1000; ++call) backend_.fail_calls.insert(call);
  const auto scheduler = start();
  const Told told = answer(*scheduler);
  ASSERT_TRUE(told.error);
  EXPECT_EQ(told.error->code, ErrorCode::kDevice);
  EXPECT_NE(told.error->message.find("5 times"), std::string::npos) << told.error->message;
  EXPECT_EQ(told.notices.size(), 4U);
}

TEST_F(RecoveryLimits, NothingLeftToFallBackTo) {
  backend_.fail_calls = {4};
  const auto scheduler = start();
  const Told told = answer(*scheduler);
  ASSERT_TRUE(told.error);
  EXPECT_EQ(told.error->code, ErrorCode::kDevice);
  EXPECT_TRUE(told.notices.empty());
}

TEST_F(RecoveryLimits, TheMachinesOwnMemoryIsNotADevice) {
  backend_.most_recoveries = 9;
  backend_.fail_code = ErrorCode::kOutOfMemory;
  backend_.fail_calls = {4};
  const auto scheduler = start();
  const Told told = answer(*scheduler);
  ASSERT_TRUE(told.error);
  EXPECT_EQ(told.error->code, ErrorCode::kOutOfMemory);
  EXPECT_EQ(backend_.recoveries, 0);
}

// Memory for pages runs out on the device: they are done without while others can be freed, then the split has to shrink.
TEST_F(RecoveryLimits, ADeviceWithoutRoomForPages) {
  backend_.host = false;
  backend_.most_recoveries = 1;
  backend_.page_limit = 16;
  const auto scheduler = start();
  JobRequest request;
  request.prompt = countingPrompt(64 * 20, 2);
  request.max_tokens = 1;
  const auto job = std::make_shared<Job>(std::move(request), std::stop_token());
  scheduler->submit(job);
  const Told told = listen(*job);
  EXPECT_EQ(backend_.recoveries, 2);  // the fake gains nothing by the first
  ASSERT_TRUE(told.error);
  EXPECT_EQ(told.notices.size(), 1U);
  EXPECT_EQ(answer(*scheduler).tokens, expectedTokens(countingPrompt(50, 2), 20));
}

// It grows to what the device says it has, though that is no double of what is there.
TEST_F(RecoveryLimits, ADeviceThatSaysHowManyPagesItHas) {
  backend_.host = false;
  backend_.page_limit = backend_.most_pages = 21;
  const auto scheduler = start();
  const auto prompt = countingPrompt(64 * 20, 2);
  JobRequest request;
  request.prompt = prompt;
  request.sampling.temperature = 0;
  request.max_tokens = 9;
  const auto job = std::make_shared<Job>(std::move(request), std::stop_token());
  scheduler->submit(job);
  EXPECT_EQ(listen(*job).tokens, expectedTokens(prompt, 9));
  EXPECT_EQ(backend_.recoveries, 0);
}

TEST_F(RecoveryLimits, LoadingGoesOnOnWhatIsLeft) {
  std::vector<std::string> warnings;
  setLogSink([&](LogLevel level, std::string_view line) {
    if (level == LogLevel::kWarning) warnings.emplace_back(line);
  });
  backend_.most_recoveries = 2;
  backend_.fail_calls = {1, 2, 4};
  const auto stepper = *Stepper::make(model_, backend_);
  uint64_t done = 0;
  EXPECT_TRUE(stepper->load([&](const LoadProgress& progress) { done = progress.bytes_done; }, {}));
  EXPECT_EQ(done, 2U);
  EXPECT_EQ(warnings, (std::vector<std::string>{"recovery 1", "recovery 2"}));
  const Status failed = stepper->load({}, {});
  setLogSink({});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kDevice);
}

// Logits are computed again from their start, and an answer beside them goes on.
TEST(Recovery, TasksRunAgain) {
  const auto ids = countingPrompt(70, 2);
  const auto evaluate = [&ids](FakeBackend& backend, bool beside) {
    FakeModel model;
    Scheduler scheduler(std::move(*Stepper::make(model, backend)), {24, 64, 8});
    JobRequest request;
    request.prompt = ids;
    request.sampling.temperature = 0;
    request.max_tokens = 400;
    const auto job = std::make_shared<Job>(request, std::stop_token());
    if (beside) scheduler.submit(job);
    std::vector<float> logits;
    const Status done = scheduler.exclusive([&](Stepper& stepper, KvCache& cache) -> Status {
      DEEPWELL_ASSIGN(logits, evaluateLogits(stepper, cache, ids, 16));
      return {};
    });
    EXPECT_TRUE(done) << done.error().message;
    if (beside) {
      EXPECT_EQ(listen(*job).tokens, expectedTokens(ids, 400));
    }
    return logits;
  };
  FakeBackend quiet;
  const std::vector<float> expected = evaluate(quiet, false);
  ASSERT_EQ(expected.size(), ids.size() * kFakeVocab);
  for (int32_t call = 1; call <= quiet.calls; ++call) {
    std::vector<std::string> warnings;
    setLogSink([&](LogLevel level, std::string_view line) {
      if (level == LogLevel::kWarning) warnings.emplace_back(line);
    });
    FakeBackend backend;
    backend.most_recoveries = 1;
    backend.fail_calls = {call};
    EXPECT_EQ(evaluate(backend, false), expected) << call;
    setLogSink({});
    EXPECT_EQ(warnings, std::vector<std::string>{"recovery 1"}) << call;
    FakeBackend shared;
    shared.most_recoveries = 1;
    shared.fail_calls = {call};
    EXPECT_EQ(evaluate(shared, true), expected) << call;
  }
}

}  // namespace
}  // namespace deepwell::test
