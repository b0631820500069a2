// Which checkpoints can be run, by the names that files give to their architectures. The readers of headers go by this list, so
// that what a hub says of a model can be judged before it is here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deepwell {

enum class Architecture { kLlama, kQwen2, kQwen3, kDeepseek2 };

const char* architectureName(Architecture architecture);  // as GGUF has it: "qwen2"
std::string architectureNames(std::string_view last = " and ");  // of all: "llama, qwen2, qwen3 and deepseek2"

// Of GGUF's "general.architecture"; nothing: it is not one of ours.
std::optional<Architecture> ggufArchitecture(std::string_view name);

// Of config.json's "model_type". `v3_class`: its "architectures" name DeepseekV3ForCausalLM; Moonlight and Kimi-K2 are DeepSeek
// V3 in other sizes, whatever their model_type says.
struct HfArchitecture {
  Architecture architecture = Architecture::kLlama;
  bool v3 = false;
};
inline constexpr std::string_view kV3Class = "DeepseekV3ForCausalLM";
std::optional<HfArchitecture> hfArchitecture(std::string_view model_type, bool v3_class);

// Of config.json's "quantization_config": "quant_method" and, of compressed tensors, "format". Others keep weights in tensors
// of their own (qweight, packed integers), which are not read.
bool readsQuantisation(std::string_view method, std::string_view format);

}  // namespace deepwell
