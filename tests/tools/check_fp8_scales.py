#!/usr/bin/env python3
"""FP8 checkpoints whose block scales are powers of two, written three ways: float32, F8_E8M0 (DeepSeek V3.1) and U8 exponents.
The logits of `deepwell-cli logits` must have the same bits.

  check_fp8_scales.py --cli BUILD/bin/deepwell-cli [--count 3]
"""
import argparse
import json
import pathlib
import sys
import tempfile

import numpy as np

import model_cases
import random_models
import stress_models
import tensor_bytes


def write(folder, config, tensors, seed, spelling):
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config))
    items = []
    for tensor in tensors:
        if not tensor.fp8:
            items.append((tensor.name, "F32", tensor.shape, tensor_bytes.encode(tensor.values(seed), "F32")))
            continue
        codes, scales = tensor.fp8_parts(seed)
        exponents = np.clip(np.round(np.log2(scales)) + 127, 0, 254).astype(np.uint8)
        plain = np.exp2(exponents.astype(np.float32) - 127)
        items.append((tensor.name, "F8_E4M3", tensor.shape, codes.tobytes()))
        data = plain.astype(np.float32) if spelling == "F32" else exponents
        items.append((tensor.name + "_scale_inv", spelling, exponents.shape, data.tobytes()))
    tensor_bytes.write_safetensors(folder / "model.safetensors", items)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--count", type=int, default=3)
    args = parser.parse_args()
    good = True
    for arch in ("llama", "qwen3", "deepseek_v3"):
        for seed in range(args.count):
            config, written = random_models.random_config(arch, seed, wide=True)
            fp8 = model_cases.FP8_CONFIG
            fp8 = fp8 | {"quantization_config": fp8["quantization_config"] | {"scale_fmt": "ue8m0"}}
            tensors = random_models.tensors_of(config, True)
            logits = []
            with tempfile.TemporaryDirectory() as folder:
                for spelling in ("F32", "F8_E8M0", "U8"):
                    path = pathlib.Path(folder) / spelling
                    write(path, written | fp8, tensors, seed, spelling)
                    logits.append(stress_models.run_cli(args.cli, path, [3, 1, 4, 15, 9, 2, 6] * 5, path / "out.npy"))
            same = all(np.array_equal(logits[0].view(np.uint32), other.view(np.uint32)) for other in logits[1:])
            good &= same and bool(np.isfinite(logits[0]).all())
            print(f"{arch:12} {seed}: {'the same' if same else 'DIFFERENT'}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
