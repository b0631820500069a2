// Part of weights.glsl: the plain types.

// Bytes 0 and 2 of a word. e4m3 is a half with a narrower exponent, biased by 8 less. Its subnormals, m / 8 * 2^-6, come out as
// (1 + m / 8) * 2^-7: normal halves, since a device need not have others.
vec2 floatsOfE4M3(uint word) {
  const vec2 x = unpackHalf2x16(((word & 0x007F007Fu) << 7) + 0x20002000u);
  const vec2 size = min(x, 2.0 * x - 0.015625);  // the latter is less below 2^-6 alone
  return uintBitsToFloat(floatBitsToUint(size) | uvec2(word << 24, word << 8) & 0x80000000u);
}

Floats16 spanFloats(SpanBits bits, uint span) {
  Floats16 result;
  result.scale = 1.0;
  if (kType == kTypeF32) {
    result.values = vec4[4](uintBitsToFloat(bits.a), uintBitsToFloat(bits.b), uintBitsToFloat(bits.c), uintBitsToFloat(bits.d));
  } else if (kType == kTypeF8E4M3) {
    [[unroll]] for (uint k = 0u; k < 4u; ++k) {
      const vec2 even = floatsOfE4M3(bits.a[k]);
      const vec2 odd = floatsOfE4M3(bits.a[k] >> 8);
      result.values[k] = vec4(even.x, odd.x, even.y, odd.y);
    }
    if (kBlockCols % 16u == 0u) {
      result.scale = uintBitsToFloat(bits.scale);
    } else {
      [[unroll]] for (uint j = 0u; j < 16u; ++j) {
        result.values[j / 4u][j % 4u] *= ConstFloats(bits.b.xy).at[min((16u * span + j) / kBlockCols, bits.b.z - 1u)];
      }
    }
  } else {
    [[unroll]] for (uint k = 0u; k < 4u; ++k) {
      const uvec2 words = k == 0u ? bits.a.xy : k == 1u ? bits.a.zw : k == 2u ? bits.b.xy : bits.b.zw;
      result.values[k] = kType == kTypeF16 ? vec4(unpackHalf2x16(words.x), unpackHalf2x16(words.y))
                                           : uintBitsToFloat(uvec4(words.x << 16, words.x & 0xFFFF0000u, words.y << 16, words.y & 0xFFFF0000u));
    }
  }
  return result;
}
