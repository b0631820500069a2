// Fractions, roots, scripts and limits: The TeXbook, appendix G, rules 11, 13, 15 and 18.
#include <algorithm>
#include <utility>

#include "app/chat/math/setter.h"

namespace deepwell::math {
namespace {

bool isPrimes(const Row& row) {
  return !row.empty() && std::all_of(row.begin(), row.end(), [](const Node& node) {
    return node.kind == Node::kSymbol && node.symbol == U'′';
  });
}

Style fractionStyle(const Node& node, Style style) {
  return node.force_level ? Style{node.level, style.cramped} : style;
}

}  // namespace

Box Setter::fraction(const Node& node, Style outer) const {
  const Style style = fractionStyle(node, outer);
  const double size = style.size();
  Box above = row(node.parts[0], style.fraction(false));
  Box below = row(node.parts[1], style.fraction(true));
  const double axis = kAxis * size;
  const double rule = node.line ? kRule * size : 0;
  double up, down;
  if (node.line) {
    const double gap = (style.display() ? 0.15 : 0.09) * size;
    up = std::max((style.display() ? 0.64 : 0.585) * size, axis + rule / 2 + gap + above.descent);
    down = std::max((style.display() ? 0.64 : 0.585) * size, below.ascent + gap + rule / 2 - axis);
  } else {
    const double gap = (style.display() ? 0.3 : 0.15) * size;
    up = (style.display() ? 0.68 : 0.47) * size;
    down = (style.display() ? 0.6 : 0.385) * size;
    const double missing = gap - ((up - above.descent) - (below.ascent - down));
    if (missing > 0) {
      up += missing / 2;
      down += missing / 2;
    }
  }
  const double side = node.symbol != 0 ? 0 : 0.1 * size;
  const double pad = node.line ? 0.06 * size : 0;
  const double width = std::max(above.width, below.width) + 2 * pad;
  Box out;
  const double above_x = side + (width - above.width) / 2;
  const double below_x = side + (width - below.width) / 2;
  placeAndGrow(&out, std::move(above), above_x, -up);
  placeAndGrow(&out, std::move(below), below_x, down);
  if (node.line) addRect(&out, side, -axis - rule / 2, width, rule);
  out.width = width + 2 * side;
  if (node.symbol == 0) return out;
  const double height = 2 * std::max(out.ascent - axis, out.descent + axis);
  Box fenced;
  Box left = delimiter(node.symbol, height * 0.95, style);
  placeAndGrow(&fenced, std::move(left), 0, 0);
  placeAndGrow(&fenced, std::move(out), fenced.width, 0);
  Box right = delimiter(node.second, height * 0.95, style);
  placeAndGrow(&fenced, std::move(right), fenced.width, 0);
  return fenced;
}

Box Setter::root(const Node& node, Style style) const {
  const double size = style.size();
  const double rule = kRule * size;
  Box inner = row(node.parts[0], style.cramp());
  // At least as high as a letter, so that roots side by side look alike.
  inner.ascent = std::max(inner.ascent, 0.48 * size);
  double gap = (style.display() ? 0.15 : 0.085) * size;
  const double wanted = inner.ascent + inner.descent + gap + rule;
  std::optional<Box> sign = glyph(U'√', size);
  for (int i = 0; sign && sign->ascent + sign->descent < wanted; ++i) {
    const char32_t larger = variantOf(U'√', i);
    auto next = larger != 0 ? glyph(larger, size) : std::nullopt;
    if (!next) break;
    sign = std::move(next);
  }
  if (!sign) sign = word(U"√", style);
  sign->width -= sign->italic;
  double height = sign->ascent + sign->descent;
  if (height < wanted && !sign->pieces.empty()) {
    const double stretch = wanted / std::max(height, 0.01);
    sign->pieces[0].stretch_y = stretch;
    sign->ascent *= stretch;
    sign->descent *= stretch;
    height = wanted;
  }
  gap += (height - wanted) / 2;
  const double top = inner.ascent + gap + rule;  // above the baseline
  double x = 0;
  Box out;
  if (node.parts.size() > 1 && !node.parts[1].empty()) {
    Box index = row(node.parts[1], {Level::kScriptScript, style.cramped});
    const double raise = 0.55 * height - (height - top) + index.descent;
    const double kern = 0.065 * size + index.width - 0.36 * size;
    x = std::max(0.0, kern);
    placeAndGrow(&out, std::move(index), std::max(0.0, -kern) * 0.3, -raise);
  }
  const double sign_width = sign->width;
  const double sign_ascent = sign->ascent;
  placeAndGrow(&out, *std::move(sign), x, sign_ascent - top);
  const double inner_width = inner.width;
  placeAndGrow(&out, std::move(inner), x + sign_width, 0);
  addRect(&out, x + sign_width - 0.01 * size, -top, inner_width + 0.05 * size, rule);
  out.width = x + sign_width + inner_width + 0.05 * size;
  out.ascent = std::max(out.ascent, top + rule);
  return out;
}

Box Setter::scripts(const Node& node, Style style) const {
  const Row& base_row = node.parts[0];
  Box base = row(base_row, style);
  const bool above = node.limits == Limits::kAlways || (node.limits == Limits::kInDisplay && style.display());
  if (above) return limits(std::move(base), node, style);
  // A group around one character is not that character: its scripts move with its height.
  if (!base_row.empty() && base_row[0].kind == Node::kBigOp) base.character = false;
  return sideScripts(std::move(base), node, style);
}

Box Setter::sideScripts(Box base, const Node& node, Style style) const {
  const double size = style.size();
  // The font's prime is drawn where it belongs beside a letter.
  const bool primes = isPrimes(node.parts[2]);
  Box sup = row(node.parts[2], primes ? style : style.script(false));
  Box sub = row(node.parts[1], style.script(true));
  const bool has_sup = !node.parts[2].empty(), has_sub = !node.parts[1].empty();
  double up = std::max((style.cramped ? 0.29 : 0.36) * size, sup.descent + 0.12 * size);
  if (primes) up = base.character ? std::max(0.0, base.ascent - 0.72 * size) : std::max(0.0, base.ascent - 0.6 * size);
  double down = std::max(0.19 * size, sub.ascent - 0.368 * size);
  if (!base.character) {
    if (!primes) up = std::max(up, base.ascent - 0.23 * style.script(false).size());
    down = std::max(down, base.descent + 0.16 * style.script(true).size());
  }
  if (has_sup && has_sub) {
    const double missing = 0.15 * size - ((up - sup.descent) - (sub.ascent - down));
    if (missing > 0) {
      down += missing;
      const double raise = std::min(missing, 0.38 * size - (up - sup.descent));
      if (raise > 0) {
        up += raise;
        down -= raise;
      }
    }
  }
  const double right = base.width;
  const double below_x = right - base.italic;
  Box out;
  placeAndGrow(&out, std::move(base), 0, 0);
  if (has_sup) placeAndGrow(&out, std::move(sup), right + (primes ? -0.04 : 0.02) * size, -up);
  if (has_sub) placeAndGrow(&out, std::move(sub), below_x + 0.01 * size, down);
  if (!has_sup) out.width = std::max(out.width, right);
  out.width += 0.04 * size;
  return out;
}

Box Setter::limits(Box base, const Node& node, Style style) const {
  const double size = style.size();
  Box sup = row(node.parts[2], style.script(false));
  Box sub = row(node.parts[1], style.script(true));
  const double width = std::max({base.width, sup.width, sub.width});
  const double slant = base.italic / 2;
  Box out;
  const double up = std::max(base.ascent + 0.135 * size + sup.descent, base.ascent + 0.25 * size);
  const double down = std::max(base.descent + 0.135 * size + sub.ascent, base.descent + 0.5 * size);
  const double base_x = (width - base.width) / 2;
  placeAndGrow(&out, std::move(base), base_x, 0);
  if (!node.parts[2].empty()) {
    const double x = (width - sup.width) / 2 + slant;
    placeAndGrow(&out, std::move(sup), x, -up);
  }
  if (!node.parts[1].empty()) {
    const double x = (width - sub.width) / 2 - slant;
    placeAndGrow(&out, std::move(sub), std::max(0.0, x), down);
  }
  out.width = std::max(out.width, width);
  return out;
}

}  // namespace deepwell::math
