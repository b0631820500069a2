#!/usr/bin/env python3
"""Random tokenizer.json files against the `tokenizers` package: random pre-tokenizers, normalisers, post-processors, options of the
model and flags of added tokens, each over random lines. Prints what differs and what is refused.

Usage: tokenizer_fuzz.py --driver BUILD/bin/tokenizer_driver [--configs 100] [--lines 60] [--seed 1]
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

from tokenizers import Tokenizer

import check_tokenizers as check
import make_tokenizer_goldens as corpus
import tokenizer_configs as configs

BEHAVIORS = ["Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"]
REGEXES = ["\\s+", "\\s", "\\p{L}+", "\\p{N}", "[0-9]{1,2}", "\\w+|[^\\w\\s]+", "(?=[A-Z])", "[aeiou]", "\\p{P}", "[\\r\\n]", "\\s?\\p{L}+",
           ".", "^.", "$", "\\b", "(?i)the|and", "(?<=\\p{L})\\d", "x*", "<[^>]*>", configs.LLAMA3, configs.GPT2, configs.V3_MAIN,
           configs.QWEN2, "\\p{N}{1,3}", "[一-龥]+", "\\d{1,3}(?=(?:\\d{3})*\\b)", "(?=(\\d{3})+(?!\\d))",
           "\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))"] + [part["pattern"]["Regex"] for part in configs.CONFIGS["jais-2"]["pre"]["pretokenizers"][:1]]
LITERALS = [" ", "a", "\n", "the", "<", "  ", "\u4e2d", "'"]
FORMS = ["NFC", "NFD", "NFKC", "NFKD"]
ADDED = ["<think>", "think", " think", "<", "the", "THE", "\u00e9", "e\u0301", "  ", "\n", "12", "\u4e2d", "don", "<|im", "<|im_end|>", "\ufb01"]


def random_split(rng):
    pattern = {"Regex": rng.choice(REGEXES)} if rng.random() < 0.8 else {"String": rng.choice(LITERALS)}
    return {"type": "Split", "pattern": pattern, "behavior": rng.choice(BEHAVIORS), "invert": rng.random() < 0.3}


def random_part(rng):
    kind = rng.randrange(7)
    if kind == 0:
        return {"type": "Digits", "individual_digits": rng.random() < 0.5}
    if kind == 1:
        return {"type": "Punctuation", "behavior": rng.choice(BEHAVIORS)}
    if kind == 2:
        return {"type": rng.choice(["Whitespace", "WhitespaceSplit"])}
    return random_split(rng)


def random_pre(rng):
    parts = [random_part(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]))]
    parts.append(configs.byte_level(rng.random() < 0.5, rng.random() < 0.4))
    if rng.random() < 0.15:
        parts.append(random_part(rng))
    if rng.random() < 0.2 and len(parts) > 1:
        parts = [configs.sequence(*parts[:1]), *parts[1:]]
    return parts[0] if len(parts) == 1 else configs.sequence(*parts)


def random_normalizer(rng):
    if rng.random() < 0.5:
        return None
    forms = [{"type": rng.choice(FORMS)} for _ in range(rng.choice([1, 1, 2, 3]))]
    return forms[0] if len(forms) == 1 else {"type": "Sequence", "normalizers": forms}


def random_added(rng, vocab):
    """With the ids that the package would give them; it does not look at those of the file."""
    added, following = [], len(vocab)
    for content in rng.sample(ADDED, rng.randrange(6)):
        flags = {flag: rng.random() < 0.25 for flag in ("single_word", "lstrip", "rstrip", "normalized", "special")}
        added.append({"id": vocab.get(content, following), "content": content, **flags})
        following += content not in vocab
    return added


def random_post(rng):
    if rng.random() < 0.5:
        return {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True}
    return None


def random_config(rng, base):
    whole = json.loads(base)
    whole["pre_tokenizer"], whole["normalizer"] = random_pre(rng), random_normalizer(rng)
    whole["post_processor"] = random_post(rng)
    whole["model"]["ignore_merges"] = rng.random() < 0.3
    whole["added_tokens"] = whole["added_tokens"][:2] + random_added(rng, whole["model"]["vocab"])
    if rng.random() < 0.3:
        rng.shuffle(whole["model"]["merges"])
    return json.dumps(whole, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--configs", type=int, default=100)
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder for the files that differ")
    options = parser.parse_args()
    base = configs.train(configs.CONFIGS["no-split"], corpus.corpus(), 900)
    counts = collections.Counter()
    for number in range(options.configs):
        rng = random.Random(options.seed * 100003 + number)
        text = random_config(rng, base)
        lines = check.make_lines(options.lines - 20, rng.randrange(1 << 30))
        lines += ["".join(rng.choice(ADDED + LITERALS + ["x", "1", ".", "\t"]) for _ in range(rng.randint(1, 12))) for _ in range(20)]
        try:
            package = Tokenizer.from_str(text)
        except Exception as error:  # noqa: BLE001: the package raises plain exceptions
            counts[f"the package refuses: {str(error)[:60]}"] += 1
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "random.json")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            probe = subprocess.run([options.driver, path], input=b"", capture_output=True, check=False)
            if probe.returncode:
                counts[f"we refuse: {probe.stderr.decode().split(': ', 1)[-1][:90]}"] += 1
                continue
            wrong = 0
            with check.Driver(options.driver, path) as driver:
                for special in (True, False):
                    try:
                        theirs = check.expected(package, lines, special)
                    except BaseException as error:  # noqa: BLE001: a panic of the package
                        if type(error).__name__ != "PanicException":
                            raise
                        counts["the package panics"] += 1
                        continue
                    ours = driver.encode(lines, special)
                    wrong += check.differences(ours, theirs, lines, f"{number} special={special}", 1 if wrong == 0 else 0)
        if wrong:
            whole = json.loads(text)
            print(f"{number}: {wrong} of {2 * len(lines)} differ:", json.dumps({k: whole[k] for k in ("pre_tokenizer", "normalizer", "added_tokens")},
                                                                             ensure_ascii=False), flush=True)
            if options.keep:
                with open(os.path.join(options.keep, f"{number}.json"), "w", encoding="utf-8") as file:
                    file.write(text)
        counts["equal" if wrong == 0 else "differ"] += 1
    for what, count in counts.most_common():
        print(count, what)
    sys.exit(1 if counts["differ"] else 0)


if __name__ == "__main__":
    main()
