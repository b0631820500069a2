// Part of weights.glsl: the loads. SpanBits by type; "half" is an fp16 in the low 16 bits:
//   plain     a .. d: the 16 elements     scale: FP8 the float (b: see loadPlain)
//   Q8_0      a: q                        scale: half
//   nibbles   a: q of a block of 32       scale: half (Q4_1, Q5_1: d, m; IQ4_XS: d and scales_high; MXFP4: e)
//             extra: high bits, IQ4_XS: scales_low
//   Q2_K      a: q  b.xy: scales of the half of the block            scale: d, dmin
//   Q3_K      a: q  b: high  c.xyz: scales                           scale: half
//   Q4_K Q5_K a: q  b: high  c.xyz: scales                           scale: d, dmin
//   Q6_K      a, b: low  c: high  d.xy: scales as in Q2_K            scale: half
//   IQ1_S     a.xy: index  a.z: high                                 scale: half
//   IQ1_M     a.xy: index  a.z: high  b.xy: scales
//   IQ2_XXS   a: indices, signs and scale, twice                     scale: half
//   IQ2_XS    a: groups                   extra: scales              scale: half
//   IQ2_S     a.xy: index  a.zw: signs  b.x: high  extra: scales     scale: half
//   IQ3_XXS   a: index  b.xy: signs and scales                       scale: half
//   IQ3_S     a: index  b.xy: signs  b.z: high  extra: scales        scale: half

layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer ConstWords2 { uvec2 at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstWords3 { uvec3 at[]; };

// The 16-bit number at an even byte offset; what is above it is rubbish for a byte's or half's reader to mask.
uint load16(Address row, uint offset) { return ConstWords(row).at[offset >> 2] >> (8u * (offset & 2u)); }
uint load8(Address row, uint offset) { return ConstWords(row).at[offset >> 2] >> (8u * (offset & 3u)) & 255u; }
uint load32(Address row, uint offset) { return ConstWords(row).at[offset >> 2]; }
uvec2 load64(Address row, uint offset) { return ConstWords2(row).at[offset >> 3]; }
uvec4 load128(Address row, uint offset) { return ConstWords4(row).at[offset >> 4]; }
uvec3 load96(Address row, uint offset) { return ConstWords3(addressPlus(row, offset)).at[0]; }

void loadPlain(WeightRow row, uint span, inout SpanBits bits) {
  if (kType == kTypeF32) {
    bits.a = load128(row.at, 64u * span);
    bits.b = load128(row.at, 64u * span + 16u);
    bits.c = load128(row.at, 64u * span + 32u);
    bits.d = load128(row.at, 64u * span + 48u);
  } else if (kType == kTypeF8E4M3) {
    bits.a = load128(row.at, 16u * span);
    if (kBlockCols % 16u == 0u) {
      bits.scale = ConstWords(row.scales).at[16u * span / kBlockCols];
    } else {  // scales of single elements: where they lie and how many
      bits.b.xyz = uvec3(row.scales, row.blocks);
    }
  } else {
    bits.a = load128(row.at, 32u * span);
    bits.b = load128(row.at, 32u * span + 16u);
  }
}

void loadBlock(WeightRow row, uint n, uint span, uint block, inout SpanBits bits) {
  bits.a = load128(row.at, 16u * span);
  if (kType == kTypeQ8_0) bits.scale = load16(row.at, n * kPlaneQ8_0Scale + 2u * block);
  if (kType == kTypeQ4_0) bits.scale = load16(row.at, n * kPlaneQ4_0Scale + 2u * block);
  if (kType == kTypeIQ4_NL) bits.scale = load16(row.at, n * kPlaneIQ4_NLScale + 2u * block);
  if (kType == kTypeMXFP4) bits.scale = load8(row.at, n * kPlaneMXFP4Exponent + block);
  if (kType == kTypeQ4_1) bits.scale = load32(row.at, n * kPlaneQ4_1Scales + 4u * block);
  if (kType == kTypeQ5_0) {
    bits.scale = load16(row.at, n * kPlaneQ5_0Scale + 2u * block);
    bits.extra = load32(row.at, n * kPlaneQ5_0High + 4u * block);
  }
  if (kType == kTypeQ5_1) {
    bits.scale = load32(row.at, n * kPlaneQ5_1Scales + 4u * block);
    bits.extra = load32(row.at, n * kPlaneQ5_1High + 4u * block);
  }
  if (kType == kTypeIQ4_XS) {
    bits.scale = load32(row.at, n * kPlaneIQ4_XSBlockScale + 4u * block);
    bits.extra = load32(row.at, n * kPlaneIQ4_XSScales + 4u * block);
  }
}

void loadSuperBlock(WeightRow row, uint n, uint span, uint block, inout SpanBits bits) {
  const uint part = bits.place & 1u;       // which 16 of 32 neighbouring bytes
  const uint half_block = bits.place / 2u; // Q2_K, Q3_K, Q6_K
  if (kType == kTypeQ2_K) {
    bits.a = load128(row.at, 16u * span);
    bits.b.xy = load64(row.at, n * kPlaneQ2_KScales + 16u * block + 8u * half_block);
    bits.scale = load32(row.at, n * kPlaneQ2_KBlockScales + 4u * block);
  }
  if (kType == kTypeQ3_K) {
    bits.a = load128(row.at, 16u * span);
    bits.b = load128(row.at, n * kPlaneQ3_KHigh + 32u * block + 16u * part);
    bits.c.xyz = load96(row.at, n * kPlaneQ3_KScales + 12u * block);
    bits.scale = load16(row.at, n * kPlaneQ3_KBlockScale + 2u * block);
  }
  if (kType == kTypeQ4_K) {
    bits.a = load128(row.at, 16u * span);
    bits.c.xyz = load96(row.at, n * kPlaneQ4_KScales + 12u * block);
    bits.scale = load32(row.at, n * kPlaneQ4_KBlockScales + 4u * block);
  }
  if (kType == kTypeQ5_K) {
    bits.a = load128(row.at, 16u * span);
    bits.b = load128(row.at, n * kPlaneQ5_KHigh + 32u * block + 16u * part);
    bits.c.xyz = load96(row.at, n * kPlaneQ5_KScales + 12u * block);
    bits.scale = load32(row.at, n * kPlaneQ5_KBlockScales + 4u * block);
  }
  if (kType == kTypeQ6_K) {
    const uint low = 128u * block + 64u * half_block + 16u * part;
    bits.a = load128(row.at, low);
    bits.b = load128(row.at, low + 32u);
    bits.c = load128(row.at, n * kPlaneQ6_KHigh + 16u * span);
    bits.d.xy = load64(row.at, n * kPlaneQ6_KScales + 16u * block + 8u * half_block);
    bits.scale = load16(row.at, n * kPlaneQ6_KBlockScale + 2u * block);
  }
}

void loadGrid(WeightRow row, uint n, uint span, uint block, inout SpanBits bits) {
  if (kType == kTypeIQ1_S) {
    bits.a.xy = load64(row.at, 8u * span);
    bits.a.z = load32(row.at, n * kPlaneIQ1_SHigh + 4u * span);
    bits.scale = load16(row.at, n * kPlaneIQ1_SBlockScale + 2u * block);
  }
  if (kType == kTypeIQ1_M) {
    bits.a.xy = load64(row.at, 8u * span);
    bits.a.z = load32(row.at, n * kPlaneIQ1_MHigh + 4u * span);
    bits.b.xy = load64(row.at, n * kPlaneIQ1_MScales + 8u * block);
  }
  if (kType == kTypeIQ2_XXS) {
    bits.a = load128(row.at, 16u * span);
    bits.scale = load16(row.at, n * kPlaneIQ2_XXSBlockScale + 2u * block);
  }
  if (kType == kTypeIQ2_XS) {
    bits.a = load128(row.at, 16u * span);
    bits.extra = load16(row.at, n * kPlaneIQ2_XSScales + 2u * span);
    bits.scale = load16(row.at, n * kPlaneIQ2_XSBlockScale + 2u * block);
  }
  if (kType == kTypeIQ2_S) {
    bits.a.xy = load64(row.at, 8u * span);
    bits.a.zw = load64(row.at, n * kPlaneIQ2_SSigns + 8u * span);
    bits.b.x = load16(row.at, n * kPlaneIQ2_SHigh + 2u * span);
    bits.extra = load16(row.at, n * kPlaneIQ2_SScales + 2u * span);
    bits.scale = load16(row.at, n * kPlaneIQ2_SBlockScale + 2u * block);
  }
  if (kType == kTypeIQ3_XXS) {
    bits.a = load128(row.at, 16u * span);
    bits.b.xy = load64(row.at, n * kPlaneIQ3_XXSSigns + 8u * span);
    bits.scale = load16(row.at, n * kPlaneIQ3_XXSBlockScale + 2u * block);
  }
  if (kType == kTypeIQ3_S) {
    bits.a = load128(row.at, 16u * span);
    bits.b.xy = load64(row.at, n * kPlaneIQ3_SSigns + 8u * span);
    bits.b.z = load16(row.at, n * kPlaneIQ3_SHigh + 2u * span);
    bits.extra = load8(row.at, n * kPlaneIQ3_SScales + span);
    bits.scale = load16(row.at, n * kPlaneIQ3_SBlockScale + 2u * block);
  }
}

SpanBits loadSpan(WeightRow row, uint span) {
  SpanBits bits;
  bits.place = span % kSpansPerBlock;
  const uint block = span / kSpansPerBlock;
  if (kPlain) {
    loadPlain(row, span, bits);
  } else if (kIsGrid) {
    loadGrid(row, row.blocks, span, block, bits);
  } else if (kIsK4 || kIsK2) {
    loadSuperBlock(row, row.blocks, span, block, bits);
  } else {
    loadBlock(row, row.blocks, span, block, bits);
  }
  return bits;
}
