// Block layouts of quantised weights, as they lie in GGUF files (little endian, no padding). A row of a matrix is a
// whole number of blocks. Source: the format's definition in ggml (ggml-common.h and the reference `gguf` package).
#pragma once

#include <cstddef>
#include <cstdint>

namespace deepwell {

// 32 signed bytes with one fp16 scale:  w[i] = d * q[i]
struct BlockQ8_0 {
  static constexpr uint32_t kElements = 32;
  uint16_t d;  // fp16
  int8_t q[32];
};
static_assert(sizeof(BlockQ8_0) == 34 && alignof(BlockQ8_0) == 2);

// 32 values of four bits. Byte l of q holds element l in its low and element l + 16 in its high four bits.
//   Q4_0: w = d * (q - 8)        Q4_1: w = d * q + m
struct BlockQ4_0 {
  static constexpr uint32_t kElements = 32;
  uint16_t d;  // fp16
  uint8_t q[16];
};
static_assert(sizeof(BlockQ4_0) == 18 && alignof(BlockQ4_0) == 2);

struct BlockQ4_1 {
  static constexpr uint32_t kElements = 32;
  uint16_t d;  // fp16
  uint16_t m;  // fp16
  uint8_t q[16];
};
static_assert(sizeof(BlockQ4_1) == 20 && alignof(BlockQ4_1) == 2);

// The same with a fifth bit: bit l % 8 of high[l / 8] is the top bit of element l.
//   Q5_0: w = d * (q - 16)       Q5_1: w = d * q + m
struct BlockQ5_0 {
  static constexpr uint32_t kElements = 32;
  uint16_t d;  // fp16
  uint8_t high[4];
  uint8_t q[16];
};
static_assert(sizeof(BlockQ5_0) == 22 && alignof(BlockQ5_0) == 2);

struct BlockQ5_1 {
  static constexpr uint32_t kElements = 32;
  uint16_t d;  // fp16
  uint16_t m;  // fp16
  uint8_t high[4];
  uint8_t q[16];
};
static_assert(sizeof(BlockQ5_1) == 24 && alignof(BlockQ5_1) == 2);

// OCP microscaling (MX) FP4: 32 e2m1 numbers, nibbles as in Q4_0, with one power of two:  w = 2^(e - 127) * e2m1
// (kept as twice the number, an integer, times 2^(e - 128)).
struct BlockMXFP4 {
  static constexpr uint32_t kElements = 32;
  uint8_t e;  // e8m0
  uint8_t q[16];
};
static_assert(sizeof(BlockMXFP4) == 17 && alignof(BlockMXFP4) == 1);

// 16 sub-blocks of 16 with 4-bit scales and minimums:  w = d * (scales[j] & 15) * q - dmin * (scales[j] >> 4), q in 0..3
//   Element 128 h + 32 s + l (h = 0..1, s = 0..3, l = 0..31) is in q[32 h + l] at bit 2 s.
struct BlockQ2_K {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 16;
  uint8_t scales[16];
  uint8_t q[64];
  uint16_t d;     // fp16
  uint16_t dmin;  // fp16
};
static_assert(sizeof(BlockQ2_K) == 84 && alignof(BlockQ2_K) == 2);

// 16 sub-blocks of 16 with 6-bit scales:  w = d * (scale[j] - 32) * (q - 4), q in 0..7
//   Element 128 h + 32 s + l has its low two bits as in Q2_K and its top bit in high[l] at bit 4 h + s.
//   scale[j] = low four bits of scales[j % 8] (high four for j >= 8) | two bits of scales[8 + j % 4] at 2 (j / 4) << 4
struct BlockQ3_K {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 16;
  uint8_t high[32];
  uint8_t q[64];
  uint8_t scales[12];
  uint16_t d;  // fp16
};
static_assert(sizeof(BlockQ3_K) == 110 && alignof(BlockQ3_K) == 2);

// 8 sub-blocks of 32 with 6-bit scales and minimums:  w = d * scale[j] * q - dmin * min[j], q in 0..15
//   scales: for j < 4   scale[j] = scales[j] & 63                                  min[j] = scales[j+4] & 63
//           for j >= 4  scale[j] = (scales[j+4] & 15) | (scales[j-4] >> 6) << 4    min[j] = (scales[j+4] >> 4) |
//           (scales[j] >> 6) << 4
//   q: bytes 32k .. 32k+31 hold sub-block 2k in their low and sub-block 2k+1 in their high four bits
struct BlockQ4_K {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;     // fp16
  uint16_t dmin;  // fp16
  uint8_t scales[12];
  uint8_t q[128];
};
static_assert(sizeof(BlockQ4_K) == 144 && alignof(BlockQ4_K) == 2);

// Q4_K with a fifth bit, q in 0..31: bit j of high[l] is the top bit of element 32 j + l.
struct BlockQ5_K {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;     // fp16
  uint16_t dmin;  // fp16
  uint8_t scales[12];
  uint8_t high[32];
  uint8_t q[128];
};
static_assert(sizeof(BlockQ5_K) == 176 && alignof(BlockQ5_K) == 2);

// 16 sub-blocks of 16 with signed 8-bit scales:  w = d * scale[i / 16] * (q - 32), q in 0..63
//   Each half h (128 elements) has 64 bytes of low bits and 32 of high bits. Element 32 s + l of the half
//   (s = 0..3, l = 0..31) has its low four bits in low[64 h + 32 (s & 1) + l], low nibble for s < 2, high nibble
//   otherwise, and its two high bits in high[32 h + l] at bit 2 s.
struct BlockQ6_K {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 16;
  uint8_t low[128];
  uint8_t high[64];
  int8_t scales[16];
  uint16_t d;  // fp16
};
static_assert(sizeof(BlockQ6_K) == 210 && alignof(BlockQ6_K) == 2);

// FP8 weights of DeepSeek-V3 checkpoints: e4m3 bytes [rows, columns] and float32 scales
// [ceil(rows / 128), ceil(columns / 128)]:  w[r][c] = e4m3(r, c) * scale[r / 128][c / 128]
inline constexpr int64_t kFp8Block = 128;

}  // namespace deepwell
