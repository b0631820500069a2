"""Conversations of several turns in which a question leans on the one before."""
import refusals
import skills
from declines import chat_answer, decimal
from problems import OPKEY, draw, q_arith, q_compare, q_list, q_word, word_skill
from tales import q_story
from wording import expand, number, numlist, phrase, pick, show_letter, show_list, show_word
from words import held_out, letter_for, word


def follow_arith(r, L, held):
    if r.random() < 0.15:
        q, out, _ = q_story(r, L, None if held else False)
        v = int(out[2])
    else:
        q, out, (_, v) = q_arith(r, L, None if held else False, r.choice("++-**"))
    turns = [(q, out)]
    for i in range(r.choice([1, 1, 1, 2])):
        def make():
            op = r.choice("++--*")
            return op, v, (r.randint(2, 9) if op == "*" else number(r, r.choice([1, 2, 2, 3, 3, 4])))
        if r.random() < 0.12:
            op = r.choice("++-*")
            _, a, b = draw(r, op, held)
            turns.append((phrase(r, L, "f_again", frame=0, a=a, b=b, op=op), skills.arith(op, a, b, L)))
            v = skills.value(op, a, b)
            continue
        if not 0 <= v <= 9999:
            break
        if r.random() < 0.03 and v < 1000 and not held:
            turns.append((phrase(r, L, "f_double", frame=0.03), skills.arith("*", v, 2, L)))
            v *= 2
            continue
        for _ in range(50):
            op, a, b = make()
            if (op != "*" or a < 1000) and (op != "-" or b <= a or r.random() < 0.2) and (held is None or held_out((op, a, b)) == held):
                break
        else:
            break
        if op == "*" and a >= 1000:
            break
        t = phrase(r, L, "f_" + OPKEY[op], frame=0.03, a=a, b=b, op=op)
        turns.append((t, skills.arith(op, a, b, L)))
        v = skills.value(op, a, b)
    if r.random() < 0.07 and not held:
        turns.append((no_more(r, L, v), chat_answer(L, "no")))
    return turns if len(turns) > 1 else follow_arith(r, L, held)


def no_more(r, L, v):
    """A follow-up that is outside the skills."""
    k = r.random()
    if k < 0.2 and v > 9:
        return phrase(r, L, "f_mul", frame=0, a=v, b=r.randint(10, 99), op="*")
    if k < 0.35:
        op = r.choice("+-*")
        return phrase(r, L, "f_" + OPKEY[op], frame=0, a=v, b=decimal(r, L), op=op)
    return expand(r, r.choice(refusals.THEN[L])).replace("{m}", str(r.randint(2, 20)))


def follow_list(r, L, held):
    kind = r.choice(["max", "min", "asc", "desc"])
    q, out, (_, nums) = q_list(r, L, held, kind)
    turns = [(q, out)]
    for k in r.sample([k for k in ("max", "min", "asc", "desc") if k != kind], r.choice([1, 1, 2])):
        if r.random() < 0.25:
            k, nums = kind, list(pick(r, held, lambda: ("list", *numlist(r)))[1:])
            t = phrase(r, L, "f_list", frame=0, l=show_list(r, nums, L))
        else:
            t = phrase(r, L, "f_" + k, frame=0)
        turns.append((t, skills.extreme(nums, k == "max", L) if k in ("max", "min") else skills.sort(nums, k == "desc", L)))
        kind = k
    return turns


def follow_pair(r, L, held):
    """After a comparison: the other question on the same two numbers, or the same question on two others."""
    ask = r.choice(["big", "big", "small", "gt", "lt"])
    q, out, (_, (a, b)) = q_compare(r, L, held, ask)
    if r.random() < 0.5:
        other = "small" if ask in ("big", "gt") else "big"
        return [(q, out), (phrase(r, L, "f_" + other, frame=0), skills.compare(a, b, other, L))]
    a, b = pick(r, held, lambda: ("cmp", *numlist(r, 2)))[1:]
    return [(q, out), (phrase(r, L, "f_pair", frame=0, a=a, b=b), skills.compare(a, b, ask, L))]


def follow_word(r, L, held):
    kind = r.choice(["count", "count", "count", "spell", "reverse", "length"])
    q, out, key = q_word(r, L, held, kind)
    turns, w = [(q, out)], key[1]
    for _ in range(r.choice([1, 1, 1, 2])):
        k, other = r.random(), r.choice([x for x in ("reverse", "spell", "length", "count") if x != kind])
        if k < 0.25 and kind == "count":
            c = letter_for(r, w)
            turns.append((phrase(r, L, "f_letter", frame=0, c=show_letter(r, c)), skills.count(w, c, L)))
        elif k < 0.55:
            c = letter_for(r, w)
            kind, key = other, ("count", w, c) if other == "count" else (other, w)
            kw = {"c": show_letter(r, c)} if other == "count" else {}
            turns.append((phrase(r, L, "f_" + other, frame=0, **kw), word_skill(kind, w, key, L)))
        else:
            w = word(r, L, held)
            turns.append((phrase(r, L, "f_word", frame=0, w=show_word(r, w, L)), word_skill(kind, w, key, L)))
    return turns
