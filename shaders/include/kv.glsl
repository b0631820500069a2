// Reads and writes the pages of the KV cache. Defined before inclusion: kKvType (0 float32, 1 float16, 2 int8 with scales), a
// specialisation constant. Layout: engine/backend/vulkan/kv_pages.h.
#ifndef DEEPWELL_SHADERS_KV_GLSL
#define DEEPWELL_SHADERS_KV_GLSL

#include "buffers.glsl"
#include "kv.h"

layout(buffer_reference, scalar, buffer_reference_align = 8) buffer Words2 { uvec2 at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) buffer Floats2 { vec2 at[]; };

const uint kPageTokens = 64u;
const uint kWordElements = kKvType == 0u ? 1u : kKvType == 1u ? 2u : 4u;
const uint kChunkElements = 4u * kWordElements;  // of 16 bytes

// The page of the sequence whose pages begin at `first_page` that holds position page * 64.
Address pageAt(Address step, uint first_page, uint page) {
  const uint id = ConstWords(StepHeaderAt(step).at.page_ids_at).at[first_page + page];
  return Addresses(StepHeaderAt(step).at.page_table_at).at[id];
}

// The elements in a word; 8-bit ones without their scale. Only the first kWordElements of the result mean something.
vec4 kvElements(uint word) {
  if (kKvType == 0u) return vec4(uintBitsToFloat(word), 0.0, 0.0, 0.0);
  if (kKvType == 1u) return vec4(unpackHalf2x16(word), 0.0, 0.0);
  return vec4(ivec4(int(word) << 24, int(word) << 16, int(word) << 8, int(word)) >> 24);
}

// Four neighbouring dimensions of a value, at dimension 4 * quad.
uvec4 valueWords(Address values, uint quads, uint slot, uint quad) {
  const uint at = slot * quads + quad;
  if (kKvType == 0u) return Words4(values).at[at];
  if (kKvType == 1u) return uvec4(Words2(values).at[at], 0u, 0u);
  return uvec4(Words(values).at[at], 0u, 0u, 0u);
}

vec4 valueElements(uvec4 words) {
  if (kKvType == 0u) return uintBitsToFloat(words);
  if (kKvType == 1u) return vec4(unpackHalf2x16(words.x), unpackHalf2x16(words.y));
  return kvElements(words.x);
}

// The half nearest to x, ties to even. (packHalf2x16 may round either way.)
uint halfBits(float x) {
  const uint bits = floatBitsToUint(x);
  const uint sign = (bits >> 16) & 0x8000u;
  const uint size = bits & 0x7fffffffu;
  if (size > 0x7f800000u) return sign | 0x7e00u;
  if (size >= 0x47800000u) return sign | 0x7c00u;
  if (size >= 0x38800000u) return sign | ((size - 0x38000000u + 0xfffu + ((size >> 13) & 1u)) >> 13);
  const uint shift = 126u - (size >> 23);  // a subnormal half is a multiple of 2^-24
  if (shift > 24u) return sign;
  const uint mantissa = (size & 0x7fffffu) | 0x800000u;
  const uint whole = mantissa >> shift;
  const uint rest = mantissa & ((1u << shift) - 1u);
  const uint tie = 1u << (shift - 1u);
  return sign | (whole + (rest > tie || (rest == tie && (whole & 1u) != 0u) ? 1u : 0u));
}

uint halves(float low, float high) { return halfBits(low) | halfBits(high) << 16; }

// 8 bits: `inverse` is 127 / the greatest size of the head's elements; rounded away from zero at ties.
uint quantised(vec4 x, float inverse) {
  const vec4 scaled = x * inverse;
  const ivec4 q = ivec4(scaled + mix(vec4(0.5), vec4(-0.5), lessThan(scaled, vec4(0.0)))) & 0xff;
  return uint(q.x | q.y << 8 | q.z << 16 | q.w << 24);
}

#endif
