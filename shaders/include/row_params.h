// Push constants of the shaders that work on rows of activations: rms_norm, add, select_rows.
#ifndef DEEPWELL_SHADERS_ROW_PARAMS_H
#define DEEPWELL_SHADERS_ROW_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct RmsNormParams {
  Address step;
  Address residual;  // [rows, width]
  Address delta;     // [rows, width], added to residual first; unused without
  Address weight;    // [width]
  Address result;    // [rows, width]
  uint width;
  uint logit_rows;   // 1: the rows are those of logits
  float eps;
};

struct AddParams {
  Address step;
  Address target;  // [rows, width]
  Address delta;   // [rows, width]
  uint width;
  uint logit_rows;
};

struct SelectRowsParams {
  Address step;
  Address source;  // [rows, width]
  Address result;  // [logit rows, width]
  uint width;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
