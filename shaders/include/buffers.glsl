// Views of device memory by address. A view has as many elements as the memory behind it; nobody checks.
#ifndef DEEPWELL_SHADERS_BUFFERS_GLSL
#define DEEPWELL_SHADERS_BUFFERS_GLSL

#include "shared.h"
#include "step.h"

layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstWords { uint at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Words { uint at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 16) readonly buffer ConstWords4 { uvec4 at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 16) buffer Words4 { uvec4 at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstFloats { float at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Floats { float at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 16) readonly buffer ConstFloats4 { vec4 at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 16) buffer Floats4 { vec4 at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer Addresses { Address at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer StepHeaderAt { StepHeader at; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer StepRows { StepRow at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer StepSequences { StepSequenceInfo at[]; };

// `a` + bytes; sums of an address and less than 4 GiB.
Address addressPlus(Address a, uint bytes) {
  uint carry;
  const uint low = uaddCarry(a.x, bytes, carry);
  return uvec2(low, a.y + carry);
}

// `a` + count * bytes, the product in 64 bits.
Address addressPlusMany(Address a, uint count, uint bytes) {
  uint high;
  uint low;
  umulExtended(count, bytes, high, low);
  uint carry;
  const uint sum = uaddCarry(a.x, low, carry);
  return uvec2(sum, a.y + high + carry);
}

// Rows of activations are padded to a multiple of 16 floats; the padding is zero and is never written.
uint paddedWidth(uint width) { return (width + 15u) & ~15u; }

// How many rows a buffer has in this step.
uint stepRows(Address step, bool logit_rows) {
  return logit_rows ? StepHeaderAt(step).at.logit_rows : StepHeaderAt(step).at.rows;
}

#endif
