// Every shader keeps to what all of them share with the host.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/backend/vulkan/pipelines.h"
#include "engine/backend/vulkan/shader_table.h"
#include "engine/backend/vulkan/spirv_info.h"
#include "shaders/include/row_params.h"

namespace deepwell::vulkan {
namespace {

TEST(Spirv, PushConstantsAreThoseOfTheHost) {
  DeviceFeatures none;
  EXPECT_EQ(readSpirv(findShader("rms_norm", none)->words).push_bytes, sizeof(RmsNormParams));
  EXPECT_EQ(readSpirv(findShader("add", none)->words).push_bytes, sizeof(AddParams));
  EXPECT_EQ(readSpirv(findShader("rms_norm", none)->words).constants, 2U);
}

TEST(Spirv, EveryShaderHasAPlainBuildAndFitsThePushConstants) {
  std::set<std::string_view> names;
  for (const ShaderCode& shader : allShaders()) {
    ASSERT_GT(shader.words.size(), 5U) << shader.name;
    EXPECT_EQ(shader.words[0], 0x07230203U) << shader.name;
    EXPECT_LE(readSpirv(shader.words).push_bytes, Pipelines::kPushBytes) << shader.name;
    names.insert(shader.name);
  }
  for (const std::string_view name : names) {
    const ShaderCode* plain = findShader(name, {});
    ASSERT_NE(plain, nullptr) << name;
    EXPECT_EQ(plain->needs, 0U) << name;
  }
}

TEST(Spirv, TheBuildThatUsesMostIsTaken) {
  DeviceFeatures able;
  able.subgroups = true;
  EXPECT_EQ(findShader("rms_norm", able)->needs, kNeedsSubgroups);
  EXPECT_EQ(findShader("add", able)->needs, 0U);
  EXPECT_EQ(findShader("no_such", able), nullptr);
}

// What shaders/tools/matrix_types.cpp is for.
TEST(Spirv, OperandsOfMatrixTypesAreIdsDeclaredBefore) {
  DeviceFeatures able;
  able.cooperative_matrix = true;
  const ShaderCode* shader = findShader("matmul_tile_matrix", able);
  if (shader->needs == 0) GTEST_SKIP() << "the glslc that built this cannot express cooperative matrices";
  ASSERT_EQ(shader->needs, kNeedsCooperativeMatrix);
  std::map<uint32_t, uint32_t> declared;  // by id: the instruction
  int types = 0;
  const std::span<const uint32_t> words = shader->words;
  for (size_t at = 5; at < words.size(); at += words[at] >> 16) {
    const uint32_t op = words[at] & 0xFFFF;
    if (op == 21 || op == 22) declared[words[at + 1]] = op;  // OpTypeInt, OpTypeFloat
    if (op == 43 || op == 50) declared[words[at + 2]] = op;  // OpConstant, OpSpecConstant
    if (op != 4456) continue;                                // OpTypeCooperativeMatrixKHR: component, scope, rows, columns, use
    ++types;
    EXPECT_EQ(declared[words[at + 2]], 22U);
    EXPECT_EQ(declared[words[at + 3]], 43U);
    EXPECT_EQ(declared[words[at + 4]], 50U);
    EXPECT_EQ(declared[words[at + 5]], 50U);
    EXPECT_EQ(declared[words[at + 6]], 43U);
  }
  EXPECT_EQ(types, 3);
}

TEST(Spirv, CutModulesAreReadToTheirEnd) {
  const std::span<const uint32_t> words = findShader("rms_norm", {})->words;
  for (size_t size = 0; size < words.size(); ++size) (void)readSpirv(words.first(size));
}

}  // namespace
}  // namespace deepwell::vulkan
