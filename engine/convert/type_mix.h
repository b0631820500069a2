// Which type each tensor of a quantised GGUF file gets: the mixes that users know by the names of llama.cpp's
// quantiser, in one table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/dtype.h"

namespace deepwell {

// What the rules ask about a model.
struct MixModel {
  int32_t layers = 0;
  int32_t heads_per_kv = 1;  // query heads that share a key and value head
  int32_t experts = 0;
  bool tied = false;         // the embedding is the head too
};

// The parts of a layer that some mixes treat in another way. kQueryKey: attn_q and attn_k; kGateUp: ffn_gate and ffn_up.
enum class MixPart { kValue, kQueryKey, kFfnDown, kGateUp, kAttnOutput };

// In which layers a rule holds; of n layers, l is the number.
enum class MixWhere {
  kAlways,
  kMoreBits,       // l < n/8, l >= 7n/8, and of those between every third
  kFirstEighth,    // l < n/8
  kFirstSixteenth,
  kFirst2,
  kFirst4,
  kMiddle,         // all but the first and the last eighth
  kShared4,        // where at least 4 query heads share a value head: the tensor is small
  kSharedOrMoe4,   // there, or where there are at least 4 experts: most of the model lies elsewhere
};

struct MixRule {
  MixPart part;
  MixWhere where;
  std::string_view type;
};

struct TypeMix {
  std::string_view name;         // "Q4_K_M"
  uint32_t file_type;            // general.file_type
  std::string_view base;         // everything else; empty: the source's own type
  std::string_view head;         // output.weight, or the embedding that stands in for it
  std::vector<MixRule> rules;    // the first that fits
  std::string_view experts = {};    // routed experts, if they differ from the base
  std::string_view embedding = {};  // token_embd.weight, if it differs from the base
};

std::span<const TypeMix> allTypeMixes();
const TypeMix* findTypeMix(std::string_view name);  // upper or lower case; nullptr: none

// The type of tensor `name` (GGUF's), outermost size first, stored as `source`. Vectors, routers and whatever is no
// weight stay F32 or as they are; where a row is no multiple of 256 a type of blocks of 32 steps in, and F16 where it
// is no multiple of 32.
Result<DType> chooseType(const TypeMix& mix, const MixModel& model, std::string_view name,
                         std::span<const int64_t> shape, DType source);

std::optional<DType> dtypeByName(std::string_view name);

}  // namespace deepwell
