#!/usr/bin/env python3
"""The published models of tests/golden/configs/family.json in small: their config.json with every setting but the sizes,
random weights, and `deepwell-cli logits` against transformers (float32) from safetensors (FP8 where the original is, the
prediction layer included) and from GGUF in both spellings. One line a model and file.

  check_family.py --cli BUILD/bin/deepwell-cli [--only SUBSTRING]
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy as np

import gguf_files
import hf_reference
import stress_models
import tiny_checkpoint

CONFIGS = pathlib.Path(__file__).resolve().parent.parent / "golden" / "configs" / "family.json"
LENGTH = 96


def shrink(config):
    """Sizes divided, everything else kept; the context that rope scaling counts from shrinks too, so that it is passed."""
    small = dict(config)
    if "kv_lora_rank" in config:
        small |= {"hidden_size": 64, "intermediate_size": 96, "num_attention_heads": 4, "num_key_value_heads": 4,
                  "q_lora_rank": 48 if config["q_lora_rank"] else None, "kv_lora_rank": 32, "qk_nope_head_dim": 16,
                  "qk_rope_head_dim": 8, "v_head_dim": 16, "n_routed_experts": 16, "moe_intermediate_size": 24}
    else:
        group = config["num_attention_heads"] // config["num_key_value_heads"]
        small |= {"num_key_value_heads": 2, "num_attention_heads": 2 * group, "hidden_size": 2 * group * 12,
                  "intermediate_size": 80}
        if config.get("head_dim"):
            small["head_dim"] = 16
    small |= {"vocab_size": 101, "num_hidden_layers": config.get("first_k_dense_replace", 1) + 1}
    scaling = config.get("rope_scaling")
    if scaling and "original_max_position_embeddings" in scaling:
        small["rope_scaling"] = scaling | {"original_max_position_embeddings": 32}
    small["max_position_embeddings"] = 256
    return small


def report(name, form, path, ids, reference, cli, folder):
    try:
        ours = stress_models.run_cli(cli, path, ids, folder / "out.npy")
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        print(f"{name:24} {form:12} FAILED {error}", flush=True)
        return
    cosine = (ours * reference).sum(1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(reference, axis=1)
    top = np.sort(reference, axis=1)
    clear = top[:, -1] - top[:, -2] > stress_models.MARGIN
    same = int((ours.argmax(1) == reference.argmax(1))[clear].sum())
    print(f"{name:24} {form:12} max diff {np.abs(ours - reference).max():.2e}  cosine {cosine.min():.8f}  "
          f"top-1 {same}/{int(clear.sum())}", flush=True)


def check(name, config, cli):
    config = shrink(config)
    fp8 = "quantization_config" in config
    known = config | ({"model_type": "deepseek_v3"} if config["model_type"] == "kimi_k2" else {})
    ids = (tiny_checkpoint.draw_integers(3, name, LENGTH, 1 << 20) % config["vocab_size"]).tolist()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        tensors = tiny_checkpoint.checkpoint_tensors(known, fp8, mtp=bool(config.get("num_nextn_predict_layers")))
        reference = hf_reference.logits(hf_reference.load(known, tensors, 3), ids)
        tiny_checkpoint.write_hf_folder(folder / "hf", config, tensors, 3, shards=3, dtype="F32")
        report(name, "FP8" if fp8 else "F32", folder / "hf", ids, reference, cli, folder)
        tensors = tiny_checkpoint.checkpoint_tensors(known, False, mtp=False)
        if fp8:
            reference = hf_reference.logits(hf_reference.load(known, tensors, 3), ids)
        for split in (True, False) if "kv_lora_rank" in config else (True,):
            path = folder / f"model-{split}.gguf"
            gguf_files.write_gguf(path, known, tensors, 3, "F32", split, tokenizer=False)
            report(name, "GGUF" if split else "GGUF joint", path, ids, reference, cli, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    for name, entry in json.loads(CONFIGS.read_text()).items():
        if args.only in name:
            check(name, entry["config"], args.cli)


if __name__ == "__main__":
    main()
