// The hand-written scanners against PCRE2 with the regular expressions that they stand for, and known splits.
#include "engine/text/unicode.h"
#include "tests/text/pre_tokenizer_helpers.h"

namespace deepwell {
namespace {

TEST(Scanner, Gpt2IsItsRegex) { expectSame(single(gpt2Pattern()), single(regex(kGpt2Regex))); }

TEST(Scanner, CasedOnesAreTheirRegex) {
  constexpr std::string_view kUpper = R"([\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])";
  constexpr std::string_view kLower = R"([\p{Ll}\p{Lm}\p{Lo}\p{M}])";
  constexpr std::string_view kEnd = R"((?:'(?:[sdmtSDMT\x{17F}]|[lL][lL]|[vV][eE]|[rR][eE]))?)";
  constexpr std::string_view kSign = R"([^\r\n\p{L}\p{N}]?)";
  const auto rest = [](std::string_view digits, std::string_view after) {
    return fmt::format(R"(|{}| ?[^\s\p{{L}}\p{{N}}]+{}*|\s*[\r\n]+|\s+(?!\S)|\s+)", digits, after);
  };
  const auto words = [&](std::string_view upper, std::string_view lower, std::string_view end) {
    return fmt::format("{0}{1}*{2}+{3}|{0}{1}+{2}*{3}", kSign, upper, lower, end);
  };
  expectSame(single(casedPattern({})),
             single(regex(words(kUpper, kLower, kEnd) + rest(R"(\p{N}{1,3})", R"([\r\n/])"))));
  expectSame(single(casedPattern({.max_digits = 1, .contractions = false})),
             single(regex(words(kUpper, kLower, "") + rest(R"(\p{N})", R"([\r\n/])"))));
  const std::string upper(kUpper.substr(0, kUpper.size() - 1));
  const std::string lower(kLower.substr(0, kLower.size() - 1));
  expectSame(single(casedPattern({.slash_after_signs = false, .han_apart = true})),
             single(regex(R"([\p{Han}]+|)" + words(upper + R"(&&[^\p{Han}]])", lower + R"(&&[^\p{Han}]])", kEnd) +
                          rest(R"(\p{N}{1,3})", R"([\r\n])"))));
}

// PCRE2 does not fold the long s with (?i) where a literal apostrophe precedes; the pattern says it here.
std::string withLongS(std::string_view text) {
  std::string result(text);
  return result.replace(result.find("'s|"), 3, "'s|'\xC5\xBF|");
}

TEST(Scanner, Llama3IsItsRegex) { expectSame(single(gpt4Pattern({})), single(regex(withLongS(kLlama3Regex)))); }
TEST(Scanner, Qwen2IsItsRegex) {
  expectSame(single(gpt4Pattern({.max_digits = 1})), single(regex(withLongS(kQwen2Regex))));
}

TEST(Scanner, DeepseekIsItsThreeRegexes) {
  PreTokenizer oracle;
  for (const std::string_view text : {kDeepseekDigitsRegex, kDeepseekCjkRegex, kDeepseekMainRegex})
    oracle.addSplit(regex(text));
  expectSame(single(deepseekPattern()), oracle);
}

TEST(RunPattern, IsItsRegex) {
  for (const std::string_view text :
       {R"(\p{N}{1,3})", R"(\s?\p{L}+)", R"([\r\n])", R"(\s+$)", R"([^\s\p{L}]+)", R"( ?[a-z0-9\-]+)", R"(\p{N})",
        R"(\s?[!-/:-~]+)", "[\u4E00-\u9FA5\u0800-\u4E00]+", R"([\]\[]+)"}) {
    PatternPtr run = runPattern(text);
    ASSERT_NE(run, nullptr) << text;
    expectSame(single(std::move(run)), single(regex(text)));
  }
}

TEST(RunPattern, LeavesOthersAlone) {
  for (const std::string_view text : {"a|b", "(a)", "a*", "a{2,3}", "[a-z&&[aeiou]]", R"(\w+)", R"(\b)", "[z-a]", "",
                                      "a+b", R"(\s?a$)", "[", "a{1,", R"([\d]+)", "a+?"})
    EXPECT_EQ(runPattern(text), nullptr) << text;
}

TEST(PreTokenizer, NamesOfGgufAreKnown) {
  for (const std::string_view name : {"deepseek-v3", "deepseek-r1-qwen", "qwen2", "llama-bpe", "llama3", "deepseek-llm",
                                      "deepseek-coder", "gpt-2", "default"})
    EXPECT_TRUE(named(name).known) << name;
  EXPECT_FALSE(named("no such name").known);
}

TEST(PreTokenizer, RefusesNamesThatAreNotByteLevel) {
  const auto result = PreTokenizer::fromName("gemma4", "some.gguf");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(result.error().message.find("some.gguf"), std::string::npos);
  EXPECT_NE(result.error().message.find("gemma4"), std::string::npos);
}

TEST(PreTokenizer, DeepseekLlmSplitsDigitsAndLetters) {
  const auto llm = named("deepseek-llm");
  // Its set of signs has the range :-~, with the letters of ASCII: they part from those of other scripts.
  EXPECT_EQ(
      split(llm.pre_tokenizer, "I have 123 \u00C9t\u00E9!\n\n \u4E2D\u6587  "),
      (Words{"I", " have", " ", "1", "2", "3", " \u00C9", "t", "\u00E9", "!", "\n", "\n", " ", "\u4E2D\u6587", "  "}));
  const auto coder = named("deepseek-coder");
  EXPECT_EQ(split(coder.pre_tokenizer, "x = 42;\n"), (Words{"x", " = ", "4", "2", ";", "\n"}));
}

TEST(PreTokenizer, RefusesWhatIsNotByteLevel) {
  for (const std::string_view json :
       {"", "null", R"({"type":"Metaspace"})", R"({"type":"Sequence","pretokenizers":[]})",
        R"({"type":"Split","pattern":{"Regex":"a"},"behavior":"Isolated"})"}) {
    const auto result = PreTokenizer::fromJson(json, "some.json");
    ASSERT_FALSE(result) << json;
    EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(result.error().message.find("some.json"), std::string::npos);
  }
}

TEST(PreTokenizer, BehaviorsOfSplit) {
  const auto with = [](SplitBehavior behavior, bool invert) {
    PreTokenizer result;
    result.addSplit(literalPattern("-"), behavior, invert);
    return split(result, "the-final--countdown");
  };
  // These five are the examples of the package's documentation.
  EXPECT_EQ(with(SplitBehavior::kRemoved, false), (Words{"the", "final", "countdown"}));
  EXPECT_EQ(with(SplitBehavior::kIsolated, false), (Words{"the", "-", "final", "-", "-", "countdown"}));
  EXPECT_EQ(with(SplitBehavior::kMergedWithPrevious, false), (Words{"the-", "final-", "-", "countdown"}));
  EXPECT_EQ(with(SplitBehavior::kMergedWithNext, false), (Words{"the", "-final", "-", "-countdown"}));
  EXPECT_EQ(with(SplitBehavior::kContiguous, false), (Words{"the", "-", "final", "--", "countdown"}));
  EXPECT_EQ(with(SplitBehavior::kRemoved, true), (Words{"-", "-", "-"}));
}

TEST(Unicode, DecodesOnlyShortestForms) {
  using namespace unicode;
  for (const std::string_view bad :
       {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\x80", "\xE4\xB8"})
    EXPECT_EQ(decode(bad, 0).code, kInvalid) << testing::PrintToString(bad);
  EXPECT_EQ(decode("\xF4\x8F\xBF\xBF", 0).code, 0x10FFFFU);
  EXPECT_EQ(previous("a\xE4\xB8\xAD", 4), 1U);
  EXPECT_EQ(previous("a\xE4\xB8", 3), 2U);
}

TEST(Unicode, NormalisesAndKeepsInvalidBytes) {
  using namespace unicode;
  EXPECT_EQ(normalize("e\u0301\xFF\u0301 \u212B", Form::kNfc), "\u00E9\xFF\u0301 \u00C5");
  EXPECT_EQ(normalize("\u1100\u1161\u11A8", Form::kNfc), "\uAC01");
  EXPECT_EQ(normalize("a\u0301\u0323", Form::kNfc), "\u1EA1\u0301");
  EXPECT_EQ(normalize("\u0958", Form::kNfc), "\u0915\u093C");
  EXPECT_EQ(normalize("\uFB01\u00E9", Form::kNfkd), "fie\u0301");
  EXPECT_TRUE(isNfcQuick("plain \u00E9 \u1EA1 \u4E2D \uAC01"));
  EXPECT_FALSE(isNfcQuick("e\u0301"));
}

TEST(Unicode, LongRunsOfMarksAreNotQuadratic) {
  std::string text = "a";
  for (int i = 0; i < 200000; ++i) text += "\u0301\u0323";
  const std::string normal = unicode::normalize(text, unicode::Form::kNfc);
  EXPECT_EQ(normal.substr(0, 5), "\u1EA1\u0323");
  EXPECT_EQ(normal.substr(normal.size() - 2), "\u0301");
}

}  // namespace
}  // namespace deepwell
