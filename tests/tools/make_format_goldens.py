#!/usr/bin/env python3
"""Writes tests/golden/format/: small files made by the packages that define the formats.

  types.gguf             one tensor of every type we read, random and extreme blocks, metadata of every kind (gguf)
  types.safetensors      the same tensors as float32, dequantised by the gguf package
  quants.gguf, quants.safetensors  the same for the other quantised types of 32 and 256 elements
  iq.gguf, iq.safetensors          the same for the IQ types
  split-0000?-of-00003.gguf  a model in three shards (gguf)
  folder/                a sharded safetensors folder with its index (safetensors, torch)
  fp8/                   FP8-E4M3 weights with 128x128 scales; fp8_expected.safetensors: torch's float32

Needs: numpy, gguf, safetensors, torch.   Run: python make_format_goldens.py
"""
import json
import shutil
import warnings
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as T
from safetensors.numpy import save_file as save_numpy
from safetensors.torch import save_file as save_torch

OUT = Path(__file__).resolve().parent.parent / "golden" / "format"
warnings.simplefilter("ignore")  # overflow to infinity is what some blocks are for

HALF_EXTREMES = [0x0000, 0x8000, 0x0001, 0x8001, 0x03FF, 0x0400, 0x3C00, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00, 0x7E00]


def blocks(rng, size, count, half_offsets):
    """`count` blocks of `size` bytes: random with sensible scales, then every extreme scale, all zero, all ones."""
    data = rng.integers(0, 256, (count, size), dtype=np.uint8)
    for offset in half_offsets:
        scales = rng.normal(0, 0.05, count).astype(np.float16)
        scales[: len(HALF_EXTREMES)] = np.array(HALF_EXTREMES, dtype=np.uint16).view(np.float16)
        data[:, offset : offset + 2] = scales.view(np.uint8).reshape(count, 2)
    data[len(HALF_EXTREMES)] = 0
    data[len(HALF_EXTREMES) + 1] = 255
    return data


def type_tensors(rng):
    halfs = np.concatenate([np.arange(0, 65536, 97), HALF_EXTREMES]).astype(np.uint16)
    halfs = halfs[: len(halfs) // 4 * 4].reshape(4, -1)
    bits = rng.integers(0, 2**32, (3, 40), dtype=np.uint32)
    return {
        "f32": (bits.view(np.float32), T.F32),
        "f16": (halfs.view(np.float16), T.F16),
        "bf16": (halfs, T.BF16),
        "q8_0": (blocks(rng, 34, 24, [0]).reshape(4, -1), T.Q8_0),
        "q4_k": (blocks(rng, 144, 18, [0, 2]).reshape(3, -1), T.Q4_K),
        "q6_k": (blocks(rng, 210, 18, [208]).reshape(3, -1), T.Q6_K),
        "i32": (rng.integers(-1000, 1000, (2, 3, 5), dtype=np.int32), T.I32),
    }


def write_types(rng):
    writer = gguf.GGUFWriter(OUT / "types.gguf", "llama")
    kinds = gguf.GGUFValueType
    writer.add_uint8("test.u8", 200)
    writer.add_int8("test.i8", -100)
    writer.add_uint16("test.u16", 60000)
    writer.add_int16("test.i16", -30000)
    writer.add_uint32("test.u32", 4000000000)
    writer.add_int32("test.i32", -2000000000)
    writer.add_uint64("test.u64", 2**63)
    writer.add_int64("test.i64", -(2**62))
    writer.add_float32("test.f32", 0.1)
    writer.add_float64("test.f64", 0.1)
    writer.add_bool("test.yes", True)
    writer.add_string("test.text", "a \u6df1\u3044 well")
    writer.add_key_value("test.ints", [1, -2, 3], kinds.ARRAY, kinds.INT32)
    writer.add_key_value("test.floats", [0.5, -1.5], kinds.ARRAY, kinds.FLOAT32)
    writer.add_key_value("test.flags", [True, False, True], kinds.ARRAY, kinds.BOOL)
    writer.add_key_value("test.words", ["", "a", "a string longer than any small buffer"], kinds.ARRAY, kinds.STRING)
    expected = {}
    for name, (data, kind) in type_tensors(rng).items():
        raw = data if kind in (T.F32, T.F16, T.I32) else data.view(np.uint8)
        writer.add_tensor(name, raw, raw_dtype=kind)
        plain = data.astype(np.float32) if kind == T.I32 else gguf.dequantize(raw, kind).astype(np.float32)
        expected[name] = np.ascontiguousarray(plain)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_numpy(expected, OUT / "types.safetensors")


def write_quants():
    rng = np.random.default_rng(30)
    halves = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "MXFP4": [], "Q2_K": [80, 82], "Q3_K": [108],
              "Q5_K": [0, 2]}
    writer = gguf.GGUFWriter(OUT / "quants.gguf", "llama")
    expected = {}
    for name, offsets in halves.items():
        elements, size = gguf.GGML_QUANT_SIZES[T[name]]
        data = blocks(rng, size, 300 if name == "MXFP4" else 18 if elements == 256 else 48, offsets)
        if name == "MXFP4":
            data[:256, 0] = np.arange(256)  # every exponent
        data = data.reshape(3, -1)
        writer.add_tensor(name, data, raw_dtype=T[name])
        expected[name] = np.ascontiguousarray(gguf.dequantize(data, T[name]))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_numpy(expected, OUT / "quants.safetensors")


def iq1_m_blocks(rng, count):
    """The scale of a block lies in the top nibbles of its last four 16-bit words."""
    data = blocks(rng, 56, count, [])
    halves = rng.normal(0, 0.05, count).astype(np.float16).view(np.uint16)
    halves[: len(HALF_EXTREMES)] = HALF_EXTREMES
    words = data[:, 48:].copy().view(np.uint16) & 0x0FFF
    words |= (halves[:, None] >> np.array([0, 4, 8, 12], dtype=np.uint16)) << 12
    words[len(HALF_EXTREMES)] = 0
    data[:, 48:] = words.view(np.uint8)
    return data


def write_iq():
    rng = np.random.default_rng(40)
    writer = gguf.GGUFWriter(OUT / "iq.gguf", "llama")
    expected = {}
    for name in ("IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ3_XXS", "IQ3_S", "IQ4_NL", "IQ4_XS"):
        size = gguf.GGML_QUANT_SIZES[T[name]][1]
        count = 48 if name == "IQ4_NL" else 18
        data = iq1_m_blocks(rng, count) if name == "IQ1_M" else blocks(rng, size, count, [0])
        data = data.reshape(3, -1)
        writer.add_tensor(name, data, raw_dtype=T[name])
        expected[name] = np.ascontiguousarray(gguf.dequantize(data, T[name]))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_numpy(expected, OUT / "iq.safetensors")


def write_split(rng):
    writer = gguf.GGUFWriter(OUT / "split.gguf", "llama", split_max_tensors=2)
    for i in range(5):
        writer.add_tensor(f"blk.{i}.weight", np.full((2, 4 + i), i, dtype=np.float32))
    writer.write_header_to_file(OUT / "split.gguf")
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_folder():
    folder = OUT / "folder"
    folder.mkdir()
    shards = {
        "model-00001-of-00003.safetensors": {"a": torch.arange(6.0).reshape(2, 3), "b": torch.tensor(7.5)},
        "model-00002-of-00003.safetensors": {"c": torch.arange(5, dtype=torch.bfloat16), "z": torch.zeros(0, 4)},
        "model-00003-of-00003.safetensors": {"d": torch.tensor([[1, -2]], dtype=torch.int64),
                                             "e": torch.tensor([True, False])},
    }
    for name, tensors in shards.items():
        save_torch(tensors, folder / name, metadata={"format": "pt"})
    weight_map = {tensor: name for name, tensors in shards.items() for tensor in tensors}
    index = {"metadata": {"total_size": 1}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")
    (folder / "config.json").write_text('{"model_type": "test"}\n')


def write_fp8():
    folder = OUT / "fp8"
    folder.mkdir()
    generator = torch.Generator().manual_seed(7)
    weights, expected = {}, {}
    every = torch.arange(256, dtype=torch.uint8).reshape(2, 128)
    for name, shape in {"a": (130, 140), "b": (128, 128), "c": (1, 129), "d": (257, 3), "e": (2, 128)}.items():
        bits = torch.randint(0, 256, shape, generator=generator, dtype=torch.int32).to(torch.uint8)
        weight = (every if name == "e" else bits).view(torch.float8_e4m3fn)
        blocks_shape = [-(-size // 128) for size in shape]
        scale = torch.exp(torch.randn(blocks_shape, generator=generator) * 4)
        weights[f"{name}.weight"] = weight
        weights[f"{name}.weight_scale_inv"] = scale
        wide = scale.repeat_interleave(128, 0).repeat_interleave(128, 1)[: shape[0], : shape[1]]
        expected[f"{name}.weight"] = weight.float() * wide
    save_torch(weights, folder / "model.safetensors")
    save_torch(expected, OUT / "fp8_expected.safetensors")
    config = {"quantization_config": {"quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [128, 128]}}
    (folder / "config.json").write_text(json.dumps(config) + "\n")


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    rng = np.random.default_rng(20)
    write_types(rng)
    write_quants()
    write_iq()
    write_split(rng)
    write_folder()
    write_fp8()


if __name__ == "__main__":
    main()
