// Push constants of route.comp.
#ifndef DEEPWELL_SHADERS_ROUTE_PARAMS_H
#define DEEPWELL_SHADERS_ROUTE_PARAMS_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct RouteParams {
  Address step;
  Address logits;  // [rows, experts]
  Address bias;    // [experts]; unused without
  Address result;  // [rows, 2 * top_k]: ids, then weights
  uint logit_rows;
  float scale;
  float masked_choice;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
