"""Arithmetic, comparisons, lists and words: (question, (thought, answer, value), what a follow-up needs)."""
import skills
from wording import number, numlist, phrase, pick, show_letter, show_list, show_word
from words import letter_for, word

OPKEY = {"+": "add", "-": "sub", "*": "mul"}


def draw(r, op, held):
    """(op, a, b) within the model's range."""
    def make():
        if op == "*":
            a, b = number(r, 3), r.randint(0, 9)
            if r.random() < 0.15:
                a = r.randint(0, 9)
            return (op, b, a) if r.random() < 0.3 else (op, a, b)
        k = r.random()
        a, b = (r.randint(0, 9), r.randint(0, 9)) if k < 0.06 and not held else (number(r), number(r))
        if op == "-" and a < b and r.random() < 0.55:
            a, b = b, a
        return op, a, b
    return pick(r, held, make, True)


def q_arith(r, L, held, op):
    if op == "*" and r.random() < 0.04:
        _, a, b = pick(r, held, lambda: ("*", number(r, 3), 2), True)
        return phrase(r, L, "double", a=a), skills.arith(op, a, b, L), ("num", 2 * a)
    _, a, b = draw(r, op, held)
    return phrase(r, L, OPKEY[op], a=a, b=b, op=op), skills.arith(op, a, b, L), ("num", skills.value(op, a, b))


def q_list(r, L, held, kind):
    nums = list(pick(r, held, lambda: ("list", *numlist(r)))[1:])
    out = (skills.extreme(nums, kind == "max", L) if kind in ("max", "min") else skills.sort(nums, kind == "desc", L))
    return phrase(r, L, kind, l=show_list(r, nums, L)), out, ("list", nums)


def q_compare(r, L, held, ask):
    def make():
        a, b = numlist(r, 2)
        return "cmp", a, a if r.random() < 0.04 else b
    _, a, b = pick(r, held, make)
    out = skills.compare(a, b, ask, L)
    return phrase(r, L, ask, a=a, b=b), out, ("pair", [a, b])


def q_word(r, L, held, kind, letter=None):
    w = word(r, L, held)
    if kind == "count":
        c = letter or letter_for(r, w)
        q = phrase(r, L, kind, w=show_word(r, w, L), c=show_letter(r, c))
        return q, skills.count(w, c, L), ("count", w, c)
    out = {"length": skills.length, "spell": skills.spell, "reverse": skills.reverse}[kind](w, L)
    return phrase(r, L, kind, w=show_word(r, w, L)), out, (kind, w)


HE = {"en": ("He", "She")}


def word_skill(kind, w, key, L):
    return skills.count(w, key[2], L) if kind == "count" else {"spell": skills.spell, "reverse": skills.reverse, "length": skills.length}[kind](w, L)
