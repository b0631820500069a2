// Part of weights.glsl: the types with a grid of points: eight elements share an index (IQ3: four), and signs.

// Eight signs of which seven are stored: their number is even.
uint evenSigns(uint seven) { return seven | (uint(bitCount(seven)) & 1u) << 7; }

// Codes 0, 1, 2 are 8, 25, 43.
uint magnitudesIQ2(uint codes) { return 0x08080808u + (codes | codes << 4) + (codes >> 1 & 0x01010101u); }

uvec2 pointIQ2(uint index, uint signs) {
  uvec2 bytes;
  if (kHasPoints8) {
    bytes = tablePoint8(index);
  } else {
    const uint codes = tableEntry(index);
    bytes = uvec2(magnitudesIQ2(spreadPairs(codes & 255u)), magnitudesIQ2(spreadPairs(codes >> 8)));
  }
  return uvec2(signedPacked(bytes.x, signs), signedPacked(bytes.y, signs >> 4));
}

// Eight times (-1, 0, 1 + delta), delta = +-1/8; codes 0, 1, 2 are -1, 0, 1. The sum's bytes are 128 more: none borrows.
uvec2 pointIQ1(uint index, bool negative_delta) {
  const uint codes = tableEntry(index);
  const uvec2 bytes = uvec2(spreadPairs(codes & 255u), spreadPairs(codes >> 8)) << 3;
  return (bytes + (negative_delta ? 0x77777777u : 0x79797979u)) ^ 0x80808080u;
}

// Group i of a span is made of points 2 i and 2 i + 1.
uvec4 gridIQ1(SpanBits bits, uint i) {
  const uint indices = (i < 2u ? bits.a.x : bits.a.y) >> (16u * (i & 1u));
  const uint nibbles = bits.a.z >> (8u * i);                            // IQ1_M
  const uint word = bits.a.z >> (16u * (i >> 1));                       // IQ1_S: of a sub-block of 32
  const bool small = kType == kTypeIQ1_M;
  const uint high0 = small ? nibbles & 7u : word >> (6u * (i & 1u)) & 7u;
  const uint high1 = small ? nibbles >> 4 & 7u : word >> (6u * (i & 1u) + 3u) & 7u;
  const bool negative0 = ((small ? nibbles >> 3 : word >> 15) & 1u) != 0u;
  const bool negative1 = ((small ? nibbles >> 7 : word >> 15) & 1u) != 0u;
  return uvec4(pointIQ1(byteOf(indices, 0u) | high0 << 8, negative0), pointIQ1(byteOf(indices, 1u) | high1 << 8, negative1));
}

uvec4 gridIQ2(SpanBits bits, uint i) {
  if (kType == kTypeIQ2_XXS) {
    const uvec2 sub = i < 2u ? bits.a.xy : bits.a.zw;
    const uint indices = sub.x >> (16u * (i & 1u));
    const uint signs = sub.y >> (14u * (i & 1u));
    return uvec4(pointIQ2(byteOf(indices, 0u), evenSigns(signs & 127u)),
                 pointIQ2(byteOf(indices, 1u), evenSigns(signs >> 7 & 127u)));
  }
  if (kType == kTypeIQ2_XS) {
    const uint points = bits.a[i];
    return uvec4(pointIQ2(points & 511u, evenSigns(points >> 9 & 127u)), pointIQ2(points >> 16 & 511u, evenSigns(points >> 25)));
  }
  const uint indices = (i < 2u ? bits.a.x : bits.a.y) >> (16u * (i & 1u));
  const uint signs = (i < 2u ? bits.a.z : bits.a.w) >> (16u * (i & 1u));
  const uint high = bits.b.x >> (4u * i);
  return uvec4(pointIQ2(byteOf(indices, 0u) | (high & 3u) << 8, signs),
               pointIQ2(byteOf(indices, 1u) | (high >> 2 & 3u) << 8, signs >> 8));
}

uvec4 gridIQ3(SpanBits bits, uint i) {
  const uint indices = bits.a[i];
  const uint word = i < 2u ? bits.b.x : bits.b.y;
  uint signs;
  uint high = 0u;
  if (kType == kTypeIQ3_XXS) {
    const uint stored = word >> (14u * (i & 1u));
    signs = evenSigns(stored & 127u) | evenSigns(stored >> 7 & 127u) << 8;
  } else {
    signs = word >> (16u * (i & 1u));
    high = bits.b.z >> (4u * i);
  }
  uvec4 result;
  [[unroll]] for (uint k = 0u; k < 4u; ++k) {
    result[k] = signedPacked(tablePoint4(byteOf(indices, k) | (high >> k & 1u) << 8), signs >> (4u * k));
  }
  return result;
}

// 2 s + 1 of group i.
uint gridScale(SpanBits bits, uint i) {
  uint stored;
  if (kType == kTypeIQ1_S) {
    stored = bits.a.z >> (16u * (i >> 1) + 12u) & 7u;
  } else if (kType == kTypeIQ1_M) {
    stored = (bits.place < 2u ? bits.b.x : bits.b.y) >> (16u * (bits.place & 1u) + 3u * i) & 7u;
  } else if (kType == kTypeIQ2_XXS) {
    stored = (i < 2u ? bits.a.y : bits.a.w) >> 28;
  } else if (kType == kTypeIQ3_XXS) {
    stored = (i < 2u ? bits.b.x : bits.b.y) >> 28;
  } else if (kType == kTypeIQ3_S) {
    stored = bits.extra >> (4u * (i >> 1)) & 15u;
  } else {
    stored = bits.extra >> (4u * i) & 15u;
  }
  return 2u * stored + 1u;
}

Quants16 gridQuants(SpanBits bits, uint i) {
  Quants16 result;
  result.q = kType <= kTypeIQ1_M ? gridIQ1(bits, i) : kType <= kTypeIQ2_S ? gridIQ2(bits, i) : gridIQ3(bits, i);
  uint d = bits.scale;
  if (kType == kTypeIQ1_M) {
    d = (bits.b.x >> 12 & 15u) | (bits.b.x >> 28) << 4 | (bits.b.y >> 12 & 15u) << 8 | (bits.b.y >> 28) << 12;
  }
  const float unit = kType == kTypeIQ3_S ? 1.0 : kType == kTypeIQ3_XXS ? 0.25 : 0.125;
  result.scale = unpackHalf2x16(d).x * unit * float(gridScale(bits, i));
  result.offset = 0.0;
  return result;
}
