// Attention kernels in plain C++: loops of eight that a compiler may turn into vectors.
#include "kernels/common/float_formats.h"
#include "kernels/cpu/attention/tables.h"
#include "kernels/cpu/attention/tiles.h"

namespace deepwell::cpu {
namespace {

struct V {
  static constexpr int kLanes = 8;
  static constexpr int kRows = 2;
  static constexpr int kManyRows = 2;
  static constexpr int kCols = 2;
  static constexpr int kDotRows = 1;
  struct Reg {
    float lane[kLanes];
  };

  template <class F>
  static Reg each(F&& f) {
    Reg out;
    for (int l = 0; l < kLanes; ++l) out.lane[l] = f(l);
    return out;
  }
  static Reg zero() { return broadcast(0.0F); }
  static Reg broadcast(float x) {
    return each([x](int) { return x; });
  }
  static Reg load(const float* p) {
    return each([p](int l) { return p[l]; });
  }
  static Reg load(const uint16_t* p) {
    return each([p](int l) { return fp16ToFloat(p[l]); });
  }
  static Reg load(const int8_t* p) {
    return each([p](int l) { return static_cast<float>(p[l]); });
  }
  static void store(float* p, const Reg& v) {
    for (int l = 0; l < kLanes; ++l) p[l] = v.lane[l];
  }
  static Reg mul(const Reg& a, const Reg& b) {
    return each([&](int l) { return a.lane[l] * b.lane[l]; });
  }
  static Reg fma(const Reg& a, const Reg& b, const Reg& c) {
    return each([&](int l) { return a.lane[l] * b.lane[l] + c.lane[l]; });
  }
  static void sumEach(const Reg* v, float* out) {
    for (int i = 0; i < 4; ++i) {
      const float* x = v[i].lane;
      out[i] = ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
    }
  }
};

}  // namespace

const AttentionKernels& scalarAttentionKernels() {
  static constexpr AttentionKernels kTable = attention::kernels<V>();
  return kTable;
}

}  // namespace deepwell::cpu
