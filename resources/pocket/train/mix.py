"""Puts conversations together: a skill, a language, a phrasing, numbers and words; with or without history.

sample(r, held) -> dict(skill, lang, messages, thought, answer, value). held picks the held-out part: problems (or
words) whose hash falls into a fixed tenth, which the training never sees.
"""
import random

import refusals
from declines import q_chat, q_no
from follow import follow_arith, follow_list, follow_pair, follow_word
from problems import q_arith, q_compare, q_list, q_word
from tales import q_story
from wording import LANGS

MAKE = {"add": (q_arith, "+"), "sub": (q_arith, "-"), "mul": (q_arith, "*"), "max": (q_list, "max"),
        "min": (q_list, "min"), "asc": (q_list, "asc"), "desc": (q_list, "desc"), "count": (q_word, "count"),
        "length": (q_word, "length"), "spell": (q_word, "spell"), "reverse": (q_word, "reverse"),
        "story": (q_story, None), "refuse": (q_no, None), "near": (q_no, "near"), "hello": (q_chat, "hello"), "who": (q_chat, "who"),
        "can": (q_chat, "can"), "thanks": (q_chat, "thanks"), "bye": (q_chat, "bye"),
        "big": (q_compare, "big"), "small": (q_compare, "small"), "gt": (q_compare, "gt"), "lt": (q_compare, "lt")}
GROUP = {"compare": ["max", "min", "big", "big", "small", "gt", "lt"], "sort": ["asc", "asc", "desc"],
         "chat": ["hello", "who", "can", "who", "can", "thanks", "thanks", "bye"]}
WEIGHTS = {"add": 5, "sub": 6, "mul": 6, "compare": 14, "sort": 44, "count": 14, "length": 2, "spell": 6, "reverse": 8,
           "story": 18, "follow": 19, "refuse": 14, "chat": 9}
LANG_WEIGHTS = [4, 1.2, 1.2, 1.2, 1.2]


def single(r, L, held, skill):
    fn, arg = MAKE[r.choice(GROUP.get(skill, [skill]))]
    return fn(r, L, held, arg)


SINGLES = ["add", "sub", "mul", "compare", "sort", "count", "spell", "reverse", "story", "refuse", "chat"]


def follow_any(r, L, held):
    return [single(r, L, held, r.choice(SINGLES))[:2] for _ in range(r.choice([2, 2, 3]))]


def sample(r, held=False, skill=None, lang=None):
    skill = skill or r.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    L = lang or r.choices(LANGS, [2, 1.5, 1.5, 1.5, 1.5] if skill in ("refuse", "chat") else LANG_WEIGHTS)[0]
    if skill == "follow":
        # held-out follow-ups are the dependent ones; training also mixes in unrelated new questions
        f = r.choices([follow_arith, follow_list, follow_pair, follow_word, follow_any], [4, 2, 0.6, 4, 0 if held else 2])[0]
        turns = f(r, L, held)
    else:
        turns = [single(r, L, held, skill)[:2]]
    msgs = []
    if r.random() < 0.06:
        msgs.append({"role": "system", "content": r.choice(refusals.SYSTEM)})
    for q, out in turns:
        msgs.append({"role": "user", "content": q})
        msgs.append({"role": "assistant", "content": out[1]})
    msgs.pop()
    thought, answer, value = turns[-1][1]
    return {"skill": skill, "lang": L, "messages": msgs, "thought": thought, "answer": answer, "value": value}


def render(msgs):
    """What the R1 chat template gives, with the generation prompt."""
    s = "<｜begin▁of▁sentence｜>" + "\n\n".join(m["content"] for m in msgs if m["role"] == "system")
    for m in msgs:
        if m["role"] == "user":
            s += "<｜User｜>" + m["content"]
        elif m["role"] == "assistant":
            s += "<｜Assistant｜>" + m["content"] + "<｜end▁of▁sentence｜>"
    return s + "<｜Assistant｜><think>\n"


def completion(x):
    return x["thought"] + "\n</think>\n\n" + x["answer"] + "<｜end▁of▁sentence｜>"


if __name__ == "__main__":
    r = random.Random(1)
    for _ in range(40):
        x = sample(r)
        print("=" * 20, x["skill"], x["lang"])
        print(render(x["messages"]) + completion(x))
