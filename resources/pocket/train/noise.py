"""What people do to their sentences: capitals, typing slips, lost marks. Only the wording is touched, never {placeholders}."""
import re

PLAIN = str.maketrans("áéíóúñàâçèêëîïôûùœÁÉÍÓÚÀÇÈÊÔ", "aeiounaaceeeiiouuoAEIOUACEEO")
SLIPS = 0.035  # how often a word is mistyped; evaluate.py sets 0
GERMAN = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))


def outside(t, f):
    """f on everything that is no placeholder."""
    return re.sub(r"(\{\w\})|([^{}]+)", lambda m: m[1] or f(m[2]), t)


def slip(r, t):
    """One typing slip in one word of four letters or more."""
    spots = [m for m in re.finditer(r"[A-Za-zäöüßéèáíóúñ]{4,}", re.sub(r"\{\w\}", "{0}", t))]
    if not spots:
        return t
    m = r.choice(spots)
    i, k = r.randint(m.start() + 1, m.end() - 2), r.random()
    if k < 0.35:
        return t[:i] + t[i + 1:]
    if k < 0.6:
        return t[:i] + t[i + 1] + t[i] + t[i + 2:]
    return t[:i] + t[i] + t[i:] if k < 0.8 else t[:i] + r.choice("aeiounrstlmdghk") + t[i + 1:]


def rough(r, t, L, much=1.0):
    if L != "zh":
        k = r.random() / much
        if k < 0.12:
            t = outside(t, str.lower)
        elif k < 0.165:
            t = outside(t, str.upper)
        elif k < 0.185:
            t = outside(t, str.title)
        if r.random() < SLIPS * much:
            t = slip(r, t)
        if "'" in t and r.random() < 0.12:
            t = t.replace("'", r.choice(["", "’", "’"]), 1)
        if L in ("fr", "es") and r.random() < 0.07:
            t = outside(t, lambda x: x.translate(PLAIN))
        if L == "es" and r.random() < 0.12:
            t = t.replace("¿", "").replace("¡", "")
        if L == "de" and r.random() < 0.05:
            for a, b in GERMAN:
                t = t.replace(a, b)
    elif r.random() < 0.06:
        t = t.replace("？", "?").replace("，", ",").replace("：", ":")
    if r.random() < 0.1 and t[-1:] in "?.!？。":
        t = t[:-1].rstrip()
    return t
