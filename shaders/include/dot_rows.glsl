// Rows of weights times columns of activations. kLanes neighbouring invocations share kRows rows and kColumns columns: lane i takes
// spans i, i + kLanes, ... Include after weights.glsl. Constants, defined before: kRows, kColumns, and with DEEPWELL_DOT_LANES
// kLanes, a power of two that divides kWorkgroup; without it the whole workgroup is one group of lanes.
// Sums of a row and a column do not depend on kRows, kColumns, kWorkgroup or on what else is computed beside them.
#ifndef DEEPWELL_SHADERS_DOT_ROWS_GLSL
#define DEEPWELL_SHADERS_DOT_ROWS_GLSL

#ifndef DEEPWELL_DOT_LANES
const uint kLanes = kWorkgroup;
#endif
const uint kProducts = kRows * kColumns;

// What dotRows works on: set before, by each group of lanes.
WeightRow dot_rows[kRows];
Address dot_columns[kColumns];  // float32, padded to a multiple of 16 with zeros
float dot_sums[kProducts];      // a lane's share, of row r and column c at [r * kColumns + c]

float dot16(vec4 a0, vec4 a1, vec4 a2, vec4 a3, vec4 x[4]) {
  vec4 sum = a0 * x[0];
  sum = fma(a1, x[1], sum);
  sum = fma(a2, x[2], sum);
  sum = fma(a3, x[3], sum);
  return (sum.x + sum.y) + (sum.z + sum.w);
}

float sum16(vec4 x[4]) {
  const vec4 sum = (x[0] + x[1]) + (x[2] + x[3]);
  return (sum.x + sum.y) + (sum.z + sum.w);
}

void dotGroup(Quants16 w[kRows], uint group) {
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    vec4 x[4];
    [[unroll]] for (uint k = 0u; k < 4u; ++k) x[k] = ConstFloats4(dot_columns[c]).at[4u * group + k];
    const float total = kHasOffset ? sum16(x) : 0.0;
    [[unroll]] for (uint r = 0u; r < kRows; ++r) {
      const uint i = r * kColumns + c;
      const uvec4 q = w[r].q;
      const float product = dot16(unpackQuants(q.x), unpackQuants(q.y), unpackQuants(q.z), unpackQuants(q.w), x);
      dot_sums[i] = fma(w[r].scale, product, dot_sums[i]);
      if (kHasOffset) dot_sums[i] = fma(w[r].offset, total, dot_sums[i]);
    }
  }
}

void dotFloats(SpanBits bits[kRows], uint span) {
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    vec4 x[4];
    [[unroll]] for (uint k = 0u; k < 4u; ++k) x[k] = ConstFloats4(dot_columns[c]).at[4u * span + k];
    [[unroll]] for (uint r = 0u; r < kRows; ++r) {
      const uint i = r * kColumns + c;
      const Floats16 w = spanFloats(bits[r], span);
      dot_sums[i] = fma(w.scale, dot16(w.values[0], w.values[1], w.values[2], w.values[3], x), dot_sums[i]);
    }
  }
}

void dotRows(uint cols) {
  [[unroll]] for (uint i = 0u; i < kProducts; ++i) dot_sums[i] = 0.0;
  const uint spans = spanCount(cols);
  for (uint span = gl_LocalInvocationIndex % kLanes; span < spans; span += kLanes) {
    SpanBits bits[kRows];
    [[unroll]] for (uint r = 0u; r < kRows; ++r) bits[r] = loadSpan(dot_rows[r], span);
    if (kPlain) {
      dotFloats(bits, span);
    } else {
      for (uint i = 0u; i < kSpanGroups; ++i) {
        Quants16 w[kRows];
        [[unroll]] for (uint r = 0u; r < kRows; ++r) w[r] = spanQuants(bits[r], i);
        dotGroup(w, spanGroup(span, i));
      }
    }
  }
}

#endif
