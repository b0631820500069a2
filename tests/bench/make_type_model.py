#!/usr/bin/env python3
"""Writes a GGUF model of one quantised type throughout, for speed measurements: random blocks with sensible scales in the
shape of a Qwen2 of 0.4 billion weights and a vocabulary without meaning.

  make_type_model.py IQ2_XXS OUT.gguf [--layers 8]
"""
import argparse
import pathlib
import sys

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))
import check_quantised_models
import gguf_files
import model_cases
import tiny_checkpoint

HIDDEN, FFN, HEADS, KV_HEADS, VOCAB = 2048, 6144, 16, 4, 1024


class Repeated(check_quantised_models.QuantisedTensor):
    """Random for 64 rows, which are then repeated."""

    def blocks(self, seed):
        rows = self.shape[0]
        part = check_quantised_models.QuantisedTensor(tiny_checkpoint.Tensor(self.name, (64, self.shape[1]), self.limit, self.shift), self.kind)
        return np.tile(part.blocks(seed), (-(-rows // 64), 1))[:rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("type")
    parser.add_argument("out")
    parser.add_argument("--layers", type=int, default=8)
    args = parser.parse_args()
    assert args.type in T.__members__ and T[args.type] in gguf.GGML_QUANT_SIZES
    config = model_cases.QWEN2 | model_cases.sizes(HIDDEN, FFN, args.layers, HEADS, KV_HEADS, VOCAB, 4096, rope_theta=10000.0)
    tensors = tiny_checkpoint.checkpoint_tensors(config)
    tensors = [Repeated(t, args.type) if len(t.shape) == 2 else t for t in tensors]
    gguf_files.write_gguf(args.out, config, tensors, 1, "F32")


if __name__ == "__main__":
    main()
