// The random weights of the golden checkpoints, drawn exactly as tests/tools/tiny_checkpoint.py draws them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepwell::test {

// A weight is offset + i * 2^-shift with an integer |i| <= limit <= 127: exact in F32, F16, BF16 and Q8_0. An FP8
// tensor is drawn as e4m3 codes and 128x128 block scales instead.
struct RandomTensor {
  std::string name;
  std::vector<int64_t> shape;  // outermost first
  int32_t limit = 0;
  int32_t shift = 0;
  float offset = 0;
  bool fp8 = false;

  int64_t elements() const;
  std::vector<int8_t> integers(uint64_t seed) const;
  std::vector<float> values(uint64_t seed) const;   // not for FP8
  std::string fp8Codes(uint64_t seed) const;        // [rows, cols] bytes
  std::vector<float> fp8Scales(uint64_t seed) const;  // [fp8ScaleShape()]
  std::vector<int64_t> fp8ScaleShape() const;
};

// `size` bytes of the generator's stream for a tensor of this name.
std::string drawBytes(uint64_t seed, std::string_view name, size_t size);

// Little-endian bytes of values that the type holds exactly; dtype: "F32", "F16" or "BF16".
std::string encodeFloats(const std::vector<float>& values, std::string_view dtype);

// Q8_0 blocks (a half-precision scale, then 32 int8) of integers whose unit is 2^-shift.
std::string encodeQ8(const std::vector<int8_t>& integers, int32_t shift);

}  // namespace deepwell::test
