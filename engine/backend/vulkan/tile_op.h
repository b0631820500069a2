// Matrix products for more than 8 rows: every weight is decoded once for a tile of rows. What the ops of matrix products record.
#pragma once

#include <array>
#include <optional>

#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/tile_choice.h"
#include "shaders/include/tile_params.h"

namespace deepwell::vulkan {

// Rows grouped by expert. All of it is made on the device, by dispatches before.
struct TileGroups {
  Address tiles = {};       // ExpertTile [tile_count]
  uint32_t tile_count = 0;  // at most ceil(entries / kExpertTileRows) + experts tiles are not empty
  uint32_t entries = 0;     // at most; for counts of bytes alone
  Address rows = {};        // uint [entries]: which row of the input an entry reads; null: entry i reads row i
};

// Activations [rows, width], float32, padded as buffers are.
struct TileSource {
  Address address = {};
  uint32_t width = 0;
  uint32_t rows_kind = kTileStepRows;   // or kTileLogitRows
  uint32_t most_rows = 0;               // of that kind, in a step
  uint32_t rows_per_row = 1;            // the input has so many for each of them (entries of experts: top_k)
  const TileGroups* groups = nullptr;   // experts
};

// out = in · weightᵀ + bias, or silu(in · weightᵀ + bias) * (in · secondᵀ + second_bias) where there is a second weight (of the same
// shape). With groups row i of `out` is entry i, `weight` and `second` (of one type) tell type and shape alone, and the tables tell
// where they lie.
struct TileOutput {
  const DeviceWeight* weight = nullptr;
  const DeviceWeight* second = nullptr;
  Address bias = {};  // null: none
  Address second_bias = {};
  Address out = {};        // [rows, out_width], float32; columns from weight->rows on are left alone
  uint32_t out_width = 0;  // floats from one row to the next
  bool accumulate = false; // out += instead
  Address table = {};      // ExpertAddress [experts], of `weight`
  Address second_table = {};
};

// Records products of one input. What a path needs of it (8-bit or float16 rows) is computed once for all outputs, with a barrier
// behind it. Nothing lies between outputs.
class TileMatmul {
 public:
  TileMatmul(Builder& builder, const TileSource& source) : builder_(builder), source_(source) {}
  Status output(const TileOutput& output);

 private:
  struct Input {
    Address values;
    Address scales;
  };
  struct Plan {
    TileShape shape;
    TileParams params;
    DType dtype;
    bool glu;
    uint32_t block_cols;
  };
  Result<Input> input(TilePath path);
  Result<Plan> planOf(const TileOutput& output);
  Status dispatch(const Plan& plan);
  void count(const Plan& plan);
  Status outputOfPieces(const TileOutput& output, uint32_t more_flags);
  Status outputOfExperts(const TileOutput& output);

  Builder& builder_;
  TileSource source_;
  std::array<std::optional<Input>, 3> inputs_;  // by TilePath
};

}  // namespace deepwell::vulkan
