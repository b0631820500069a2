// Products of experts' weights with the rows that chose them. kLanes invocations compute kOutputs rows of an expert's weight (kGlu: of
// two) for all entries of a tile, kColumns at a time: the weights come from memory once, then from the cache.
//   kGrouped         workgroups in y are tiles; entries are sorted by expert
//   neither          a step of one row: workgroups in y are its experts, entry k is the k-th
//   kSum             as the latter, but of a workgroup's groups of lanes kSumExperts take an expert each for the same rows:
//                    result = Σ_k weight_k * product_k, in order of k
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/glu.glsl"
#include "include/matmul_params.h"
#include "include/moe.glsl"
#include "include/moe_params.h"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kType = 0;
layout(constant_id = 2) const uint kBlockCols = 128;
layout(constant_id = 3) const uint kLanes = 32;
layout(constant_id = 4) const uint kOutputs = 4;
layout(constant_id = 5) const uint kColumns = 1;
layout(constant_id = 6) const bool kGlu = false;
layout(constant_id = 7) const bool kGrouped = false;
layout(constant_id = 8) const bool kSum = false;
layout(constant_id = 9) const uint kExperts = 8;
layout(constant_id = 10) const uint kTopK = 2;
layout(constant_id = 11) const uint kSumExperts = 1;  // at a time
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MoeVecParams p; };

const uint kRows = kGlu ? 2u * kOutputs : kOutputs;

#define DEEPWELL_DOT_LANES
#include "include/weights.glsl"
#include "include/dot_rows.glsl"
#include "include/dot_sums.glsl"

// The products of a group of lanes: kOutputs * kColumns of the weight, then as many of the gate.
const uint kResults = kOutputs * kColumns;
shared float lane_sums[kGlu || kSum ? kWorkgroup : 1u];

// Of the step's only row.
uint expertOf(uint k) { return expertId(ConstWords(p.routing).at[k], kExperts); }

ExpertTile tileOf(uint y) {
  if (kSum) return ExpertTile(0u, 0u, kTopK);
  if (kGrouped) return ConstExpertTiles(p.tiles).at[y];
  const uint expert = expertOf(y);
  return ExpertTile(expert, y, expert == kNoExpert ? 0u : 1u);
}

// Rows first_row .. of the weights of `expert`, entries `first` .. below `end`.
void choose(uint expert, uint first_row, uint first, uint end) {
  const ExpertAddress weight = ExpertAddresses(p.weights).at[expert];
  ExpertAddress gate = weight;
  if (kGlu) gate = ExpertAddresses(p.gates).at[expert];
  [[unroll]] for (uint r = 0u; r < kRows; ++r) {
    const bool is_gate = kGlu && r >= kOutputs;
    const uint row = min(first_row + r % kOutputs, p.end_row - 1u);
    dot_rows[r] = weightRow(is_gate ? gate.weight : weight.weight, p.row_bytes, row, p.cols, is_gate ? gate.scales : weight.scales,
                            p.block_rows, p.scale_cols);
  }
  [[unroll]] for (uint c = 0u; c < kColumns; ++c) {
    const uint entry = min(first + c, end - 1u);
    const uint row = p.input_rows == kInputListed ? ConstWords(p.rows).at[entry] : p.input_rows == kInputFirst ? 0u : entry;
    dot_columns[c] = addressPlusMany(p.activations, row, 4u * paddedWidth(p.cols));
  }
}

void writeProduct(float product, uint row, uint entry) {
  Floats result = Floats(addressPlusMany(p.result, entry, 4u * p.result_width));
  if (row >= p.end_row) {
    result.at[row] = 0.0;
  } else {
    result.at[row] = p.mode == kGateProduct ? silu(result.at[row]) * product : product;
  }
}

// Groups of lanes that share rows, and their number.
const uint kTeam = kSum ? kSumExperts : 1u;
const uint kTeams = kLaneGroups / kTeam;

// The experts from `first` on that the teams have done, added up in their order; in invocation o of kTeams * kOutputs for output o.
float sumOfExperts(uint first) {
  const uint team = min(gl_LocalInvocationIndex / kOutputs, kTeams - 1u);
  float total = 0.0;
  for (uint k = first; k < min(first + kTeam, kTopK); ++k) {
    if (expertOf(k) == kNoExpert) continue;
    total += ConstFloats(p.routing).at[kTopK + k] * lane_sums[(team * kTeam + k - first) * kProducts + gl_LocalInvocationIndex % kOutputs];
  }
  return total;
}

void main() {
  const uint i = gl_LocalInvocationIndex;
  const uint first_row = gl_WorkGroupID.x * kTeams * kOutputs;
  const uint team_row = first_row + i / kLanes / kTeam * kOutputs;
  if (!kGrouped && stepRows(p.step, p.logit_rows != 0u) == 0u) return;
  const ExpertTile tile = tileOf(gl_WorkGroupID.y);
  if (tile.count == 0u) return;
  loadTable(p.decoder);

  // What this invocation writes.
  const uint product = i % kProducts;
  const uint row = kSum ? first_row + i : first_row + i / kProducts * kOutputs + product / kColumns;
  const bool writes = kSum ? i < kTeams * kOutputs && row < p.end_row
                           : i < kLaneGroups * kProducts && product < kResults && row < p.pad_end;
  float total = 0.0;
  for (uint done = 0u; done < tile.count; done += kSum ? kTeam : kColumns) {
    if (kSum) {
      const uint k = min(done + i / kLanes % kTeam, kTopK - 1u);
      const uint expert = expertOf(k);
      choose(expert == kNoExpert ? 0u : expert, team_row, k, k + 1u);
    } else {
      choose(tile.expert, team_row, tile.first + done, tile.first + tile.count);
    }
    dotRows(p.cols);
    float sum = addDotSums();
    if (kGlu || kSum) {
      lane_sums[i] = sum;
      barrier();
    }
    if (kSum) total += sumOfExperts(done);
    if (kGlu && writes) sum *= silu(lane_sums[i + kResults]);
    const uint column = done + product % kColumns;
    if (!kSum && writes && column < tile.count) writeProduct(sum, row, tile.first + column);
    barrier();  // before the sums' shared memory is used again
  }
  if (kSum && writes) writeProduct(total, row, 0u);
}
