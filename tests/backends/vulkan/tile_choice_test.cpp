// Which path and tile a matrix product takes, for devices of every size.
#include "engine/backend/vulkan/tile_choice.h"

#include <gtest/gtest.h>

#include "engine/backend/vulkan/cooperative_matrix.h"
#include "engine/backend/vulkan/weight_layout.h"
#include "shaders/include/tile_params.h"

namespace deepwell::vulkan {
namespace {

std::vector<DeviceFeatures> someDevices() {
  DeviceFeatures small;
  DeviceFeatures lavapipe;
  lavapipe.software = true;
  lavapipe.integer_dot = true;
  lavapipe.shared_bytes = 32768;
  lavapipe.max_invocations = 1024;
  DeviceFeatures dot = lavapipe;
  dot.software = false;
  dot.fast_integer_dot = true;
  DeviceFeatures large = dot;
  large.shared_bytes = 65536;
  large.cooperative_matrix = true;
  DeviceFeatures wave64 = large;
  wave64.shared_bytes = 32768;
  wave64.matrix_subgroup = 64;
  DeviceFeatures intel = large;
  intel.matrix_rows = 8;
  intel.matrix_subgroup = 8;
  DeviceFeatures deep = wave64;
  deep.matrix_depth = 32;
  DeviceFeatures tiny = large;
  tiny.shared_bytes = 16384;
  tiny.max_invocations = 128;
  return {small, lavapipe, dot, large, wave64, intel, deep, tiny};
}

std::vector<TileProblem> someProblems() {
  std::vector<TileProblem> problems;
  for (const DTypeInfo& info : allDTypes()) {
    if (!info.weight) continue;
    const auto table = static_cast<uint32_t>(tableWords(info.dtype).size());
    for (const uint32_t rows : {9U, 32U, 33U, 512U}) {
      for (const uint32_t outs : {1U, 130U, 4096U, 152064U}) problems.push_back({info.dtype, rows, outs, table, false});
    }
    problems.push_back({info.dtype, 512, 2048, table, true});
  }
  return problems;
}

// What the shaders take for granted.
void expectSound(const TileShape& shape, const TileProblem& problem, const DeviceFeatures& device) {
  EXPECT_LE(shape.sharedBytes(problem, true), device.shared_bytes);
  EXPECT_LE(shape.workgroup, device.max_invocations);
  EXPECT_EQ(shape.part_outs % 2, 0U) << "half is gate, half up";
  EXPECT_GE(shape.stage_groups, 1U);
  EXPECT_EQ(8 % shape.stage_groups, 0U) << "a stage lies within the groups of two spans";
  EXPECT_GE(shape.rows, problem.experts ? kExpertTileRows : 1);
  if (shape.path != TilePath::kMatrix) {
    EXPECT_EQ(shape.outs / shape.part_outs * (shape.rows / shape.part_rows), shape.workgroup);
    EXPECT_EQ(shape.outs % shape.part_outs, 0U);
    EXPECT_EQ(shape.rows % shape.part_rows, 0U);
    return;
  }
  const uint32_t subgroups = shape.workgroup / shape.subgroup;
  EXPECT_EQ(shape.workgroup % shape.subgroup, 0U);
  EXPECT_EQ(shape.outs * shape.rows, subgroups * shape.part_outs * shape.matrix_cols * shape.part_rows * shape.matrix_rows);
  EXPECT_EQ(shape.outs % (shape.part_outs * shape.matrix_cols), 0U);
  EXPECT_EQ(shape.rows % (shape.part_rows * shape.matrix_rows), 0U);
  EXPECT_EQ(16 * shape.stage_groups % shape.matrix_depth, 0U);
  EXPECT_EQ(shape.matrix_rows * shape.matrix_cols % shape.subgroup, 0U);
}

TEST(TileChoice, EveryShapeIsSoundOnEveryDevice) {
  for (const DeviceFeatures& device : someDevices()) {
    for (const TileProblem& problem : someProblems()) {
      SCOPED_TRACE(testing::Message() << dtypeInfo(problem.dtype).name << " rows " << problem.rows << " outs " << problem.outs
                                      << " shared " << device.shared_bytes << " subgroup " << device.matrix_subgroup);
      expectSound(chooseTile(device, problem), problem, device);
      for (const TilePath path : {TilePath::kFloat, TilePath::kDot, TilePath::kMatrix}) {
        expectSound(chooseTile(device, problem, path), problem, device);
      }
    }
  }
}

TEST(TileChoice, ThePathDoesNotDependOnTheRows) {
  for (const DeviceFeatures& device : someDevices()) {
    for (const TileProblem& problem : someProblems()) {
      TileProblem other = problem;
      other.rows = 17;
      other.outs = 64;
      EXPECT_EQ(chooseTile(device, problem).path, chooseTile(device, other).path) << dtypeInfo(problem.dtype).name;
    }
  }
}

TEST(TileChoice, PathsByDeviceAndType) {
  DeviceFeatures device;
  device.shared_bytes = 49152;
  device.max_invocations = 1024;
  EXPECT_EQ(choosePath(device, DType::kQ4_K), TilePath::kFloat);
  device.integer_dot = device.fast_integer_dot = true;
  EXPECT_EQ(choosePath(device, DType::kQ4_K), TilePath::kDot);
  EXPECT_EQ(choosePath(device, DType::kBF16), TilePath::kFloat);
  device.cooperative_matrix = true;
  EXPECT_EQ(choosePath(device, DType::kQ4_K), TilePath::kMatrix);
  EXPECT_EQ(choosePath(device, DType::kF8E4M3), TilePath::kMatrix);
  EXPECT_EQ(choosePath(device, DType::kF32), TilePath::kFloat);
  EXPECT_EQ(chooseTile(device, {DType::kF32, 64, 64, 0, false}, TilePath::kDot).path, TilePath::kFloat);
}

TEST(TileChoice, AWholeTileAsksForTheLeastBytes) {
  TileShape shape;
  shape.rows = 64;
  shape.outs = 64;
  const TileBytes one = tileBytes(shape, 64, 64, 256, 64 * 1024, false);
  EXPECT_EQ(one.least, 64U * 1024 + 64 * 1024 + 64 * 64 * 4);
  EXPECT_EQ(one.moved, one.least);
  const TileBytes four = tileBytes(shape, 128, 128, 256, 128 * 1024, false);
  EXPECT_EQ(four.moved - 128 * 128 * 4, 2 * (four.least - 128 * 128 * 4));
}

TEST(CooperativeMatrix, TheLargestSizeOfTheRightTypesIsTaken) {
  const auto size = [](uint32_t m, uint32_t n, uint32_t k, uint32_t a, uint32_t c, uint32_t scope) {
    CooperativeMatrixProperties p;
    p.MSize = m;
    p.NSize = n;
    p.KSize = k;
    p.AType = p.BType = a;
    p.CType = p.ResultType = c;
    p.scope = scope;
    return p;
  };
  const CooperativeMatrixProperties sizes[] = {size(16, 8, 8, 0, 1, 3),   size(16, 16, 16, 0, 0, 3), size(16, 16, 16, 0, 1, 2),
                                               size(16, 16, 32, 3, 5, 3), size(8, 16, 16, 0, 1, 3),  size(64, 64, 16, 0, 1, 3)};
  EXPECT_EQ(bestMatrix(sizes, std::size(sizes)), &sizes[4]);
  EXPECT_EQ(bestMatrix(sizes, 1), &sizes[0]);
  EXPECT_EQ(bestMatrix(sizes + 1, 3), nullptr);
}

}  // namespace
}  // namespace deepwell::vulkan
