// Sorts the pairs of row and expert by expert and cuts each expert's into tiles. One workgroup. Within an expert the order is any:
// no row's result depends on the others of its tile.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/moe.glsl"
#include "include/moe_params.h"

layout(constant_id = 0) const uint kWorkgroup = 256;
layout(constant_id = 1) const uint kExperts = 8;
layout(constant_id = 2) const uint kTopK = 2;
layout(constant_id = 3) const uint kTileRows = 32;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MoeGroupParams p; };

const uint kSpan = 16u;
const uint kSpans = (kExperts + kSpan - 1u) / kSpan;
shared uint counts[kExperts];
shared uint next[kExperts];        // the expert's next entry
shared uvec2 span_sums[kSpans];    // pairs and tiles

uint expertOf(uint pair) {
  const uint base = (p.first_row + pair / kTopK) * paddedWidth(2u * kTopK);
  return expertId(ConstWords(p.routing).at[base + pair % kTopK], kExperts);
}

uvec2 pairsAndTiles(uint expert) {
  return uvec2(counts[expert], (counts[expert] + kTileRows - 1u) / kTileRows);
}

// Of the experts before this one.
uvec2 sumBefore(uint expert) {
  uvec2 sum = uvec2(0u);
  for (uint s = 0u; s < expert / kSpan; ++s) sum += span_sums[s];
  for (uint e = expert / kSpan * kSpan; e < expert; ++e) sum += pairsAndTiles(e);
  return sum;
}

void writeTiles(uint expert, uint first_entry, uint first_tile) {
  const uint count = counts[expert];
  for (uint done = 0u; done < count; done += kTileRows) {
    ExpertTiles(p.tiles).at[first_tile++] = ExpertTile(expert, first_entry + done, min(kTileRows, count - done));
  }
}

void main() {
  const uint step_rows = stepRows(p.step, p.logit_rows != 0u);
  const uint pairs = min(step_rows - min(p.first_row, step_rows), p.most_rows) * kTopK;
  const uint i = gl_LocalInvocationIndex;
  for (uint e = i; e < kExperts; e += kWorkgroup) counts[e] = 0u;
  barrier();
  for (uint pair = i; pair < pairs; pair += kWorkgroup) {
    const uint expert = expertOf(pair);
    if (expert < kExperts) atomicAdd(counts[expert], 1u);
  }
  barrier();
  for (uint s = i; s < kSpans; s += kWorkgroup) {
    uvec2 sum = uvec2(0u);
    for (uint e = s * kSpan; e < min(kExperts, (s + 1u) * kSpan); ++e) sum += pairsAndTiles(e);
    span_sums[s] = sum;
  }
  barrier();
  for (uint e = i; e < kExperts; e += kWorkgroup) {
    const uvec2 before = sumBefore(e);
    next[e] = before.x;
    writeTiles(e, before.x, before.y);
  }
  uint used = 0u;
  for (uint s = 0u; s < kSpans; ++s) used += span_sums[s].y;
  for (uint t = used + i; t < p.most_tiles; t += kWorkgroup) ExpertTiles(p.tiles).at[t] = ExpertTile(0u, 0u, 0u);
  barrier();
  for (uint pair = i; pair < pairs; pair += kWorkgroup) {
    const uint expert = expertOf(pair);
    const uint entry = expert < kExperts ? atomicAdd(next[expert], 1u) : kNoEntry;
    Words(p.place).at[pair] = entry;
    if (entry != kNoEntry) Words(p.rows).at[entry] = p.first_row + pair / kTopK;
  }
}
