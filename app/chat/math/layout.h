// A formula's tree into pieces with places: TeX's rules (The TeXbook, appendix G) in simple form. Lengths are in em of
// the formula's font size; y grows downwards from the baseline.
#pragma once

#include <string>
#include <vector>

#include "app/chat/math/node.h"

namespace deepwell::math {

// The ink and the advance of a character or a text.
struct Extent {
  double advance = 0;
  double left = 0, right = 0;      // of the ink, from the origin
  double ascent = 0, descent = 0;  // of the ink, both upwards and downwards positive
};

// What the layout has to know of a font.
class Measure {
 public:
  virtual ~Measure() = default;
  // False if the math font has no such character.
  virtual bool glyph(char32_t character, Extent* out) const = 0;
  // Of text that the math font does not have, in the interface's font.
  virtual Extent text(const std::u32string& text) const = 0;
};

struct Piece {
  enum Kind : uint8_t { kGlyph, kText, kRect, kLine, kFrame };
  Kind kind = kGlyph;
  char32_t character = 0;               // kGlyph
  std::u32string text;                  // kText
  double x = 0, y = 0;                  // of the origin; kRect, kFrame: of the left upper corner
  double size = 1;                      // kGlyph, kText: em
  double width = 0, height = 0;         // kRect, kFrame; kLine: to (x + width, y + height)
  double stroke = 0;                    // kLine, kFrame
  double stretch_x = 1, stretch_y = 1;  // kGlyph, about its origin
};

struct Box {
  double width = 0, ascent = 0, descent = 0;
  double italic = 0;       // by how much the ink of a single slanted character goes over its advance; part of the width
  bool character = false;  // a single one
  std::vector<Piece> pieces;
};

// Empty and false: it would be larger than anything that can be shown.
bool layOut(const Row& row, Level level, const Measure& measure, Box* out);

// A formula in a line of text, in the parts between which the line may be broken: after relations and signs of its own
// level, as TeX does. Each part ends with the space that follows it. Short ones are one part.
bool layOutParts(const Row& row, const Measure& measure, std::vector<Box>* out);

}  // namespace deepwell::math
