"""Word problems: a text, fitting numbers, the steps."""
import re

import skills
from noise import rough
from stories_more import MORE, english_pair, free_story
from stories_wide import WIDE
from wording import LANGS, PH, bare, expand, number_word, pick
from words import REAL, held_out

STORY = {L: PH[L].STORY + MORE[L] for L in LANGS}


def noun(r, L):
    w = r.choice(REAL[L] if r.random() < 0.8 else REAL["en"])
    while held_out(w.lower()) or w in ("hello", "goodbye", "bonjour"):  # else the held-out words would be seen in refusals and stories alone
        w = r.choice(REAL[L])
    return w if L == "de" else w.lower() + ("s" if L != "zh" and r.random() < 0.5 else "")


def story_text(r, L):
    """(text, signs, may the factors change places?)"""
    k = r.random()
    if k < 0.45:
        text, ops = r.choice(WIDE[L])
        return (text, ops, True) if L == "en" or not bare(text) else story_text(r, L)
    if k < 0.62:
        return (*free_story(r, L), False)
    if k < 0.72 and L == "en":
        return (*english_pair(r), False)
    return (*r.choice(STORY[L]), False)


def story_numbers(r, text, ops, flip):
    """The numbers of one problem in the order of the calculation, or None when they leave the model's range."""
    v = [r.randint(2, r.choice([20, 60, 100, 100, 300, 999, 999 if r.random() < 0.9 else 5000]))]
    if ops[0] == "*":
        v = [r.randint(2, 9), r.randint(2, r.choice([9, 20, 99, 99 if r.random() < 0.8 else 300]))]
        if flip and r.random() < 0.5 or any(x in text for x in ("{n} tickets", "Each", "after {n}", "Jede", "jeder", "Chaque", "Cada", "每个盒", "[einer")) or text.startswith("每个"):
            v = v[::-1]
        acc, rest = v[0] * v[1], ops[1:]
    else:
        acc, rest = v[0], ops
    for op in rest:
        if op == "2":
            acc *= 2
        elif op == "s":
            acc += v[0]
        elif op == "r":
            v.append(acc + r.randint(1, r.choice([10, 50, 100, 300])))
            acc = v[-1] - acc
        else:
            x = r.randint(2, 9) if op == "*" else r.randint(2, acc - 1) if op == "-" and acc > 3 else r.randint(2, r.choice([20, 60, 100, 300, 300 if r.random() < 0.9 else 4000]))
            v.append(x)
            if op == "*" and acc > 999:
                return None
            acc = skills.value(op, acc, x)
        if acc < 0 or acc > 9999:
            return None
    return v


def steps_of(ops, v):
    out, i = [], 1
    for op in ops:
        if op in "2s":
            out.append(("*", 2) if op == "2" else ("+", v[0]))
        else:
            out.append((op, v[i]))
            i += 1
    return v[0], out


def q_story(r, L, held, _=None):
    text, ops, flip = story_text(r, L)

    def make():
        while True:
            v = story_numbers(r, text, ops, flip)
            if v:
                return ("story", ops, *v)
    v = list(pick(r, held, make)[2:])
    names = r.sample(PH[L].NAMES, 3)
    t = re.sub("  +", " ", expand(r, text))
    t = re.sub(r"(^|[.?!] )([a-z])", lambda m: m[1] + m[2].upper(), t).replace("{N}", names[0]).replace("{M}", names[1]).replace("{O}", names[2])
    t = t.replace("{t}", r.choice(PH[L].THINGS) if r.random() < 0.75 else noun(r, L))
    while "{w}" in t:
        t = t.replace("{w}", noun(r, L), 1)
    t = rough(r, t, L, 0.6)
    say = number_word if r.random() < 0.07 else lambda x, L: x
    for i, n in enumerate(v):
        t = t.replace("{" + str(i + 1) + "}", str(say(n, L))).replace("{n}", str(say(n, L)), 1)
    return t, skills.story(steps_of(ops, v), L), ("num", None)
