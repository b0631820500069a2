#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/structure/include_rules.h"

namespace deepwell::test {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = DEEPWELL_SOURCE;

bool isCode(const fs::path& path) {
  static const std::set<std::string> endings = {".h", ".cpp", ".cu", ".cuh", ".c", ".inc", ".mm", ".comp", ".glsl"};
  return endings.contains(path.extension().string());
}

std::string readFile(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

TEST(Structure, DependenciesPointDownwards) {
  int files = 0;
  for (const char* folder : {"app", "engine", "kernels", "shaders", "tests"}) {
    if (!fs::exists(kSource / folder)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kSource / folder)) {
      if (!entry.is_regular_file() || !isCode(entry.path())) continue;
      ++files;
      const std::string name = fs::relative(entry.path(), kSource).generic_string();
      for (const std::string& header : includedHeaders(readFile(entry.path()))) {
        const std::string problem = includeViolation(name, header);
        EXPECT_TRUE(problem.empty()) << name << " includes " << header << ": " << problem;
      }
    }
  }
  EXPECT_GT(files, 50);  // the walk found the sources
}

TEST(Structure, VulkanTypesStayInTheirBackend) {
  for (const char* folder : {"app", "engine", "kernels", "tests"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kSource / folder)) {
      const std::string name = fs::relative(entry.path(), kSource).generic_string();
      if (!entry.is_regular_file() || !isCode(entry.path())) continue;
      if (name.starts_with("engine/backend/vulkan/") || name.starts_with("tests/backends/vulkan/")) continue;
      EXPECT_EQ(vulkanTypeIn(readFile(entry.path())), "") << name;
    }
  }
}

TEST(Structure, FindsVulkanTypes) {
  EXPECT_EQ(vulkanTypeIn("int a; VkDevice device; // b"), "VkDevice");
  EXPECT_EQ(vulkanTypeIn("struct VkBuffer_T;"), "VkBuffer_T");
  EXPECT_EQ(vulkanTypeIn("// VkDevice\n/* VkQueue\n */ auto x = \"VkImage \\\" VkFence\"; Vk vk; MyVkType z;"), "");
}

TEST(Structure, RulesForbid) {
  const std::array<std::array<const char*, 2>, 22> forbidden = {{
      {"app/chat/model.cpp", "engine/api/engine.h"},        {"app/main.cpp", "engine/api/session.h"},
      {"app/bridge/host.cpp", "engine/runtime/session.h"},  {"app/cli/main.cpp", "engine/format/checkpoint.h"},
      {"app/store/chats.cpp", "engine/base/thread_pool.h"}, {"app/cli/main.cpp", "kernels/common/blocks.h"},
      {"app/chat/view.cpp", "QNetworkAccessManager"},       {"app/store/chats.cpp", "curl/curl.h"},
      {"engine/text/bpe.cpp", "app/store/chats.h"},         {"engine/runtime/session.cpp", "QString"},
      {"engine/runtime/session.cpp", "QtCore/QObject"},     {"engine/base/thread_pool.cpp", "immintrin.h"},
      {"engine/backend/cpu/program.cpp", "x86intrin.h"},    {"engine/backend/backend.h", "vulkan/vulkan.h"},
      {"engine/backend/backend.h", "cuda_runtime.h"},       {"engine/base/log.cpp", "engine/format/dtype.h"},
      {"engine/format/gguf.cpp", "engine/model/config.h"},  {"kernels/cpu/matmul/avx2.cpp", "engine/ops/op_call.h"},
      {"kernels/common/blocks.h", "kernels/cpu/isa.h"},     {"engine/runtime/engine.cpp", "engine/backend/vulkan/device.h"},
      {"engine/backend/cpu/program.cpp", "shaders/include/shared.h"}, {"shaders/include/step.h", "engine/backend/backend.h"},
  }};
  for (const auto& [file, header] : forbidden) EXPECT_NE(includeViolation(file, header), "") << file << " " << header;
}

TEST(Structure, RulesAllow) {
  const std::array<std::array<const char*, 2>, 13> allowed = {{
      {"app/bridge/host.cpp", "engine/api/engine.h"},
      {"app/cli/main.cpp", "engine/api/session.h"},
      {"app/store/chats.cpp", "engine/base/result.h"},
      {"app/chat/math/parser.cpp", "engine/base/utf8.h"},
      {"app/chat/view.cpp", "QtQuick/QQuickItem"},
      {"app/fetch/main.cpp", "curl/curl.h"},
      {"tests/app/view_test.cpp", "QTest"},
      {"engine/backend/cpu/program.cpp", "kernels/cpu/registry.h"},
      {"engine/runtime/session.cpp", "engine/model/model.h"},
      {"engine/backend/vulkan/device.cpp", "volk.h"},
      {"kernels/cpu/matmul/avx2.cpp", "immintrin.h"},
      {"kernels/cpu/matmul/avx2.cpp", "kernels/cpu/matmul/matmul.h"},
      {"kernels/cpu/matmul/avx2.cpp", "kernels/common/blocks.h"},
  }};
  for (const auto& [file, header] : allowed) EXPECT_EQ(includeViolation(file, header), "") << file << " " << header;
}

TEST(Structure, FindsIncludes) {
  const std::vector<std::string> expected = {"a/b.h", "vector", "c.h"};
  EXPECT_EQ(includedHeaders("#include \"a/b.h\"\n  #  include <vector> // x\n// #include \"no.h\"\n#include\"c.h\"\n"),
            expected);
}

}  // namespace
}  // namespace deepwell::test
