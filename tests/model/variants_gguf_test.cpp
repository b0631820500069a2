// The spellings that GGUF files of the family have had over time.
#include "tests/model/model_fixture.h"
#include "tests/model/tensor_bag.h"

namespace deepwell::test {
namespace {

class GgufVariants : public testing::Test {
 protected:
  void expectReference(const TensorBag& bag, const GoldenCase& golden) {
    const auto file = folder_.path() / "model.gguf";
    bag.writeGguf(file);
    expectEqualsReference(logitsOfFile(file, golden), golden.logits, static_cast<size_t>(golden.vocab()));
  }

  static int layers(const GoldenCase& golden) { return golden.config.at("num_hidden_layers").get<int>(); }

  TempFolder folder_;
};

constexpr const char* kMlaCases[] = {"v2_lite_yarn", "v3_groups_yarn_mtp", "v3_top1_no_qlora"};

// What a file of the joint spelling says of its keys and values.
void setJointWidths(TensorBag& bag, const nlohmann::ordered_json& config) {
  const auto number = [&](const char* key) { return config.at(key).get<uint64_t>(); };
  bag.metadata["deepseek2.attention.head_count_kv"] = number("num_attention_heads");
  bag.metadata["deepseek2.attention.key_length"] = number("qk_nope_head_dim") + number("qk_rope_head_dim");
  bag.metadata["deepseek2.attention.value_length"] = number("v_head_dim");
  bag.metadata.erase("deepseek2.attention.key_length_mla");
  bag.metadata.erase("deepseek2.attention.value_length_mla");
}

// The first files with split tensors wrote them with two dimensions and kept the joint file's metadata.
TEST_F(GgufVariants, SplitInTwoDimensions) {
  for (const char* name : kMlaCases) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::gguf(golden, "split");
    setJointWidths(bag, golden.config);
    for (int layer = 0; layer < layers(golden); ++layer) {
      for (const char* part : {"k", "v"}) {
        std::vector<int64_t>& shape = bag.at(fmt::format("blk.{}.attn_{}_b.weight", layer, part)).shape;
        shape = {shape[0] * shape[1], shape[2]};
      }
    }
    expectReference(bag, golden);
  }
}

TEST_F(GgufVariants, SplitWithTheKeyNotTransposed) {
  for (const char* name : kMlaCases) {
    for (const bool flat : {false, true}) {
      SCOPED_TRACE(fmt::format("{} {}", name, flat ? "2-D" : "3-D"));
      const GoldenCase golden = loadGoldenCase(name);
      TensorBag bag = TensorBag::gguf(golden, "split");
      for (int layer = 0; layer < layers(golden); ++layer) {
        const std::string key = fmt::format("blk.{}.attn_k_b.weight", layer);
        bag.turn(key);
        std::vector<int64_t>& shape = bag.at(key).shape;
        if (flat) shape = {shape[0] * shape[1], shape[2]};
      }
      expectReference(bag, golden);
    }
  }
}

// Files that serve old and new programs hold both.
TEST_F(GgufVariants, SplitAndJointTogether) {
  for (const char* name : kMlaCases) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::gguf(golden, "joined");
    const TensorBag split = TensorBag::gguf(golden, "split");
    bag.tensors.insert(split.tensors.begin(), split.tensors.end());
    expectReference(bag, golden);
    for (int layer = 0; layer < layers(golden); ++layer) bag.take(fmt::format("blk.{}.attn_v_b.weight", layer));
    expectReference(bag, golden);
  }
}

// key_length and value_length are the latent's and nothing says the head's own: the projections tell.
TEST_F(GgufVariants, SplitWithoutTheMlaWidths) {
  for (const char* name : kMlaCases) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::gguf(golden, "split");
    bag.metadata.erase("deepseek2.attention.key_length_mla");
    bag.metadata.erase("deepseek2.attention.value_length_mla");
    expectReference(bag, golden);
  }
}

TEST_F(GgufVariants, JointInNarrowTypes) {
  for (const char* name : kMlaCases) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    for (const char* dtype : {"F16", "BF16"}) {
      expectReference(TensorBag::gguf(golden, "joined", dtype), golden);
      expectReference(TensorBag::gguf(golden, "split", dtype), golden);
    }
  }
}

TEST_F(GgufVariants, ExpertsOneByOne) {
  for (const char* name : {"v2_lite_yarn", "v3_groups_yarn_mtp"}) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::gguf(golden, "joined");
    for (int layer = 0; layer < layers(golden); ++layer) {
      for (const char* part : {"gate", "up", "down"}) {
        const std::string stacked = fmt::format("blk.{}.ffn_{}_exps.weight", layer, part);
        if (!bag.has(stacked)) continue;
        const BagTensor all = bag.take(stacked);
        const size_t each = all.bytes.size() / static_cast<size_t>(all.shape[0]);
        for (int64_t i = 0; i < all.shape[0]; ++i) {
          bag.tensors[fmt::format("blk.{}.ffn_{}.{}.weight", layer, part, i)] = {
              all.dtype, {all.shape[1], all.shape[2]}, all.bytes.substr(static_cast<size_t>(i) * each, each)};
        }
      }
    }
    expectReference(bag, golden);
  }
}

TEST_F(GgufVariants, FusedGateUp) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  TensorBag bag = TensorBag::gguf(golden, "split");
  for (int layer = 0; layer < layers(golden); ++layer) {
    const std::string block = fmt::format("blk.{}.ffn_", layer);
    for (const std::string kind : {"", "_shexp"}) {
      if (!bag.has(block + "gate" + kind + ".weight")) continue;
      bag.join({block + "gate" + kind + ".weight", block + "up" + kind + ".weight"},
               block + (kind.empty() ? "up" : "gate_up_shexp") + ".weight");
    }
    if (!bag.has(block + "gate_exps.weight")) continue;
    const BagTensor gate = bag.take(block + "gate_exps.weight");
    const BagTensor up = bag.take(block + "up_exps.weight");
    BagTensor both{gate.dtype, {gate.shape[0], 2 * gate.shape[1], gate.shape[2]}, ""};
    const size_t each = gate.bytes.size() / static_cast<size_t>(gate.shape[0]);
    for (size_t at = 0; at < gate.bytes.size(); at += each) {
      both.bytes += gate.bytes.substr(at, each) + up.bytes.substr(at, each);
    }
    bag.tensors[block + "gate_up_exps.weight"] = both;
  }
  expectReference(bag, golden);
}

TEST_F(GgufVariants, FusedQkv) {
  for (const char* name : {"qwen2_gqa6_tied", "llama_mqa7_bias_linear"}) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::gguf(golden, "plain");
    for (int layer = 0; layer < layers(golden); ++layer) {
      const std::string block = fmt::format("blk.{}.attn_", layer);
      for (const std::string suffix : {".weight", ".bias"}) {
        bag.join({block + "q" + suffix, block + "k" + suffix, block + "v" + suffix}, block + "qkv" + suffix);
      }
    }
    expectReference(bag, golden);
  }
}

// The prediction layer counts as a block where the file has it; some files only mention it.
TEST_F(GgufVariants, PredictionLayer) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  TensorBag bag = TensorBag::gguf(golden, "split");
  bag.metadata["deepseek2.nextn_predict_layers"] = uint64_t{1};
  expectReference(bag, golden);
  const int last = layers(golden);
  bag.metadata["deepseek2.block_count"] = static_cast<uint64_t>(last + 1);
  const std::map<std::string, BagTensor> all = bag.tensors;
  const std::string before = fmt::format("blk.{}.", last - 1);
  for (const auto& [name, tensor] : all) {
    if (name.starts_with(before)) bag.tensors[fmt::format("blk.{}.", last) + name.substr(before.size())] = tensor;
  }
  const int64_t hidden = golden.config["hidden_size"].get<int64_t>();
  const BagTensor norm{DType::kF32, {hidden}, std::string(static_cast<size_t>(4 * hidden), '\0')};
  const BagTensor eh{DType::kF32, {hidden, 2 * hidden}, std::string(static_cast<size_t>(8 * hidden * hidden), '\0')};
  for (const char* part : {"enorm", "hnorm", "shared_head_norm"}) {
    bag.tensors[fmt::format("blk.{}.nextn.{}.weight", last, part)] = norm;
  }
  bag.tensors[fmt::format("blk.{}.nextn.eh_proj.weight", last)] = eh;
  bag.tensors[fmt::format("blk.{}.nextn.embed_tokens.weight", last)] = bag.at("token_embd.weight");
  bag.tensors[fmt::format("blk.{}.nextn.shared_head_head.weight", last)] = bag.at("output.weight");
  expectReference(bag, golden);
}

TEST_F(GgufVariants, SplitOverShards) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  const TensorBag bag = TensorBag::gguf(golden, "split");
  std::vector<TensorBag> shards(3);
  shards[0].metadata = bag.metadata;
  size_t next = 0;
  for (const auto& [name, tensor] : bag.tensors) shards[next++ % 3].tensors[name] = tensor;
  for (size_t i = 0; i < 3; ++i) {
    shards[i].metadata["split.no"] = uint64_t{i};
    shards[i].metadata["split.count"] = uint64_t{3};
    shards[i].metadata["split.tensors.count"] = uint64_t{bag.tensors.size()};
    shards[i].writeGguf(folder_.path() / fmt::format("v3-{:05}-of-00003.gguf", i + 1));
  }
  for (int i = 1; i <= 3; ++i) {
    const auto path = folder_.path() / fmt::format("v3-{:05}-of-00003.gguf", i);
    expectEqualsReference(logitsOfFile(path, golden), golden.logits, static_cast<size_t>(golden.vocab()));
  }
}

}  // namespace
}  // namespace deepwell::test
