#include "engine/format/ggml_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace deepwell {
namespace {

// Where a number is in use.
enum class Origin : uint8_t {
  kFormat,   // in the format of today
  kRemoved,  // once in the format, then taken out
  kFork,     // in forks only
};

struct GgmlType {
  uint32_t number;
  std::string_view name;
  Origin origin;
};

constexpr Origin kFormat = Origin::kFormat;
constexpr Origin kRemoved = Origin::kRemoved;
constexpr Origin kFork = Origin::kFork;

// Sources: ggml.h (enum ggml_type) of llama.cpp, its history, and of ik_llama.cpp.
constexpr std::array kTypes = {
    GgmlType{0, "F32", kFormat},         GgmlType{1, "F16", kFormat},         GgmlType{2, "Q4_0", kFormat},
    GgmlType{3, "Q4_1", kFormat},        GgmlType{4, "Q4_2", kRemoved},       GgmlType{5, "Q4_3", kRemoved},
    GgmlType{6, "Q5_0", kFormat},        GgmlType{7, "Q5_1", kFormat},        GgmlType{8, "Q8_0", kFormat},
    GgmlType{9, "Q8_1", kFormat},        GgmlType{10, "Q2_K", kFormat},       GgmlType{11, "Q3_K", kFormat},
    GgmlType{12, "Q4_K", kFormat},       GgmlType{13, "Q5_K", kFormat},       GgmlType{14, "Q6_K", kFormat},
    GgmlType{15, "Q8_K", kFormat},       GgmlType{16, "IQ2_XXS", kFormat},    GgmlType{17, "IQ2_XS", kFormat},
    GgmlType{18, "IQ3_XXS", kFormat},    GgmlType{19, "IQ1_S", kFormat},      GgmlType{20, "IQ4_NL", kFormat},
    GgmlType{21, "IQ3_S", kFormat},      GgmlType{22, "IQ2_S", kFormat},      GgmlType{23, "IQ4_XS", kFormat},
    GgmlType{24, "I8", kFormat},         GgmlType{25, "I16", kFormat},        GgmlType{26, "I32", kFormat},
    GgmlType{27, "I64", kFormat},        GgmlType{28, "F64", kFormat},        GgmlType{29, "IQ1_M", kFormat},
    GgmlType{30, "BF16", kFormat},       GgmlType{31, "Q4_0_4_4", kRemoved},  GgmlType{32, "Q4_0_4_8", kRemoved},
    GgmlType{33, "Q4_0_8_8", kRemoved},  GgmlType{34, "TQ1_0", kFormat},      GgmlType{35, "TQ2_0", kFormat},
    GgmlType{36, "I2_S", kFork},         GgmlType{37, "IQ4_NL_4_8", kRemoved}, GgmlType{38, "IQ4_NL_8_8", kRemoved},
    GgmlType{39, "MXFP4", kFormat},      GgmlType{40, "NVFP4", kFormat},      GgmlType{41, "Q1_0", kFormat},
    GgmlType{133, "Q6_0", kFork},        GgmlType{134, "IQ1_BN", kFork},      GgmlType{135, "IQ2_BN", kFork},
    GgmlType{136, "Q8_K64", kFork},      GgmlType{137, "IQ2_K", kFork},       GgmlType{138, "IQ3_K", kFork},
    GgmlType{139, "IQ4_K", kFork},       GgmlType{140, "IQ5_K", kFork},       GgmlType{141, "IQ6_K", kFork},
    GgmlType{142, "IQ2_TN", kFork},      GgmlType{143, "IQ1_TN", kFork},      GgmlType{144, "IQ4_KS", kFork},
    GgmlType{145, "IQ2_KS", kFork},      GgmlType{146, "IQ4_KSS", kFork},     GgmlType{147, "Q8_K16", kFork},
    GgmlType{148, "Q8_K32", kFork},      GgmlType{149, "Q8_KR8", kFork},      GgmlType{150, "Q8_K128", kFork},
    GgmlType{151, "Q8_KV", kFork},       GgmlType{152, "IQ5_KS", kFork},      GgmlType{153, "IQ2_KT", kFork},
    GgmlType{154, "IQ3_KT", kFork},      GgmlType{155, "IQ4_KT", kFork},      GgmlType{156, "IQ3_KS", kFork},
    GgmlType{157, "IQ2_KL", kFork},      GgmlType{158, "IQ1_KT", kFork},      GgmlType{202, "Q4_0_R8", kFork},
    GgmlType{206, "Q5_0_R4", kFork},     GgmlType{208, "Q8_0_R8", kFork},     GgmlType{210, "Q2_K_R4", kFork},
    GgmlType{211, "Q3_K_R4", kFork},     GgmlType{212, "Q4_K_R4", kFork},     GgmlType{213, "Q5_K_R4", kFork},
    GgmlType{214, "Q6_K_R4", kFork},     GgmlType{216, "IQ2_XXS_R4", kFork},  GgmlType{217, "IQ2_XS_R4", kFork},
    GgmlType{218, "IQ3_XXS_R4", kFork},  GgmlType{219, "IQ1_S_R4", kFork},    GgmlType{220, "IQ4_NL_R4", kFork},
    GgmlType{221, "IQ3_S_R4", kFork},    GgmlType{222, "IQ2_S_R4", kFork},    GgmlType{223, "IQ4_XS_R8", kFork},
    GgmlType{229, "IQ1_M_R4", kFork},    GgmlType{230, "BF16_R16", kFork},    GgmlType{233, "Q6_0_R4", kFork},
    GgmlType{335, "IQ2_BN_R4", kFork},   GgmlType{337, "IQ2_K_R4", kFork},    GgmlType{338, "IQ3_K_R4", kFork},
    GgmlType{339, "IQ4_K_R4", kFork},    GgmlType{340, "IQ5_K_R4", kFork},    GgmlType{344, "IQ4_KS_R4", kFork},
    GgmlType{352, "IQ5_KS_R4", kFork},   GgmlType{397, "Q8_K_R16", kFork},    GgmlType{398, "Q8_KV_R8", kFork},
    GgmlType{399, "Q8_K_R8", kFork},
};

const GgmlType* find(uint32_t number) {
  const auto* found = std::ranges::find(kTypes, number, &GgmlType::number);
  return found == kTypes.end() ? nullptr : found;
}

constexpr std::string_view kChoose = "choose a file in one of llama.cpp's own types, for example Q4_K_M, Q8_0 or IQ4_XS";

}  // namespace

std::string_view ggmlTypeName(uint32_t ggml_type) {
  const GgmlType* type = find(ggml_type);
  return type != nullptr ? type->name : "unknown";
}

std::string describeUnreadableType(uint32_t ggml_type) {
  const GgmlType* type = find(ggml_type);
  if (type == nullptr) {
    return fmt::format(
        "an unknown type (number {}), private to a fork such as ik_llama.cpp or newer than this version; {}", ggml_type,
        kChoose);
  }
  switch (type->origin) {
    case Origin::kFormat: break;
    case Origin::kRemoved:
      return fmt::format(
          "the type {} (number {}), which was removed from the format; get a newer file of this model, for example "
          "Q4_K_M, Q4_0 or Q8_0",
          type->name, ggml_type);
    case Origin::kFork:
      return fmt::format("the type {} (number {}), which is used by forks such as ik_llama.cpp only; {}", type->name,
                         ggml_type, kChoose);
  }
  return fmt::format(
      "the type {} (number {}), which this version cannot read; choose a file in another type, for example Q4_K_M, Q8_0 or "
      "IQ4_XS",
      type->name, ggml_type);
}

}  // namespace deepwell
