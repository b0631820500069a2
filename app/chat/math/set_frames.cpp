// What goes around other things: delimiters, accents, braces, arrows, frames.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/chat/math/setter.h"

namespace deepwell::math {
namespace {

// Moves a glyph's ink so that it begins at 0.
void startAtInk(Box* box, double left) {
  for (Piece& piece : box->pieces) piece.x -= left;
}

}  // namespace

Box Setter::bars(char32_t character, double height, Style style) const {
  const double size = style.size();
  const double stroke = 0.062 * size;
  const int count = character == U'‖' ? 2 : 1;
  const double gap = 0.19 * size;
  const double side = 0.1 * size;
  Box box;
  box.width = 2 * side + stroke + (count - 1) * gap;
  box.ascent = kAxis * size + height / 2;
  box.descent = height / 2 - kAxis * size;
  for (int i = 0; i < count; ++i) addRect(&box, side + i * gap, -box.ascent, stroke, height);
  return box;
}

Box Setter::delimiter(char32_t character, double height, Style style) const {
  const double size = style.size();
  Box out;
  if (character == 0) {
    out.width = 0.1 * size;
    return out;
  }
  if (character == U'|' || character == U'‖') return bars(character, std::max(height, 1.0 * size), style);
  std::optional<Box> box = glyph(character, size);
  for (int i = 0; box && box->ascent + box->descent < height; ++i) {
    const char32_t larger = variantOf(character, i);
    auto next = larger != 0 ? glyph(larger, size) : std::nullopt;
    if (!next) break;
    box = std::move(next);
  }
  if (!box) return word(std::u32string(1, character), style);
  const double have = box->ascent + box->descent;
  if (have < height && !box->pieces.empty()) {
    const double stretch = height / std::max(have, 0.01);
    box->pieces[0].stretch_y = stretch;
    box->ascent *= stretch;
    box->descent *= stretch;
  }
  const double shift = (box->ascent - box->descent) / 2 - kAxis * size;
  placeAndGrow(&out, *std::move(box), 0, shift);
  return out;
}

Box Setter::fence(const Node& node, Style style) const {
  const double axis = kAxis * style.size();
  std::vector<Box> parts;
  double half = 0;
  for (const Row& part : node.parts) {
    parts.push_back(row(part, style));
    half = std::max({half, parts.back().ascent - axis, parts.back().descent + axis});
  }
  const double height = std::max(2 * half * 0.901, 2 * half - 0.4 * style.size());
  Box out;
  placeAndGrow(&out, delimiter(node.symbol, height, style), 0, 0);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      out.width += 0.05 * style.size();
      placeAndGrow(&out, delimiter(node.text[i - 1], height, style), out.width, 0);
      out.width += 0.05 * style.size();
    }
    placeAndGrow(&out, std::move(parts[i]), out.width, 0);
  }
  placeAndGrow(&out, delimiter(node.second, height, style), out.width, 0);
  return out;
}

Box Setter::stretched(char32_t character, double width, double size) const {
  Extent extent;
  char32_t best = character;
  measure_.glyph(character, &extent);
  for (int i = 0; extent.right - extent.left < width / size; ++i) {
    const char32_t larger = variantOf(character, i);
    Extent next;
    if (larger == 0 || !measure_.glyph(larger, &next)) break;
    // A brace may be narrower than what it embraces, an accent wider than it never.
    if (next.right - next.left > width / size * 1.15) break;
    best = larger;
    extent = next;
  }
  std::optional<Box> box = glyph(best, size);
  if (!box) return {};
  const double have = std::max(0.01, extent.right - extent.left) * size;
  const double stretch = std::max(1.0, width / have);
  box->pieces[0].stretch_x = stretch;
  startAtInk(&*box, extent.left * size * stretch);
  box->width = have * stretch;
  return *std::move(box);
}

// A head from the font and a shaft as long as it takes.
Box Setter::arrow(char32_t character, double width, double size) const {
  const bool both = character == U'↔';
  const bool twin = character == U'⇒' || character == U'=';
  Box out;
  Extent extent;
  const char32_t head = both ? U'→' : character;
  if (!measure_.glyph(head, &extent)) return out;
  const double ink = (extent.right - extent.left) * size;
  width = std::max(width, ink * (both ? 1.6 : 1.0));
  auto put = [&](char32_t glyph_character, double x) {
    Extent e;
    if (!measure_.glyph(glyph_character, &e)) return;
    Box box = *glyph(glyph_character, size);
    startAtInk(&box, e.left * size);
    placeAndGrow(&out, std::move(box), x, 0);
  };
  if (head == U'←' || both) put(U'←', 0);
  if (head != U'←') put(head, width - ink);
  const double middle = -(extent.ascent - extent.descent) / 2 * size;
  const double stroke = 0.062 * size;
  const double from = head == U'←' ? ink * 0.7 : both ? ink * 0.7 : 0;
  const double to = head == U'←' ? width : width - ink * 0.7;
  if (to > from && width > ink) {
    const double apart = twin ? 0.115 * size : 0;
    addRect(&out, from, middle - apart - stroke / 2, to - from, stroke);
    if (twin) addRect(&out, from, middle + apart - stroke / 2, to - from, stroke);
  }
  out.width = width;
  return out;
}

Box Setter::accent(const Node& node, Style style) const {
  switch (node.symbol) {
    case U'‾':
      return line(node, style);
    case U'⏞':
    case U'⏟':
      return brace(node, style);
    case U'→':
    case U'←':
    case U'↔':
      return arrowAround(node, style);
    default:
      break;
  }
  const double size = style.size();
  Box base = row(node.parts[0], style.cramp());
  Extent extent;
  if (!measure_.glyph(node.symbol, &extent)) return base;
  const double skew = base.character && base.pieces.size() == 1
                          ? std::max(0.0, base.ascent - 0.2 * size) * 0.12 + base.italic * 0.3
                          : 0;
  const double body = base.width - base.italic;
  const double rise = std::max(0.0, base.ascent - 0.48 * size);
  Box mark = node.wide ? stretched(node.symbol, body * 0.9, size) : *glyph(node.symbol, size);
  if (!node.wide) startAtInk(&mark, extent.left * size);
  const double mark_width = node.wide ? mark.width : (extent.right - extent.left) * size;
  mark.width = 0;
  const double x = (body - mark_width) / 2 + skew;
  const double width = base.width;
  Box out;
  out.italic = base.italic;
  out.character = base.character;
  placeAndGrow(&out, std::move(base), std::max(0.0, -x), 0);
  placeAndGrow(&out, std::move(mark), std::max(0.0, x), -rise);
  out.width = std::max(width, mark_width);
  return out;
}

Box Setter::line(const Node& node, Style style) const {
  const double size = style.size();
  Box out = row(node.parts[0], node.kind == Node::kAccent ? style.cramp() : style);
  out.character = false;
  const double rule = kRule * size * 0.9;
  const double gap = 0.14 * size;
  if (node.kind == Node::kAccent) {
    out.ascent += gap + rule;
    addRect(&out, 0, -out.ascent, out.width, rule);
    out.ascent += rule;
  } else {
    out.descent += gap + rule;
    addRect(&out, 0, out.descent - rule, out.width, rule);
  }
  return out;
}

Box Setter::brace(const Node& node, Style style) const {
  const double size = style.size();
  Box base = row(node.parts[0], style);
  Box mark = stretched(node.symbol, base.width, size);
  const double gap = 0.12 * size;
  const bool above = node.kind == Node::kAccent;
  const double y = above ? -(base.ascent + gap + mark.descent) : base.descent + gap + mark.ascent;
  const double width = std::max(base.width, mark.width);
  Box out;
  const double base_x = (width - base.width) / 2, mark_x = (width - mark.width) / 2;
  placeAndGrow(&out, std::move(base), base_x, 0);
  placeAndGrow(&out, std::move(mark), mark_x, y);
  return out;
}

Box Setter::arrowAround(const Node& node, Style style) const {
  const double size = style.size();
  Box base = row(node.parts[0], style.cramp());
  Box mark = arrow(node.symbol, base.width, size * 0.75);
  const double width = std::max(base.width, mark.width);
  const double y = -(base.ascent + 0.1 * size + mark.descent);
  Box out;
  const double base_x = (width - base.width) / 2, mark_x = (width - mark.width) / 2;
  placeAndGrow(&out, std::move(base), base_x, 0);
  placeAndGrow(&out, std::move(mark), mark_x, y);
  return out;
}

Box Setter::longArrow(const Node& node, Style style) const {
  const double size = style.size();
  Box above = row(node.parts[0], style.script(false));
  Box below = row(node.parts[1], style.script(true));
  const double width = std::max({above.width, below.width, 0.9 * size}) + 0.7 * size;
  Box out = arrow(node.symbol, width, size);
  const double top = out.ascent + 0.08 * size + above.descent;
  const double bottom = out.descent + 0.1 * size + below.ascent;
  const double above_x = (out.width - above.width) / 2, below_x = (out.width - below.width) / 2;
  if (!node.parts[0].empty()) placeAndGrow(&out, std::move(above), above_x, -top);
  if (!node.parts[1].empty()) placeAndGrow(&out, std::move(below), below_x, std::max(bottom, 0.1 * size));
  return out;
}

Box Setter::frame(const Node& node, Style style) const {
  const double size = style.size();
  Box inner = row(node.parts[0], style);
  const double pad = 0.34 * size, stroke = 0.06 * size;
  Box out;
  const double ascent = std::max(inner.ascent, 0.6 * size), descent = std::max(inner.descent, 0.1 * size);
  const double width = inner.width + 2 * (pad + stroke);
  Piece piece;
  piece.kind = Piece::kFrame;
  piece.stroke = stroke;
  piece.width = width;
  piece.height = ascent + descent + 2 * (pad + stroke) - 0.1 * size;
  piece.y = -(ascent + pad + stroke - 0.05 * size);
  place(&out, std::move(inner), pad + stroke, 0);
  out.width = width;
  out.ascent = -piece.y;
  out.descent = piece.height + piece.y;
  out.pieces.push_back(std::move(piece));
  return out;
}

Box Setter::cancel(const Node& node, Style style) const {
  const double size = style.size();
  Box out = row(node.parts[0], style);
  out.character = false;
  const double reach = 0.08 * size;
  const auto strike = [&](double from, double to) {
    Piece piece;
    piece.kind = Piece::kLine;
    piece.x = -reach / 2;
    piece.y = from;
    piece.width = out.width + reach;
    piece.height = to - from;
    piece.stroke = 0.055 * size;
    out.pieces.push_back(piece);
  };
  const double top = -out.ascent - reach, bottom = out.descent + reach;
  if (node.symbol == U'-') strike(-kAxis * size, -kAxis * size);
  if (node.symbol == U'/' || node.symbol == U'X') strike(bottom, top);
  if (node.symbol == U'\\' || node.symbol == U'X') strike(top, bottom);
  return out;
}

Box Setter::phantom(const Node& node, Style style) const {
  Box out = row(node.parts[0], style);
  out.pieces.clear();
  out.character = false;
  if (node.symbol == U'h') out.ascent = out.descent = 0;
  if (node.symbol == U'v') out.width = 0;
  return out;
}

Box Setter::overlap(const Node& node, Style style) const {
  Box inner = row(node.parts[0], style);
  const double x = node.symbol == U'l' ? -inner.width : node.symbol == U'c' ? -inner.width / 2 : 0;
  Box out;
  out.ascent = inner.ascent;
  out.descent = inner.descent;
  place(&out, std::move(inner), x, 0);
  return out;
}

}  // namespace deepwell::math
