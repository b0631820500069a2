// Causal attention of a block of queries over the pages of their sequence, a page at a time with a running softmax: decode, prefill
// and MLA's latent in one. A block has kTy * kQueries4 * 4 queries: kHeads heads that share a head of the cache, times as many rows
// as fit. Invocations lie in rows of kTx. Scores: each takes 64 / kTx positions for its queries. Values: kDx of a row share the
// dimensions, kTx / kDx groups of them the positions. So keys and values are read once a block, neighbours reading neighbouring
// memory. (FlashAttention, arXiv 2205.14135)
//
// A latent lies as keys do, so that neighbours in dimension are far apart: its values go through shared memory, kStage positions at
// a time.
//
// kSplits > 0: the pages are cut in at most kSplits spans whose length depends on the rows' position alone, one workgroup a span, and
// attention_merge puts the results together.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/attention_params.h"

layout(constant_id = 0) const uint kWorkgroup = 64;
layout(constant_id = 1) const uint kTx = 64;
layout(constant_id = 2) const uint kQueries4 = 2;
layout(constant_id = 3) const uint kHeads = 8;
layout(constant_id = 4) const uint kKeyDim = 128;
layout(constant_id = 5) const uint kValueDim = 128;
layout(constant_id = 6) const uint kDx = 32;
layout(constant_id = 7) const uint kKvType = 1;
layout(constant_id = 8) const bool kLatent = false;
layout(constant_id = 9) const uint kSplits = 64;
layout(constant_id = 10) const uint kStage = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { AttentionParams p; };

#include "include/kv.glsl"
#include "include/attention.glsl"

const uint kTy = kWorkgroup / kTx;
const uint kBlock4 = kTy * kQueries4;  // queries of the block, in fours
const uint kRows = 4u * kBlock4 / kHeads;
const uint kPageBlocks = (kPageTokens + kRows - 1u) / kRows;
const uint kSlots = kPageTokens / kTx;
const uint kGroups = kTx / kDx;
const uint kPaddedKey = (kKeyDim + 15u) & ~15u;
const uint kChunks = (kKeyDim + kChunkElements - 1u) / kChunkElements;
const uint kQuads = (kValueDim + 3u) / 4u;
const uint kLaneQuads = (kQuads + kDx - 1u) / kDx;
const uint kValueChunks = (kValueDim + kChunkElements - 1u) / kChunkElements;
const uint kAhead = 4u;  // positions whose values are fetched together
const float kNoScore = -3e38;
const float kFirstMaximum = -1e38;

shared vec4 queries[kPaddedKey * kBlock4];     // [dimension][four queries]
shared vec4 shares[kPageTokens * kBlock4];     // [position][four queries]: exp2(score - maximum)
shared uvec4 staged[kLatent ? kValueChunks * (kStage + 1u) : 1u];  // [16 bytes of dimensions][position]; one more against bank conflicts
#include "include/attention_reduce.glsl"

struct Block {
  uint row;          // the first
  uint rows;
  uint position;     // of the first row
  uint first_page;
  uint kv_head;
  uint head;         // the first, of those that share kv_head
};

// Row and head of query `m`; false if the block has no such query.
bool queryAt(const Block b, uint m, out uint row, out uint head) {
  row = b.row + m / kHeads;
  head = b.kv_head * p.group + b.head + m % kHeads;
  return m / kHeads < b.rows && b.head + m % kHeads < p.group;
}

void loadQueries(const Block b) {
  for (uint i = gl_LocalInvocationIndex; i < kPaddedKey * kBlock4; i += kWorkgroup) {
    const uint d = i % kPaddedKey;
    vec4 q = vec4(0.0);
    [[unroll]] for (uint c = 0u; c < 4u; ++c) {
      uint row;
      uint head;
      if (queryAt(b, i / kPaddedKey * 4u + c, row, head) && d < kKeyDim) {
        q[c] = ConstFloats(p.q).at[row * p.q_stride + head * kKeyDim + d] * p.scale;
      }
    }
    queries[d * kBlock4 + i / kPaddedKey] = q;
  }
}

vec4 acc[kLaneQuads * 4u * kQueries4];  // [quad][dimension][queries]

// Adds the accumulators of all groups to those of the first, in order.
void addGroups(uint dx, uint ty, uint group) {
  barrier();  // `queries` has been read
  for (uint g = 1u; g < kGroups; ++g) {
    [[unroll]] for (uint l = 0u; l < kLaneQuads; ++l) {
      const uint quad = dx + l * kDx;
      if (quad >= kQuads || group != g) continue;
      [[unroll]] for (uint a = 0u; a < 4u * kQueries4; ++a) {
        queries[(4u * quad + a / kQueries4) * kBlock4 + ty * kQueries4 + a % kQueries4] = acc[l * 4u * kQueries4 + a];
      }
    }
    barrier();
    [[unroll]] for (uint l = 0u; l < kLaneQuads; ++l) {
      const uint quad = dx + l * kDx;
      if (quad >= kQuads || group != 0u) continue;
      [[unroll]] for (uint a = 0u; a < 4u * kQueries4; ++a) {
        acc[l * 4u * kQueries4 + a] += queries[(4u * quad + a / kQueries4) * kBlock4 + ty * kQueries4 + a % kQueries4];
      }
    }
    barrier();
  }
}

void store(uint to, uint quad, vec4 x) {
  if (quad >= kQuads) return;
  if (kValueDim % 4u == 0u) {
    Floats4(p.result).at[to / 4u + quad] = x;
  } else {
    for (uint d = 0u; d < min(4u, kValueDim - 4u * quad); ++d) Floats(p.result).at[to + 4u * quad + d] = x[d];
  }
}

// acc += the share of each query of the position in `slot` * value, four dimensions from quad dx + l * kDx.
void addValue(vec4 value, uint slot, uint l, uint ty) {
  [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
    const vec4 share = shares[slot * kBlock4 + ty * kQueries4 + i];
    [[unroll]] for (uint d = 0u; d < 4u; ++d) acc[(l * 4u + d) * kQueries4 + i] += share * value[d];
  }
}

// kAhead positions from `slot` on, every kGroups-th.
void addValues(Address values, uint slot, uint count, uint dx, uint ty) {
  [[unroll]] for (uint l = 0u; l < kLaneQuads; ++l) {
    const uint quad = dx + l * kDx;
    if (kQuads % kDx != 0u && quad >= kQuads) break;
    uvec4 words[kAhead];
    [[unroll]] for (uint a = 0u; a < kAhead; ++a) {
      words[a] = slot + a * kGroups < count ? valueWords(values, kQuads, slot + a * kGroups, quad) : uvec4(0u);
    }
    [[unroll]] for (uint a = 0u; a < kAhead; ++a) addValue(valueElements(words[a]), slot + a * kGroups, l, ty);
  }
}

// Positions `first` to first + kStage of a latent into shared memory.
void stage(Address latents, uint first, uint count) {
  for (uint i = gl_LocalInvocationIndex; i < kValueChunks * kStage; i += kWorkgroup) {
    const uint slot = first + i % kStage;
    staged[i / kStage * (kStage + 1u) + i % kStage] =
        slot < count ? ConstWords4(latents).at[i / kStage * kPageTokens + slot] : uvec4(0u);
  }
}

void addStaged(uint first, uint s, uint dx, uint ty) {
  [[unroll]] for (uint l = 0u; l < kLaneQuads; ++l) {
    const uint quad = dx + l * kDx;
    if (kQuads % kDx != 0u && quad >= kQuads) break;
    const uvec4 words = staged[quad * 4u / kChunkElements * (kStage + 1u) + s];
    addValue(valueElements(kKvType == 1u && (quad & 1u) != 0u ? words.zwxy : words), first + s, l, ty);
  }
}

// Pages `page` to `pages` of a block's context.
void attend(Block b, uint page, uint pages) {
  const uint tx = gl_LocalInvocationIndex % kTx;
  const uint ty = gl_LocalInvocationIndex / kTx;
  const uint dx = tx % kDx;
  const uint group = tx / kDx;
  uvec4 last[kQueries4];  // the last position that a query sees
  vec4 maximum[kQueries4];
  vec4 sum[kQueries4];
  [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
    last[i] = b.position + (uvec4(0u, 1u, 2u, 3u) + 4u * (ty * kQueries4 + i)) / kHeads;
    maximum[i] = vec4(kFirstMaximum);
    sum[i] = vec4(0.0);
  }
  [[unroll]] for (uint i = 0u; i < kLaneQuads * 4u * kQueries4; ++i) acc[i] = vec4(0.0);
  loadQueries(b);
  barrier();

  for (; page < pages; ++page) {
    const Address base = pageAt(p.step, b.first_page, page);
    const Address keys = addressPlus(base, p.place.keys_at + b.kv_head * p.place.key_head_bytes);
    const Address values = addressPlus(base, p.place.values_at + b.kv_head * p.place.value_head_bytes);
    const Address scales = addressPlus(base, p.place.scales_at + b.kv_head * kPageTokens * 4u);
    vec4 score[kSlots * kQueries4];
    [[unroll]] for (uint i = 0u; i < kSlots * kQueries4; ++i) score[i] = vec4(0.0);
    for (uint chunk = 0u; chunk < kChunks; ++chunk) {
      uvec4 words[kSlots];
      [[unroll]] for (uint j = 0u; j < kSlots; ++j) words[j] = ConstWords4(keys).at[chunk * kPageTokens + tx + j * kTx];
      [[unroll]] for (uint w = 0u; w < 4u; ++w) {
        vec4 key[kSlots];
        [[unroll]] for (uint j = 0u; j < kSlots; ++j) key[j] = kvElements(words[j][w]);
        [[unroll]] for (uint e = 0u; e < kWordElements; ++e) {
          const uint d = chunk * kChunkElements + w * kWordElements + e;
          [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
            const vec4 q = queries[d * kBlock4 + ty * kQueries4 + i];
            [[unroll]] for (uint j = 0u; j < kSlots; ++j) score[j * kQueries4 + i] += q * key[j][e];
          }
        }
      }
    }
    [[unroll]] for (uint i = 0u; i < kQueries4; ++i) reduced[i] = maximum[i];
    [[unroll]] for (uint j = 0u; j < kSlots; ++j) {
      const uint slot = tx + j * kTx;
      const float scale = kKvType == 2u ? ConstFloats(scales).at[slot] : 1.0;
      [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
        const bvec4 seen = lessThanEqual(uvec4(page * kPageTokens + slot), last[i]);
        score[j * kQueries4 + i] = mix(vec4(kNoScore), score[j * kQueries4 + i] * scale, seen);
        reduced[i] = max(reduced[i], score[j * kQueries4 + i]);
      }
    }
    reduceRow(tx, ty, false);
    [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
      const vec4 shrink = exp2(maximum[i] - reduced[i]);
      maximum[i] = reduced[i];
      sum[i] *= shrink;
      [[unroll]] for (uint a = i; a < kLaneQuads * 4u * kQueries4; a += kQueries4) acc[a] *= shrink;
    }
    // Behind the last position there may be anything: shares are zero there, which does no good to a scale that is NaN.
    const uint count = min(kPageTokens, b.position + b.rows - page * kPageTokens);
    [[unroll]] for (uint j = 0u; j < kSlots; ++j) {
      const uint slot = tx + j * kTx;
      const float scale = kKvType == 2u && slot < count ? ConstFloats(addressPlus(scales, p.place.scale_bytes)).at[slot] : 1.0;
      [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
        const vec4 share = exp2(score[j * kQueries4 + i] - maximum[i]);
        sum[i] += share;
        shares[slot * kBlock4 + ty * kQueries4 + i] = share * scale;
      }
    }
    if (kLatent) stage(values, 0u, count);
    barrier();
    if (kLatent) {
      for (uint first = 0u; first < count; first += kStage) {
        if (first > 0u) {
          barrier();  // what was staged has been read
          stage(values, first, count);
          barrier();
        }
        for (uint s = group; s < kStage; s += kGroups) addStaged(first, s, dx, ty);
      }
    } else {
      for (uint slot = group; slot < count; slot += kGroups * kAhead) addValues(values, slot, count, dx, ty);
    }
  }
  [[unroll]] for (uint i = 0u; i < kQueries4; ++i) reduced[i] = sum[i];
  reduceRow(tx, ty, true);
  addGroups(dx, ty, group);
  if (group != 0u) return;
  [[unroll]] for (uint i = 0u; i < kQueries4; ++i) {
    [[unroll]] for (uint c = 0u; c < 4u; ++c) {
      uint row;
      uint head;
      if (!queryAt(b, (ty * kQueries4 + i) * 4u + c, row, head)) continue;
      uint to = row * p.out_stride + head * kValueDim;
      float scale = 1.0 / reduced[i][c];
      if (kSplits > 0u) {
        const uint split = (row * p.out_stride + head) * kSplits + gl_WorkGroupID.z;
        to = split * kValueDim;
        scale = 1.0;
        if (dx == 0u) Floats2(p.sums).at[split] = vec2(maximum[i][c], reduced[i][c]);
      }
      [[unroll]] for (uint l = 0u; l < kLaneQuads; ++l) {
        const uint at = l * 4u * kQueries4 + i;
        store(to, dx + l * kDx, scale * vec4(acc[at][c], acc[at + kQueries4][c], acc[at + 2u * kQueries4][c], acc[at + 3u * kQueries4][c]));
      }
    }
  }
}

// The block-th block of the step; false: there are not so many. Blocks begin at slots 0, kRows, ... of a page, so that the rows of one
// see equally many pages, which are cut in the same spans for all of them.
bool findBlock(uint block, out Block b) {
  const StepHeader header = StepHeaderAt(p.step).at;
  for (uint s = 0u; s < header.sequences; ++s) {
    const StepSequenceInfo sequence = StepSequences(header.sequences_at).at[s];
    const uint begin = sequence.first_position % kPageTokens;  // rows are counted from the start of the first page
    const uint end = begin + sequence.row_count;
    const uint first = begin / kRows;
    const uint last = (end - 1u) / kPageTokens * kPageBlocks + (end - 1u) % kPageTokens / kRows;
    if (block > last - first) {
      block -= last - first + 1u;
      continue;
    }
    const uint at = last - block;  // late rows have most to do: they come first
    const uint page_end = (at / kPageBlocks + 1u) * kPageTokens;
    const uint slot = page_end - kPageTokens + at % kPageBlocks * kRows;
    const uint from = max(slot, begin);
    b.row = sequence.first_row + from - begin;
    b.rows = min(min(slot + kRows, page_end), end) - from;
    b.position = sequence.first_position + from - begin;
    b.first_page = sequence.first_page;
    return true;
  }
  return false;
}

void main() {
  Block b;
  for (uint block = gl_WorkGroupID.y; findBlock(block, b); block += gl_NumWorkGroups.y) {
    b.kv_head = gl_WorkGroupID.x / p.parts;
    b.head = gl_WorkGroupID.x % p.parts * kHeads;
    const uint pages = contextPages(b.position);
    const uint span = kSplits > 0u ? spanPages(b.position, kSplits) : pages;
    const uint page = gl_WorkGroupID.z * span;
    if (page < pages) attend(b, page, min(pages, page + span));
    barrier();  // shared memory has been read
  }
}
