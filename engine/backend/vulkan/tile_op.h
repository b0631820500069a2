// Matrix products for more than 8 rows: every weight is decoded once for a tile of rows. What the ops of matrix products record.
#pragma once

#include <array>
#include <optional>

#include "engine/backend/vulkan/builder.h"
#include "shaders/include/tile_params.h"

namespace deepwell::vulkan {

// Steps of at most so many rows go through the shaders of matrix-vector products.
inline constexpr int32_t kMostVectorRows = 8;

// Rows grouped by expert. All of it is made on the device, by dispatches before.
struct TileGroups {
  Address tiles;            // ExpertTile [tile_count]
  uint32_t tile_count = 0;  // at most ceil(entries / kExpertTileRows) + experts tiles are not empty
  Address rows;             // uint [entries]: which row of the input an entry reads; null: entry i reads row i
};

// Activations [rows, width], float32, padded as buffers are.
struct TileSource {
  Address address;
  uint32_t width = 0;
  uint32_t rows_kind = kTileStepRows;      // kTileStepRows, kTileLogitRows, kTileLogitPass
  uint32_t most_rows = 0;                  // rows it has at most
  uint32_t rows_per_row = 1;               // the input has so many rows for each row of the step (entries of experts: top_k)
  const TileGroups* groups = nullptr;      // experts
};

// out = in · weightᵀ + bias, or silu(in · weightᵀ + bias) * (in · secondᵀ + second_bias) where there is a second weight.
// With groups row i of `out` is entry i, `weight` and `second` tell type and shape alone, and the tables tell where they lie.
struct TileOutput {
  const DeviceWeight* weight = nullptr;
  const DeviceWeight* second = nullptr;
  Address bias;         // null: none
  Address second_bias;
  Address out;          // [rows, out_width], float32; columns from weight->rows on are left alone
  uint32_t out_width = 0;  // padded: floats from one row to the next
  bool accumulate = false; // out += instead
  Address table;           // ExpertAddress [experts], of `weight`
  Address second_table;
};

enum class TilePath : uint32_t {
  kFloat,   // float32 products
  kDot,     // activations as 8-bit integers, 32 to a scale
  kMatrix,  // cooperative matrices: float16 in, float32 out
};

// Records products of one input. What a path needs of it (8-bit or float16 rows) is computed once for all outputs; a barrier
// lies between. Nothing lies between outputs.
class TileMatmul {
 public:
  TileMatmul(Builder& builder, const TileSource& source) : builder_(builder), source_(source) {}
  Status output(const TileOutput& output);

 private:
  struct Input {
    Address values;
    Address scales;
  };
  Result<Input> input(TilePath path);

  Builder& builder_;
  TileSource source_;
  std::array<std::optional<Input>, 3> inputs_;  // by TilePath
};

}  // namespace deepwell::vulkan
