"""Makes DeepwellMath.ttf, the subset of STIX Two Math that formulas are drawn with.

    pip install fonttools; make_math_font.py STIXTwoMath-Regular.ttf DeepwellMath.ttf

The larger variants of delimiters, roots and big operators, which a math font reaches by its MATH table only, get code
points of the private use area, so that the program needs no reader of that table: the n-th of GROWING has its variants at
U+E000 + 16 * n. Prints the table for app/chat/math/variants.cpp.
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

UPRIGHT = "()[]{}|\u2016\u2308\u2309\u230a\u230b\u27e8\u27e9/\\\u2191\u2193\u2195\u21d1\u21d3\u221a"
OPERATORS = "\u220f\u2210\u2211\u222b\u222c\u222d\u222e\u222f\u22c0\u22c1\u22c2\u22c3\u2a00\u2a01\u2a02\u2a04\u2a06"
SIDEWAYS = "\u23de\u23df\u0302\u0303\u2192\u2190\u2194\u21d2"
GROWING = UPRIGHT + OPERATORS + SIDEWAYS

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x2C6, 0x2DD), (0x300, 0x338), (0x370, 0x3F5), (0x2010, 0x2057), (0x2070, 0x209C), (0x20D0, 0x20EF),
    (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x233F), (0x23B0, 0x23E1), (0x25A0, 0x25FF),
    (0x2660, 0x266F), (0x2713, 0x2718), (0x27C0, 0x27FF), (0x2900, 0x297F), (0x2A00, 0x2AFF), (0x1D400, 0x1D7FF),
]


def variants(math, character, glyph):
    table = math.MathVariants
    vertical = character not in SIDEWAYS
    coverage, constructions = (
        (table.VertGlyphCoverage, table.VertGlyphConstruction) if vertical else (table.HorizGlyphCoverage, table.HorizGlyphConstruction)
    )
    if glyph not in coverage.glyphs:
        return []
    records = constructions[coverage.glyphs.index(glyph)].MathGlyphVariantRecord
    return [r.VariantGlyph for r in records if r.VariantGlyph != glyph][:12]


def main(source, target):
    font = TTFont(source)
    best = font.getBestCmap()
    tables = [t for t in font["cmap"].tables if t.isUnicode() and t.format == 12] or [t for t in font["cmap"].tables if t.isUnicode()]
    keep = {c for low, high in RANGES for c in range(low, high + 1) if c in best}
    for place, character in enumerate(GROWING):
        names = variants(font["MATH"].table, character, best[ord(character)]) if ord(character) in best else []
        for number, name in enumerate(names):
            code = 0xE000 + 16 * place + number
            for table in tables:
                table.cmap[code] = name
            keep.add(code)
        print(f"    {{0x{ord(character):04X}, {len(names)}}},", end="\n" if place % 6 == 5 else "")
    print()
    options = subset.Options(drop_tables=["MATH", "GSUB", "GPOS", "GDEF", "DSIG"], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
                             notdef_outline=True, layout_features=[], name_languages=[0x409])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    for record in font["name"].names:
        text = str(record)
        if record.nameID != 0 and "STIX" in text:
            font["name"].setName(text.replace("STIX Two Math", "Deepwell Math").replace("STIXTwoMath", "DeepwellMath").replace("STIX", "Deepwell"),
                                 record.nameID, record.platformID, record.platEncID, record.langID)
    font.save(target)


main(*sys.argv[1:])
