// A tile of a matrix product in float32: plain types of weights, and any type where nothing faster is wanted.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/tile_params.h"
#include "include/tile.glsl"
#include "include/tile_sums.glsl"

// Four elements of a row each: [4 * kStageGroups][rows].
shared vec4 stage_weights[4u * kStageGroups * kWeightStride];
shared vec4 stage_inputs[4u * kStageGroups * kInputStride];

void groupFloats(WeightRow row, uint group, out vec4 values[4]) {
  const uint span = spanOfGroup(group);
  const SpanBits bits = loadSpan(row, span);
  if (kPlain) {
    const Floats16 floats = spanFloats(bits, span);
    [[unroll]] for (uint k = 0u; k < 4u; ++k) values[k] = floats.values[k] * floats.scale;
  } else {
    const Quants16 quants = spanQuants(bits, placeOfGroup(group));
    [[unroll]] for (uint k = 0u; k < 4u; ++k) values[k] = unpackQuants(quants.q[k]) * quants.scale + quants.offset;
  }
}

void stageWeights(Tile tile, uint stage) {
  for (uint item = gl_LocalInvocationIndex; item < kTileOuts * kStageGroups; item += kWorkgroup) {
    const uint n = item / kStageGroups;
    const uint g = item % kStageGroups;
    vec4 values[4] = vec4[4](vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    if (16u * (stage * kStageGroups + g) < p.cols) groupFloats(tileWeightRow(tile, n), stage * kStageGroups + g, values);
    [[unroll]] for (uint k = 0u; k < 4u; ++k) stage_weights[(4u * g + k) * kWeightStride + n] = values[k];
  }
}

void stageInputs(uint stage) {
  const uint vectors = paddedWidth(p.cols) / 4u;
  for (uint item = gl_LocalInvocationIndex; item < 4u * kTileRows * kStageGroups; item += kWorkgroup) {
    const uint row = item / (4u * kStageGroups);
    const uint v = item % (4u * kStageGroups);
    const uint from = 4u * stage * kStageGroups + v;
    vec4 x = vec4(0.0);
    if (from < vectors) x = ConstFloats4(addressPlusMany(p.values, tile_rows[row], 16u * vectors)).at[from];
    stage_inputs[v * kInputStride + row] = x;
  }
}

void multiplyStage() {
  for (uint v = 0u; v < 4u * kStageGroups; ++v) {
    vec4 x[kPartRows];
    [[unroll]] for (uint i = 0u; i < kPartRows; ++i) x[i] = stage_inputs[v * kInputStride + firstRow() + kRowStride * i];
    [[unroll]] for (uint j = 0u; j < kPartOuts; ++j) {
      const vec4 w = stage_weights[v * kWeightStride + firstOut() + kOutStride * j];
      [[unroll]] for (uint i = 0u; i < kPartRows; ++i) {
        const uint s = j * kPartRows + i;
        sums[s] = fma(w.x, x[i].x, fma(w.y, x[i].y, fma(w.z, x[i].z, fma(w.w, x[i].w, sums[s]))));
      }
    }
  }
}

void main() {
  const Tile tile = tileOfWorkgroup();
  if (tile.rows == 0u) return;
  loadTable(p.tables);
  [[unroll]] for (uint s = 0u; s < kPartOuts * kPartRows; ++s) sums[s] = 0.0;
  for (uint stage = 0u; stage < stageCount(); ++stage) {
    stageWeights(tile, stage);
    stageInputs(stage);
    barrier();
    multiplyStage();
    barrier();
  }
  storeSums(tile);
}
