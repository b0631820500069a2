// What becomes of a pattern's matches where they do not just stand for themselves. Internal to engine/text.
#pragma once

#include <vector>

#include "engine/text/pre_tokenizer.h"

namespace deepwell {

struct Span {
  size_t begin;
  size_t end;
};

struct Part {
  Span span;
  bool is_match;
};

// Matches and what is between them, all of a text of `size` bytes. `invert`: each counts as the other.
std::vector<Part> partsOf(size_t size, const std::vector<Span>& matches, bool invert);

// The pieces that are left; none is empty.
std::vector<Span> applyBehavior(const std::vector<Part>& parts, SplitBehavior behavior);

}  // namespace deepwell
