"""Questions outside the skills, near misses among them, and small talk."""
import re

import more_refusals
import refusals
from noise import rough
from problems import OPKEY
from tales import noun
from wording import expand, number, numlist, phrase, show_list, split_top
from words import word


def no_list(table):
    """The refusals of a language; bare symbols count as English."""
    return {L: [s for s in split_top(v) if L == "en" or re.search(r"[^\W\d_]", re.sub(r"\{\w\}", "", s)) or s == "{x}"]
            for L, v in table.items()}


NO, NO2 = no_list(refusals.NO), no_list(more_refusals.NO)


def decimal(r, L):
    dot = "," if L != "en" and r.random() < 0.5 else "."
    return f"{r.randint(0, r.choice([9, 99, 999]))}{dot}{r.randint(0, r.choice([9, 9, 99, 999]))}"


def large(r):
    d = r.choice([4, 4, 5, 6, 7])
    return r.randint(10 ** d, 10 ** (d + 1) - 1)


NEAR = 0.3  # share of near misses among the refusals


def near_miss(r, L):
    """A skill's own wording with a problem that is outside it: decimals, long numbers or lists, wide products, minus signs."""
    k = r.random()
    if k < 0.22:
        a, b = r.choice([(decimal(r, L), decimal(r, L)), (decimal(r, L), str(number(r, 3))), (str(number(r, 3)), decimal(r, L))])
        op = r.choice("++--*")
        return phrase(r, L, OPKEY[op], a=a, b=b, op=op)
    if k < 0.42:
        a, b = r.choice([(large(r), large(r)), (large(r), number(r)), (number(r), large(r))])
        key = r.choice(["add", "add", "sub", "sub", "big", "gt", "small"])
        return phrase(r, L, key, a=a, b=b, **({"op": "+" if key == "add" else "-"} if key in ("add", "sub") else {}))
    if k < 0.69:
        a, b = r.choice([(r.randint(10, 99), r.randint(10, 99)), (r.randint(10, 99), r.randint(10, 99)), (r.randint(100, 9999), r.randint(10, 999)), (r.randint(1000, 99999), r.randint(2, 9))])
        return phrase(r, L, "mul", a=a, b=b, op="*") if r.random() < 0.6 else phrase(r, L, "mul", a=b, b=a, op="*")
    key = r.choice(["max", "min", "asc", "asc", "desc"])
    if k < 0.89:
        return phrase(r, L, key, l=show_list(r, [number(r, r.choice([1, 2, 3, 4])) for _ in range(r.choice([6, 6, 6, 7, 7, 8, 9]))], L))
    if k < 0.95:
        return phrase(r, L, key, l=show_list(r, [decimal(r, "en") for _ in range(r.randint(2, 5))], L)) if r.random() < 0.6 else phrase(r, L, r.choice(["big", "small", "gt", "lt"]), a=decimal(r, L), b=decimal(r, L))
    return phrase(r, L, r.choice(["add", "sub", "mul"]), a=f"-{number(r, 3)}", b=str(number(r, 2)), op="+")


def q_no(r, L, held, kind=None):
    """Training mixes near misses in; the evaluation has them as a skill of their own."""
    if kind == "near" or not held and r.random() < NEAR:
        return near_miss(r, L), chat_answer(L, "no"), ("none",)
    t = re.sub("  +", " ", expand(r, r.choice(NO[L] if r.random() < 0.45 else NO2[L])))
    k = r.random()
    if k < 0.22:
        t = expand(r, r.choice(refusals.START[L])) + refusals.GLUE[L][0].join(
            r.choice(refusals.GLUE[L][1:]).replace("#", noun(r, L)) for _ in range(r.randint(1, 4))) + r.choice(["?", ".", "", "?"])
    elif k < 0.3:
        t += (" " if L != "zh" else "") + re.sub("  +", " ", expand(r, r.choice(NO[L])))
    t = rough(r, t, L, 0.7)
    while "{" in t:
        i = t.index("{")
        k = t[i + 1]
        t = t.replace("{" + k + "}", {
            "x": r.choice(refusals.TOPIC[L]), "w": word(r, L, held).lower() if L != "de" else word(r, L, held), "n": str(number(r)), "m": str(r.randint(2, 99)),
            "l": show_list(r, numlist(r, 4), L), "d": decimal(r, L),
            "N": str(large(r)),
            "T": str(r.randint(10, 9999)), "F": str(r.randint(1000, 99999)), "6": show_list(r, [number(r, 3) for _ in range(r.randint(6, 8))], L)}[k], 1)
    return t, chat_answer(L, "no"), ("none",)


def chat_answer(L, k):
    a = refusals.ANSWERS[L]
    return a["t_" + k], a[k], k


def q_chat(r, L, held, k):
    return phrase(r, L, k), chat_answer(L, k), ("none",)
