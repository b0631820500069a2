#!/usr/bin/env python3
"""Writes mixed text for tokenizer_throughput.py, from what is installed on this machine.

Usage: tokenizer_corpus.py OUT [megabytes, default 50]

A fifth each: C and C++ headers, Python sources, English documents and manual pages, translations in alphabets, translations
in Chinese, Japanese and Korean; and a twentieth of generated numbers and tables. Blocks of 64 KiB, shuffled with a fixed
seed, so that every part of the file has all of it. A kind that this machine has too little of is repeated.
"""
import glob
import gzip
import os
import random
import struct
import sys
import sysconfig

BLOCK = 1 << 16
CJK = ("zh", "ja", "ko")


def decoded(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def read_files(paths, rng):
    paths = sorted(path for path in paths if os.path.isfile(path))
    rng.shuffle(paths)
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        try:
            with opener(path, "rb") as file:
                text = decoded(file.read(1 << 20))
        except OSError:
            continue
        if text:
            yield text


def messages(path):
    """The translated strings of a compiled gettext catalogue."""
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 20 or data[:4] != b"\xde\x12\x04\x95":
        return ""
    count, _, table = struct.unpack_from("<3I", data, 8)
    texts = []
    for i in range(1, count):  # the first is the header
        length, offset = struct.unpack_from("<2I", data, table + 8 * i)
        texts.append(decoded(data[offset:offset + length].replace(b"\0", b"\n")))
    return "\n".join(texts) + "\n"


def catalogues(cjk, rng):
    paths = sorted(glob.glob("/usr/share/locale/*/LC_MESSAGES/*.mo"))
    rng.shuffle(paths)
    for path in paths:
        if (path.split("/")[4][:2] in CJK) == cjk:
            yield messages(path)


def numbers(rng):
    while True:
        rows = []
        for _ in range(200):
            rows.append("%d, %.3f, 0x%x, 20%02d-%02d-%02d; %s" % (
                rng.randrange(10 ** rng.randint(1, 12)), rng.random() * 1000, rng.randrange(1 << 32), rng.randrange(100),
                rng.randint(1, 12), rng.randint(1, 28), rng.randrange(10 ** 6)))
        yield "\n".join(rows) + "\n"


def blocks(texts, size):
    """About `size` bytes of text in blocks, beginning again where there is not enough."""
    texts = iter(texts)
    seen, out, pending, total = [], [], [], 0
    while total < size:
        text = next(texts, None)
        if text is None:
            if not seen:
                return out
            texts = iter(seen)
            continue
        if len(seen) < 4096:
            seen.append(text)
        pending.append(text)
        if sum(map(len, pending)) >= BLOCK or len(pending) > 1000:
            joined = "".join(pending)
            total += len(joined.encode())
            out += [joined[i:i + BLOCK] for i in range(0, len(joined), BLOCK)]
            pending = []
    return out


def main():
    out, size = sys.argv[1], int(float(sys.argv[2] if len(sys.argv) > 2 else 50) * 1e6)
    rng = random.Random(20261122)
    headers = glob.glob("/usr/include/**/*.h", recursive=True) + glob.glob("/usr/include/c++/**", recursive=True)
    python = glob.glob(os.path.join(sysconfig.get_paths()["stdlib"], "**", "*.py"), recursive=True)
    prose = glob.glob("/usr/share/doc/*/*") + glob.glob("/usr/share/man/man*/*.gz")
    kinds = [(read_files(headers, rng), 0.19), (read_files(python, rng), 0.19), (read_files(prose, rng), 0.19),
             (catalogues(False, rng), 0.19), (catalogues(True, rng), 0.19), (numbers(rng), 0.05)]
    parts = []
    for texts, share in kinds:
        parts += blocks(texts, size * share)
    rng.shuffle(parts)
    data = "".join(parts).encode()[:size]
    data = data.decode("utf-8", "ignore").encode()
    with open(out, "wb") as file:
        file.write(data)
    print(out, len(data), "bytes")


if __name__ == "__main__":
    main()
