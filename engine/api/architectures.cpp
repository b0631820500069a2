#include "engine/api/architectures.h"

#include <array>

namespace deepwell {
namespace {

constexpr std::array kArchitectures = {Architecture::kLlama, Architecture::kQwen2, Architecture::kQwen3, Architecture::kDeepseek2};

}  // namespace

const char* architectureName(Architecture architecture) {
  switch (architecture) {
    case Architecture::kLlama: return "llama";
    case Architecture::kQwen2: return "qwen2";
    case Architecture::kQwen3: return "qwen3";
    case Architecture::kDeepseek2: return "deepseek2";
  }
  return "unknown";
}

std::string architectureNames(std::string_view last) {
  std::string names;
  for (const Architecture each : kArchitectures) {
    if (!names.empty()) names += each == kArchitectures.back() ? last : ", ";
    names += architectureName(each);
  }
  return names;
}

std::optional<Architecture> ggufArchitecture(std::string_view name) {
  for (const Architecture each : kArchitectures) {
    if (name == architectureName(each)) return each;
  }
  return std::nullopt;
}

std::optional<HfArchitecture> hfArchitecture(std::string_view model_type, bool v3_class) {
  if (model_type == "llama") return HfArchitecture{Architecture::kLlama};
  if (model_type == "qwen2") return HfArchitecture{Architecture::kQwen2};
  if (model_type == "qwen3") return HfArchitecture{Architecture::kQwen3};
  if (model_type == "deepseek_v2") return HfArchitecture{Architecture::kDeepseek2};
  if (model_type == "deepseek_v3" || model_type == "kimi_k2" || v3_class) return HfArchitecture{Architecture::kDeepseek2, true};
  return std::nullopt;
}

bool readsQuantisation(std::string_view method, std::string_view format) {
  return method == "fp8" || (method == "compressed-tensors" && format == "float-quantized");
}

}  // namespace deepwell
