// Sets a tree into boxes. Inside of the math room.
#pragma once

#include <optional>

#include "app/chat/math/layout.h"

namespace deepwell::math {

// Constants of the font, in em: those of STIX Two Math's MATH table.
constexpr double kAxis = 0.258;  // above the baseline: where fraction bars and minus signs are
constexpr double kRule = 0.068;
constexpr double kThin = 3.0 / 18, kMedium = 4.0 / 18, kThick = 5.0 / 18;

struct Style {
  Level level = Level::kText;
  bool cramped = false;

  double size() const { return level == Level::kScript ? 0.72 : level == Level::kScriptScript ? 0.56 : 1; }
  bool display() const { return level == Level::kDisplay; }
  bool small() const { return level >= Level::kScript; }
  Style script(bool below) const { return {small() ? Level::kScriptScript : Level::kScript, cramped || below}; }
  Style fraction(bool below) const {
    return {level == Level::kDisplay ? Level::kText
            : level == Level::kText  ? Level::kScript
                                     : Level::kScriptScript,
            cramped || below};
  }
  Style cramp() const { return {level, true}; }
};

class Setter {
 public:
  explicit Setter(const Measure& measure) : measure_(measure) {}
  Box row(const Row& row, Style style) const;
  std::vector<Box> parts(const Row& row, Style style) const;

 private:
  Box node(const Node& node, Style style) const;
  Box symbol(const Node& node, Style style) const;
  Box bigOperator(const Node& node, Style style) const;
  Box word(const std::u32string& text, Style style) const;
  Box fraction(const Node& node, Style style) const;
  Box root(const Node& node, Style style) const;
  Box scripts(const Node& node, Style style) const;
  Box sideScripts(Box base, const Node& node, Style style) const;
  Box limits(Box base, const Node& node, Style style) const;
  Box fence(const Node& node, Style style) const;
  Box accent(const Node& node, Style style) const;
  Box line(const Node& node, Style style) const;
  Box brace(const Node& node, Style style) const;
  Box arrowAround(const Node& node, Style style) const;
  Box longArrow(const Node& node, Style style) const;
  Box frame(const Node& node, Style style) const;
  Box cancel(const Node& node, Style style) const;
  Box phantom(const Node& node, Style style) const;
  Box overlap(const Node& node, Style style) const;
  Box table(const Node& node, Style style) const;

  // A glyph as a box; with `size` in em.
  std::optional<Box> glyph(char32_t character, double size) const;
  // A delimiter of at least `height`, centred on the axis.
  Box delimiter(char32_t character, double height, Style style) const;
  Box bars(char32_t character, double height, Style style) const;
  // An arrow, brace or accent of `width`.
  Box stretched(char32_t character, double width, double size) const;
  Box arrow(char32_t character, double width, double size) const;

  const Measure& measure_;
};

// Puts `inner` into `box` with its origin at (x, y); the box keeps its size.
void place(Box* box, Box inner, double x, double y);
// The same, and the box grows around it.
void placeAndGrow(Box* box, Box inner, double x, double y);
void addRect(Box* box, double x, double y, double width, double height);

// Larger forms of a character in the font; 0 if there is no `number`-th.
char32_t variantOf(char32_t character, int number);

}  // namespace deepwell::math
