// A tile's sums in registers: an invocation has kPartOuts columns by kPartRows rows, strided so that neighbours read and write
// neighbouring addresses. Include after tile.glsl.
#ifndef DEEPWELL_SHADERS_TILE_SUMS_GLSL
#define DEEPWELL_SHADERS_TILE_SUMS_GLSL

const uint kOutStride = kTileOuts / kPartOuts;  // between an invocation's columns; invocations along them
const uint kRowStride = kTileRows / kPartRows;
// Entries of shared memory from one part of a stage to the next: two more than it has, against bank conflicts.
const uint kWeightStride = kTileOuts + 2u;
const uint kInputStride = kTileRows + 2u;

uint firstOut() { return gl_LocalInvocationIndex % kOutStride; }
uint firstRow() { return gl_LocalInvocationIndex / kOutStride; }

float sums[kPartOuts * kPartRows];

void storeSums(Tile tile) {
  const uint outs = kGlu ? kPartOuts / 2u : kPartOuts;
  [[unroll]] for (uint j = 0u; j < outs; ++j) {
    [[unroll]] for (uint i = 0u; i < kPartRows; ++i) {
      const float second = kGlu ? sums[(j + kPartOuts / 2u) * kPartRows + i] : 0.0;
      storeResult(tile, firstRow() + kRowStride * i, firstOut() + kOutStride * j, sums[j * kPartRows + i], second);
    }
  }
}

#endif
