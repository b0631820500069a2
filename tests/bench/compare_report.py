"""compare.py: medians, ratios and targets as Markdown."""
import re
import statistics

FIGURES = ("prefill_128", "prefill_512", "prefill_2048", "decode_0", "decode_2048", "decode_8192", "first_token_s", "peak", "beside")
TITLES = {"first_token_s": "first token, s", "peak": "peak memory, GB", "beside": "decode beside a busy thread"}
DEEP_TOKENS = 16


def kind(name):
    return next((each for each in ("Q4_K_M", "Q8_0", "FP8") if each in name), "other")


def ratio_target(name, figure):
    """(target of our figure to llama.cpp's, whether more is better) or None."""
    if figure == "first_token_s":
        return 0.5, False
    if figure == "decode_0":
        return 1.4, True
    if figure.startswith("decode"):
        return 1.6, True
    if figure.startswith("prefill") and kind(name) != "FP8":
        return 2.2, True
    return None


def share_target(name, figure):
    if figure.startswith("decode"):
        return 0.75 if kind(name) == "Q4_K_M" else 0.85
    if figure.startswith("prefill") and kind(name) == "Q8_0":
        return 0.6
    return None


class Model:
    def __init__(self, name, entry):
        self.name, self.entry, self.size = name, entry, entry.get("size")
        runs = entry.get("runs", [])
        self.ceiling = {key: statistics.median(run[key] for run in runs) for key in ("read_gbps", "int8_gops")} if runs else {}

    def value(self, engine, figure):
        """The median over the rounds; of llama.cpp that of the better process."""
        columns = {}
        for run in self.entry.get("runs", []):
            same = [value for name, value in run["values"] if name == figure]
            if run["engine"] == engine and same:
                columns.setdefault(run["round"], []).append(statistics.median(same))
        pick = min if figure in ("first_token_s", "peak_bytes") else max
        return statistics.median(pick(column) for column in columns.values()) if columns else None

    def share(self, figure):
        """Our share of the ceiling that was measured beside each run: the median."""
        if figure.startswith("prefill"):
            key, each = "int8_gops", 2 * self.size["products"]
        else:
            depth = int(figure.split("_")[1])
            count = DEEP_TOKENS if depth else self.entry.get("decode_tokens", 16)
            key, each = "read_gbps", self.size["active_bytes"] + self.size["kv_bytes"] * (depth + count / 2)
        found = [value * each / (run[key] * 1e9) for run in self.entry.get("runs", []) if run["engine"] == "deepwell"
                 for name, value in run["values"] if name == figure]
        return statistics.median(found) if found else None


def verdict(value, target, more_is_better, points=False):
    if value is None or target is None:
        return ""
    distance = (value - target if points else value / target - 1) * (1 if more_is_better else -1)
    unit = " points" if points else " %"
    return "met" if distance >= 0 else f"missed by {max(1, round(-100 * distance))}{unit}"


def shown(value, figure):
    if value is None:
        return "-"
    return f"{value:.2f}" if figure in ("first_token_s", "peak") else f"{value:.4g}" if value < 1000 else f"{value:.0f}"


def speed_row(model, figure):
    ours, theirs = (model.value(engine, figure) for engine in ("deepwell", "llama.cpp"))
    ratio = ours / theirs if ours and theirs else None
    target = ratio_target(model.name, figure)
    share = model.share(figure) if figure.startswith(("prefill", "decode")) else None
    goal = share_target(model.name, figure)
    sign = ("≥" if target[1] else "≤") if target else ""
    return [shown(ours, figure), shown(theirs, figure), f"{ratio:.2f}" if ratio else "-", f"{sign} {target[0]}" if target else "",
            verdict(ratio, *target) if target else "", f"{share:.0%}" if share else "", f"≥ {goal:.0%}" if goal and share else "",
            verdict(share, goal, True, points=True)]


def peak_row(model):
    ours, theirs = (model.value(engine, "peak_bytes") for engine in ("deepwell", "llama.cpp"))
    needed = model.size["weight_bytes"] + model.size["kv_bytes"] * (2048 + DEEP_TOKENS)
    cells = [shown(value and value / 1e9, "peak") for value in (ours, theirs)]
    times = ours / needed if ours else None
    return cells + [f"{ours / theirs:.2f}" if ours and theirs else "-", "", "",
                    f"{times:.3f} x (weights + KV)" if times else "", "≤ 1.05 x" if times else "", verdict(times, 1.05, False)]


def beside_row(model):
    cells, kept = [], []
    for engine in ("deepwell", "llama.cpp"):
        alone, beside = model.value(engine, "alone"), model.value(engine, "beside")
        kept.append(beside / alone if alone and beside else None)
        cells.append(f"{shown(beside, 'beside')} of {shown(alone, 'alone')}" if kept[-1] else "-")
    ours, theirs = kept
    return cells + ["", "", "", f"{ours:.2f} of undisturbed" + (f" (llama.cpp {theirs:.2f})" if theirs else "") if ours else "",
                    "≥ 0.45" if ours else "", verdict(ours, 0.45, True)]


def rows(model):
    for figure in FIGURES:
        if figure == "peak":
            cells = peak_row(model)
        elif figure == "beside":
            cells = beside_row(model)
        else:
            cells = speed_row(model, figure)
        if any(cell not in ("-", "") for cell in cells[:2]):
            yield figure, cells


def section(everything):
    lines = [f"## {everything.get('date', '')}, Deepwell and llama.cpp in turn, {everything.get('threads', '?')} threads", "",
             f"{everything.get('processor', '')}, {everything.get('cores', '?')} cores; llama-cpp-python {everything.get('peer', '?')}, "
             "the better of flash attention on and off for each figure; medians. " + everything.get("note", ""), "",
             "Speeds in tokens a second. Share of the ceiling: decode, bytes of active weights and float16 KV per token over time "
             "to the read bandwidth; prefill, two operations a product to the 8-bit multiply-add speed; both ceilings "
             "measured right before and after each run.", ""]
    table, remarks, met, judged = [], [], 0, 0
    sizes = []
    for name, entry in everything["models"].items():
        model = Model(name, entry)
        if model.size:
            ceiling = model.ceiling
            sizes.append(f"| {name} | {entry['theirs'] if entry['theirs'] != entry['ours'] else 'the same file'} | "
                         f"{model.size['weight_bytes'] / 1e9:.2f} | {model.size['active_bytes'] / 1e9:.2f} | "
                         f"{ceiling.get('read_gbps', 0):.1f} | {ceiling.get('int8_gops', 0):.0f} |")
            for figure, cells in rows(model):
                table.append(f"| {name} | {TITLES.get(figure, figure.replace('_', ' '))} | " + " | ".join(cells) + " |")
                judged += sum(bool(cells[place]) for place in (4, 7))
                met += sum(cells[place] == "met" for place in (4, 7))
        elif problems(entry):
            table.append(f"| {name} | not measured |  |  |  |  |  |  |  |  |")
        remarks += [f"- {name}: {problem}" for problem in sorted(problems(entry))]
    lines += ["| model | llama.cpp runs | weights GB | read for a token GB | memory GB/s | 8-bit Gop/s |", "|---|---|---|---|---|---|", *sizes, ""]
    lines += ["| model | figure | Deepwell | llama.cpp | ratio | target | | share of the ceiling | target | |",
              "|---|---|---|---|---|---|---|---|---|---|", *table, "", f"{met} of {judged} targets met."]
    return "\n".join(lines + (["", "Not measured:", "", *remarks] if remarks else [])) + "\n"


def problems(entry):
    found = {f"{engine}: {problem}" for engine, problem in entry.get("problems", {}).items()}
    return found | {f"{run['engine']}, {run['part']}: {run['problem']}" for run in entry.get("runs", []) if run["problem"]}


def replace_section(path, everything, text):
    """Between markers that name machine and day; a new section goes before the first `##`."""
    key = re.sub(r"[^a-z0-9]+", "-", f"{everything.get('processor', '')} {everything.get('cores', '')} {everything.get('date', '')}".lower()).strip("-")
    begin, end = f"<!-- compare.py {key} -->", f"<!-- end of {key} -->"
    block = f"{begin}\n{text}{end}\n"
    old = path.read_text(encoding="utf-8") if path.exists() else "# Measured speed\n\n"
    if begin in old and end in old:
        new = old[:old.index(begin)] + block + "\n" + old[old.index(end) + len(end):].lstrip("\n")
    else:
        at = old.find("\n## ") + 1
        new = old[:at] + block + "\n" + old[at:] if at else old.rstrip("\n") + "\n\n" + block
    path.write_text(new, encoding="utf-8")
