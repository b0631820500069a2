// Patterns that run through PCRE2: what they mean, and that they end.
#include <chrono>

#include "tests/text/pre_tokenizer_helpers.h"

namespace deepwell {
namespace {

Words splitBy(std::string_view pattern, std::string_view text) { return split(single(regex(pattern)), text); }

TEST(RegexPattern, GivesUpInsteadOfHanging) {
  for (const std::string_view bad :
       {R"((a+)+(?:b|\z)(?<=b))", "(?:a?){64}(?:a){64}b", R"((?:a|aa)+$(?<=b))", "(a|b|ab)*c"}) {
    const PreTokenizer pre_tokenizer = single(regex(bad));
    const std::string text(50000, 'a');
    PreTokenizer::Words words;
    const auto start = std::chrono::steady_clock::now();
    const Status done = pre_tokenizer.split(text, words);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << bad;
    std::string together;
    for (const std::string_view word : words.words) together += word;
    EXPECT_EQ(together, text);
    if (done) continue;
    EXPECT_EQ(done.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(done.error().message.find("test: the pre-tokenizer pattern"), std::string::npos) << done.error().message;
  }
}

TEST(RegexPattern, AFailureStopsAllStages) {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.addSplit(literalPattern("-"));
  pre_tokenizer.addSplit(regex(R"((a+)+(?:b|\z)(?<=b))"));
  std::string text;
  for (int i = 0; i < 200; ++i) text += std::string(100, 'a') + "-";
  PreTokenizer::Words words;
  EXPECT_FALSE(pre_tokenizer.split(text, words));
  std::string together;
  for (const std::string_view word : words.words) together += word;
  EXPECT_EQ(together, text);
}

// Each begin of a match looks at all of the rest and fails: no step of that is a match, or counted by compiled code.
TEST(RegexPattern, ManyLongFailuresEndInTime) {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.addSplit(regex(R"(\d{1,3}(?=(?:\d{3})*\b))"));
  PreTokenizer::Words words;
  const auto start = std::chrono::steady_clock::now();
  const Status done = pre_tokenizer.split(std::string(1'000'000, '1') + "a", words);
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("takes too long"), std::string::npos) << done.error().message;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(RegexPattern, DigitsInGroupsFromTheRight) {
  const std::vector<std::string> texts = {"1234567",
                                          "x1234567y 12",
                                          "123456",
                                          "x123456",
                                          "12a 1234 1",
                                          "\u0661\u0662\u0663\u0664x1",
                                          "\u00B2\u00B3\u00B9\u2460 12\u00BD3",
                                          "1\u0301 22",
                                          "1_ 22222_",
                                          "12\u200D 12\u2460 123\u2167 123\u00B2",
                                          "\xFF\u0661\xFF"
                                          "1234\xFF",
                                          "1234\U000116D01",
                                          "",
                                          "12345678901234567890."};
  for (const char* pattern :
       {R"((?=(\d{3})+(?!\d)))", R"(\d{1,3}(?=(?:\d{3})*\b))", R"(\p{N}{1,3}(?=(?:\p{N}{3})*(?!\p{N})))"})
    for (const std::string& text : texts) {
      PreTokenizer fast;
      fast.addSplit(*makePattern(pattern, "test"));
      EXPECT_EQ(split(fast, text), splitBy(pattern, text)) << pattern << ": " << text;
    }
}

TEST(RegexPattern, ScannersOfGroupsTakeLinearTime) {
  for (const char* name : {"superbpe", "tiny_aya", "afmoe", "jais-2"}) {
    auto named = PreTokenizer::fromName(name, "test");
    ASSERT_TRUE(named && named->known) << name;
    for (const char* unit : {"1", " ", "\u0661", "\u3000", "\t "}) {
      std::string text;
      while (text.size() < 1'000'000) text += unit;
      PreTokenizer::Words words;
      const Status done = named->pre_tokenizer.split(text + "a", words);
      EXPECT_TRUE(done) << name << ": " << done.error().message;
    }
  }
}

TEST(RegexPattern, LongMatchesNeedNoStack) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "ab";
  EXPECT_EQ(splitBy("(?:a|b)+", text), Words{text});
  EXPECT_EQ(splitBy(R"((?:\p{L}\p{M}*)+)", text), Words{text});
}

TEST(RegexPattern, EmptyMatchesCut) {
  EXPECT_EQ(splitBy(R"((?=(\d{3})+(?!\d)))", "x1234567"), (Words{"x1", "234", "567"}));
  EXPECT_EQ(splitBy("b*", "abbc"), (Words{"a", "bb", "c"}));
  EXPECT_EQ(splitBy("", "abc"), (Words{"a", "b", "c"}));
}

TEST(RegexPattern, EscapesMeanWhatTheyMeanInOniguruma) {
  EXPECT_EQ(splitBy(R"(\w+)", "a\u0301_\u00E9 +"), (Words{"a\u0301_\u00E9", " +"}));
  EXPECT_EQ(splitBy(R"(\w+)", "a\u00BD\u2460"), (Words{"a\u00BD", "\u2460"}));
  EXPECT_EQ(splitBy(R"([\w]+)", "a\u00BD\u2460"), (Words{"a", "\u00BD\u2460"}));
  EXPECT_EQ(splitBy(R"(\h+)", "xyzbeef g"), (Words{"xyz", "beef", " g"}));
  EXPECT_EQ(splitBy(R"([\h]+)", "xyzbeef g"), (Words{"xyz", "beef", " g"}));
  EXPECT_EQ(splitBy(R"(\bx)", "ax x\u0301x"), (Words{"ax ", "x", "\u0301x"}));
  EXPECT_EQ(splitBy(R"(a{,2}b)", "aab"), (Words{"aab"}));
  EXPECT_EQ(splitBy(R"(\p{N}{1,3}+)", "12345x"), (Words{"12345", "x"}));
  EXPECT_EQ(splitBy(R"((?:ab){2}+)", "xababababy"), (Words{"x", "abababab", "y"}));
  EXPECT_EQ(splitBy(R"([\p{L}&&[^\p{Han}]]+)", "ab\u4E2D\u6587cd"), (Words{"ab", "\u4E2D\u6587", "cd"}));
  EXPECT_EQ(splitBy(R"( ?[^(\s|[.,]x)]+)", "ab c(d,ef)xx|g"), (Words{"ab", " c", "(", "d", ",", "ef", ")xx|", "g"}));
  EXPECT_EQ(splitBy(R"(\p{Letter}+)", "ab1"), (Words{"ab", "1"}));
  EXPECT_EQ(splitBy(R"(\s+)", "a\u0085\u2003b\u180Ec"), (Words{"a", "\u0085\u2003", "b\u180Ec"}));
  EXPECT_EQ(splitBy(R"(x$)", "x\nx"), (Words{"x", "\n", "x"}));
  EXPECT_EQ(splitBy(R"(.+)", "a\nb"), (Words{"a", "\n", "b"}));
}

// Letters of Unicode 15 and 16, whatever the age of the installed PCRE2.
TEST(RegexPattern, KnowsYoungCharacters) {
  EXPECT_EQ(splitBy(R"(\p{L}+)", "\U00010D50\U00010D70\u1C89 \U00031350"),
            (Words{"\U00010D50\U00010D70\u1C89", " ", "\U00031350"}));
  EXPECT_EQ(splitBy(R"(\p{Lu}+)", "\U00010D50\U00010D70\u1C89"), (Words{"\U00010D50", "\U00010D70", "\u1C89"}));
  EXPECT_EQ(splitBy(R"(\p{Han}+)", "a\U00031350"), (Words{"a", "\U00031350"}));
}

TEST(RegexPattern, RefusesBrokenOnes) {
  const std::string deep(1000, '(');
  for (const std::string& bad : {std::string("("), std::string("["), std::string("a\\"), std::string("[a[^bc]]"),
                                 std::string("[a&&b]"), std::string("\\C"), deep + "a" + std::string(1000, ')')}) {
    const auto pattern = regexPattern(bad, "some.json");
    ASSERT_FALSE(pattern) << bad;
    EXPECT_EQ(pattern.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(pattern.error().message.find("some.json"), std::string::npos);
  }
}

TEST(PreTokenizer, StagesAfterTheByteAlphabetSeeItsCharacters) {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.addSplit(gpt2Pattern());
  pre_tokenizer.toByteAlphabet();
  pre_tokenizer.addSplit(*makePattern(R"(\p{N}+)", "test"));
  // The euro sign is E2 82 AC: three characters of the alphabet, none a number; the superscript two is C2 B2, and B2 is
  // "superscript two" there as well.
  EXPECT_EQ(split(pre_tokenizer, "a12\u20AC \u00B2"), (Words{"a", "12", "\u20AC", " \xC2", "\xB2"}));
}

TEST(PreTokenizer, ManyStages) {
  PreTokenizer pre_tokenizer;
  for (int i = 0; i < 256; ++i) pre_tokenizer.addSplit(*makePattern(i % 2 == 0 ? R"(\d)" : "a|b", "test"));
  EXPECT_EQ(split(pre_tokenizer, "xab1"), (Words{"x", "a", "b", "1"}));
}

}  // namespace
}  // namespace deepwell
