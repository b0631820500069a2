// From a prompt's text to the tokens of a job.
#include "engine/runtime/prompt.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace deepwell {
namespace {

// Bytes are the ids 0..255; "<s>" is 256 and begins every prompt.
std::shared_ptr<const Tokenizer> tokenizerWith(const std::string& regex) {
  nlohmann::json vocab = nlohmann::json::object();
  for (const char letter : std::string("abcdefghijklmnopqrstuvwxyz")) vocab[std::string(1, letter)] = letter;
  const nlohmann::json split = {
      {"type", "Split"}, {"pattern", {{"Regex", regex}}}, {"behavior", "Isolated"}, {"invert", false}};
  const nlohmann::json bytes = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
  const nlohmann::json description = {
      {"added_tokens", {{{"id", 256}, {"content", "<s>"}, {"special", true}}}},
      {"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", {split, bytes}}}},
      {"model", {{"type", "BPE"}, {"vocab", vocab}, {"merges", nlohmann::json::array()}}}};
  auto tokenizer =
      Tokenizer::fromJson(description.dump(), R"({"bos_token": "<s>", "add_bos_token": true})", "memory.json");
  EXPECT_TRUE(tokenizer) << tokenizer.error().message;
  return tokenizer.value_or(nullptr);
}

TEST(TokenMemory, PutsTheFirstTokenInFrontOnce) {
  const auto tokenizer = tokenizerWith("[a-z]+");
  const TokenMemory memory;
  EXPECT_EQ(memory.encode(*tokenizer, "ab").value(), (std::vector<TokenId>{256, 'a', 'b'}));
  EXPECT_EQ(memory.encode(*tokenizer, "<s>ab").value(), (std::vector<TokenId>{256, 'a', 'b'}));
}

TEST(TokenMemory, KeepsTheTokensBehindTextThatGoesOn) {
  const auto tokenizer = tokenizerWith("[a-z]+");
  TokenMemory memory;
  memory.remember("ab", {256, 'x'});
  EXPECT_EQ(memory.encode(*tokenizer, "abc").value(), (std::vector<TokenId>{256, 'x', 'c'}));
  EXPECT_EQ(memory.encode(*tokenizer, "acb").value(), (std::vector<TokenId>{256, 'a', 'c', 'b'}));
}

// Splitting such a text less would give tokens that the model has never seen: the user has to know.
TEST(TokenMemory, ATextThatThePatternTakesTooLongOnIsAnErrorThatNamesIt) {
  const auto tokenizer = tokenizerWith(R"((a+)+(?:b|\z)(?<=b))");
  const std::string endless = "say " + std::string(5000, 'a');
  TokenMemory memory;
  for (const char* remembered : {"", "say "}) {
    if (*remembered != 0) memory.remember(remembered, {256});
    const auto tokens = memory.encode(*tokenizer, endless);
    ASSERT_FALSE(tokens);
    EXPECT_NE(tokens.error().message.find("memory.json"), std::string::npos) << tokens.error().message;
    EXPECT_NE(tokens.error().message.find("takes too long"), std::string::npos) << tokens.error().message;
  }
}

}  // namespace
}  // namespace deepwell
