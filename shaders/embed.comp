// out[r] = table[token of r], for the tokens of one piece of the table. One workgroup in y a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/matmul_params.h"

layout(constant_id = 0) const uint kWorkgroup = 64;
layout(constant_id = 1) const uint kType = 0;
layout(constant_id = 2) const uint kBlockCols = 128;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { EmbedParams p; };

#include "include/weights.glsl"

void writeGroup(uint row, uint group, vec4 values[4]) {
  const uint at = (row * paddedWidth(p.cols) + 16u * group) / 4u;
  [[unroll]] for (uint k = 0u; k < 4u; ++k) Floats4(p.result).at[at + k] = values[k];
}

void main() {
  const uint row = gl_WorkGroupID.y;
  if (row >= stepRows(p.step, false)) return;
  const uint table_row = StepRows(StepHeaderAt(p.step).at.rows_at).at[row].token - p.first_row;
  if (table_row >= p.rows) return;
  loadTable(p.tables);
  const uint span = gl_WorkGroupID.x * kWorkgroup + gl_LocalInvocationIndex;
  if (span >= spanCount(p.cols)) return;
  const SpanBits bits = loadSpan(weightRow(p.table, p.row_bytes, table_row, p.cols, p.scales, p.block_rows, p.scale_cols), span);
  vec4 values[4];
  if (kPlain) {
    const Floats16 w = spanFloats(bits, span);
    [[unroll]] for (uint k = 0u; k < 4u; ++k) values[k] = w.scale * w.values[k];
    writeGroup(row, span, values);
    return;
  }
  for (uint i = 0u; i < kSpanGroups; ++i) {
    const Quants16 w = spanQuants(bits, i);
    [[unroll]] for (uint k = 0u; k < 4u; ++k) {
      // Rounded before the offset is added, as in dequantise.h.
      precise const vec4 product = w.scale * unpackQuants(w.q[k]);
      precise const vec4 sum = product + w.offset;
      values[k] = kHasOffset ? sum : product;
    }
    writeGroup(row, spanGroup(span, i), values);
  }
}
