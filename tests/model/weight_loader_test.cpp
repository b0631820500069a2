// What the loader copies and what it leaves in the file, and what it says when memory does not suffice.
#include "engine/model/weight_loader.h"

#include <gtest/gtest.h>

#include "engine/format/checkpoint.h"
#include "engine/model/experts.h"
#include "engine/model/linear.h"
#include "engine/model/mla_weights.h"
#include "engine/model/model.h"
#include "tests/model/tensor_bag.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

bool liesIn(const Checkpoint& checkpoint, const Weight& weight) {
  for (const TensorView& view : checkpoint.tensors()) {
    if (weight.data >= view.data.data() && weight.data + weight.bytes() <= view.data.data() + view.data.size()) return true;
  }
  return false;
}

class Loader : public testing::Test {
 protected:
  void open(const TensorBag& bag, const GoldenCase& golden, size_t pad = 0) {
    bag.writeHf(folder_.path(), golden.config, pad);
    openPath(folder_.path());
  }
  void openPath(const std::filesystem::path& path) {
    auto opened = Checkpoint::open(path);
    ASSERT_TRUE(opened) << opened.error().message;
    checkpoint_ = *opened;
    auto config = readModelConfig(*checkpoint_);
    ASSERT_TRUE(config) << config.error().message;
    config_ = *config;
  }

  TempFolder folder_;
  std::shared_ptr<const Checkpoint> checkpoint_;
  ModelConfig config_;
  WeightStore store_{1 << 20};
};

TEST_F(Loader, ExpertsStayInTheFile) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  for (const bool fused : {false, true}) {
    TensorBag bag = TensorBag::hf(golden, "BF16");
    stackExperts(bag, golden.config, fused);
    open(bag, golden, 1);  // at odd addresses too
    WeightLoader loader(*checkpoint_, store_);
    const auto experts = loadExperts(loader, 1, config_);
    ASSERT_TRUE(experts) << experts.error().message;
    ASSERT_EQ(experts->gate.size(), 8U);
    for (const auto* list : {&experts->gate, &experts->up, &experts->down}) {
      for (const Weight& weight : *list) EXPECT_TRUE(liesIn(*checkpoint_, weight));
    }
    EXPECT_EQ(store_.size(), 0U);
    uint64_t bytes = 0;
    for (size_t i = 0; i < 8; ++i) {
      bytes += static_cast<uint64_t>(experts->gate[i].bytes() + experts->up[i].bytes() + experts->down[i].bytes());
    }
    EXPECT_EQ(loader.matrixBytes(), bytes);
  }
}

// Of the joint kv_b only the keys are copied, in the type that they have.
TEST_F(Loader, JointLatentProjection) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  open(TensorBag::hf(golden, "BF16"), golden);
  WeightLoader loader(*checkpoint_, store_);
  const auto weights = loadMlaWeights(loader, 0, config_);
  ASSERT_TRUE(weights) << weights.error().message;
  for (const Weight& weight : weights->value) EXPECT_TRUE(liesIn(*checkpoint_, weight));
  for (const Weight& weight : weights->key) EXPECT_EQ(weight.dtype, DType::kBF16);
  const auto keys = static_cast<uint64_t>(config_.heads * config_.mla.nope * config_.mla.kv_rank * 2);
  EXPECT_EQ(store_.size(), keys);
}

TEST_F(Loader, SplitLatentProjectionsStayInTheFile) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  const auto file = folder_.path() / "model.gguf";
  TensorBag::gguf(golden, "split").writeGguf(file);
  openPath(file);
  WeightLoader loader(*checkpoint_, store_);
  ASSERT_TRUE(loadMlaWeights(loader, 0, config_));
  EXPECT_EQ(store_.size(), 0U);
}

// Scales that are float32 already are used where they lie.
TEST_F(Loader, Fp8ScalesStayInTheFile) {
  const GoldenCase golden = loadGoldenCase("v3_fp8");
  open(TensorBag::hf(golden), golden);
  WeightLoader loader(*checkpoint_, store_);
  const auto weight = loader.matrix("model.layers.0.mlp.gate_proj.weight", config_.ffn, config_.hidden);
  ASSERT_TRUE(weight) << weight.error().message;
  ASSERT_NE(weight->scale_inv, nullptr);
  EXPECT_EQ(store_.size(), 0U);
}

// A slice that begins inside a block of scales has its own scales; one at a block's edge shares them.
TEST_F(Loader, SlicesOfFp8) {
  const GoldenCase golden = loadGoldenCase("v3_fp8");
  open(TensorBag::hf(golden), golden);
  WeightLoader loader(*checkpoint_, store_);
  const auto whole = loader.matrix("model.layers.0.mlp.gate_proj.weight", config_.ffn, config_.hidden);
  ASSERT_TRUE(whole);
  const auto scaleOf = [](const Weight& weight, int64_t row, int64_t col) {
    return weight.scale_inv[row / weight.block_rows * weight.scale_cols + col / weight.block_cols];
  };
  for (const int64_t first : {0, 8, 100, 128, 136}) {
    const int64_t rows = 60;
    const auto part = loader.slice(*whole, first, rows);
    ASSERT_TRUE(part);
    EXPECT_EQ(part->data, whole->data + first * whole->row_bytes);
    if (first != 100) {
      EXPECT_EQ(part->block_rows, whole->block_rows) << first << " lies in one block";
    }
    const auto turned = loader.transposed(*part);
    ASSERT_TRUE(turned);
    for (int64_t row = 0; row < rows; ++row) {
      for (const int64_t col : {int64_t{0}, int64_t{127}, int64_t{128}, whole->cols - 1}) {
        ASSERT_EQ(scaleOf(*part, row, col), scaleOf(*whole, first + row, col)) << first << " " << row;
        ASSERT_EQ(scaleOf(*turned, col, row), scaleOf(*whole, first + row, col)) << first << " " << row;
        ASSERT_EQ(turned->data[col * turned->row_bytes + row], part->data[row * part->row_bytes + col]);
      }
    }
  }
}

TEST_F(Loader, SaysWhatMemoryWasFor) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  open(TensorBag::hf(golden), golden);
  WeightStore tiny(100);
  WeightLoader loader(*checkpoint_, tiny);
  const auto weights = loadMlaWeights(loader, 0, config_);
  ASSERT_FALSE(weights);
  EXPECT_EQ(weights.error().code, ErrorCode::kOutOfMemory);
  EXPECT_NE(weights.error().message.find("not enough memory"), std::string::npos) << weights.error().message;
  EXPECT_LE(tiny.size(), 100U);
}

// The joint kv_b of this file would take 2 TB when it is turned: a word, not an abort. The file itself is a hole.
TEST_F(Loader, LargerThanAnyMemory) {
  GgufWriter writer;
  writer.addString("general.architecture", "deepseek2");
  const std::pair<const char*, uint32_t> numbers[] = {
      {"block_count", 1},           {"embedding_length", 64},         {"attention.head_count", 4096},
      {"feed_forward_length", 64},  {"attention.kv_lora_rank", 16384}, {"attention.key_length", 4096 + 64},
      {"attention.value_length", 64}, {"rope.dimension_count", 64},   {"attention.head_count_kv", 4096},
      {"context_length", 64}};
  for (const auto& [key, value] : numbers) writer.addU32(std::string("deepseek2.") + key, value);
  uint64_t offset = 0;
  const auto add = [&](const char* name, std::vector<uint64_t> shape, bool q8) {
    uint64_t elements = 1;
    for (const uint64_t size : shape) elements *= size;
    writer.tensorAt(name, shape, q8 ? 8 : 0, offset);
    offset += ((q8 ? elements / 32 * 34 : elements * 4) + 31) / 32 * 32;
  };
  add("token_embd.weight", {64, 32}, false);
  add("output_norm.weight", {64}, false);
  add("blk.0.attn_norm.weight", {64}, false);
  add("blk.0.attn_q.weight", {64, 4096ULL * (4096 + 64)}, true);
  add("blk.0.attn_kv_a_mqa.weight", {64, 16384 + 64}, true);
  add("blk.0.attn_kv_a_norm.weight", {16384}, false);
  add("blk.0.attn_kv_b.weight", {16384, 4096ULL * (4096 + 64)}, true);
  const auto file = folder_.write("model.gguf", writer.bytes());
  std::error_code error;
  std::filesystem::resize_file(file, std::filesystem::file_size(file) + offset, error);
  if (error) GTEST_SKIP() << "no files of this size here";
  openPath(file);
  WeightLoader loader(*checkpoint_, store_);
  const auto weights = loadMlaWeights(loader, 0, config_);
  ASSERT_FALSE(weights);
  EXPECT_EQ(weights.error().code, ErrorCode::kOutOfMemory);
  EXPECT_NE(weights.error().message.find("free"), std::string::npos) << weights.error().message;
}

}  // namespace
}  // namespace deepwell::test
