#!/usr/bin/env python3
"""Writes the models that compare.py measures into a folder: random weights in the shapes of real models.

  make_models.py FOLDER [--shared ../shared] [--only v2-lite-FP8 ...] [--keep-free 15]

GGUF files by shared/tools/make_synthetic_gguf.py, FP8 folders by make_fp8_model.py; vocabularies from shared/tokenizers. What
is there already stays. All of it takes 52 GB and a few minutes; a model that would leave less than --keep-free GB of the disk
is left out and said.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# name: (GB, shape, type, tokenizer)
MODELS = {
    "r1-qwen-1.5b-Q8_0.gguf": (1.9, "r1-qwen-1.5b", "Q8_0", "qwen2_5"),
    "r1-qwen-1.5b-Q4_K_M.gguf": (1.2, "r1-qwen-1.5b", "Q4_K_M", "qwen2_5"),
    "r1-qwen-1.5b-FP8": (2.3, "R1-Distill-Qwen-1.5B", "FP8", "qwen2_5"),
    "r1-qwen-7b-Q4_K_M.gguf": (4.7, "r1-qwen-7b", "Q4_K_M", "qwen2_5"),
    "v2-lite-Q4_K_M.gguf": (10.4, "v2-lite", "Q4_K_M", "deepseek_v3"),
    "v2-lite-FP8": (16.2, "DeepSeek-V2-Lite", "FP8", "deepseek_v3"),
    "v2-lite-Q8_0.gguf": (16.7, "v2-lite", "Q8_0", "deepseek_v3"),
}


def command(shared, out, shape, kind, tokenizer):
    vocabulary = shared / "tokenizers" / tokenizer
    if kind == "FP8":
        return [HERE / "make_fp8_model.py", shape, out, "--tokenizer", vocabulary]
    return [shared / "tools" / "make_synthetic_gguf.py", shape, "--type", kind, "--vocab", vocabulary / "tokenizer.json", "-o", out]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--shared", type=pathlib.Path, default=HERE.parent.parent.parent / "shared")
    parser.add_argument("--only", nargs="+", default=list(MODELS), choices=list(MODELS), metavar="NAME", help=" ".join(MODELS))
    parser.add_argument("--keep-free", type=float, default=15, help="GB of the disk that stay free")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    missing = 0
    for name in args.only:
        size, shape, kind, tokenizer = MODELS[name]
        out, part = args.folder / name, args.folder / f"part-{name}"
        if out.exists():
            continue
        free = shutil.disk_usage(args.folder).free / 1e9
        if free - size < args.keep_free:
            print(f"{name} left out: it takes {size} GB of {free:.1f} GB, and {args.keep_free:.0f} GB are to stay free", file=sys.stderr)
            missing += 1
            continue
        subprocess.run([sys.executable, *map(str, command(args.shared, part, shape, kind, tokenizer))], check=True)
        part.rename(out)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
