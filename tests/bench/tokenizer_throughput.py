#!/usr/bin/env python3
"""Our tokenizer beside the `tokenizers` package, one thread each, on the same chunks of the same text: A B A B.

Usage: tokenizer_throughput.py --driver BUILD/bin/tokenizer_driver --text MIXED.TXT TOKENIZER.JSON...
                               [--rounds 2] [--kinds lines documents]

MIXED.TXT is made by tokenizer_corpus.py. Lines keep their line feed, documents are a million bytes. The package is called as
encode_batch_fast(chunks), which is its fastest way (no offsets, no work in Python for each chunk); its ids are not taken
out. Ours gives ids for each chunk. Loading and reading are not timed. Both wall and CPU seconds are taken: on a machine
that does other work the CPU ratio is the one to read.
"""
import argparse
import os
import subprocess
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"
from tokenizers import Tokenizer  # noqa: E402


def chunks_of(data, kind):
    if kind == "lines":
        *lines, last = data.decode().split("\n")  # at nothing else: splitlines() also ends lines at "\r"
        return [line + "\n" for line in lines] + [last] * bool(last)
    chunks, at = [], 0
    while at < len(data):
        end = min(at + 1_000_000, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end += 1
        chunks.append(data[at:end].decode())
        at = end
    return chunks


def time_package(tokenizer, chunks):
    wall, cpu = time.perf_counter(), time.process_time()
    encodings = tokenizer.encode_batch_fast(chunks, add_special_tokens=False)
    seconds = time.perf_counter() - wall, time.process_time() - cpu
    return seconds, sum(len(encoding) for encoding in encodings)


def time_ours(process, kind, path):
    process.stdin.write(f"time {kind} {path}\n".encode())
    process.stdin.flush()
    answer = process.stdout.readline().split()
    return (float(answer[1]), float(answer[2])), int(answer[3])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--kinds", nargs="+", default=["lines", "documents"])
    parser.add_argument("tokenizers", nargs="+")
    options = parser.parse_args()
    with open(options.text, "rb") as file:
        data = file.read()
    megabytes = len(data) / 1e6
    print(f"{megabytes:.0f} MB | chunks | package MB/s (CPU) | ours MB/s (CPU) | ratio wall | ratio CPU | tokens")
    for path in options.tokenizers:
        package = Tokenizer.from_file(path)
        process = subprocess.Popen([options.driver, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for kind in options.kinds:
            chunks = chunks_of(data, kind)
            theirs, ours = [0.0, 0.0], [0.0, 0.0]
            for _ in range(options.rounds):
                seconds, tokens = time_package(package, chunks)
                theirs = [a + b for a, b in zip(theirs, seconds)]
                seconds, our_tokens = time_ours(process, kind, options.text)
                ours = [a + b for a, b in zip(ours, seconds)]
            rate = [options.rounds * megabytes / seconds for seconds in (theirs[1], ours[1])]
            same = "equal" if tokens == our_tokens else f"{tokens} and {our_tokens}"
            print(f"{os.path.basename(os.path.dirname(path)) or path} | {kind} | {rate[0]:.2f} | {rate[1]:.1f} | "
                  f"{theirs[0] / ours[0]:.1f} | {theirs[1] / ours[1]:.1f} | {same}", flush=True)
        process.stdin.close()
        process.wait()


if __name__ == "__main__":
    main()
