#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/common/float_formats.h"
#include "kernels/cpu/vector/quantise_rows.h"
#include "kernels/cpu/vector/vector_tables.h"

namespace deepwell::cpu {
namespace {

constexpr int kLanes = 8;

float addLanes(float* lane) {
  for (int half = kLanes / 2; half > 0; half /= 2) {
    for (int l = 0; l < half; ++l) lane[l] += lane[l + half];
  }
  return lane[0];
}

float dot(const float* a, const float* b, int64_t n) {
  float lane[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int l = 0; l < kLanes; ++l) lane[l] += a[i + l] * b[i + l];
  }
  for (int l = 0; i < n; ++i, ++l) lane[l] += a[i] * b[i];
  return addLanes(lane);
}

void rmsNorm(const float* x, const float* weight, float eps, float* out, int64_t n) {
  const float factor = 1.0F / std::sqrt(dot(x, x, n) / static_cast<float>(n) + eps);
  for (int64_t i = 0; i < n; ++i) out[i] = x[i] * factor * weight[i];
}

void add(float* x, const float* y, int64_t n) {
  for (int64_t i = 0; i < n; ++i) x[i] += y[i];
}

void addScaled(float* x, float factor, const float* y, int64_t n) {
  for (int64_t i = 0; i < n; ++i) x[i] += factor * y[i];
}

void siluMul(const float* gate, const float* up, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = gate[i] / (1.0F + std::exp(-gate[i])) * up[i];
}

float softmaxPage(float* s, int32_t n, float* maximum, float* sum) {
  float top = *maximum;
  for (int32_t i = 0; i < n; ++i) top = s[i] > top ? s[i] : top;
  const float factor = *maximum == top ? 1.0F : std::exp(*maximum - top);
  float lane[kLanes] = {};
  for (int32_t i = 0; i < n; ++i) {
    s[i] = std::exp(s[i] - top);
    lane[i % kLanes] += s[i];
  }
  *maximum = top;
  *sum = *sum * factor + addLanes(lane);
  return factor;
}

void multiply(float* x, float factor, int64_t n) {
  for (int64_t i = 0; i < n; ++i) x[i] *= factor;
}

void halfToFloat(const uint16_t* in, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = fp16ToFloat(in[i]);
}

void floatToHalf(const float* in, uint16_t* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = floatToFp16(in[i]);
}

// Quantises one block; returns its scale. Zero for a block of (nearly) zeros, NaN for one that is not finite.
float quantiseBlock(const float* in, int n, int8_t* out) {
  float top = 0;
  bool finite = true;
  for (int i = 0; i < n; ++i) {
    const float magnitude = std::fabs(in[i]);
    finite = finite && magnitude <= std::numeric_limits<float>::max();
    top = std::max(top, magnitude);
  }
  if (!finite || top < 1e-30F) {
    std::memset(out, 0, static_cast<size_t>(n));
    return finite ? 0.0F : std::numeric_limits<float>::quiet_NaN();
  }
  const float inverse = 127.0F / top;
  for (int i = 0; i < n; ++i) out[i] = static_cast<int8_t>(std::lrintf(in[i] * inverse));
  return top / 127.0F;
}

struct Quantise {
  template <int kCols>
  static float block(const float* in, int8_t* out) {
    return quantiseBlock(in, kCols, out);
  }
  static int32_t sum16(const int8_t* q) {
    int32_t sum = 0;
    for (int l = 0; l < 16; ++l) sum += q[l];
    return sum;
  }
};

}  // namespace

const VectorKernels& scalarVectorKernels() {
  static constexpr VectorKernels kTable = {
      .rms_norm = rmsNorm,
      .add = add,
      .add_scaled = addScaled,
      .silu_mul = siluMul,
      .softmax_page = softmaxPage,
      .multiply = multiply,
      .half_to_float = halfToFloat,
      .float_to_half = floatToHalf,
      .quantise_q8_32 = quantiseQ8_32<Quantise>,
      .quantise_q8_256 = quantiseQ8_256<Quantise>,
  };
  return kTable;
}

}  // namespace deepwell::cpu
