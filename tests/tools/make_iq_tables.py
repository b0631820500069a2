#!/usr/bin/env python3
"""Writes kernels/common/iq_tables.inc: the grids (codebooks) of GGUF's IQ types, which are constants of the file format,
taken from the PyPI package that defines it for Python (gguf, quants.py) and packed: a grid point is one number, its
values as indices into the few values of its type, the first in the lowest bits.

Needs: numpy, gguf.   Run: python make_iq_tables.py
"""
from importlib.metadata import version
from pathlib import Path

from gguf import quants

OUT = Path(__file__).resolve().parent.parent.parent / "kernels" / "common" / "iq_tables.inc"
LINE = 110

# name, class, bits of an index, hexadecimal digits of a point
GRIDS = [("IQ2_XXS", quants.IQ2_XXS, 2, 4), ("IQ2_XS", quants.IQ2_XS, 2, 4), ("IQ2_S", quants.IQ2_S, 2, 4),
         ("IQ3_XXS", quants.IQ3_XXS, 3, 3), ("IQ3_S", quants.IQ3_S, 3, 3), ("IQ1", quants.IQ1_S, 2, 4)]


def packed(kind, bits, digits):
    kind.init_grid()
    values = list(kind.grid_map)
    points = kind.grid.reshape(kind.grid_shape)
    return "".join(f"{sum(values.index(v) << bits * i for i, v in enumerate(p)):0{digits}x}" for p in points)


def check_signs():
    """Bit 7 of a sign byte makes the number of negative values even, so our code needs no table for it."""
    table = quants.IQ2_XXS.ksigns
    assert all(table[i] == i | (i.bit_count() & 1) << 7 for i in range(128))


def main():
    check_signs()
    lines = [f"// Made by tests/tools/make_iq_tables.py from gguf {version('gguf')} (PyPI), quants.py; do not edit."]
    for name, kind, bits, digits in GRIDS:
        text = packed(kind, bits, digits)
        count, values = kind.grid_shape
        lines.append(f"// {name}: {count} points of {values} values, {bits} bits each, {digits} digits a point.")
        parts = [f'    "{text[i:i + LINE]}"' for i in range(0, len(text), LINE)]
        lines += [f"constexpr char kPacked{name}[] =", "\n".join(parts) + ";"]
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
