// A tiny model and a conversation of steps that uses all of a backend: several sequences, prefill in chunks, decode, a copied
// page, a cache that grows, steps with few or no wanted logits.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/model.h"
#include "tests/model/golden_case.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {

// The model of a golden case, from its Hugging Face folder.
class TinyModel {
 public:
  explicit TinyModel(const std::string& golden_name) {
    const GoldenCase golden = loadGoldenCase(golden_name);
    writeHfFolder(golden, folder_.path());
    auto checkpoint = Checkpoint::open(folder_.path());
    EXPECT_TRUE(checkpoint) << checkpoint.error().message;
    auto loaded = Model::load(*checkpoint, {});
    EXPECT_TRUE(loaded) << loaded.error().message;
    model_ = std::move(*loaded);
    ops_ = model_->forward();
  }

  const Model& model() const { return *model_; }
  const OpList& ops() const { return ops_; }

 private:
  TempFolder folder_;
  std::unique_ptr<Model> model_;
  OpList ops_;
};

// Steps as a scheduler makes them, one at a time.
class ModelScript {
 public:
  // best_first: steps ask for the best logits alone, and all are read afterwards.
  ModelScript(const TinyModel& tiny, Backend& backend, bool best_first = false)
      : tiny_(tiny), backend_(backend), best_first_(best_first) {}

  static constexpr size_t kSteps = 7;
  static constexpr int32_t kMaxRows = 64;

  // Step `index` of the script; those before it must have run. Its logits, [wanted rows, vocab].
  Result<std::vector<float>> step(size_t index) {
    switch (index) {
      case 0: return run({{0, 0, 37}}, {36});
      case 1: return run({{0, 37, 33}, {1, 0, 5}}, {});      // nobody wants logits
      case 2: return run({{1, 5, 1}, {0, 70, 1}}, {0, 1});
      case 3: return branch();
      case 4: return run({{2, 66, 1}, {0, 71, 1}, {1, 6, 1}}, {0, 1, 2});
      case 5: return run({{2, 67, 60}}, {3, 59});            // into pages that the cache grew by
      default: return run({{0, 72, 1}}, {0});
    }
  }

  // All steps; fails the test if one fails.
  std::vector<std::vector<float>> all() {
    std::vector<std::vector<float>> logits;
    for (size_t i = 0; i < kSteps; ++i) {
      auto step_logits = step(i);
      EXPECT_TRUE(step_logits) << "step " << i << ": " << (step_logits ? "" : step_logits.error().message);
      if (!step_logits) return {};
      logits.push_back(std::move(*step_logits));
    }
    return logits;
  }

 private:
  struct Rows {
    int32_t sequence;
    int32_t first;
    int32_t count;
  };

  // Sequence 2 begins with a whole page and two positions of sequence 0.
  Result<std::vector<float>> branch() {
    DEEPWELL_TRY(backend_.reserveKv(tiny_.model().kvLayout(), 9));
    DEEPWELL_TRY(backend_.copyKv(pages(0)[0], pages(2)[0], 64));
    DEEPWELL_TRY(backend_.copyKv(pages(0)[1], pages(2)[1], 2));
    return std::vector<float>{};
  }

  static const std::vector<int32_t>& pages(int32_t sequence) {
    static const std::vector<int32_t> pages[] = {{3, 0}, {2}, {1, 5, 8}};
    return pages[sequence];
  }

  Result<std::vector<float>> run(const std::vector<Rows>& rows, std::vector<int32_t> wanted) {
    const auto vocab = tiny_.model().config().vocab;
    DEEPWELL_TRY(backend_.reserveKv(tiny_.model().kvLayout(), 4));
    std::vector<int32_t> tokens;
    std::vector<StepSequence> sequences;
    for (const Rows& r : rows) {
      sequences.push_back({static_cast<int32_t>(tokens.size()), r.count, r.first, pages(r.sequence)});
      for (int32_t p = r.first; p < r.first + r.count; ++p) tokens.push_back((7 * p + 13 * r.sequence + 5) % vocab);
    }
    const int32_t room = tokens.size() <= 4 ? 4 : kMaxRows;
    std::unique_ptr<Program>& program = programs_[room];
    if (program == nullptr) {
      DEEPWELL_ASSIGN(program, backend_.prepare(tiny_.ops(), room));
    }
    std::vector<float> logits(wanted.size() * static_cast<size_t>(vocab));
    Step step{tokens, sequences, wanted, logits};
    if (best_first_ && !wanted.empty()) {
      DEEPWELL_TRY(runForBest(*program, step));
    } else {
      DEEPWELL_TRY(backend_.run(*program, step));
    }
    return logits;
  }

  Status runForBest(Program& program, Step step) {
    const std::span<float> logits = std::exchange(step.logits, {});
    const size_t rows = step.logit_rows.size();
    const std::vector<float> inverse_temperatures(rows, 1.0F);
    std::vector<TokenLogit> best(3 * rows);
    std::vector<float> masses(rows);
    TopLogits top{3, inverse_temperatures, best, masses};
    step.top = &top;
    DEEPWELL_TRY(backend_.run(program, step));
    for (size_t i = 0; i < rows; ++i) {
      const std::span<float> row = logits.subspan(i * logits.size() / rows, logits.size() / rows);
      DEEPWELL_TRY(backend_.readLogits(program, static_cast<int32_t>(i), row));
      const auto most = std::ranges::max_element(row);
      EXPECT_EQ(best[3 * i].id, most - row.begin());
      EXPECT_EQ(best[3 * i].logit, *most);
    }
    return {};
  }

  const TinyModel& tiny_;
  Backend& backend_;
  bool best_first_;
  std::map<int32_t, std::unique_ptr<Program>> programs_;
};

}  // namespace deepwell::test
