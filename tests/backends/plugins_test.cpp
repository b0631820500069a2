// Opening the backends that are libraries of their own.
#include "engine/backend/plugins.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

namespace fs = std::filesystem;

fs::path plugins(const char* name) { return fs::path(DEEPWELL_TEST_PLUGINS) / name; }

// The error of opening what lies in `folder`.
Error errorOf(const fs::path& folder) {
  const auto plugin = openPlugin("vulkan", {folder});
  return plugin ? Error{ErrorCode::kInternal, "it opens"} : plugin.error();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Plugins, AGoodOneIsOpenedOnceAndWorks) {
  const auto plugin = openPlugin("vulkan", {"/nowhere", plugins("good")});
  ASSERT_TRUE(plugin) << plugin.error().message;
  EXPECT_EQ(*openPlugin("vulkan", {plugins("good")}), *plugin);
  const auto devices = (*plugin)->devices();
  ASSERT_TRUE(devices);
  ASSERT_EQ(devices->size(), 1U);
  EXPECT_EQ(devices->front().name, "Fake discrete");
  const auto backend = (*plugin)->makeBackend({});
  ASSERT_TRUE(backend);
  EXPECT_FALSE((*backend)->memory().host);
}

TEST(Plugins, AbsentOnesSayWhereTheyWereLookedFor) {
  const TempFolder empty;
  const Error error = errorOf(empty.path());
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_TRUE(has(error.message, "libdeepwell-vulkan.so")) << error.message;
  EXPECT_TRUE(has(error.message, empty.path().string())) << error.message;
}

TEST(Plugins, UnusableOnesSayWhy) {
  const TempFolder text;
  std::ofstream(text.path() / "libdeepwell-vulkan.so") << "this is not a library\n";
  const std::pair<fs::path, const char*> cases[] = {
      {plugins("other_build"), "another build"}, {plugins("no_entry"), "not a plugin"}, {text.path(), "cannot be opened"}};
  for (const auto& [folder, words] : cases) {
    const Error error = errorOf(folder);
    EXPECT_EQ(error.code, ErrorCode::kDevice) << folder;
    EXPECT_TRUE(has(error.message, words)) << error.message;
    EXPECT_TRUE(has(error.message, (folder / "libdeepwell-vulkan.so").string())) << error.message;
  }
}

TEST(Plugins, FoldersAreTheProgramsUnlessOneIsGiven) {
  unsetenv("DEEPWELL_PLUGINS");
  const fs::path here = fs::read_symlink("/proc/self/exe").parent_path();
  EXPECT_EQ(pluginFolders(), (std::vector<fs::path>{here, here.parent_path() / "lib" / "deepwell"}));
  setenv("DEEPWELL_PLUGINS", "/opt/plugins", 1);
  EXPECT_EQ(pluginFolders(), std::vector<fs::path>{"/opt/plugins"});
  unsetenv("DEEPWELL_PLUGINS");
}

}  // namespace
}  // namespace deepwell::test
