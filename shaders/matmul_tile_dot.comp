// A tile of a matrix product in 8-bit integers: quantised weights by rows that tile_input.comp made 8-bit integers of, sums of 16
// products in integers, sums of those in float32.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/tile_params.h"
#include "include/tile.glsl"
#include "include/tile_sums.glsl"
#include "include/dot.glsl"

// Groups of 16 bytes: [kStageGroups][rows]. With each its scale, and the offset (weights) or scale * sum of its bytes (inputs).
shared uvec4 stage_weights[kStageGroups * kWeightStride];
shared vec2 weight_scales[kStageGroups * kTileOuts];
shared uvec4 stage_inputs[kStageGroups * kInputStride];
shared vec2 input_scales[kStageGroups * kTileRows];

void stageSpan(Tile tile, uint stage, uint n, uint span) {
  const SpanBits bits = loadSpan(tileWeightRow(tile, n), span);
  [[unroll]] for (uint i = 0u; i < kSpanGroups; ++i) {
    const uint g = spanGroup(span, i) - stage * kStageGroups;
    if (g >= kStageGroups) continue;
    const Quants16 quants = spanQuants(bits, i);
    stage_weights[g * kWeightStride + n] = quants.q;
    weight_scales[g * kTileOuts + n] = vec2(quants.scale, quants.offset);
  }
}

void stageWeights(Tile tile, uint stage) {
  const uint spans = spanCount(p.cols);
  for (uint item = gl_LocalInvocationIndex; item < kTileOuts * kStageSpans; item += kWorkgroup) {
    const uint span = firstSpan(stage) + item % kStageSpans;
    if (span < spans) stageSpan(tile, stage, item / kStageSpans, span);
  }
}

void stageInputs(uint stage) {
  const uint blocks = (p.cols + 31u) / 32u;
  for (uint item = gl_LocalInvocationIndex; item < kTileRows * kStageGroups; item += kWorkgroup) {
    const uint row = item / kStageGroups;
    const uint g = item % kStageGroups;
    const uint group = stage * kStageGroups + g;
    if (group >= 2u * blocks) continue;
    const uint block = tile_rows[row] * blocks + group / 2u;
    const TileBlockScale at = ConstBlockScales(p.scales).at[block];
    const int sum = bitfieldExtract(int(at.sums), int(16u * (group % 2u)), 16);
    stage_inputs[g * kInputStride + row] = ConstWords4(p.values).at[2u * block + group % 2u];
    input_scales[g * kTileRows + row] = vec2(at.scale, at.scale * float(sum));
  }
}

void multiplyStage(uint groups) {
  for (uint g = 0u; g < groups; ++g) {
    uvec4 x[kPartRows];
    vec2 scale_x[kPartRows];
    [[unroll]] for (uint i = 0u; i < kPartRows; ++i) {
      x[i] = stage_inputs[g * kInputStride + firstRow() + kRowStride * i];
      scale_x[i] = input_scales[g * kTileRows + firstRow() + kRowStride * i];
    }
    [[unroll]] for (uint j = 0u; j < kPartOuts; ++j) {
      const uvec4 w = stage_weights[g * kWeightStride + firstOut() + kOutStride * j];
      const vec2 scale_w = weight_scales[g * kTileOuts + firstOut() + kOutStride * j];
      [[unroll]] for (uint i = 0u; i < kPartRows; ++i) {
        const uint s = j * kPartRows + i;
        sums[s] = fma(float(dotBytes16(w, x[i])), scale_w.x * scale_x[i].x, sums[s]);
        if (kHasOffset) sums[s] = fma(scale_w.y, scale_x[i].y, sums[s]);
      }
    }
  }
}

void main() {
  const Tile tile = tileOfWorkgroup();
  if (tile.rows == 0u) return;
  loadTable(p.tables);
  [[unroll]] for (uint s = 0u; s < kPartOuts * kPartRows; ++s) sums[s] = 0.0;
  const uint groups = p.cols / 16u;
  for (uint stage = 0u; stage < stageCount(); ++stage) {
    stageWeights(tile, stage);
    stageInputs(stage);
    barrier();
    multiplyStage(min(groups - stage * kStageGroups, kStageGroups));
    barrier();
  }
  storeSums(tile);
}
