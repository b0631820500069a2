#!/usr/bin/env python3
"""The small random models of check_quantised_models.py through llama.cpp too: how far the logits of `deepwell-cli logits`
and of llama.cpp (both round activations to 8 bits, each in its way) are from transformers in float32 on the dequantised
weights, and from each other. Ours may not be further off than 1.5 times theirs.

  check_llama_logits.py --cli BUILD/bin/deepwell-cli [--types IQ2_XS,IQ1_S] [--models llama,qwen2] [--seeds 1]

Needs llama-cpp-python beside what check_quantised_models.py needs.
"""
import argparse
import pathlib
import sys
import tempfile

import llama_cpp
import numpy as np

import check_dequant
import gguf_files
import hf_reference
import stress_models
import tiny_checkpoint
from check_quantised_models import MODELS, errors, quantised


class LlamaCpp:
    """Logits of every position, float32 KV cache, one thread."""

    def __init__(self):
        llama_cpp.llama_backend_init()
        self.quiet = llama_cpp.llama_log_callback(lambda level, text, data: None)
        llama_cpp.llama_log_set(self.quiet, None)

    def logits(self, path, ids):
        model_params = llama_cpp.llama_model_default_params()
        model_params.n_gpu_layers = 0
        model = llama_cpp.llama_model_load_from_file(str(path).encode(), model_params)
        if not model:
            return None
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = 128
        params.n_threads = params.n_threads_batch = 1
        params.type_k = params.type_v = 0  # float32
        context = llama_cpp.llama_init_from_model(model, params)
        batch = llama_cpp.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = token, i, 1, 1
            batch.seq_id[i][0] = 0
        vocab = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))
        assert llama_cpp.llama_decode(context, batch) == 0
        rows = [np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(context, i), (vocab,)).copy() for i in range(len(ids))]
        llama_cpp.llama_batch_free(batch)
        llama_cpp.llama_free(context)
        llama_cpp.llama_model_free(model)
        return np.array(rows)


def check(args, peer, kind, arch, seed, folder):
    config = MODELS[arch]
    tensors = quantised(tiny_checkpoint.checkpoint_tensors(config), kind, seed)
    ids = (tiny_checkpoint.draw_integers(seed, "tokens", 40, 1 << 20) % config["vocab_size"]).tolist()
    reference = hf_reference.logits(hf_reference.load(config, tensors, seed), ids)
    path = folder / "model.gguf"
    gguf_files.write_gguf(path, config, tensors, seed, "F32", split_kv_b=True, tokenizer=True)
    ours = stress_models.run_cli(args.cli, path, ids, folder / "out.npy")
    theirs = peer.logits(path, ids)
    if theirs is None:
        print(f"{kind:8} {arch:6} seed {seed}: llama.cpp cannot load it")
        return True
    mine, other = np.median(errors(ours, reference)), np.median(errors(theirs, reference))
    good = mine <= 1.5 * other
    print(f"{kind:8} {arch:6} seed {seed}: rms error ours {mine:.3%}, llama.cpp {other:.3%}, between them "
          f"{np.median(errors(ours, theirs)):.3%}{'' if good else '   WRONG'}", flush=True)
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--types", type=lambda text: text.split(","), default=[*check_dequant.HALVES, "mix"])
    parser.add_argument("--models", type=lambda text: text.split(","), default=["llama", "qwen2"])
    parser.add_argument("--seeds", type=int, default=1)
    args = parser.parse_args()
    good = True
    peer = LlamaCpp()
    with tempfile.TemporaryDirectory() as folder:
        for kind in args.types:
            for arch in args.models:
                for seed in range(1, args.seeds + 1):
                    good &= check(args, peer, kind, arch, seed, pathlib.Path(folder))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
