#include "tests/model/random_weights.h"

#include <cmath>
#include <cstring>

namespace deepwell::test {
namespace {

constexpr int64_t kFp8Block = 128;

uint64_t fnv1a(std::string_view text) {
  uint64_t value = 0xCBF29CE484222325ULL;
  for (const char c : text) value = (value ^ static_cast<uint8_t>(c)) * 0x100000001B3ULL;
  return value;
}

// Element `index` of splitmix64 started at a state of the seed and the name.
class Bits {
 public:
  Bits(uint64_t seed, std::string_view name) : state_(seed * 0x9E3779B97F4A7C15ULL + fnv1a(name)) {}
  uint64_t next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

 private:
  uint64_t state_;
};

// Half precision of a value that it holds exactly (normal numbers and zero).
uint16_t halfBits(float value) {
  uint32_t word = 0;
  std::memcpy(&word, &value, sizeof(word));
  if ((word & 0x7FFFFFFFU) == 0) return static_cast<uint16_t>(word >> 16);
  const uint32_t exponent = ((word >> 23) & 0xFFU) - 127 + 15;
  if (exponent >= 1 && exponent < 31) {
    return static_cast<uint16_t>(((word >> 16) & 0x8000U) | (exponent << 10) | ((word >> 13) & 0x3FFU));
  }
  // Subnormal: a multiple of 2^-24.
  const auto steps = static_cast<uint32_t>(std::lround(std::fabs(value) * 16777216.0F));
  return static_cast<uint16_t>(((word >> 16) & 0x8000U) | steps);
}

template <class T>
std::string bytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

int64_t RandomTensor::elements() const {
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  return count;
}

std::vector<int8_t> RandomTensor::integers(uint64_t seed) const {
  Bits bits(seed, name);
  std::vector<int8_t> out(static_cast<size_t>(elements()));
  const auto span = static_cast<uint64_t>(2 * limit + 1);
  for (int8_t& value : out) {
    value = static_cast<int8_t>(static_cast<int32_t>(((bits.next() >> 40) * span) >> 24) - limit);
  }
  return out;
}

std::vector<float> RandomTensor::values(uint64_t seed) const {
  const std::vector<int8_t> whole = integers(seed);
  std::vector<float> out(whole.size());
  const float unit = std::ldexp(1.0F, -shift);
  for (size_t i = 0; i < out.size(); ++i) out[i] = offset + static_cast<float>(whole[i]) * unit;
  return out;
}

std::string RandomTensor::fp8Codes(uint64_t seed) const {
  Bits bits(seed, name);
  std::string out(static_cast<size_t>(elements()), '\0');
  for (char& code : out) {
    const uint64_t draw = bits.next() >> 32;
    code = static_cast<char>(0x30 + (draw >> 1) % 0x38 + (draw & 1) * 0x80);
  }
  return out;
}

std::vector<int64_t> RandomTensor::fp8ScaleShape() const {
  return {(shape[0] + kFp8Block - 1) / kFp8Block, (shape[1] + kFp8Block - 1) / kFp8Block};
}

std::vector<float> RandomTensor::fp8Scales(uint64_t seed) const {
  Bits bits(seed, name + "_scale_inv");
  const std::vector<int64_t> blocks = fp8ScaleShape();
  std::vector<float> out(static_cast<size_t>(blocks[0] * blocks[1]));
  for (float& scale : out) scale = std::ldexp(1024.0F + static_cast<float>(bits.next() >> 54), -(shift + 10));
  return out;
}

std::string drawBytes(uint64_t seed, std::string_view name, size_t size) {
  Bits bits(seed, name);
  std::string out((size + 7) / 8 * 8, '\0');
  for (size_t at = 0; at < out.size(); at += 8) {
    const uint64_t word = bits.next();
    std::memcpy(out.data() + at, &word, sizeof(word));
  }
  out.resize(size);
  return out;
}

std::string encodeFloats(const std::vector<float>& values, std::string_view dtype) {
  if (dtype == "F32") return bytesOf(values);
  std::vector<uint16_t> words(values.size());
  for (size_t i = 0; i < words.size(); ++i) {
    uint32_t word = 0;
    std::memcpy(&word, &values[i], sizeof(word));
    words[i] = dtype == "BF16" ? static_cast<uint16_t>(word >> 16) : halfBits(values[i]);
  }
  return bytesOf(words);
}

std::string encodeQ8(const std::vector<int8_t>& integers, int32_t shift) {
  const std::string scale = encodeFloats({std::ldexp(1.0F, -shift)}, "F16");
  std::string out;
  for (size_t i = 0; i + 32 <= integers.size(); i += 32) {
    out += scale;
    out.append(reinterpret_cast<const char*>(integers.data() + i), 32);
  }
  return out;
}

}  // namespace deepwell::test
