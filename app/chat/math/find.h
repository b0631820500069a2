// Finds TeX formulas in markdown, before markdown is parsed: what markdown means by _ * and \ must not touch them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace deepwell::math {

struct Found {
  enum Kind {
    kInline,   // $...$  \(...\)  and a bare \boxed{...}
    kDisplay,  // $$...$$  \[...\]  \begin{align}...\end{align}
    kOpen,     // a display formula that begins a line and is not closed at the end of the text: more may come
    kLiteral,  // an opener that nothing closes so far: text to show as it is, backslashes included
  };
  size_t begin = 0;  // in the source, with the delimiters
  size_t end = 0;
  Kind kind = kInline;
  std::string tex;  // without delimiters (environments keep theirs); kOpen, kLiteral: the source itself
};

// In order, not overlapping. Nothing inside code fences or code spans is found, a formula never goes over a blank line,
// and prices ("$5 and $10") stay text. Takes time linear in the size.
std::vector<Found> findMath(std::string_view markdown);

}  // namespace deepwell::math
