// A golden case of tests/golden/model: a configuration, the recipe of its random weights and the logits of the
// reference (transformers, float32, eager attention), made by tests/tools/make_model_goldens.py.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "tests/model/random_weights.h"

namespace deepwell::test {

struct GoldenCase {
  std::string name;
  uint64_t seed = 0;
  nlohmann::ordered_json config;  // the content of config.json
  std::vector<int32_t> tokens;
  std::vector<RandomTensor> tensors;  // by their Hugging Face names
  nlohmann::ordered_json gguf;        // per spelling: metadata, tensors, rope_freqs; null: not expressible
  std::vector<float> logits;          // [tokens, vocab]

  int64_t vocab() const { return config.at("vocab_size").get<int64_t>(); }
  bool hasFp8() const;
  const RandomTensor& tensor(std::string_view name) const;
};

// A tensor's recipe as tests/tools/tiny_checkpoint.py writes it.
RandomTensor randomTensorOf(const nlohmann::ordered_json& entry);

// The source tree: DEEPWELL_SOURCE_DIR of the environment where a build runs on another machine, else where it was built.
std::filesystem::path sourceFolder();

GoldenCase loadGoldenCase(const std::string& name);

// The names of all cases, sorted.
std::vector<std::string> goldenCaseNames();

// Writes config.json and model.safetensors into `folder`. dtype ("F32", "F16" or "BF16") is that of all tensors but FP8.
// `shards` > 1 writes as many files and an index. Tensors for which `skip` is the name are left out.
struct HfOptions {
  std::string dtype = "F32";
  int shards = 1;
  std::string skip;
};
void writeHfFolder(const GoldenCase& golden, const std::filesystem::path& folder, const HfOptions& options = {});

// The bytes of a GGUF file. spelling: a key of GoldenCase::gguf ("plain", "split", "joined"). dtype "Q8_0" is used for
// rows that are a multiple of 32, F16 for the others; vectors and routers stay F32.
std::string ggufBytes(const GoldenCase& golden, const std::string& spelling, const std::string& dtype = "F32");

}  // namespace deepwell::test
