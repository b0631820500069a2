// A formula as a tree: what the parser makes and the layout walks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deepwell::math {

// What an atom is to its neighbours (The TeXbook, chapter 17): decides the space between them.
enum class Class : uint8_t { kOrd, kOp, kBin, kRel, kOpen, kClose, kPunct, kInner };

enum class Level : uint8_t { kDisplay, kText, kScript, kScriptScript };

enum class Limits : uint8_t { kNever, kInDisplay, kAlways };

struct Node;
using Row = std::vector<Node>;

struct Table {
  std::vector<std::vector<Row>> rows;
  std::string columns;         // 'l', 'c' or 'r' for each column; the last is that of all further ones
  std::vector<int> bars;       // columns (0: the first) with a line before them; a line after the last: their count
  std::vector<int> lines;      // rows with a line above them; below the last: their count
  std::vector<double> extra;   // em: what \\[..] adds below each row
  double column_gap = 1.0;     // em
  double row_gap = 0.0;        // em, besides the rows' own height
  bool aligned = false;        // columns come in pairs without a gap inside: right, left
  Level level = Level::kText;  // of the cells
};

struct Node {
  enum Kind : uint8_t {
    kSymbol,     // one character
    kBigOp,      // a symbol that is larger in display style
    kWord,       // upright text: an operator's name, \text{}
    kCode,       // text in the code font
    kSpace,      // `amount` em
    kGroup,      // part 0
    kFraction,   // part 0 over part 1; `symbol` and `second` are delimiters around it, `line`: with a bar
    kRoot,       // part 0 under a radical, with the index part 1
    kScripts,    // part 0 with subscript part 1 and superscript part 2, or limits
    kFence,      // parts between growing delimiters `symbol`, those of `text`, `second`
    kDelimiter,  // `symbol`, `amount` em high
    kTable,
    kAccent,   // `symbol` over part 0, `wide`: as wide as it
    kBelow,    // the same under it
    kArrow,    // an arrow as wide as part 0 above and part 1 below it
    kBox,      // a frame around part 0
    kCancel,   // part 0 struck out; `symbol`: '/', '\\' or 'X'
    kPhantom,  // the space of part 0; `symbol`: 0, 'h' width only, 'v' height only
    kOverlap,  // part 0 without width; `symbol`: 'l', 'r', 'c'
    kStyled,   // part 0 at `level`
  };
  Kind kind = kSymbol;
  Class cls = Class::kOrd;
  Limits limits = Limits::kNever;
  Level level = Level::kText;
  bool wide = false;
  bool line = true;
  bool force_level = false;  // kFraction: \dfrac, \tfrac
  char32_t symbol = 0;
  char32_t second = 0;
  double amount = 0;
  std::u32string text;
  std::vector<Row> parts;
  std::vector<Table> table;  // one, of kTable

  Row& part(size_t i) {
    if (parts.size() <= i) parts.resize(i + 1);
    return parts[i];
  }
};

inline Node symbolNode(char32_t symbol, Class cls = Class::kOrd) {
  Node node;
  node.symbol = symbol;
  node.cls = cls;
  return node;
}

inline Node spaceNode(double em) {
  Node node;
  node.kind = Node::kSpace;
  node.amount = em;
  return node;
}

inline Node groupNode(Row row, Node::Kind kind = Node::kGroup, Class cls = Class::kOrd) {
  Node node;
  node.kind = kind;
  node.cls = cls;
  node.parts.push_back(std::move(row));
  return node;
}

}  // namespace deepwell::math
