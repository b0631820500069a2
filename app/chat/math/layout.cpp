#include "app/chat/math/layout.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/chat/math/setter.h"

namespace deepwell::math {
namespace {

struct Growing {
  char32_t character;
  uint8_t variants;
};

// As resources/fonts/make_math_font.py prints it: the variants of the n-th are at U+E000 + 16 n.
constexpr std::array kGrowing = {
    Growing{0x0028, 12}, Growing{0x0029, 12}, Growing{0x005B, 12}, Growing{0x005D, 12}, Growing{0x007B, 12},
    Growing{0x007D, 12}, Growing{0x007C, 0},  Growing{0x2016, 0},  Growing{0x2308, 12}, Growing{0x2309, 12},
    Growing{0x230A, 12}, Growing{0x230B, 12}, Growing{0x27E8, 12}, Growing{0x27E9, 12}, Growing{0x002F, 4},
    Growing{0x005C, 4},  Growing{0x2191, 0},  Growing{0x2193, 0},  Growing{0x2195, 0},  Growing{0x21D1, 0},
    Growing{0x21D3, 0},  Growing{0x221A, 3},  Growing{0x220F, 1},  Growing{0x2210, 1},  Growing{0x2211, 1},
    Growing{0x222B, 1},  Growing{0x222C, 1},  Growing{0x222D, 1},  Growing{0x222E, 1},  Growing{0x222F, 1},
    Growing{0x22C0, 1},  Growing{0x22C1, 1},  Growing{0x22C2, 1},  Growing{0x22C3, 1},  Growing{0x2A00, 1},
    Growing{0x2A01, 1},  Growing{0x2A02, 1},  Growing{0x2A04, 1},  Growing{0x2A06, 1},  Growing{0x23DE, 5},
    Growing{0x23DF, 5},  Growing{0x0302, 5},  Growing{0x0303, 5},
};

// Space between two atoms: 0 none, 1 thin, 2 medium, 3 thick; negative: none in scripts. The TeXbook, p. 170; 9: cannot
// be.
constexpr int kSpacing[8][8] = {
    // Ord Op Bin Rel Open Close Punct Inner
    {0, 1, -2, -3, 0, 0, 0, -1},      // Ord
    {1, 1, 9, -3, 0, 0, 0, -1},       // Op
    {-2, -2, 9, 9, -2, 9, 9, -2},     // Bin
    {-3, -3, 9, 0, -3, 0, 0, -3},     // Rel
    {0, 0, 9, 0, 0, 0, 0, 0},         // Open
    {0, 1, -2, -3, 0, 0, 0, -1},      // Close
    {-1, -1, 9, -1, -1, -1, -1, -1},  // Punct
    {-1, 1, -2, -3, -1, 0, -1, -1},   // Inner
};

double spaceBetween(Class left, Class right, bool small) {
  const int space = kSpacing[static_cast<int>(left)][static_cast<int>(right)];
  if (space == 0 || space == 9 || (space < 0 && small)) return 0;
  const int size = std::abs(space);
  return size == 1 ? kThin : size == 2 ? kMedium : kThick;
}

// A sign without something to its left or right to join is an ordinary symbol: "-x", "(+1)".
std::vector<Class> classesOf(const Row& row) {
  std::vector<Class> classes;
  Class* before = nullptr;
  classes.reserve(row.size());
  for (const Node& node : row) {
    classes.push_back(node.cls);
    if (node.kind == Node::kSpace) continue;
    Class& now = classes.back();
    const bool lonely = before == nullptr || *before == Class::kBin || *before == Class::kOp ||
                        *before == Class::kRel || *before == Class::kOpen || *before == Class::kPunct;
    if (now == Class::kBin && lonely) now = Class::kOrd;
    if (before != nullptr && *before == Class::kBin &&
        (now == Class::kRel || now == Class::kClose || now == Class::kPunct))
      *before = Class::kOrd;
    before = &now;
  }
  if (before != nullptr && *before == Class::kBin) *before = Class::kOrd;
  return classes;
}

constexpr double kMaxExtent = 2000;  // em
constexpr size_t kMaxPieces = 60000;

}  // namespace

char32_t variantOf(char32_t character, int number) {
  for (size_t i = 0; i < kGrowing.size(); ++i)
    if (kGrowing[i].character == character)
      return number < kGrowing[i].variants ? static_cast<char32_t>(0xE000 + 16 * i + static_cast<size_t>(number)) : 0;
  return 0;
}

void place(Box* box, Box inner, double x, double y) {
  if (box->pieces.empty()) box->pieces.reserve(inner.pieces.size());
  for (Piece& piece : inner.pieces) {
    piece.x += x;
    piece.y += y;
    box->pieces.push_back(std::move(piece));
  }
}

void placeAndGrow(Box* box, Box inner, double x, double y) {
  box->width = std::max(box->width, x + inner.width);
  box->ascent = std::max(box->ascent, inner.ascent - y);
  box->descent = std::max(box->descent, inner.descent + y);
  place(box, std::move(inner), x, y);
}

void addRect(Box* box, double x, double y, double width, double height) {
  Piece piece;
  piece.kind = Piece::kRect;
  piece.x = x;
  piece.y = y;
  piece.width = width;
  piece.height = height;
  box->pieces.push_back(piece);
}

Box Setter::row(const Row& row, Style style) const {
  const std::vector<Class> classes = classesOf(row);
  Box out;
  double x = 0;
  const Class* before = nullptr;
  for (size_t i = 0; i < row.size(); ++i) {
    Box inner = node(row[i], style);
    if (row[i].kind != Node::kSpace) {
      if (before != nullptr) x += spaceBetween(*before, classes[i], style.small()) * style.size();
      before = &classes[i];
    }
    const double width = inner.width;
    if (row.size() == 1) return inner;
    placeAndGrow(&out, std::move(inner), x, 0);
    x += width;
  }
  out.width = x;
  return out;
}

std::vector<Box> Setter::parts(const Row& row, Style style) const {
  constexpr double kShortest = 2.5;  // em: nothing shorter is broken off
  const std::vector<Class> classes = classesOf(row);
  std::vector<Box> out(1);
  const Class* before = nullptr;
  for (size_t i = 0; i < row.size(); ++i) {
    Box inner = node(row[i], style);
    if (row[i].kind != Node::kSpace) {
      if (before != nullptr) {
        out.back().width += spaceBetween(*before, classes[i], style.small()) * style.size();
        const bool breakable = *before == Class::kBin || (*before == Class::kRel && classes[i] != Class::kRel);
        if (breakable && out.back().width > kShortest) out.emplace_back();
      }
      before = &classes[i];
    }
    const double x = out.back().width;
    const double width = inner.width;
    placeAndGrow(&out.back(), std::move(inner), x, 0);
    out.back().width = x + width;
  }
  return out;
}

Box Setter::node(const Node& node, Style style) const {
  switch (node.kind) {
    case Node::kSymbol:
      return symbol(node, style);
    case Node::kBigOp:
      return bigOperator(node, style);
    case Node::kCode:
    case Node::kWord:
      return word(node.text, style);
    case Node::kSpace: {
      Box box;
      box.width = node.amount * style.size();
      return box;
    }
    case Node::kGroup: {
      Box box = row(node.parts.empty() ? Row() : node.parts[0], style);
      box.character = box.character && node.parts[0].size() == 1;
      return box;
    }
    case Node::kFraction:
      return fraction(node, style);
    case Node::kRoot:
      return root(node, style);
    case Node::kScripts:
      return scripts(node, style);
    case Node::kFence:
      return fence(node, style);
    case Node::kDelimiter:
      return delimiter(node.symbol, node.amount * style.size(), style);
    case Node::kTable:
      return table(node, style);
    case Node::kAccent:
    case Node::kBelow:
      return accent(node, style);
    case Node::kArrow:
      return longArrow(node, style);
    case Node::kBox:
      return frame(node, style);
    case Node::kCancel:
      return cancel(node, style);
    case Node::kPhantom:
      return phantom(node, style);
    case Node::kOverlap:
      return overlap(node, style);
    case Node::kStyled:
      return row(node.parts[0], {node.level, style.cramped});
  }
  return {};
}

std::optional<Box> Setter::glyph(char32_t character, double size) const {
  Extent extent;
  if (!measure_.glyph(character, &extent)) return std::nullopt;
  Box box;
  box.italic = std::max(0.0, extent.right - extent.advance) * size;
  box.width = extent.advance * size + box.italic;
  box.ascent = extent.ascent * size;
  box.descent = extent.descent * size;
  box.character = true;
  Piece piece;
  piece.character = character;
  piece.size = size;
  box.pieces.push_back(std::move(piece));
  return box;
}

Box Setter::symbol(const Node& node, Style style) const {
  if (auto box = glyph(node.symbol, style.size())) return *std::move(box);
  return word(std::u32string(1, node.symbol), style);
}

// Sums and integrals stand on the axis; in display style they are larger.
Box Setter::bigOperator(const Node& node, Style style) const {
  std::optional<Box> box;
  const char32_t large = variantOf(node.symbol, 0);
  if (style.display() && large != 0) box = glyph(large, style.size());
  if (!box) box = glyph(node.symbol, style.size());
  if (!box) return word(std::u32string(1, node.symbol), style);
  const double shift = (box->ascent - box->descent) / 2 - kAxis * style.size();
  // The slant of integrals, which their advance does not show: the lower limit moves in by it.
  const bool integral = node.symbol >= U'∫' && node.symbol <= U'∰';
  Box out;
  out.italic = integral ? 0.17 * (box->ascent + box->descent) : box->italic;
  placeAndGrow(&out, *std::move(box), 0, shift);
  return out;
}

// Upright text; what the math font lacks (Chinese, say) in the interface's font.
Box Setter::word(const std::u32string& text, Style style) const {
  Box out;
  std::u32string foreign;
  const auto flush = [&] {
    if (foreign.empty()) return;
    const Extent extent = measure_.text(foreign);
    Box box;
    box.width = extent.advance * style.size();
    box.ascent = extent.ascent * style.size();
    box.descent = extent.descent * style.size();
    Piece piece;
    piece.kind = Piece::kText;
    piece.size = style.size();
    piece.text = std::exchange(foreign, {});
    box.pieces.push_back(std::move(piece));
    placeAndGrow(&out, std::move(box), out.width, 0);
  };
  for (const char32_t c : text) {
    auto box = glyph(c, style.size());
    if (!box) {
      foreign += c;
      continue;
    }
    flush();
    box->width -= box->italic;
    placeAndGrow(&out, *std::move(box), out.width, 0);
  }
  flush();
  return out;
}

bool layOut(const Row& row, Level level, const Measure& measure, Box* out) {
  *out = Setter(measure).row(row, {level, false});
  const bool fits =
      out->width < kMaxExtent && out->ascent + out->descent < kMaxExtent && out->pieces.size() < kMaxPieces;
  if (!fits) *out = Box();
  return fits;
}

bool layOutParts(const Row& row, const Measure& measure, std::vector<Box>* out) {
  constexpr double kShort = 8;  // em: kept together
  Box whole;
  out->clear();
  if (!layOut(row, Level::kText, measure, &whole)) return false;
  const bool split = whole.width > kShort && row.size() > 1;
  if (split)
    *out = Setter(measure).parts(row, {Level::kText, false});
  else
    out->push_back(std::move(whole));
  return true;
}

}  // namespace deepwell::math
