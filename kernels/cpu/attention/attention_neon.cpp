// NEON attention kernels.
#include <arm_neon.h>

#include "kernels/cpu/attention/tables.h"
#include "kernels/cpu/attention/tiles.h"

namespace deepwell::cpu {
namespace {

struct V {
  using Reg = float32x4_t;
  static constexpr int kLanes = 4;
  static constexpr int kRows = 4;
  static constexpr int kManyRows = 4;
  static constexpr int kCols = 4;
  static constexpr int kDotRows = 4;

  static Reg zero() { return vdupq_n_f32(0); }
  static Reg broadcast(float x) { return vdupq_n_f32(x); }
  static Reg load(const float* p) { return vld1q_f32(p); }
  static Reg load(const uint16_t* p) { return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(p))); }
  static Reg load(const int8_t* p) {
    uint32_t bytes;
    __builtin_memcpy(&bytes, p, sizeof(bytes));
    return vcvtq_f32_s32(vmovl_s16(vget_low_s16(vmovl_s8(vcreate_s8(bytes)))));
  }
  static void store(float* p, Reg v) { vst1q_f32(p, v); }
  static Reg mul(Reg a, Reg b) { return vmulq_f32(a, b); }
  static Reg fma(Reg a, Reg b, Reg c) { return vfmaq_f32(c, a, b); }

  // Neighbouring lanes, then pairs: the same tree for all 16.
  static void sumEach(const Reg* v, float* out) {
    for (int i = 0; i < 16; i += 4) {
      vst1q_f32(out + i, vpaddq_f32(vpaddq_f32(v[i], v[i + 1]), vpaddq_f32(v[i + 2], v[i + 3])));
    }
  }
};

}  // namespace

const AttentionKernels& neonAttentionKernels() {
  static constexpr AttentionKernels kTable = attention::kernels<V>();
  return kTable;
}

}  // namespace deepwell::cpu
