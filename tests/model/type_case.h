// A golden case of tests/golden/types: one architecture with weights of a column of types. Made by
// tests/tools/make_type_goldens.py; the reference is transformers in float32 on the dequantised weights.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/model/golden_case.h"

namespace deepwell::test {

// A GGUF matrix of random blocks: every byte is drawn but for the block's half-precision scales.
struct QuantisedTensor {
  std::string name;       // in GGUF
  std::string type_name;  // "Q4_K"
  uint32_t ggml_type = 0;
  std::vector<int64_t> shape;     // outermost first
  std::vector<uint16_t> scales;  // bits, in the order of the block's scales

  std::string bytes(uint64_t seed) const;
};

struct TypeCase {
  GoldenCase golden;  // tokens, plain (or FP8) tensors and logits of the column; one GGUF spelling, "gguf"
  std::vector<QuantisedTensor> quantised;

  bool mla() const { return golden.config.contains("kv_lora_rank"); }
};

inline constexpr std::array kTypeArchitectures = {"llama", "qwen2", "qwen3", "deepseek_v2", "deepseek_v3"};

TypeCase loadTypeCase(const std::string& architecture, const std::string& column);

// The GGUF file of a quantised column: random blocks where the case says so, float32 elsewhere.
std::string quantisedGguf(const TypeCase& type_case);

}  // namespace deepwell::test
