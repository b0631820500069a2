// Push constants of the tiled matrix products (more than 8 rows) and what their dispatches read besides.
#ifndef DEEPWELL_SHADERS_TILE_PARAMS_H
#define DEEPWELL_SHADERS_TILE_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

// Which rows a tile has (specialisation constant).
const uint kTileStepRows = 0;   // rows of the step
const uint kTileLogitRows = 1;  // its logit rows
const uint kTileLogitPass = 2;  // logit rows from StepHeader::logit_first on; row 0 of the result is the first of them
const uint kTileExperts = 3;    // entries of a list, grouped by expert

// Rows that one workgroup computes with one expert: entries first .. first + count of the list. count <= kExpertTileRows; 0: none.
const uint kExpertTileRows = 32;
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

DEEPWELL_SHADER_NAMESPACE_END

#endif
