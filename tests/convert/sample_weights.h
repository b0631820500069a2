// Weights as models have them: Gaussian with heavier tails and rows of different size, always the same.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/gguf_writer.h"

namespace deepwell::test {

class Draw {
 public:
  explicit Draw(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
  // In (0, 1).
  double uniform() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (static_cast<double>(state_ >> 11) + 0.5) * 0x1p-53;
  }
  double normal() { return std::sqrt(-2.0 * std::log(uniform())) * std::cos(6.283185307179586 * uniform()); }

 private:
  uint64_t state_;
};

inline std::vector<float> sampleWeights(int64_t rows, int64_t cols, uint64_t seed) {
  Draw draw(seed);
  std::vector<float> values;
  values.reserve(static_cast<size_t>(rows * cols));
  for (int64_t row = 0; row < rows; ++row) {
    const double size = 0.02 * std::exp(draw.normal() * 0.5);
    for (int64_t col = 0; col < cols; ++col) {
      const double tail = draw.uniform() < 0.003 ? 8.0 : 1.0;
      values.push_back(static_cast<float>(draw.normal() * size * tail));
    }
  }
  return values;
}

// A GGUF file of matrices that no model has, but every quantiser can work on.
struct SampleTensor {
  std::string name;
  int64_t rows;
  int64_t cols;
};

inline std::string sampleGguf(const std::vector<SampleTensor>& tensors, uint32_t layers = 8) {
  GgufWriter writer;
  writer.addString("general.architecture", "llama");
  writer.addU32("llama.block_count", layers);
  writer.addU32("llama.attention.head_count", 8);
  writer.addU32("llama.attention.head_count_kv", 4);
  writer.addU32("general.file_type", 0);
  uint64_t seed = 1;
  for (const SampleTensor& tensor : tensors) {
    writer.addFloats(tensor.name, {static_cast<uint64_t>(tensor.cols), static_cast<uint64_t>(tensor.rows)},
                     sampleWeights(tensor.rows, tensor.cols, seed++));
  }
  return writer.bytes();
}

inline double rootMeanSquare(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

}  // namespace deepwell::test
