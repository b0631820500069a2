#!/usr/bin/env python3
"""Checks `deepwell-cli quantize` on random tiny models of every architecture: the converted file's logits by Deepwell and
by llama.cpp beside those of transformers on the original, and the types that llama.cpp's own quantiser would choose.
Needs torch, transformers, llama-cpp-python, gguf and numpy.

  check_converter.py --cli build/release/bin/deepwell-cli logits [--count 10] [--arch qwen2] [--types F32,F16,Q8_0]
  check_converter.py --cli build/release/bin/deepwell-cli mixes [--types Q4_K_M,Q2_K]
  check_converter.py --cli build/release/bin/deepwell-cli pocket [--types Q4_K_M,Q2_K]

`logits`: the largest difference, the least cosine and how often the best token is the same (where the margin is over
0.01), by Deepwell and by llama.cpp. llama.cpp refuses some of these random shapes: counted apart.
`pocket`: the mean Kullback-Leibler divergence from the F32 model of files quantised by Deepwell and by llama.cpp, both
run by llama.cpp, over random prompts.
"""
import argparse
import ctypes
import os
import pathlib
import random
import subprocess
import tempfile

import gguf
import llama_cpp
import numpy as np

import check_gguf_spelling
import gguf_spelling
import hf_reference
import random_models
import stress_models
import tiny_checkpoint

MIXES = ("F16 Q8_0 Q4_0 Q4_1 Q5_0 Q5_1 Q2_K Q2_K_S Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S Q5_K_M Q6_K IQ4_NL "
         "IQ4_XS IQ3_M IQ3_S IQ3_XS IQ3_XXS IQ2_M").split()
FILE_TYPES = {"F32": 0, "F16": 1, "Q4_0": 2, "Q4_1": 3, "Q8_0": 7, "Q5_0": 8, "Q5_1": 9, "Q2_K": 10, "Q3_K_S": 11,
              "Q3_K_M": 12, "Q3_K_L": 13, "Q4_K_S": 14, "Q4_K_M": 15, "Q5_K_S": 16, "Q5_K_M": 17, "Q6_K": 18,
              "Q2_K_S": 21, "IQ3_XS": 22, "IQ3_XXS": 23, "IQ4_NL": 25, "IQ3_S": 26, "IQ3_M": 27, "IQ2_M": 29, "IQ4_XS": 30, "MXFP4": 38, "BF16": 32}


def quantize(cli, source, out, kind):
    command = [cli, "quantize", str(source), str(out), "--type", kind, "--force", "--threads", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])


@llama_cpp.llama_log_callback
def silence(level, text, user_data):
    """llama.cpp's own lines are not wanted here."""


def quantize_by_llama_cpp(source, out, kind):
    params = llama_cpp.llama_model_quantize_default_params()
    params.nthread, params.ftype, params.allow_requantize = 2, FILE_TYPES[kind], True
    result = llama_cpp.llama_model_quantize(str(source).encode(), str(out).encode(), ctypes.byref(params))
    if result != 0:
        raise RuntimeError(f"llama.cpp's quantiser fails on {kind}")


def llama_logits_apart(path, ids, rope):
    """In a process of its own: llama.cpp ends its process over some shapes."""
    out = str(path) + ".npy"
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            np.save(out, check_gguf_spelling.llama_logits(str(path), ids, rope))
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if status != 0:
        raise RuntimeError("aborts" if os.WIFSIGNALED(status) else "refuses the file")
    return np.load(out)


def types_of(path):
    return {t.name: t.tensor_type.name for t in gguf.GGUFReader(path).tensors}


def check_logits(args):
    rows, refused = {}, {}
    for arch in [args.arch] if args.arch else random_models.ARCHITECTURES:
        for number in range(args.first, args.first + args.count):
            config, written = random_models.random_config(arch, number, wide=args.wide)
            if "kv_lora_rank" in config:
                config["rms_norm_eps"] = written["rms_norm_eps"] = 1e-6  # GGUF has one epsilon for all norms
                if not config.get("q_lora_rank") and not args.wide:  # llama.cpp takes such a model for V2-Lite
                    config["num_hidden_layers"] = written["num_hidden_layers"] = 27
            if not stress_models.gguf_can_say(config):
                continue
            tensors = random_models.tensors_of(config)
            ids = (tiny_checkpoint.draw_integers(number, "tokens", 64, 1 << 20) % config["vocab_size"]).tolist()
            reference = hf_reference.logits(hf_reference.load(config, tensors, number), ids)
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                tiny_checkpoint.write_hf_folder(folder / "hf", written, tensors, number, shards=1, dtype="F32")
                for kind in args.types.split(","):
                    check_one(args, arch, number, kind, config, folder, ids, reference, rows, refused)
    stress_models.print_table(rows)
    for (arch, reason), count in refused.items():
        print(f"{arch}: llama.cpp {reason} ({count} times)")


def llama_cpp_can_say(config):
    """It sums the two best experts of a group for V2 as for V3, and scales V2's scores by YaRN where no mscale is given."""
    if config["model_type"] != "deepseek_v2":
        return True
    rope = gguf_spelling.rope_of(config)
    grouped = config.get("topk_method") == "group_limited_greedy" and (config.get("n_group") or 1) > 1
    return not grouped and (rope["rope_type"] != "yarn" or bool(rope.get("mscale_all_dim")))


def check_one(args, arch, number, kind, config, folder, ids, reference, rows, refused):
    path = folder / f"{kind}.gguf"
    try:
        quantize(args.cli, folder / "hf", path, kind)
        ours = stress_models.run_cli(args.cli, path, ids, folder / "out.npy")
    except RuntimeError as error:
        print(f"{arch} {number} {kind}: {error}", flush=True)
        return
    gap, _ = rows.setdefault((arch, kind), stress_models.Row()).add(ours, reference)
    if kind == "F32" and gap > 2e-3:
        print(f"{arch} {number} {kind}: Deepwell differs by {gap:.2e}", flush=True)
    if not llama_cpp_can_say(config):
        reason = "has another rule (expert groups, YaRN without mscale)"
        refused[arch, reason] = refused.get((arch, reason), 0) + 1
        return
    try:
        theirs = llama_logits_apart(path, ids, gguf_spelling.rope_of(config))
    except (ValueError, RuntimeError) as error:
        refused[arch, str(error)] = refused.get((arch, str(error)), 0) + 1
        return
    gap, _ = rows.setdefault((arch, kind + "*"), stress_models.Row()).add(theirs, reference)
    if kind == "F32" and gap > 2e-3:
        print(f"{arch} {number} {kind}: llama.cpp differs by {gap:.2e}", flush=True)


# Shapes in which every rule of a mix shows; sizes that K-quants can hold.
MIX_MODELS = {
    "llama, 16 layers": {"model_type": "llama", "num_hidden_layers": 16, "num_key_value_heads": 8},
    "llama, shared by 4": {"model_type": "llama", "num_hidden_layers": 33, "num_key_value_heads": 2},
    "qwen2, tied": {"model_type": "qwen2", "num_hidden_layers": 9, "num_key_value_heads": 2, "tie_word_embeddings": True},
    "llama, rows of 288": {"model_type": "llama", "num_hidden_layers": 8, "num_key_value_heads": 4, "hidden_size": 288,
                           "intermediate_size": 352},
    "llama, 80 layers": {"model_type": "llama", "num_hidden_layers": 80, "num_key_value_heads": 2},
    "deepseek_v3": {"model_type": "deepseek_v3", "num_hidden_layers": 9, "num_key_value_heads": 8, "q_lora_rank": 256,
                    "kv_lora_rank": 256, "qk_nope_head_dim": 32, "qk_rope_head_dim": 32, "v_head_dim": 32,
                    "n_routed_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 256, "n_shared_experts": 1,
                    "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 2.5},
}


def check_mixes(args):
    for title, more in MIX_MODELS.items():
        config = {"hidden_act": "silu", "hidden_size": 256, "intermediate_size": 256, "num_attention_heads": 8,
                  "vocab_size": 64, "max_position_embeddings": 128, "rms_norm_eps": 1e-6,
                  "tie_word_embeddings": False} | more
        tensors = tiny_checkpoint.checkpoint_tensors(config)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            tiny_checkpoint.write_hf_folder(folder / "hf", config, tensors, 1, shards=1, dtype="F16")
            quantize(args.cli, folder / "hf", folder / "f16.gguf", "F16")
            for kind in args.types.split(","):
                quantize(args.cli, folder / "f16.gguf", folder / "ours.gguf", kind)
                try:
                    quantize_by_llama_cpp(folder / "f16.gguf", folder / "theirs.gguf", kind)
                except RuntimeError as error:  # it wants an importance matrix for some
                    print(f"{title:20} {kind:7} {error}", flush=True)
                    continue
                ours, theirs = types_of(folder / "ours.gguf"), types_of(folder / "theirs.gguf")
                other = {n: (t, theirs.get(n)) for n, t in ours.items() if t != theirs.get(n)}
                print(f"{title:20} {kind:7} {len(ours)} tensors, {len(other)} of another type than llama.cpp's", flush=True)
                for tensor, (mine, its) in list(other.items())[:args.show]:
                    print(f"    {tensor}: {mine}, llama.cpp {its}")


def divergence(logits, reference):
    log_p = reference - np.logaddexp.reduce(reference, axis=1, keepdims=True)
    log_q = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return float((np.exp(log_p) * (log_p - log_q)).sum(1).mean())


def check_pocket(args):
    rng = random.Random(3)
    texts = ["How many r are in strawberry?", "What is 17 + 25?", "Sort: 9, 3, 7, 1", "Spell the word banana backwards.",
             "Is 91 a prime number?", "What is the third letter of window?"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        quantize(args.cli, "pocket", folder / "f32.gguf", "F32")
        llm = llama_cpp.Llama(str(folder / "f32.gguf"), vocab_only=True, verbose=False)
        prompts = [llm.tokenize(f"<｜User｜>{t}<｜Assistant｜><think>\n".encode(), special=True) for t in texts]
        prompts += [[0] + [rng.randrange(300, 1000) for _ in range(40)] for _ in range(4)]
        rope = {"rope_type": "default"}
        run = lambda path: [check_gguf_spelling.llama_logits(str(path), ids, rope).astype(np.float64) for ids in prompts]
        reference = run(folder / "f32.gguf")
        print(f"{'type':7} {'Deepwell':>10} {'llama.cpp':>10}   mean divergence from F32, both run by llama.cpp")
        for kind in args.types.split(","):
            quantize(args.cli, folder / "f32.gguf", folder / "ours.gguf", kind)
            quantize_by_llama_cpp(folder / "f32.gguf", folder / "theirs.gguf", kind)
            values = [np.mean([divergence(a, b) for a, b in zip(run(folder / f), reference)])
                      for f in ("ours.gguf", "theirs.gguf")]
            print(f"{kind:7} {values[0]:10.5f} {values[1]:10.5f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("logits", "mixes", "pocket"))
    parser.add_argument("--cli", required=True)
    parser.add_argument("--types", default="")
    parser.add_argument("--arch", choices=random_models.ARCHITECTURES)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--wide", action="store_true", help="sizes of several 128x128 blocks")
    parser.add_argument("--show", type=int, default=5, help="tensors to list")
    args = parser.parse_args()
    llama_cpp.llama_log_set(silence, ctypes.c_void_p(0))
    if args.what == "logits":
        args.types = args.types or "F32,F16,BF16,Q8_0"
        check_logits(args)
    else:
        args.types = args.types or ",".join(MIXES)
        check_mixes(args) if args.what == "mixes" else check_pocket(args)


if __name__ == "__main__":
    main()
