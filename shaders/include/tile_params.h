// Push constants of the tiled matrix products (more than 8 rows) and what their dispatches read besides.
#ifndef DEEPWELL_SHADERS_TILE_PARAMS_H
#define DEEPWELL_SHADERS_TILE_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

// Which rows a tile has.
const uint kTileStepRows = 0u;   // rows of the step
const uint kTileLogitRows = 1u;  // its logit rows
const uint kTileExperts = 2u;    // entries of a list, grouped by expert

// Rows that one workgroup computes with one expert: entries first .. first + count of the list. count <= kExpertTileRows; 0: none.
const uint kExpertTileRows = 32u;
struct ExpertTile {
  uint expert;  // row of the table of addresses
  uint first;
  uint count;
};

// Where an expert's weights lie. A table has one an expert, for gate, up and down each.
struct ExpertAddress {
  Address weight;  // [rows, cols], all of it in one piece
  Address scales;  // FP8 only
};

// TileParams::flags: the kind of rows in the low two bits, then
const uint kTileBias = 4u;
const uint kTileSecondBias = 8u;
const uint kTileAccumulate = 16u;
const uint kTileListedRows = 32u;  // entries read the rows that `rows` lists
const uint kTileGated = 64u;       // result = silu(result) * product: of a GLU whose weights differ in type

struct TileParams {
  Address step;
  Address values;         // the input: float32 rows; or what tile_input.comp made of them
  Address scales;         // of tile_input.comp
  Address weight;         // a piece of a weight; or the table of experts
  Address second;         // of the up projection of a GLU, likewise
  Address tables;         // FP8: scales of `weight`; IQ types: the decoder's table
  Address second_scales;  // FP8
  Address bias;
  Address second_bias;
  Address result;
  Address tiles;          // ExpertTile
  Address rows;           // uint: which row of the input an entry reads
  uint row_bytes;
  uint cols;
  uint outs;              // rows of the piece
  uint stride;            // floats from one row of the result to the next
  uint flags;
  uint scale_cols;        // FP8
  uint block_rows;        // FP8
};

// What tile_input.comp makes of rows of activations, `cols` padded to a multiple of 32:
//   kTileBytes   values: 32 signed bytes a block, uint [rows][cols / 4]; scales: TileBlockScale [rows][cols / 32]; x = scale * byte
//   kTileHalves  values: pairs of float16, uint [rows][cols / 2]; scales: float [rows], powers of two; x = scale * half
const uint kTileBytes = 0u;
const uint kTileHalves = 1u;
struct TileBlockScale {
  float scale;
  uint sums;  // of the bytes 0 .. 15 and 16 .. 31, 16 signed bits each, the first in the low half
};

struct TileInputParams {
  Address step;
  Address source;  // [rows, width], float32
  Address values;
  Address scales;
  uint width;
  uint logit_rows;    // 1: the rows are those of logits
  uint rows_per_row;  // the input has so many rows for each row of the step
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
