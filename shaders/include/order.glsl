// A total order of floats as unsigned numbers: larger float, larger key. NaN counts as -infinity, -0 as 0.
#ifndef DEEPWELL_SHADERS_ORDER_GLSL
#define DEEPWELL_SHADERS_ORDER_GLSL

const uint kLowestKey = 0x007FFFFFu;  // of -infinity

// From bits, which no compiler takes for a number that cannot be NaN.
bool bitsAreNan(uint bits) { return (bits & 0x7FFFFFFFu) > 0x7F800000u; }

uint orderKey(uint bits) {
  if (bitsAreNan(bits)) return kLowestKey;
  if (bits == 0x80000000u) bits = 0u;
  return (bits & 0x80000000u) != 0u ? ~bits : bits | 0x80000000u;
}

float orderedFloat(uint key) { return uintBitsToFloat((key & 0x80000000u) != 0u ? key & 0x7FFFFFFFu : ~key); }

// Of equals the one with the lower index goes first.
bool goesFirst(uint key, uint index, uint other_key, uint other_index) {
  return key > other_key || (key == other_key && index < other_index);
}

#endif
