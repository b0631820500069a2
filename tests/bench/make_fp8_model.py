#!/usr/bin/env python3
"""Writes a safetensors folder of random FP8 weights (E4M3, 128x128 blocks, as DeepSeek-V3 is published) in the shapes of a
real model, for speed measurements. The models are those of tests/golden/configs/family.json.

  make_fp8_model.py R1-Distill-Qwen-1.5B FOLDER --tokenizer ../shared/tokenizers/qwen2_5

Projections are FP8; embedding, output head, router and norms are BF16. Weights are N(0, 0.02), norm gains near 1, cut at
random places out of one pool that is drawn once, so it writes as fast as the disk. A tokenizer that is larger than the
model's vocabulary is cut. Needs numpy.
"""
import argparse
import json
import math
import pathlib
import shutil
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))
import tensor_bytes
import tiny_checkpoint

CONFIGS = pathlib.Path(__file__).resolve().parent.parent / "golden" / "configs" / "family.json"
POOL, BLOCK, STD = 1 << 24, 128, 0.02
WIDTH = {"F8_E4M3": 1, "BF16": 2, "F32": 4}
SHARD_BYTES = 5 * 10**9


def nearest_e4m3(values):
    """uint8 codes of the nearest finite E4M3 numbers."""
    table = tensor_bytes.decode_e4m3(np.arange(127, dtype=np.uint8))  # 0..448, ascending
    magnitude = np.searchsorted((table[1:] + table[:-1]) / 2, np.abs(values)).astype(np.uint8)
    return magnitude | (np.signbit(values).astype(np.uint8) << 7)


def bf16(values):
    """Bytes, cut towards zero."""
    return (np.asarray(values, dtype=np.float32).view(np.uint32) >> 16).astype(np.uint16).tobytes()


class Source:
    """Bytes of every tensor, fixed by the seed."""

    def __init__(self, seed):
        self.random = np.random.Generator(np.random.SFC64(seed))
        normal = self.random.standard_normal(POOL, dtype=np.float32)
        self.scale = np.float32(5.5 * STD / 448)
        self.pools = {"F8_E4M3": nearest_e4m3(np.clip(normal * np.float32(STD) / self.scale, -448, 448)).tobytes(),
                      "BF16": bf16(normal * np.float32(STD))}

    def chunks(self, name, dtype, count):
        if dtype == "F32":  # block scales
            yield (self.scale * (1 + 0.1 * self.random.random(count, dtype=np.float32))).astype(np.float32).tobytes()
        elif name.endswith("norm.weight"):
            yield bf16(1 + np.float32(0.05) * self.random.standard_normal(count, dtype=np.float32))
        else:
            pool, width = memoryview(self.pools[dtype]), WIDTH[dtype]
            while count > 0:
                start = int(self.random.integers(0, POOL // 2))
                taken = min(count, POOL - start)
                yield pool[start * width:(start + taken) * width]
                count -= taken


def entries(config):
    """(name, dtype, shape) of everything in the files."""
    for tensor in tiny_checkpoint.checkpoint_tensors(config, fp8=True):
        yield tensor.name, "F8_E4M3" if tensor.fp8 else "BF16", tensor.shape
        if tensor.fp8:
            yield tensor.name + "_scale_inv", "F32", tuple(-(-n // BLOCK) for n in tensor.shape)


def split(items):
    shards, size = [[]], 0
    for item in items:
        width = math.prod(item[2]) * WIDTH[item[1]]
        if shards[-1] and size + width > SHARD_BYTES:
            shards.append([])
            size = 0
        shards[-1].append(item)
        size += width
    return shards


def write_shard(path, items, source):
    header, offset = {}, 0
    for name, dtype, shape in items:
        size = math.prod(shape) * WIDTH[dtype]
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    body = json.dumps(header).encode()
    body += b" " * (-len(body) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(body)) + body)
        for name, dtype, shape in items:
            for chunk in source.chunks(name, dtype, math.prod(shape)):
                file.write(chunk)


def write_tokenizer(source, out, vocab):
    """Copies the tokenizer; drops ids outside the vocabulary and moves added tokens there to its end."""
    shutil.copy(source / "tokenizer_config.json", out)
    data = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    added = data["added_tokens"]
    if max([token["id"] for token in added] + list(data["model"]["vocab"].values())) >= vocab:
        keep = vocab - len(added)
        words = {word: number for word, number in data["model"]["vocab"].items() if number < keep}
        data["model"]["vocab"] = words
        pairs = (merge.split(" ") if isinstance(merge, str) else merge for merge in data["model"]["merges"])
        data["model"]["merges"] = [f"{a} {b}" for a, b in pairs if a in words and b in words and a + b in words]
        for place, token in enumerate(added):
            token["id"] = keep + place
    (out / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--tokenizer", type=pathlib.Path, help="folder with tokenizer.json")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    config = json.loads(CONFIGS.read_text())[args.model]["config"]
    config["quantization_config"] = {"quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [BLOCK, BLOCK],
                                     "activation_scheme": "dynamic"}
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "config.json").write_text(json.dumps(config, indent=1))
    if args.tokenizer:
        write_tokenizer(args.tokenizer, args.out, config["vocab_size"])
    source, shards, places = Source(args.seed), split(entries(config)), {}
    for number, items in enumerate(shards, 1):
        name = f"model-{number:05}-of-{len(shards):06}.safetensors"
        write_shard(args.out / name, items, source)
        places.update({item[0]: name for item in items})
    (args.out / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))


if __name__ == "__main__":
    main()
