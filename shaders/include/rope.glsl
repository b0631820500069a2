// Cosine and sine of a rotary angle. The angle is a float32 product, as in the reference; from there on the error is below 1e-7
// at any position: GPUs' own sine and cosine are not good for large angles.
#ifndef DEEPWELL_SHADERS_ROPE_GLSL
#define DEEPWELL_SHADERS_ROPE_GLSL

// angle / 2π, without its whole part, in units of 2^-32. angle >= 0.
uint fractionOfTurn(float angle) {
  const uint bits = floatBitsToUint(angle);
  const int exponent = int(bits >> 23) - 150;  // angle = mantissa * 2^exponent
  const uint mantissa = (bits & 0x7fffffu) | 0x800000u;
  // mantissa * floor(2^64 / 2π), as three words; the bits wanted begin at 32 - exponent.
  uint high;
  uint low;
  umulExtended(mantissa, 0x28be60dbu, high, low);
  uint below_high;
  uint below_low;
  umulExtended(mantissa, 0x9391054au, below_high, below_low);
  uint carry;
  const uint w1 = uaddCarry(low, below_high, carry);
  const uint w2 = high + carry;
  const int from = 32 - exponent;
  if (from >= 96 || from <= 0) return 0u;  // nothing left; or an angle that no float32 tells from a whole turn
  if (from >= 64) return w2 >> uint(from - 64);
  if (from == 32) return w1;
  if (from > 32) return w1 >> uint(from - 32) | w2 << uint(64 - from);
  return below_low >> uint(from) | w1 << uint(32 - from);
}

// (cos, sin)
vec2 cosSin(float angle) {
  const uint turn = fractionOfTurn(abs(angle));
  const uint quadrant = (turn + 0x20000000u) >> 30;
  const float x = float(int(turn - (quadrant << 30))) * 1.46291807926715968e-9;  // 2π / 2^32; -π/4 .. π/4
  const float y = x * x;
  const float sine = x + x * y * (-1.6666666641626524e-1 + y * (8.3333293858894632e-3 + y * (-1.9839334836096632e-4 + y * 2.7183114939898219e-6)));
  const float cosine = 1.0 + y * (-0.5 + y * (4.1666645683529465e-2 + y * (-1.3887316255454820e-3 + y * 2.4433157422500014e-5)));
  vec2 result = (quadrant & 1u) == 0u ? vec2(cosine, sine) : vec2(-sine, cosine);
  if ((quadrant & 2u) != 0u) result = -result;
  return vec2(result.x, angle < 0.0 ? -result.y : result.y);
}

#endif
