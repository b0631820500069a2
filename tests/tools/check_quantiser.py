#!/usr/bin/env python3
"""Round-trip error and speed of Deepwell's quantisers beside llama.cpp's, type by type.

  check_quantiser.py --cli build/release/bin/deepwell-cli [--types Q4_K,Q6_K] [--rows 256]

The weights are written as an F32 GGUF file and quantised by `deepwell-cli quantize`; theirs by ggml_quantize_chunk of
the library inside llama_cpp (no importance matrix) and by gguf.quants.quantize where the gguf package has the type. All
are read back by gguf.quants.dequantize. The table: root mean square of the error of both and their ratio (at most 1 is the
bar), then the speed of one thread (--speed; the file is then large enough that opening it does not count).
Needs gguf, llama-cpp-python, numpy, and torch and safetensors for the pocket model's weights.
"""
import argparse
import ctypes
import pathlib
import resource
import subprocess
import tempfile
import time

import gguf
import llama_cpp
import numpy as np
from gguf import GGMLQuantizationType, quants

# The name for --type that gives every tensor this type.
MIX = {"Q2_K": "Q2_K_S", "Q3_K": "Q3_K_S", "Q4_K": "Q4_K_S", "Q5_K": "Q5_K_S"}
TYPES = "Q8_0 Q4_0 Q4_1 Q5_0 Q5_1 MXFP4 IQ4_NL IQ4_XS Q2_K Q3_K Q4_K Q5_K Q6_K IQ2_S IQ3_XXS IQ3_S".split()
POCKET = pathlib.Path(__file__).resolve().parents[2] / "resources/pocket/model.safetensors"


def ggml_library():
    folder = pathlib.Path(llama_cpp.__file__).parent / "lib"
    library = ctypes.CDLL(str(next(folder.glob("libggml-base.so*"))))
    library.ggml_quantize_chunk.restype = ctypes.c_size_t
    library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64,
                                            ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    library.ggml_quantize_init.argtypes = [ctypes.c_int]
    return library


def pocket_weights():
    """The pocket model's matrices whose rows are multiples of 256, end to end."""
    import safetensors
    parts = []
    with safetensors.safe_open(POCKET, "pt") as file:
        names = set(file.keys())
        for name in sorted(names):
            values = file.get_tensor(name)
            if name.endswith("_scale_inv") or values.ndim != 2 or values.shape[1] % 256:
                continue
            values = values.float()
            if name + "_scale_inv" in names:
                scale = file.get_tensor(name + "_scale_inv").repeat_interleave(128, 0).repeat_interleave(128, 1)
                values = values * scale[:values.shape[0], :values.shape[1]]
            parts.append(values.numpy().reshape(-1))
    return np.concatenate(parts).reshape(-1, 256)


def samples(rows, seed):
    rng = np.random.default_rng(seed)
    gauss = rng.standard_normal((rows, 4096)) * 0.02
    outliers = np.where(rng.random(gauss.shape) < 0.002, gauss * 12, gauss)
    columns = gauss * np.where(rng.random((1, 4096)) < 0.01, 10.0, 1.0)
    data = {"gauss": gauss, "outliers": outliers, "laplace": rng.laplace(size=gauss.shape) * 0.01,
            "student-t4": rng.standard_t(4, size=gauss.shape) * 0.01,
            "row scales": gauss * np.exp(rng.standard_normal((rows, 1)) * 1.5), "large columns": columns,
            "off centre": gauss + 0.02}
    if POCKET.exists():
        data["pocket"] = pocket_weights()
    return {name: np.ascontiguousarray(values, dtype=np.float32) for name, values in data.items()}


def write_gguf(path, data):
    writer = gguf.GGUFWriter(str(path), "llama")
    for index, values in enumerate(data.values()):
        writer.add_tensor(f"blk.9{index}.ffn_up_exps.weight", values)  # a name that no mix treats in another way
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def ours(cli, source, out, kind, threads=2):
    command = [cli, "quantize", str(source), str(out), "--type", MIX.get(kind, kind), "--force", "--threads", str(threads)]
    subprocess.run(command, check=True, capture_output=True)


def theirs(library, kind, values):
    number = GGMLQuantizationType[kind]
    block, size = gguf.GGML_QUANT_SIZES[number]
    out = np.empty(values.size // block * size, dtype=np.uint8)
    library.ggml_quantize_init(int(number))
    begin = time.process_time()
    library.ggml_quantize_chunk(int(number), values.ctypes.data, out.ctypes.data, 0, values.shape[0], values.shape[1], None)
    return out, values.size / (time.process_time() - begin) / 1e6


def error_of(kind, data, values):
    number = GGMLQuantizationType[kind]
    size = gguf.GGML_QUANT_SIZES[number][1]
    back = quants.dequantize(np.ascontiguousarray(data).view(np.uint8).reshape(-1, size), number).reshape(-1)
    return float(np.sqrt(np.mean((back.astype(np.float64) - values.reshape(-1)) ** 2)))


def by_package(kind, values):
    try:
        return quants.quantize(values, GGMLQuantizationType[kind])
    except NotImplementedError:
        return None


def processor_seconds(cli, source, out, name):
    """What one thread computes, not what it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ours(cli, source, out, name, threads=1)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def speed_of(cli, folder, kind):
    """Millions of weights a second of one thread, without the time that a copy of the file takes."""
    source = folder / "speed.gguf"
    values = np.random.default_rng(1).standard_normal((2048, 4096)).astype(np.float32) * np.float32(0.02)
    if not source.exists():
        write_gguf(source, {"x": values})
    copy = processor_seconds(cli, source, folder / "s.gguf", "F32")
    # Never less than what the clock can tell apart.
    return values.size / max(processor_seconds(cli, source, folder / "s.gguf", kind) - copy, 0.01) / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--types", default=",".join(TYPES))
    parser.add_argument("--rows", type=int, default=256)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    library = ggml_library()
    data = samples(args.rows, args.seed)
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_gguf(folder / "in.gguf", data)
        print(f"{'type':7} {'weights':14} {'Deepwell':>10} {'llama.cpp':>10} {'ratio':>7} {'gguf package':>13} {'ratio':>7}")
        for kind in args.types.split(","):
            ours(args.cli, folder / "in.gguf", folder / "out.gguf", kind)
            tensors = {t.name: t for t in gguf.GGUFReader(folder / "out.gguf").tensors}
            speeds = []
            for index, (title, values) in enumerate(data.items()):
                tensor = tensors[f"blk.9{index}.ffn_up_exps.weight"]
                assert tensor.tensor_type.name == kind, tensor.tensor_type
                mine = error_of(kind, tensor.data, values)
                encoded, speed = theirs(library, kind, values)
                speeds.append(speed)
                its = error_of(kind, encoded, values)
                package = by_package(kind, values)
                worst = max(worst, mine / its)
                more = ""
                if package is not None:
                    error = error_of(kind, package, values)
                    worst = max(worst, mine / error)
                    more = f" {error:13.4e} {mine / error:7.4f}"
                print(f"{kind:7} {title:14} {mine:10.4e} {its:10.4e} {mine / its:7.4f}{more}", flush=True)
            if args.speed:
                print(f"{kind:7} one thread: {speed_of(args.cli, folder, kind):.0f} million weights a second, llama.cpp "
                      f"{np.median(speeds):.0f}", flush=True)
    print(f"largest ratio {worst:.4f}")


if __name__ == "__main__":
    main()
