#!/usr/bin/env python3
"""Deepwell and llama.cpp in turn over a table of models: speed, share of what the machine can do, memory, first token.

  compare.py --cli build/release/bin/deepwell-cli --models DIR --json runs.json --results tests/bench/RESULTS.md
  compare.py --cli ... --models DIR --quick                      three minutes: the small models, short prompts
  compare.py --cli ... --models DIR --only v2-lite-Q4_K_M --json runs.json --continue      one model again
  compare.py --cli ... --models DIR --busy                       only decode beside a busy thread
  compare.py --json runs.json --results RESULTS.md --render      only write the table
  compare.py --cli ... --cpu-time MODEL.gguf...                  on a busy machine: processor time of one thread

DIR holds what make_models.py writes. Files named on the command line are measured instead of the table's.

Both engines do the same work: random tokens, the same number of threads, none of them pinned, logits of the last position
read back. Figures: prefill of 128, 512 and 2048 tokens; decode with 0, 2048 and 8192 tokens in the cache; time to the first
token of a short prompt with a warm file cache; peak memory; decode beside one busy thread. llama.cpp runs with flash attention
on and off and each figure takes its better one (a prompt of 2048 only on, where off takes longer). The engines alternate for --rounds rounds; the table gives medians. The
ceilings (memory read by as many threads, 8-bit multiply-adds) are measured before and after every process. FP8 is compared with llama.cpp's
Q8_0 of the same model, as llama.cpp has no FP8.

Models run one after another; what crashes, is missing or takes longer than --limit becomes a remark. Needs llama-cpp-python in
the Python that runs this (pip install llama-cpp-python).
"""
import argparse
import json
import os
import pathlib
import platform
import statistics
import sys
import time

import compare_cpu_time
import compare_report
import compare_runs
import compare_worker

# name: (our file, llama.cpp's file); kinds of weights decide about targets.
TABLE = {
    "r1-qwen-1.5b-Q8_0": ("r1-qwen-1.5b-Q8_0.gguf", "r1-qwen-1.5b-Q8_0.gguf"),
    "r1-qwen-1.5b-Q4_K_M": ("r1-qwen-1.5b-Q4_K_M.gguf", "r1-qwen-1.5b-Q4_K_M.gguf"),
    "r1-qwen-1.5b-FP8": ("r1-qwen-1.5b-FP8", "r1-qwen-1.5b-Q8_0.gguf"),
    "r1-qwen-7b-Q4_K_M": ("r1-qwen-7b-Q4_K_M.gguf", "r1-qwen-7b-Q4_K_M.gguf"),
    "v2-lite-Q4_K_M": ("v2-lite-Q4_K_M.gguf", "v2-lite-Q4_K_M.gguf"),
    "v2-lite-FP8": ("v2-lite-FP8", "v2-lite-Q8_0.gguf"),
}
QUICK = ("r1-qwen-1.5b-Q8_0", "r1-qwen-1.5b-Q4_K_M")


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            for line in info:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="MODEL", help="instead of the table")
    parser.add_argument("--cli", help="deepwell-cli")
    parser.add_argument("--models", type=pathlib.Path, default=pathlib.Path("."), help="folder of the table's files")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="rows of the table: " + " ".join(TABLE))
    parser.add_argument("--engine", choices=("both", "deepwell", "llama.cpp"), default="both")
    parser.add_argument("--flash", choices=("both", "on", "off"), default="both", help="llama.cpp's flash attention")
    parser.add_argument("--parts", nargs="+", choices=compare_runs.PARTS, help="default all")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--busy", action="store_true", help="short for --parts busy")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--limit", type=float, default=600, help="seconds for one process")
    parser.add_argument("--steady", type=float, default=0.8, help="run again below this share of the best memory bandwidth seen")
    parser.add_argument("--patience", type=float, default=20, help="seconds to wait for it before a process")
    parser.add_argument("--retries", type=int, default=1)
    parser.add_argument("--prefix", default="", help="put before every measured command")
    parser.add_argument("--json", metavar="FILE", help="every number")
    parser.add_argument("--continue", dest="keep", action="store_true", help="keep what FILE has of other models and parts")
    parser.add_argument("--results", metavar="FILE", help="Markdown file: this machine's section of today is replaced")
    parser.add_argument("--render", action="store_true", help="measure nothing")
    parser.add_argument("--note", default="", help="a sentence for the section")
    parser.add_argument("--cpu-time", action="store_true", help="processor time of one thread, for a busy machine")
    parser.add_argument("--prefill", type=int, default=256, help="with --cpu-time")
    parser.add_argument("--decode", type=int, default=24, help="with --cpu-time")
    parser.add_argument("--repeat", type=int, default=1, help="with --cpu-time: measured passes in one process")
    parser.add_argument("--worker", type=json.loads, help=argparse.SUPPRESS)
    return parser, parser.parse_args()


def chosen_models(parser, args):
    if args.files:
        return {pathlib.Path(path).stem: (path, path) for path in args.files}
    for name in args.only:
        if name not in TABLE:
            parser.error(f"no model {name}: expected {', '.join(TABLE)}")
    names = args.only or (QUICK if args.quick else TABLE)
    return {name: tuple(str(args.models / path) for path in TABLE[name]) for name in names}


def prepare(parser, args):
    args.parts = ["busy"] if args.busy else args.parts or (["short", "first"] if args.quick else list(compare_runs.PARTS))
    if args.quick:
        args.rounds = 1
    everything = {"models": {}}
    if (args.keep or args.render) and args.json and os.path.exists(args.json):
        with open(args.json, encoding="utf-8") as file:
            everything = json.load(file)
    if not args.render:
        if not args.cli or not os.access(args.cli, os.X_OK):
            parser.error("--cli must name a deepwell-cli")
        args.cli = os.path.abspath(args.cli)
        import llama_cpp

        everything |= {"date": time.strftime("%Y-%m-%d"), "processor": processor(), "cores": os.cpu_count(),
                       "threads": args.threads, "peer": llama_cpp.__version__}
    if args.note:
        everything["note"] = args.note
    return everything


def save(args, everything):
    if args.json:
        with open(args.json + ".part", "w", encoding="utf-8") as file:
            json.dump(everything, file, indent=1)
        os.replace(args.json + ".part", args.json)


def main():
    parser, args = arguments()
    if args.worker:
        compare_worker.run(args.worker)
        return
    if args.cpu_time:
        compare_cpu_time.run(args, processor())
        return
    everything = prepare(parser, args)
    if not args.render:
        chosen = chosen_models(parser, args)
        done = [entry for name, entry in everything["models"].items() if name not in chosen and "theirs" in entry]
        for name, (mine, theirs) in chosen.items():
            print(f"{time.strftime('%H:%M:%S')} {name}, load average {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
            entry = everything["models"].setdefault(name, {})
            compare_runs.measure(args, entry, mine, theirs, done, lambda: save(args, everything))
            done.append(entry)
    places = {name: place for place, name in enumerate(TABLE)}
    everything["models"] = dict(sorted(everything["models"].items(), key=lambda item: places.get(item[0], len(TABLE))))
    text = compare_report.section(everything)
    print(text)
    if args.results:
        compare_report.replace_section(pathlib.Path(args.results), everything, text)


if __name__ == "__main__":
    main()
