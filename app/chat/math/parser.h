// TeX into a tree. The subset that models write; anything else is refused, and the source is shown instead.
#pragma once

#include <string>
#include <string_view>

#include "app/chat/math/node.h"

namespace deepwell::math {

// What hostile input may cost.
constexpr size_t kMaxSource = 20000;  // bytes of one formula
constexpr int kMaxDepth = 60;         // of groups in each other
constexpr int kMaxNodes = 20000;
constexpr int kMaxCells = 4000;  // of all tables in each other

struct Parsed {
  bool ok = false;
  Row row;
  std::string error;  // why not, for tests and logs: "unknown command \\foo"
};

// `tex` is UTF-8 without delimiters such as $; several lines ("\\") at the top level become a table.
Parsed parseTex(std::string_view tex);

}  // namespace deepwell::math
