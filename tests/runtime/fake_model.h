// A model and a backend without arithmetic, for the runtime's tests: the cache holds the tokens themselves, and the next
// token follows from all tokens before it. A wrong page, a wrong position or a lost copy changes the answer.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/backend/top_logits.h"
#include "engine/runtime/stepper.h"

namespace deepwell::test {

inline constexpr int32_t kFakeVocab = 97;

// The token that follows a prefix.
inline TokenId nextToken(std::span<const TokenId> prefix) {
  uint64_t hash = 1469598103934665603ULL;
  for (const TokenId token : prefix) hash = (hash ^ static_cast<uint64_t>(token)) * 1099511628211ULL;
  return static_cast<TokenId>((hash >> 17) % (kFakeVocab - 1)) + 1;  // never 0, which ends
}

class FakeModel final : public Model {
 public:
  FakeModel() : Model(nullptr, {}) {
    config_.vocab = kFakeVocab;
    config_.context = 4096;
    kv_ = {1, 1, 0, KvType::kF32};
  }
  OpList forward() const override { return {}; }
};

class FakeBackend final : public Backend {
 public:
  BackendInfo info() const override { return {"fake", "fake", fmt::format("recovered {} times", recoveries.load())}; }
  Status supports(const OpList&) const override { return {}; }

  BackendMemory memory() const override { return {host, 0, 0}; }
  int32_t mostPages() const override { return most_pages; }

  // A recovered device knows no page and no program of before.
  Result<std::string> recover(const Error& error) override {
    ++recoveries;
    if (recoveries > most_recoveries) return Backend::recover(error);
    pages_.clear();
    ++generation_;
    lost_ = false;
    return fmt::format("recovery {}", recoveries.load());
  }

  Status load(const OpList&, const WeightProgress& progress, std::stop_token) override {
    progress(1, 2);
    DEEPWELL_TRY(call("load"));
    progress(2, 2);
    return {};
  }

  Status reserveKv(const KvLayout&, int32_t pages) override {
    DEEPWELL_TRY(call("reserveKv"));
    if (pages > page_limit) return fail(ErrorCode::kOutOfMemory, "no more pages");
    if (static_cast<size_t>(pages) > pages_.size()) pages_.resize(static_cast<size_t>(pages), std::vector<TokenId>(kPageTokens, -1));
    return {};
  }

  Status copyKv(int32_t from, int32_t to, int32_t positions) override {
    DEEPWELL_TRY(call("copyKv"));
    const auto& source = pages_.at(static_cast<size_t>(from));
    auto& target = pages_.at(static_cast<size_t>(to));
    std::fill(target.begin(), target.end(), -1);
    std::copy(source.begin(), source.begin() + positions, target.begin());
    return {};
  }

  Result<std::unique_ptr<Program>> prepare(const OpList&, int32_t max_rows) override {
    DEEPWELL_TRY(call("prepare"));
    auto program = std::make_unique<FakeProgram>();
    program->generation = generation_;
    program->max_rows = max_rows;
    return program;
  }

  Status run(Program& program, const Step& step) override {
    DEEPWELL_TRY(call("run"));
    if (static_cast<FakeProgram&>(program).generation != generation_) {
      return fail(ErrorCode::kInternal, "a program from before the recovery");
    }
    if (static_cast<int32_t>(step.tokens.size()) > static_cast<FakeProgram&>(program).max_rows) {
      return fail(ErrorCode::kInternal, "too many rows");
    }
    if (fail_next.exchange(false)) return fail(ErrorCode::kDevice, "the device is gone");
    rows_computed += static_cast<int32_t>(step.tokens.size());
    ++steps;
    max_sequences = std::max(max_sequences.load(), static_cast<int32_t>(step.sequences.size()));
    std::vector<TokenId> next(step.tokens.size());
    for (const StepSequence& sequence : step.sequences) runSequence(step, sequence, next);
    logits_.assign(step.logit_rows.size() * kFakeVocab, 0.0F);
    for (size_t i = 0; i < step.logit_rows.size(); ++i) {
      const TokenId token = next[static_cast<size_t>(step.logit_rows[i])];
      logits_[i * kFakeVocab + static_cast<size_t>(token)] = best_logit;
    }
    std::copy_n(logits_.begin(), step.logits.size(), step.logits.begin());
    if (step.top != nullptr) takeTopLogits(logits_, step.logit_rows.size(), *step.top);
    if (on_step) on_step();
    return {};
  }

  int32_t topLogits() const override { return top_logits; }
  Status readLogits(Program&, int32_t row, std::span<float> out) override {
    DEEPWELL_TRY(call("readLogits"));
    ++rows_read;
    std::copy_n(logits_.begin() + row * kFakeVocab, kFakeVocab, out.begin());
    return {};
  }

  int32_t page_limit = 1 << 20;
  int32_t most_pages = INT32_MAX;
  // Set before the scheduler starts.
  bool host = true;              // the memory is the machine's own
  int32_t most_recoveries = 0;
  std::set<int32_t> fail_calls;  // numbers, from 1, over all calls of load, reserveKv, copyKv, prepare, run and readLogits
  ErrorCode fail_code = ErrorCode::kDevice;  // after kDevice all calls fail until recover()
  std::atomic<int32_t> calls{0};
  std::atomic<int32_t> recoveries{0};
  std::map<std::string, int32_t> failed;  // how often each call failed by its number; for the time after the scheduler
  int32_t top_logits = 0;
  float best_logit = 9.0F;  // of the token that follows; all others are 0
  std::atomic<int32_t> rows_read{0};
  std::atomic<bool> fail_next{false};
  std::atomic<int32_t> rows_computed{0};
  std::atomic<int32_t> steps{0};
  std::atomic<int32_t> max_sequences{0};
  std::function<void()> on_step;  // set before the scheduler starts

 private:
  struct FakeProgram final : Program {
    int32_t max_rows = 0;
    int32_t generation = 0;
  };

  Status call(const char* name) {
    const bool fails = fail_calls.contains(++calls);
    if (fails) ++failed[name];
    if (fails && fail_code == ErrorCode::kDevice) lost_ = true;
    if (lost_) return fail(ErrorCode::kDevice, "{}: the device is lost", name);
    if (fails) return fail(fail_code, "{}: out of device memory", name);
    return {};
  }

  TokenId& slot(const StepSequence& sequence, int32_t position) {
    const int32_t page = sequence.pages[static_cast<size_t>(position / kPageTokens)];
    return pages_.at(static_cast<size_t>(page))[static_cast<size_t>(position % kPageTokens)];
  }

  void runSequence(const Step& step, const StepSequence& sequence, std::vector<TokenId>& next) {
    for (int32_t row = 0; row < sequence.row_count; ++row) {
      const auto index = static_cast<size_t>(sequence.first_row + row);
      slot(sequence, sequence.first_position + row) = step.tokens[index];
    }
    for (int32_t row = 0; row < sequence.row_count; ++row) {
      std::vector<TokenId> prefix;
      for (int32_t position = 0; position <= sequence.first_position + row; ++position) {
        prefix.push_back(slot(sequence, position));
      }
      next[static_cast<size_t>(sequence.first_row + row)] = nextToken(prefix);
    }
  }

  std::vector<std::vector<TokenId>> pages_;
  int32_t generation_ = 0;
  bool lost_ = false;
  std::vector<float> logits_;  // of the last step
};

// What greedy decoding of the fake model gives.
inline std::vector<TokenId> expectedTokens(std::vector<TokenId> prompt, int32_t count) {
  std::vector<TokenId> generated;
  for (int32_t i = 0; i < count; ++i) {
    generated.push_back(nextToken(prompt));
    prompt.push_back(generated.back());
  }
  return generated;
}

inline std::vector<TokenId> countingPrompt(int32_t size, TokenId first) {
  std::vector<TokenId> prompt;
  for (int32_t i = 0; i < size; ++i) prompt.push_back(1 + (first + i * 7) % (kFakeVocab - 1));
  return prompt;
}

}  // namespace deepwell::test
