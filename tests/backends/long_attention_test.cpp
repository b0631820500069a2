// Attention over many spans of pages: tasks of single spans must give the bits that one task over all of them gives, for
// any number of threads, chunks and neighbours. A GPU promises that within one program.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

// The position whose results are compared: behind several spans of 256 positions on the CPU, several of pages on a GPU.
int32_t last() { return onCpu() ? 1400 : 210; }

constexpr int32_t kBeside = 90;  // rows of another sequence

struct Heads {
  int32_t heads, kv_heads, head_dim;
};

void recordGqa(Harness& h, const Heads& s, const Rope& rope) {
  const BufferId q = h.input(s.heads * s.head_dim);
  const BufferId k = h.input(s.kv_heads * s.head_dim);
  const BufferId v = h.input(s.kv_heads * s.head_dim);
  const BufferId out = h.record().buffer(s.heads * s.head_dim);
  h.record().ropeStore({q, k, v, 0, s.heads, s.kv_heads, s.head_dim, &rope});
  h.record().attention({q, out, 0, s.heads, s.kv_heads, s.head_dim, 0.2F});
  h.output(out, s.heads * s.head_dim);
}

Rope someRope(int32_t dim) {
  Rope rope;
  for (int32_t i = 0; i < dim / 2; ++i) rope.inv_freq.push_back(std::pow(100.0F, -static_cast<float>(i) / static_cast<float>(dim)));
  return rope;
}

std::vector<std::vector<Rows>> chunks(int32_t rows) {
  std::vector<std::vector<Rows>> steps;
  for (int32_t at = 0; at < last(); at += rows) steps.push_back({{std::min(rows, last() - at), at}});
  steps.push_back({{1, last()}});
  return steps;
}

class LongGqa : public testing::TestWithParam<std::tuple<Heads, KvType>> {
 protected:
  void SetUp() override {
    if (!onCpu() && s_.heads != 6 && std::get<1>(GetParam()) != KvType::kF16) {
      GTEST_SKIP() << "another shape has shown this type, and a CPU that plays a GPU takes long";
    }
    recordGqa(h_, s_, h_.rope(someRope(s_.head_dim)));
    want_ = run(chunks(701), 1);
  }

  // A CPU takes programs that fit the steps, a GPU the same one for all.
  std::vector<float> run(const std::vector<std::vector<Rows>>& steps, int threads) {
    return h_.run(steps, threads, onCpu() ? 1 : last() + kBeside);
  }

  void expectSame(std::span<const float> got, const std::string& how) {
    ASSERT_GE(got.size(), want_.size());
    EXPECT_TRUE(sameBits({got.begin(), got.end()}, want_)) << how;
  }

  Heads s_ = std::get<0>(GetParam());
  Harness h_{41, KvLayout{1, s_.kv_heads * s_.head_dim, s_.kv_heads * s_.head_dim, std::get<1>(GetParam()), s_.kv_heads}};
  std::vector<float> want_;  // by one thread, which goes through all spans of a query by itself
};

TEST_P(LongGqa, SameBitsHoweverItIsCut) {
  ASSERT_FALSE(want_.empty());
  for (const int threads : {2, 3, 8}) {
    if (onCpu()) expectSame(run(chunks(700), threads), std::to_string(threads) + " threads");
  }
  expectSame(run(chunks(onCpu() ? 67 : 129), 4), "small chunks");
  std::vector<std::vector<Rows>> one_by_one = {{{last() - 10, 0}}};
  for (int32_t at = last() - 10; at <= last(); ++at) one_by_one.push_back({{1, at}});
  expectSame(run(one_by_one, 2), "decoded");
  // All rows in one step, on one thread: the last row is the one.
  expectSame(std::span<const float>(run({{{last() + 1, 0}}}, 1)).last(want_.size()), "in one step");
  expectSame(std::span<const float>(run({{{last(), 0}, {kBeside, 0}}, {{1, last()}, {2, kBeside}}}, 3)).first(want_.size()), "beside another");
}

INSTANTIATE_TEST_SUITE_P(Shapes, LongGqa,
                         testing::Combine(testing::Values(Heads{6, 1, 16}, Heads{7, 1, 24}, Heads{16, 16, 8}, Heads{32, 2, 8}),
                                          testing::Values(KvType::kF32, KvType::kF16, KvType::kQ8)));

TEST(LongAttention, AgreesWithTheReference) {
  Harness h(42, KvLayout{1, 32, 32, KvType::kF32, 2});
  const Rope& rope = h.rope(someRope(16));
  recordGqa(h, {6, 2, 16}, rope);
  h.expectAgrees({{{800, 0}}, {{1, 800}}}, 1e-4);
}

// A chat's steps: sequences are filled by a program of many rows, their next tokens computed by programs of few, which may cut the
// work in another way.
class Decode : public testing::TestWithParam<KvType> {
 protected:
  static constexpr int32_t kLong = 540, kShort = 70, kPrompt = 40;  // rows kLong .. kLong + kPrompt cross a page's end

  void fill(Harness& h, const KvLayout& layout) {
    auto made = testBackend(2);
    ASSERT_TRUE(made);
    backend_ = *made;
    ASSERT_TRUE(backend_->reserveKv(layout, 2 * Harness::kPagesPerSequence));
    auto program = backend_->prepare(h.list(), 320);
    ASSERT_TRUE(program) << program.error().message;
    Reference reference(layout);
    for (const std::vector<Rows>& rows : {std::vector<Rows>{{270, 0}, {50, 0}}, std::vector<Rows>{{270, 270}, {20, 50}}}) {
      const auto step = h.makeStep(rows);
      ASSERT_TRUE(backend_->run(**program, step->step));
      reference.run(h.list(), step->step);
    }
    reference_ = reference.run(h.list(), h.makeStep({{kPrompt, kLong}, {1, kShort}})->step);
  }

  std::vector<float> decode(Harness& h, const std::vector<Rows>& rows, int32_t program_rows) {
    auto program = backend_->prepare(h.list(), program_rows);
    EXPECT_TRUE(program);
    const auto step = h.makeStep(rows);
    EXPECT_TRUE(backend_->run(**program, step->step));
    return step->logits;
  }

  // Rows `got` are rows `from` and following of the reference.
  void expectNear(std::span<const float> got, size_t from, double tolerance) {
    double squares = 0;
    for (const double x : reference_) squares += x * x;
    const double rms = std::sqrt(squares / static_cast<double>(reference_.size()));
    ASSERT_GT(rms, 0);
    const size_t first = from * reference_.size() / (kPrompt + 1);
    for (size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], reference_[first + i], tolerance * rms) << "row " << from << " and on, " << i;
  }

  void check(Harness& h, double tolerance) {
    const size_t width = reference_.size() / (kPrompt + 1);
    // A short prompt behind a long chat, then the same in two chunks.
    const std::vector<float> prompt = decode(h, {{kPrompt, kLong}, {1, kShort}}, 48);
    ASSERT_EQ(prompt.size(), reference_.size());
    expectNear(prompt, 0, tolerance);
    decode(h, {{kPrompt - 7, kLong}}, 48);
    const std::span<const float> last_rows = std::span<const float>(prompt).subspan((kPrompt - 7) * width, 7 * width);
    EXPECT_TRUE(sameBits(decode(h, {{7, kLong + kPrompt - 7}}, 48), {last_rows.begin(), last_rows.end()})) << "in two chunks";
    const std::vector<float> together = decode(h, {{3, kLong}, {1, kShort}}, 4);
    ASSERT_EQ(together.size(), 4 * width);
    expectNear(std::span<const float>(together).first(3 * width), 0, tolerance);
    expectNear(std::span<const float>(together).last(width), kPrompt, tolerance);
    // One by one, in the programs that a chat alone would take.
    for (int32_t r = 0; r < 3; ++r) {
      const auto at = together.begin() + r * static_cast<std::ptrdiff_t>(width);
      EXPECT_TRUE(sameBits(decode(h, {{1, kLong + r}}, 1), {at, at + static_cast<std::ptrdiff_t>(width)})) << "row " << r << " alone";
    }
    EXPECT_TRUE(sameBits(decode(h, {{3, kLong}, {1, kShort}}, 8), together)) << "in a program of more rows";
  }

  std::shared_ptr<Backend> backend_;
  std::vector<double> reference_;
};

TEST_P(Decode, HeadsThatShareKeys) {
  const Heads s = GetParam() == KvType::kF32 ? Heads{18, 2, 16} : GetParam() == KvType::kF16 ? Heads{6, 2, 20} : Heads{5, 1, 17};
  const KvLayout layout{1, s.kv_heads * s.head_dim, s.kv_heads * s.head_dim, GetParam(), s.kv_heads};
  Harness h(44, layout);
  recordGqa(h, s, h.rope(someRope(s.head_dim)));
  fill(h, layout);
  if (!HasFatalFailure()) check(h, GetParam() == KvType::kQ8 ? 0.3 : GetParam() == KvType::kF16 ? 1e-2 : 1e-4);
}

TEST_P(Decode, Latent) {
  if (GetParam() == KvType::kQ8) GTEST_SKIP() << "a latent has 16 bits or 32";
  constexpr int32_t kHeads = 10, kRank = 48, kRope = 8, kNope = 12, kOut = 20;
  const KvLayout layout{1, kRank + kRope, 0, GetParam()};
  Harness h(45, layout);
  MlaWeights& weights = h.mla();
  for (int32_t i = 0; i < kHeads; ++i) {
    weights.key.push_back(h.makeWeight(DType::kF32, kRank, kNope));
    weights.value.push_back(h.makeWeight(DType::kF32, kOut, kRank));
  }
  const BufferId q = h.input(kHeads * (kNope + kRope));
  const BufferId kv = h.input(kRank + kRope);
  const BufferId out = h.record().buffer(kHeads * kOut);
  h.record().mlaStore({q, kv, 0, kHeads, kNope, kRope, kRank, h.vector(kRank, 1.0F), 1e-6F, &h.rope(someRope(kRope))});
  h.record().mlaAttention({q, out, 0, kHeads, kNope, kRope, kRank, kOut, &weights, 0.3F});
  h.output(out, kHeads * kOut);
  fill(h, layout);
  if (!HasFatalFailure()) check(h, GetParam() == KvType::kF16 ? 2e-2 : 2e-4);
}

INSTANTIATE_TEST_SUITE_P(Types, Decode, testing::Values(KvType::kF32, KvType::kF16, KvType::kQ8));

// 128 heads and a rank of 512: results of single spans do not fit in memory together, they are merged window by window.
// Every sequence reads the same few pages; only its last page is its own.
class LongMla : public testing::Test {
 protected:
  static constexpr int32_t kHeads = 128, kRank = 512, kRope = 8, kNope = 16, kOut = 4, kSequences = 8;

  const int32_t page_count_ = onCpu() ? 24 : 12;

  LongMla() {
    const Rope& rope = h_.rope(someRope(kRope));
    MlaWeights& weights = h_.mla();
    for (int32_t i = 0; i < kHeads; ++i) {
      weights.key.push_back(h_.makeWeight(DType::kF32, kRank, kNope));
      weights.value.push_back(h_.makeWeight(DType::kF32, kOut, kRank));
    }
    const BufferId q = h_.input(kHeads * (kNope + kRope));
    const BufferId kv = h_.input(kRank + kRope);
    const BufferId out = h_.record().buffer(kHeads * kOut);
    h_.record().mlaStore({q, kv, 0, kHeads, kNope, kRope, kRank, h_.vector(kRank, 1.0F), 1e-6F, &rope});
    h_.record().mlaAttention({q, out, 0, kHeads, kNope, kRope, kRank, kOut, &weights, 0.1F});
    h_.output(out, kHeads * kOut);
  }

  // The results of the decode rows of sequences `from` to `to` in one step.
  Status run(int threads, size_t from, size_t to, std::vector<float>& logits) {
    DEEPWELL_ASSIGN(const std::shared_ptr<Backend> backend, testBackend(threads));
    DEEPWELL_TRY(backend->reserveKv({1, kRank + kRope, 0, KvType::kF16}, 2 + kSequences));
    DEEPWELL_ASSIGN(const std::unique_ptr<Program> program, backend->prepare(h_.list(), 128));
    const std::vector<int32_t> first = {0, 1};
    auto fill = h_.makeStep({{128, 0}});
    fill->sequences[0].pages = first;
    DEEPWELL_TRY(backend->run(*program, fill->step));
    std::vector<Rows> rows;
    for (int32_t s = 0; s < kSequences; ++s) rows.push_back({1, kPageTokens * page_count_ - 1 - 100 * s});
    auto step = h_.makeStep(rows);
    std::vector<std::vector<int32_t>> pages;
    for (size_t s = 0; s < rows.size(); ++s) {
      std::vector<int32_t>& own = pages.emplace_back();
      for (int32_t p = 0; p < page_count_; ++p) own.push_back(p % 2);
      own[static_cast<size_t>(rows[s].first_position / 64)] = 2 + static_cast<int32_t>(s);
    }
    for (size_t s = 0; s < pages.size(); ++s) {
      step->sequences[s].pages = pages[s];
      step->sequences[s].first_row = static_cast<int32_t>(s - from);
    }
    const std::span<const int32_t> tokens = std::span<const int32_t>(step->tokens).subspan(from, to - from);
    const std::span<const StepSequence> sequences = std::span<const StepSequence>(step->sequences).subspan(from, to - from);
    logits.resize((to - from) * static_cast<size_t>(kHeads * kOut));
    return backend->run(*program, {tokens, sequences, std::span<const int32_t>(step->logit_rows).first(to - from), logits});
  }

  Harness h_{43, KvLayout{1, kRank + kRope, 0, KvType::kF16}};
};

TEST_F(LongMla, InWindows) {
  std::vector<float> want;
  const Status status = run(1, 0, kSequences, want);
  ASSERT_TRUE(status) << status.error().message;
  ASSERT_TRUE(std::isfinite(want[0]) && want[0] != 0.0F);
  std::vector<float> got;
  for (const int threads : {2, 5}) {
    if (!onCpu()) continue;
    ASSERT_TRUE(run(threads, 0, kSequences, got));
    EXPECT_TRUE(sameBits(got, want)) << threads << " threads";
  }
  for (const size_t alone : {0, 5}) {
    ASSERT_TRUE(run(2, alone, alone + 1, got));
    const auto at = want.begin() + static_cast<std::ptrdiff_t>(alone) * kHeads * kOut;
    EXPECT_TRUE(sameBits(got, {at, at + kHeads * kOut})) << "sequence " << alone << " alone";
  }
}

}  // namespace
}  // namespace deepwell::test
