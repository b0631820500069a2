// The tensors of a checkpoint as raw bytes, to be written again under other names and shapes.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/format/checkpoint.h"
#include "tests/model/golden_case.h"

namespace deepwell::test {

struct BagTensor {
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;  // outermost first
  std::string bytes;
};

class TensorBag {
 public:
  // Everything of a file or folder; a GGUF's metadata too.
  static TensorBag of(const std::filesystem::path& path);
  // The same with every number as float32, read by our reader.
  static TensorBag widened(const std::filesystem::path& path);
  static TensorBag hf(const GoldenCase& golden, const std::string& dtype = "F32");
  static TensorBag gguf(const GoldenCase& golden, const std::string& spelling, const std::string& dtype = "F32");

  bool has(const std::string& name) const { return tensors.contains(name); }
  BagTensor& at(const std::string& name) { return tensors.at(name); }
  BagTensor take(const std::string& name);

  // Tensors of one shape become one with a new first dimension / one below the other.
  void stack(const std::vector<std::string>& names, const std::string& to);
  void join(const std::vector<std::string>& names, const std::string& to);
  // Swaps the last two dimensions of a plain tensor.
  void turn(const std::string& name);
  void rename(const std::string& from, const std::string& to) { tensors[to] = take(from); }

  // model.safetensors and config.json; `pad` spaces more in the header, which shift the data.
  void writeHf(const std::filesystem::path& folder, const nlohmann::ordered_json& config, size_t pad = 0) const;
  std::string ggufBytes() const;
  void writeGguf(const std::filesystem::path& file) const;

  std::map<std::string, BagTensor> tensors;
  std::map<std::string, GgufValue, std::less<>> metadata;
};

// The names of a layer's experts: format with {} for the expert, "model.layers.1.mlp.experts.{}.gate_proj.weight".
std::vector<std::string> numbered(const std::string& format, int count);

// Stacks all routed experts of a Hugging Face bag as `transformers` 5 does: "mlp.experts.gate_up_proj" [n, 2 * ffn,
// hidden] and "mlp.experts.down_proj" [n, hidden, ffn]. With fused false gate and up stay apart.
void stackExperts(TensorBag& bag, const nlohmann::ordered_json& config, bool fused);

}  // namespace deepwell::test
