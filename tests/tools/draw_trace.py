#!/usr/bin/env python3
"""Draws one step of a trace that DEEPWELL_TRACE wrote: a track a thread, a colour an op.

  DEEPWELL_TRACE=trace.json deepwell-cli bench MODEL --prefill 32 --decode 8 --repeat 1
  draw_trace.py trace.json picture.png [--step -2] [--from-layer 4 --layers 2]

Needs Pillow.
"""
import argparse
import json

from PIL import Image, ImageDraw, ImageFont

COLOURS = {"matmul": "#4c78a8", "matmul_glu": "#72b7b2", "attention": "#e45756", "mla": "#e45756", "norm": "#b279a2",
           "rope": "#f2cf5b", "moe": "#54a24b", "route": "#9d755d", "logits": "#f58518", "embed": "#9ecae9"}
INK, PAPER, LINE, WAIT = "#22262b", "#ffffff", "#d5d9de", "#f1f3f5"
WIDTH, LEFT, RIGHT, TRACK, GAP, TOP = 1600, 110, 30, 84, 22, 92


def font(size):
    for name in ("Inter-Regular.otf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            pass
    return ImageFont.load_default(size)


def read(path, index, first_layer, layers):
    """(the step, its op spans that are shown, names of threads); spans as (thread, name, begin, end, args)."""
    with open(path) as file:
        events = json.load(file)["traceEvents"]
    names = {e["tid"]: e["args"]["name"] for e in events if e["ph"] == "M"}
    spans = [(e["tid"], e["name"], e["ts"], e["ts"] + e["dur"], e["args"]) for e in events if e["ph"] == "X"]
    step = [s for s in spans if s[1] == "step"][index]
    ops = [s for s in spans if "op" in s[4] and s[2] >= step[2] and s[3] <= step[3]]
    if layers > 0:
        ops = [s for s in ops if first_layer <= s[4].get("layer", -1) < first_layer + layers]
    return step, ops, names


def label(draw, box, text, small):
    """Text in a box, if it fits."""
    width = draw.textlength(text, font=small)
    if width + 6 < box[2] - box[0]:
        draw.text(((box[0] + box[2] - width) / 2, (box[1] + box[3]) / 2 - 8), text, fill="white", font=small)


def draw_axis(draw, begin, end, scale, bottom, small):
    span = end - begin
    unit = next(u for u in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 1e6) if span / u <= 12)
    tick = 0
    while tick <= span:
        x = LEFT + tick * scale
        draw.line((x, TOP - 8, x, bottom), fill=LINE)
        draw.text((x + 4, TOP - 28), f"{tick:g} µs", fill=INK, font=small)
        tick += unit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trace")
    parser.add_argument("picture")
    parser.add_argument("--step", type=int, default=-2)
    parser.add_argument("--from-layer", type=int, default=0)
    parser.add_argument("--layers", type=int, default=0, help="0: the whole step")
    parser.add_argument("--title", default="")
    args = parser.parse_args()
    step, ops, names = read(args.trace, args.step, args.from_layer, args.layers)
    threads = sorted({s[0] for s in ops}, key=lambda t: names.get(t, str(t)))
    begin, end = min(s[2] for s in ops), max(s[3] for s in ops)
    scale = (WIDTH - LEFT - RIGHT) / (end - begin)
    bottom = TOP + len(threads) * (TRACK + GAP)
    image = Image.new("RGB", (WIDTH, bottom + 44), PAPER)
    draw = ImageDraw.Draw(image)
    big, small = font(21), font(14)
    draw.text((LEFT, 18), args.title or f"One step of {step[4]['rows']} row(s), {(step[3] - step[2]) / 1000:.2f} ms", fill=INK, font=big)
    draw_axis(draw, begin, end, scale, bottom, small)
    for row, thread in enumerate(threads):
        top = TOP + row * (TRACK + GAP)
        draw.text((14, top + TRACK / 2 - 9), names.get(thread, str(thread)), fill=INK, font=small)
        draw.rectangle((LEFT, top, WIDTH - RIGHT, top + TRACK), fill=WAIT)
        for _, name, a, b, info in (s for s in ops if s[0] == thread):
            box = (LEFT + (a - begin) * scale, top, max(LEFT + (b - begin) * scale - 1, LEFT + (a - begin) * scale + 1), top + TRACK)
            draw.rectangle(box, fill=COLOURS.get(name, "#888888"))
            weight = info.get("weight", "").replace("blk.", "").replace(".weight", "")
            label(draw, box, weight if draw.textlength(weight, font=small) + 6 < box[2] - box[0] and weight else name, small)
    x = LEFT
    for name in dict.fromkeys(s[1] for s in sorted(ops, key=lambda s: s[2])):
        draw.rectangle((x, bottom + 8, x + 16, bottom + 24), fill=COLOURS.get(name, "#888888"))
        draw.text((x + 22, bottom + 8), name, fill=INK, font=small)
        x += 46 + draw.textlength(name, font=small)
    image.save(args.picture, optimize=True)


if __name__ == "__main__":
    main()
