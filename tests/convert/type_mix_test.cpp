// Which type each tensor gets. The expectations were compared with what llama.cpp's own quantiser chooses
// (tests/tools/check_converter.py mixes).
#include "engine/convert/type_mix.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace deepwell {
namespace {

const MixModel kModel = {.layers = 16, .heads_per_kv = 2, .experts = 0, .tied = false};

std::string typeFor(const char* mix, const std::string& name, std::vector<int64_t> shape = {512, 512},
                    const MixModel& model = kModel, DType source = DType::kF16) {
  const TypeMix* found = findTypeMix(mix);
  if (found == nullptr) return "no mix";
  const auto type = chooseType(*found, model, name, shape, source);
  return type ? std::string(dtypeInfo(*type).name) : type.error().message;
}

std::string layer(int number, const char* part) { return fmt::format("blk.{}.{}.weight", number, part); }

TEST(TypeMix, Q4KMGivesMoreBitsToValuesAndFfnDown) {
  // The first and the last eighth, and of those between every third.
  const std::vector<int> more = {0, 1, 4, 7, 10, 13, 14, 15};
  for (int l = 0; l < 16; ++l) {
    const bool wide = std::find(more.begin(), more.end(), l) != more.end();
    for (const char* part : {"attn_v", "ffn_down"}) EXPECT_EQ(typeFor("Q4_K_M", layer(l, part)), wide ? "Q6_K" : "Q4_K") << l << part;
    for (const char* part : {"attn_q", "attn_k", "attn_output", "ffn_gate", "ffn_up"}) EXPECT_EQ(typeFor("Q4_K_M", layer(l, part)), "Q4_K");
  }
  EXPECT_EQ(typeFor("Q4_K_M", "output.weight"), "Q6_K");
  EXPECT_EQ(typeFor("Q4_K_M", "token_embd.weight"), "Q4_K");
  MixModel tied = kModel;
  tied.tied = true;
  EXPECT_EQ(typeFor("Q4_K_M", "token_embd.weight", {512, 512}, tied), "Q6_K");
}

TEST(TypeMix, OtherMixes) {
  EXPECT_EQ(typeFor("Q4_K_S", layer(3, "attn_v")), "Q5_K");
  EXPECT_EQ(typeFor("Q4_K_S", layer(4, "attn_v")), "Q4_K");
  EXPECT_EQ(typeFor("Q4_K_S", layer(1, "ffn_down")), "Q5_K");
  EXPECT_EQ(typeFor("Q4_K_S", layer(2, "ffn_down")), "Q4_K");
  EXPECT_EQ(typeFor("Q3_K_M", layer(1, "attn_v")), "Q5_K");
  EXPECT_EQ(typeFor("Q3_K_M", layer(2, "attn_v")), "Q4_K");
  EXPECT_EQ(typeFor("Q3_K_M", layer(0, "ffn_down")), "Q5_K");
  EXPECT_EQ(typeFor("Q3_K_M", layer(1, "ffn_down")), "Q4_K");
  EXPECT_EQ(typeFor("Q3_K_L", layer(9, "attn_output")), "Q5_K");
  EXPECT_EQ(typeFor("Q3_K_S", layer(9, "attn_output")), "Q3_K");
  EXPECT_EQ(typeFor("Q2_K", layer(9, "attn_v")), "Q3_K");
  MixModel shared = kModel;
  shared.heads_per_kv = 4;
  EXPECT_EQ(typeFor("Q2_K", layer(9, "attn_v"), {512, 512}, shared), "Q4_K");
  EXPECT_EQ(typeFor("IQ4_XS", layer(9, "attn_v"), {512, 512}, shared), "Q5_K");
  EXPECT_EQ(typeFor("Q5_K_M", layer(0, "ffn_down")), "Q6_K");
  EXPECT_EQ(typeFor("Q8_0", "output.weight"), "Q8_0");
  EXPECT_EQ(typeFor("Q4_0", "output.weight"), "Q6_K");
  EXPECT_EQ(typeFor("q4_k_m", layer(0, "ffn_down")), "Q6_K") << "names in any case";
  EXPECT_EQ(findTypeMix("Q4_K_XL"), nullptr);
}

TEST(TypeMix, MixesOfGrids) {
  EXPECT_EQ(typeFor("IQ3_S", layer(9, "ffn_up")), "IQ3_S");
  EXPECT_EQ(typeFor("IQ3_S", layer(9, "attn_v")), "IQ3_S");
  EXPECT_EQ(typeFor("IQ3_M", layer(9, "attn_v")), "Q4_K");
  EXPECT_EQ(typeFor("IQ3_M", layer(1, "ffn_down")), "Q4_K");
  EXPECT_EQ(typeFor("IQ3_M", layer(2, "ffn_down")), "IQ3_S");
  EXPECT_EQ(typeFor("IQ3_XS", layer(1, "ffn_gate")), "IQ3_S");
  EXPECT_EQ(typeFor("IQ3_XS", layer(2, "ffn_gate")), "IQ3_XXS");
  EXPECT_EQ(typeFor("IQ3_XS", layer(14, "ffn_up")), "IQ3_S");
  EXPECT_EQ(typeFor("IQ3_XS", layer(5, "attn_k")), "IQ3_XXS");
  EXPECT_EQ(typeFor("IQ3_XXS", layer(5, "attn_q")), "IQ2_S");
  EXPECT_EQ(typeFor("IQ3_XXS", layer(1, "ffn_down")), "Q4_K");
  EXPECT_EQ(typeFor("IQ3_XXS", layer(2, "ffn_down")), "Q3_K");
  EXPECT_EQ(typeFor("IQ3_XXS", "token_embd.weight"), "IQ3_S");
  EXPECT_EQ(typeFor("IQ3_XXS", "output.weight"), "Q5_K");
  EXPECT_EQ(typeFor("IQ2_M", layer(1, "ffn_down")), "IQ3_S");
  EXPECT_EQ(typeFor("IQ2_S", layer(1, "ffn_down")), "IQ2_S");
  EXPECT_EQ(typeFor("IQ2_S", layer(1, "attn_v")), "IQ3_S");
  MixModel shared = kModel;
  shared.heads_per_kv = 4;
  for (const char* mix : {"IQ2_S", "IQ2_M", "IQ3_XXS", "IQ3_XS", "IQ3_S"}) EXPECT_EQ(typeFor(mix, layer(9, "attn_v"), {512, 512}, shared), "Q4_K") << mix;
  EXPECT_EQ(typeFor("IQ2_S", layer(1, "ffn_up"), {64, 288}), "IQ4_NL");
  for (const char* mix : {"IQ2_XXS", "IQ2_XS", "IQ1_S", "IQ1_M"}) EXPECT_EQ(findTypeMix(mix), nullptr) << mix;
}

TEST(TypeMix, SmallTensorsAndRoutersStayF32) {
  for (const char* mix : {"F16", "BF16", "Q8_0", "Q4_K_M", "auto"}) {
    EXPECT_EQ(typeFor(mix, layer(0, "attn_norm"), {512}), "F32") << mix;
    EXPECT_EQ(typeFor(mix, "blk.0.attn_q.bias", {512}), "F32") << mix;
    EXPECT_EQ(typeFor(mix, layer(0, "ffn_gate_inp"), {16, 512}), "F32") << mix;
    EXPECT_EQ(typeFor(mix, "blk.0.exp_probs_b.bias", {16}), "F32") << mix;
    EXPECT_EQ(typeFor(mix, "rope_freqs.weight", {64}), "F32") << mix;
  }
  EXPECT_EQ(typeFor("Q4_K_M", "table.weight", {4, 4}, kModel, DType::kI32), "I32");
}

TEST(TypeMix, AutoKeepsTheSource) {
  EXPECT_EQ(typeFor("auto", layer(0, "attn_q"), {512, 512}, kModel, DType::kBF16), "BF16");
  EXPECT_EQ(typeFor("auto", layer(0, "attn_q"), {512, 512}, kModel, DType::kQ6_K), "Q6_K");
  EXPECT_EQ(typeFor("auto", layer(0, "attn_q"), {512, 512}, kModel, DType::kF8E4M3), "BF16");
}

TEST(TypeMix, RowsThatAreNoMultipleOf256) {
  EXPECT_EQ(typeFor("Q4_K_M", layer(2, "attn_q"), {64, 288}), "Q5_0");
  EXPECT_EQ(typeFor("Q4_K_M", layer(0, "attn_v"), {64, 288}), "Q8_0");
  EXPECT_EQ(typeFor("Q5_K_S", layer(0, "attn_q"), {64, 288}), "Q5_1");
  EXPECT_EQ(typeFor("Q2_K", layer(0, "attn_q"), {64, 288}), "IQ4_NL");
  EXPECT_EQ(typeFor("Q8_0", layer(0, "attn_q"), {64, 40}), "F16");
  EXPECT_EQ(typeFor("Q4_K_M", layer(0, "attn_q"), {64, 40}), "F16");
}

TEST(TypeMix, ExpertsAndMla) {
  MixModel moe = {.layers = 62, .heads_per_kv = 128, .experts = 256, .tied = false};
  EXPECT_EQ(typeFor("MXFP4", layer(5, "ffn_up_exps"), {256, 2048, 7168}, moe), "MXFP4");
  EXPECT_EQ(typeFor("MXFP4", layer(5, "ffn_up_shexp"), {2048, 7168}, moe), "Q8_0");
  EXPECT_EQ(typeFor("Q4_K_M", layer(3, "ffn_down_exps"), {256, 7168, 2048}, moe), "Q6_K");
  EXPECT_EQ(typeFor("Q4_K_M", layer(8, "ffn_down_exps"), {256, 7168, 2048}, moe), "Q4_K");
  EXPECT_EQ(typeFor("Q4_K_M", layer(8, "attn_k_b"), {128, 512, 128}, moe), "Q8_0");
  EXPECT_EQ(typeFor("Q4_K_M", layer(8, "attn_v_b"), {128, 128, 512}, moe), "Q8_0");
  MixModel eight = {.layers = 32, .heads_per_kv = 4, .experts = 8, .tied = false};
  EXPECT_EQ(typeFor("Q4_K_M", layer(5, "attn_v"), {512, 512}, eight), "Q8_0");
  EXPECT_EQ(typeFor("Q4_K_M", layer(5, "attn_k"), {512, 512}, eight), "Q8_0");
  EXPECT_EQ(typeFor("Q4_K_M", layer(5, "attn_output"), {512, 512}, eight), "Q5_K");
  MixModel seventy = {.layers = 80, .heads_per_kv = 8, .experts = 0, .tied = false};
  EXPECT_EQ(typeFor("Q4_K_M", layer(10, "attn_v"), {512, 512}, seventy), "Q5_K");
}

}  // namespace
}  // namespace deepwell
