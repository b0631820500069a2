#!/usr/bin/env python3
"""Ids of random lines against the `tokenizers` package and, for GGUF, llama.cpp. Prints a table.

Usage: check_tokenizers.py --driver BUILD/bin/tokenizer_driver [--lines 2000] [--seed 1] [--shared ../shared]
                           [--only NAME] [--no-llama]

For each configuration of tokenizer_configs.py a small vocabulary is trained; then lines over scripts, emoji, code, white
space, contractions, numbers, marks and special tokens are encoded, with special tokens recognised and as text:
  json  differences between our reader of tokenizer.json and the package
  gguf  between our reader of GGUF, by each name of tokenizer.ggml.pre, and the package (without white space flags of added
        tokens, which GGUF does not have)
  llama between that and llama.cpp; in brackets how many of these lines llama.cpp splits otherwise than the package
The tokenizers of the shared folder are checked by "json" only. Needs `tokenizers`, `gguf`, and for --llama
`llama-cpp-python`.
"""
import argparse
import os
import random
import struct
import subprocess
import sys
import tempfile
import threading

os.environ["TOKENIZERS_PARALLELISM"] = "false"
from tokenizers import Tokenizer  # noqa: E402

import make_tokenizer_goldens as corpus  # noqa: E402
import tokenizer_configs as configs  # noqa: E402


class Driver:
    """Our tokenizer of a file."""

    def __init__(self, program, path):
        self.process = subprocess.Popen([program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def encode(self, lines, special):
        def feed():
            write = self.process.stdin.write
            write(b"%s %d\n" % (b"encode" if special else b"ENCODE", len(lines)))
            for line in lines:
                data = line.encode()
                write(struct.pack("<I", len(data)) + data)
            self.process.stdin.flush()
        feeder = threading.Thread(target=feed)
        feeder.start()
        rows = []
        for _ in lines:
            count, = struct.unpack("<I", self.process.stdout.read(4))
            if count == 0xFFFFFFFF:
                rows.append("error")
            else:
                rows.append(list(struct.unpack("<%di" % count, self.process.stdout.read(4 * count))))
        feeder.join()
        return rows

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def more_pieces(rng, words):
    kind = rng.randrange(8)
    if kind == 0:
        return "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 40)))
    if kind == 1:
        return rng.choice([" ", "\n", "\t", "\r\n", " \n", "\u3000"]) * rng.randint(1, 40)
    if kind == 2:
        return rng.choice(["don", "WE", "I", "\u00c9l", "\u4e2d", "x1"]) + rng.choice(corpus.CONTRACTIONS) + rng.choice(["", "s", " ", "T"])
    if kind == 3:
        return "".join(rng.choice("\u4e00\u4eba\u5927\u3042\u30a2\u30fb\u3007\uac00\u3400\u2e80\U00020000\u9fff\uf900") for _ in range(rng.randint(1, 20)))
    if kind == 4:
        return "".join(rng.choice(["a", "\u0301", "\u0323", "\u093c", "\u05b0", "\u1ab0", "\u0345"]) for _ in range(rng.randint(1, 12)))
    if kind == 5:
        return rng.choice(["UPPER", "<think>", "</think>", "<tool_call>", "<s>", "</s>", "<unk>"]) + rng.choice(["", " ", "\n"])
    if kind == 6:
        word = rng.choice(words)
        return rng.choice([word, word.upper(), word.title(), word + rng.choice(words).title()]) + rng.choice(["", " ", "/", "_", "-", "."])
    return "".join(rng.choice("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") for _ in range(rng.randint(1, 12)))


def make_lines(count, seed):
    rng = random.Random(seed)
    words = " ".join(text for texts in corpus.SCRIPTS.values() for text in texts).split() + " ".join(corpus.CODE).split()
    lines = []
    while len(lines) < count:
        parts = [corpus.piece(rng) if rng.random() < 0.5 else more_pieces(rng, words) for _ in range(rng.choice([1, 2, 3, 5, 9, 30]))]
        lines.append("".join(parts))
    return lines


def expected(tokenizer, lines, special):
    tokenizer.encode_special_tokens = not special
    return [encoding.ids for encoding in tokenizer.encode_batch(lines, add_special_tokens=False)]


def differences(ours, theirs, lines, what, shown):
    wrong = [i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b]
    for i in wrong[:shown]:
        print("   ", what, repr(lines[i])[:300], "\n      ours  ", ours[i][:60], "\n      theirs", theirs[i][:60])
    return len(wrong)


def llama_rows(path, lines, special):
    import llama_cpp
    model = llama_cpp.Llama(path, vocab_only=True, verbose=False)
    return [model.tokenize(line.encode(), add_bos=False, special=special) for line in lines]


def check_json(options, name, text, lines, folder):
    path = os.path.join(folder, name + ".json")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    package = Tokenizer.from_str(text)
    wrong = 0
    with Driver(options.driver, path) as driver:
        for special in (True, False):
            wrong += differences(driver.encode(lines, special), expected(package, lines, special), lines, name, options.show)
    return wrong


def check_gguf(options, name, text, pre, lines, folder):
    path = os.path.join(folder, name + ".gguf")
    text = configs.without_flags(text)
    configs.write_gguf(path, text, pre)
    package = Tokenizer.from_str(text)
    with Driver(options.driver, path) as driver:
        ours = driver.encode(lines, True)
    theirs = expected(package, lines, True)
    wrong = differences(ours, theirs, lines, pre, options.show)
    if not options.llama:
        return wrong, None, None
    try:
        llama = llama_rows(path, lines, True)
    except ValueError:
        return wrong, "refuses", ""
    return wrong, differences(ours, llama, lines, pre + " (llama.cpp)", 0), sum(a != b for a, b in zip(theirs, llama))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--no-llama", dest="llama", action="store_false")
    parser.add_argument("--shared", default=os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared"))
    options = parser.parse_args()
    lines = make_lines(options.lines, options.seed)
    training = corpus.corpus() + make_lines(1500, 12345)
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        print("configuration | lines | json | gguf | llama.cpp [other than the package]")
        for name, config in configs.CONFIGS.items():
            if options.only and options.only != name:
                continue
            text = configs.train(config, training)
            row = [name, len(lines), check_json(options, name, text, lines, folder)]
            for pre in config.get("gguf", []):
                wrong, llama, others = check_gguf(options, name, text, pre, lines, folder)
                total += wrong
                row.append(f"{pre}: {wrong} | {llama} [{others}]")
            total += row[2]
            print(" | ".join(map(str, row)), flush=True)
        for name in corpus.SHARED:
            path = os.path.join(options.shared, "tokenizers", name, "tokenizer.json")
            if os.path.exists(path) and options.only in (None, name):
                with open(path, encoding="utf-8") as file:
                    wrong = check_json(options, name, file.read(), lines, folder)
                total += wrong
                print(name, len(lines), wrong, sep=" | ", flush=True)
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
