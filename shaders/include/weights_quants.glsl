// Part of weights.glsl: packed integers and scales. Four bytes are worked on at a time.

float lowHalf(uint word) { return unpackHalf2x16(word).x; }

// Bytes 0 .. 127 less `zero`, at most 128: with 128 more no byte borrows from its neighbour.
uvec4 lessPacked(uvec4 bytes, uint zero) { return (bytes + (128u - zero) * 0x01010101u) ^ 0x80808080u; }

// Bits 0 .. 3 become the lowest bits of four bytes.
uint spreadBits(uint bits) { return (bits & 15u) * 0x00204081u & 0x01010101u; }

// Two bits a code, the lowest first, become four bytes.
uint spreadPairs(uint codes) {
  const uint halves = (codes | codes << 12) & 0x000F000Fu;
  return (halves | halves << 6) & 0x03030303u;
}

// Bytes 1 .. 127, negative where the sign bit (0 .. 3 of `signs`) says so: inverted and one more, which carries nowhere.
uint signedPacked(uint bytes, uint signs) {
  const uint ones = spreadBits(signs);
  return (bytes ^ ((ones << 8) - ones)) + ones;
}

uint byteOf(uint word, uint i) { return word >> (8u * i) & 255u; }

// The fifth bits of a group: bit l of `high` is worth 16 in element l.
uvec4 fifthBits(uint high) {
  return uvec4(spreadBits(high), spreadBits(high >> 4), spreadBits(high >> 8), spreadBits(high >> 12)) << 4;
}

// 2^(e - 128): an e8m0's half.
float halfPower(uint e) { return uintBitsToFloat(e < 2u ? 0x00200000u << e : (e - 1u) << 23); }

// Types of 32 elements, and IQ4_XS, whose sub-blocks are like IQ4_NL's blocks.
Quants16 blockQuants(SpanBits bits, uint i) {
  Quants16 result;
  result.q = kIsNibbles ? bits.a >> (4u * i) & 0x0F0F0F0Fu : bits.a;
  const vec2 scales = unpackHalf2x16(bits.scale);
  result.scale = kType == kTypeMXFP4 ? halfPower(bits.scale) : scales.x;
  result.offset = kHasOffset ? scales.y : 0.0;
  if (kType == kTypeQ4_0) result.q = lessPacked(result.q, 8u);
  if (kType == kTypeQ5_0 || kType == kTypeQ5_1) result.q |= fifthBits(bits.extra >> (16u * i));
  if (kType == kTypeQ5_0) result.q = lessPacked(result.q, 16u);
  if (kHasPairs) {
    result.q = uvec4(nibbleValues(result.q.x), nibbleValues(result.q.y), nibbleValues(result.q.z), nibbleValues(result.q.w));
  }
  if (kType == kTypeIQ4_XS) {
    const uint low = bits.extra >> (4u * bits.place) & 15u;
    const uint high = bits.scale >> (16u + 2u * bits.place) & 3u;
    result.scale *= float(int(low | high << 4) - 32);
  }
  return result;
}

// The 6-bit scale and minimum of sub-block j of Q4_K and Q5_K.
uvec2 sixBitScales(uvec3 scales, uint j) {
  const uvec3 bytes = scales >> (8u * (j & 3u));
  const uvec2 late = uvec2(bytes.z & 15u, bytes.z >> 4 & 15u) | (bytes.xy >> 2 & 0x30u);
  return mix(late, bytes.xy & 63u, bvec2(j < 4u));
}

// The 6-bit scale of sub-block j of Q3_K.
int scaleQ3_K(uvec3 scales, uint j) {
  const uint low = byteOf((j & 4u) == 0u ? scales.x : scales.y, j & 3u) >> (4u * (j / 8u)) & 15u;
  const uint high = byteOf(scales.z, j & 3u) >> (2u * (j / 4u)) & 3u;
  return int(low | high << 4) - 32;
}

Quants16 superBlockQuants(SpanBits bits, uint i) {
  const uint part = bits.place & 1u;
  const uint half_block = bits.place / 2u;
  const vec2 scales = unpackHalf2x16(bits.scale);
  Quants16 result;
  result.offset = 0.0;
  if (kIsK4) {
    result.q = bits.a >> (4u * i) & 0x0F0F0F0Fu;
    const uint j = 2u * half_block + i;
    if (kType == kTypeQ5_K) result.q |= (bits.b >> j & 0x01010101u) << 4;
    const uvec2 six = sixBitScales(bits.c.xyz, j);
    result.scale = scales.x * float(six.x);
    result.offset = -(scales.y * float(six.y));
    return result;
  }
  const uint scale_at = 2u * i + part;  // of the eight sub-blocks of this half of the block
  if (kType == kTypeQ2_K) {
    result.q = bits.a >> (2u * i) & 0x03030303u;
    const uint scale = byteOf(i < 2u ? bits.b.x : bits.b.y, scale_at & 3u);
    result.scale = scales.x * float(scale & 15u);
    result.offset = -(scales.y * float(scale >> 4));
  } else if (kType == kTypeQ3_K) {
    const uvec4 high = bits.b >> (4u * half_block + i) & 0x01010101u;
    result.q = lessPacked(bits.a >> (2u * i) & 0x03030303u | high << 2, 4u);
    result.scale = scales.x * float(scaleQ3_K(bits.c.xyz, 8u * half_block + scale_at));
  } else {
    const uvec4 low = ((i & 1u) == 0u ? bits.a : bits.b) >> (4u * (i >> 1)) & 0x0F0F0F0Fu;
    result.q = lessPacked(low | (bits.c >> (2u * i) & 0x03030303u) << 4, 32u);
    const int scale = bitfieldExtract(int(i < 2u ? bits.d.x : bits.d.y), int(8u * (scale_at & 3u)), 8);
    result.scale = scales.x * float(scale);
  }
  return result;
}

#include "weights_grid.glsl"
