// Push constants of attention and attention_merge.
#ifndef DEEPWELL_SHADERS_ATTENTION_PARAMS_H
#define DEEPWELL_SHADERS_ATTENTION_PARAMS_H

#include "kv.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct AttentionParams {
  Address step;
  Address q;        // [rows, q_stride], a head's kKeyDim after the other's
  Address result;   // [rows, out_stride]; with kSplits: [rows, all heads, kSplits, kValueDim], not divided by the sum
  Address sums;     // with kSplits: [rows, all heads, kSplits] of (maximum, sum)
  KvPlace place;
  uint q_stride;    // in floats
  uint out_stride;  // in floats; with kSplits: the number of all heads
  uint group;       // heads of q that share a head of the cache
  uint parts;       // workgroups that share them, kHeads each
  float scale;      // times log2(e): scores are exponents of 2
};

struct AttentionMergeParams {
  Address step;
  Address parts;    // as attention leaves them
  Address sums;
  Address result;   // [rows, out_stride]
  uint heads;
  uint out_stride;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
