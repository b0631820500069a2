// MLA: RMS norm of the latent's first kRank elements, rotation of the others, into the cache; rotation of the tails of q's heads.
// Workgroup 0 of a row has the latent, the others kWorkgroup pairs of q each. (DeepSeek-V2, arXiv 2405.04434)
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/rope_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kRank = 512;
layout(constant_id = 2) const uint kRopeDim = 64;
layout(constant_id = 3) const bool kInterleaved = true;
layout(constant_id = 4) const uint kKvType = 1;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MlaStoreParams p; };

const uint kWidth = kRank + kRopeDim;
const uint kPaddedLatent = (kWidth + 15u) & ~15u;
shared float latent[kPaddedLatent];

#include "include/kv.glsl"
#include "include/reduce.glsl"
#include "include/rope.glsl"

const uint kPairs = kRopeDim / 2u;

uint firstOf(uint pair) { return kInterleaved ? 2u * pair : pair; }
uint secondOf(uint pair) { return kInterleaved ? 2u * pair + 1u : pair + kPairs; }

vec2 turnOf(uint pair, uint position) {
  return cosSin(float(position) * ConstFloats(p.inv_freq).at[pair]) * p.magnitude;
}

void rotateQuery(uint row, uint position, uint index) {
  if (index >= p.heads * kPairs) return;
  const uint head_width = p.nope + kRopeDim;
  const uint from = row * paddedWidth(p.heads * head_width) + index / kPairs * head_width + p.nope;
  const uint pair = index % kPairs;
  const vec2 turn = turnOf(pair, position);
  const float a = Floats(p.q).at[from + firstOf(pair)];
  const float b = Floats(p.q).at[from + secondOf(pair)];
  Floats(p.q).at[from + firstOf(pair)] = a * turn.x - b * turn.y;
  Floats(p.q).at[from + secondOf(pair)] = b * turn.x + a * turn.y;
}

void main() {
  const uint row = gl_WorkGroupID.y;
  if (row >= stepRows(p.step, false)) return;
  const StepRow place = StepRows(StepHeaderAt(p.step).at.rows_at).at[row];
  const uint t = gl_LocalInvocationIndex;
  if (gl_WorkGroupID.x > 0u) {
    rotateQuery(row, place.position, (gl_WorkGroupID.x - 1u) * kWorkgroup + t);
    return;
  }
  float squares = 0.0;
  for (uint i = t; i < kPaddedLatent; i += kWorkgroup) {
    const float x = i < kWidth ? ConstFloats(p.kv_a).at[row * paddedWidth(kWidth) + i] : 0.0;
    if (i < kRank) squares += x * x;
    latent[i] = x;
  }
  const float scale = inversesqrt(workgroupSum(squares) / float(kRank) + p.eps);
  barrier();
  for (uint i = t; i < kRank; i += kWorkgroup) latent[i] *= scale * ConstFloats(p.kv_norm).at[i];
  for (uint i = t; i < kPairs; i += kWorkgroup) {
    const uint first = kRank + firstOf(i);
    const uint second = kRank + secondOf(i);
    const vec2 turn = turnOf(i, place.position);
    const float a = latent[first];
    const float b = latent[second];
    latent[first] = a * turn.x - b * turn.y;
    latent[second] = b * turn.x + a * turn.y;
  }
  barrier();
  const Address base = addressPlus(pageAt(p.step, place.first_page, place.position / kPageTokens), p.place.keys_at);
  const uint slot = place.position % kPageTokens;
  const uint words = 4u * ((kWidth + kChunkElements - 1u) / kChunkElements);
  for (uint w = t; w < words; w += kWorkgroup) {
    const uint i = w * kWordElements;
    const uint word = kKvType == 0u ? floatBitsToUint(latent[i]) : halves(latent[i], latent[i + 1u]);
    Words(base).at[((w >> 2) * kPageTokens + slot) * 4u + (w & 3u)] = word;
  }
}
