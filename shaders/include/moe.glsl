// What the shaders of routed experts have in common.
#ifndef DEEPWELL_SHADERS_MOE_GLSL
#define DEEPWELL_SHADERS_MOE_GLSL

#include "order.glsl"
#include "tile_views.glsl"

const uint kNoExpert = 0xFFFFFFFFu;

// The expert that the bits of a float name; kNoExpert where they name none.
uint expertId(uint bits, uint experts) {
  const float id = uintBitsToFloat(bits);
  if (bitsAreNan(bits) || !(id >= 0.0) || !(id < float(experts))) return kNoExpert;
  return uint(id);
}

#endif
