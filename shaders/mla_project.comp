// MLA's up-projections by head, for the absorbed form: result[h] = W[h] · in[h], W[h] [kOutputs, kCols] of any type; what follows the
// kCols inputs of a head (the rotated part of a query) is copied behind its outputs. A workgroup has kWorkgroup / kLanes outputs of
// one head for kColumns rows, the weights read once. Workgroups in x along outputs, in y heads, in z rows.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/mla_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kType = 0;
layout(constant_id = 2) const uint kBlockCols = 128;
layout(constant_id = 3) const uint kCols = 128;
layout(constant_id = 4) const uint kOutputs = 512;
layout(constant_id = 5) const uint kColumns = 1;
layout(constant_id = 6) const uint kLanes = 4;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MlaProjectParams p; };

#include "include/weights.glsl"

const uint kVectors = (kCols + 15u) / 16u * 4u;
shared vec4 inputs[kColumns * kVectors];
shared float lane_sums[kWorkgroup * kColumns];

float sums[kColumns];

float inputAt(uint row, uint head, uint i) {
  return i < kCols ? ConstFloats(p.source).at[row * p.source_stride + head * p.source_head + i] : 0.0;
}

void loadInputs(uint first_row, uint rows, uint head) {
  for (uint i = gl_LocalInvocationIndex; i < kColumns * kVectors; i += kWorkgroup) {
    const uint row = min(first_row + i / kVectors, rows - 1u);
    const uint at = i % kVectors * 4u;
    inputs[i] = vec4(inputAt(row, head, at), inputAt(row, head, at + 1u), inputAt(row, head, at + 2u), inputAt(row, head, at + 3u));
  }
}

// scale * (w · x) + offset * sum of x, over a group of 16.
void addGroup(vec4 w[4], float scale, float offset, uint group) {
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    const uint at = c * kVectors + 4u * group;
    vec4 products = vec4(0.0);
    vec4 total = vec4(0.0);
    [[unroll]] for (uint k = 0u; k < 4u; ++k) {
      products = fma(w[k], inputs[at + k], products);
      if (kHasOffset) total += inputs[at + k];
    }
    sums[c] = fma(scale, (products.x + products.y) + (products.z + products.w), sums[c]);
    if (kHasOffset) sums[c] = fma(offset, (total.x + total.y) + (total.z + total.w), sums[c]);
  }
}

void addRow(WeightRow row, uint lane) {
  const uint spans = spanCount(kCols);
  for (uint span = lane; span < spans; span += kLanes) {
    const SpanBits bits = loadSpan(row, span);
    if (kPlain) {
      const Floats16 w = spanFloats(bits, span);
      addGroup(w.values, w.scale, 0.0, span);
    } else {
      for (uint i = 0u; i < kSpanGroups; ++i) {
        const Quants16 quants = spanQuants(bits, i);
        vec4 w[4];
        [[unroll]] for (uint k = 0u; k < 4u; ++k) w[k] = unpackQuants(quants.q[k]);
        addGroup(w, quants.scale, quants.offset, spanGroup(span, i));
      }
    }
  }
}

void main() {
  const uint rows = StepHeaderAt(p.step).at.rows;
  const uint first_row = gl_WorkGroupID.z * kColumns;
  if (first_row >= rows) return;
  const uint head = gl_WorkGroupID.y;
  loadTable(p.tables);
  loadInputs(first_row, rows, head);
  barrier();
  const uint lane = gl_LocalInvocationIndex % kLanes;
  const uint out_row = gl_WorkGroupID.x * (kWorkgroup / kLanes) + gl_LocalInvocationIndex / kLanes;
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) sums[c] = 0.0;
  if (out_row < kOutputs) {
    const uint entry = 2u * (head * p.pieces + out_row / p.piece_rows);
    const Address piece = Addresses(p.weights).at[entry];
    const Address scales = Addresses(p.weights).at[entry + 1u];
    addRow(weightRow(piece, p.row_bytes, out_row % p.piece_rows, kCols, scales, p.block_rows, p.scale_cols), lane);
  }
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) lane_sums[c * kWorkgroup + gl_LocalInvocationIndex] = sums[c];
  barrier();
  if (out_row >= kOutputs + p.tail) return;
  // Lane 0, 1, ... of an out_row write rows 0, 1, ...
  for (uint c = lane; c < min(kColumns, rows - first_row); c += kLanes) {
    const uint row = first_row + c;
    float sum = 0.0;
    const uint first = c * kWorkgroup + gl_LocalInvocationIndex - lane;
    for (uint l = 0u; l < kLanes; ++l) sum += lane_sums[first + l];
    if (out_row >= kOutputs) sum = ConstFloats(p.source).at[row * p.source_stride + head * p.source_head + kCols + out_row - kOutputs];
    Floats(p.result).at[row * p.result_stride + head * p.result_head + out_row] = sum;
  }
}
