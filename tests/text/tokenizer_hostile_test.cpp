// Tokenizer files that mean harm: they load, or give one line that names the file; neither takes long.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "engine/text/byte_level.h"
#include "engine/text/tokenizer.h"

namespace deepwell {
namespace {

struct File {
  std::string added = "";
  std::string vocab = R"("a":0,"b":1,"aa":2)";
  std::string merges = R"("a a")";
  std::string pre = R"({"type":"ByteLevel","add_prefix_space":false})";

  std::string json() const {
    return R"({"added_tokens":[)" + added + R"(],"pre_tokenizer":)" + pre + R"(,"model":{"type":"BPE","vocab":{)" +
           vocab + R"(},"merges":[)" + merges + "]}}";
  }
};

Result<std::shared_ptr<const Tokenizer>> load(const File& file) {
  return Tokenizer::fromJson(file.json(), "", "some.json");
}

void expectRefused(const File& file) {
  const auto tokenizer = load(file);
  ASSERT_FALSE(tokenizer);
  EXPECT_NE(tokenizer.error().message.find("some.json"), std::string::npos);
  EXPECT_EQ(tokenizer.error().message.find('\n'), std::string::npos);
}

using Ids = std::vector<TokenId>;

TEST(TokenizerHostile, HugeIdsAreRefused) {
  expectRefused({.vocab = R"("a":0,"b":4194304)"});
  expectRefused({.vocab = R"("a":0,"b":99999999999999999999)"});
  expectRefused({.added = R"({"id":2000000000,"content":"<x>"})"});
}

TEST(TokenizerHostile, LongAddedTokensAreRefused) {
  expectRefused({.added = R"({"id":5,"content":")" + std::string(5000, 'x') + R"("})"});
}

std::string allBytes() {
  std::string vocab;
  for (int byte = 0; byte < 256; ++byte) {
    std::string text = tokenOfBytes(std::string(1, static_cast<char>(byte)));
    if (text == "\"" || text == "\\") text.insert(0, 1, '\\');
    vocab += "\"" + text + "\":" + std::to_string(byte) + ",";
  }
  return vocab + "\"ab\":256";
}

// Long words are encoded in windows that begin where tokens do: what a file says of an id must not move them.
TEST(TokenizerHostile, IdsThatStandForSeveralTexts) {
  std::string text;
  Ids expected;
  for (int i = 0; i < 300; ++i) {
    text += "aab";
    expected.insert(expected.end(), {97, 256});
  }
  File added{
      .added = R"({"id":97,"content":")" + std::string(1000, 'x') + R"("})", .vocab = allBytes(), .merges = R"("a b")"};
  const auto tokenizer = load(added);
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  EXPECT_EQ((*tokenizer)->encode(text, true), expected);
  EXPECT_EQ((*tokenizer)->encode(std::string(500, 'a'), true), Ids(500, 97));
  EXPECT_EQ((*tokenizer)->tokenBytes(97), std::string(1000, 'x'));
  for (const char* more : {R"(,"abababababababab":97)", R"(,"zzzzzzzzzzz":256)"}) {
    const auto twice = load({.vocab = allBytes() + more, .merges = R"("a b")"});
    ASSERT_TRUE(twice) << twice.error().message;
    EXPECT_EQ((*twice)->encode(text, true), expected) << more;
  }
}

TEST(TokenizerHostile, MergesInCircles) {
  // Each makes what another needs, in every order of ranks.
  const File file{.vocab = R"("a":0,"aa":1,"aaa":2,"aaaa":3)",
                  .merges = R"("aa aa","a aaa","aaa a","a aa","aa a","a a")"};
  const auto tokenizer = load(file);
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  for (size_t size = 1; size < 600; size += 13) {
    const std::string text(size, 'a');
    EXPECT_EQ((*tokenizer)->decode((*tokenizer)->encode(text, true)), text);
  }
}

TEST(TokenizerHostile, ATokenTwice) {
  const auto tokenizer = load({.vocab = R"("a":0,"a":1,"b":1)", .merges = ""});
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  EXPECT_EQ((*tokenizer)->encode("a", true), (Ids{0}));
}

TEST(TokenizerHostile, MissingBytesAreLeftOut) {
  const auto tokenizer = load({});
  ASSERT_TRUE(tokenizer);
  EXPECT_EQ((*tokenizer)->encode("xaaxb", true), (Ids{2, 1}));
  const std::string text(1'000'000, 'x');
  EXPECT_EQ((*tokenizer)->encode(text + "a", true), (Ids{0}));
}

TEST(TokenizerHostile, DeepJsonIsRefused) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += R"({"type":"Sequence","pretokenizers":[)";
  expectRefused({.pre = deep + "null"});
  std::string nested = R"({"type":"ByteLevel"})";
  for (int i = 0; i < 50; ++i) nested = R"({"type":"Sequence","pretokenizers":[)" + nested + "]}";
  expectRefused({.pre = nested});
}

TEST(TokenizerHostile, ManyAddedTokens) {
  std::string added;
  for (int i = 0; i < 200'000; ++i)
    added += fmt::format(R"({}{{"id":{},"content":"<tok{}>"}})", i == 0 ? "" : ",", i % 4000000 + 10, i);
  const auto start = std::chrono::steady_clock::now();
  const auto tokenizer = load({.added = added});
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  EXPECT_EQ((*tokenizer)->encode("<tok7><tok199999>a<tok", true), (Ids{17, 200009, 0}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

// The merges of a text of one word that every window could change: ranks that fall from right to left.
TEST(TokenizerHostile, ChainsOfMergesThatReachFar) {
  std::string vocab;
  std::string merges;
  for (int byte = 0; byte < 256; ++byte)
    vocab += fmt::format(R"({}"{}":{})", byte == 0 ? "" : ",",
                         byte == '"'    ? "\\\""
                         : byte == '\\' ? "\\\\"
                                        : tokenOfBytes(std::string(1, static_cast<char>(byte))),
                         byte);
  std::string token = "z";
  int id = 256;
  for (int i = 0; i < 400; ++i) {
    const char letter = static_cast<char>('a' + i * 7 % 25);
    merges += fmt::format(R"({}"{} {}")", i == 0 ? "" : ",", letter, token);
    token.insert(token.begin(), letter);
    vocab += fmt::format(R"(,"{}":{})", token, id++);
  }
  const auto tokenizer = load(
      {.vocab = vocab, .merges = merges, .pre = R"({"type":"ByteLevel","add_prefix_space":false,"use_regex":false})"});
  ASSERT_TRUE(tokenizer) << tokenizer.error().message;
  std::string text;
  Ids expected;
  for (int i = 0; i < 500; ++i) {
    text += token;
    expected.push_back(id - 1);
  }
  EXPECT_EQ((*tokenizer)->encode(text, true), expected);
}

}  // namespace
}  // namespace deepwell
