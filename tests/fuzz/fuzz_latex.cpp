// Formulas: found in markdown, read, laid out with a made-up font.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/chat/math/find.h"
#include "app/chat/math/layout.h"
#include "app/chat/math/parser.h"

namespace {

using namespace deepwell::math;

class MadeUpFont : public Measure {
 public:
  bool glyph(char32_t character, Extent* out) const override {
    *out = {0.5, 0.02, 0.52, 0.6 + 0.1 * (character % 7), 0.05 * (character % 5)};
    return character < 0x3000 || character >= 0x1D400;
  }
  Extent text(const std::u32string& text) const override {
    return {0.5 * static_cast<double>(text.size()), 0, 0.5, 0.7, 0.2};
  }
};

void require(bool holds) {
  if (!holds) std::abort();
}

void layOutBoth(std::string_view tex) {
  const Parsed parsed = parseTex(tex);
  require(parsed.ok || !parsed.error.empty());
  if (!parsed.ok) return;
  for (const Level level : {Level::kDisplay, Level::kText}) {
    Box box;
    if (!layOut(parsed.row, level, MadeUpFont(), &box)) continue;
    require(std::isfinite(box.width) && std::isfinite(box.ascent) && std::isfinite(box.descent));
    for (const Piece& piece : box.pieces) require(std::isfinite(piece.x) && std::isfinite(piece.y) && piece.size > 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  layOutBoth(text);
  size_t at = 0;
  for (const Found& found : findMath(text)) {
    require(found.begin >= at && found.end > found.begin && found.end <= size);
    at = found.end;
    if (found.kind == Found::kInline || found.kind == Found::kDisplay) layOutBoth(found.tex);
  }
  return 0;
}
