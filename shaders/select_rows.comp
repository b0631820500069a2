// result[i] = source[logit_rows[i]].
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/row_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { SelectRowsParams p; };

void main() {
  const uint row = gl_WorkGroupID.y;
  const uint vectors = paddedWidth(p.width) / 4u;
  const uint i = gl_WorkGroupID.x * kWorkgroup + gl_LocalInvocationIndex;
  if (row >= stepRows(p.step, true) || i >= vectors) return;
  const uint from = ConstWords(StepHeaderAt(p.step).at.logit_rows_at).at[row];
  Floats4(p.result).at[row * vectors + i] = ConstFloats4(p.source).at[from * vectors + i];
}
