// Rows of activations as the tiled matrix products want them: 8-bit integers with a scale for 32 (kTileBytes), or float16 with a
// power of two a row, so that no value leaves the range of float16 (kTileHalves). One workgroup a row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/tile_views.glsl"

layout(constant_id = 0) const uint kWorkgroup = 128;
layout(constant_id = 1) const uint kForm = kTileBytes;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { TileInputParams p; };

#include "include/reduce.glsl"

float largestOf(vec4 x) { return max(max(abs(x.x), abs(x.y)), max(abs(x.z), abs(x.w))); }

// Four floats of a row of the input; zero behind its padding.
vec4 inputAt(uint vector) {
  const uint vectors = paddedWidth(p.width) / 4u;
  return vector < vectors ? ConstFloats4(addressPlusMany(p.source, gl_WorkGroupID.x, 16u * vectors)).at[vector] : vec4(0.0);
}

void bytesOfBlock(uint row, uint block, uint blocks) {
  float largest = 0.0;
  for (uint v = 0u; v < 8u; ++v) largest = max(largest, largestOf(inputAt(8u * block + v)));
  const float scale = largest / 127.0;
  const float inverse = largest > 0.0 ? 127.0 / largest : 0.0;
  ivec2 sums = ivec2(0);
  for (uint v = 0u; v < 8u; ++v) {
    const ivec4 q = ivec4(roundEven(inputAt(8u * block + v) * inverse));
    sums[v / 4u] += q.x + q.y + q.z + q.w;
    Words(p.values).at[(row * blocks + block) * 8u + v] =
        uint(q.x & 255) | uint(q.y & 255) << 8 | uint(q.z & 255) << 16 | uint(q.w) << 24;
  }
  BlockScales(p.scales).at[row * blocks + block] = TileBlockScale(scale, uint(sums.x & 0xFFFF) | uint(sums.y) << 16);
}

void halvesOfRow(uint row, uint blocks) {
  float largest = 0.0;
  for (uint v = gl_LocalInvocationIndex; v < 8u * blocks; v += kWorkgroup) largest = max(largest, largestOf(inputAt(v)));
  largest = workgroupMax(largest);
  // The largest value becomes one of 2^13 .. 2^14: sums of products stay far from the limits of float32.
  int exponent = 14;
  if (largest > 0.0 && !isinf(largest)) frexp(largest, exponent);
  exponent = clamp(exponent - 14, -100, 100);
  for (uint v = gl_LocalInvocationIndex; v < 8u * blocks; v += kWorkgroup) {
    const vec4 x = ldexp(inputAt(v), ivec4(-exponent));
    Words(p.values).at[(row * 8u * blocks + v) * 2u] = packHalf2x16(x.xy);
    Words(p.values).at[(row * 8u * blocks + v) * 2u + 1u] = packHalf2x16(x.zw);
  }
  if (gl_LocalInvocationIndex == 0u) Floats(p.scales).at[row] = ldexp(1.0, exponent);
}

void main() {
  const uint row = gl_WorkGroupID.x;
  if (row >= stepRows(p.step, p.logit_rows != 0u) * p.rows_per_row) return;
  const uint blocks = (p.width + 31u) / 32u;
  if (kForm == kTileHalves) {
    halvesOfRow(row, blocks);
  } else {
    for (uint block = gl_LocalInvocationIndex; block < blocks; block += kWorkgroup) bytesOfBlock(row, block, blocks);
  }
}
