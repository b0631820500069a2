// Push constants of matmul_vec and embed.
#ifndef DEEPWELL_SHADERS_MATMUL_PARAMS_H
#define DEEPWELL_SHADERS_MATMUL_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

// What becomes of a product (MatmulParams::mode).
const uint kStore = 0u;
const uint kAccumulate = 1u;   // out += product
const uint kGateProduct = 2u;  // out = silu(out) * product

// One piece of a weight [rows, cols] times the rows of activations. Addresses of weights, scales, biases and result are those of the
// piece's first row.
struct MatmulParams {
  Address step;
  Address activations;  // [step or logit rows, cols]
  Address weight;
  Address scales;       // FP8 only
  Address bias;         // [rows]; 0: none
  Address gate;         // kGlu: result = silu(gate product) * weight product
  Address gate_scales;
  Address gate_bias;
  Address result;       // row i of the activations goes to result + i * result_width floats
  Address tables;       // of the type, tableWords()
  uint cols;
  uint rows;
  uint row_bytes;
  uint scale_cols;
  uint block_rows;
  uint result_width;
  uint mode;
  uint logit_rows;      // 1: rows are those of logits, from StepHeader::logit_first on
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
