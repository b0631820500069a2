#!/usr/bin/env python3
"""Writes tests/golden/tokenizer/configs.json: every pre-tokenizer of tokenizer_configs.py over one small vocabulary, and the
ids that the `tokenizers` package gives for random lines.

{"lines": [text...], "model": ..., "added_tokens": [...],
 "configs": {name: {"pre_tokenizer": ..., "normalizer": ..., "model": changes, "gguf": [names of tokenizer.ggml.pre],
                    "rows": [[number of ids, their CRC-32] with special tokens recognised, and the same without]}}}
"""
import json
import os

from tokenizers import Tokenizer

import check_tokenizers as check
import make_tokenizer_goldens as corpus
import tokenizer_configs as configs

OUT = os.path.join(corpus.ROOT, "configs.json")
MODEL_KEYS = {"ignore_merges": "ignore_merges", "unk": "unk_token", "fuse_unk": "fuse_unk"}


def main():
    lines = check.make_lines(150, 77)
    # Trained without splitting, so that tokens reach across every boundary that a pre-tokenizer should draw.
    base = json.loads(configs.without_flags(configs.train(configs.CONFIGS["no-split"], corpus.corpus(), 900)))
    result = {"lines": lines, "model": base["model"], "added_tokens": base["added_tokens"], "configs": {}}
    for name, config in configs.CONFIGS.items():
        changes = {key: config[k] for k, key in MODEL_KEYS.items() if k in config and not config.get("small_alphabet")}
        whole = dict(base, pre_tokenizer=config["pre"], normalizer=config.get("normalizer"), model=dict(base["model"], **changes))
        package = Tokenizer.from_str(json.dumps(whole))
        rows = [[], []]
        for special in (True, False):
            rows[not special] = [corpus.summary(ids) for ids in check.expected(package, lines, special)]
        result["configs"][name] = {"pre_tokenizer": config["pre"], "normalizer": config.get("normalizer"), "model": changes,
                                   "gguf": config.get("gguf", []), "rows": [a + b for a, b in zip(*rows)]}
    with open(OUT, "w") as file:
        json.dump(result, file, separators=(",", ":"))
    print(OUT, os.path.getsize(OUT), "bytes")


if __name__ == "__main__":
    main()
