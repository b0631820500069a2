#include "engine/runtime/evaluate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>

#include "engine/runtime/sampler.h"

namespace deepwell {
namespace {

// One sequence that is computed outside the scheduler's batches; gives its pages back at the end.
class Evaluation {
 public:
  Evaluation(Stepper& stepper, KvCache& cache) : stepper_(stepper), cache_(cache) {}
  ~Evaluation() { cache_.discard(std::move(lease_)); }
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // One step over `tokens`; `logits` receives those of the last logits.size() / vocab rows.
  Status step(std::span<const TokenId> tokens, std::span<float> logits) {
    const auto rows = static_cast<int32_t>(tokens.size());
    DEEPWELL_TRY(cache_.reserve(lease_, lease_.positions + rows));
    const StepSequence sequence{0, rows, lease_.positions, lease_.pages};
    const auto wanted = static_cast<int32_t>(logits.size() / static_cast<size_t>(vocab()));
    std::vector<int32_t> logit_rows(static_cast<size_t>(wanted));
    std::iota(logit_rows.begin(), logit_rows.end(), rows - wanted);
    DEEPWELL_TRY(stepper_.run({tokens, {&sequence, 1}, logit_rows, logits, profile_}));
    lease_.positions += rows;
    return {};
  }

  // All of `tokens` in chunks; the logits of the last row only, if there is room for them.
  Status prefill(std::span<const TokenId> tokens, int32_t chunk, std::span<float> logits, const std::stop_token& stop) {
    while (!tokens.empty()) {
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "cancelled");
      const size_t rows = std::min(tokens.size(), static_cast<size_t>(chunk));
      DEEPWELL_TRY(step(tokens.first(rows), rows == tokens.size() ? logits : std::span<float>{}));
      tokens = tokens.subspan(rows);
    }
    return {};
  }

  // Forgets what is behind the first `positions`; the pages stay, for what is computed next.
  void rewind(int32_t positions) { lease_.positions = std::min(positions, lease_.positions); }

  // From here on the costs of steps are added to `profile`, which may be null.
  void observe(StepProfile* profile) { profile_ = profile; }

  int32_t vocab() const { return stepper_.model().config().vocab; }

 private:
  Stepper& stepper_;
  KvCache& cache_;
  KvCache::Lease lease_;
  StepProfile* profile_ = nullptr;
};

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<TokenId> someTokens(int32_t count, int32_t vocab, Random& random) {
  std::vector<TokenId> tokens(static_cast<size_t>(count));
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.next() % static_cast<uint64_t>(vocab));
  return tokens;
}

std::vector<BenchPart> benchParts(const StepProfile& profile, int64_t tokens) {
  constexpr std::array<const char*, kStepParts> kNames = {"qkv", "attention", "output", "ffn", "moe", "logits", "rest"};
  std::vector<BenchPart> parts;
  const auto append = [&](const char* name, const StepProfile::Part& part) {
    if (part.seconds <= 0) return;
    parts.push_back({name, part.seconds * 1e3 / static_cast<double>(tokens), static_cast<double>(part.bytes) / part.seconds * 1e-9,
                     2 * static_cast<double>(part.multiply_adds) / part.seconds * 1e-9});
  };
  StepProfile::Part all;
  for (size_t i = 0; i < kStepParts; ++i) {
    const StepProfile::Part& part = profile.parts[i];
    append(kNames[i], part);
    all.seconds += part.seconds;
    all.bytes += part.bytes;
    all.multiply_adds += part.multiply_adds;
  }
  append("all", all);
  return parts;
}

class Timer {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

Result<std::vector<float>> evaluateLogits(Stepper& stepper, KvCache& cache, std::span<const TokenId> ids,
                                          int32_t chunk) {
  Evaluation evaluation(stepper, cache);
  const auto vocab = static_cast<size_t>(evaluation.vocab());
  for (const TokenId id : ids) {
    if (id < 0 || static_cast<size_t>(id) >= vocab) {
      return fail(ErrorCode::kInvalidArgument, "token id {} is outside the vocabulary of {}", id, vocab);
    }
  }
  std::vector<float> logits(ids.size() * vocab);
  for (size_t first = 0; first < ids.size(); first += static_cast<size_t>(chunk)) {
    const size_t rows = std::min(ids.size() - first, static_cast<size_t>(chunk));
    DEEPWELL_TRY(evaluation.step(ids.subspan(first, rows), std::span(logits).subspan(first * vocab, rows * vocab)));
  }
  return logits;
}

Result<BenchResult> evaluateSpeed(Stepper& stepper, KvCache& cache, const BenchOptions& options, int32_t chunk,
                                  std::stop_token stop) {
  const int32_t vocab = stepper.model().config().vocab;
  Random random(1);
  std::vector<double> prefill;
  std::vector<double> decode;
  std::vector<float> logits(static_cast<size_t>(vocab));
  StepProfile prefill_profile;
  StepProfile decode_profile;
  Evaluation evaluation(stepper, cache);
  DEEPWELL_TRY(evaluation.prefill(someTokens(options.depth, vocab, random), chunk, {}, stop));
  // The first round warms caches and page tables up and is not counted.
  for (int32_t round = 0; round <= options.repeat; ++round) {
    evaluation.rewind(options.depth);
    evaluation.observe(round > 0 ? &prefill_profile : nullptr);
    const Timer prefill_timer;
    DEEPWELL_TRY(evaluation.prefill(someTokens(options.prefill, vocab, random), chunk, logits, stop));
    const double prefill_seconds = prefill_timer.seconds();
    evaluation.observe(round > 0 ? &decode_profile : nullptr);
    const Timer decode_timer;
    for (const TokenId token : someTokens(options.decode, vocab, random)) {
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "cancelled");
      DEEPWELL_TRY(evaluation.step({&token, 1}, logits));
    }
    const double decode_seconds = decode_timer.seconds();
    if (round == 0) continue;
    if (options.prefill > 0) prefill.push_back(options.prefill / prefill_seconds);
    if (options.decode > 0) decode.push_back(options.decode / decode_seconds);
  }
  BenchResult result;
  result.prefill_tps = median(std::move(prefill));
  result.decode_tps = median(std::move(decode));
  result.prefill_parts = benchParts(prefill_profile, int64_t{options.prefill} * options.repeat);
  result.decode_parts = benchParts(decode_profile, int64_t{options.decode} * options.repeat);
  result.weight_gbps = result.decode_tps * static_cast<double>(stepper.model().activeBytes()) * 1e-9;
  return result;
}

}  // namespace deepwell
