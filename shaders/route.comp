// Chooses top_k experts of each row as op::Route says. One workgroup a row. Who is chosen, and in which place, is how many go before
// it in a total order: no rounds, and no value of a logit can lead out of the expert's range. (DeepSeek-V3, arXiv 2412.19437)
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/order.glsl"
#include "include/route_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kExperts = 8;
layout(constant_id = 2) const uint kTopK = 2;
layout(constant_id = 3) const uint kGroups = 1;
layout(constant_id = 4) const uint kTopGroups = 1;
layout(constant_id = 5) const bool kSigmoid = false;
layout(constant_id = 6) const bool kTop2Sum = false;
layout(constant_id = 7) const bool kBias = false;
layout(constant_id = 8) const bool kNormalise = false;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RouteParams p; };

#include "include/reduce.glsl"

shared float scores[kExperts];
shared uint choice[kExperts];  // order keys of what experts are chosen by
shared uint groups[kGroups];
shared uint chosen[kTopK];     // ids, best first

void score(uint row) {
  const uint base = row * paddedWidth(kExperts);
  float most = uintBitsToFloat(0xFF800000u);
  float sum = 0.0;
  if (!kSigmoid) {
    for (uint e = gl_LocalInvocationIndex; e < kExperts; e += kWorkgroup) {
      most = max(most, orderedFloat(orderKey(ConstWords(p.logits).at[base + e])));
    }
    most = workgroupMax(most);
  }
  for (uint e = gl_LocalInvocationIndex; e < kExperts; e += kWorkgroup) {
    const float logit = ConstFloats(p.logits).at[base + e];
    scores[e] = kSigmoid ? 1.0 / (1.0 + exp(-logit)) : exp(logit - most);
    sum += scores[e];
  }
  if (!kSigmoid) sum = workgroupSum(sum);
  for (uint e = gl_LocalInvocationIndex; e < kExperts; e += kWorkgroup) {
    if (!kSigmoid) scores[e] /= sum;
    const float biased = kBias ? scores[e] + ConstFloats(p.bias).at[e] : scores[e];
    choice[e] = bitsAreNan(ConstWords(p.logits).at[base + e]) ? kLowestKey : orderKey(floatBitsToUint(biased));
  }
}

uint groupScore(uint group) {
  const uint size = kExperts / kGroups;
  uint first = kLowestKey;
  uint second = kLowestKey;
  for (uint i = 0u; i < size; ++i) {
    const uint key = choice[group * size + i];
    second = max(second, min(first, key));
    first = max(first, key);
  }
  if (!kTop2Sum || size < 2u) return first;
  return orderKey(floatBitsToUint(orderedFloat(first) + orderedFloat(second)));
}

// Experts outside the best groups count as masked_choice.
void maskGroups() {
  for (uint g = gl_LocalInvocationIndex; g < kGroups; g += kWorkgroup) groups[g] = groupScore(g);
  barrier();
  for (uint e = gl_LocalInvocationIndex; e < kExperts; e += kWorkgroup) {
    const uint group = e / (kExperts / kGroups);
    const uint key = groups[group];
    uint before = 0u;
    for (uint g = 0u; g < kGroups; ++g) before += uint(goesFirst(groups[g], g, key, group));
    if (before >= kTopGroups) choice[e] = orderKey(floatBitsToUint(p.masked_choice));
  }
  barrier();
}

void main() {
  const uint row = gl_WorkGroupID.x;
  if (row >= stepRows(p.step, p.logit_rows != 0u)) return;
  score(row);
  barrier();
  if (kTopGroups < kGroups) maskGroups();
  for (uint e = gl_LocalInvocationIndex; e < kExperts; e += kWorkgroup) {
    const uint key = choice[e];
    uint before = 0u;
    for (uint i = 0u; i < kExperts; ++i) before += uint(goesFirst(choice[i], i, key, e));
    if (before < kTopK) chosen[before] = e;
  }
  barrier();
  const uint base = row * paddedWidth(2u * kTopK);
  for (uint k = gl_LocalInvocationIndex; k < kTopK; k += kWorkgroup) {
    float sum = 1e-20;
    for (uint i = 0u; kNormalise && i < kTopK; ++i) sum += scores[chosen[i]];
    const float weight = scores[chosen[k]];
    Floats(p.result).at[base + k] = float(chosen[k]);
    Floats(p.result).at[base + kTopK + k] = (kNormalise ? weight / sum : weight) * p.scale;
  }
}
