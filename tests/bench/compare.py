#!/usr/bin/env python3
"""Speed of Deepwell and of llama.cpp on the same GGUF files, side by side.

  compare_llama_cpp.py --cli build/release/bin/deepwell-cli MODEL.gguf [MODEL.gguf ...]

Both engines do the same work in the same order: `--prefill` random tokens in one go, then `--decode` single random tokens
behind them, with the same number of threads and a float16 KV cache; logits of the last position are read back each time.
One uncounted warm-up, then `--repeat` measured passes in one process; the processes of the two engines alternate for
`--rounds` rounds, so that a busy moment of the machine does not fall on one of them only. A process gives the median of
its passes; the table gives the best process of each engine (noise only ever makes a run slower) and their ratio. --json
writes every number.

On a machine that is busy with other things the clock on the wall says little. --cpu-time then compares the processor time
that one thread spends (user and system, load and warm-up subtracted): the ratio holds under load, the speeds are those of one
undisturbed thread. It says nothing about how the engines use several threads.

Needs llama-cpp-python in the Python that runs this (pip install llama-cpp-python).
"""
import argparse
import functools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time


def run_llama(path, threads, prefill, decode, repeat):
    """One process' worth of llama.cpp; prints a JSON object of lists of tokens a second."""
    import random

    import llama_cpp

    llama_cpp.llama_backend_init()
    quiet = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(quiet, None)
    model_params = llama_cpp.llama_model_default_params()
    model_params.n_gpu_layers = 0
    start = time.perf_counter()
    model = llama_cpp.llama_model_load_from_file(path.encode(), model_params)
    if not model:
        sys.exit(f"{path}: llama.cpp cannot load it")
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = prefill + decode + 64
    params.n_batch = max(prefill, 1)
    params.n_ubatch = 512
    params.n_threads = params.n_threads_batch = threads
    context = llama_cpp.llama_init_from_model(model, params)  # type_k and type_v are float16 by default
    load_s = time.perf_counter() - start
    memory = llama_cpp.llama_get_memory(context)
    vocab = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))
    draw = random.Random(1)

    def step(count):
        tokens = (llama_cpp.llama_token * count)(*[draw.randrange(vocab) for _ in range(count)])
        if llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(tokens, count)) != 0:
            sys.exit(f"{path}: llama_decode failed")
        return llama_cpp.llama_get_logits_ith(context, -1)[0]  # waits until it is computed

    result = {"prefill_tps": [], "decode_tps": [], "load_s": load_s}
    for turn in range(repeat + 1):
        llama_cpp.llama_memory_clear(memory, True)
        begin = time.perf_counter()
        if prefill > 0:
            step(prefill)
        middle = time.perf_counter()
        for _ in range(decode):
            step(1)
        end = time.perf_counter()
        if turn > 0:
            result["prefill_tps"].append(prefill / (middle - begin))
            result["decode_tps"].append(decode / (end - middle))
    print(json.dumps(result))


def peer_command(args, path, prefill, decode, repeat):
    return [sys.executable, os.path.abspath(__file__), "--worker", "--threads", str(args.threads), "--prefill", str(prefill),
            "--decode", str(decode), "--repeat", str(repeat), path]


def our_command(args, path, prefill, decode, repeat):
    return [args.cli, "bench", path, "--prefill", str(prefill), "--decode", str(decode), "--repeat", str(repeat),
            "--threads", str(args.threads), "--device", "cpu", "--json"]


def peer(args, path):
    found = json.loads(checked(peer_command(args, path, args.prefill, args.decode, args.repeat)).splitlines()[-1])
    return {key: statistics.median(value) if isinstance(value, list) else value for key, value in found.items()}


def ours(args, path):
    return json.loads(checked(our_command(args, path, args.prefill, args.decode, args.repeat)).splitlines()[-1])


def by_cpu_time(command_of, args, path):
    """Tokens per second of processor time: what more tokens cost beyond the load and a pass of one token."""

    def seconds(prefill, decode):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        checked(command_of(args, path, prefill, decode, args.repeat))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    passes = args.repeat + 1  # the warm-up does the same work
    base = seconds(1, 1)
    return {"prefill_tps": passes * (args.prefill - 1) / max(seconds(args.prefill, 1) - base, 1e-9),
            "decode_tps": passes * (args.decode - 1) / max(seconds(1, args.decode) - base, 1e-9)}


def checked(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            for line in info:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL.gguf")
    parser.add_argument("--cli", help="deepwell-cli")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prefill", type=int, default=512)
    parser.add_argument("--decode", type=int, default=64)
    parser.add_argument("--repeat", type=int, default=2, help="measured passes in one process")
    parser.add_argument("--rounds", type=int, default=2, help="processes of each engine")
    parser.add_argument("--cpu-time", action="store_true", help="processor time of one thread, for a busy machine")
    parser.add_argument("--json", metavar="FILE", help="every number")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        run_llama(args.models[0], args.threads, args.prefill, args.decode, args.repeat)
        return
    if not args.cli:
        parser.error("--cli is needed")
    import llama_cpp

    measure = (ours, peer)
    if args.cpu_time:
        args.threads = 1
        measure = (functools.partial(by_cpu_time, our_command), functools.partial(by_cpu_time, peer_command))
    print(f"{time.strftime('%Y-%m-%d')}, {processor()}, {args.threads} thread(s), "
          f"{'processor' if args.cpu_time else 'wall'} time; prefill {args.prefill}, decode {args.decode}; best of "
          f"{args.rounds} round(s); llama-cpp-python {llama_cpp.__version__}; load average {os.getloadavg()[0]:.1f}\n")
    print("| file | prefill: Deepwell t/s | llama.cpp t/s | ratio | decode: Deepwell t/s | llama.cpp t/s | ratio |")
    print("|---|---|---|---|---|---|---|", flush=True)
    everything = {}
    for path in args.models:
        rounds = [(measure[0](args, path), measure[1](args, path)) for _ in range(args.rounds)]
        everything[os.path.basename(path)] = [{"deepwell": mine, "llama.cpp": theirs} for mine, theirs in rounds]
        cells = []
        for key in ("prefill_tps", "decode_tps"):
            mine = max(run[0][key] for run in rounds)
            theirs = max(run[1][key] for run in rounds)
            cells += [f"{mine:.1f}", f"{theirs:.1f}", f"{mine / theirs:.2f}"]
        print(f"| {os.path.basename(path)} | " + " | ".join(cells) + " |", flush=True)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(everything, file, indent=1)


if __name__ == "__main__":
    main()
