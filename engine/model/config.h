// What a checkpoint says about its own shape, in one form for both namings (config.json, GGUF metadata). Every number
// has been checked to be sane: positive, bounded, and its products fit in 31 bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/architectures.h"
#include "engine/base/result.h"
#include "engine/format/checkpoint.h"
#include "engine/ops/op_call.h"

namespace deepwell {

struct RopeConfig {
  enum class Scaling { kNone, kLinear, kYarn, kLlama3 };

  double theta = 10000.0;
  int32_t dim = 0;  // rotated elements of a head, even
  bool interleaved = false;
  Scaling scaling = Scaling::kNone;
  double factor = 1.0;
  double original_context = 0.0;
  double beta_fast = 32.0;
  double beta_slow = 1.0;
  bool truncate = true;         // YaRN: the ramp's ends are rounded outwards
  double magnitude = 1.0;       // YaRN: multiplies cos and sin
  double low_freq_factor = 1.0;  // Llama 3
  double high_freq_factor = 4.0;
};

struct MoeConfig {
  int32_t experts = 0;  // routed; 0: every layer is dense
  int32_t top_k = 0;
  int32_t shared = 0;   // shared experts, one SwiGLU of width shared * ffn
  int32_t ffn = 0;
  int32_t first_dense = 0;   // layers before the first MoE layer
  int32_t layer_freq = 1;    // of the others every layer_freq-th is MoE
  int32_t groups = 1;
  int32_t top_groups = 1;
  op::Scoring scoring = op::Scoring::kSoftmax;
  op::GroupScore group_score = op::GroupScore::kMax;
  float masked_choice = 0.0F;
  bool normalise = false;
  float scale = 1.0F;

  bool isMoeLayer(int32_t layer) const { return experts > 0 && layer >= first_dense && layer % layer_freq == 0; }
};

struct MlaConfig {
  int32_t q_rank = 0;  // 0: q is projected directly
  int32_t kv_rank = 0;
  int32_t nope = 0;
  int32_t rope = 0;
  int32_t v_dim = 0;
};

struct ModelConfig {
  Architecture architecture = Architecture::kLlama;
  std::string name;
  int32_t layers = 0;
  int32_t hidden = 0;
  int32_t heads = 0;
  int32_t kv_heads = 0;
  int32_t head_dim = 0;
  int32_t ffn = 0;
  int32_t vocab = 0;
  int32_t context = 0;
  float norm_eps = 1e-6F;
  float mla_norm_eps = 1e-6F;
  float attention_scale = 1.0F;
  bool tied = false;  // the head may be the embedding table
  RopeConfig rope;
  MoeConfig moe;
  MlaConfig mla;
};

Result<ModelConfig> readModelConfig(const Checkpoint& checkpoint);

// The two spellings; readModelConfig() picks one.
Result<ModelConfig> readHfConfig(const Checkpoint& checkpoint);
Result<ModelConfig> readGgufConfig(const Checkpoint& checkpoint);

// YaRN's 0.1 * mscale * ln(factor) + 1 (arXiv 2309.00071).
double yarnMscale(double factor, double mscale);

// Inverse frequencies by scaling rule. `divisors` (GGUF's rope_freqs.weight, [dim/2]) divide them, if not empty.
Rope makeRope(const RopeConfig& config, std::span<const float> divisors);

// Refuses sizes that are not sane; `where` names the file.
Status checkModelConfig(const ModelConfig& config, const std::string& where);

}  // namespace deepwell
