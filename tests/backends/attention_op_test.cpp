// Rotation, stores, attention and MLA at odd shapes, in several chunkings, against the reference.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

Rope makeRope(int32_t dim, bool interleaved, float magnitude) {
  Rope rope;
  for (int32_t i = 0; i < dim / 2; ++i) {
    rope.inv_freq.push_back(std::pow(10000.0F, -2.0F * static_cast<float>(i) / static_cast<float>(dim)));
  }
  rope.interleaved = interleaved;
  rope.magnitude = magnitude;
  return rope;
}

// Steps that lead to the same last position in different ways.
const std::vector<std::vector<std::vector<Rows>>> kHistories = {
    {{{1, 0}}},
    {{{5, 0}}},
    {{{40, 0}}, {{30, 40}}, {{1, 70}}},
    {{{130, 0}}},
    {{{64, 0}, {3, 0}}, {{64, 64}, {70, 3}}, {{1, 128}, {2, 73}}},
};

struct Shape {
  int32_t heads, kv_heads, head_dim, rope_dim;
  bool interleaved, norm;
};

class Gqa : public testing::TestWithParam<std::tuple<Shape, KvType>> {};

TEST_P(Gqa, AgreesWithTheReference) {
  const auto& [s, type] = GetParam();
  const int32_t kv_width = s.kv_heads * s.head_dim;
  Harness h(7, KvLayout{2, kv_width, kv_width, type, s.kv_heads});
  const Rope& rope = h.rope(makeRope(s.rope_dim, s.interleaved, 1.1F));
  const BufferId out = h.record().buffer(s.heads * s.head_dim);
  BufferId sum;
  for (int32_t layer = 0; layer < 2; ++layer) {
    const BufferId q = h.input(s.heads * s.head_dim);
    const BufferId k = h.input(kv_width);
    const BufferId v = h.input(kv_width);
    const float* q_norm = s.norm ? h.vector(s.head_dim, 1.0F) : nullptr;
    const float* k_norm = s.norm ? h.vector(s.head_dim, 1.0F) : nullptr;
    h.record().ropeStore({q, k, v, layer, s.heads, s.kv_heads, s.head_dim, &rope, q_norm, k_norm, 1e-6F});
    const BufferId to = layer == 0 ? out : h.record().buffer(s.heads * s.head_dim);
    h.record().attention({q, to, layer, s.heads, s.kv_heads, s.head_dim, 0.7F});
    if (layer == 1) h.record().add({out, to});
  }
  h.output(out, s.heads * s.head_dim);
  // A half rounds differently where float32 and double differ in the last bits.
  // Eight bits a number are noise of 1 % of a score's size.
  const double tolerance = type == KvType::kQ8 ? 0.06 : type == KvType::kF16 ? 5e-3 : 1e-4;
  for (const auto& steps : kHistories) h.expectAgrees(steps, tolerance);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Gqa,
    testing::Combine(testing::Values(Shape{1, 1, 8, 8, false, false}, Shape{3, 1, 24, 24, false, true},
                                     Shape{6, 2, 40, 20, true, false}, Shape{5, 5, 80, 80, false, false},
                                     Shape{7, 1, 96, 96, false, true}, Shape{14, 2, 64, 64, false, false},
                                     Shape{9, 3, 17, 6, true, false}),
                     testing::Values(KvType::kF32, KvType::kF16, KvType::kQ8)));

struct MlaShape {
  int32_t heads, nope, rope_dim, rank, v_dim;
  DType key, value;
};

class Mla : public testing::TestWithParam<std::tuple<MlaShape, KvType>> {};

TEST_P(Mla, AgreesWithTheReference) {
  const auto& [s, type] = GetParam();
  Harness h(9, KvLayout{1, s.rank + s.rope_dim, 0, type});
  const Rope& rope = h.rope(makeRope(s.rope_dim, true, 1.0F));
  MlaWeights& weights = h.mla();
  for (int32_t i = 0; i < s.heads; ++i) {
    weights.key.push_back(h.makeWeight(s.key, s.rank, s.nope));
    weights.value.push_back(h.makeWeight(s.value, s.v_dim, s.rank));
  }
  const BufferId q = h.input(s.heads * (s.nope + s.rope_dim));
  const BufferId kv = h.input(s.rank + s.rope_dim, 2.0F);
  const BufferId out = h.record().buffer(s.heads * s.v_dim);
  h.record().mlaStore({q, kv, 0, s.heads, s.nope, s.rope_dim, s.rank, h.vector(s.rank, 1.0F), 1e-6F, &rope});
  h.record().mlaAttention({q, out, 0, s.heads, s.nope, s.rope_dim, s.rank, s.v_dim, &weights, 0.3F});
  h.output(out, s.heads * s.v_dim);
  const bool quantised = toleranceOf(s.key) > 1e-3 || toleranceOf(s.value) > 1e-3;
  for (const auto& steps : kHistories) h.expectAgrees(steps, quantised ? 0.08 : type == KvType::kF16 ? 8e-3 : 2e-4);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Mla,
    testing::Combine(testing::Values(MlaShape{1, 8, 4, 16, 8, DType::kF32, DType::kF32},
                                     MlaShape{3, 24, 8, 40, 20, DType::kBF16, DType::kF8E4M3},
                                     MlaShape{16, 32, 16, 64, 32, DType::kF8E4M3, DType::kF16},
                                     MlaShape{5, 64, 32, 256, 48, DType::kQ8_0, DType::kQ4_K}),
                     testing::Values(KvType::kF32, KvType::kF16)));

TEST(Attention, LongContextInManyPages) {
  Harness h(11, KvLayout{1, 32, 32, KvType::kF16});
  const Rope& rope = h.rope(makeRope(16, false, 1.0F));
  const BufferId q = h.input(64);
  const BufferId k = h.input(32);
  const BufferId v = h.input(32);
  const BufferId out = h.record().buffer(64);
  h.record().ropeStore({q, k, v, 0, 4, 2, 16, &rope});
  h.record().attention({q, out, 0, 4, 2, 16, 0.25F});
  h.output(out, 64);
  h.expectAgrees({{{500, 0}}}, 3e-3);
}

// Frequencies that are powers of two make the angle exact, so the reference has nothing to say about its rounding.
TEST(Rope, FarPositions) {
  const KvLayout layout{1, 12, 12, KvType::kF32};
  Harness h(13, layout);
  const Rope& rope = h.rope({.inv_freq = {1.0F, 0.5F, 0.0625F, 0x1p-10F, 0x1p-20F}, .magnitude = 1.25F});
  const BufferId q = h.input(12);
  h.record().ropeStore({q, h.input(12), h.input(12), 0, 1, 1, 12, &rope});
  h.output(q, 12);
  auto backend = testBackend();
  ASSERT_TRUE(backend);
  ASSERT_TRUE((*backend)->reserveKv(layout, 2));
  auto program = (*backend)->prepare(h.list(), 8);
  ASSERT_TRUE(program) << program.error().message;
  for (const int32_t position : {0, 63, 4090, 70001, 131064}) {
    const auto step = h.makeStep({{8, position}});
    const std::vector<int32_t> pages(2049, 1);
    step->sequences[0].pages = pages;
    ASSERT_TRUE((*backend)->run(**program, step->step));
    const std::vector<double> want = Reference(layout).run(h.list(), step->step);
    for (size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(step->logits[i], want[i], 1e-6) << "position " << position << ", value " << i;
  }
}

// Scores of every size must not overflow, and what is hostile must not crash.
TEST(Attention, HugeScores) {
  Harness h(12, KvLayout{1, 16, 16, KvType::kF32});
  const Rope& rope = h.rope(makeRope(16, false, 1.0F));
  const BufferId q = h.input(16, 1e18F);
  const BufferId k = h.input(16, 1e18F);
  const BufferId v = h.input(16);
  const BufferId out = h.record().buffer(16);
  h.record().ropeStore({q, k, v, 0, 1, 1, 16, &rope});
  h.record().attention({q, out, 0, 1, 1, 16, 1.0F});
  h.output(out, 16);
  h.expectAgrees({{{20, 0}}}, 1e-4);
}

}  // namespace
}  // namespace deepwell::test
