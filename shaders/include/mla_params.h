// Push constants of mla_project.
#ifndef DEEPWELL_SHADERS_MLA_PARAMS_H
#define DEEPWELL_SHADERS_MLA_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct MlaProjectParams {
  Address step;
  Address source;       // [rows, source_stride], a head's inputs source_head after the other's; strides in floats
  Address result;       // [rows, result_stride], a head's outputs result_head after the other's
  Address weights;      // of each piece of each head: its address, that of its scales
  Address tables;       // of the type, tableWords()
  uint source_stride;
  uint source_head;
  uint result_stride;
  uint result_head;
  uint tail;            // inputs of a head that are copied behind its outputs
  uint pieces;          // of a head's weight
  uint piece_rows;      // in all but the last
  uint row_bytes;
  uint scale_cols;      // FP8 only
  uint block_rows;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
