// The `count` best logits of each row, of equal ones those with the lower id, and the sum that their probabilities need. Once over
// slices of the rows, then (kMerge) over what the slices gave. The border between taken and left is found digit by digit (radix
// selection over the pair of order key and inverted id, which is unique), so the work does not grow with `count`.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/buffers.glsl"
#include "include/order.glsl"
#include "include/top_k_params.h"

layout(constant_id = 0) const uint kWorkgroup = 256;
layout(constant_id = 1) const uint kCount = 8;     // at most a slice
layout(constant_id = 2) const uint kSlice = 2048;  // elements
layout(constant_id = 3) const bool kMerge = false;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { TopKParams p; };

#include "include/reduce.glsl"

layout(buffer_reference, scalar, buffer_reference_align = 8) buffer Entries { TopKEntry at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) buffer Sums { TopKSum at[]; };

const uint kDigitValues = 256u;
const uint kSpans = 16u;  // of 16 digit values
shared uint bins[kDigitValues];
shared uint spans[kSpans];
shared uint found_digit;
shared uint found_need;  // how many of the digit's elements are to be taken
shared uint found_all;   // whether that is all of them
shared uint taken;
shared uvec2 best[kCount];

uint row;        // of the logits
uint step_row;   // of the step
uint first;      // element
uint elements;

// (order key, inverted id) of an element. What lies behind the vocabulary is less than everything before it.
uvec2 element(uint i) {
  if (kMerge) {
    const TopKEntry entry = Entries(p.entries).at[first + i];
    return uvec2(orderKey(floatBitsToUint(entry.logit)), ~entry.id);
  }
  const uint id = first + i;
  if (id >= p.vocabulary) return uvec2(kLowestKey, ~(id | 0x80000000u));
  return uvec2(orderKey(ConstWords(p.logits).at[row * p.stride + id]), ~id);
}

// Counts the digit at `shift` of part `part` of the elements that begin as `border` does, where `mask` looks.
void countDigits(uvec2 border, uvec2 mask, uint part, uint shift) {
  for (uint i = gl_LocalInvocationIndex; i < kDigitValues; i += kWorkgroup) bins[i] = 0u;
  barrier();
  for (uint i = gl_LocalInvocationIndex; i < elements; i += kWorkgroup) {
    const uvec2 value = element(i);
    if ((value & mask) != border) continue;
    atomicAdd(bins[((part == 0u ? value.x : value.y) >> shift) & 255u], 1u);
  }
  barrier();
}

// Finds the digit value that the `need`th element from above has.
void findDigit(uint need) {
  if (gl_LocalInvocationIndex < kSpans) {
    uint sum = 0u;
    for (uint i = 0u; i < 16u; ++i) sum += bins[gl_LocalInvocationIndex * 16u + i];
    spans[gl_LocalInvocationIndex] = sum;
  }
  barrier();
  for (uint digit = gl_LocalInvocationIndex; digit < kDigitValues; digit += kWorkgroup) {
    uint above = 0u;
    for (uint i = digit / 16u + 1u; i < kSpans; ++i) above += spans[i];
    for (uint i = digit + 1u; i % 16u != 0u; ++i) above += bins[i];
    if (above < need && need <= above + bins[digit]) {
      found_digit = digit;
      found_need = need - above;
      found_all = uint(need == above + bins[digit]);
    }
  }
  barrier();
}

// The least element that is taken, or a bound between it and the next.
uvec2 findBorder() {
  uvec2 border = uvec2(0u);
  uvec2 mask = uvec2(0u);
  uint need = kCount;
  for (uint round = 0u; round < 8u; ++round) {
    const uint part = round / 4u;
    const uint shift = 24u - 8u * (round % 4u);
    countDigits(border, mask, part, shift);
    findDigit(need);
    const uint digit = found_digit << shift;
    border += part == 0u ? uvec2(digit, 0u) : uvec2(0u, digit);
    mask |= part == 0u ? uvec2(255u << shift, 0u) : uvec2(0u, 255u << shift);
    need = found_need;
    if (found_all != 0u) break;
  }
  return border;
}

void sumSlice(float inverse_temperature) {
  float most = orderedFloat(kLowestKey);
  for (uint i = gl_LocalInvocationIndex; i < elements; i += kWorkgroup) most = max(most, orderedFloat(element(i).x));
  most = workgroupMax(most);
  float sum = 0.0;
  for (uint i = gl_LocalInvocationIndex; i < elements; i += kWorkgroup) {
    const float logit = orderedFloat(element(i).x);
    if (logit > orderedFloat(kLowestKey)) sum += exp((logit - most) * inverse_temperature);
  }
  sum = workgroupSum(sum);
  if (gl_LocalInvocationIndex == 0u) Sums(p.sums).at[row * p.slices + gl_WorkGroupID.x] = TopKSum(most, sum);
}

void mergeSums(float inverse_temperature) {
  float most = orderedFloat(kLowestKey);
  for (uint i = gl_LocalInvocationIndex; i < p.slices; i += kWorkgroup) most = max(most, Sums(p.sums).at[row * p.slices + i].most);
  most = workgroupMax(most);
  float sum = 0.0;
  for (uint i = gl_LocalInvocationIndex; i < p.slices; i += kWorkgroup) {
    const TopKSum part = Sums(p.sums).at[row * p.slices + i];
    if (part.sum > 0.0) sum += part.sum * exp((part.most - most) * inverse_temperature);
  }
  sum = workgroupSum(sum);
  if (gl_LocalInvocationIndex == 0u) Floats(p.masses).at[step_row] = sum;
}

void writeBest() {
  for (uint i = gl_LocalInvocationIndex; i < kCount; i += kWorkgroup) {
    const uvec2 value = best[i];
    uint before = 0u;
    for (uint j = 0u; j < kCount; ++j) before += uint(goesFirst(best[j].x, ~best[j].y, value.x, ~value.y));
    Entries(p.best).at[step_row * kCount + before] = TopKEntry(~value.y, orderedFloat(value.x));
  }
}

void main() {
  row = gl_WorkGroupID.y;
  step_row = row + StepHeaderAt(p.step).at.logit_first;
  if (step_row >= StepHeaderAt(p.step).at.logit_rows) return;
  elements = kMerge ? p.slices * kCount : kSlice;
  first = kMerge ? row * elements : gl_WorkGroupID.x * kSlice;

  const uvec2 border = findBorder();
  if (gl_LocalInvocationIndex == 0u) taken = 0u;
  barrier();
  for (uint i = gl_LocalInvocationIndex; i < elements; i += kWorkgroup) {
    const uvec2 value = element(i);
    if (value.x < border.x || (value.x == border.x && value.y < border.y)) continue;
    const uint place = atomicAdd(taken, 1u);
    if (kMerge) {
      best[place] = value;
    } else {
      Entries(p.entries).at[(row * p.slices + gl_WorkGroupID.x) * kCount + place] = TopKEntry(~value.y, orderedFloat(value.x));
    }
  }
  barrier();

  const float inverse_temperature = ConstFloats(StepHeaderAt(p.step).at.inverse_temperatures_at).at[step_row];
  if (kMerge) {
    writeBest();
    mergeSums(inverse_temperature);
  } else {
    sumSlice(inverse_temperature);
  }
}
