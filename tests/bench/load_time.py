#!/usr/bin/env python3
"""Time from start to the first token, beside llama.cpp, with the file in the page cache.

  load_time.py --cli build/release/bin/deepwell-cli MODEL.gguf [MODEL.gguf ...]

Deepwell's time is that of the whole program, from its start until `chat --json` prints the first piece of text. llama.cpp's
(mapped file, as by default) begins when its library is loaded and ends when the logits of the same prompt are there;
Python's start is not counted. The two alternate for `--rounds` rounds after one reading of the file; the
table gives medians and their ratio.

Needs llama-cpp-python in the Python that runs this (pip install llama-cpp-python).
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

PROMPT = "Tell me in one sentence why the sky is blue and the grass is green."


def run_llama(path, threads, tokens):
    """One process' worth of llama.cpp; prints seconds."""
    import llama_cpp

    llama_cpp.llama_backend_init()
    quiet = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(quiet, None)
    start = time.perf_counter()
    model_params = llama_cpp.llama_model_default_params()
    model_params.n_gpu_layers = 0
    model = llama_cpp.llama_model_load_from_file(path.encode(), model_params)
    if not model:
        sys.exit(f"{path}: llama.cpp cannot load it")
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = 4096
    params.n_threads = params.n_threads_batch = threads
    context = llama_cpp.llama_init_from_model(model, params)
    ids = (llama_cpp.llama_token * len(tokens))(*tokens)
    if llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(ids, len(tokens))) != 0:
        sys.exit(f"{path}: llama_decode failed")
    llama_cpp.llama_get_logits_ith(context, -1)[0]  # waits until it is computed
    print(time.perf_counter() - start)


def peer(args, path, tokens):
    command = [sys.executable, os.path.abspath(__file__), "--worker", "--threads", str(args.threads),
               "--tokens", json.dumps(tokens), path]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr.strip()[-2000:]}")
    return float(done.stdout)


def ours(args, path):
    """Seconds from the start of the program to its first event."""
    command = [args.cli, "chat", path, "-p", PROMPT, "--max-tokens", "4", "--temp", "0", "--threads", str(args.threads),
               "--device", "cpu", "--json"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        program.stdout.readline()
        first = time.perf_counter() - start
        program.stdout.read()
    if program.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return first


def prompt_tokens(args, path):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as messages:
        json.dump([{"role": "user", "content": PROMPT}], messages)
        messages.flush()
        text = subprocess.run([args.cli, "render", path, "--messages", messages.name], capture_output=True, text=True, check=True).stdout
    ids = subprocess.run([args.cli, "tokenize", path, "--special"], input=json.dumps(text) + "\n", capture_output=True, text=True,
                         check=True).stdout
    return json.loads(ids)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL.gguf")
    parser.add_argument("--cli", help="deepwell-cli")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--tokens", type=json.loads, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        run_llama(args.models[0], args.threads, args.tokens)
        return
    if not args.cli:
        parser.error("--cli is needed")
    print(f"{time.strftime('%Y-%m-%d')}, {args.threads} thread(s), {args.rounds} round(s), load average {os.getloadavg()[0]:.1f}\n")
    print("| file | GB | prompt tokens | Deepwell s | llama.cpp s | ratio |\n|---|---|---|---|---|---|", flush=True)
    for path in args.models:
        with open(path, "rb", buffering=0) as file:
            while file.read(1 << 24):
                pass
        tokens = prompt_tokens(args, path)
        rounds = [(ours(args, path), peer(args, path, tokens)) for _ in range(args.rounds)]
        mine, theirs = (statistics.median(column) for column in zip(*rounds))
        print(f"| {os.path.basename(path)} | {os.path.getsize(path) / 1e9:.1f} | {len(tokens)} | {mine:.2f} | {theirs:.2f} "
              f"| {mine / theirs:.2f} |", flush=True)


if __name__ == "__main__":
    main()
