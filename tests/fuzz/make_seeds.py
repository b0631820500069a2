#!/usr/bin/env python3
"""Writes tests/fuzz/corpus/<target>/ and the dictionaries *.dict: small right files of every form that the readers know,
for the fuzzers to begin with and for ctest to replay. Needs numpy.

  make_seeds.py
"""
import json
import pathlib
import shutil
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import numpy as np

import gguf_spelling
import tensor_bytes
import tiny_checkpoint
from model_cases import LLAMA, QWEN2, QWEN3, V2, V3, mla, sizes, yarn

NAMES = ["m-00001-of-00003.gguf", "m-00002-of-00003.gguf", "m-00003-of-00003.gguf", "config.json",
         "model.safetensors.index.json", "model-00001-of-00002.safetensors", "model.safetensors",
         "model-00002-of-00002.safetensors"]
U32, F32, BOOL, STRING, ARRAY, U16, I32 = 4, 6, 7, 8, 9, 2, 5
BLOCK = {8: (32, 34), 2: (32, 18), 12: (256, 144), 14: (256, 210), 16: (256, 66), 10: (256, 84), 39: (32, 17)}


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def pair(key, kind, value):
    body = {U32: lambda: struct.pack("<I", value), U16: lambda: struct.pack("<H", value),
            I32: lambda: struct.pack("<i", value), F32: lambda: struct.pack("<f", value),
            BOOL: lambda: bytes([bool(value)]), STRING: lambda: text(value),
            ARRAY: lambda: struct.pack("<IQ", STRING, len(value)) + b"".join(map(text, value))}[kind]()
    return text(key) + struct.pack("<I", kind) + body


def gguf(pairs, tensors, version=3, alignment=32):
    """pairs: (key, kind, value); tensors: (name, shape outermost first, ggml type, bytes)."""
    if alignment != 32:
        pairs = pairs + [("general.alignment", U32, alignment)]
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs)) + b"".join(pair(*p) for p in pairs)
    data = b""
    for name, shape, kind, content in tensors:
        data += b"\0" * (-len(data) % alignment)
        head += text(name) + struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", n) for n in reversed(shape))
        head += struct.pack("<IQ", kind, len(data))
        data += content
    return head + b"\0" * (-len(head) % alignment) + data


def safetensors(items):
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, dtype, shape, data in items:
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    body = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(body)) + body + b"".join(item[3] for item in items)


def container(files):
    """The input of fuzz_checkpoint: {name: bytes}."""
    return b"".join(bytes([NAMES.index(n)]) + struct.pack("<I", len(d))[:3] + d for n, d in files.items())


KINDS = {"u32": U32, "f32": F32, "bool": BOOL, "string": STRING}


def gguf_parts(config, split):
    """(pairs, tensors) of a whole tiny model."""
    plain = {t.name: t for t in tiny_checkpoint.checkpoint_tensors(config)}
    pairs = [(k, KINDS[t], v) for k, t, v in gguf_spelling.metadata(config, "seed", split)]
    tensors = []
    for name, kind, sources in gguf_spelling.recipe(config, split):
        values = gguf_spelling.transform(kind, [plain[s].values(1) for s in sources])
        tensors.append((name, values.shape, 0, np.ascontiguousarray(values).tobytes()))
    return pairs, tensors


def hf_items(config, fp8=False, mtp=False):
    items = []
    for tensor in tiny_checkpoint.checkpoint_tensors(config, fp8, mtp):
        if not tensor.fp8:
            items.append((tensor.name, "BF16", tensor.shape, tensor_bytes.encode(tensor.values(1), "BF16")))
            continue
        codes, scales = tensor.fp8_parts(1)
        items.append((tensor.name, "F8_E4M3", tensor.shape, codes.tobytes()))
        items.append((tensor.name + "_scale_inv", "F32", scales.shape, scales.tobytes()))
    return items


def stack(items, layer, parts, to):
    """Moves experts' tensors of a layer into one."""
    names = [f"model.layers.{layer}.mlp.experts.{{}}.{part}" for part in parts]
    found = {item[0]: item for item in items}
    count = sum(1 for n in found if n.startswith(f"model.layers.{layer}.mlp.experts.") and n.endswith(parts[0]))
    moved = [found[name.format(i)] for i in range(count) for name in names]
    rest = [item for item in items if item not in moved]
    shape = (count, len(parts) * moved[0][2][0], *moved[0][2][1:])
    return rest + [(f"model.layers.{layer}.mlp.experts.{to}", moved[0][1], shape, b"".join(m[3] for m in moved))]


SMALL = {"tie_word_embeddings": True}
LLAMA_C = LLAMA | SMALL | sizes(8, 12, 1, 2, 1, 20, 64)
QWEN3_C = QWEN3 | SMALL | sizes(8, 12, 1, 2, 1, 20, 64, head_dim=4)
QWEN2_C = QWEN2 | SMALL | sizes(8, 12, 1, 2, 1, 20, 64)
MLA = dict(rope_scaling=yarn(4, 16, mscale=1.0, mscale_all_dim=1.0))
V3_C = V3 | SMALL | sizes(8, 12, 2, 2, 2, 20, 64) | mla(4, 8, 4, 2, 6, 4, 2, 4, 1, 1, n_group=2, topk_group=1,
                                                     norm_topk_prob=True, routed_scaling_factor=2.5, **MLA)
V2_C = V2 | SMALL | sizes(8, 12, 2, 2, 2, 20, 64) | mla(None, 8, 4, 2, 6, 3, 2, 4, 1, 1, topk_method="greedy",
                                                     routed_scaling_factor=1.0, **MLA)


def gguf_seeds():
    llama = gguf_parts(LLAMA_C, False)
    blocks = [(f"t{kind}", (2, size), kind, b"\x11" * (2 * width)) for kind, (size, width) in BLOCK.items()]
    vocabulary = [("tokenizer.ggml.tokens", ARRAY, ["<s>", "a", ""]), ("yes", BOOL, True), ("x", F32, 0.5)]
    v3 = gguf_parts(V3_C, True)
    return {"llama": gguf(*llama), "llama_v2": gguf(*llama, version=2), "align24": gguf(*llama, alignment=24),
            "align1": gguf(*llama, alignment=1), "types": gguf(vocabulary, blocks), "v3": gguf(*v3),
            "empty": gguf([], [])}


def safetensors_seeds():
    config = json.dumps({"weight_map": {"a": "model-00001-of-00002.safetensors"}}).encode()
    return {"llama": safetensors(hf_items(LLAMA_C)), "fp8": safetensors(hf_items(V3_C, fp8=True)),
            "e8m0": safetensors([("w", "F8_E4M3", (3, 4), b"\x38" * 12), ("w_scale_inv", "F8_E8M0", (1, 1), b"\x7f")]),
            "index": config}


def split_set(config, split):
    pairs, tensors = gguf_parts(config, split)
    def shard(number):
        own = [("split.no", U16, number), ("split.count", U16, 3), ("split.tensors.count", I32, len(tensors))]
        return gguf((pairs if number == 0 else []) + own, tensors[number::3], version=3 - number % 2)
    return container({NAMES[number]: shard(number) for number in range(3)})


def folder(config, items):
    return container({"config.json": json.dumps(config).encode(), "model.safetensors": safetensors(items)})


def checkpoint_seeds():
    quantised = {"quantization_config": {"quant_method": "fp8", "weight_block_size": [4, 4]}}
    fp8 = [i for i in hf_items(V3_C, fp8=True)]
    stacked = stack(stack(hf_items(V3_C), 1, ["gate_proj.weight", "up_proj.weight"], "gate_up_proj"), 1,
                    ["down_proj.weight"], "down_proj")
    e8m0 = [(n, "F8_E8M0" if n.endswith("_scale_inv") else d, s, b"\x7f" * (len(b) // 4) if n.endswith("_scale_inv") else b)
            for n, d, s, b in fp8]
    half = len(stacked) // 2
    index = {"weight_map": {item[0]: NAMES[5 if i < half else 7] for i, item in enumerate(stacked)}}
    sharded = container({"config.json": json.dumps(V3_C).encode(), NAMES[4]: json.dumps(index).encode(),
                         NAMES[5]: safetensors(stacked[:half]), NAMES[7]: safetensors(stacked[half:])})
    return {"split_llama": split_set(LLAMA_C, False), "split_v3": split_set(V3_C, True),
            "split_v2_joint": split_set(V2_C, False), "hf_llama": folder(LLAMA_C, hf_items(LLAMA_C)),
            "hf_qwen2": folder(QWEN2_C, hf_items(QWEN2_C)), "hf_qwen3": folder(QWEN3_C, hf_items(QWEN3_C)),
            "hf_v3_fp8": folder(V3_C | {"quantization_config": {"quant_method": "fp8"}}, fp8),
            "hf_v3_small_blocks": folder(V3_C | quantised, fp8),
            "hf_v3_e8m0": folder(V3_C | {"quantization_config": {"quant_method": "fp8"}}, e8m0),
            "hf_v3_stacked": folder(V3_C, stacked), "hf_v3_sharded": sharded,
            "hf_v3_mtp": folder(V3_C | {"num_nextn_predict_layers": 1}, hf_items(V3_C, mtp=True))}


def dictionary(words):
    def quoted(word):
        data = word if isinstance(word, bytes) else word.encode()
        return '"' + "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else f"\\x{b:02x}" for b in data) + '"'
    return "".join(quoted(word) + "\n" for word in words)


def main():
    corpus = HERE / "corpus"
    for target, seeds in {"gguf": gguf_seeds(), "safetensors": safetensors_seeds(), "checkpoint": checkpoint_seeds()}.items():
        shutil.rmtree(corpus / target, ignore_errors=True)
        (corpus / target).mkdir(parents=True)
        for name, data in seeds.items():
            (corpus / target / name).write_bytes(data)
    keys = [k for k, _, _ in gguf_spelling.metadata(V3_C, "x", True)] + ["split.no", "split.count", "split.tensors.count",
            "general.alignment", "deepseek2.nextn_predict_layers"]
    parts = sorted({n.split(".", 2)[-1] for n, _, _ in gguf_spelling.recipe(V3_C, True) + gguf_spelling.recipe(V2_C, False)})
    numbers = [struct.pack("<Q", n) for n in (0, 1, 32, 1 << 31, 1 << 32, 1 << 62, 1 << 63, (1 << 64) - 1)]
    names = ["GGUF", *keys, *parts, *numbers]
    (HERE / "gguf.dict").write_text(dictionary(names))
    words = ['"dtype":"', '"shape":[', '"data_offsets":[', "F8_E4M3", "F8_E8M0", "BF16", "F32", "_scale_inv", "__metadata__",
             "weight_map", "quantization_config", "weight_block_size", "gate_up_proj", "experts.", *sorted(V3_C)]
    (HERE / "safetensors.dict").write_text(dictionary(words))


if __name__ == "__main__":
    main()
