// Eight numbers side by side, one a group of weights, in the compiler's own vectors: files for different instruction
// sets include this and become different machine code with equal results. Everything is in an anonymous namespace, so
// that no file can be linked to code that its machine may not have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace deepwell::cpu {
namespace {

constexpr int kLanes = 8;

typedef float Floats __attribute__((vector_size(32)));
typedef int32_t Ints __attribute__((vector_size(32)));

inline Floats all(float v) { return Floats{v, v, v, v, v, v, v, v}; }
inline Ints allInts(int32_t v) { return Ints{v, v, v, v, v, v, v, v}; }
inline Floats choose(Ints mask, Floats yes, Floats no) { return mask ? yes : no; }
inline Floats smaller(Floats a, Floats b) { return a < b ? a : b; }
inline Floats larger(Floats a, Floats b) { return a > b ? a : b; }
inline Floats clamped(Floats x, Floats low, Floats high) { return smaller(larger(x, low), high); }
inline Floats floatsOf(Ints bits) { return reinterpret_cast<Floats>(bits); }
inline Ints bitsOf(Floats x) { return reinterpret_cast<Ints>(x); }
inline Floats magnitude(Floats x) { return floatsOf(bitsOf(x) & 0x7FFFFFFF); }
inline Ints toInts(Floats x) { return __builtin_convertvector(x, Ints); }
inline Floats toFloats(Ints x) { return __builtin_convertvector(x, Floats); }

// To the nearest integer, ties to even; |x| below 2^22.
inline Floats nearest(Floats x) {
  const Floats magic = all(12582912.0F);  // 1.5 * 2^23
  return (x + magic) - magic;
}

// 1 / x, and 0 for 0.
inline Floats inverse(Floats x) {
  const Ints zero = x == all(0.0F);
  return choose(zero, all(0.0F), all(1.0F) / choose(zero, all(1.0F), x));
}

// As fp16 would hold it, ties to even; beyond its range the largest number it has.
inline Ints halfBits(Floats x) {
  const Ints sign = (bitsOf(x) >> 16) & 0x8000;
  const Floats size = smaller(magnitude(x), all(65504.0F));
  const Ints bits = bitsOf(size);
  const Ints normal = (bits - 0x38000000 + 0xFFF + ((bits >> 13) & 1)) >> 13;
  // Below 2^-14 the steps are those of the numbers from 0.5 to 1.
  const Ints denormal = bitsOf(size + all(0.5F)) - 0x3F000000;
  const Ints small = size < all(0x1p-14F);
  return sign | (small ? denormal : normal);
}

inline Floats roundToHalf(Floats x) {
  const Ints half = halfBits(x);
  const Ints size = half & 0x7FFF;
  const Floats normal = floatsOf((size << 13) + 0x38000000);
  const Floats denormal = toFloats(size) * all(0x1p-24F);
  const Floats value = choose(size < 0x400, denormal, normal);
  return floatsOf(bitsOf(value) | (half & 0x8000) << 16);
}

inline uint16_t halfBits(float x) { return static_cast<uint16_t>(halfBits(all(x))[0]); }
inline float roundToHalf(float x) { return roundToHalf(all(x))[0]; }

inline float largestLane(Floats x) {
  float best = x[0];
  for (int lane = 1; lane < kLanes; ++lane) best = x[lane] > best ? x[lane] : best;
  return best;
}

// In a fixed order.
inline float sumLanes(Floats x) { return ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7])); }

// Eight groups of N: x[i] holds element i of each.
template <int N>
inline void loadGroups(const float* in, Floats* x) {
  for (int i = 0; i < N; ++i) {
    const float* at = in + i;
    x[i] = Floats{at[0], at[N], at[2 * N], at[3 * N], at[4 * N], at[5 * N], at[6 * N], at[7 * N]};
  }
}

// Back: codes[lane * N + i] = code[i] of the lane.
template <int N>
inline void storeCodes(const Ints* code, uint8_t* codes) {
  for (int i = 0; i < N; ++i) {
    for (int lane = 0; lane < kLanes; ++lane) codes[lane * N + i] = static_cast<uint8_t>(code[i][lane]);
  }
}

}  // namespace
}  // namespace deepwell::cpu
