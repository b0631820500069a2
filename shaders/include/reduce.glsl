// Sums and maxima over a workgroup, the same bits in every invocation. Defined before inclusion: kWorkgroup (a specialisation
// constant or a literal), the number of invocations. With subgroup arithmetic (DEEPWELL_SUBGROUPS) or without; never assumes
// a subgroup size. In uniform control flow alone; invocations may come from loops of different lengths.
#ifndef DEEPWELL_SHADERS_REDUCE_GLSL
#define DEEPWELL_SHADERS_REDUCE_GLSL

#ifdef DEEPWELL_SUBGROUPS
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#endif

// A power of two up to 1024: one float an invocation.
shared float reduce_values[kWorkgroup];

float workgroupSum(float value) {
  const uint i = gl_LocalInvocationIndex;
#ifdef DEEPWELL_SUBGROUPS
  barrier();  // subgroups converge
  value = subgroupAdd(value);
  if (gl_NumSubgroups == 1u) return value;
  if (subgroupElect()) reduce_values[gl_SubgroupID] = value;
  barrier();
  float sum = 0.0;
  for (uint s = 0u; s < gl_NumSubgroups; ++s) sum += reduce_values[s];
#else
  reduce_values[i] = value;
  barrier();
  for (uint step = kWorkgroup / 2u; step > 0u; step /= 2u) {
    if (i < step) reduce_values[i] += reduce_values[i + step];
    barrier();
  }
  const float sum = reduce_values[0];
#endif
  barrier();  // before the next use
  return sum;
}

float workgroupMax(float value) {
  const uint i = gl_LocalInvocationIndex;
#ifdef DEEPWELL_SUBGROUPS
  barrier();  // subgroups converge
  value = subgroupMax(value);
  if (gl_NumSubgroups == 1u) return value;
  if (subgroupElect()) reduce_values[gl_SubgroupID] = value;
  barrier();
  float most = reduce_values[0];
  for (uint s = 1u; s < gl_NumSubgroups; ++s) most = max(most, reduce_values[s]);
#else
  reduce_values[i] = value;
  barrier();
  for (uint step = kWorkgroup / 2u; step > 0u; step /= 2u) {
    if (i < step) reduce_values[i] = max(reduce_values[i], reduce_values[i + step]);
    barrier();
  }
  const float most = reduce_values[0];
#endif
  barrier();
  return most;
}

#endif
