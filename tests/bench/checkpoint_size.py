#!/usr/bin/env python3
"""What a decoded token reads and what a token of a prompt multiplies, from a checkpoint's headers alone.

  checkpoint_size.py MODEL...     GGUF files or safetensors folders

Of routed experts only the chosen ones count, of the embedding nothing (one row) unless it is the output head too. The KV
cache counts as float16: 2 bytes for each key and value, or for MLA's latent and rotated key.
"""
import json
import math
import pathlib
import struct
import sys
from typing import NamedTuple

SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
STRING, ARRAY = 8, 9


class Size(NamedTuple):
    weight_bytes: int  # of all tensors
    active_bytes: int  # read for one decoded token
    products: float    # multiply-adds in matrices for one token of a prompt, without the output head
    kv_bytes: int      # of one position


class Tensor(NamedTuple):
    name: str
    elements: int
    size: int
    matrix: bool


class Reader:
    def __init__(self, file):
        self.file = file

    def take(self, form):
        return struct.unpack("<" + form, self.file.read(struct.calcsize("<" + form)))[0]

    def text(self):
        return self.file.read(self.take("Q")).decode("utf-8", "replace")

    def value(self, kind):
        if kind == STRING:
            return self.text()
        if kind != ARRAY:
            return self.take(SCALARS[kind])
        inner, count = self.take("I"), self.take("Q")
        if inner in SCALARS:
            self.file.seek(count * struct.calcsize("<" + SCALARS[inner]), 1)
        else:
            for _ in range(count):
                self.value(inner)
        return None


def gguf_header(path):
    """(metadata without arrays, tensors). A tensor's bytes reach to the next one."""
    with open(path, "rb") as file:
        reader = Reader(file)
        if file.read(4) != b"GGUF":
            raise ValueError(f"{path}: not a GGUF file")
        reader.take("I")
        count, pairs = reader.take("Q"), reader.take("Q")
        metadata = {}
        for _ in range(pairs):
            key = reader.text()
            metadata[key] = reader.value(reader.take("I"))
        infos = []
        for _ in range(count):
            name = reader.text()
            dims = [reader.take("Q") for _ in range(reader.take("I"))]
            reader.take("I")
            infos.append((reader.take("Q"), name, dims))
        align = metadata.get("general.alignment", 32)
        data = -(-file.tell() // align) * align
    infos.sort()
    ends = [offset for offset, _, _ in infos[1:]] + [path.stat().st_size - data]
    return metadata, [Tensor(name, math.prod(dims), end - offset, len(dims) > 1) for (offset, name, dims), end in zip(infos, ends)]


def gguf_size(path):
    metadata, tensors = gguf_header(path)
    prefix = metadata["general.architecture"] + "."
    get = lambda key, other=None: metadata.get(prefix + key, other)
    chosen = get("expert_used_count", 0) / max(get("expert_count", 1), 1)
    if get("attention.kv_lora_rank"):
        width = get("attention.kv_lora_rank") + get("rope.dimension_count")
    else:
        head = get("attention.key_length") or get("embedding_length") // get("attention.head_count")
        width = 2 * get("attention.head_count_kv") * head
    return count_up(tensors, "token_embd.", "output.weight", "_exps.", chosen, 2 * width * get("block_count"))


def folder_size(path):
    config = json.loads((path / "config.json").read_text())
    tensors = []
    for shard in sorted(path.glob("*.safetensors")):
        with open(shard, "rb") as file:
            header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        header.pop("__metadata__", None)
        for name, entry in header.items():
            first, end = entry["data_offsets"]
            matrix = len(entry["shape"]) > 1 and not name.endswith("_scale_inv")
            tensors.append(Tensor(name, math.prod(entry["shape"]), end - first, matrix))
    chosen = config.get("num_experts_per_tok", 0) / max(config.get("n_routed_experts") or 1, 1)
    if config.get("kv_lora_rank"):
        width = config["kv_lora_rank"] + config["qk_rope_head_dim"]
    else:
        head = config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]
        width = 2 * (config.get("num_key_value_heads") or config["num_attention_heads"]) * head
    return count_up(tensors, "model.embed_tokens.", "lm_head.weight", ".experts.", chosen, 2 * width * config["num_hidden_layers"])


def count_up(tensors, embedding, head, expert, chosen, kv_bytes):
    tied = all(tensor.name != head for tensor in tensors)
    active = products = 0.0
    for tensor in tensors:
        share = chosen if expert in tensor.name else 1.0
        if tensor.name.startswith(embedding) and not tied:
            continue
        active += share * tensor.size
        if tensor.matrix and tensor.name != head and not tensor.name.startswith(embedding):
            products += share * tensor.elements
    return Size(sum(tensor.size for tensor in tensors), round(active), products, kv_bytes)


def size_of(path):
    path = pathlib.Path(path)
    return folder_size(path) if path.is_dir() else gguf_size(path)


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return
    for path in sys.argv[1:]:
        size = size_of(path)
        print(f"{path}: {size.weight_bytes / 1e9:.3f} GB of weights, active {size.active_bytes / 1e9:.3f} GB, "
              f"{size.products / 1e9:.3f} G products a token, KV {size.kv_bytes} bytes a position")


if __name__ == "__main__":
    main()
