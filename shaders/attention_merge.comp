// Puts the spans of a row's context together: one workgroup a head and row, in the order of the spans.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/attention_params.h"
#include "include/attention.glsl"

layout(constant_id = 0) const uint kWorkgroup = 64;
layout(constant_id = 1) const uint kValueDim = 128;
layout(constant_id = 2) const uint kSplits = 64;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { AttentionMergeParams p; };

layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer ConstFloats2 { vec2 at[]; };

shared vec2 spans[kSplits];  // maximum and sum

void main() {
  const uint row = gl_WorkGroupID.y;
  if (row >= StepHeaderAt(p.step).at.rows) return;
  const uint head = gl_WorkGroupID.x;
  const uint first = (row * p.heads + head) * kSplits;
  const uint position = StepRows(StepHeaderAt(p.step).at.rows_at).at[row].position;
  const uint span = spanPages(position, kSplits);
  const uint count = (contextPages(position) + span - 1u) / span;
  for (uint s = gl_LocalInvocationIndex; s < count; s += kWorkgroup) spans[s] = ConstFloats2(p.sums).at[first + s];
  barrier();
  float maximum = spans[0].x;
  for (uint s = 1u; s < count; ++s) maximum = max(maximum, spans[s].x);
  float sum = 0.0;
  for (uint s = 0u; s < count; ++s) sum += exp2(spans[s].x - maximum) * spans[s].y;
  for (uint d = gl_LocalInvocationIndex; d < kValueDim; d += kWorkgroup) {
    float x = 0.0;
    for (uint s = 0u; s < count; ++s) x += exp2(spans[s].x - maximum) * ConstFloats(p.parts).at[(first + s) * kValueDim + d];
    Floats(p.result).at[row * p.out_stride + head * kValueDim + d] = x / sum;
  }
}
