// What the heads of iq_heads.h have in common.
#pragma once

#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"
#include "kernels/cpu/matmul/iq_bits.h"

namespace deepwell::cpu {
namespace {

enum class IqForm { kSigned, kBiased, kNibbles };

template <class Block>
struct IqHead;

struct PlainHalf {
  static uint16_t half(const std::byte* block) { return loadWord<uint16_t>(block); }
};

}  // namespace
}  // namespace deepwell::cpu
