// result[r] = Σ_k weight_k * parts[entry of (r, k)], in order of k.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/moe_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kTopK = 2;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MoeCombineParams p; };

void main() {
  const uint row = p.first_row + gl_WorkGroupID.y;
  const uint vectors = paddedWidth(p.width) / 4u;
  const uint i = gl_WorkGroupID.x * kWorkgroup + gl_LocalInvocationIndex;
  if (row >= stepRows(p.step, p.logit_rows != 0u) || i >= vectors) return;
  const uint weights = row * paddedWidth(2u * kTopK) + kTopK;
  vec4 sum = vec4(0.0);
  for (uint k = 0u; k < kTopK; ++k) {
    const uint entry = ConstWords(p.place).at[gl_WorkGroupID.y * kTopK + k];
    if (entry == kNoEntry) continue;
    sum += ConstFloats(p.routing).at[weights + k] * ConstFloats4(p.parts).at[entry * vectors + i];
  }
  // The padding of parts is anything.
  for (uint j = 0u; j < 4u; ++j) sum[j] = 4u * i + j < p.width ? sum[j] : 0.0;
  Floats4(p.result).at[row * vectors + i] = sum;
}
