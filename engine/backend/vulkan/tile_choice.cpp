#include "engine/backend/vulkan/tile_choice.h"

#include <algorithm>

#include "shaders/include/tile_params.h"

namespace deepwell::vulkan {
namespace {

constexpr uint32_t kTileSubgroups = 4;
// Workgroups that a GPU wants at least, before tiles may grow.
constexpr uint32_t kManyTiles = 128;

bool plain(DType dtype) { return dtypeInfo(dtype).block_elements == 1; }

uint32_t rowsOfTile(const TileProblem& problem) { return problem.experts || problem.rows <= 32 ? 32 : 64; }

// Invocations along rows by invocations along columns.
TileShape shapeOfSums(TilePath path, const DeviceFeatures& features, const TileProblem& problem) {
  TileShape shape{.path = path, .outs = 64, .rows = rowsOfTile(problem), .stage_groups = path == TilePath::kDot ? 4U : 2U, .part_outs = 4};
  shape.part_rows = shape.rows / 8;
  if (features.software) {
    // Compiling what is unrolled costs more than it gains there.
    shape.outs = 32;
    shape.rows = 32;
    shape.part_outs = 2;
    shape.part_rows = 4;
  }
  shape.workgroup = shape.outs / shape.part_outs * (shape.rows / shape.part_rows);
  return shape;
}

// Four subgroups; two along the rows where a tile has more than 32.
TileShape shapeOfMatrices(const DeviceFeatures& features, const TileProblem& problem) {
  TileShape shape{.path = TilePath::kMatrix, .rows = rowsOfTile(problem), .stage_groups = 4,
                  .matrix_rows = 8, .matrix_cols = 8, .matrix_depth = 8, .subgroup = 8};
  if (features.cooperative_matrix) {
    shape.matrix_rows = features.matrix_rows;
    shape.matrix_cols = features.matrix_cols;
    shape.matrix_depth = features.matrix_depth;
    shape.subgroup = features.matrix_subgroup;
  }
  shape.workgroup = kTileSubgroups * shape.subgroup;
  shape.part_outs = std::max(32 / shape.matrix_cols, 2U);
  shape.part_rows = std::max(32 / shape.matrix_rows, 1U);
  if (features.software) {
    shape.rows = 32;
    shape.part_outs = 2;
    shape.part_rows = 2;
  } else if (shape.rows == 64 && problem.rows / 64 * (problem.outs / 128) >= kManyTiles) {
    shape.part_outs *= 2;
  }
  const uint32_t along_rows = std::max(shape.rows / (shape.part_rows * shape.matrix_rows), 1U);
  shape.outs = kTileSubgroups / along_rows * shape.part_outs * shape.matrix_cols;
  return shape;
}

// Room for every shape of shapeOfMatrices, so that the path depends on the device alone. A processor may play matrices too.
bool matricesPossible(const DeviceFeatures& features) {
  const uint32_t subgroup = features.cooperative_matrix ? features.matrix_subgroup : 8;
  return (features.cooperative_matrix || features.software) && features.shared_bytes >= 32768 &&
         features.max_invocations >= kTileSubgroups * subgroup;
}

bool fits(const TileShape& shape, const DeviceFeatures& features, const TileProblem& problem) {
  return shape.sharedBytes(problem, true) <= features.shared_bytes && shape.workgroup <= features.max_invocations;
}

// Less depth at a time where shared memory is small.
void takeLessDepth(const DeviceFeatures& features, const TileProblem& problem, TileShape* shape) {
  const uint32_t least = std::max(shape->matrix_depth / 16, 1U);
  while (shape->sharedBytes(problem, true) > features.shared_bytes && shape->stage_groups > least) shape->stage_groups /= 2;
}

}  // namespace

uint32_t TileShape::sharedBytes(const TileProblem& problem, bool glu) const {
  const uint32_t bytes = 4 * ((rows + 3) / 4 * 4) + 4 * std::max(problem.table_words, 4U);
  switch (path) {
    case TilePath::kFloat: return bytes + 4 * stage_groups * 16 * (outs + 2 + rows + 2);
    case TilePath::kDot: return bytes + stage_groups * (16 * (outs + 2 + rows + 2) + 8 * (outs + rows));
    case TilePath::kMatrix:
      return bytes + 8 * (4 * stage_groups + 2) * (outs + rows) + workgroup / subgroup * (glu ? 2 : 1) * 4 * matrix_rows * matrix_cols;
  }
  return bytes;
}

TilePath choosePath(const DeviceFeatures& features, DType dtype) {
  if (matricesPossible(features) && !features.software && dtype != DType::kF32) return TilePath::kMatrix;
  // Without an instruction for it a dot product of bytes costs more than one of floats; but processors are quicker with it still.
  return !plain(dtype) && (features.fast_integer_dot || features.software) ? TilePath::kDot : TilePath::kFloat;
}

TileShape chooseTile(const DeviceFeatures& features, const TileProblem& problem, std::optional<TilePath> forced) {
  TilePath path = forced.value_or(choosePath(features, problem.dtype));
  if (path == TilePath::kMatrix && (problem.dtype == DType::kF32 || !matricesPossible(features))) path = TilePath::kDot;
  if (path == TilePath::kDot && plain(problem.dtype)) path = TilePath::kFloat;
  TileShape shape = path == TilePath::kMatrix ? shapeOfMatrices(features, problem) : shapeOfSums(path, features, problem);
  takeLessDepth(features, problem, &shape);
  if (path != TilePath::kMatrix && !fits(shape, features, problem)) {
    shape.outs /= 2;
    shape.workgroup /= 2;
  }
  return shape;
}

uint64_t inputBytes(TilePath path, uint32_t cols) {
  const uint64_t blocks = (uint64_t{cols} + 31) / 32;
  switch (path) {
    case TilePath::kFloat: return (uint64_t{cols} + 15) / 16 * 64;
    case TilePath::kDot: return blocks * (32 + sizeof(TileBlockScale));
    case TilePath::kMatrix: return blocks * 64 + 4;
  }
  return 0;
}

TileBytes tileBytes(const TileShape& shape, uint32_t rows, uint32_t outs, uint32_t cols, uint64_t weight_bytes, bool glu) {
  const uint64_t inputs = inputBytes(shape.path, cols) * rows;
  const uint64_t results = uint64_t{4} * outs * rows;
  const uint64_t outs_of_tile = glu ? shape.outs / 2 : shape.outs;
  const uint64_t row_tiles = (uint64_t{rows} + shape.rows - 1) / shape.rows;
  const uint64_t out_tiles = (outs + outs_of_tile - 1) / outs_of_tile;
  return {weight_bytes * row_tiles + inputs * out_tiles + results,
          weight_bytes + results + (shape.path == TilePath::kFloat ? inputs : 0)};
}

}  // namespace deepwell::vulkan
