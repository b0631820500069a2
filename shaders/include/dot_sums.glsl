// Adds up the lanes' dot_sums of dot_rows.glsl, in an order that knows no subgroups: the same bits on every size of them.
#ifndef DEEPWELL_SHADERS_DOT_SUMS_GLSL
#define DEEPWELL_SHADERS_DOT_SUMS_GLSL

// A row of lanes for each product of each group of lanes; the odd length keeps a column of them in different banks.
const uint kPartsRow = kLanes + 1u;
const uint kLaneGroups = kWorkgroup / kLanes;
shared float dot_parts[kLaneGroups * kProducts * kPartsRow];

// In invocation g * kProducts + i the sum of dot_sums[i] over the lanes of group g (kLaneGroups * kProducts <= kWorkgroup), anything
// in the others. In uniform control flow; once, or with a barrier between.
float addDotSums() {
  const uint i = gl_LocalInvocationIndex;
  const uint first = i / kLanes * kProducts * kPartsRow + i % kLanes;
  [[unroll]] for (uint v = 0u; v < kProducts; ++v) dot_parts[first + v * kPartsRow] = dot_sums[v];
  barrier();
  if (i >= kLaneGroups * kProducts) return 0.0;
  vec4 sum = vec4(0.0);
  for (uint lane = 0u; lane < kLanes; lane += 4u) {
    const uint at = i * kPartsRow + lane;
    sum += vec4(dot_parts[at], dot_parts[at + 1u], dot_parts[at + 2u], dot_parts[at + 3u]);
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}

#endif
