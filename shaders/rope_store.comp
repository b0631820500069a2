// RMS norm of heads if kNorm, rotation of their first kRopeDim elements, keys and values to the cache. One workgroup a head and
// row: q in place, then k, then v. (RoPE, arXiv 2104.09864)
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/rope_params.h"

layout(constant_id = 0) const uint kWorkgroup = 64;
layout(constant_id = 1) const uint kHeadDim = 64;
layout(constant_id = 2) const uint kRopeDim = 64;
layout(constant_id = 3) const bool kInterleaved = false;
layout(constant_id = 4) const bool kNorm = false;
layout(constant_id = 5) const uint kKvType = 1;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeStoreParams p; };

const uint kPaddedDim = (kHeadDim + 15u) & ~15u;
shared float head_values[kPaddedDim];

#include "include/kv.glsl"
#include "include/reduce.glsl"
#include "include/rope.glsl"

// Into head_values, the padding zero; normalised if `norm_at` is given.
void load(Address rows, uint from, bool normalise, Address norm_at) {
  float squares = 0.0;
  for (uint i = gl_LocalInvocationIndex; i < kPaddedDim; i += kWorkgroup) {
    const float x = i < kHeadDim ? ConstFloats(rows).at[from + i] : 0.0;
    squares += x * x;
    head_values[i] = x;
  }
  if (!normalise) return;
  const float scale = inversesqrt(workgroupSum(squares) / float(kHeadDim) + p.eps);
  for (uint i = gl_LocalInvocationIndex; i < kHeadDim; i += kWorkgroup) head_values[i] *= scale * ConstFloats(norm_at).at[i];
}

void rotate(uint position) {
  barrier();
  for (uint i = gl_LocalInvocationIndex; i < kRopeDim / 2u; i += kWorkgroup) {
    const uint first = kInterleaved ? 2u * i : i;
    const uint second = kInterleaved ? first + 1u : i + kRopeDim / 2u;
    const vec2 turn = cosSin(float(position) * ConstFloats(p.inv_freq).at[i]) * p.magnitude;
    const float a = head_values[first];
    const float b = head_values[second];
    head_values[first] = a * turn.x - b * turn.y;
    head_values[second] = b * turn.x + a * turn.y;
  }
  barrier();
}

// 127 / the greatest size; sets the position's scale. What is not finite makes the scale NaN.
float quantise(Address scales, uint slot) {
  float top = 0.0;
  float odd = 0.0;
  for (uint i = gl_LocalInvocationIndex; i < kHeadDim; i += kWorkgroup) {
    top = max(top, abs(head_values[i]));
    odd += isnan(head_values[i]) || isinf(head_values[i]) ? 1.0 : 0.0;
  }
  top = workgroupMax(top);
  odd = workgroupSum(odd);
  const bool nothing = odd > 0.0 || top < 1e-30;
  if (gl_LocalInvocationIndex == 0u) {
    Floats(scales).at[slot] = odd > 0.0 ? uintBitsToFloat(0x7fc00000u) : nothing ? 0.0 : top / 127.0;
  }
  return nothing ? 0.0 : 127.0 / top;
}

// The word of elements from `first` on, and whether that is inside the padded head.
uint wordAt(uint first, float inverse) {
  if (kKvType == 0u) return floatBitsToUint(head_values[first]);
  if (kKvType == 1u) return halves(head_values[first], head_values[first + 1u]);
  if (inverse == 0.0) return 0u;
  return quantised(vec4(head_values[first], head_values[first + 1u], head_values[first + 2u], head_values[first + 3u]), inverse);
}

void storeKey(Address key, uint slot, float inverse) {
  const uint words = 4u * ((kHeadDim + kChunkElements - 1u) / kChunkElements);
  for (uint w = gl_LocalInvocationIndex; w < words; w += kWorkgroup) {
    Words(key).at[((w >> 2) * kPageTokens + slot) * 4u + (w & 3u)] = wordAt(w * kWordElements, inverse);
  }
}

void storeValue(Address value, uint slot, float inverse) {
  const uint words = 4u / kWordElements * ((kHeadDim + 3u) / 4u);
  for (uint w = gl_LocalInvocationIndex; w < words; w += kWorkgroup) {
    Words(value).at[slot * words + w] = wordAt(w * kWordElements, inverse);
  }
}

void main() {
  const uint row = gl_WorkGroupID.y;
  if (row >= stepRows(p.step, false)) return;
  const StepRow place = StepRows(StepHeaderAt(p.step).at.rows_at).at[row];
  uint head = gl_WorkGroupID.x;
  if (head < p.heads) {
    const uint from = row * paddedWidth(p.heads * kHeadDim) + head * kHeadDim;
    load(p.q, from, kNorm, p.q_norm);
    rotate(place.position);
    for (uint i = gl_LocalInvocationIndex; i < kHeadDim; i += kWorkgroup) Floats(p.q).at[from + i] = head_values[i];
    return;
  }
  head -= p.heads;
  const bool is_key = head < p.kv_heads;
  if (!is_key) head -= p.kv_heads;
  const Address page = pageAt(p.step, place.first_page, place.position / kPageTokens);
  const uint slot = place.position % kPageTokens;
  const uint from = row * paddedWidth(p.kv_heads * kHeadDim) + head * kHeadDim;
  if (is_key) {
    load(p.k, from, kNorm, p.k_norm);
    rotate(place.position);
  } else {
    load(p.v, from, false, p.k_norm);
    barrier();
  }
  float inverse = 1.0;
  if (kKvType == 2u) {
    const uint scales = p.place.scales_at + (is_key ? 0u : p.place.scale_bytes) + head * kPageTokens * 4u;
    inverse = quantise(addressPlus(page, scales), slot);
  }
  if (is_key) {
    storeKey(addressPlus(page, p.place.keys_at + head * p.place.key_head_bytes), slot, inverse);
  } else {
    storeValue(addressPlus(page, p.place.values_at + head * p.place.value_head_bytes), slot, inverse);
  }
}
