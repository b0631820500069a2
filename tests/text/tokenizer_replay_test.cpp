// The tokenizers' fuzz targets on their seeds and a few thousand fixed mutations of them, without a fuzzer.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

// Each is LLVMFuzzerTestOneInput of tests/fuzz/fuzz_NAME.cpp, renamed by the build.
extern "C" int replay_tokenizer_gguf(const uint8_t* data, size_t size);
extern "C" int replay_tokenizer_json(const uint8_t* data, size_t size);
extern "C" int replay_tokenizer_regex(const uint8_t* data, size_t size);
extern "C" int replay_tokenizer_roundtrip(const uint8_t* data, size_t size);

namespace deepwell {
namespace {

struct Target {
  const char* name;
  int (*run)(const uint8_t*, size_t);
};

std::vector<std::string> seedsOf(const std::string& name) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DEEPWELL_SOURCE_DIR) / "tests/fuzz/seeds" / name))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return seeds;
}

std::string mutated(std::string text, const std::vector<std::string>& seeds, std::mt19937& random) {
  for (unsigned i = 1 + random() % 4; i > 0 && !text.empty(); --i) {
    const size_t at = random() % text.size();
    const std::string& other = seeds[random() % seeds.size()];
    switch (random() % 5) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, 1 + random() % 8);
        break;
      case 2:
        text.insert(at, other.substr(random() % (other.size() + 1), random() % 16));
        break;
      case 3:
        text.insert(at, text.substr(at, random() % 32));
        break;
      default:
        text[at] = "0123456789{}[]()\\\"+*?|,:"[random() % 23];
    }
  }
  return text;
}

class TokenizerReplay : public testing::TestWithParam<Target> {};

TEST_P(TokenizerReplay, SeedsAndMutations) {
  const Target& target = GetParam();
  const std::vector<std::string> seeds = seedsOf(target.name);
  ASSERT_FALSE(seeds.empty());
  const auto run = [&](const std::string& input) {
    return target.run(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& seed : seeds) EXPECT_EQ(run(seed), 0);
  std::mt19937 random(11);
  for (int i = 0; i < 800; ++i) EXPECT_EQ(run(mutated(seeds[random() % seeds.size()], seeds, random)), 0);
}

INSTANTIATE_TEST_SUITE_P(Targets, TokenizerReplay,
                         testing::Values(Target{"tokenizer_gguf", replay_tokenizer_gguf},
                                         Target{"tokenizer_json", replay_tokenizer_json},
                                         Target{"tokenizer_regex", replay_tokenizer_regex},
                                         Target{"tokenizer_roundtrip", replay_tokenizer_roundtrip}),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace deepwell
