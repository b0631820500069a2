// Push constants of the shaders of routed experts. A pair is one expert of one row: row * top_k + k. Sorted by expert pairs are
// entries; ExpertTile of tile_params.h names ranges of them. Rows from first_row on, at most most_rows, are worked on at a time.
#ifndef DEEPWELL_SHADERS_MOE_PARAMS_H
#define DEEPWELL_SHADERS_MOE_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct MoeGroupParams {
  Address step;
  Address routing;   // float [rows, 2 * top_k]: ids, weights
  Address rows;      // uint [entries]: the row of an entry
  Address place;     // uint [pairs from first_row on]: the entry of a pair; kNoEntry where the id names no expert
  Address tiles;     // ExpertTile [most_tiles]; those that are not needed get count 0
  uint logit_rows;
  uint first_row;
  uint most_rows;
  uint most_tiles;
};

const uint kNoEntry = 0xFFFFFFFFu;

// Which row of the activations entry i reads.
const uint kInputEntry = 0u;   // row i
const uint kInputFirst = 1u;   // row 0
const uint kInputListed = 2u;  // rows[i]

struct MoeVecParams {
  Address step;
  Address routing;       // float [rows, 2 * top_k]; not kGrouped
  Address activations;   // [rows or entries, cols]
  Address rows;          // uint [entries], kInputListed: the row of activations that an entry reads
  Address tiles;         // kGrouped: ExpertTile
  Address weights;       // ExpertAddress [experts]
  Address gates;         // kGlu: ExpertAddress [experts]
  Address decoder;       // the type's table
  Address result;        // [entries, result_width], kSum: [rows, result_width]
  uint cols;
  uint end_row;          // rows of the weights
  uint pad_end;          // rows from end_row on to here get zeros
  uint row_bytes;
  uint scale_cols;
  uint block_rows;
  uint result_width;
  uint mode;             // kStoreProduct or kGateProduct of matmul_params.h
  uint input_rows;       // kInputEntry, kInputFirst, kInputListed
  uint logit_rows;
};

struct MoeCombineParams {
  Address step;
  Address routing;  // float [rows, 2 * top_k]
  Address place;    // as in MoeGroupParams
  Address parts;    // float [entries, width]
  Address result;   // float [rows, width]
  uint logit_rows;
  uint first_row;
  uint most_rows;
  uint width;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
