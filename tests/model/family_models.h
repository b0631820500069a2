// The published models of the DeepSeek family: their config.json (tests/golden/configs/family.json), the tensors that
// their files hold, and sparse files of them: true names, shapes and sizes, no bytes on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace deepwell::test {

struct FamilyTensor {
  std::string name;
  std::vector<int64_t> shape;  // outermost first
  bool matrix = false;         // of a projection: quantised where the others are
};

struct FamilyModel {
  std::string name;
  double million_parameters = 0;
  nlohmann::ordered_json config;

  bool mla() const { return config.contains("kv_lora_rank"); }
  bool fp8() const { return config.contains("quantization_config"); }
  // The same with the first layers only: one MoE layer behind the dense ones.
  FamilyModel shortened() const;
};

std::vector<FamilyModel> familyModels();

// By their Hugging Face names, without the prediction layer.
std::vector<FamilyTensor> familyTensors(const FamilyModel& model);

// How a GGUF of the model is spelled.
enum class GgufSpelling { kJoint, kSplit };

// config.json and sparse model.safetensors (BF16, or FP8 with scales as the config says) / a sparse Q8_0 GGUF with the
// metadata that llama.cpp's converter writes; kJoint without the keys that came later. False: the file system refuses
// files of that size.
bool writeSparseFolder(const FamilyModel& model, const std::filesystem::path& folder);
bool writeSparseGguf(const FamilyModel& model, GgufSpelling spelling, const std::filesystem::path& file);

}  // namespace deepwell::test
