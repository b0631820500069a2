"""Turns samples into token batches; a worker process keeps the trainer fed."""
import json
import multiprocessing as mp
import pathlib
import random

import torch
from tokenizers import Tokenizer

import mix
from model import layout_of

HERE = pathlib.Path(__file__).parent
MAX_LEN = 640
CUT = {"sort": 0.2, "story": 0.3, "length": 0.15, "spell": 0.15, "reverse": 0.1, "refuse": 0.75, "chat": 0.2}  # share of samples cut short


def tokenizer():
    return Tokenizer.from_file(str(HERE.parent / "tokenizer.json"))


def encode(tok, s):
    return tok.encode(s, add_special_tokens=False).ids


def target(tok, r, x, think_end):
    """What is learned of a sample. Often only its beginning: the fixed answers are long and soon known, and how a question
    is understood shows in the first lines of the thought, so that more questions fit into a step."""
    s = mix.completion(x)
    if x["skill"] in ("refuse", "chat"):
        c = encode(tok, s)
        return c[:c.index(think_end) + 12] if r.random() < CUT[x["skill"]] else c
    lines = s.split("\n")
    if x["thought"].count("\n") < 2 or r.random() > CUT.get(x["skill"], 0.35):
        return encode(tok, s)
    e, end = tok.encode(s, add_special_tokens=False), len(lines[0]) + 1 + len(lines[1])
    return [i for i, (_, b) in zip(e.ids, e.offsets) if b <= end]


def make_batch(tok, r, tokens, chunks=6):
    """About `tokens` tokens of fresh samples, sorted by length into chunks: (ids, start of the target) each."""
    items, n, think_end = [], 0, tok.token_to_id("</think>")
    while n < tokens:
        x = mix.sample(r)
        p = encode(tok, mix.render(x["messages"]))
        c = target(tok, r, x, think_end)
        if len(p) + len(c) <= MAX_LEN:
            items.append((p + c, len(p)))
            n += len(p) + len(c)
    items.sort(key=lambda t: len(t[0]))
    q = -(-len(items) // chunks)
    return [items[i:i + q] for i in range(0, len(items), q)]


def tensors(chunks):
    items = [x for c in chunks for x in c]
    pos, layout = layout_of([[len(x[0]) for x in c] for c in chunks])
    ids = torch.tensor([t for x, _ in items for t in x])
    at, at2, start = [], [], 0
    for x, p in items:
        at.append(torch.arange(start + p - 1, start + len(x) - 1))
        at2.append(torch.arange(start + p - 1, start + len(x) - 2))
        start += len(x)
    at, at2 = torch.cat(at), torch.cat(at2)
    return {"ids": ids, "pos": pos, "layout": layout, "at": at, "y": ids[at + 1], "at2": at2, "y2": ids[at2 + 2]}


def worker(queue, seed, tokens, weights):
    torch.set_num_threads(1)
    tok, r = tokenizer(), random.Random(seed)
    if weights:
        mix.WEIGHTS.update(weights)
    while True:
        queue.put(make_batch(tok, r, tokens))


class Feeder:
    """Batches from a process of its own. The seed depends on the step, so that a resumed run sees new samples."""

    def __init__(self, seed, tokens, weights_file=None):
        weights = json.loads(weights_file.read_text()) if weights_file and weights_file.exists() else None
        self.queue = mp.Queue(maxsize=6)
        self.process = mp.Process(target=worker, args=(self.queue, seed, tokens, weights), daemon=True)
        self.process.start()

    def next(self):
        return tensors(self.queue.get())
