"""compare.py --cpu-time: on a machine that is busy with other things the clock on the wall says little. This compares the
processor time that one thread spends (user and system, load and warm-up subtracted): the ratio holds under load, the speeds
are those of one undisturbed thread. It says nothing about how the engines use several threads."""
import json
import os
import resource
import subprocess
import sys
import time

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare.py")


def our_command(args, path, prefill, decode):
    return [args.cli, "bench", path, "--prefill", str(prefill), "--decode", str(decode), "--repeat", str(args.repeat),
            "--threads", "1", "--device", "cpu", "--json"]


def peer_command(args, path, prefill, decode):
    steps = [["prefill", prefill, args.repeat + 1]] + [["decode", 0, decode]] * (args.repeat + 1)
    job = {"kind": "peer", "path": path, "threads": 1, "flash": None, "warm_up": 1, "steps": steps}
    return [sys.executable, PROGRAM, "--worker", json.dumps(job)]


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr.strip()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speeds(command_of, args, path):
    """Tokens per second of processor time: what more tokens cost beyond the load and a pass of one token."""
    passes = args.repeat + 1  # the warm-up does the same work
    base = seconds(command_of(args, path, 1, 1))
    return {"prefill_tps": passes * (args.prefill - 1) / max(seconds(command_of(args, path, args.prefill, 1)) - base, 1e-9),
            "decode_tps": passes * (args.decode - 1) / max(seconds(command_of(args, path, 1, args.decode)) - base, 1e-9)}


def run(args, processor):
    import llama_cpp

    print(f"{time.strftime('%Y-%m-%d')}, {processor}, 1 thread, processor time; prefill {args.prefill}, decode {args.decode}; "
          f"best of {args.rounds} round(s); llama-cpp-python {llama_cpp.__version__}; load average {os.getloadavg()[0]:.1f}\n")
    print("| file | prefill: Deepwell t/s | llama.cpp t/s | ratio | decode: Deepwell t/s | llama.cpp t/s | ratio |")
    print("|---|---|---|---|---|---|---|", flush=True)
    everything = {}
    for path in args.files:
        rounds = [(speeds(our_command, args, path), speeds(peer_command, args, path)) for _ in range(args.rounds)]
        everything[os.path.basename(path)] = [{"deepwell": mine, "llama.cpp": theirs} for mine, theirs in rounds]
        cells = []
        for key in ("prefill_tps", "decode_tps"):
            mine = max(each[0][key] for each in rounds)
            theirs = max(each[1][key] for each in rounds)
            cells += [f"{mine:.1f}", f"{theirs:.1f}", f"{mine / theirs:.2f}"]
        print(f"| {os.path.basename(path)} | " + " | ".join(cells) + " |", flush=True)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(everything, file, indent=1)
