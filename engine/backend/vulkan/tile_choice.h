// How a tiled matrix product is done: a pure function of the device, the weight's type and the shape. Of the path nothing depends on
// the number of rows, so that a row's result does not depend on how many there are.
#pragma once

#include <optional>

#include "engine/backend/vulkan/device_features.h"
#include "engine/format/dtype.h"

namespace deepwell::vulkan {

// Steps of at most so many rows go through the shaders of matrix-vector products.
inline constexpr uint32_t kMostVectorRows = 8;

enum class TilePath : uint32_t {
  kFloat,   // float32 products
  kDot,     // quantised weights, activations as 8-bit integers, 32 to a scale
  kMatrix,  // cooperative matrices: float16 in, float32 out
};

struct TileProblem {
  DType dtype = DType::kF32;
  uint32_t rows = 0;      // of activations, at most
  uint32_t outs = 0;      // rows of the weight
  uint32_t table_words = 0;  // shared memory that the type's decoder wants
  bool experts = false;   // tiles of at most kExpertTileRows rows come as a list
};

// What tile.glsl takes as its constants 4 .. 8, and the matrix path more.
struct TileShape {
  TilePath path = TilePath::kFloat;
  uint32_t workgroup = 0;
  uint32_t outs = 0;          // rows of weights of a tile, gate and up together
  uint32_t rows = 0;          // rows of activations of a tile
  uint32_t stage_groups = 0;  // depth of a stage, in groups of 16
  uint32_t part_outs = 0;     // even, so that half of it can be gate, half up
  uint32_t part_rows = 0;
  uint32_t matrix_rows = 0;   // kMatrix only, as are the next three
  uint32_t matrix_cols = 0;
  uint32_t matrix_depth = 0;
  uint32_t subgroup = 0;

  uint32_t sharedBytes(const TileProblem& problem, bool glu) const;
};

// The path where none is forced. F32 weights keep their precision on every device.
TilePath choosePath(const DeviceFeatures& features, DType dtype);

// A shape that fits the device (`forced`: on this path, where the type has it; matrices are emulated where there are none).
TileShape chooseTile(const DeviceFeatures& features, const TileProblem& problem, std::optional<TilePath> forced = {});

// Bytes of activations of one row as a path reads them: `cols` columns in float32, bytes with their scales, or float16.
uint64_t inputBytes(TilePath path, uint32_t cols);

// Bytes that the workgroups of a product of `rows` rows ask memory for, and the least that has to come from it: weights
// (`weight_bytes`: all of them, gate and up), results, and float32 activations, each once. What tile_input.comp made of activations
// is not of the least. Between the two is what caches may serve: workgroups that share weights run beside each other.
struct TileBytes {
  uint64_t moved = 0;
  uint64_t least = 0;
};
TileBytes tileBytes(const TileShape& shape, uint32_t rows, uint32_t outs, uint32_t cols, uint64_t weight_bytes, bool glu);

}  // namespace deepwell::vulkan
