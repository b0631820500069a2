// What the tests of pre-tokenizers share.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "engine/text/pre_tokenizer.h"

namespace deepwell {

using Words = std::vector<std::string>;

inline Words split(const PreTokenizer& pre_tokenizer, std::string_view text) {
  PreTokenizer::Words words;
  const Status done = pre_tokenizer.split(text, words);
  EXPECT_TRUE(done) << done.error().message;
  return {words.words.begin(), words.words.end()};
}

inline PreTokenizer single(PatternPtr pattern) {
  PreTokenizer result;
  result.addSplit(std::move(pattern));
  return result;
}

inline PreTokenizer::Named named(std::string_view name) {
  auto result = PreTokenizer::fromName(name, "test");
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

inline PatternPtr regex(std::string_view text) {
  auto pattern = regexPattern(text, "test");
  EXPECT_TRUE(pattern) << pattern.error().message;
  return std::move(*pattern);
}

// Characters of every class, assigned long ago (PCRE2 may have older tables than we), and invalid bytes.
inline std::string randomText(std::mt19937& random) {
  constexpr std::array<std::string_view, 40> kPieces = {" ",
                                                        "  ",
                                                        "\t",
                                                        "\n",
                                                        "\r\n",
                                                        "\xC2\xA0",
                                                        "\xE3\x80\x80",
                                                        "a",
                                                        "Zx",
                                                        "'",
                                                        "'s",
                                                        "'LL",
                                                        "'\xC5\xBF",
                                                        "1",
                                                        "12",
                                                        "\xC2\xBD",
                                                        "\xD9\xA3\xD9\xA4",
                                                        ".",
                                                        "!?",
                                                        "$",
                                                        "\xE2\x82\xAC",
                                                        "_",
                                                        "\xC3\xA9",
                                                        "e\xCC\x81",
                                                        "\xCC\x81",
                                                        "\xE4\xB8\xAD\xE6\x96\x87",
                                                        "\xE3\x81\x82",
                                                        "\xE3\x83\xBB",
                                                        "\xE3\x82\x9C",
                                                        "\xE3\x82\x99",
                                                        "\xE1\x84\x80",
                                                        "\xD0\xB6",
                                                        "\xF0\x9F\x98\x80",
                                                        "\x01",
                                                        "\xE2\x80\x8B",
                                                        "\xEE\x80\x80",
                                                        "\xFF",
                                                        "\xE4\xB8",
                                                        "\xD7\xA9",
                                                        "\xE0\xA4\x95\xE0\xA5\x8D"};
  std::string text;
  const size_t count = random() % 12;
  for (size_t i = 0; i < count; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

inline void expectSame(const PreTokenizer& scanner, const PreTokenizer& oracle) {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = randomText(random);
    ASSERT_EQ(split(scanner, text), split(oracle, text)) << testing::PrintToString(text);
  }
}

}  // namespace deepwell
