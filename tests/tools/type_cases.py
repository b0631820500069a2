"""The golden checkpoints of tests/golden/types: every architecture in every column of types. The weights of a quantised
column are random blocks of the GGUF type, drawn by tests/model/type_case.cpp from the same counter-based generator, so
nothing but recipes and logits is committed.

Columns: "exact" (integers times a power of two, which F32, F16, BF16 and Q8_0 hold without loss), "fp8", and the mixes
"q4_k_m" and "iq2_xxs" as llama.cpp's quantiser lays them over a model.
"""
import math

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T

import gguf_spelling
import tiny_checkpoint
from model_cases import LLAMA, QWEN2, QWEN3, V2, V3, FP8_CONFIG, mla, sizes, yarn

TOKENS = 20
VOCAB = 96
DENSE = {"tie_word_embeddings": False, "rope_theta": 10000.0}
CONFIGS = {
    "llama": LLAMA | DENSE | sizes(256, 512, 2, 4, 2, VOCAB, 256),
    "qwen2": QWEN2 | DENSE | sizes(256, 512, 2, 4, 2, VOCAB, 256),
    "qwen3": QWEN3 | DENSE | sizes(256, 512, 2, 4, 2, VOCAB, 256, head_dim=64, rope_scaling=yarn(4.0, 64)),
    "deepseek_v2": V2 | DENSE | sizes(256, 512, 2, 4, 4, VOCAB, 256) | mla(
        None, 256, 64, 32, 64, 4, 2, 256, 2, 1, topk_method="greedy", n_group=1, topk_group=1,
        routed_scaling_factor=1.0,
        rope_scaling=yarn(4, 64, beta_fast=32, beta_slow=1, mscale=0.707, mscale_all_dim=0.707)),
    "deepseek_v3": V3 | DENSE | sizes(256, 512, 2, 4, 4, VOCAB, 256) | mla(
        256, 256, 64, 32, 64, 8, 2, 256, 1, 1, n_group=4, topk_group=2, norm_topk_prob=True, routed_scaling_factor=2.5,
        rope_scaling=yarn(4, 64, beta_fast=32, beta_slow=1, mscale=1.0, mscale_all_dim=1.0)),
}
COLUMNS = ("exact", "fp8", "q4_k_m", "iq2_xxs")

# Where a block keeps its half-precision scales, and how large the second (the minimum's) is beside the first so that
# weights have no mean.
SCALES = {T.Q8_0: ((0, 1.0),), T.Q2_K: ((80, 1.0), (82, 1.5)), T.Q4_K: ((0, 1.0), (2, 7.5)),
          T.Q5_K: ((0, 1.0), (2, 15.5)), T.Q6_K: ((208, 1.0),), T.IQ2_XXS: ((0, 1.0),)}


def type_of(name, column, layer_half):
    """The type of a GGUF matrix. Rows of attn_k_b are short, so it gets a type with small blocks, as it does there."""
    part = name.split(".")[-2]
    if part == "attn_k_b":
        return T.Q8_0
    if column == "q4_k_m":
        more = part in ("output", "attn_v") or (part.startswith("ffn_down") and layer_half == 0)
        return T.Q6_K if more else T.Q4_K
    if part == "output":
        return T.Q5_K
    if part in ("attn_v", "attn_v_b", "attn_kv_b", "attn_kv_a_mqa"):
        return T.Q4_K
    return T.Q2_K if part == "token_embd" or part.startswith("ffn_down") else T.IQ2_XXS


def raw_blocks(seed, name, kind, count, scale_bits):
    """uint8 [count, bytes of a block]: random, but for the scales."""
    size = gguf.GGML_QUANT_SIZES[kind][1]
    words = -(-count * size // 8)
    data = tiny_checkpoint.draw_bits(seed, name, words).view(np.uint8)[:count * size].reshape(count, size).copy()
    for (offset, _), bits in zip(SCALES[kind], scale_bits):
        data[:, offset:offset + 2] = np.array([bits], dtype=np.uint16).view(np.uint8)
    return data


def half_bits(value):
    return int(np.array([value], dtype=np.float16).view(np.uint16)[0])


def scales_for(kind, spread):
    """Bits of the scales with which random blocks have the standard deviation `spread`."""
    ones = [half_bits(0.125 * factor) for _, factor in SCALES[kind]]
    sample = gguf.dequantize(raw_blocks(1, "sample", kind, 64, ones), kind)
    return [half_bits(0.125 * factor * spread / float(sample.std())) for _, factor in SCALES[kind]]


class Quantised:
    """One GGUF matrix of random blocks."""

    def __init__(self, name, kind, shape, spread):
        self.name, self.kind, self.shape = name, kind, tuple(shape)
        self.scales = scales_for(kind, spread)

    def values(self, seed):
        block = gguf.GGML_QUANT_SIZES[self.kind][0]
        raw = raw_blocks(seed, self.name, self.kind, math.prod(self.shape) // block, self.scales)
        return gguf.dequantize(raw, self.kind).astype(np.float32).reshape(self.shape)

    def entry(self):
        return [self.name, self.kind.name, int(self.kind), list(self.shape), self.scales]


def quantised_tensors(config, column, split):
    """The matrices of the GGUF file that are not float32, by name."""
    plain = {t.name: t for t in tiny_checkpoint.checkpoint_tensors(config)}
    out = {}
    for name, kind, sources in gguf_spelling.recipe(config, split):
        if len(plain[sources[0]].shape) == 1 or name.endswith("ffn_gate_inp.weight"):
            continue
        shape = gguf_spelling.transform(kind, [np.empty(plain[s].shape, dtype=np.bool_) for s in sources]).shape
        layer = int(name.split(".")[1]) if name.startswith("blk.") else 0
        first = plain[sources[0]]
        spread = 73 * 2.0**-first.shift
        out[name] = Quantised(name, type_of(name, column, 2 * layer // config["num_hidden_layers"]), shape, spread)
    return out


def untransform(kind, array, sources):
    """{Hugging Face name: values} of one GGUF tensor; kv_b's halves come back as a part."""
    name, *args = kind.split(":")
    if name == "copy":
        return {sources[0]: array}
    if name == "stack":
        return dict(zip(sources, array))
    if name == "permute":
        heads, rest = int(args[0]), array.shape[1:]
        return {sources[0]: array.reshape(heads, array.shape[0] // heads // 2, 2, *rest).swapaxes(1, 2).reshape(array.shape)}
    return {(sources[0], name): array}


def weights(config, column, seed, split=True):
    """({Hugging Face name: float32 values} of the reference, [Quantised])."""
    plain = tiny_checkpoint.checkpoint_tensors(config, fp8=column == "fp8")
    values = {t.name: t.values(seed) for t in plain}
    if column in ("exact", "fp8"):
        return values, []
    quantised = quantised_tensors(config, column, split)
    for name, kind, sources in gguf_spelling.recipe(config, split):
        if name in quantised:
            values |= untransform(kind, quantised[name].values(seed), sources)
    for source, part in [k for k in values if isinstance(k, tuple) and k[1] == "k_b"]:
        key, value = values.pop((source, "k_b")), values.pop((source, "v_b"))
        joint = np.concatenate([key.swapaxes(1, 2), value], axis=1)
        values[source] = np.ascontiguousarray(joint.reshape(-1, joint.shape[2]))
    return values, list(quantised.values())
