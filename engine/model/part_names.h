// What the parts of a model are called in a Hugging Face folder and in a GGUF file: the one table that the loaders and
// the converter go by.
#pragma once

#include <array>

#include "engine/model/weight_loader.h"

namespace deepwell::parts {

inline constexpr PartName kEmbedding{"model.embed_tokens", "token_embd"};
inline constexpr PartName kFinalNorm{"model.norm", "output_norm"};
inline constexpr PartName kHead{"lm_head", "output"};

inline constexpr PartName kAttnNorm{"input_layernorm", "attn_norm"};
inline constexpr PartName kFfnNorm{"post_attention_layernorm", "ffn_norm"};

// Grouped-query attention.
inline constexpr PartName kQ{"self_attn.q_proj", "attn_q"};
inline constexpr PartName kK{"self_attn.k_proj", "attn_k"};
inline constexpr PartName kV{"self_attn.v_proj", "attn_v"};
inline constexpr PartName kO{"self_attn.o_proj", "attn_output"};
inline constexpr PartName kQNorm{"self_attn.q_norm", "attn_q_norm"};
inline constexpr PartName kKNorm{"self_attn.k_norm", "attn_k_norm"};

inline constexpr PartName kQkv{"self_attn.qkv_proj", "attn_qkv"};  // the three fused

// MLA.
inline constexpr PartName kQA{"self_attn.q_a_proj", "attn_q_a"};
inline constexpr PartName kQANorm{"self_attn.q_a_layernorm", "attn_q_a_norm"};
inline constexpr PartName kQB{"self_attn.q_b_proj", "attn_q_b"};
inline constexpr PartName kKvA{"self_attn.kv_a_proj_with_mqa", "attn_kv_a_mqa"};
inline constexpr PartName kKvANorm{"self_attn.kv_a_layernorm", "attn_kv_a_norm"};
inline constexpr PartName kKvB{"self_attn.kv_b_proj", "attn_kv_b"};
inline constexpr PartName kKB{"", "attn_k_b"};  // GGUF splits kv_b into the key half, transposed,
inline constexpr PartName kVB{"", "attn_v_b"};  // and the value half

inline constexpr PartName kQAKvA{"self_attn.fused_qkv_a_proj_with_mqa", "attn_q_kv_a"};  // as serving engines save it

// Feed-forward: dense, shared experts, routed experts (stacked under these names, one by one under mlp.experts.N.*).
inline constexpr PartName kGate{"mlp.gate_proj", "ffn_gate"};
inline constexpr PartName kUp{"mlp.up_proj", "ffn_up"};
inline constexpr PartName kDown{"mlp.down_proj", "ffn_down"};
inline constexpr PartName kSharedGate{"mlp.shared_experts.gate_proj", "ffn_gate_shexp"};
inline constexpr PartName kSharedUp{"mlp.shared_experts.up_proj", "ffn_up_shexp"};
inline constexpr PartName kSharedDown{"mlp.shared_experts.down_proj", "ffn_down_shexp"};
inline constexpr PartName kGateUp{"mlp.gate_up_proj", "ffn_gate_up"};
inline constexpr PartName kSharedGateUp{"mlp.shared_experts.gate_up_proj", "ffn_gate_up_shexp"};
inline constexpr PartName kRouter{"mlp.gate", "ffn_gate_inp"};
inline constexpr PartName kRouterBias{"mlp.gate.e_score_correction_bias", "exp_probs_b"};
inline constexpr PartName kExpertGate{"mlp.experts.gate_proj", "ffn_gate_exps"};
inline constexpr PartName kExpertUp{"mlp.experts.up_proj", "ffn_up_exps"};
inline constexpr PartName kExpertDown{"mlp.experts.down_proj", "ffn_down_exps"};
inline constexpr PartName kExpertGateUp{"mlp.experts.gate_up_proj", "ffn_gate_up_exps"};

// The multi-token-prediction layers behind the last one, beside the parts of a usual layer.
inline constexpr std::array kNextN = {
    PartName{"eh_proj", "nextn.eh_proj"},
    PartName{"embed_tokens", "nextn.embed_tokens"},
    PartName{"enorm", "nextn.enorm"},
    PartName{"hnorm", "nextn.hnorm"},
    PartName{"shared_head.head", "nextn.shared_head_head"},
    PartName{"shared_head.norm", "nextn.shared_head_norm"},
};

}  // namespace deepwell::parts
