// Many added tokens: time and memory grow with their bytes.
#include "engine/text/added_tokens.h"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "engine/text/tokenizer.h"

namespace deepwell {
namespace {

std::string nameOf(size_t token) { return "<|reserved_token_with_a_long_name_" + std::to_string(token) + "|>"; }

std::string jsonWith(size_t count, const std::string& prefix) {
  nlohmann::json added = nlohmann::json::array();
  for (size_t i = 0; i < count; ++i)
    added.push_back({{"id", 10 + i}, {"content", prefix + nameOf(i)}, {"special", i % 2 == 0}, {"normalized", false}});
  const nlohmann::json bytes = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}};
  return nlohmann::json(
             {{"added_tokens", added},
              {"pre_tokenizer", bytes},
              {"model",
               {{"type", "BPE"}, {"vocab", {{"a", 0}, {"<", 1}, {"|", 2}}}, {"merges", nlohmann::json::array()}}}})
      .dump();
}

TEST(AddedTokens, AHundredThousandLoadAndAreFound) {
  constexpr size_t kCount = 100'000;
  const auto start = std::chrono::steady_clock::now();
  const auto tokenizer = Tokenizer::fromJson(jsonWith(kCount, ""), "", "many.json");
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  std::string text;
  std::vector<TokenId> expected;
  for (size_t i = 0; i < kCount; i += 7) {
    text += "a" + nameOf(i) + "<|";
    for (const TokenId id : {0, static_cast<TokenId>(10 + i), 1, 2}) expected.push_back(id);
  }
  EXPECT_EQ((*tokenizer)->encode(text, true), expected);
  EXPECT_EQ((*tokenizer)->find(nameOf(kCount - 1)), static_cast<TokenId>(10 + kCount - 1));
  EXPECT_EQ((*tokenizer)->decode(std::vector<TokenId>{10 + 77'777}), nameOf(77'777));
  // By far enough for any machine, and far too little for what grows with the square.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

// What many begin with is kept once, so such files may be long; others are refused before memory is asked for.
TEST(AddedTokens, TheLimitCountsWhatIsKept) {
  const std::string prefix(900, 'x');
  EXPECT_TRUE(Tokenizer::fromJson(jsonWith(20'000, prefix), "", "long.json"));
  nlohmann::json json = nlohmann::json::parse(jsonWith(20'000, ""));
  for (size_t i = 0; i < 20'000; ++i) json["added_tokens"][i]["content"] = nameOf(i) + prefix;
  const auto refused = Tokenizer::fromJson(json.dump(), "", "different.json");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("different.json"), std::string::npos) << refused.error().message;
}

}  // namespace
}  // namespace deepwell
