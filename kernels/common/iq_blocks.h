// Block layouts of the IQ types, as they lie in GGUF files. Elements come in groups of eight (IQ3: four) that share an
// index into a grid (iq_tables.h). Source: the reference `gguf` package.
#pragma once

#include <cstdint>

namespace deepwell {

// 8 sub-blocks of 32:  w = d * (2 scale + 1) / 8 * sign * grid value
struct BlockIQ2_XXS {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;  // fp16
  struct {
    uint8_t index[4];  // of four groups
    // Seven bits of signs a group, see evenSigns(); above them the 4-bit scale. Little endian.
    uint16_t signs_scale[2];
  } sub[8];
};
static_assert(sizeof(BlockIQ2_XXS) == 66 && alignof(BlockIQ2_XXS) == 2);

// 16 sub-blocks of 16:  w = d * (2 scale + 1) / 8 * sign * grid value
struct BlockIQ2_XS {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 16;
  uint16_t d;         // fp16
  uint16_t group[32]; // nine bits of index, seven of signs
  uint8_t scales[8];  // sub-block 2 i in the low nibble of byte i
};
static_assert(sizeof(BlockIQ2_XS) == 74 && alignof(BlockIQ2_XS) == 2);

// 16 sub-blocks of 16:  w = d * (2 scale + 1) / 8 * sign * grid value
struct BlockIQ2_S {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 16;
  uint16_t d;          // fp16
  uint8_t index[32];   // low eight bits
  uint8_t signs[32];   // bit i: element i of the group
  uint8_t high[8];     // two bits of index a group: group g in byte g / 4 at bit 2 (g % 4)
  uint8_t scales[8];   // sub-block 2 i in the low nibble of byte i
};
static_assert(sizeof(BlockIQ2_S) == 82 && alignof(BlockIQ2_S) == 2);

// 8 sub-blocks of 32:  w = d * (2 scale + 1) / 4 * sign * grid value
struct BlockIQ3_XXS {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;         // fp16
  uint8_t index[64];  // of groups of four
  uint16_t signs_scale[8][2];  // as in IQ2_XXS
};
static_assert(sizeof(BlockIQ3_XXS) == 98 && alignof(BlockIQ3_XXS) == 2);

// 8 sub-blocks of 32:  w = d * (2 scale + 1) * sign * grid value
struct BlockIQ3_S {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;          // fp16
  uint8_t index[64];   // of groups of four: low eight bits
  uint8_t high[8];     // bit g % 8 of byte g / 8: the ninth bit of index g
  uint8_t signs[32];   // bit i % 8 of byte i / 8: element i
  uint8_t scales[4];   // sub-block 2 i in the low nibble of byte i
};
static_assert(sizeof(BlockIQ3_S) == 110 && alignof(BlockIQ3_S) == 2);

// 8 sub-blocks of 32:  w = d * (2 scale + 1) * (grid value + delta), delta = +-1/8
struct BlockIQ1_S {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;         // fp16
  uint8_t index[32];  // low eight bits
  uint16_t high[8];   // of a sub-block: four times three bits of index, three of scale, bit 15: delta is negative
};
static_assert(sizeof(BlockIQ1_S) == 50 && alignof(BlockIQ1_S) == 2);

// 16 sub-blocks of 16:  w = d * (2 scale + 1) * (grid value + delta), delta = +-1/8
struct BlockIQ1_M {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 16;
  uint8_t index[32];   // low eight bits
  uint8_t high[16];    // a nibble a group, even ones low: three bits of index; bit 3: the group's delta is negative
  // Three bits of scale a sub-block: sub-block j in word j / 4 at bit 3 (j % 4). The top four bits of word i are bits
  // 4 i .. 4 i + 3 of d, an fp16.
  uint16_t scales[4];
};
static_assert(sizeof(BlockIQ1_M) == 56 && alignof(BlockIQ1_M) == 2);

// 32 values out of sixteen:  w = d * kValuesIQ4[nibble]
struct BlockIQ4_NL {
  static constexpr uint32_t kElements = 32;
  uint16_t d;     // fp16
  uint8_t q[16];  // element l in the low, l + 16 in the high nibble of byte l
};
static_assert(sizeof(BlockIQ4_NL) == 18 && alignof(BlockIQ4_NL) == 2);

// 8 sub-blocks of 32:  w = d * (scale - 32) * kValuesIQ4[nibble]
struct BlockIQ4_XS {
  static constexpr uint32_t kElements = 256;
  static constexpr int kSubBlocks = 8;
  uint16_t d;             // fp16
  uint16_t scales_high;   // two bits a sub-block
  uint8_t scales_low[4];  // four bits: sub-block 2 i in the low nibble of byte i
  uint8_t q[128];         // 16 bytes a sub-block, as in IQ4_NL
};
static_assert(sizeof(BlockIQ4_XS) == 136 && alignof(BlockIQ4_XS) == 2);

}  // namespace deepwell
