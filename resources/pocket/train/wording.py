"""Phrasings into sentences: choices, lists, words and letters in quotes, signs, greetings around a question."""
import importlib
import re

from noise import rough
from stories_wide import NUMBERS
from words import held_out

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
    if key in ("add", "sub", "mul") and r.random() < 0.1 and all(isinstance(kw[k], int) and 2 <= kw[k] <= 12 for k in "ab"):
        kw = {k: number_word(v, L) for k, v in kw.items()}
    t = t.format(**kw)
    if r.random() < 0.03:
        t = t.replace(" ", "  ", 1)
    return re.sub(r"^ +", "", t) if r.random() < 0.99 else t + r.choice([" ", "\n", "  "])


def number_word(v, L):
    return NUMBERS[L][v - 2] if isinstance(v, int) and 2 <= v <= 12 else v
