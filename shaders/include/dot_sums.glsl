// Adds up dot_sums of dot_rows.glsl over the workgroup: as reduce.glsl, for many values at once.
#ifndef DEEPWELL_SHADERS_DOT_SUMS_GLSL
#define DEEPWELL_SHADERS_DOT_SUMS_GLSL

#ifdef DEEPWELL_SUBGROUPS
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#endif

// A row of kProducts for each subgroup, of which there may be one an invocation, or for each invocation.
shared float dot_parts[kWorkgroup * kProducts];

// The sum of dot_sums[i] in invocation i < kProducts, anything in the others. In uniform control flow; once, or with a barrier between.
float addDotSums() {
  const uint i = gl_LocalInvocationIndex;
  float sum = 0.0;
#ifdef DEEPWELL_SUBGROUPS
  [[unroll]] for (uint v = 0u; v < kProducts; ++v) {
    dot_sums[v] = subgroupAdd(dot_sums[v]);
    if (i == v) sum = dot_sums[v];
  }
  if (gl_NumSubgroups == 1u) return sum;
  if (subgroupElect()) {
    [[unroll]] for (uint v = 0u; v < kProducts; ++v) dot_parts[gl_SubgroupID * kProducts + v] = dot_sums[v];
  }
  barrier();
  if (i < kProducts) {
    sum = 0.0;
    for (uint s = 0u; s < gl_NumSubgroups; ++s) sum += dot_parts[s * kProducts + i];
  }
#else
  [[unroll]] for (uint v = 0u; v < kProducts; ++v) dot_parts[i * kProducts + v] = dot_sums[v];
  barrier();
  for (uint step = kWorkgroup / 2u; step > 0u; step /= 2u) {
    for (uint at = i; at < step * kProducts; at += kWorkgroup) dot_parts[at] += dot_parts[at + step * kProducts];
    barrier();
  }
  if (i < kProducts) sum = dot_parts[i];
#endif
  return sum;
}

#endif
