// Ids against the `tokenizers` package, on the corpus of tests/tools/make_tokenizer_goldens.py.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/text/tokenizer.h"
#include "engine/text/unicode.h"
#include "tests/support/files.h"
#include "tests/text/ids_crc.h"

namespace deepwell {
namespace {

using test::readFile;

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(DEEPWELL_SOURCE_DIR) / "tests/golden/tokenizer";

std::vector<std::string> readLines(const fs::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

struct Expected {
  size_t count;
  uint32_t crc;
};

void checkCorpus(const Tokenizer& tokenizer, const std::string& name, bool round_trip, bool nfc) {
  const auto corpus = readLines(kGolden / "corpus.jsonl");
  const auto golden = readLines(kGolden / (name + ".jsonl"));
  ASSERT_GE(corpus.size(), 2000U);
  ASSERT_EQ(corpus.size(), golden.size());
  int wrong = 0;
  for (size_t i = 0; i < corpus.size() && wrong < 5; ++i) {
    const std::string text = nlohmann::json::parse(corpus[i]).get<std::string>();
    const auto row = nlohmann::json::parse(golden[i]).get<std::vector<uint32_t>>();
    ASSERT_EQ(row.size(), 4U);
    for (const bool special : {true, false}) {
      const std::vector<TokenId> ids = tokenizer.encode(text, special);
      const Expected expected{row[special ? 0 : 2], row[special ? 1 : 3]};
      const bool same = ids.size() == expected.count && idsCrc32(ids) == expected.crc;
      EXPECT_TRUE(same) << name << " line " << i + 1 << (special ? ", special: " : ": ") << corpus[i];
      wrong += same ? 0 : 1;
      if (round_trip) {
        EXPECT_EQ(tokenizer.decode(ids), nfc ? unicode::normalize(text, unicode::Form::kNfc) : text);
      }
    }
  }
}

fs::path sharedFolder() {
  const char* given = std::getenv("DEEPWELL_SHARED");
  return given != nullptr ? fs::path(given) : fs::path(DEEPWELL_SOURCE_DIR).parent_path() / "shared";
}

struct SharedCase {
  const char* name;
  bool nfc;
  TokenId bos;
  bool adds_bos;
  std::vector<TokenId> end_tokens;
};

class SharedTokenizer : public testing::TestWithParam<SharedCase> {};

TEST_P(SharedTokenizer, AgreesWithThePackage) {
  const SharedCase& c = GetParam();
  const fs::path folder = sharedFolder() / "tokenizers" / c.name;
  if (!fs::exists(folder / "tokenizer.json")) GTEST_SKIP() << folder << " is not there";
  const auto tokenizer = Tokenizer::fromJson(readFile(folder / "tokenizer.json"),
                                             readFile(folder / "tokenizer_config.json"), folder.string());
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  EXPECT_EQ((*tokenizer)->bos(), c.bos);
  EXPECT_EQ((*tokenizer)->addsBos(), c.adds_bos);
  const auto ends = (*tokenizer)->endTokens();
  for (const TokenId id : c.end_tokens) EXPECT_NE(std::find(ends.begin(), ends.end(), id), ends.end()) << id;
  checkCorpus(**tokenizer, c.name, true, c.nfc);
}

INSTANTIATE_TEST_SUITE_P(Published, SharedTokenizer,
                         testing::Values(SharedCase{"deepseek_v3", false, 0, true, {1}},
                                         SharedCase{"qwen2_5", true, -1, false, {151643, 151645}},
                                         SharedCase{"llama3", false, 128000, false, {128001, 128009}}),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(SmallTokenizer, AgreesWithThePackage) {
  const auto tokenizer = Tokenizer::fromJson(readFile(kGolden / "small.json"), "", "small.json");
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  checkCorpus(**tokenizer, "small", false, false);  // some added tokens take the white space around them
}

TEST(SmallTokenizer, InvalidUtf8ComesBackByteForByte) {
  const auto tokenizer = Tokenizer::fromJson(readFile(kGolden / "small.json"), "", "small.json");
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  std::vector<std::string> texts = {"\xFF",
                                    "\x80\x80",
                                    "a\xC3",
                                    "\xE4\xB8",
                                    "\xED\xA0\x80",
                                    "\xC0\xAF",
                                    "\xF4\x90\x80\x80",
                                    "word \xF0\x9F\x98 word",
                                    std::string("\0\xFE\0", 3),
                                    "\xC3(\xA9"};
  uint32_t state = 1;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (int j = 0; j < 40; ++j) text.push_back(static_cast<char>((state = state * 1664525 + 1013904223) >> 24));
    texts.push_back(text);
  }
  for (const std::string& text : texts) EXPECT_EQ((*tokenizer)->decode((*tokenizer)->encode(text, true)), text);
}

}  // namespace
}  // namespace deepwell
