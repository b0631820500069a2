// Attention over many spans of pages: tasks of single spans must give the bits that one task over all of them gives, for
// any number of threads, chunks and neighbours.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

constexpr int32_t kLast = 1400;  // position whose results are compared

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

std::vector<std::vector<Rows>> chunks(int32_t rows, int32_t from = 0) {
  std::vector<std::vector<Rows>> steps;
  for (int32_t at = from; at < kLast; at += rows) steps.push_back({{std::min(rows, kLast - at), at}});
  steps.push_back({{1, kLast}});
  return steps;
}

class LongGqa : public testing::TestWithParam<std::tuple<Heads, KvType>> {};

TEST_P(LongGqa, SameBitsHoweverItIsCut) {
  const auto& [s, type] = GetParam();
  Harness h(41, KvLayout{1, s.kv_heads * s.head_dim, s.kv_heads * s.head_dim, type, s.kv_heads});
  const Rope rope = someRope(s.head_dim);
  recordGqa(h, s, rope);
  // One thread goes through all spans of a query by itself.
  const std::vector<float> want = h.run(chunks(701), 1);
  for (const int threads : {2, 3, 8}) EXPECT_TRUE(sameBits(h.run(chunks(700), threads), want)) << threads << " threads";
  EXPECT_TRUE(sameBits(h.run(chunks(67), 4), want)) << "small chunks";
  std::vector<std::vector<Rows>> one_by_one = {{{1390, 0}}};
  for (int32_t at = 1390; at <= kLast; ++at) one_by_one.push_back({{1, at}});
  EXPECT_TRUE(sameBits(h.run(one_by_one, 2), want)) << "decoded";
  // All rows in one step, on one thread: the last row is the one.
  const std::vector<float> whole = h.run({{{kLast + 1, 0}}}, 1);
  EXPECT_TRUE(sameBits({whole.end() - static_cast<std::ptrdiff_t>(want.size()), whole.end()}, want)) << "in one step";
  const std::vector<float> beside = h.run({{{kLast, 0}, {300, 0}}, {{1, kLast}, {2, 300}}}, 3);
  EXPECT_TRUE(sameBits({beside.begin(), beside.begin() + static_cast<std::ptrdiff_t>(want.size())}, want)) << "beside another";
}

INSTANTIATE_TEST_SUITE_P(Shapes, LongGqa,
                         testing::Combine(testing::Values(Heads{6, 1, 16}, Heads{7, 1, 24}, Heads{16, 16, 8}, Heads{32, 2, 8}),
                                          testing::Values(KvType::kF32, KvType::kF16, KvType::kQ8)));

TEST(LongAttention, AgreesWithTheReference) {
  Harness h(42, KvLayout{1, 32, 32, KvType::kF32, 2});
  const Rope rope = someRope(16);
  recordGqa(h, {6, 2, 16}, rope);
  h.expectAgrees({{{800, 0}}, {{1, 800}}}, 1e-4);
}

// 128 heads and a rank of 512: results of single spans do not fit in memory together, they are merged window by window.
// Every sequence reads the same few pages; only its last page is its own.
TEST(LongAttention, MlaInWindows) {
  constexpr int32_t kHeads = 128, kRank = 512, kRope = 8, kNope = 16, kOut = 4, kSequences = 8, kPages = 24;
  Harness h(43, KvLayout{1, kRank + kRope, 0, KvType::kF16});
  const Rope rope = someRope(kRope);
  MlaWeights weights;
  for (int32_t i = 0; i < kHeads; ++i) {
    weights.key.push_back(h.makeWeight(DType::kF32, kRank, kNope));
    weights.value.push_back(h.makeWeight(DType::kF32, kOut, kRank));
  }
  const BufferId q = h.input(kHeads * (kNope + kRope));
  const BufferId kv = h.input(kRank + kRope);
  const BufferId out = h.record().buffer(kHeads * kOut);
  h.record().mlaStore({q, kv, 0, kHeads, kNope, kRope, kRank, h.vector(kRank, 1.0F), 1e-6F, &rope});
  h.record().mlaAttention({q, out, 0, kHeads, kNope, kRope, kRank, kOut, &weights, 0.1F});
  h.output(out, kHeads * kOut);
  std::vector<float> want;
  for (const int threads : {1, 2, 5}) {
    auto backend = makeCpuBackend(threads);
    ASSERT_TRUE(backend);
    ASSERT_TRUE((*backend)->reserveKv({1, kRank + kRope, 0, KvType::kF16}, 2 + kSequences));
    auto program = (*backend)->prepare(h.list(), 128);
    ASSERT_TRUE(program);
    const std::vector<int32_t> first = {0, 1};
    auto fill = h.makeStep({{128, 0}});
    fill->sequences[0].pages = first;
    ASSERT_TRUE((*backend)->run(**program, fill->step));
    std::vector<Rows> rows;
    std::vector<std::vector<int32_t>> pages;
    for (int32_t s = 0; s < kSequences; ++s) {
      rows.push_back({1, 64 * kPages - 1 - 100 * s});
      std::vector<int32_t>& own = pages.emplace_back();
      for (int32_t p = 0; p < kPages; ++p) own.push_back(p % 2);
      own[static_cast<size_t>(rows.back().first_position / 64)] = 2 + s;
    }
    auto step = h.makeStep(rows);
    for (size_t s = 0; s < pages.size(); ++s) step->sequences[s].pages = pages[s];
    ASSERT_TRUE((*backend)->run(**program, step->step));
    if (want.empty()) want = step->logits;
    ASSERT_TRUE(std::isfinite(want[0]) && want[0] != 0.0F);
    EXPECT_TRUE(sameBits(step->logits, want)) << threads << " threads";
  }
}

}  // namespace
}  // namespace deepwell::test
