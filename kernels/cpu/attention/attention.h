// The kernels of attention over pages of 64 positions: one table an instruction set.
//
// Numerics that every kernel keeps: an output element is made by one fixed sequence of float operations that only
// depends on its own query and its own position, so neither the other queries of a call nor where a prompt was cut
// change a bit. Pages of 8 and 16 bits are widened to float32 first and then treated as float32 ones.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/cpu/isa.h"

namespace deepwell::cpu {

// Positions of a page: the width of the key kernels.
inline constexpr int32_t kPagePositions = 64;

// How a page keeps its numbers: float32, float16, or int8 (whose scales the caller multiplies in).
enum class KvElement : uint8_t { kF32, kF16, kQ8 };
inline constexpr int kKvElements = 3;

// `next`, where a call has it, is the page that a later call will read: it is fetched into the cache meanwhile. (One Zen 5
// core reads pages of float16 at 37 GB/s with it, at 14 without.) May be null.
struct PageKernels {
  // out[i * out_stride + j] = scale * Σ_d q[i * q_stride + d] * keys[d * 64 + j], d ascending, for all 64 positions j.
  void (*scores)(const float* q, int64_t q_stride, int32_t rows, const std::byte* keys, const std::byte* next, int64_t dim,
                 float scale, float* out, int64_t out_stride);
  // acc row i += Σ_j p[i * p_stride + j] * values[j * value_stride ...], j ascending below counts[i]; n columns.
  void (*values)(const float* p, int64_t p_stride, const int32_t* counts, int32_t rows, const std::byte* values,
                 const std::byte* next, int64_t value_stride, int64_t n, float* acc, int64_t acc_stride);
  // As scores, for keys that lie row by row (MLA's latent): out[i * out_stride + j] = scale * (q row i · keys row j),
  // j < positions rounded up to 4. Lane l sums elements l, l + L, ...; the lanes are added in a fixed tree.
  void (*row_scores)(const float* q, int64_t q_stride, int32_t rows, const std::byte* keys, const std::byte* next,
                     int64_t key_stride, int32_t positions, int64_t n, float scale, float* out, int64_t out_stride);
};

struct AttentionKernels {
  PageKernels page[kKvElements];
  // acc = acc * factor + part * part_factor.
  void (*merge)(float* acc, float factor, const float* part, float part_factor, int64_t n);
  // x row i, 64 elements, *= factors[0..63]: what the scales of an 8-bit page do to scores and weights.
  void (*weigh)(float* x, int64_t stride, int32_t rows, const float* factors);

  const PageKernels& of(KvElement element) const { return page[static_cast<int>(element)]; }
};

// The table of an instruction set that this processor has, or the best one below it.
const AttentionKernels& attentionKernels(Isa isa);

}  // namespace deepwell::cpu
