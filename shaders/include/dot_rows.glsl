// Rows of weights times columns of activations, shared out over a workgroup: invocation i takes spans i, i + kWorkgroup, ...
// Include after weights.glsl. Constants: kRows, kColumns; kRows * kColumns <= kWorkgroup.
// An invocation's sums of a row and a column do not depend on kRows, kColumns or what else is computed beside them.
#ifndef DEEPWELL_SHADERS_DOT_ROWS_GLSL
#define DEEPWELL_SHADERS_DOT_ROWS_GLSL

const uint kProducts = kRows * kColumns;

// What dotRows works on: set before.
WeightRow dot_rows[kRows];
Address dot_columns[kColumns];  // float32, padded to a multiple of 16 with zeros
float dot_sums[kProducts];      // of row r and column c at [r * kColumns + c]

float dot16(vec4 a[4], vec4 b0, vec4 b1, vec4 b2, vec4 b3) {
  vec4 sum = a[0] * b0;
  sum = fma(a[1], b1, sum);
  sum = fma(a[2], b2, sum);
  sum = fma(a[3], b3, sum);
  return (sum.x + sum.y) + (sum.z + sum.w);
}

void dotGroup(Quants16 quants[kRows], uint group) {
  vec4 w[kRows][4];
  [[unroll]] for (uint r = 0u; r < kRows; ++r) {
    [[unroll]] for (uint k = 0u; k < 4u; ++k) w[r][k] = unpackQuants(quants[r].q[k]);
  }
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    vec4 x[4];
    [[unroll]] for (uint k = 0u; k < 4u; ++k) x[k] = ConstFloats4(dot_columns[c]).at[4u * group + k];
    const vec4 parts = (x[0] + x[1]) + (x[2] + x[3]);
    const float total = kHasOffset ? (parts.x + parts.y) + (parts.z + parts.w) : 0.0;
    [[unroll]] for (uint r = 0u; r < kRows; ++r) {
      const uint i = r * kColumns + c;
      dot_sums[i] = fma(quants[r].scale, dot16(w[r], x[0], x[1], x[2], x[3]), dot_sums[i]);
      if (kHasOffset) dot_sums[i] = fma(quants[r].offset, total, dot_sums[i]);
    }
  }
}

void dotFloats(SpanBits bits[kRows], uint span) {
  Floats16 w[kRows];
  [[unroll]] for (uint r = 0u; r < kRows; ++r) w[r] = spanFloats(bits[r], span);
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    vec4 x[4];
    [[unroll]] for (uint k = 0u; k < 4u; ++k) x[k] = ConstFloats4(dot_columns[c]).at[4u * span + k];
    [[unroll]] for (uint r = 0u; r < kRows; ++r) {
      const uint i = r * kColumns + c;
      dot_sums[i] = fma(w[r].scale, dot16(w[r].values, x[0], x[1], x[2], x[3]), dot_sums[i]);
    }
  }
}

void dotRows(uint cols) {
  [[unroll]] for (uint i = 0u; i < kProducts; ++i) dot_sums[i] = 0.0;
  const uint spans = spanCount(cols);
  for (uint span = gl_LocalInvocationIndex; span < spans; span += kWorkgroup) {
    SpanBits bits[kRows];
    [[unroll]] for (uint r = 0u; r < kRows; ++r) bits[r] = loadSpan(dot_rows[r], span);
    if (kPlain) {
      dotFloats(bits, span);
    } else {
      for (uint i = 0u; i < kSpanGroups; ++i) {
        Quants16 quants[kRows];
        [[unroll]] for (uint r = 0u; r < kRows; ++r) quants[r] = spanQuants(bits[r], i);
        dotGroup(quants, spanGroup(span, i));
      }
    }
  }
}

#endif
