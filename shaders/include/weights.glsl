// Weights of every type, decoded. Include after buffers.glsl; defined before inclusion, constants of specialisation or literals:
//   kType       DType's number (weight_planes.h)
//   kBlockCols  FP8: columns that share a scale; anything else: not used
//   kWorkgroup  invocations of a workgroup
// The unit is a group of 16 consecutive elements of a row; groups that share bytes form a span, which is what an invocation loads:
//   loadTable(tables)                      once, by the whole workgroup, in uniform control flow (has a barrier where kTableWords > 0)
//   kSpanGroups                            groups of a span: 1, 2 or 4
//   spanCount(cols)                        spans of a row of `cols` elements
//   spanGroup(span, i)                     the group (elements 16 g .. 16 g + 15) that is i-th of a span, i < kSpanGroups
//   spanOfGroup(g), placeOfGroup(g)        the other way: group g is the placeOfGroup(g)-th of span spanOfGroup(g)
//   WeightRow                              where a row lies; weightRow() makes one
//   loadSpan(row, span)  -> SpanBits       all loads from device memory; the rest is arithmetic
// and by class of type, w[i] the elements of a group:
//   quantised, !kPlain:  spanQuants(bits, i) -> Quants16:  w = scale * q + offset, q signed bytes; offset = 0 unless kHasOffset
//   plain, kPlain:       spanFloats(bits, span) -> Floats16:  w = scale * values (scale != 1 for FP8 only). One group a span.
// The products and sums are those of kernels/common/dequantise.h, rounded alike. Loads are of 4, 8 and 16 aligned bytes.
#ifndef DEEPWELL_SHADERS_WEIGHTS_GLSL
#define DEEPWELL_SHADERS_WEIGHTS_GLSL

#include "weight_planes.h"

const bool kPlain = kType <= kTypeF8E4M3;
const bool kHasOffset = kType == kTypeQ4_1 || kType == kTypeQ5_1 || kType == kTypeQ2_K || kType == kTypeQ4_K || kType == kTypeQ5_K;
const bool kBlocksOf32 = (kType >= kTypeQ8_0 && kType <= kTypeMXFP4) || kType == kTypeIQ4_NL;

const bool kIsK4 = kType == kTypeQ4_K || kType == kTypeQ5_K;                            // groups g and g + 2 share bytes
const bool kIsK2 = kType == kTypeQ2_K || kType == kTypeQ3_K || kType == kTypeQ6_K;      // groups g, g + 2, g + 4, g + 6
const bool kIsGrid = kType >= kTypeIQ1_S && kType <= kTypeIQ3_S;                        // four neighbouring groups
const bool kIsNibbles = (kType >= kTypeQ4_0 && kType <= kTypeMXFP4) || kType >= kTypeIQ4_NL;  // two neighbouring groups

const uint kSpanGroups = kIsK2 || kIsGrid ? 4u : kIsK4 || kIsNibbles ? 2u : 1u;
const uint kSpansPerBlock = kBlocksOf32 ? 2u / kSpanGroups : 16u / kSpanGroups;

// Of the table that loadTable() brings (weight_tables.cpp makes them): pairs of values, or points of a grid, of which the larger grids
// have codes alone.
const bool kHasPairs = kType == kTypeMXFP4 || kType >= kTypeIQ4_NL;                // 256 of 16 bits
const bool kHasPoints8 = kType == kTypeIQ2_XXS || kType == kTypeIQ2_XS;            // of eight bytes
const bool kHasPoints4 = kType == kTypeIQ3_XXS || kType == kTypeIQ3_S;             // of four bytes
const bool kHasCodes = kType == kTypeIQ1_S || kType == kTypeIQ1_M || kType == kTypeIQ2_S;  // eight of two bits
const uint kTableWords = kHasPairs                ? 128u
                       : kType == kTypeIQ3_XXS    ? 256u
                       : kType == kTypeIQ2_XS     ? 1024u
                       : kHasPoints4 || kHasPoints8 || kType == kTypeIQ2_S ? 512u
                       : kHasCodes                ? 1024u
                                                  : 0u;

struct WeightRow {
  Address at;
  Address scales;  // FP8: of this row
  uint blocks;     // of a row; FP8: scales of a row
};

// Bits as they lie in memory; which members mean what is between loadSpan and spanQuants.
struct SpanBits {
  uvec4 a;
  uvec4 b;
  uvec4 c;
  uvec4 d;
  uint scale;
  uint extra;
  uint place;  // of the span in its block
};

struct Quants16 {
  uvec4 q;  // element 4 k + j is byte j of q[k], signed
  float scale;
  float offset;
};

struct Floats16 {
  vec4 values[4];
  float scale;
};

uint spanCount(uint cols) { return kPlain ? (cols + 15u) / 16u : cols / (16u * kSpanGroups); }

uint spanGroup(uint span, uint i) {
  if (kIsK4) return 4u * (span / 2u) + (span & 1u) + 2u * i;
  if (kIsK2) return 8u * (span / 2u) + (span & 1u) + 2u * i;
  return kSpanGroups * span + i;
}

uint spanOfGroup(uint group) {
  if (kIsK4) return 2u * (group / 4u) + (group & 1u);
  if (kIsK2) return 2u * (group / 8u) + (group & 1u);
  return group / kSpanGroups;
}

uint placeOfGroup(uint group) {
  if (kIsK4) return group / 2u & 1u;
  if (kIsK2) return group / 2u & 3u;
  return group % kSpanGroups;
}

// Row `row` of a piece of a weight [.., cols]: weight_layout.h's rows of row_bytes; the scales as DeviceWeight has them.
WeightRow weightRow(Address piece, uint row_bytes, uint row, uint cols, Address scales, uint block_rows, uint scale_cols) {
  WeightRow result;
  result.at = addressPlusMany(piece, row, row_bytes);
  result.scales = kType == kTypeF8E4M3 ? addressPlusMany(scales, row / block_rows, 4u * scale_cols) : scales;
  result.blocks = kType == kTypeF8E4M3 ? scale_cols : kBlocksOf32 ? cols / 32u : cols / 256u;
  return result;
}

#include "weights_load.glsl"
#include "weights_table.glsl"
#include "weights_quants.glsl"
#include "weights_floats.glsl"

Quants16 spanQuants(SpanBits bits, uint i) {
  if (kIsGrid) return gridQuants(bits, i);
  if (kIsK4 || kIsK2) return superBlockQuants(bits, i);
  return blockQuants(bits, i);
}

// Four of the packed bytes as numbers.
vec4 unpackQuants(uint q) {
  const int s = int(q);
  return vec4(bitfieldExtract(s, 0, 8), bitfieldExtract(s, 8, 8), bitfieldExtract(s, 16, 8), s >> 24);
}

#endif
