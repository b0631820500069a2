// Push constants of rope_store and mla_store.
#ifndef DEEPWELL_SHADERS_ROPE_PARAMS_H
#define DEEPWELL_SHADERS_ROPE_PARAMS_H

#include "kv.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct RopeStoreParams {
  Address step;
  Address q;         // [rows, heads * head_dim], changed in place
  Address k;         // [rows, kv_heads * head_dim]
  Address v;         // the same
  Address q_norm;    // [head_dim]; only with kNorm
  Address k_norm;
  Address inv_freq;  // [rope_dim / 2]
  KvPlace place;
  uint heads;
  uint kv_heads;
  float magnitude;
  float eps;
};

struct MlaStoreParams {
  Address step;
  Address q;         // [rows, heads * (nope + rope_dim)], the last rope_dim of each head changed in place
  Address kv_a;      // [rows, rank + rope_dim]
  Address kv_norm;   // [rank]
  Address inv_freq;  // [rope_dim / 2]
  KvPlace place;
  uint heads;
  uint nope;
  float magnitude;
  float eps;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
