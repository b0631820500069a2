// Environments, several lines at the top level, and the little chemistry that models write.
#include <algorithm>
#include <array>
#include <utility>

#include "app/chat/math/parser.h"
#include "app/chat/math/reader.h"

namespace deepwell::math {
namespace {

struct Environment {
  std::string_view name;
  std::string_view columns;
  char32_t left, right;
  double column_gap;
  double row_gap;
  bool aligned;
  Level level;
};

constexpr double kJot = 0.3;
constexpr Level kD = Level::kDisplay;
constexpr Level kT = Level::kText;

constexpr std::array kEnvironments = {
    Environment{"matrix", "c", 0, 0, 1, 0.2, false, kT},
    Environment{"pmatrix", "c", U'(', U')', 1, 0.2, false, kT},
    Environment{"bmatrix", "c", U'[', U']', 1, 0.2, false, kT},
    Environment{"Bmatrix", "c", U'{', U'}', 1, 0.2, false, kT},
    Environment{"vmatrix", "c", U'|', U'|', 1, 0.2, false, kT},
    Environment{"Vmatrix", "c", U'‖', U'‖', 1, 0.2, false, kT},
    Environment{"smallmatrix", "c", 0, 0, 0.5, 0, false, Level::kScript},
    Environment{"cases", "l", U'{', 0, 1, 0.2, false, kT},
    Environment{"dcases", "l", U'{', 0, 1, kJot, false, kD},
    Environment{"rcases", "l", 0, U'}', 1, 0.2, false, kT},
    Environment{"array", "c", 0, 0, 1, 0.2, false, kT},
    Environment{"tabular", "c", 0, 0, 1, 0.2, false, kT},
    Environment{"subarray", "c", 0, 0, 0, 0, false, Level::kScript},
    Environment{"aligned", "rl", 0, 0, 1.5, kJot, true, kD},
    Environment{"align", "rl", 0, 0, 1.5, kJot, true, kD},
    Environment{"alignat", "rl", 0, 0, 0, kJot, true, kD},
    Environment{"alignedat", "rl", 0, 0, 0, kJot, true, kD},
    Environment{"flalign", "rl", 0, 0, 1.5, kJot, true, kD},
    Environment{"split", "rl", 0, 0, 1.5, kJot, true, kD},
    Environment{"eqnarray", "rcl", 0, 0, 0.3, kJot, false, kD},
    Environment{"gather", "c", 0, 0, 1, kJot, false, kD},
    Environment{"gathered", "c", 0, 0, 1, kJot, false, kD},
    Environment{"multline", "c", 0, 0, 1, kJot, false, kD},
    Environment{"equation", "rl", 0, 0, 1.5, kJot, true, kD},
    Environment{"displaymath", "rl", 0, 0, 1.5, kJot, true, kD},
    Environment{"math", "rl", 0, 0, 1.5, kJot, true, kD},
};

void setUp(Table* table, const Environment& environment) {
  table->columns = environment.columns;
  table->column_gap = environment.column_gap;
  table->row_gap = environment.row_gap;
  table->aligned = environment.aligned;
  table->level = environment.level;
}

Node tableNode(Table table) {
  Node node;
  node.kind = Node::kTable;
  node.table.push_back(std::move(table));
  return node;
}

}  // namespace

bool Parser::environment(Row* out) {
  const Deeper deeper(*this);
  if (deeper.tooDeep()) return fail("too deep");
  std::string name;
  if (!rawArgument(&name)) return false;
  std::string bare = name;
  if (bare.ends_with('*')) bare.pop_back();
  const auto known =
      std::find_if(kEnvironments.begin(), kEnvironments.end(), [&](const Environment& e) { return e.name == bare; });
  if (known == kEnvironments.end()) return fail("unknown environment " + name);
  Table table;
  setUp(&table, *known);
  if (bare == "array" || bare == "tabular" || bare == "subarray") {
    if (!columnSpec(&table)) return false;
  } else if (bare.starts_with("aligned") || bare == "gathered" || bare.ends_with("at")) {
    std::string place;
    skipSpaces();
    if (peek() == U'[' && peek(2) == U']') at_ += 3;
    if (bare.ends_with("at") && !rawArgument(&place)) return false;
  }
  if (!parseTable(&table, name)) return false;
  const bool one = table.rows.size() == 1 && table.rows[0].size() == 1 &&
                   (bare == "equation" || bare == "displaymath" || bare == "math");
  if (one) {
    out->push_back(groupNode(std::move(table.rows[0][0])));
    return true;
  }
  if (known->left == 0 && known->right == 0) {
    out->push_back(tableNode(std::move(table)));
    return true;
  }
  Node fence;
  fence.kind = Node::kFence;
  fence.cls = Class::kInner;
  fence.symbol = known->left;
  fence.second = known->right;
  constexpr double kPad = 0.12;
  fence.part(0).push_back(spaceNode(kPad));
  fence.part(0).push_back(tableNode(std::move(table)));
  fence.part(0).push_back(spaceNode(known->right != 0 ? kPad : 0));
  out->push_back(std::move(fence));
  return true;
}

// {l|cc|r}
bool Parser::columnSpec(Table* table) {
  skipSpaces();
  if (peek() == U'[' && peek(2) == U']') at_ += 3;
  std::string spec;
  if (!rawArgument(&spec)) return false;
  table->columns.clear();
  for (const char c : spec) {
    if (c == 'l' || c == 'c' || c == 'r')
      table->columns += c;
    else if (c == '|')
      table->bars.push_back(static_cast<int>(table->columns.size()));
  }
  if (table->columns.size() > 200 || table->bars.size() > 200) return fail("too many columns");
  if (table->columns.empty()) table->columns = "c";
  return true;
}

// \hline and the like at the beginning of a row.
void Parser::skipLines(Table* table) {
  for (skipSpaces();; skipSpaces()) {
    const std::string name = peekCommand();
    if (name != "hline" && name != "toprule" && name != "midrule" && name != "bottomrule" && name != "hdashline")
      return;
    skipCommand(name);
    if (table->lines.size() < 1000) table->lines.push_back(static_cast<int>(table->rows.size()));
  }
}

// Up to \end{`end`}, or to the end of the source if `end` is empty.
bool Parser::parseTable(Table* table, const std::string& end) {
  skipLines(table);
  std::vector<Row> row;
  for (;;) {
    if (++cells_ > kMaxCells) return fail("too many cells");
    Row cell;
    if (!parseRow(&cell, kCell)) return false;
    row.push_back(std::move(cell));
    if (take(U'&')) continue;
    const bool last = atEnd() || peekCommand() == "end";
    for (Node& node : tag_) row.back().push_back(std::move(node));
    tag_.clear();
    if (!last || row.size() > 1 || !row[0].empty() || table->rows.empty()) {
      table->rows.push_back(std::exchange(row, {}));
      table->extra.push_back(0);
    }
    if (last) break;
    if (!finishRow(table, &table->extra.back())) return false;
  }
  if (end.empty()) return atEnd() || fail("an \\end without its \\begin");
  if (atEnd()) return fail("\\end{" + end + "} is missing");
  skipCommand("end");
  std::string name;
  return rawArgument(&name) && (name == end || fail("\\end{" + name + "} for \\begin{" + end + "}"));
}

// \\, \\[4pt]
bool Parser::finishRow(Table* table, double* extra) {
  skipCommand(peekCommand());
  take(U'*');
  size_t ahead = 0;
  while (peek(ahead) == U' ') ++ahead;
  if (peek(ahead) == U'[') {
    std::string length;
    size_t i = ahead + 1;
    for (; peek(i) != 0 && peek(i) != U']' && length.size() < 12; ++i)
      length += peek(i) < 0x80 ? static_cast<char>(peek(i)) : '?';
    // "\\ [x, y]" is a row that begins with a bracket.
    if (peek(i) == U']' && parseLength(length, extra) &&
        (length.ends_with("pt") || length.ends_with("em") || length.ends_with("ex") || length.ends_with("mm") ||
         length.ends_with("cm"))) {
      at_ += i + 1;
    } else {
      *extra = 0;
    }
  }
  skipLines(table);
  return true;
}

bool Parser::topLevel(Row* out) {
  Table table;
  setUp(&table, kEnvironments[13]);
  if (!parseTable(&table, {})) return false;
  const bool columns =
      std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) { return row.size() > 1; });
  if (table.rows.size() == 1 && !columns) {
    *out = std::move(table.rows[0][0]);
  } else {
    if (!columns) table.columns = "c";
    table.aligned = columns;
    out->push_back(tableNode(std::move(table)));
  }
  return true;
}

// \substack{a \\ b}
bool Parser::substack(Row* out) {
  skipSpaces();
  if (!take(U'{')) return fail("a { is missing");
  int depth = 0;
  size_t end = at_;
  for (; end < source_.size() && (depth > 0 || source_[end] != U'}'); ++end) {
    if (source_[end] == U'\\')
      ++end;
    else if (source_[end] == U'{')
      ++depth;
    else if (source_[end] == U'}')
      --depth;
  }
  if (end >= source_.size()) return fail("a } is missing");
  const Deeper deeper(*this);
  if (deeper.tooDeep()) return fail("too deep");
  Parser inner(source_.substr(at_, end - at_));
  inner.depth_ = depth_;
  inner.nodes_ = nodes_;
  inner.cells_ = cells_;
  Table table;
  setUp(&table, kEnvironments[12]);
  if (!inner.parseTable(&table, {})) return fail(inner.error_);
  nodes_ = inner.nodes_;
  cells_ = inner.cells_;
  at_ = end + 1;
  out->push_back(tableNode(std::move(table)));
  return true;
}

// \ce{2H2O + SO4^2- -> ...}: letters upright, numbers after them below, charges above.
bool Parser::chemistry(Row* out) {
  std::u32string source;
  if (!rawText(&source)) return false;
  Row row;
  const auto symbol = [&](char32_t c, Class cls = Class::kOrd) { row.push_back(symbolNode(c, cls)); };
  bool after_letter = false;
  for (size_t i = 0; i < source.size(); ++i) {
    if (++nodes_ > kMaxNodes) return fail("too long");
    const char32_t c = source[i];
    const std::u32string_view rest = std::u32string_view(source).substr(i);
    const bool digit = c >= U'0' && c <= U'9';
    if (rest.starts_with(U"<=>") || rest.starts_with(U"<->")) {
      symbol(rest[1] == U'=' ? U'⇌' : U'↔', Class::kRel);
      i += 2;
    } else if (rest.starts_with(U"->") || rest.starts_with(U"<-")) {
      symbol(c == U'-' ? U'⟶' : U'⟵', Class::kRel);
      ++i;
    } else if ((digit && after_letter) || c == U'^' || c == U'_' ||
               ((c == U'+' || c == U'-') && after_letter && (i + 1 == source.size() || source[i + 1] == U' '))) {
      Row script;
      const bool below = digit || c == U'_';
      size_t end = digit || c == U'+' || c == U'-' ? i : i + 1;
      const bool braced = end < source.size() && source[end] == U'{';
      if (braced) ++end;
      for (; end < source.size() && source[end] != U'}' && source[end] != U' ' &&
             (!below || braced || (source[end] >= U'0' && source[end] <= U'9'));
           ++end)
        script.push_back(symbolNode(source[end] == U'-' ? U'−' : source[end]));
      i = braced ? end : end - 1;
      if (!addScript(&row, below ? U'_' : U'^', std::move(script))) return false;
    } else if (c == U' ') {
      row.push_back(spaceNode(0.2));
      after_letter = false;
      continue;
    } else {
      symbol(c == U'*' ? U'⋅' : c, c == U'+' || c == U'=' ? Class::kBin : Class::kOrd);
    }
    after_letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U')' || c == U']' ||
                   ((digit || c == U'_') && after_letter);
  }
  out->push_back(groupNode(std::move(row)));
  return true;
}

}  // namespace deepwell::math
