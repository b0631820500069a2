// How rows of weights lie in device memory. A block type's row of n blocks is cut into planes: a plane holds one field of all
// blocks, one after the other (n entries), so that neighbouring invocations read neighbouring bytes and no read is unaligned:
//
//   Q6_K in a file:  low high scales d | low high scales d | ...        on the device:  low low ... | high high ... | scales ... | d d ...
//
// Planes of whole 16 bytes an entry come first, then those of 8, of 4 or 12, of 2, of 1. A plane starts at n * kPlane..., the sum of
// the entries before it; its entries are as blocks.h and iq_blocks.h say (checked by weight_layout.cpp). Rows are padded with zeros
// to a multiple of 16 bytes; those of plain types first to a multiple of 16 elements.
#ifndef DEEPWELL_SHADERS_WEIGHT_PLANES_H
#define DEEPWELL_SHADERS_WEIGHT_PLANES_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

// The numbers of DType.
const uint kTypeF32 = 0u;
const uint kTypeF16 = 1u;
const uint kTypeBF16 = 2u;
const uint kTypeF8E4M3 = 3u;
const uint kTypeQ8_0 = 4u;
const uint kTypeQ4_0 = 5u;
const uint kTypeQ4_1 = 6u;
const uint kTypeQ5_0 = 7u;
const uint kTypeQ5_1 = 8u;
const uint kTypeMXFP4 = 9u;
const uint kTypeQ2_K = 10u;
const uint kTypeQ3_K = 11u;
const uint kTypeQ4_K = 12u;
const uint kTypeQ5_K = 13u;
const uint kTypeQ6_K = 14u;
const uint kTypeIQ1_S = 15u;
const uint kTypeIQ1_M = 16u;
const uint kTypeIQ2_XXS = 17u;
const uint kTypeIQ2_XS = 18u;
const uint kTypeIQ2_S = 19u;
const uint kTypeIQ3_XXS = 20u;
const uint kTypeIQ3_S = 21u;
const uint kTypeIQ4_NL = 22u;
const uint kTypeIQ4_XS = 23u;

const uint kPlaneQ8_0Values = 0u;        // 32
const uint kPlaneQ8_0Scale = 32u;        // 2

const uint kPlaneQ4_0Values = 0u;        // 16
const uint kPlaneQ4_0Scale = 16u;        // 2

const uint kPlaneQ4_1Values = 0u;        // 16
const uint kPlaneQ4_1Scales = 16u;       // 4: d, m

const uint kPlaneQ5_0Values = 0u;        // 16
const uint kPlaneQ5_0High = 16u;         // 4
const uint kPlaneQ5_0Scale = 20u;        // 2

const uint kPlaneQ5_1Values = 0u;        // 16
const uint kPlaneQ5_1Scales = 16u;       // 4: d, m
const uint kPlaneQ5_1High = 20u;         // 4

const uint kPlaneMXFP4Values = 0u;       // 16
const uint kPlaneMXFP4Exponent = 16u;    // 1

const uint kPlaneQ2_KValues = 0u;        // 64
const uint kPlaneQ2_KScales = 64u;       // 16
const uint kPlaneQ2_KBlockScales = 80u;  // 4: d, dmin

const uint kPlaneQ3_KValues = 0u;        // 64
const uint kPlaneQ3_KHigh = 64u;         // 32
const uint kPlaneQ3_KScales = 96u;       // 12
const uint kPlaneQ3_KBlockScale = 108u;  // 2

const uint kPlaneQ4_KValues = 0u;        // 128
const uint kPlaneQ4_KBlockScales = 128u; // 4: d, dmin
const uint kPlaneQ4_KScales = 132u;      // 12

const uint kPlaneQ5_KValues = 0u;        // 128
const uint kPlaneQ5_KHigh = 128u;        // 32
const uint kPlaneQ5_KBlockScales = 160u; // 4: d, dmin
const uint kPlaneQ5_KScales = 164u;      // 12

const uint kPlaneQ6_KLow = 0u;           // 128
const uint kPlaneQ6_KHigh = 128u;        // 64
const uint kPlaneQ6_KScales = 192u;      // 16
const uint kPlaneQ6_KBlockScale = 208u;  // 2

const uint kPlaneIQ1_SIndex = 0u;        // 32
const uint kPlaneIQ1_SHigh = 32u;        // 16
const uint kPlaneIQ1_SBlockScale = 48u;  // 2

const uint kPlaneIQ1_MIndex = 0u;        // 32
const uint kPlaneIQ1_MHigh = 32u;        // 16
const uint kPlaneIQ1_MScales = 48u;      // 8, the block's scale among them

const uint kPlaneIQ2_XXSSub = 0u;        // 64: 8 times four indices, 32 bits of signs and scale
const uint kPlaneIQ2_XXSBlockScale = 64u;// 2

const uint kPlaneIQ2_XSGroup = 0u;       // 64
const uint kPlaneIQ2_XSScales = 64u;     // 8
const uint kPlaneIQ2_XSBlockScale = 72u; // 2

const uint kPlaneIQ2_SIndex = 0u;        // 32
const uint kPlaneIQ2_SSigns = 32u;       // 32
const uint kPlaneIQ2_SHigh = 64u;        // 8
const uint kPlaneIQ2_SScales = 72u;      // 8
const uint kPlaneIQ2_SBlockScale = 80u;  // 2

const uint kPlaneIQ3_XXSIndex = 0u;      // 64
const uint kPlaneIQ3_XXSSigns = 64u;     // 32: eight words of signs and scale
const uint kPlaneIQ3_XXSBlockScale = 96u;// 2

const uint kPlaneIQ3_SIndex = 0u;        // 64
const uint kPlaneIQ3_SSigns = 64u;       // 32
const uint kPlaneIQ3_SHigh = 96u;        // 8
const uint kPlaneIQ3_SScales = 104u;     // 4
const uint kPlaneIQ3_SBlockScale = 108u; // 2

const uint kPlaneIQ4_NLValues = 0u;      // 16
const uint kPlaneIQ4_NLScale = 16u;      // 2

const uint kPlaneIQ4_XSValues = 0u;      // 128
const uint kPlaneIQ4_XSBlockScale = 128u;// 4: d, high bits of scales
const uint kPlaneIQ4_XSScales = 132u;    // 4

DEEPWELL_SHADER_NAMESPACE_END

#endif
