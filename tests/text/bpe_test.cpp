#include "engine/text/bpe.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "engine/text/byte_level.h"

namespace deepwell {
namespace {

struct Rule {
  std::string left;
  std::string right;
};

// All bytes get the ids 0..255, each rule's result the next id.
struct Model {
  std::vector<std::string> tokens;
  std::vector<Rule> rules;

  explicit Model(std::vector<Rule> given) : rules(std::move(given)) {
    for (int byte = 0; byte < 256; ++byte) tokens.push_back(tokenOfBytes(std::string(1, static_cast<char>(byte))));
    for (const Rule& rule : rules) {
      const std::string joined = tokenOfBytes(rule.left + rule.right);
      if (std::find(tokens.begin(), tokens.end(), joined) == tokens.end()) tokens.push_back(joined);
    }
  }

  Bpe build(bool ignore_merges = false) const {
    std::vector<BpeVocab::Entry> entries;
    for (size_t i = 0; i < tokens.size(); ++i) entries.push_back({tokens[i], static_cast<int32_t>(i)});
    auto vocab = BpeVocab::build(entries, "test");
    EXPECT_TRUE(vocab);
    vocab->reserveMerges(rules.size());
    uint32_t rank = 0;
    for (const Rule& rule : rules)
      EXPECT_TRUE(vocab->addMerge(tokenOfBytes(rule.left), tokenOfBytes(rule.right), rank++, true, "test"));
    return Bpe(std::move(*vocab), {.ignore_merges = ignore_merges});
  }
};

std::vector<std::string> encode(const Bpe& bpe, std::string_view word) {
  std::vector<int32_t> ids;
  Bpe::Scratch scratch;
  bpe.encodeWord(word, word.data() + word.size(), scratch, ids);
  std::vector<std::string> tokens;
  for (const int32_t id : ids) tokens.emplace_back(bpe.vocab().bytes(id));
  return tokens;
}

// The definition: merge the leftmost pair of the lowest rank until there is none.
std::vector<std::string> encodeByDefinition(const Model& model, std::string_view word) {
  std::vector<std::string> symbols;
  for (const char byte : word) symbols.emplace_back(1, byte);
  for (;;) {
    size_t best_rank = model.rules.size();
    size_t best_at = 0;
    for (size_t i = 0; i + 1 < symbols.size(); ++i)
      for (size_t rank = 0; rank < best_rank; ++rank)
        if (model.rules[rank].left == symbols[i] && model.rules[rank].right == symbols[i + 1]) {
          best_rank = rank;
          best_at = i;
        }
    if (best_rank == model.rules.size()) return symbols;
    symbols[best_at] += symbols[best_at + 1];
    symbols.erase(symbols.begin() + static_cast<ptrdiff_t>(best_at) + 1);
  }
}

// Random rules, later ones over results of earlier ones; shuffled, so that ranks do not grow with length.
Model randomModel(std::mt19937& random, bool shuffled) {
  std::vector<std::string> parts = {"a", "b", "c"};
  std::vector<Rule> rules;
  for (int i = 0; i < 25; ++i) {
    Rule rule{parts[random() % parts.size()], parts[random() % parts.size()]};
    const auto same = [&](const Rule& r) { return r.left == rule.left && r.right == rule.right; };
    if (std::any_of(rules.begin(), rules.end(), same)) continue;
    parts.push_back(rule.left + rule.right);
    rules.push_back(std::move(rule));
  }
  if (shuffled) std::shuffle(rules.begin(), rules.end(), random);
  return Model(std::move(rules));
}

std::string randomWord(std::mt19937& random, size_t size) {
  std::string word;
  for (size_t i = 0; i < size; ++i) word.push_back(static_cast<char>('a' + random() % 3));
  return word;
}

TEST(Bpe, FollowsTheDefinitionForShortAndLongWords) {
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    const Model model = randomModel(random, i % 2 == 1);
    const Bpe bpe = model.build();
    for (const size_t size : {1UL, 2UL, 5UL, 30UL, 96UL, 97UL, 200UL}) {
      const std::string word = randomWord(random, size);
      ASSERT_EQ(encode(bpe, word), encodeByDefinition(model, word)) << word;
    }
  }
}

// Very long words take another path; merging never looks across a byte that no rule has.
TEST(Bpe, VeryLongWordsAreTheirPartsInOrder) {
  std::mt19937 random(4);
  for (int i = 0; i < 6; ++i) {
    const Model model = randomModel(random, i % 2 == 1);
    const Bpe bpe = model.build();
    std::string word;
    std::vector<std::string> expected;
    while (word.size() < 40000) {
      const std::string part = randomWord(random, 1 + random() % 90);
      for (auto& token : encode(bpe, part)) expected.push_back(token);
      expected.emplace_back("|");
      word += part + "|";
    }
    ASSERT_EQ(encode(bpe, word), expected);
  }
}

TEST(Bpe, WholeWordsOnlyWhereMergesAreIgnored) {
  Model model({{"a", "b"}, {"c", "d"}});
  model.tokens.push_back("abcd");  // in the vocabulary, but no merge makes it
  EXPECT_EQ(encode(model.build(false), "abcd"), (std::vector<std::string>{"ab", "cd"}));
  EXPECT_EQ(encode(model.build(true), "abcd"), (std::vector<std::string>{"abcd"}));
}

TEST(Bpe, TenMegabytesOfOneCharacter) {
  std::vector<Rule> rules;
  for (std::string run = "a"; run.size() < 128; run += run) rules.push_back({run, run});
  const Bpe bpe = Model(std::move(rules)).build();
  const std::string word(10'000'000, 'a');
  std::vector<int32_t> ids;
  const auto start = std::chrono::steady_clock::now();
  Bpe::Scratch scratch;
  bpe.encodeWord(word, word.data() + word.size(), scratch, ids);
  // About 0.4 s on one core; a quadratic merge would take hours.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
  EXPECT_EQ(ids.size(), word.size() / 128);
}

TEST(BpeVocab, RefusesMergesOverUnknownTokens) {
  const std::string a = "a";
  const BpeVocab::Entry entries[] = {{a, 0}};
  auto vocab = BpeVocab::build(entries, "some.json");
  ASSERT_TRUE(vocab);
  vocab->reserveMerges(1);
  const Status strict = vocab->addMerge("a", "a", 0, true, "some.json");
  ASSERT_FALSE(strict);
  EXPECT_NE(strict.error().message.find("some.json"), std::string::npos);
  EXPECT_TRUE(vocab->addMerge("a", "a", 0, false, "some.json"));
}

TEST(BpeVocab, FirstOfEqualTextsIsFound) {
  const BpeVocab::Entry entries[] = {{"a", 0}, {"b", 1}, {"ab", 2}, {"ab", 3}};
  auto vocab = BpeVocab::build(entries, "test");
  ASSERT_TRUE(vocab);
  EXPECT_EQ(vocab->find("ab"), 2);
  EXPECT_EQ(vocab->bytes(3), "ab");
  EXPECT_EQ(vocab->find("abc"), -1);
  EXPECT_EQ(vocab->find(""), -1);
}

TEST(BpeVocab, SeveralTextsOfOneId) {
  const BpeVocab::Entry entries[] = {{"a", 0}, {"b", 0}, {"c", 1}, {"d", 0}};
  auto vocab = BpeVocab::build(entries, "test");
  ASSERT_TRUE(vocab);
  EXPECT_FALSE(vocab->hasOneTextForEachId());
  for (const char* text : {"a", "b", "d"}) {
    EXPECT_EQ(vocab->find(text), 0) << text;
    EXPECT_EQ(vocab->byteToken(static_cast<unsigned char>(*text)), 0) << text;
  }
  EXPECT_EQ(vocab->find("c"), 1);
  EXPECT_EQ(vocab->bytes(0), "d");
}

// A token outside the alphabet has the bytes of its text, but no merge makes it: here it comes where the merge's own token
// would be.
TEST(BpeVocab, MergesMakeTokensOfTheAlphabetOnly) {
  const std::string first = tokenOfBytes("\xE6");
  const std::string second = tokenOfBytes("\x97");
  const std::string third = tokenOfBytes("\xA5");
  const std::string tail = second + third;
  const std::string whole = first + tail;
  const BpeVocab::Entry entries[] = {{first, 0}, {second, 1}, {third, 2}, {tail, 3}, {"\u65E5", 4}, {whole, 5}};
  auto vocab = BpeVocab::build(entries, "test");
  ASSERT_TRUE(vocab);
  ASSERT_EQ(vocab->bytes(4), vocab->bytes(5));
  vocab->reserveMerges(2);
  ASSERT_TRUE(vocab->addMerge(second, third, 0, true, "test"));
  ASSERT_TRUE(vocab->addMerge(first, tail, 1, true, "test"));
  EXPECT_EQ(vocab->findMerge(1, 2).token, 3);
  EXPECT_EQ(vocab->findMerge(0, 3).token, 5);
}

TEST(BpeVocab, KnowsWhetherMergesAreOrdered) {
  const BpeVocab::Entry entries[] = {{"a", 0}, {"b", 1}, {"ab", 2}, {"abb", 3}};
  auto vocab = BpeVocab::build(entries, "test");
  ASSERT_TRUE(vocab);
  vocab->reserveMerges(2);
  ASSERT_TRUE(vocab->addMerge("ab", "b", 0, true, "test"));
  EXPECT_TRUE(vocab->hasOrderedMerges());
  ASSERT_TRUE(vocab->addMerge("a", "b", 1, true, "test"));  // makes what the first one uses
  EXPECT_FALSE(vocab->hasOrderedMerges());
}

TEST(BpeVocab, RefusesAbsurdIds) {
  const BpeVocab::Entry entries[] = {{"a", 2'000'000'000}};
  EXPECT_FALSE(BpeVocab::build(entries, "some.json"));
}

TEST(ByteLevel, IsABijection) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  EXPECT_EQ(bytesOfToken(tokenOfBytes(bytes)), bytes);
  EXPECT_EQ(tokenOfBytes(" \n"), "\u0120\u010A");
  EXPECT_EQ(bytesOfToken("\u4E2D"), std::nullopt);
  EXPECT_EQ(bytesOfToken(" "), std::nullopt);
}

}  // namespace
}  // namespace deepwell
