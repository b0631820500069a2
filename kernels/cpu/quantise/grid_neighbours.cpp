#include "kernels/cpu/quantise/grid_neighbours.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kernels/common/iq_tables.h"

namespace deepwell::cpu {
namespace {

template <class Point>
int magnitudeAt(Point point, int element) {
  return static_cast<int>(point >> (8 * element) & 0xFF);
}

template <class Point, size_t kCount>
GridNeighbours makeNeighbours(const std::array<Point, kCount>& grid, const uint8_t* levels, int level_count) {
  constexpr int kElements = sizeof(Point);
  int cells = 1;
  for (int i = 0; i < kElements; ++i) cells *= level_count;
  GridNeighbours result;
  result.elements = kElements;
  result.magnitudes.resize(static_cast<size_t>(cells) * kElements * GridNeighbours::kPoints);
  result.index.resize(static_cast<size_t>(cells) * GridNeighbours::kPoints);
  std::vector<std::pair<int, int>> near(kCount);  // squared distance, index
  for (int cell = 0; cell < cells; ++cell) {
    for (size_t p = 0; p < kCount; ++p) {
      int distance = 0;
      for (int i = 0, rest = cell; i < kElements; ++i, rest /= level_count) {
        const int off = magnitudeAt(grid[p], i) - levels[rest % level_count];
        distance += off * off;
      }
      near[p] = {distance, static_cast<int>(p)};
    }
    std::partial_sort(near.begin(), near.begin() + GridNeighbours::kPoints, near.end());
    for (int k = 0; k < GridNeighbours::kPoints; ++k) {
      const int p = near[static_cast<size_t>(k)].second;
      result.index[static_cast<size_t>(cell * GridNeighbours::kPoints + k)] = static_cast<uint16_t>(p);
      const int set = cell * GridNeighbours::kSets + k / GridNeighbours::kSetPoints;
      for (int i = 0; i < kElements; ++i) {
        const int at = (set * kElements + i) * GridNeighbours::kSetPoints + k % GridNeighbours::kSetPoints;
        result.magnitudes[static_cast<size_t>(at)] = static_cast<int8_t>(magnitudeAt(grid[static_cast<size_t>(p)], i));
      }
    }
  }
  return result;
}

}  // namespace

const GridNeighbours& neighboursIQ3_XXS() {
  static const GridNeighbours made = makeNeighbours(kGridIQ3_XXS, kMagnitudesIQ3_XXS, 8);
  return made;
}

const GridNeighbours& neighboursIQ3_S() {
  static const GridNeighbours made = makeNeighbours(kGridIQ3_S, kMagnitudesIQ3_S, 8);
  return made;
}

const GridNeighbours& neighboursIQ2_S() {
  static const GridNeighbours made = makeNeighbours(kGridIQ2_S, kMagnitudesIQ2, 3);
  return made;
}

}  // namespace deepwell::cpu
