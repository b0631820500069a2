// How attention is cut on devices of every size, and where keys and values lie.
#include <gtest/gtest.h>

#include <bit>

#include "engine/backend/vulkan/attention_plan.h"
#include "engine/backend/vulkan/kv_pages.h"
#include "engine/backend/vulkan/scratch_bytes.h"
#include "engine/ops/recorder.h"

namespace deepwell::vulkan {
namespace {

DeviceFeatures device(uint32_t shared_bytes) {
  DeviceFeatures features;
  features.shared_bytes = shared_bytes;
  return features;
}

constexpr AttentionShape kShapes[] = {
    {32, 8, 128, 128, false}, {28, 4, 128, 128, false}, {32, 32, 128, 128, false}, {64, 8, 128, 128, false}, {9, 3, 17, 17, false},
    {71, 1, 64, 64, false},   {8, 1, 256, 256, false},  {1, 1, 1, 1, false},       {16, 1, 576, 512, true},  {128, 1, 576, 512, true},   {16, 1, 576, 512, true, 4},
};

// Vulkan promises 16 KiB and 128 invocations.
TEST(AttentionPlan, FitsEveryDevice) {
  for (const AttentionShape& shape : kShapes) {
    for (const uint32_t shared : {16384U, 32768U, 49152U, 65536U}) {
      for (const int32_t rows : {1, 2, 8, 16, 32, 512}) {
        const auto plan = planAttention(shape, rows, device(shared));
        ASSERT_TRUE(plan) << plan.error().message;
        EXPECT_LE(plan->sharedBytes(shape), shared);
        EXPECT_LE(plan->workgroup, 128U);
        EXPECT_EQ(plan->workgroup % plan->tx, 0U);
        EXPECT_EQ(64 % plan->tx, 0U);
        EXPECT_GE(plan->heads * plan->parts, shape.heads / shape.kv_heads) << "heads left out";
        EXPECT_GE(plan->rows(), 1U) << "a block has no room for its heads";
        EXPECT_TRUE(std::has_single_bit(plan->dx) && plan->dx <= plan->tx);
        EXPECT_LE(4 * plan->tx / plan->dx, 64U) << "positions fetched together";
      }
    }
  }
}

TEST(AttentionPlan, ProgramsOfFewRowsComputeTheSame) {
  for (const AttentionShape& shape : kShapes) {
    const auto one = planAttention(shape, 1, device(32768));
    ASSERT_TRUE(one);
    EXPECT_GT(one->splits, 1U);
    for (const int32_t rows : {2, 4}) {
      const auto more = planAttention(shape, rows, device(32768));
      if (more->splits == 0) continue;  // too much memory for the parts: 128 heads of 512
      EXPECT_EQ(more->workgroup, one->workgroup);
      EXPECT_EQ(more->splits, one->splits);
      EXPECT_EQ(more->dx, one->dx);
      EXPECT_EQ(more->heads, one->heads);
    }
    EXPECT_EQ(planAttention(shape, 512, device(32768))->splits, 0U) << "rows of a prompt share what they read";
  }
}

TEST(AttentionPlan, RefusesWhatHasNoRoom) {
  const auto plan = planAttention({1, 1, 4000, 4000, false}, 1, device(16384));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kUnsupported);
}

TEST(AttentionPlan, MemoryOfPartsIsCounted) {
  Recorder recorder;
  const BufferId q = recorder.buffer(32 * 128);
  const BufferId out = recorder.buffer(32 * 128);
  for (const int32_t layer : {0, 1}) recorder.attention({q, out, layer, 32, 8, 128, 1.0F});
  const OpList list = recorder.take();
  const auto plan = planAttention(kShapes[0], 4, device(32768));
  ASSERT_TRUE(plan);
  const uint64_t parts = 4 * (splitBytesOfRow(kShapes[0], plan->splits) + splitSumsOfRow(kShapes[0], plan->splits));
  EXPECT_EQ(scratchBytes(list, 4, device(32768)), parts) << "of one layer: they take turns";
  EXPECT_EQ(scratchBytes(list, 512, device(32768)), 0U);
}

// Ends of the parts of a layer, in order, so that none overlaps the next.
TEST(KvPages, PartsLieBehindEachOther) {
  for (const KvType type : {KvType::kF32, KvType::kF16, KvType::kQ8}) {
    for (const int32_t dim : {1, 8, 17, 64, 80, 128}) {
      const int32_t heads = 3;
      const KvLayout layout{2, heads * dim, heads * dim, type, heads};
      for (int32_t layer = 0; layer < 2; ++layer) {
        const auto place = placeHeads(layout, layer, heads, dim);
        ASSERT_TRUE(place) << place.error().message;
        const auto bytes = static_cast<uint32_t>(layout.elementBytes());
        EXPECT_GE(place->keys_at, layer * deviceLayerBytes(layout));
        EXPECT_GE(place->key_head_bytes, 64 * bytes * static_cast<uint32_t>(dim));
        EXPECT_GE(place->values_at, place->keys_at + heads * place->key_head_bytes);
        EXPECT_GE(place->value_head_bytes, 64 * bytes * static_cast<uint32_t>(dim));
        EXPECT_GE(place->scales_at, place->values_at + heads * place->value_head_bytes);
        EXPECT_EQ(place->scale_bytes, type == KvType::kQ8 ? heads * 64U * 4U : 0U);
        EXPECT_LE(place->scales_at + 2 * place->scale_bytes, (layer + 1) * deviceLayerBytes(layout));
        for (const uint32_t at : {place->keys_at, place->values_at, place->scales_at}) EXPECT_EQ(at % 16, 0U);
      }
      EXPECT_GE(devicePageBytes(layout), 2 * deviceLayerBytes(layout));
      EXPECT_EQ(devicePageBytes(layout) % 256, 0U);
      EXPECT_FALSE(placeHeads(layout, 2, heads, dim)) << "no such layer";
      EXPECT_FALSE(placeHeads(layout, 0, heads + 1, dim + 16)) << "no room for such heads";
    }
  }
}

TEST(KvPages, RefusesLayouts) {
  EXPECT_EQ(checkKvLayout({1, 576, 0, KvType::kQ8}).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(checkKvLayout({1000, 1 << 20, 1 << 20, KvType::kF32}).error().code, ErrorCode::kOutOfMemory);
  EXPECT_EQ(checkKvLayout({-1, 8, 8, KvType::kF32}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(checkKvLayout({61, 576, 0, KvType::kF16}));
}

}  // namespace
}  // namespace deepwell::vulkan
