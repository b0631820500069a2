"""The problems and the visible thoughts. Every step is local: it needs only the line before and one looked-up digit.

A skill function takes the problem and the language and returns (thought, answer, value): value is what a checker
compares (a string), answer what the user sees.
"""
from lang import T


def pad(nums):
    w = max(len(str(n)) for n in nums)
    return w, [str(n).zfill(w) for n in nums]


def head(L, w, text):
    return f"{w} {T[L]['digits']}: {text}"


def strip(z):
    """'0278' -> '0278 = 278', '278' -> '278'."""
    s = str(int(z))
    return s if s == z else f"{z} = {s}"


def versus(a, b):
    """Padded digits up to the first difference: '04<06'; equal numbers: '345=345'."""
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            return f"{a[:i + 1]}{'<' if x < y else '>'}{b[:i + 1]}"
    return f"{a}={b}"


def add_lines(a, b, L):
    if a < 10 and b < 10:
        return [f"{a}+{b}={a + b}"]
    w, (x, y) = pad((a, b))
    lines, c, low = [head(L, w, f"{x} + {y}")], 0, ""
    for i in range(w):
        p, q = int(x[-1 - i]), int(y[-1 - i])
        s = p + q + c
        lines.append(f"{T[L]['places'][i]} {p}+{q}+{c}={s}")
        low, c = (str(s) if i == w - 1 else str(s % 10)) + low, s // 10
    return lines + [f"= {low}"]


def sub_lines(a, b, L):
    if a < 10 and b < 10:
        return [f"{a}-{b}={a - b}"]
    w, (x, y) = pad((a, b))
    lines = [head(L, w, f"{x} - {y}"), versus(x, y)]
    if a == b:
        return lines + ["= 0"]
    if a < b:
        x, y = y, x
        lines.append(f"{T[L]['swap']}: {x} - {y}")
    c, low = 0, ""
    for i in range(w):
        p, q = int(x[-1 - i]), int(y[-1 - i])
        s = p - q - c
        lines.append(f"{T[L]['places'][i]} {p}-{q}-{c}={s}" + (f"+10={s + 10}" if s < 0 else ""))
        low, c = str(s % 10) + low, int(s < 0)
    lines.append("= " + strip(low))
    if a < b:
        lines.append(f"{T[L]['negative']}: -{int(low)}")
    return lines


def mul_lines(a, b, L):
    if a < 10 and b >= 10:
        return [f"{T[L]['swap']}: {b} × {a}"] + mul_lines(b, a, L)
    if a < 10:
        return [f"{a}×{b}={a * b}"]
    x = str(a)
    lines, c, low = [head(L, len(x), f"{x} × {b}")], 0, ""
    for i in range(len(x)):
        p = int(x[-1 - i]) * b
        s = p + c
        lines.append(f"{T[L]['places'][i]} {x[-1 - i]}×{b}={p}+{c}={s}")
        low, c = (str(s) if i == len(x) - 1 else str(s % 10)) + low, s // 10
    return lines + ["= " + strip(low)]


LINES = {"+": add_lines, "-": sub_lines, "*": mul_lines}
SIGN = {"+": "+", "-": "-", "*": "×"}


def value(op, a, b):
    return a + b if op == "+" else a - b if op == "-" else a * b


def arith(op, a, b, L):
    v = value(op, a, b)
    lines = [f"{T[L][op]}: {a} {SIGN[op]} {b}"] + LINES[op](a, b, L)
    return "\n".join(lines), f"{a} {SIGN[op]} {b} = {v}.", str(v)


def extreme(nums, big, L):
    t = T[L]
    name = t["largest"] if big else t["smallest"]
    v = max(nums) if big else min(nums)
    w, z = pad(nums)
    lines = [f"{name}: {', '.join(map(str, nums))}", head(L, w, " ".join(z)),
             f"{name} {strip(str(v).zfill(w))}"]
    return "\n".join(lines), t["a_large" if big else "a_small"].format(v), str(v)


def compare(a, b, ask, L):
    """ask: 'big' / 'small' (which one?), 'gt' / 'lt' (yes or no: is a larger / smaller than b?)."""
    t = T[L]
    w, (x, y) = pad((a, b))
    first = f"{a} > {b}?" if ask == "gt" else f"{a} < {b}?" if ask == "lt" else f"{t['compare']}: {a}, {b}"
    lines = [first, head(L, w, f"{x} {y}"), versus(x, y)]
    if ask in ("big", "small") and a != b:
        lines.append(f"{t['largest']} {max(a, b)}" if ask == "big" else f"{t['smallest']} {min(a, b)}")
    gt = t["gt"].format(a, b) if a > b else t["eq"].format(a, b) if a == b else t["lt"].format(a, b)
    if ask in ("big", "small"):
        if a == b:
            return "\n".join(lines), gt, "="
        big, small = max(a, b), min(a, b)
        ans = t["gt"].format(big, small) if ask == "big" else t["lt"].format(small, big)
        return "\n".join(lines), ans, str(big if ask == "big" else small)
    yes = a > b if ask == "gt" else a < b
    return "\n".join(lines), f"{t['yes'] if yes else t['no']}{gt}", t["yes"] if yes else t["no"]


def sort(nums, desc, L):
    """Every number gets a letter: what is left is copied by letters, which need no look at the digits to be skipped."""
    t = T[L]
    w, z = pad(nums)
    left, out = [f"{chr(97 + i)}{x}" for i, x in enumerate(z)], []
    lines = [f"{t['desc' if desc else 'asc']}: {', '.join(map(str, nums))}", head(L, w, " ".join(left))]
    while left:
        v = (max if desc else min)(left, key=lambda x: x[1:])
        left.remove(v)
        out.append(str(int(v[1:])))
        lines.append(f"{t['largest' if desc else 'smallest']} {v[1:]} {v[0]}" + (f", {t['left']} {' '.join(left)}" if left else ""))
    s = ", ".join(out)
    return "\n".join(lines), s + ".", s


def count(word, letter, L):
    t, word, letter = T[L], word.lower(), letter.lower()
    lines, k = [f'{letter}, "{word}"'], 0
    for i, ch in enumerate(word, 1):
        k += ch == letter
        lines.append(f"{i}. {ch}" + (f" ({k})" if ch == letter else ""))
    lines.append(f"= {k}")
    return "\n".join(lines), t["a_count1" if k == 1 else "a_count"].format(k, letter, word), str(k)


def numbered(word):
    return [f"{i}. {ch}" for i, ch in enumerate(word, 1)]


def length(word, L):
    lines = [f'"{word}"'] + numbered(word) + [f"= {len(word)}"]
    return "\n".join(lines), T[L]["a_length"].format(word, len(word)), str(len(word))


def spell(word, L):
    s = "-".join(word)
    return "\n".join([f'"{word}"'] + numbered(word)), s, s


def reverse(word, L):
    back = [f"{i}. {word[i - 1]}" for i in range(len(word), 0, -1)]
    return "\n".join([f'"{word}"'] + numbered(word) + [T[L]["backwards"] + ":"] + back), word[::-1], word[::-1]


def story(steps, L):
    """steps: (start, [(op, b)]), op r: b minus what there is; each calculation is shown in full."""
    t, (start, ops) = T[L], steps
    v, lines = start, []
    for op, b in ops:
        if op == "r":
            op, v, b = "-", b, v
        lines += [f"{t[op]}: {v} {SIGN[op]} {b}"] + LINES[op](v, b, L)
        v = value(op, v, b)
    return "\n".join(lines), t["a_story"].format(v), str(v)
