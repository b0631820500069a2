// For the IQ types, whose groups of weights are points of a grid (kernels/common/iq_tables.h): which points are near.
// Each weight alone has a nearest level; together they name a cell of all combinations, most of which are no point.
#pragma once

#include <cstdint>
#include <vector>

namespace deepwell::cpu {

// A cell's nearest points, nearest first, in sets of kSetPoints that lie element by element, as vectors want them.
struct GridNeighbours {
  static constexpr int kSetPoints = 8;
  static constexpr int kSets = 2;
  static constexpr int kPoints = kSetPoints * kSets;

  int elements;                    // of a point
  std::vector<int8_t> magnitudes;  // [cell][set][element][kSetPoints]
  std::vector<uint16_t> index;     // [cell][kPoints]: which point of the grid it is

  const int8_t* set(int cell, int number) const {
    return magnitudes.data() + (static_cast<int64_t>(cell) * kSets + number) * elements * kSetPoints;
  }
};

// Cells count in base 8 (IQ3) or 3 (IQ2), element 0 in the lowest digit. Made when first asked for; any thread.
const GridNeighbours& neighboursIQ3_XXS();
const GridNeighbours& neighboursIQ3_S();
const GridNeighbours& neighboursIQ2_S();

}  // namespace deepwell::cpu
