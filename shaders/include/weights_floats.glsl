// Part of weights.glsl: the plain types.

// e4m3 is an fp16 with a narrower exponent: 2^8 times the half with the same bits. Bytes 0 and 2 of a word.
vec2 floatsOfE4M3(uint word) {
  return 256.0 * unpackHalf2x16((word & 0x00800080u) << 8 | (word & 0x007F007Fu) << 7);
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
