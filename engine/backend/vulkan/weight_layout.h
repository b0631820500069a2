// Rows of weights as they lie in device memory: planes (shaders/include/weight_planes.h). Rows are repacked while they are copied
// into staging memory; a row takes no more bytes than in the file but for its padding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/ops/weight.h"

namespace deepwell::vulkan {

// Bytes from one row to the next: a multiple of 16.
uint32_t deviceRowBytes(const Weight& weight);

// Pieces of a weight begin at multiples of this many rows (FP8: a piece begins with a row of scales, unless there is only one).
int64_t pieceRowMultiple(const Weight& weight);

// Rows [first_row, first_row + rows) as the device wants them; out: rows * deviceRowBytes(weight); written row by row, plane by plane,
// never read: write-combined memory will do. Any thread.
void packRows(const Weight& weight, int64_t first_row, int64_t rows, std::byte* out);

// Tables that a type's decoder looks values up in (kTableWords of weights.glsl); empty where it needs none. Static.
std::span<const uint32_t> tableWords(DType dtype);

}  // namespace deepwell::vulkan
