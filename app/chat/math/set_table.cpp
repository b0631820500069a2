// Matrices, cases and aligned lines.
#include <algorithm>
#include <utility>

#include "app/chat/math/setter.h"

namespace deepwell::math {
namespace {

struct Grid {
  std::vector<std::vector<Box>> cells;
  std::vector<double> widths;             // of columns
  std::vector<double> ascents, descents;  // of rows
};

char alignmentOf(const Table& table, size_t column) {
  if (table.aligned) return table.columns[column % table.columns.size()];
  return table.columns[std::min(column, table.columns.size() - 1)];
}

// Space before a column; aligned lines have none inside a pair.
double gapBefore(const Table& table, size_t column) {
  if (column == 0) return 0;
  return table.aligned && column % 2 == 1 ? 0 : table.column_gap;
}

}  // namespace

Box Setter::table(const Node& node, Style style) const {
  const Table& table = node.table[0];
  const Style inner{std::max(table.level, style.small() ? Level::kScript : Level::kDisplay), style.cramped};
  const double size = inner.size();
  Grid grid;
  for (const std::vector<Row>& source : table.rows) {
    std::vector<Box> cells;
    double ascent = 0.66 * size, descent = 0.26 * size;
    for (size_t c = 0; c < source.size(); ++c) {
      // "&= b" has something to the left of its sign.
      if (table.aligned && c % 2 == 1 && !source[c].empty()) {
        Row with_left{groupNode({})};
        with_left.insert(with_left.end(), source[c].begin(), source[c].end());
        cells.push_back(row(with_left, inner));
      } else {
        cells.push_back(row(source[c], inner));
      }
      if (grid.widths.size() <= c) grid.widths.push_back(0);
      grid.widths[c] = std::max(grid.widths[c], cells[c].width);
      ascent = std::max(ascent, cells[c].ascent);
      descent = std::max(descent, cells[c].descent);
    }
    grid.cells.push_back(std::move(cells));
    grid.ascents.push_back(ascent);
    grid.descents.push_back(descent);
  }
  Box out;
  std::vector<double> lefts;
  double width = 0;
  for (size_t c = 0; c < grid.widths.size(); ++c) {
    width += gapBefore(table, c) * size;
    lefts.push_back(width);
    width += grid.widths[c];
  }
  double y = 0;  // of the rows' tops, downwards from the table's
  std::vector<double> tops;
  const double row_gap = (table.row_gap + (table.level == Level::kScript ? 0.08 : 0.12)) * size;
  for (size_t r = 0; r < grid.cells.size(); ++r) {
    if (r > 0) y += row_gap + table.extra[r - 1];
    tops.push_back(y);
    for (size_t c = 0; c < grid.cells[r].size(); ++c) {
      Box& cell = grid.cells[r][c];
      const double free = grid.widths[c] - cell.width;
      const char align = alignmentOf(table, c);
      place(&out, std::move(cell), lefts[c] + (align == 'l' ? 0 : align == 'r' ? free : free / 2), y + grid.ascents[r]);
    }
    y += grid.ascents[r] + grid.descents[r];
  }
  const double stroke = 0.055 * size;
  const auto hasBar = [&table](size_t column) {
    return std::find(table.bars.begin(), table.bars.end(), static_cast<int>(column)) != table.bars.end();
  };
  const bool bar_left = hasBar(0), bar_right = hasBar(lefts.size());
  const double from = bar_left ? -0.3 * size : 0, to = width + (bar_right ? 0.3 * size : 0);
  for (const int bar : table.bars) {
    const auto column = static_cast<size_t>(std::max(0, bar));
    const double x = column == 0             ? -0.3 * size
                     : column < lefts.size() ? lefts[column] - gapBefore(table, column) * size / 2
                                             : width + 0.3 * size;
    addRect(&out, x - stroke / 2, -row_gap / 2, stroke, y + row_gap);
  }
  for (const int row_line : table.lines) {
    const auto at = static_cast<size_t>(std::max(0, row_line));
    const double line_y = at < tops.size() ? tops[at] - row_gap / 2 : y + row_gap / 2;
    addRect(&out, from - stroke / 2, line_y - stroke / 2, to - from + stroke, stroke);
  }
  // The middle goes to the axis.
  const double up = y / 2 + kAxis * style.size();
  for (Piece& piece : out.pieces) piece.y -= up;
  if (bar_left)
    for (Piece& piece : out.pieces) piece.x += 0.35 * size;
  out.width = width + (bar_left ? 0.35 * size : 0) + (bar_right ? 0.35 * size : 0);
  out.ascent = up;
  out.descent = y - up;
  return out;
}

}  // namespace deepwell::math
