"""Measures the skills greedily on held-out problems and prints the table.

    python evaluate.py --torch RUN/last.pt [--n 300]      with the PyTorch model
    python evaluate.py --cli PATH/deepwell-cli [--n 300]  with Deepwell's engine (chat --batch)

Held out means: numbers and words whose hash falls into a tenth that training never draws (words.held_out). An answer
counts when it is exactly the expected sentence; the column "value" counts those whose result is right, whatever
the wording (for refusals and small talk: whatever the language). "near": near misses, a skill's own wording with a
problem outside it (decimals, longer numbers and lists, wide products, minus signs). Floors are those of the project's specification.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import tempfile

import mix
import noise
import refusals

FLOOR = {"add": 95, "sub": 95, "mul": 95, "compare": 95, "sort": 95, "count": 95, "length": 95, "spell": 95,
         "reverse": 95, "story": 85, "follow": 85, "refuse": 95, "near": 95, "chat": 95}
OTHER = {**{k: 90 for k in FLOOR}, "story": 85, "follow": 85, "refuse": 95, "near": 95, "chat": 95}


def problems(n, seed, skills):
    r, out, noise.SLIPS = random.Random(seed), [], 0
    for s in skills:
        for group, langs in (("en", ["en"]), ("other", mix.LANGS[1:])):
            for i in range(n):
                x = mix.sample(r, True, s, langs[i % len(langs)])
                out.append({**x, "group": group})
    return out


def with_torch(path, xs):
    import data
    import generate
    m, s = generate.load(path)
    tok = data.tokenizer()
    ids, ended = generate.generate(m, [data.encode(tok, mix.render(x["messages"])) for x in xs])
    print(f"checkpoint: step {s['step']}, {s['seen'] / 1e6:.1f} M tokens seen, {s['target'] / 1e6:.1f} M of them targets")
    for x, i, e in zip(xs, ids, ended):
        x["got"] = tok.decode(i, skip_special_tokens=False)
        x["text"], x["ended"] = x["got"].split("</think>")[-1].strip(), e


def with_cli(cli, model, xs, threads):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as f:
        for x in xs:
            f.write(json.dumps({"messages": x["messages"]}, ensure_ascii=False) + "\n")
    run = subprocess.run([cli, "chat", model, "--batch", f.name, "--temp", "0", "--max-tokens", "640",
                          "--threads", str(threads), "--parallel", "16", "--device", "cpu"], stdout=subprocess.PIPE, check=True)
    pathlib.Path(f.name).unlink()
    lines = [json.loads(z) for z in run.stdout.decode().splitlines() if z.startswith("{")]
    assert len(lines) == len(xs), f"{len(lines)} answers for {len(xs)} prompts"
    for x, z in zip(xs, lines):
        x["text"], x["ended"] = z["text"].strip(), z["reason"] == "stop"
        x["got"] = z.get("reasoning", "") + "\n</think>\n\n" + x["text"]


def table(xs, show):
    rows = collections.defaultdict(lambda: [0, 0, 0, 0])
    any_language = {k: {a[k] for a in refusals.ANSWERS.values()} for k in ("no", "who", "can", "hello", "thanks", "bye")}
    for x in xs:
        k = rows[x["skill"], x["group"]]
        k[0] += 1
        k[1] += x["text"] == x["answer"]
        k[2] += (x["text"] in any_language[x["value"]] if x["skill"] in ("refuse", "near", "chat") or x["value"] == "no" and x["text"] in any_language["no"]
                 else x["value"].lower() in x["text"].lower())
        k[3] += x["ended"]
    print("\n| skill | language | problems | exact | value | floor | ended |\n|---|---|---|---|---|---|---|")
    for (s, g), (n, e, v, z) in rows.items():
        floor = (FLOOR if g == "en" else OTHER)[s]
        print(f"| {s} | {g} | {n} | {100 * e / n:.1f} | {100 * v / n:.1f} | {floor}{' MISSED' if 100 * e / n < floor else ''} | {100 * z / n:.1f} |")
    n = len(xs)
    print(f"\nAll: {100 * sum(x['text'] == x['answer'] for x in xs) / n:.2f} % exact, {100 * sum(x['ended'] for x in xs) / n:.2f} % ended by themselves, {n} problems")
    left = collections.Counter()
    for x in xs:
        if x["text"] != x["answer"] and left[x["skill"]] < show:
            left[x["skill"]] += 1
            print("\n---", x["skill"], x["lang"], "|", " || ".join(m["content"] for m in x["messages"]))
            want = (x["thought"] + "\n</think>\n\n" + x["answer"]).split("\n")
            got = x["got"].split("\n")
            i = next((i for i in range(min(len(want), len(got))) if want[i] != got[i]), min(len(want), len(got)))
            print("    want:", want[i:i + 2], "\n    got: ", got[i:i + 2])


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--torch", type=pathlib.Path, help="a training checkpoint")
    a.add_argument("--cli", help="path of deepwell-cli")
    a.add_argument("--model", default=str(pathlib.Path(__file__).parent.parent), help="for --cli: the model's folder")
    a.add_argument("--n", type=int, default=300, help="problems per skill and language group")
    a.add_argument("--problems", type=pathlib.Path, help="keep the problems in this file, or take them from it")
    a.add_argument("--seed", type=int, default=2026)
    a.add_argument("--skills", default=",".join(FLOOR))
    a.add_argument("--show", type=int, default=0, help="failures to show per skill")
    a.add_argument("--threads", type=int, default=1)
    o = a.parse_args()
    if o.problems and o.problems.exists():
        xs = json.loads(o.problems.read_text())
    else:
        xs = problems(o.n, o.seed, o.skills.split(","))
        if o.problems:
            o.problems.write_text(json.dumps(xs, ensure_ascii=False))
    if o.torch:
        import torch
        torch.set_num_threads(o.threads)
        with_torch(o.torch, xs)
    else:
        with_cli(o.cli, o.model, xs, o.threads)
    table(xs, o.show)


if __name__ == "__main__":
    main()
