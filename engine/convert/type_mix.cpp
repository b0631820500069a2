#include "engine/convert/type_mix.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace deepwell {
namespace {

constexpr auto kValue = MixPart::kValue;
constexpr auto kQk = MixPart::kQueryKey;
constexpr auto kGateUp = MixPart::kGateUp;
constexpr auto kDown = MixPart::kFfnDown;
constexpr auto kOut = MixPart::kAttnOutput;
constexpr auto kAlways = MixWhere::kAlways;
constexpr auto kMore = MixWhere::kMoreBits;
constexpr auto kEighth = MixWhere::kFirstEighth;
constexpr auto kSixteenth = MixWhere::kFirstSixteenth;
constexpr auto kFirst2 = MixWhere::kFirst2;
constexpr auto kFirst4 = MixWhere::kFirst4;
constexpr auto kMiddle = MixWhere::kMiddle;
constexpr auto kSharedOrMoe4 = MixWhere::kSharedOrMoe4;
constexpr auto kShared4 = MixWhere::kShared4;

// For all of them: models of 80 layers share values among 8 heads and get Q5_K for attn_v instead of Q3_K and Q4_K;
// models of 8 experts Q8_0 for attn_k and attn_v, and Q5_K for attn_output instead of up to 4 bits; MLA's attn_k_b and
// attn_v_b, small and used by every head, Q8_0.
const std::vector<TypeMix>& mixes() {
  static const std::vector<TypeMix> all = {
      // name, file type, base, head, rules
      {"auto", 0, "", "", {}},
      {"F32", 0, "F32", "F32", {}},
      {"F16", 1, "F16", "F16", {}},
      {"BF16", 32, "BF16", "BF16", {}},
      {"Q8_0", 7, "Q8_0", "Q8_0", {}},
      {"Q4_0", 2, "Q4_0", "Q6_K", {}},
      {"Q4_1", 3, "Q4_1", "Q6_K", {}},
      {"Q5_0", 8, "Q5_0", "Q6_K", {}},
      {"Q5_1", 9, "Q5_1", "Q6_K", {}},
      {"Q2_K", 10, "Q2_K", "Q6_K",
       {{kValue, kShared4, "Q4_K"}, {kValue, kAlways, "Q3_K"}, {kDown, kAlways, "Q3_K"}, {kOut, kAlways, "Q3_K"}}},
      {"Q2_K_S", 21, "Q2_K", "Q6_K", {{kValue, kShared4, "Q4_K"}, {kDown, kEighth, "Q4_K"}}},
      {"Q3_K_S", 11, "Q3_K", "Q6_K", {}},
      {"Q3_K_M", 12, "Q3_K", "Q6_K",
       {{kValue, kFirst2, "Q5_K"}, {kValue, kAlways, "Q4_K"}, {kDown, kSixteenth, "Q5_K"}, {kDown, kAlways, "Q4_K"},
        {kOut, kAlways, "Q4_K"}}},
      {"Q3_K_L", 13, "Q3_K", "Q6_K", {{kValue, kAlways, "Q5_K"}, {kDown, kAlways, "Q5_K"}, {kOut, kAlways, "Q5_K"}}},
      {"Q4_K_S", 14, "Q4_K", "Q6_K", {{kValue, kFirst4, "Q5_K"}, {kDown, kEighth, "Q5_K"}}},
      {"Q4_K_M", 15, "Q4_K", "Q6_K", {{kValue, kMore, "Q6_K"}, {kDown, kMore, "Q6_K"}}},
      {"Q5_K_S", 16, "Q5_K", "Q6_K", {}},
      {"Q5_K_M", 17, "Q5_K", "Q6_K", {{kValue, kMore, "Q6_K"}, {kDown, kMore, "Q6_K"}}},
      {"Q6_K", 18, "Q6_K", "Q6_K", {}},
      {"IQ2_S", 28, "IQ2_S", "Q5_K", {{kValue, kSharedOrMoe4, "Q4_K"}, {kValue, kAlways, "IQ3_S"}}, {}, "IQ3_S"},
      {"IQ2_M", 29, "IQ2_S", "Q5_K",
       {{kValue, kSharedOrMoe4, "Q4_K"}, {kValue, kAlways, "IQ3_S"}, {kDown, kEighth, "IQ3_S"}, {kOut, kAlways, "IQ3_S"}},
       {}, "IQ3_S"},
      {"IQ3_XXS", 23, "IQ3_XXS", "Q5_K",
       {{kValue, kShared4, "Q4_K"}, {kValue, kAlways, "IQ3_S"}, {kQk, kAlways, "IQ2_S"}, {kDown, kEighth, "Q4_K"},
        {kDown, kAlways, "Q3_K"}, {kOut, kAlways, "IQ3_S"}},
       {}, "IQ3_S"},
      {"IQ3_XS", 22, "IQ3_S", "Q6_K", {{kValue, kShared4, "Q4_K"}, {kQk, kAlways, "IQ3_XXS"}, {kGateUp, kMiddle, "IQ3_XXS"}}},
      {"IQ3_S", 26, "IQ3_S", "Q6_K", {{kValue, kShared4, "Q4_K"}}},
      {"IQ3_M", 27, "IQ3_S", "Q6_K", {{kValue, kAlways, "Q4_K"}, {kDown, kEighth, "Q4_K"}, {kOut, kAlways, "Q4_K"}}},
      {"IQ4_NL", 25, "IQ4_NL", "Q6_K", {{kValue, kShared4, "Q5_K"}, {kDown, kEighth, "Q5_K"}}},
      {"IQ4_XS", 30, "IQ4_XS", "Q6_K", {{kValue, kShared4, "Q5_K"}, {kDown, kEighth, "Q5_K"}}},
      {"MXFP4", 38, "Q8_0", "Q8_0", {}, "MXFP4"},
  };
  return all;
}

constexpr std::array kFallbacks = {
    // where rows are no multiple of 256
    std::pair{std::string_view("Q2_K"), std::string_view("IQ4_NL")},
    std::pair{std::string_view("Q3_K"), std::string_view("IQ4_NL")},
    std::pair{std::string_view("IQ4_XS"), std::string_view("IQ4_NL")},
    std::pair{std::string_view("IQ2_S"), std::string_view("IQ4_NL")},
    std::pair{std::string_view("IQ3_XXS"), std::string_view("IQ4_NL")},
    std::pair{std::string_view("IQ3_S"), std::string_view("IQ4_NL")},
    std::pair{std::string_view("Q4_K"), std::string_view("Q5_0")},
    std::pair{std::string_view("Q5_K"), std::string_view("Q5_1")},
    std::pair{std::string_view("Q6_K"), std::string_view("Q8_0")},
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// "blk.12.ffn_down.weight": 12; -1 outside layers.
int32_t layerOf(std::string_view name) {
  int32_t layer = -1;
  if (name.starts_with("blk.")) std::from_chars(name.data() + 4, name.data() + name.size(), layer);
  return layer;
}

bool holds(MixWhere where, int32_t layer, const MixModel& model) {
  const int32_t n = model.layers;
  switch (where) {
    case MixWhere::kAlways: return true;
    case MixWhere::kMoreBits: return layer < n / 8 || layer >= 7 * n / 8 || (layer - n / 8) % 3 == 2;
    case MixWhere::kFirstEighth: return layer < n / 8;
    case MixWhere::kFirstSixteenth: return layer < n / 16;
    case MixWhere::kFirst2: return layer < 2;
    case MixWhere::kFirst4: return layer < 4;
    case MixWhere::kMiddle: return layer >= n / 8 && layer < 7 * n / 8;
    case MixWhere::kShared4: return model.heads_per_kv >= 4;
    case MixWhere::kSharedOrMoe4: return model.heads_per_kv >= 4 || model.experts >= 4;
  }
  return false;
}

std::optional<MixPart> partOf(std::string_view name) {
  if (contains(name, "attn_v.weight") || contains(name, "attn_kv_b.weight")) return MixPart::kValue;
  if (contains(name, "attn_q.weight") || contains(name, "attn_k.weight")) return MixPart::kQueryKey;
  if (contains(name, "ffn_down")) return MixPart::kFfnDown;
  if (contains(name, "ffn_gate") || contains(name, "ffn_up")) return MixPart::kGateUp;
  if (contains(name, "attn_output.weight")) return MixPart::kAttnOutput;
  return std::nullopt;
}

// At most four bits and a little.
bool isNarrow(std::string_view type) {
  return type.starts_with("IQ") || type.starts_with("Q2") || type.starts_with("Q3") || type.starts_with("Q4");
}

std::string_view weightType(const TypeMix& mix, const MixModel& model, std::string_view name) {
  const bool plain = mix.base == "F32" || mix.base == "F16" || mix.base == "BF16";
  if (plain) return mix.base;
  if (name == "output.weight" || (model.tied && name == "token_embd.weight")) return mix.head;
  if (!mix.embedding.empty() && name == "token_embd.weight") return mix.embedding;
  if (!mix.experts.empty() && contains(name, "_exps.")) return mix.experts;
  if (contains(name, "attn_k_b.") || contains(name, "attn_v_b.")) return "Q8_0";
  std::string_view type = mix.base;
  const std::optional<MixPart> part = partOf(name);
  const bool value = contains(name, "attn_v.weight");
  if (model.experts == 8 && (value || contains(name, "attn_k.weight"))) return "Q8_0";
  if (part) {
    const int32_t layer = layerOf(name);
    const auto rule = std::find_if(mix.rules.begin(), mix.rules.end(), [&](const MixRule& candidate) {
      return candidate.part == *part && holds(candidate.where, layer, model);
    });
    if (rule != mix.rules.end()) type = rule->type;
  }
  if (value && model.layers == 80 && model.heads_per_kv > 1 && (type == "Q3_K" || type == "Q4_K")) return "Q5_K";
  if (part == kOut && model.experts == 8 && isNarrow(type) && type != "Q4_0" && type != "Q4_1") return "Q5_K";
  return type;
}

// Small, or read with more care than a matrix product: never quantised.
bool staysFloat(std::string_view name, std::span<const int64_t> shape) {
  const auto wide = std::count_if(shape.begin(), shape.end(), [](int64_t size) { return size > 1; });
  return wide < 2 || contains(name, "ffn_gate_inp.") || contains(name, "_norm.") || contains(name, "exp_probs_b") ||
         contains(name, "nextn.enorm") || contains(name, "nextn.hnorm") || !name.ends_with(".weight");
}

}  // namespace

std::span<const TypeMix> allTypeMixes() { return mixes(); }

const TypeMix* findTypeMix(std::string_view name) {
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
  for (const TypeMix& mix : mixes()) {
    if (std::equal(name.begin(), name.end(), mix.name.begin(), mix.name.end(), same)) return &mix;
  }
  return nullptr;
}

std::optional<DType> dtypeByName(std::string_view name) {
  for (const DTypeInfo& info : allDTypes()) {
    if (info.name == name) return info.dtype;
  }
  return std::nullopt;
}

Result<DType> chooseType(const TypeMix& mix, const MixModel& model, std::string_view name,
                         std::span<const int64_t> shape, DType source) {
  if (!dtypeInfo(source).weight) return source;  // integers and other tables
  if (staysFloat(name, shape)) return DType::kF32;
  if (mix.base.empty()) return source == DType::kF8E4M3 ? DType::kBF16 : source;
  std::string_view type = weightType(mix, model, name);
  const int64_t row = shape.back();
  for (const auto& [wide, narrow] : kFallbacks) {
    if (type == wide && row % 256 != 0) type = narrow;
  }
  std::optional<DType> dtype = dtypeByName(type);
  if (!dtype) return fail(ErrorCode::kUnsupported, "this build has no type {}", type);
  if (row % dtypeInfo(*dtype).block_elements != 0) dtype = DType::kF16;
  return *dtype;
}

}  // namespace deepwell
