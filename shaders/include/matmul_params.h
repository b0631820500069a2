// Push constants of matmul_vec and embed.
#ifndef DEEPWELL_SHADERS_MATMUL_PARAMS_H
#define DEEPWELL_SHADERS_MATMUL_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

// What becomes of a product (MatmulParams::mode).
const uint kStoreProduct = 0u;
const uint kAddProduct = 1u;   // out += product
const uint kGateProduct = 2u;  // out = silu(out) * product

// Which rows of activations (MatmulParams::rows_kind).
const uint kRowsOfStep = 0u;
const uint kRowsOfLogits = 1u;
const uint kRowsOfPass = 2u;    // logit rows from StepHeader::logit_first on; that one's result is row 0

// Rows first_row .. end_row - 1 of a piece of a weight [.., cols] times the rows of activations. Addresses of weights, scales, biases
// and result are those of the piece's row 0.
struct MatmulParams {
  Address step;
  Address activations;  // [step or logit rows, cols]
  Address weight;
  Address scales;       // FP8 only
  Address bias;         // 0: none
  Address gate;         // kGlu: result = silu(gate product) * weight product
  Address gate_scales;
  Address gate_bias;
  Address result;       // row i of the activations goes to result + i * result_width floats
  Address tables;       // of the type, tableWords()
  uint cols;
  uint first_row;
  uint end_row;
  uint row_bytes;
  uint scale_cols;
  uint block_rows;
  uint result_width;
  uint mode;
  uint rows_kind;
  uint most_rows;       // that the result has room for
};

// Rows of one piece of the table, where the step's tokens are in it.
struct EmbedParams {
  Address step;
  Address table;
  Address scales;  // FP8 only
  Address result;  // [step rows, cols]
  Address tables;
  uint cols;
  uint first_row;  // of the piece
  uint rows;       // of the piece
  uint row_bytes;
  uint scale_cols;
  uint block_rows;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
