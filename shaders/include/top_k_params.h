// What top_k.comp and the host share.
#ifndef DEEPWELL_SHADERS_TOP_K_PARAMS_H
#define DEEPWELL_SHADERS_TOP_K_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct TopKEntry {
  uint id;
  float logit;
};

// Of a part of a row: Σ exp((logit - most) * inverse_temperature).
struct TopKSum {
  float most;
  float sum;
};

struct TopKParams {
  Address step;
  Address logits;   // [rows, stride]
  Address entries;  // TopKEntry [rows, slices, count]: the best of each slice in any order
  Address sums;     // TopKSum [rows, slices]
  Address best;     // TopKEntry [rows of the step, count]: the best of the row, in order
  Address masses;   // float [rows of the step]: the row's sum
  uint vocabulary;
  uint stride;      // floats
  uint slices;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
