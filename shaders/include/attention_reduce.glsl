// Maxima and sums of vectors over a row of kTx invocations, the same bits in each of them; for attention.comp. Both end behind at
// least one barrier. With subgroup arithmetic where a row is the whole workgroup, by shared memory otherwise.
#ifndef DEEPWELL_SHADERS_ATTENTION_REDUCE_GLSL
#define DEEPWELL_SHADERS_ATTENTION_REDUCE_GLSL

#ifdef DEEPWELL_SUBGROUPS
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
const bool kBySubgroups = kTy == 1u;
#else
const bool kBySubgroups = false;
#endif

const uint kStride = kTx > 16u ? 8u : 1u;  // wide rows go in two rounds
shared vec4 lane_values[kTx * kBlock4];
shared vec4 stride_values[kTx / kStride * kBlock4];

vec4 combined(vec4 a, vec4 b, bool add) { return add ? a + b : max(a, b); }

vec4 reduced[kQueries4];  // what is reduced, in place

void reduceRow(uint tx, uint ty, bool add) {
  const uint first = ty * kQueries4;
#ifdef DEEPWELL_SUBGROUPS
  if (kBySubgroups) {
    barrier();  // subgroups converge
    [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
      if (add) reduced[i] = subgroupAdd(reduced[i]); else reduced[i] = subgroupMax(reduced[i]);
      if (subgroupElect()) lane_values[gl_SubgroupID * kBlock4 + i] = reduced[i];
    }
    barrier();
    [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
      reduced[i] = lane_values[i];
      for (uint s = 1u; s < gl_NumSubgroups; ++s) reduced[i] = combined(reduced[i], lane_values[s * kBlock4 + i], add);
    }
    return;
  }
#endif
  [[unroll]] for (uint i = 0u; i < kQueries4; ++i) lane_values[tx * kBlock4 + first + i] = reduced[i];
  barrier();
  if (kStride > 1u) {
    if (tx % kStride == 0u) {
      [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
        for (uint s = 1u; s < kStride; ++s) reduced[i] = combined(reduced[i], lane_values[(tx + s) * kBlock4 + first + i], add);
        stride_values[tx / kStride * kBlock4 + first + i] = reduced[i];
      }
    }
    barrier();
    [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
      reduced[i] = stride_values[first + i];
      for (uint s = 1u; s < kTx / kStride; ++s) reduced[i] = combined(reduced[i], stride_values[s * kBlock4 + first + i], add);
    }
  } else {
    [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
      reduced[i] = lane_values[first + i];
      for (uint s = 1u; s < kTx; ++s) reduced[i] = combined(reduced[i], lane_values[s * kBlock4 + first + i], add);
    }
  }
}

#endif
