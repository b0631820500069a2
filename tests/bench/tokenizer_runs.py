#!/usr/bin/env python3
"""10 MB of one kind of text through a tokenizer: CPU seconds and the memory that it adds.

Usage: tokenizer_runs.py DRIVER TOKENIZER... [--megabytes 10]
DRIVER is BUILD/bin/tokenizer_driver, TOKENIZER a tokenizer.json or a GGUF file. The stack is limited to 256 KiB.
"""
import argparse
import os
import random
import resource
import subprocess
import tempfile


def repeated(text):
    return lambda rng, size: (text * (size // len(text) + 1))[:size]


def drawn(*characters):
    units = [c if isinstance(c, bytes) else c.encode() for c in characters]
    return lambda rng, size: b"".join(rng.choices(units, k=size // min(map(len, units))))[:size]


def ranged(first, last):
    return drawn(*[chr(c) for c in range(first, last + 1)])


KINDS = {
    "one letter": repeated(b"a"), "one capital": repeated(b"A"), "letters": ranged(0x61, 0x7A), "mixed case": drawn(*"abcXYZ"),
    "one digit": repeated(b"7"), "digits": ranged(0x30, 0x39), "Arabic digits": ranged(0x660, 0x669),
    "spaces": repeated(b" "), "newlines": repeated(b"\n"), "carriage returns": repeated(b"\r\n"), "white space": drawn(*" \t\n\r\u3000"),
    "wide spaces": repeated("\u3000".encode()), "one CJK": repeated("\u4e2d".encode()), "CJK": ranged(0x4E00, 0x9FA5),
    "kana": ranged(0x3041, 0x30FE), "Hangul": ranged(0xAC00, 0xD7A3), "rare CJK": ranged(0x20000, 0x2A000),
    "Cyrillic": ranged(0x430, 0x44F), "Arabic": ranged(0x627, 0x64A), "Devanagari": ranged(0x904, 0x94D), "Thai": ranged(0xE01, 0xE3A),
    "one emoji": repeated("\U0001F600".encode()), "emoji": ranged(0x1F600, 0x1F64F), "family": repeated("👩‍👩‍👧‍👦".encode()),
    "flags": ranged(0x1F1E6, 0x1F1FF), "dashes": repeated(b"-"), "punctuation": drawn(*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "less-than": repeated(b"<"), "apostrophes": repeated(b"'"), "contractions": repeated(b"'s'll'LL'"), "symbols": ranged(0x2190, 0x22FF),
    "one mark": repeated("\u0301".encode()), "marks": ranged(0x300, 0x36F), "letter and marks": repeated("e\u0301\u0323".encode()),
    "Hangul jamo": repeated("\u1100\u1161\u11a8".encode()), "controls": ranged(1, 8), "zeros": repeated(b"\0"), "private": ranged(0xE000, 0xE0FF),
    "continuation bytes": repeated(b"\x80"), "invalid bytes": drawn(*[bytes([b]) for b in range(0x80, 0x100)]),
    "all bytes": drawn(*[bytes([b]) for b in range(0x100)]), "cut characters": repeated(b"\xe4\xb8"),
    "a special token": repeated("<｜end▁of▁sentence｜>".encode()), "think": repeated(b"<think>"), "half of a token": repeated("<｜end▁of▁sen".encode()),
    "two letters": drawn("a", "b"), "ab": repeated(b"ab"), "aab": repeated(b"aab"), "odd run": lambda rng, size: b"x" + b"a" * (size - 1),
    "long words": repeated(b"internationalization"), "growing runs": lambda rng, size: b"".join(b"a" * i + b"b" for i in range(4500))[:size],
    "brackets": drawn(*"()[]{}"), "spaces and letters": drawn(*"   ab"),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("tokenizers", nargs="+")
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--only")
    options = parser.parse_args()
    size = int(options.megabytes * 1e6)
    print("text | " + " | ".join(os.path.basename(os.path.dirname(t)) or t for t in options.tokenizers) + " (CPU s, MiB at most)")
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "text")
        for kind, make in KINDS.items():
            if options.only and kind != options.only:
                continue
            with open(path, "wb") as file:
                file.write(make(random.Random(1), size))
            row = [kind]
            for tokenizer in options.tokenizers:
                limit = lambda: resource.setrlimit(resource.RLIMIT_STACK, (256 << 10, 256 << 10))  # noqa: E731
                process = subprocess.Popen([options.driver, tokenizer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=limit)
                answer = process.communicate(f"time whole {path}\n".encode())[0].split()
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
                worst = max(worst, float(answer[2]) if answer else 1e9)
                row.append(f"{float(answer[2]):.2f} s, {int(answer[3])} tokens" if answer else f"failed ({process.returncode})")
            print(" | ".join(row), f"| {peak} MiB", flush=True)
    print(f"worst: {worst:.2f} s")


if __name__ == "__main__":
    main()
