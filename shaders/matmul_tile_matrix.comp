// A tile of a matrix product by cooperative matrices: weights decoded to float16, rows that tile_input.comp made float16 of, sums in
// float32. A subgroup has kPartOuts by kPartRows matrices of the tile; of a GLU half of them are gate, half up, of the same columns.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/tile_params.h"
#include "include/tile.glsl"

const uint kInputRows = kTileRows;
const uint kWeightRows = kTileOuts;
const uint kStageVectors = 4u * kStageGroups;
const uint kStageStride = kStageVectors + 2u;  // 16 bytes more than a row has, against bank conflicts
const uint kSums = kPartOuts * kPartRows;
const uint kResultMatrices = kGlu ? 2u : 1u;
#include "include/cooperative_matrix.glsl"

const uint kOutParts = kTileOuts / (kPartOuts * kN);  // subgroups along the columns

// First row (of weights, of the input) of a matrix of this subgroup.
uint firstOut(uint j) {
  const uint part = subgroupIndex() % kOutParts;
  if (!kGlu) return (part * kPartOuts + j) * kN;
  const uint half_parts = kPartOuts / 2u;
  return j < half_parts ? (part * half_parts + j) * kN : kOutsOfTile + (part * half_parts + j - half_parts) * kN;
}
uint firstRow(uint i) { return (subgroupIndex() / kOutParts * kPartRows + i) * kM; }

void stageGroup(uint n, uint g, vec4 a, vec4 b, vec4 c, vec4 d) {
  const uint at = n * kStageStride + 4u * g;
  stage_weights[at] = stageHalves(a);
  stage_weights[at + 1u] = stageHalves(b);
  stage_weights[at + 2u] = stageHalves(c);
  stage_weights[at + 3u] = stageHalves(d);
}

void stageSpan(Tile tile, uint stage, uint n, uint span) {
  const bool there = span < spanCount(p.cols);
  SpanBits bits;
  if (there) bits = loadSpan(tileWeightRow(tile, n), span);
  [[unroll]] for (uint i = 0u; i < kSpanGroups; ++i) {
    const uint g = spanGroup(span, i) - stage * kStageGroups;
    if (g >= kStageGroups) continue;
    if (!there) {
      stageGroup(n, g, vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    } else if (kPlain) {
      const Floats16 w = spanFloats(bits, span);
      stageGroup(n, g, w.values[0] * w.scale, w.values[1] * w.scale, w.values[2] * w.scale, w.values[3] * w.scale);
    } else {
      const Quants16 w = spanQuants(bits, i);
      stageGroup(n, g, unpackQuants(w.q.x) * w.scale + w.offset, unpackQuants(w.q.y) * w.scale + w.offset,
                 unpackQuants(w.q.z) * w.scale + w.offset, unpackQuants(w.q.w) * w.scale + w.offset);
    }
  }
}

void stageWeights(Tile tile, uint stage) {
  for (uint item = gl_LocalInvocationIndex; item < kTileOuts * kStageSpans; item += kWorkgroup) {
    stageSpan(tile, stage, item / kStageSpans, firstSpan(stage) + item % kStageSpans);
  }
}

void stageInputs(uint stage) {
  const uint vectors = (p.cols + 31u) / 32u * 4u;  // of eight values
  for (uint item = gl_LocalInvocationIndex; item < kTileRows * 2u * kStageGroups; item += kWorkgroup) {
    const uint row = item / (2u * kStageGroups);
    const uint v = item % (2u * kStageGroups);
    const uint from = stage * 2u * kStageGroups + v;
    uvec4 x = uvec4(0u);
    if (from < vectors) x = ConstWords4(p.values).at[tile_rows[row] * vectors + from];
    stage_inputs[row * kStageStride + 2u * v] = packedHalves(x.xy);
    stage_inputs[row * kStageStride + 2u * v + 1u] = packedHalves(x.zw);
  }
}

void multiplyStage() {
  for (uint k = 0u; k < kStageVectors; k += kK / 4u) {
    MatrixInput x[kPartRows];
    [[unroll]] for (uint i = 0u; i < kPartRows; ++i) x[i] = loadInput(firstRow(i) * kStageStride + k);
    [[unroll]] for (uint j = 0u; j < kPartOuts; ++j) {
      const MatrixWeight w = loadWeight(firstOut(j) * kStageStride + k);
      [[unroll]] for (uint i = 0u; i < kPartRows; ++i) addProduct(j * kPartRows + i, x[i], w);
    }
  }
}

// One matrix of results after the other, through the subgroup's part of shared memory.
void storeMatrix(Tile tile, uint j, uint i) {
  const uint own = subgroupIndex() * kResultMatrices * kM * kN;
  storeSum(own, j * kPartRows + i);
  if (kGlu) storeSum(own + kM * kN, (j + kPartOuts / 2u) * kPartRows + i);
  barrier();
  for (uint e = subgroupLane(); e < kM * kN; e += kSubgroup) {
    const uint row = firstRow(i) + e / kN;
    const float scale = ConstFloats(p.scales).at[tile_rows[row]];
    const float second = kGlu ? scale * stage_results[own + kM * kN + e] : 0.0;
    storeResult(tile, row, firstOut(j) + e % kN, scale * stage_results[own + e], second);
  }
  barrier();
}

void main() {
  const Tile tile = tileOfWorkgroup();
  if (tile.rows == 0u) return;
  loadTable(p.tables);
  [[unroll]] for (uint s = 0u; s < kSums; ++s) zeroSum(s);
  for (uint stage = 0u; stage < stageCount(); ++stage) {
    stageWeights(tile, stage);
    stageInputs(stage);
    barrier();
    multiplyStage();
    barrier();
  }
  [[unroll]] for (uint j = 0u; j < (kGlu ? kPartOuts / 2u : kPartOuts); ++j) {
    [[unroll]] for (uint i = 0u; i < kPartRows; ++i) storeMatrix(tile, j, i);
  }
}
