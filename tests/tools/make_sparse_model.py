#!/usr/bin/env python3
"""Writes a model of true size without weights: names, shapes and places of every tensor, the bytes a hole in the file.
For looking at how checkpoints larger than memory open. The models are those of tests/golden/configs/family.json.

  make_sparse_model.py DeepSeek-R1 FOLDER [--shards 163]      FP8 or BF16 safetensors, as published
  make_sparse_model.py DeepSeek-R1 FILE.gguf [--type Q8_0]    one GGUF (Q8_0, F16 or BF16), split attn_k_b and attn_v_b
"""
import argparse
import json
import math
import pathlib
import struct

import gguf_spelling
import tiny_checkpoint

CONFIGS = pathlib.Path(__file__).resolve().parent.parent / "golden" / "configs" / "family.json"
GGML = {"F32": (0, 1, 4), "F16": (1, 1, 2), "BF16": (30, 1, 2), "Q8_0": (8, 32, 34)}
KINDS = {"u32": (4, "<I"), "f32": (6, "<f"), "bool": (7, "<B")}


def text(value):
    return struct.pack("<Q", len(value.encode())) + value.encode()


def write_gguf(path, config, kind):
    plain = {t.name: t.shape for t in tiny_checkpoint.checkpoint_tensors(config)}
    pairs = b""
    entries = gguf_spelling.metadata(config, path.stem, True)
    for key, form, value in entries:
        code = struct.pack("<I", 8) + text(value) if form == "string" else (
            struct.pack("<I", KINDS[form][0]) + struct.pack(KINDS[form][1], value))
        pairs += text(key) + code
    infos, offset, count = [], 0, 0
    for name, how, sources in gguf_spelling.recipe(config, True):
        shape = plain[sources[0]]
        if how == "stack":
            shape = (len(sources), *shape)
        elif how.startswith(("k_b", "v_b")):
            heads, nope, v_dim = map(int, how.split(":")[1:])
            shape = (heads, shape[1], nope) if how[0] == "k" else (heads, v_dim, shape[1])
        number, block, width = GGML["F32" if len(shape) == 1 or "gate_inp" in name else kind]
        infos.append(text(name) + struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", n) for n in reversed(shape))
                     + struct.pack("<IQ", number, offset))
        offset += -(-math.prod(shape) // block * width // 32) * 32
        count += 1
    head = b"GGUF" + struct.pack("<IQQ", 3, count, len(entries)) + pairs + b"".join(infos)
    head += b"\0" * (-len(head) % 32)
    with open(path, "wb") as file:
        file.write(head)
        file.truncate(len(head) + offset)


def write_folder(folder, config, shards):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    fp8 = "quantization_config" in config
    items = []
    tensors = tiny_checkpoint.checkpoint_tensors(config, fp8, mtp=bool(config.get("num_nextn_predict_layers")))
    for tensor in tensors:
        items.append((tensor.name, "F8_E4M3" if tensor.fp8 else "BF16", tensor.shape))
        if tensor.fp8:
            items.append((tensor.name + "_scale_inv", "F32", [-(-n // 128) for n in tensor.shape]))
    weight_map, step = {}, -(-len(items) // shards)
    for shard in range(shards):
        name = f"model-{shard + 1:05}-of-{shards:06}.safetensors"
        header, offset = {}, 0
        for tensor, dtype, shape in items[shard * step:(shard + 1) * step]:
            size = math.prod(shape) * {"F8_E4M3": 1, "BF16": 2, "F32": 4}[dtype]
            header[tensor] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + size]}
            weight_map[tensor] = name
            offset += size
        body = json.dumps(header).encode()
        body += b" " * (-len(body) % 8)
        with open(folder / name, "wb") as file:
            file.write(struct.pack("<Q", len(body)) + body)
            file.truncate(8 + len(body) + offset)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--shards", type=int, default=163)
    parser.add_argument("--type", default="Q8_0", choices=("Q8_0", "F16", "BF16"))
    args = parser.parse_args()
    config = json.loads(CONFIGS.read_text())[args.model]["config"]
    if args.out.suffix == ".gguf":
        write_gguf(args.out, config, args.type)
    else:
        write_folder(args.out, config, args.shards)


if __name__ == "__main__":
    main()
