// target += delta.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/row_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { AddParams p; };

void main() {
  const uint row = gl_WorkGroupID.y;
  const uint vectors = paddedWidth(p.width) / 4u;
  const uint i = gl_WorkGroupID.x * kWorkgroup + gl_LocalInvocationIndex;
  if (row >= stepRows(p.step, p.logit_rows != 0u) || i >= vectors) return;
  Floats4(p.target).at[row * vectors + i] += ConstFloats4(p.delta).at[row * vectors + i];
}
