// result = x / rms(x) * weight, rms = sqrt(mean(x²) + eps); with kAddDelta x = residual += delta. One workgroup a row.
// (RMSNorm, arXiv 1910.07467)
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/row_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const bool kAddDelta = false;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RmsNormParams p; };

#include "include/reduce.glsl"

void main() {
  const uint row = gl_WorkGroupID.x;
  if (row >= stepRows(p.step, p.logit_rows != 0u)) return;
  const uint vectors = paddedWidth(p.width) / 4u;
  const uint base = row * vectors;
  float squares = 0.0;
  for (uint i = gl_LocalInvocationIndex; i < vectors; i += kWorkgroup) {
    vec4 x = Floats4(p.residual).at[base + i];
    if (kAddDelta) {
      x += ConstFloats4(p.delta).at[base + i];
      Floats4(p.residual).at[base + i] = x;
    }
    squares += dot(x, x);
  }
  const float scale = inversesqrt(workgroupSum(squares) / float(p.width) + p.eps);
  for (uint i = gl_LocalInvocationIndex; i < vectors; i += kWorkgroup) {
    Floats4(p.result).at[base + i] = Floats4(p.residual).at[base + i] * scale * ConstFloats4(p.weight).at[i];
  }
}
