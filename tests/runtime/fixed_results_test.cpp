// The same tokens whatever the number of threads, the neighbours in the batch, the cut of the prompt and what the prefix
// cache holds: random combinations against one thread that has the model for itself.
#include <gtest/gtest.h>

#include <cstdio>
#include <optional>
#include <random>

#include "engine/runtime/scheduler.h"
#include "tests/model/golden_case.h"
#include "tests/support/temp_folder.h"

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kRuns = 30;  // a tenth of the speed
#else
constexpr int kRuns = 100;
#endif

namespace deepwell::test {
namespace {

using Tokens = std::vector<TokenId>;

// A golden case's random weights as a model: float32 or FP8 from safetensors, Q8_0 from GGUF.
struct TestModel {
  const char* golden;
  const char* gguf_spelling;  // null: safetensors
};
constexpr TestModel kModels[] = {{"llama_gqa6_llama3", nullptr},
                                 {"v3_groups_yarn_mtp", nullptr},
                                 {"llama_gqa6_llama3", "plain"},
                                 {"v3_groups_yarn_mtp", "split"},
                                 {"qwen3_fp8", nullptr},
                                 {"v2_groups_qlora", nullptr}};

class FixedResults : public testing::Test {
 protected:
  int32_t draw(int32_t low, int32_t high) { return std::uniform_int_distribution<int32_t>(low, high)(random_); }

  Tokens randomTokens(int32_t count, int32_t vocab) {
    Tokens tokens;
    for (int32_t i = 0; i < count; ++i) tokens.push_back(draw(0, vocab - 1));
    return tokens;
  }

  // Every second one greedy; the others hot enough that a difference in the last bits would show.
  JobRequest randomRequest(int32_t vocab) {
    JobRequest request;
    request.prompt = randomTokens(draw(1, 4) == 1 ? draw(60, 140) : draw(1, 40), vocab);
    request.sampling.temperature = draw(0, 1) == 0 ? 0.0F : 1.5F;
    request.sampling.top_p = 1.0F;
    request.sampling.seed = static_cast<uint64_t>(draw(0, 1 << 30));
    request.max_tokens = draw(8, 20);
    return request;
  }

  std::mt19937 random_{20260401};
};

std::unique_ptr<Model> openModel(const TestModel& which, const TempFolder& folder) {
  const GoldenCase golden = loadGoldenCase(which.golden);
  std::filesystem::path path = folder.path();
  if (which.gguf_spelling != nullptr) {
    path = folder.write("model.gguf", ggufBytes(golden, which.gguf_spelling, "Q8_0"));
  } else {
    writeHfFolder(golden, path);
  }
  auto checkpoint = Checkpoint::open(path);
  EXPECT_TRUE(checkpoint) << checkpoint.error().message;
  auto model = Model::load(*checkpoint, {});
  EXPECT_TRUE(model) << model.error().message;
  return std::move(*model);
}

// A scheduler on a backend of its own.
struct Runner {
  Runner(const Model& model, int threads, const SchedulerOptions& options) : backend(*makeCpuBackend(threads)) {
    scheduler.emplace(*Stepper::make(model, *backend), options);
  }

  std::shared_ptr<Job> submit(const JobRequest& request) {
    auto job = std::make_shared<Job>(request, std::stop_token{});
    scheduler->submit(job);
    return job;
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

  std::unique_ptr<Backend> backend;
  std::optional<Scheduler> scheduler;
};

TEST_F(FixedResults, WhateverRunsBesideAndBefore) {
  std::vector<std::unique_ptr<TempFolder>> folders;
  std::vector<std::unique_ptr<Model>> models;
  for (const TestModel& which : kModels) {
    folders.push_back(std::make_unique<TempFolder>());
    models.push_back(openModel(which, *folders.back()));
    ASSERT_NE(models.back(), nullptr);
  }
  int64_t compared = 0;
  int with_cache = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto which = static_cast<size_t>(run) % models.size();
    const Model& model = *models[which];
    const int32_t vocab = model.config().vocab;
    std::vector<JobRequest> requests;
    for (int32_t i = draw(1, 4); i > 0; --i) requests.push_back(randomRequest(vocab));
    std::vector<Tokens> want;
    for (const JobRequest& request : requests) {
      Runner alone(model, 1, {256, 64, 8});
      want.push_back(Runner::collect(*alone.submit(request)));
      ASSERT_EQ(want.back().size(), static_cast<size_t>(request.max_tokens));
    }

    const int threads = draw(1, 8);
    const int32_t chunk = draw(1, 3) == 1 ? draw(1, 5) : draw(6, 200);
    SCOPED_TRACE(fmt::format("run {}: {}{}, {} threads, chunks of {}, {} sequences", run, kModels[which].golden,
                             kModels[which].gguf_spelling != nullptr ? " as Q8_0" : "", threads, chunk, requests.size()));
    Runner runner(model, threads, {chunk, 64, draw(1, 8)});
    // What the cache may know: some of the prompts with their answers, or with something else behind their first tokens.
    if (draw(0, 1) == 1) {
      ++with_cache;
      for (const JobRequest& request : requests) {
        JobRequest before = request;
        if (draw(0, 1) == 1) before.prompt.resize(static_cast<size_t>(draw(1, static_cast<int32_t>(before.prompt.size()))));
        if (draw(0, 1) == 1) before.prompt.push_back(draw(0, vocab - 1));
        Runner::collect(*runner.submit(before));
      }
    }
    std::vector<std::shared_ptr<Job>> jobs;
    for (const JobRequest& request : requests) jobs.push_back(runner.submit(request));
    for (size_t i = 0; i < jobs.size(); ++i) {
      EXPECT_EQ(Runner::collect(*jobs[i]), want[i]) << "sequence " << i;
      ++compared;
    }
    if (HasFailure()) return;
  }
  std::printf("%d runs, %d with a filled cache, %lld sequences compared\n", kRuns, with_cache, static_cast<long long>(compared));
  RecordProperty("runs", kRuns);
}

}  // namespace
}  // namespace deepwell::test
