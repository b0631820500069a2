#!/usr/bin/env python3
"""10 MB of one kind of text through tokenizers: CPU seconds of each, and of those over a limit a list.

Usage: tokenizer_runs.py DRIVER [TOKENIZER...] [--configs] [--megabytes 10] [--only KIND...] [--limit 1.0]
DRIVER is BUILD/bin/tokenizer_driver, TOKENIZER a tokenizer.json or a GGUF file. --configs adds the pre-tokenizers of
tests/golden/tokenizer/configs.json over their small vocabulary, with one line for each kind: the slowest of them.
The stack is limited to 256 KiB. "refused" means that a pattern of PCRE2 takes too long and the text is an error for users.
"""
import argparse
import json
import os
import random
import resource
import subprocess
import tempfile

GOLDEN = os.path.join(os.path.dirname(__file__), "..", "golden", "tokenizer", "configs.json")


def repeated(text):
    text = text if isinstance(text, bytes) else text.encode()
    return lambda rng, size: (text * (size // len(text) + 1))[:size]


def drawn(*characters):
    units = [c if isinstance(c, bytes) else c.encode() for c in characters]
    return lambda rng, size: b"".join(rng.choices(units, k=size // min(map(len, units)) + 1))[:size]


def ranged(first, last):
    return drawn(*[chr(c) for c in range(first, last + 1)])


def words_of(alphabet, length):
    """Different words of one length with a space in front: nothing is found in a cache."""
    letters = alphabet.encode()
    return lambda rng, size: b"".join(b" " + bytes(rng.choices(letters, k=length)) for _ in range(size // (length + 1) + 1))[:size]


LOWER = "abcdefghijklmnopqrstuvwxyz"
KINDS = {
    "one letter": repeated(b"a"), "one capital": repeated(b"A"), "letters": ranged(0x61, 0x7A), "mixed case": drawn(*"abcXYZ"),
    "all letters": drawn(*(LOWER + LOWER.upper())), "hexadecimal": drawn(*"0123456789abcdef"),
    "base 64": drawn(*(LOWER + LOWER.upper() + "0123456789+/")), "bases": drawn(*"ACGT"), "bits": drawn(*"01"),
    "words of 5": words_of(LOWER, 5), "words of 31": words_of(LOWER, 31), "words of 96": words_of(LOWER, 96), "words of 97": words_of(LOWER, 97),
    "one digit": repeated(b"7"), "digits": ranged(0x30, 0x39), "Arabic digits": ranged(0x660, 0x669), "zero": repeated(b"0"),
    "spaces": repeated(b" "), "newlines": repeated(b"\n"), "carriage returns": repeated(b"\r\n"), "white space": drawn(*" \t\n\r\u3000"),
    "lone CR": repeated(b"\r"), "CR, LF, space": drawn(*"\r\n "), "CR LF space": repeated(b"\r\n \r \n  "), "tabs": repeated(b"\t"),
    "wide spaces": repeated("\u3000"), "no-break spaces": repeated("\u00a0"), "line separators": drawn(*"\u2028\u2029\u0085"),
    "one CJK": repeated("\u4e2d"), "CJK": ranged(0x4E00, 0x9FA5), "CJK signs": ranged(0x3000, 0x303F), "wide letters": ranged(0xFF01, 0xFF5E),
    "kana": ranged(0x3041, 0x30FE), "Hangul": ranged(0xAC00, 0xD7A3), "rare CJK": ranged(0x20000, 0x2A000),
    "Han and Latin": drawn(*"\u4e2da\u56fdb\u65871 "), "compatibility CJK": ranged(0xF900, 0xFA6D),
    "Cyrillic": ranged(0x430, 0x44F), "Greek": ranged(0x391, 0x3C9), "Arabic": ranged(0x627, 0x64A), "Hebrew": ranged(0x591, 0x5EA),
    "Devanagari": ranged(0x904, 0x94D), "Thai": ranged(0xE01, 0xE3A), "Georgian": ranged(0x10A0, 0x10FF), "any letters": ranged(0xC0, 0x24F),
    "any of the BMP": drawn(*[chr(c) for c in range(0x20, 0x10000) if not 0xD800 <= c < 0xE000]), "beyond the BMP": ranged(0x10000, 0x1FFFF),
    "one emoji": repeated("\U0001F600"), "emoji": ranged(0x1F600, 0x1F64F), "family": repeated("👩‍👩‍👧‍👦"),
    "joiners": drawn(*"👩👨\u200d\ufe0f\U0001F3FD"), "zero-width joiners": repeated("\u200d"), "one flag": repeated("🇩🇪"),
    "flags": ranged(0x1F1E6, 0x1F1FF), "dashes": repeated(b"-"), "punctuation": drawn(*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "less-than": repeated(b"<"), "apostrophes": repeated(b"'"), "contractions": repeated(b"'s'll'LL'"), "symbols": ranged(0x2190, 0x22FF),
    "dots and letters": repeated(b".a"), "letter, apostrophe": repeated(b"a'"), "underscores": repeated(b"_"), "slashes": repeated(b"/\n"),
    "one mark": repeated("\u0301"), "marks": ranged(0x300, 0x36F), "letter and marks": repeated("e\u0301\u0323"),
    "composed": repeated("\u1ec7"), "many marks": repeated("e" + "\u0323\u0301" * 500), "unsorted marks": repeated("\u0301\u0323\u0345\u0334\u05b0"),
    "double marks": drawn(*"aeiou\u0301\u0308\u0323\u0327"), "decomposing": ranged(0x958, 0x95F), "ligatures": ranged(0xFB00, 0xFB06), "longest NFKC": repeated("\ufdfa"),
    "Hangul jamo": repeated("\u1100\u1161\u11a8"), "jamo": ranged(0x1100, 0x11FF), "final jamo": repeated("\uac00\u11a8"),
    "controls": ranged(1, 8), "zeros": repeated(b"\0"), "private": ranged(0xE000, 0xE0FF), "unassigned": ranged(0xE0080, 0xE00FF),
    "continuation bytes": repeated(b"\x80"), "invalid bytes": drawn(*[bytes([b]) for b in range(0x80, 0x100)]), "0xFF": repeated(b"\xff"),
    "all bytes": drawn(*[bytes([b]) for b in range(0x100)]), "cut characters": repeated(b"\xe4\xb8"), "cut emoji": repeated(b"\xf0\x9f\x98"),
    "surrogates": repeated(b"\xed\xa0\x80"), "overlong": repeated(b"\xc0\xaf"), "bytes and letters": drawn(b"\xe9", b"a", b" "),
    "a special token": repeated("<｜end▁of▁sentence｜>"), "think": repeated(b"<think>"), "half of a token": repeated("<｜end▁of▁sen"),
    "bars": repeated(b"<|"), "half of im_end": repeated(b"<|im_en"), "tool calls": repeated(b" <tool_call> "), "end of turn": repeated(b"<|im_end|>  \n"),
    "two letters": drawn("a", "b"), "ab": repeated(b"ab"), "aab": repeated(b"aab"), "odd run": lambda rng, size: b"x" + b"a" * (size - 1),
    "growing runs": lambda rng, size: b"".join(b"a" * i + b"b" for i in range(4500))[:size],
    "long words": repeated(b"internationalization"), "words": repeated(b" the quick brown fox"), "brackets": drawn(*"()[]{}"),
    "spaces and letters": drawn(*"   ab"), "spaces, one letter": lambda rng, size: b" " * (size - 1) + b"a", "digits, then a letter": lambda rng, size: b"1" * (size - 1) + b"a",
    "letters, then a mark": lambda rng, size: b"a" * (size - 2) + "\u0301".encode(), "e and n": drawn(*"en"), "vowels": drawn(*"aeiou"), "st": repeated(b"st"), "in": repeated(b"ni"),
    "capital, small": repeated(b"aB"), "long s": repeated("\u017f'\u017f"), "dotted": repeated(b"a.b."), "spaced": repeated(b"a "), "spaced twice": repeated(b"a  "),
    "spaced digits": repeated(b"1 "), "quotes": repeated(b"\" '"), "tabs and spaces": drawn(*"\t "), "1000 digits": repeated(b"1" * 1000 + b" "),
}


def limited():
    resource.setrlimit(resource.RLIMIT_STACK, (256 << 10, 256 << 10))


class Driver:
    def __init__(self, program, name, path):
        self.name, self.path, self.program = name, path, program
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program, self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        preexec_fn=limited)

    def seconds(self, path):
        """CPU seconds and tokens; "refused", or "failed" with the exit status."""
        self.process.stdin.write(f"try whole {path}\n".encode())
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if not answer:
            status = self.process.wait()
            self.start()
            return 1e9, f"failed ({status})"
        return float(answer[2]), "refused" if answer[3] == b"-1" else f"{int(answer[3])} tokens"


def write_configs(folder):
    with open(GOLDEN, encoding="utf-8") as file:
        golden = json.load(file)
    for name, config in golden["configs"].items():
        path = os.path.join(folder, name + ".json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"added_tokens": golden["added_tokens"], "normalizer": config["normalizer"], "pre_tokenizer": config["pre_tokenizer"],
                       "model": dict(golden["model"], **config["model"])}, file, ensure_ascii=False)
        yield name, path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("tokenizers", nargs="*")
    parser.add_argument("--configs", action="store_true")
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--only", nargs="+")
    parser.add_argument("--limit", type=float, default=1.0)
    options = parser.parse_args()
    size = int(options.megabytes * 1e6)
    over = []
    with tempfile.TemporaryDirectory() as folder:
        own = [Driver(options.driver, os.path.basename(os.path.dirname(t)) or t, t) for t in options.tokenizers]
        others = [Driver(options.driver, *entry) for entry in write_configs(folder)] if options.configs else []
        print("text | " + " | ".join(driver.name for driver in own) + (" | slowest configuration" if others else ""))
        path = os.path.join(folder, "text")
        for kind, make in KINDS.items():
            if options.only and kind not in options.only:
                continue
            with open(path, "wb") as file:
                file.write(make(random.Random(1), size))
            results = [(*driver.seconds(path), driver.name) for driver in own]
            configs = [(*driver.seconds(path), driver.name) for driver in others]
            over += [(seconds, what, name, kind) for seconds, what, name in results + configs if seconds > options.limit]
            row = [kind] + [f"{seconds:.2f} s, {what}" for seconds, what, _ in results]
            row += ["{:.2f} s, {}, {}".format(*max(configs))] if configs else []
            print(" | ".join(row), flush=True)
    for seconds, what, name, kind in sorted(over, reverse=True):
        print(f"over {options.limit} s: {seconds:.2f} s, {what}, {name}, {kind}")
    print(f"{len(over)} over {options.limit} s")


if __name__ == "__main__":
    main()
