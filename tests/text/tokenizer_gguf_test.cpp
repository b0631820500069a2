// The same vocabulary through GGUF metadata gives the same ids as through tokenizer.json.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/text/tokenizer.h"
#include "tests/support/files.h"
#include "tests/text/fake_checkpoint.h"

namespace deepwell {
namespace {

using test::readFile;

using Strings = std::vector<std::string>;

FakeCheckpoint smallGguf() {
  FakeCheckpoint checkpoint(Checkpoint::Kind::kGguf);
  checkpoint.values["tokenizer.ggml.model"] = std::string("gpt2");
  checkpoint.values["tokenizer.ggml.pre"] = std::string("gpt-2");
  checkpoint.values["tokenizer.ggml.tokens"] =
      Strings{"a", "b", "c", "\u0120", "ab", "abc", "<think>", "<|im_end|>", "[PAD8]"};
  checkpoint.values["tokenizer.ggml.token_type"] = std::vector<int64_t>{1, 1, 1, 1, 1, 1, 4, 3, 5};
  checkpoint.values["tokenizer.ggml.merges"] = Strings{"a b", "ab c"};
  return checkpoint;
}

TEST(GgufTokenizer, TypesOfTokens) {
  const FakeCheckpoint checkpoint = smallGguf();
  const auto result = Tokenizer::fromCheckpoint(checkpoint);
  ASSERT_TRUE(result) << result.error().message;
  const Tokenizer& tokenizer = **result;
  EXPECT_EQ(tokenizer.encode("abc ab<think><|im_end|>", true), (std::vector<TokenId>{5, 3, 4, 6, 7}));
  EXPECT_EQ(tokenizer.encode("a<|im_end|><think>", false), (std::vector<TokenId>{0, 6}));
  EXPECT_EQ(tokenizer.encode("[PAD8]", true), std::vector<TokenId>{});
  EXPECT_EQ(tokenizer.decode(std::vector<TokenId>{5, 3, 6, 7, 8}), "abc <think><|im_end|>");
  EXPECT_TRUE(tokenizer.isSpecial(7));
  EXPECT_FALSE(tokenizer.isSpecial(6));
  EXPECT_EQ(tokenizer.vocabSize(), 9);
  ASSERT_EQ(tokenizer.endTokens().size(), 1U);
  EXPECT_EQ(tokenizer.endTokens()[0], 7);
}

TEST(GgufTokenizer, Roles) {
  FakeCheckpoint checkpoint = smallGguf();
  checkpoint.values["tokenizer.ggml.bos_token_id"] = uint64_t{6};
  checkpoint.values["tokenizer.ggml.eos_token_id"] = uint64_t{2};
  checkpoint.values["tokenizer.ggml.eot_token_id"] = uint64_t{1};
  auto tokenizer = Tokenizer::fromGguf(checkpoint);
  ASSERT_TRUE(tokenizer);
  EXPECT_EQ((*tokenizer)->bos(), 6);
  EXPECT_FALSE((*tokenizer)->addsBos());
  EXPECT_EQ((*tokenizer)->endTokens().size(), 3U);
  checkpoint.values["tokenizer.ggml.add_bos_token"] = true;
  tokenizer = Tokenizer::fromGguf(checkpoint);
  ASSERT_TRUE(tokenizer);
  EXPECT_TRUE((*tokenizer)->addsBos());
  checkpoint.values["tokenizer.ggml.bos_token_id"] = uint64_t{1000};
  checkpoint.values["tokenizer.ggml.eos_token_id"] = uint64_t{0xFFFFFFFF};
  tokenizer = Tokenizer::fromGguf(checkpoint);
  ASSERT_TRUE(tokenizer);
  EXPECT_EQ((*tokenizer)->bos(), -1);
  EXPECT_EQ((*tokenizer)->endTokens().size(), 2U);
}

TEST(GgufTokenizer, LlamaAddsBosAndIgnoresMerges) {
  FakeCheckpoint checkpoint = smallGguf();
  checkpoint.values["tokenizer.ggml.pre"] = std::string("llama-bpe");
  checkpoint.values["tokenizer.ggml.bos_token_id"] = uint64_t{6};
  checkpoint.values["tokenizer.ggml.merges"] = Strings{"a b"};
  const auto tokenizer = Tokenizer::fromGguf(checkpoint);
  ASSERT_TRUE(tokenizer);
  EXPECT_TRUE((*tokenizer)->addsBos());
  EXPECT_EQ((*tokenizer)->encode("abc", true), (std::vector<TokenId>{5}));
}

TEST(GgufTokenizer, RefusesWhatItCannotRead) {
  FakeCheckpoint checkpoint = smallGguf();
  checkpoint.values["tokenizer.ggml.model"] = std::string("llama");
  auto tokenizer = Tokenizer::fromGguf(checkpoint);
  ASSERT_FALSE(tokenizer);
  EXPECT_EQ(tokenizer.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(tokenizer.error().message.find("fake.model"), std::string::npos);
  for (const std::string key : {"tokenizer.ggml.tokens", "tokenizer.ggml.merges"}) {
    checkpoint = smallGguf();
    checkpoint.values.erase(key);
    EXPECT_FALSE(Tokenizer::fromGguf(checkpoint)) << key;
    checkpoint.values[key] = Strings{"", "x"};
    const auto broken = Tokenizer::fromGguf(checkpoint);
    EXPECT_EQ(broken.has_value(), key == "tokenizer.ggml.tokens");
    checkpoint.values[key] = uint64_t{3};
    EXPECT_FALSE(Tokenizer::fromGguf(checkpoint)) << key;
  }
}

TEST(GgufTokenizer, UnknownPreTokenizerFallsBack) {
  FakeCheckpoint checkpoint = smallGguf();
  checkpoint.values["tokenizer.ggml.pre"] = std::string("of the future");
  const auto tokenizer = Tokenizer::fromGguf(checkpoint);
  ASSERT_TRUE(tokenizer);
  EXPECT_EQ((*tokenizer)->encode("abc", true), std::vector<TokenId>{5});
}

// As a converter would write it; added tokens without their white space flags, which GGUF does not have.
FakeCheckpoint convert(const nlohmann::json& json, const std::string& pre) {
  std::map<int, std::pair<std::string, int>> tokens;
  for (const auto& [text, id] : json["model"]["vocab"].items()) tokens[id.get<int>()] = {text, 1};
  for (const auto& token : json["added_tokens"])
    tokens[token["id"].get<int>()] = {token["content"].get<std::string>(), token["special"].get<bool>() ? 3 : 4};
  Strings texts;
  std::vector<int64_t> types;
  for (const auto& [id, token] : tokens) {
    EXPECT_EQ(static_cast<size_t>(id), texts.size());
    texts.push_back(token.first);
    types.push_back(token.second);
  }
  Strings merges;
  for (const auto& merge : json["model"]["merges"])
    merges.push_back(merge.is_string() ? merge.get<std::string>()
                                       : merge[0].get<std::string>() + " " + merge[1].get<std::string>());
  FakeCheckpoint checkpoint(Checkpoint::Kind::kGguf);
  checkpoint.values["tokenizer.ggml.model"] = std::string("gpt2");
  checkpoint.values["tokenizer.ggml.pre"] = pre;
  checkpoint.values["tokenizer.ggml.tokens"] = std::move(texts);
  checkpoint.values["tokenizer.ggml.token_type"] = std::move(types);
  checkpoint.values["tokenizer.ggml.merges"] = std::move(merges);
  return checkpoint;
}

TEST(GgufTokenizer, AgreesWithJsonOnTheCorpus) {
  const std::filesystem::path golden = std::filesystem::path(DEEPWELL_SOURCE_DIR) / "tests/golden/tokenizer";
  auto json = nlohmann::json::parse(readFile(golden / "small.json"));
  for (auto& token : json["added_tokens"])
    for (const char* flag : {"lstrip", "rstrip", "single_word"}) token[flag] = false;
  const auto expected = Tokenizer::fromJson(json.dump(), "", "small.json");
  const auto actual = Tokenizer::fromGguf(convert(json, "deepseek-v3"));
  ASSERT_TRUE(expected) << expected.error().message;
  ASSERT_TRUE(actual) << actual.error().message;
  std::ifstream corpus(golden / "corpus.jsonl");
  int lines = 0;
  for (std::string line; std::getline(corpus, line); ++lines) {
    const std::string text = nlohmann::json::parse(line).get<std::string>();
    ASSERT_EQ((*actual)->encode(text, true), (*expected)->encode(text, true)) << line;
    ASSERT_EQ((*actual)->encode(text, false), (*expected)->encode(text, false)) << line;
  }
  EXPECT_GE(lines, 2000);
}

}  // namespace
}  // namespace deepwell
