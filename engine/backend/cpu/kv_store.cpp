#include "engine/backend/cpu/kv_store.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace deepwell::cpu {
namespace {

// Returns the scale; NaN if a value is not finite.
float quantise(const float* in, int64_t n, int8_t* out) {
  float top = 0;
  for (int64_t i = 0; i < n; ++i) top = std::max(top, std::fabs(in[i]));
  float sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += in[i] - in[i];  // NaN for what is not finite
  if (!(sum == 0.0F) || top < 1e-30F) {
    std::memset(out, 0, static_cast<size_t>(n));
    return sum == 0.0F ? 0.0F : std::numeric_limits<float>::quiet_NaN();
  }
  const float inverse = 127.0F / top;
  for (int64_t i = 0; i < n; ++i) {
    const float x = in[i] * inverse;
    out[i] = static_cast<int8_t>(static_cast<int32_t>(x + (x < 0 ? -0.5F : 0.5F)));
  }
  return top / 127.0F;
}

template <class T>
void scatter(const T* from, int64_t width, std::byte* keys, int32_t slot) {
  T* to = reinterpret_cast<T*>(keys) + slot;
  for (int64_t d = 0; d < width; ++d) to[d * kPageTokens] = from[d];
}

}  // namespace

void storeKey(const StepContext& context, const float* key, int64_t width, const KvHead& head, int32_t slot,
              std::byte* scratch) {
  switch (context.kv->element()) {
    case KvElement::kF32: return scatter(key, width, head.keys, slot);
    case KvElement::kF16: {
      auto* half = reinterpret_cast<uint16_t*>(scratch);
      context.vec->float_to_half(key, half, width);
      return scatter(half, width, head.keys, slot);
    }
    case KvElement::kQ8: {
      auto* bytes = reinterpret_cast<int8_t*>(scratch);
      head.key_scales[slot] = quantise(key, width, bytes);
      return scatter(bytes, width, head.keys, slot);
    }
  }
}

void storeRow(const StepContext& context, const float* row, int64_t width, std::byte* base, float* scales, int32_t slot) {
  const int64_t at = slot * width;
  switch (context.kv->element()) {
    case KvElement::kF32: std::memcpy(base + 4 * at, row, static_cast<size_t>(4 * width)); return;
    case KvElement::kF16: context.vec->float_to_half(row, reinterpret_cast<uint16_t*>(base) + at, width); return;
    case KvElement::kQ8: scales[slot] = quantise(row, width, reinterpret_cast<int8_t*>(base) + at); return;
  }
}

}  // namespace deepwell::cpu
