"""Puts conversations together: a skill, a language, a phrasing, numbers and words; with or without history.

sample(r, held) -> dict(skill, lang, messages, thought, answer, value). held picks the held-out part: problems (or
words) whose hash falls into a fixed tenth, which the training never sees.
"""
import importlib
import random
import re

import more_refusals
import refusals
import skills
from noise import rough
from stories_more import MORE, english_pair, free_story
from stories_wide import NUMBERS, WIDE
from words import REAL, held_out, letter_for, word

LANGS = ["en", "de", "fr", "es", "zh"]
PH = {L: importlib.import_module("phrases_" + L) for L in LANGS}
PM = {L: importlib.import_module("more_" + L).P for L in LANGS}
SIGNS = {"+": [" + ", "+", " + ", " +", "+ ", "＋", " plus "], "-": [" - ", "-", " - ", " minus ", " − ", "−", " -", "- ", "–"],
         "*": [" * ", "*", " x ", "x", " × ", "×", " times ", " X ", "·"]}
WORDS = {"de": {"+": " plus ", "-": " minus ", "*": " mal "}, "fr": {"+": " plus ", "-": " moins ", "*": " fois "},
         "es": {"+": " más ", "-": " menos ", "*": " por "}, "zh": {"+": "加", "-": "减", "*": "乘"},
         "en": {"+": " plus ", "-": " minus ", "*": " times "}}
SPLIT = re.compile(r"\[([^\[\]]*)\]")


def split_top(s):
    """Split at | outside of brackets."""
    out, depth, cur = [], 0, ""
    for ch in s:
        depth += (ch == "[") - (ch == "]")
        if ch == "|" and not depth:
            out.append(cur)
            cur = ""
        else:
            cur += ch
    return out + [cur]


STORY = {L: PH[L].STORY + MORE[L] for L in LANGS}
def no_list(table):
    """The refusals of a language; bare symbols count as English."""
    return {L: [s for s in split_top(v) if L == "en" or re.search(r"[^\W\d_]", re.sub(r"\{\w\}", "", s)) or s == "{x}"]
            for L, v in table.items()}


NO, NO2 = no_list(refusals.NO), no_list(more_refusals.NO)


def expand(r, s):
    while True:
        m = SPLIT.search(s)
        if not m:
            return s
        s = s[:m.start()] + r.choice(m[1].split("|")) + s[m.end():]


def number(r, top=4):
    d = r.choices(range(1, top + 1), [3, 5, 4, 4][:top])[0]
    return r.randint(0 if d == 1 else 10 ** (d - 1), 10 ** d - 1)


def numlist(r, n=None):
    n = n or r.choice([2, 3, 3, 4, 4, 5, 5, 5])
    k = r.random()
    if k < 0.25:  # same length, shared beginnings: the hard case
        d = r.choice([2, 3, 4])
        base = r.randint(10 ** (d - 1), 10 ** d - 1)
        out = [max(0, min(9999, base + r.randint(-10 ** (d - 1), 10 ** (d - 1)) // r.choice([1, 1, 10]))) for _ in range(n)]
    elif k < 0.42:
        top = r.choice([9, 20, 50, 99])
        out = [r.randint(0, top) for _ in range(n)]
    else:
        top = r.choice([2, 3, 4, 4])
        out = [number(r, top) for _ in range(n)]
    return out if len(set(out)) == n or r.random() < 0.1 else numlist(r, n)


def pick(r, held, make, small=False):
    """Draw from make() until the problem is on the wanted side of the split."""
    while True:
        p = make()
        tiny = small and max(p[1:]) < 10  # always in training, so never in the evaluation
        if held is None or (held_out(p) and not tiny if held else tiny or not held_out(p)):
            return p


def show_list(r, nums, L):
    s = [str(n) for n in nums]
    last = {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "zh": "和"}[L]
    k = r.random()
    if k < 0.6:
        return ("，" if L == "zh" and r.random() < 0.3 else "、" if L == "zh" and r.random() < 0.5 else ", ").join(s)
    if k < 0.72:
        return " ".join(s)
    if k < 0.8:
        return r.choice([",", "; ", " , "]).join(s)
    if k < 0.84:
        return "[" + ", ".join(s) + "]"
    sep = "、" if L == "zh" else ", "
    return sep.join(s[:-1]) + (r.choice([last, last, ", and "]) if L == "en" else last) + s[-1]


def show_word(r, w, L):
    q = ['"{}"', '"{}"', "'{}'", "{}", "{}", "{}", "“{}”"]
    if L == "de":
        q.append("„{}“")
    if L == "fr":
        q.append("« {} »")
    if L == "zh":
        q += ["“{}”", " {} "]
    return r.choice(q).format(w)


def show_letter(r, c):
    c = c.upper() if r.random() < 0.08 else c
    return r.choice(["{}", "{}", "{}", '"{}"', "'{}'"]).format(c)


def sign(r, op, L):
    k = r.random()
    return WORDS[L][op] if k < 0.45 else r.choice(SIGNS[op][:-1] if L != "en" else SIGNS[op])


FRAME = {"en": (["Please ", "Hey, ", "Hi! ", "Quick question: ", "Can you help me? ", "Hello, ", "Question: ", "OK, ", "please ", "So, ", "I have a question: ", "Could you tell me: ", "Excuse me, ", "Hello! ", "Good morning! ", "I need help. ", "Let me ask: ", "Hey there, ", "Now, ", "Next: "], [" Please.", " please", " Thanks!", " Thank you.", ", please", " Can you do that?", " I need it for school.", " Tell me.", " Answer please.", ", thanks", " Quickly!"]),
         "de": (["Bitte ", "Hallo, ", "Hallo! ", "Frage: ", "Hey, ", "Kurze Frage: ", "Guten Tag, ", "Sag mal: ", "Ich brauche Hilfe: ", "Also, "], [" Bitte.", " bitte", " Danke!"]),
         "fr": (["Bonjour, ", "Salut, ", "S'il te plaît, ", "Question : ", "Dis-moi, ", "Bonjour ! ", "J'ai une question : ", "Alors, ", "Aide-moi : "], [" S'il vous plaît.", " s'il te plaît", " Merci !"]),
         "es": (["Hola, ", "Por favor, ", "Pregunta: ", "Oye, ", "Hola. ", "Buenas, ", "Una pregunta: ", "A ver, ", "Ayúdame: "], [" Por favor.", " por favor", " Gracias."]),
         "zh": (["请问", "你好，", "请", "问一下，", "问题：", "想问一下，", "嗨，", "帮个忙，"], ["谢谢！", "谢谢。"])}


def template(r, L, key):
    old, new = PH[L].P.get(key, []), PM[L].get(key, [])
    return re.sub("  +", " ", expand(r, r.choice(new if new and (not old or r.random() < 0.55) else old))).strip()


def bare(t):
    """No word of any one language but signs and the words that several share."""
    return not re.search(r"[^\W\d_]", re.sub(r"\{\w\}|\b(plus|minus|[xX])\b", " ", t))


def phrase(r, L, key, frame=0.15, **kw):
    t = template(r, L, key)
    if t[0] == "~" or "difference" in t or "Differenz" in t or "différence" in t or "diferencia" in t or "差" in t:
        if kw["a"] < kw["b"]:
            return phrase(r, L, key, frame, **kw)
        t = t.lstrip("~")
    if r.random() < frame and "{" in t:
        pre, post = FRAME[L]
        if r.random() < 0.7:
            x = r.choice(pre)
            t = x + (t[0].lower() + t[1:] if L != "zh" and r.random() < 0.6 and t[0] != "{" else t)
        else:
            t = t + r.choice(post)
    t = rough(r, t, L)
    t = t.replace("{p}", sign(r, kw["op"], L) if "op" in kw else "")
    if L != "en" and bare(t) and not key.startswith("f_"):
        return phrase(r, L, key, frame, **kw)
    if key in ("add", "sub", "mul") and r.random() < 0.06:
        kw = {k: number_word(v, L) for k, v in kw.items()}
    t = t.format(**kw)
    if r.random() < 0.03:
        t = t.replace(" ", "  ", 1)
    return re.sub(r"^ +", "", t) if r.random() < 0.99 else t + r.choice([" ", "\n", "  "])


def number_word(v, L):
    return NUMBERS[L][v - 2] if isinstance(v, int) and 2 <= v <= 12 else v


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
    say = number_word if r.random() < 0.1 else lambda x, L: x
    for i, n in enumerate(v):
        t = t.replace("{" + str(i + 1) + "}", str(say(n, L))).replace("{n}", str(say(n, L)), 1)
    return t, skills.story(steps_of(ops, v), L), ("num", None)


def decimal(r, L):
    dot = "," if L != "en" and r.random() < 0.5 else "."
    return f"{r.randint(0, r.choice([9, 99, 999]))}{dot}{r.randint(0, r.choice([9, 9, 99, 999]))}"


def large(r):
    d = r.choice([4, 4, 5, 6, 7])
    return r.randint(10 ** d, 10 ** (d + 1) - 1)


def near_miss(r, L):
    """A skill's own wording with a problem that is outside it: decimals, long numbers or lists, wide products, minus signs."""
    k = r.random()
    if k < 0.3:
        a, b = r.choice([(decimal(r, L), decimal(r, L)), (decimal(r, L), str(number(r, 3))), (str(number(r, 3)), decimal(r, L))])
        op = r.choice("++--*")
        return phrase(r, L, OPKEY[op], a=a, b=b, op=op)
    if k < 0.5:
        a, b = r.choice([(large(r), large(r)), (large(r), number(r)), (number(r), large(r))])
        key = r.choice(["add", "add", "sub", "sub", "big", "gt", "small"])
        return phrase(r, L, key, a=a, b=b, **({"op": "+" if key == "add" else "-"} if key in ("add", "sub") else {}))
    if k < 0.7:
        a, b = r.choice([(r.randint(10, 99), r.randint(10, 99)), (r.randint(100, 9999), r.randint(10, 999)), (r.randint(1000, 99999), r.randint(2, 9))])
        return phrase(r, L, "mul", a=a, b=b, op="*") if r.random() < 0.6 else phrase(r, L, "mul", a=b, b=a, op="*")
    key = r.choice(["max", "min", "asc", "asc", "desc"])
    if k < 0.85:
        return phrase(r, L, key, l=show_list(r, [number(r, r.choice([1, 2, 3, 4])) for _ in range(r.choice([6, 6, 6, 7, 7, 8, 9]))], L))
    if k < 0.93:
        return phrase(r, L, key, l=show_list(r, [decimal(r, "en") for _ in range(r.randint(2, 5))], L)) if r.random() < 0.6 else phrase(r, L, r.choice(["big", "small", "gt", "lt"]), a=decimal(r, L), b=decimal(r, L))
    return phrase(r, L, r.choice(["add", "sub", "mul"]), a=f"-{number(r, 3)}", b=str(number(r, 2)), op="+")


def q_no(r, L, held, _=None):
    if r.random() < 0.2:
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


MAKE = {"add": (q_arith, "+"), "sub": (q_arith, "-"), "mul": (q_arith, "*"), "max": (q_list, "max"),
        "min": (q_list, "min"), "asc": (q_list, "asc"), "desc": (q_list, "desc"), "count": (q_word, "count"),
        "length": (q_word, "length"), "spell": (q_word, "spell"), "reverse": (q_word, "reverse"),
        "story": (q_story, None), "refuse": (q_no, None), "hello": (q_chat, "hello"), "who": (q_chat, "who"),
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


def word_skill(kind, w, key, L):
    return skills.count(w, key[2], L) if kind == "count" else {"spell": skills.spell, "reverse": skills.reverse, "length": skills.length}[kind](w, L)


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
