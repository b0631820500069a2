// What the tiled matrix products have in common: result[r][n] = Σ_k input[r][k] * weight[n][k]. A workgroup computes a tile of
// kTileRows rows by kTileOuts rows of weights; it walks along k in stages of kStageGroups groups of 16 elements, which it puts into
// shared memory, the weights decoded, then multiplies. Of a GLU the first half of a tile's rows of weights is gate, the second up.
// Workgroups that share weights are neighbours (x), so weights come from device memory once.
#ifndef DEEPWELL_SHADERS_TILE_GLSL
#define DEEPWELL_SHADERS_TILE_GLSL

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kType = 0;        // of the weights, DType's number
layout(constant_id = 2) const uint kBlockCols = 128; // FP8: columns that share a scale
layout(constant_id = 3) const bool kGlu = false;
layout(constant_id = 4) const uint kTileOuts = 64;
layout(constant_id = 5) const uint kTileRows = 64;
layout(constant_id = 6) const uint kStageGroups = 4;
layout(constant_id = 7) const uint kPartOuts = 4;    // what an invocation (a subgroup: in matrices) computes of a tile
layout(constant_id = 8) const uint kPartRows = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { TileParams p; };

#include "glu.glsl"
#include "tile_views.glsl"
#include "weights.glsl"

// The tile of this workgroup.
struct Tile {
  uint rows;       // of its rows; 0: none
  uint first_row;  // of the result
  uint first_out;  // column of the result
  Address weight;
  Address second;
  Address scales;
  Address second_scales;
};

// Where a row of the tile lies in the input; those behind the last repeat the first. A multiple of four: cooperative_matrix.glsl.
shared uint tile_rows[(kTileRows + 3u) & ~3u];

const uint kOutsOfTile = kGlu ? kTileOuts / 2u : kTileOuts;  // columns of the result

Tile expertTile(Tile tile) {
  const ExpertTile entry = ConstExpertTiles(p.tiles).at[gl_WorkGroupID.x];
  tile.rows = min(entry.count, kTileRows);
  tile.first_row = entry.first;
  if (tile.rows > 0u) {
    const ExpertAddress first = ExpertAddresses(p.weight).at[entry.expert];
    tile.weight = first.weight;
    tile.scales = kType == kTypeF8E4M3 ? first.scales : p.tables;
    if (kGlu) {
      const ExpertAddress second = ExpertAddresses(p.second).at[entry.expert];
      tile.second = second.weight;
      tile.second_scales = second.scales;
    }
  }
  return tile;
}

// Which tile this is. Ends with a barrier.
Tile tileOfWorkgroup() {
  Tile tile = Tile(0u, gl_WorkGroupID.x * kTileRows, gl_WorkGroupID.y * kOutsOfTile, p.weight, p.second, p.tables, p.second_scales);
  if ((p.flags & 3u) == kTileExperts) {
    tile = expertTile(tile);
  } else {
    const uint rows = stepRows(p.step, (p.flags & 3u) == kTileLogitRows);
    tile.rows = rows > tile.first_row ? min(rows - tile.first_row, kTileRows) : 0u;
  }
  for (uint i = gl_LocalInvocationIndex; i < kTileRows; i += kWorkgroup) {
    const uint row = tile.first_row + (i < tile.rows ? i : 0u);
    tile_rows[i] = (p.flags & kTileListedRows) != 0u && tile.rows > 0u ? ConstWords(p.rows).at[row] : row;
  }
  barrier();
  return tile;
}

// The n-th row of weights of a tile; those behind the last repeat it.
WeightRow tileWeightRow(Tile tile, uint n) {
  const bool second = kGlu && n >= kOutsOfTile;
  const uint row = min(tile.first_out + (second ? n - kOutsOfTile : n), p.outs - 1u);
  if (second) return weightRow(tile.second, p.row_bytes, row, p.cols, tile.second_scales, p.block_rows, p.scale_cols);
  return weightRow(tile.weight, p.row_bytes, row, p.cols, tile.scales, p.block_rows, p.scale_cols);
}

// Spans (weights.glsl) that a stage touches; the first of stage s is firstSpan(s). All their groups inside the stage are staged.
const uint kStageSpans = kIsK2 ? 2u : kStageGroups > kSpanGroups ? kStageGroups / kSpanGroups : 1u;
uint firstSpan(uint stage) {
  const uint group = stage * kStageGroups;
  return kIsK2 ? group / 8u * 2u : group / kSpanGroups;
}
uint stageCount() { return ((p.cols + 15u) / 16u + kStageGroups - 1u) / kStageGroups; }

// What the sums of a row and a column become: bias, activation, result. `second`: the up projection of a GLU.
void storeResult(Tile tile, uint row, uint out_of_tile, float value, float second) {
  const uint n = tile.first_out + out_of_tile;
  if (row >= tile.rows || n >= p.outs) return;
  if ((p.flags & kTileBias) != 0u) value += ConstFloats(p.bias).at[n];
  if (kGlu) {
    if ((p.flags & kTileSecondBias) != 0u) second += ConstFloats(p.second_bias).at[n];
    value = silu(value) * second;
  }
  const Address at = addressPlusMany(p.result, tile.first_row + row, 4u * p.stride);
  if ((p.flags & kTileAccumulate) != 0u) value += Floats(at).at[n];
  if ((p.flags & kTileGated) != 0u) value *= silu(Floats(at).at[n]);
  Floats(at).at[n] = value;
}

#endif
