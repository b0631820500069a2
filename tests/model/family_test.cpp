// Every published model of the family: what its config.json and its GGUF metadata say, that files of its true size open
// at once, and that the loader finds its tensors. The files are sparse: no weights are needed.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>

#include "engine/api/engine.h"
#include "engine/model/model.h"
#include "tests/model/family_models.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

std::string testName(const testing::TestParamInfo<FamilyModel>& info) {
  std::string name = info.param.name;
  std::erase_if(name, [](char c) { return c == '-' || c == '.'; });
  return name;
}

class Family : public testing::TestWithParam<FamilyModel> {
 protected:
  ModelConfig configOf(const std::filesystem::path& path) {
    const auto checkpoint = Checkpoint::open(path);
    const auto config = checkpoint ? readModelConfig(**checkpoint) : tl::make_unexpected(checkpoint.error());
    if (!config) {
      ADD_FAILURE() << config.error().message;
      return {};
    }
    return *config;
  }
  int64_t number(const char* key, int64_t fallback = 0) const {
    const auto& json = GetParam().config;
    return json.contains(key) && !json[key].is_null() ? json[key].get<int64_t>() : fallback;
  }

  void expectSizes(const ModelConfig& config) const {
    EXPECT_EQ(config.layers, number("num_hidden_layers"));
    EXPECT_EQ(config.hidden, number("hidden_size"));
    EXPECT_EQ(config.heads, number("num_attention_heads"));
    EXPECT_EQ(config.ffn, number("intermediate_size"));
    EXPECT_EQ(config.vocab, number("vocab_size"));
    EXPECT_EQ(config.context, number("max_position_embeddings"));
    EXPECT_NEAR(config.norm_eps, GetParam().config["rms_norm_eps"].get<double>(), 1e-12);
    EXPECT_NEAR(config.rope.theta, GetParam().config["rope_theta"].get<double>(), 1e-3);
    if (!GetParam().mla()) {
      EXPECT_EQ(config.kv_heads, number("num_key_value_heads"));
      EXPECT_EQ(config.head_dim, number("head_dim", number("hidden_size") / number("num_attention_heads")));
      return;
    }
    EXPECT_EQ(config.mla.q_rank, number("q_lora_rank"));
    EXPECT_EQ(config.mla.kv_rank, number("kv_lora_rank"));
    EXPECT_EQ(config.mla.nope, number("qk_nope_head_dim"));
    EXPECT_EQ(config.mla.rope, number("qk_rope_head_dim"));
    EXPECT_EQ(config.mla.v_dim, number("v_head_dim"));
  }

  void expectExperts(const MoeConfig& moe) const {
    const bool v3 = GetParam().config["scoring_func"] == "sigmoid";
    EXPECT_EQ(moe.experts, number("n_routed_experts"));
    EXPECT_EQ(moe.top_k, number("num_experts_per_tok"));
    EXPECT_EQ(moe.shared, number("n_shared_experts"));
    EXPECT_EQ(moe.ffn, number("moe_intermediate_size"));
    EXPECT_EQ(moe.first_dense, number("first_k_dense_replace"));
    EXPECT_EQ(moe.groups, number("n_group"));
    EXPECT_EQ(moe.top_groups, number("topk_group"));
    EXPECT_EQ(moe.normalise, v3);
    EXPECT_EQ(moe.scoring, v3 ? op::Scoring::kSigmoid : op::Scoring::kSoftmax);
    EXPECT_FLOAT_EQ(moe.scale, GetParam().config["routed_scaling_factor"].get<float>());
  }

  // The rule of the papers, written out: the softmax scale times mscale squared, cos and sin as they are.
  void expectScores(const ModelConfig& config) const {
    double mscale = 1.0;
    if (GetParam().config.contains("rope_scaling")) {
      const auto& scaling = GetParam().config["rope_scaling"];
      mscale = 0.1 * scaling["mscale_all_dim"].get<double>() * std::log(scaling["factor"].get<double>()) + 1.0;
      EXPECT_EQ(config.rope.scaling, RopeConfig::Scaling::kYarn);
      EXPECT_NEAR(config.rope.magnitude, 1.0, 1e-6);
    } else {
      EXPECT_EQ(config.rope.scaling, RopeConfig::Scaling::kNone);
    }
    EXPECT_NEAR(config.attention_scale, mscale * mscale / std::sqrt(192.0), 1e-6);
  }

  static void expectLoads(const std::filesystem::path& path) {
    const auto checkpoint = Checkpoint::open(path);
    ASSERT_TRUE(checkpoint) << checkpoint.error().message;
    const auto model = Model::load(*checkpoint, {});
    EXPECT_TRUE(model) << model.error().message;
  }

  TempFolder folder_;
};

TEST_P(Family, FolderOfTrueSize) {
  if (!writeSparseFolder(GetParam(), folder_.path())) GTEST_SKIP() << "no files of this size here";
  const auto begin = std::chrono::steady_clock::now();
  const auto info = readModelInfo(folder_.path());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_NEAR(static_cast<double>(info->parameters) / 1e6, GetParam().million_parameters, 1.0);
  EXPECT_GE(info->file_bytes, info->parameters);
  EXPECT_LT(took.count(), 30.0);  // sanitizers and busy machines; it is a tenth of a second
  const ModelConfig config = configOf(folder_.path());
  expectSizes(config);
  if (!GetParam().mla()) return;
  expectExperts(config.moe);
  expectScores(config);
}

TEST_P(Family, GgufOfTrueSize) {
  for (const GgufSpelling spelling : {GgufSpelling::kJoint, GgufSpelling::kSplit}) {
    const auto file = folder_.path() / "model.gguf";
    if (!writeSparseGguf(GetParam(), spelling, file)) GTEST_SKIP() << "no files of this size here";
    const ModelConfig config = configOf(file);
    expectSizes(config);
    if (!GetParam().mla()) return;
    SCOPED_TRACE(spelling == GgufSpelling::kJoint ? "joint" : "split");
    expectExperts(config.moe);
    expectScores(config);
  }
}

TEST_P(Family, FirstLayersLoad) {
  const FamilyModel model = GetParam().shortened();
  if (!writeSparseFolder(model, folder_.path())) GTEST_SKIP() << "no files of this size here";
  expectLoads(folder_.path());
  for (const GgufSpelling spelling : {GgufSpelling::kJoint, GgufSpelling::kSplit}) {
    ASSERT_TRUE(writeSparseGguf(model, spelling, folder_.path() / "model.gguf"));
    expectLoads(folder_.path() / "model.gguf");
  }
}

INSTANTIATE_TEST_SUITE_P(Models, Family, testing::ValuesIn(familyModels()), testName);

TEST(FamilyRope, DenseModels) {
  TempFolder folder;
  for (const FamilyModel& model : familyModels()) {
    if (model.mla()) continue;
    SCOPED_TRACE(model.name);
    ASSERT_TRUE(writeSparseFolder(model.shortened(), folder.path()));
    const auto checkpoint = Checkpoint::open(folder.path());
    ASSERT_TRUE(checkpoint);
    const auto config = readModelConfig(**checkpoint);
    ASSERT_TRUE(config) << config.error().message;
    const RopeConfig& rope = config->rope;
    if (model.name.starts_with("DeepSeek-Coder")) {
      EXPECT_EQ(rope.scaling, RopeConfig::Scaling::kLinear);
      EXPECT_EQ(rope.factor, 4.0);
    } else if (model.name.starts_with("R1-Distill-Llama")) {
      EXPECT_EQ(rope.scaling, RopeConfig::Scaling::kLlama3);
      EXPECT_EQ(rope.original_context, 8192.0);
      EXPECT_EQ(rope.factor, 8.0);
    } else if (model.name == "R1-0528-Qwen3-8B") {
      EXPECT_EQ(rope.scaling, RopeConfig::Scaling::kYarn);
      EXPECT_NEAR(rope.magnitude, 0.1 * std::log(4.0) + 1.0, 1e-12);
    } else {
      EXPECT_EQ(rope.scaling, RopeConfig::Scaling::kNone);
    }
  }
}

}  // namespace
}  // namespace deepwell::test
