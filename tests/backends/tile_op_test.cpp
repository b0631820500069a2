// Products of many rows, which GPUs compute in tiles: numbers of rows, outputs and inputs about the edges of tiles.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

class Tiles : public testing::TestWithParam<DType> {};

TEST_P(Tiles, EdgesOfTiles) {
  Harness h;
  const int32_t in_width = widthFor(GetParam(), 300);
  const BufferId in = h.input(in_width);
  const BufferId out = h.input(131);
  h.record().matmul({in, {{h.weight(GetParam(), 131, in_width), h.vector(131), out, true}}});
  h.output(out, 131);
  for (const int32_t rows : {9, 32, 33, 64, 65}) h.expectAgrees({{{rows, 2}}}, toleranceOf(GetParam()));
}

TEST_P(Tiles, ARowIsTheSameWhateverIsBesideIt) {
  Harness h;
  const int32_t in_width = widthFor(GetParam(), 77);
  const BufferId in = h.input(in_width);
  const BufferId out = h.record().buffer(35);
  h.record().matmulGlu({.in = in, .gate = h.weight(GetParam(), 35, in_width), .up = h.weight(GetParam(), 35, in_width), .out = out,
                        .gate_bias = h.vector(35)});
  h.output(out, 35);
  const std::vector<float> all = h.run({{{70, 0}}});
  ASSERT_EQ(all.size(), 70U * 35U);
  for (const int32_t first : {0, 5, 64}) {
    const std::vector<float> some = h.run({{{3, first}}}, 2, 70);
    EXPECT_TRUE(sameBits(some, {all.begin() + first * 35, all.begin() + (first + 3) * 35})) << "from row " << first;
  }
}

INSTANTIATE_TEST_SUITE_P(Types, Tiles, testing::ValuesIn(weightTypes()),
                         [](const auto& info) { return std::string(dtypeInfo(info.param).name); });

TEST(Tiles, GateAndUpOfTwoTypes) {
  Harness h;
  const BufferId in = h.input(256);
  const BufferId out = h.record().buffer(67);
  h.record().matmulGlu({in, h.weight(DType::kQ4_K, 67, 256), h.weight(DType::kQ6_K, 67, 256), out, h.vector(67), h.vector(67)});
  h.output(out, 67);
  h.expectAgrees({{{40, 0}}}, toleranceOf(DType::kQ4_K));
}

// Rows a million times as large as others, and none: float16 has no room for either as they are.
TEST(Tiles, RowsOfEveryMagnitude) {
  for (const DType type : {DType::kF16, DType::kQ8_0}) {
    for (const float deviation : {1e-7F, 1e7F}) {
      Harness h;
      const BufferId in = h.input(96, deviation);
      const BufferId out = h.record().buffer(33);
      h.record().matmul({in, {{h.weight(type, 33, 96), nullptr, out, false}}});
      h.output(out, 33);
      h.expectAgrees({{{20, 0}}}, toleranceOf(type));
    }
  }
  Harness h;
  const BufferId in = h.input(96, std::vector<float>(static_cast<size_t>(Harness::kVocabulary) * 96));
  const BufferId out = h.input(33);
  h.record().matmul({in, {{h.weight(DType::kQ8_0, 33, 96), nullptr, out, true}}});
  h.output(out, 33);
  h.expectAgrees({{{20, 0}}}, 1e-6);
}

}  // namespace
}  // namespace deepwell::test
