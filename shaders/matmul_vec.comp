// Products of a few rows of activations with weights, bound by the weights' memory: kLanes invocations compute kOutputs rows of the
// weight (kGlu: of two weights) for kColumns rows of activations, reading the weights once; those of a workgroup, which are for
// neighbouring rows, share the activations in the cache. Workgroups in x along the weight's rows, in y along the activations' rows.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/glu.glsl"
#include "include/matmul_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kType = 0;
layout(constant_id = 2) const uint kBlockCols = 128;
layout(constant_id = 3) const uint kLanes = 32;
layout(constant_id = 4) const uint kOutputs = 4;
layout(constant_id = 5) const uint kColumns = 1;
layout(constant_id = 6) const bool kGlu = false;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MatmulParams p; };

const uint kRows = kGlu ? 2u * kOutputs : kOutputs;

#define DEEPWELL_DOT_LANES
#include "include/weights.glsl"
#include "include/dot_rows.glsl"
#include "include/dot_sums.glsl"

// The products of a group of lanes: kOutputs * kColumns of the weight, then as many of the gate.
const uint kResults = kOutputs * kColumns;
shared float gate_values[kGlu ? kWorkgroup : 1u];

float biasOf(Address bias, uint row) { return bias == uvec2(0u) ? 0.0 : ConstFloats(bias).at[row]; }

// `gate` and `product` of row `row` of the weight and row `column` of the activations.
void writeProduct(float gate, float product, uint row, uint column) {
  Floats result = Floats(addressPlusMany(p.result, column, 4u * p.result_width));
  product += biasOf(p.bias, row);
  if (kGlu) {
    result.at[row] = silu(gate + biasOf(p.gate_bias, row)) * product;
  } else if (p.mode == kAddProduct) {
    result.at[row] += product;
  } else if (p.mode == kGateProduct) {
    result.at[row] = silu(result.at[row]) * product;
  } else {
    result.at[row] = product;
  }
}

void main() {
  const uint i = gl_LocalInvocationIndex;
  const uint first_row = p.first_row + gl_WorkGroupID.x * kLaneGroups * kOutputs;
  const uint first_column = gl_WorkGroupID.y * kColumns;
  const uint skipped = p.rows_kind == kRowsOfPass ? StepHeaderAt(p.step).at.logit_first : 0u;
  const uint columns = min(stepRows(p.step, p.rows_kind != kRowsOfStep), skipped + p.most_rows);
  if (skipped + first_column >= columns) return;
  loadTable(p.tables);

  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    const uint column = min(skipped + first_column + c, columns - 1u);
    dot_columns[c] = addressPlusMany(p.activations, column, 4u * paddedWidth(p.cols));
  }
  [[unroll]] for (uint r = 0u; r < kRows; ++r) {
    const bool gate = kGlu && r >= kOutputs;
    const uint row = min(first_row + i / kLanes * kOutputs + r % kOutputs, p.end_row - 1u);
    dot_rows[r] = weightRow(gate ? p.gate : p.weight, p.row_bytes, row, p.cols, gate ? p.gate_scales : p.scales, p.block_rows, p.scale_cols);
  }
  dotRows(p.cols);
  const float sum = addDotSums();
  if (kGlu) {
    gate_values[i] = sum;
    barrier();
  }

  const uint product = i % kProducts;
  const uint row = first_row + i / kProducts * kOutputs + product / kColumns;
  const uint column = first_column + product % kColumns;
  if (i >= kLaneGroups * kProducts || product >= kResults || row >= p.end_row || skipped + column >= columns) return;
  writeProduct(kGlu ? gate_values[i + kResults] : 0.0, sum, row, column);
}
