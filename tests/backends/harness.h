// Runs small programs on the backend under test (tests/support/test_device.h) and on the reference. Inputs are embeddings of
// random tables; any buffer comes back as logits through an identity head.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/ops/recorder.h"
#include "tests/backends/reference.h"
#include "tests/kernels/random_weights.h"
#include "tests/support/test_device.h"

namespace deepwell::test {

// One sequence's rows of a step.
struct Rows {
  int32_t count = 1;
  int32_t first_position = 0;
};

class Harness {
 public:
  static constexpr int32_t kVocabulary = 97;

  explicit Harness(uint32_t seed = 1, KvLayout layout = {}) : layout_(layout), seed_(seed) {}

  Recorder& record() { return recorder_; }
  uint32_t nextSeed() { return ++seed_; }

  const Weight* weight(DType type, int64_t rows, int64_t cols) {
    return &kept_->weights.emplace_back(makeWeight(type, rows, cols));
  }

  // For ExpertWeights and MlaWeights, which hold weights by value.
  Weight makeWeight(DType type, int64_t rows, int64_t cols) {
    const RandomWeights& w = kept_->random.emplace_back(randomWeights(dtypeInfo(type).name, rows, cols, nextSeed(), 48, 32));
    Weight out;
    out.name = "w" + std::to_string(kept_->random.size());
    out.dtype = type;
    out.rows = rows;
    out.cols = cols;
    out.data = w.bytes.data();
    out.row_bytes = w.row_bytes;
    out.scale_inv = w.scale_inv.empty() ? nullptr : w.scale_inv.data();
    out.scale_cols = w.scale_cols;
    out.block_rows = w.block_rows;
    out.block_cols = w.block_cols;
    return out;
  }

  const float* vector(int64_t n, float mean = 0.0F) {
    std::vector<float>& v = kept_->vectors.emplace_back(randomFloats(static_cast<size_t>(n), nextSeed(), 0.5F));
    for (float& x : v) x += mean;
    return v.data();
  }

  // For an op to point to.
  ExpertWeights& experts() { return kept_->experts.emplace_back(); }
  MlaWeights& mla() { return kept_->mla.emplace_back(); }
  const Rope& rope(Rope rope) { return kept_->ropes.emplace_back(std::move(rope)); }

  // A buffer of random rows that depend on the token.
  BufferId input(int32_t width, float deviation = 1.0F) {
    return input(width, randomFloats(static_cast<size_t>(kVocabulary * width), nextSeed(), deviation));
  }

  // A buffer of the rows of `table` [kVocabulary, width] that the tokens name.
  BufferId input(int32_t width, std::vector<float> table) {
    Weight& weight = kept_->weights.emplace_back();
    weight.name = "input";
    weight.rows = kVocabulary;
    weight.cols = width;
    weight.row_bytes = 4 * width;
    weight.data = reinterpret_cast<const std::byte*>(kept_->vectors.emplace_back(std::move(table)).data());
    const BufferId out = recorder_.buffer(width);
    recorder_.embed({&weight, out});
    return out;
  }

  // Ends the program: `buffer` becomes the logits, bit for bit.
  void output(BufferId buffer, int32_t width) {
    std::vector<float>& identity = kept_->vectors.emplace_back(static_cast<size_t>(width) * static_cast<size_t>(width));
    for (int32_t i = 0; i < width; ++i) identity[static_cast<size_t>(i * width + i)] = 1.0F;
    Weight head;
    head.name = "identity";
    head.rows = head.cols = width;
    head.row_bytes = 4 * width;
    head.data = reinterpret_cast<const std::byte*>(identity.data());
    const BufferId selected = recorder_.buffer(width, RowSet::kLogits);
    recorder_.selectRows({buffer, selected});
    recorder_.logits({selected, &kept_->weights.emplace_back(head)});
    finish(width);
  }

  void finish(int32_t vocabulary) {
    keepForDevice(kept_);
    list_ = recorder_.take();
    width_ = vocabulary;
  }

  const OpList& list() const { return list_; }

  // A step over sequences; sequence s has pages of its own. Logits of every row.
  struct OwnedStep {
    std::vector<int32_t> tokens;
    std::vector<std::vector<int32_t>> pages;
    std::vector<StepSequence> sequences;
    std::vector<int32_t> logit_rows;
    std::vector<float> logits;
    Step step;
  };
  static constexpr int32_t kPagesPerSequence = 24;

  // Row at position p of sequence s has token (7 p + 13 s) % kVocabulary, whatever the step.
  std::unique_ptr<OwnedStep> makeStep(const std::vector<Rows>& rows) const {
    auto owned = std::make_unique<OwnedStep>();
    for (size_t s = 0; s < rows.size(); ++s) {
      // Pages in a scrambled order.
      std::vector<int32_t>& pages = owned->pages.emplace_back();
      for (int32_t p = 0; p < kPagesPerSequence; ++p) {
        pages.push_back(static_cast<int32_t>(s) * kPagesPerSequence + (p * 5 + 3) % kPagesPerSequence);
      }
    }
    for (size_t s = 0; s < rows.size(); ++s) {
      owned->sequences.push_back({static_cast<int32_t>(owned->tokens.size()), rows[s].count, rows[s].first_position, owned->pages[s]});
      for (int32_t r = 0; r < rows[s].count; ++r) {
        owned->tokens.push_back((7 * (rows[s].first_position + r) + 13 * static_cast<int32_t>(s)) % kVocabulary);
      }
    }
    for (size_t r = 0; r < owned->tokens.size(); ++r) owned->logit_rows.push_back(static_cast<int32_t>(r));
    owned->logits.resize(owned->tokens.size() * static_cast<size_t>(width_));
    owned->step = {owned->tokens, owned->sequences, owned->logit_rows, owned->logits};
    return owned;
  }

  // Runs steps in order, in one program of at least `program_rows` rows; the logits of all rows of the last one. Empty, and a
  // failure of the test, if the backend refuses.
  std::vector<float> run(const std::vector<std::vector<Rows>>& steps, int threads = 2, int32_t program_rows = 1) const {
    size_t sequences = 0;
    for (const std::vector<Rows>& step : steps) {
      sequences = std::max(sequences, step.size());
      int32_t rows = 0;
      for (const Rows& r : step) rows += r.count;
      program_rows = std::max(program_rows, rows);
    }
    std::vector<float> logits;
    const Status status = tryRun(steps, threads, program_rows, static_cast<int32_t>(sequences) * kPagesPerSequence, logits);
    EXPECT_TRUE(status.has_value()) << status.error().message;
    return status ? logits : std::vector<float>{};
  }

  // Compares with the reference: |difference| <= tolerance * rms of the reference. A tolerance above 1e-3 is one for
  // quantisation noise: it holds for the rms of the differences, and six times it for each.
  void expectAgrees(const std::vector<std::vector<Rows>>& steps, double tolerance, int threads = 2) const {
    const std::vector<float> got = run(steps, threads);
    ASSERT_FALSE(got.empty());
    Reference reference(layout_);
    std::vector<double> want;
    for (const std::vector<Rows>& rows : steps) want = reference.run(list_, makeStep(rows)->step);
    ASSERT_EQ(got.size(), want.size());
    double squares = 0;
    for (const double x : want) squares += x * x;
    const double rms = std::sqrt(squares / static_cast<double>(want.size()));
    ASSERT_GT(rms, 0) << "the test says nothing";
    const bool noise = tolerance > 1e-3;
    double differences = 0;
    for (size_t i = 0; i < got.size(); ++i) {
      differences += (got[i] - want[i]) * (got[i] - want[i]);
      ASSERT_NEAR(got[i], want[i], (noise ? 6 : 1) * tolerance * rms) << "row " << i / static_cast<size_t>(width_) << ", column " << i % static_cast<size_t>(width_);
    }
    if (noise) {
      ASSERT_LE(std::sqrt(differences / static_cast<double>(got.size())), tolerance * rms);
    }
  }

 private:
  Status tryRun(const std::vector<std::vector<Rows>>& steps, int threads, int32_t program_rows, int32_t pages,
                std::vector<float>& logits) const {
    DEEPWELL_ASSIGN(const std::shared_ptr<Backend> backend, testBackend(threads));
    DEEPWELL_TRY(backend->reserveKv(layout_, pages));
    DEEPWELL_ASSIGN(const std::unique_ptr<Program> program, backend->prepare(list_, program_rows));
    for (const std::vector<Rows>& rows : steps) {
      const auto owned = makeStep(rows);
      DEEPWELL_TRY(backend->run(*program, owned->step));
      logits = owned->logits;
    }
    return {};
  }

  // What the program points to.
  struct Kept {
    std::deque<RandomWeights> random;
    std::deque<Weight> weights;
    std::deque<std::vector<float>> vectors;
    std::deque<ExpertWeights> experts;
    std::deque<MlaWeights> mla;
    std::deque<Rope> ropes;
  };

  KvLayout layout_;
  uint32_t seed_;
  Recorder recorder_;
  OpList list_;
  int32_t width_ = 0;
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
};

// What quantising activations to 8 bits may cost, relative to the rms of a result; for the plain types float16 in a GPU's matrices,
// unless DEEPWELL_VULKAN_TILES=float keeps it from them.
inline double toleranceOf(DType type) {
  if (dtypeInfo(type).block_elements > 1) return 0.04;
  const char* tiles = std::getenv("DEEPWELL_VULKAN_TILES");
  const bool exact = onCpu() || type == DType::kF32 || (tiles != nullptr && std::string_view(tiles) == "float");
  return exact ? 2e-5 : 1.2e-3;
}

// A width that every type takes.
inline int32_t widthFor(DType type, int32_t odd) {
  const auto block = static_cast<int32_t>(dtypeInfo(type).block_elements);
  return (odd + block - 1) / block * block;
}

inline std::vector<DType> weightTypes() {
  std::vector<DType> types;
  for (const DTypeInfo& info : allDTypes()) {
    if (info.weight) types.push_back(info.dtype);
  }
  return types;
}

inline bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return std::ranges::equal(a, b, [](float x, float y) { return std::bit_cast<uint32_t>(x) == std::bit_cast<uint32_t>(y); });
}

}  // namespace deepwell::test
