#!/usr/bin/env python3
"""Compares `deepwell-cli dequant` with the gguf package, bit for bit: random blocks of every quantised GGUF type, blocks
of one repeated byte, and every extreme scale (zeros, denormals, largest, infinite, NaN) in every place for one; FP8 with
float32, E8M0 and U8 block scales against torch.

  check_dequant.py --cli BUILD/bin/deepwell-cli [--blocks 4096] [--seed 1] [--types Q4_0,Q2_K]
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import warnings

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T

import tensor_bytes

# Where a block's fp16 scales lie; of IQ1_M the four high nibbles of the scales make one.
HALVES = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q2_K": [80, 82], "Q3_K": [108],
          "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208], "MXFP4": [], "IQ1_S": [0], "IQ1_M": [], "IQ2_XXS": [0],
          "IQ2_XS": [0], "IQ2_S": [0], "IQ3_XXS": [0], "IQ3_S": [0], "IQ4_NL": [0], "IQ4_XS": [0]}
EXTREMES = [0x0000, 0x8000, 0x0001, 0x8001, 0x03FF, 0x83FF, 0x0400, 0x3C00, 0xBC00, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00,
            0x7C01, 0x7E00, 0xFE00, 0xFFFF]


def iq1m_scale(rows, halves):
    """IQ1_M's fp16 scale lies in the top nibbles of four 16-bit words at the end of the block."""
    words = rows[:, 48:56].copy().view(np.uint16)
    for i in range(4):
        words[:, i] = (words[:, i] & 0x0FFF) | ((halves >> (4 * i) & 0xF) << 12).astype(np.uint16)
    rows[:, 48:56] = words.view(np.uint8)


def random_blocks(rng, name, count):
    size = gguf.GGML_QUANT_SIZES[T[name]][1]
    rows = rng.integers(0, 256, (count, size), dtype=np.uint8)  # as they come: any scale, NaN too
    sensible = rng.normal(0, 0.05, count // 2).astype(np.float16).view(np.uint16)
    places = HALVES[name]
    for place in places:
        rows[: count // 2, place : place + 2] = rng.permutation(sensible)[:, None].view(np.uint8)
    extreme = []
    for pattern in (None, 0x00, 0xFF, 0x80, 0x7F):
        for _ in EXTREMES:
            block = rng.integers(0, 256, size, dtype=np.uint8)
            extreme.append(block if pattern is None else np.full(size, pattern, np.uint8))
    extreme = np.array(extreme)
    halves = np.array(EXTREMES * 5, dtype=np.uint16)
    for shift, place in enumerate(places):
        extreme[:, place : place + 2] = np.roll(halves, shift * 3)[:, None].view(np.uint8)
    if name == "IQ1_M":
        iq1m_scale(extreme, halves)
    if name == "MXFP4":  # every exponent
        rows[:256, 0] = np.arange(256)[:count]
    return np.concatenate([rows, extreme])


def dequant(cli, path, tensor, folder):
    out = folder / "out.npy"
    done = subprocess.run([cli, "dequant", str(path), tensor, "--out", str(out)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return np.load(out)


def compare(ours, reference):
    """(elements whose bits differ, of them NaN on both sides)."""
    a, b = np.ascontiguousarray(ours, np.float32).ravel(), np.ascontiguousarray(reference, np.float32).ravel()
    if a.shape != b.shape:
        raise RuntimeError(f"{a.shape[0]} elements instead of {b.shape[0]}")
    different = a.view(np.uint32) != b.view(np.uint32)
    both_nan = np.isnan(a) & np.isnan(b)
    return int((different & ~both_nan).sum()), int((different & both_nan).sum())


def check_types(args, rng, folder):
    failed = 0
    for name in args.types:
        data = random_blocks(rng, name, args.blocks)
        path = folder / f"{name}.gguf"
        writer = gguf.GGUFWriter(path, "llama")
        writer.add_tensor("w", data, raw_dtype=T[name])
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        try:
            bad, nan = compare(dequant(args.cli, path, "w", folder), gguf.dequantize(data, T[name]))
        except RuntimeError as error:
            print(f"{name:8} {error}")
            failed += 1
            continue
        failed += bad > 0
        print(f"{name:8} {data.shape[0]} blocks: {bad} elements differ" + (f", {nan} NaN of other bits" if nan else ""))
    return failed


def check_fp8(args, rng, folder):
    """The scale in three spellings, against torch."""
    import torch

    rows, cols = 300, 517
    codes = rng.integers(0, 256, (rows, cols), dtype=np.uint8)
    exponents = rng.integers(0, 255, (3, 5), dtype=np.uint8)
    exponents[0, 0], exponents[0, 1] = 0, 254
    scales = torch.from_numpy(exponents).view(torch.float8_e8m0fnu).float()
    wide = scales.repeat_interleave(128, 0).repeat_interleave(128, 1)[:rows, :cols]
    reference = (torch.from_numpy(codes).view(torch.float8_e4m3fn).float() * wide).numpy()
    failed = 0
    for dtype, data in (("F32", scales.numpy().tobytes()), ("F8_E8M0", exponents.tobytes()), ("U8", exponents.tobytes())):
        path = folder / f"{dtype}.safetensors"
        tensor_bytes.write_safetensors(path, [("w.weight", "F8_E4M3", (rows, cols), codes.tobytes()),
                                              ("w.weight_scale_inv", dtype, (3, 5), data)])
        bad, _ = compare(dequant(args.cli, path, "w.weight", folder), reference)
        failed += bad > 0
        print(f"F8_E4M3  scales {dtype}: {bad} elements differ")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--blocks", type=int, default=4096)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--types", type=lambda text: text.split(","), default=list(HALVES))
    args = parser.parse_args()
    warnings.simplefilter("ignore")  # overflow is what some blocks are for
    rng = np.random.default_rng(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        failed = check_types(args, rng, pathlib.Path(folder)) + check_fp8(args, rng, pathlib.Path(folder))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
