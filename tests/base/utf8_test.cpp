#include "engine/base/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace deepwell {
namespace {

using namespace std::string_view_literals;

bool isCharacter(char32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

TEST(Utf8, EveryCharacterComesBack) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (!isCharacter(code)) continue;
    std::string bytes;
    utf8::append(bytes, code);
    const utf8::Decoded back = utf8::decode(bytes);
    ASSERT_TRUE(back.valid) << std::hex << static_cast<uint32_t>(code);
    ASSERT_EQ(back.code, code);
    ASSERT_EQ(back.bytes, bytes.size());
    ASSERT_EQ(bytes.size(), code < 0x80 ? 1U : code < 0x800 ? 2U : code < 0x10000 ? 3U : 4U);
  }
}

// Of three bytes, most pairs and a sample of triples: a character is read only where writing it gives these bytes, so there is one
// way to write each.
TEST(Utf8, NothingElseIsACharacter) {
  std::string bytes(3, '\0');
  for (uint32_t value = 0x80; value < 0x1000000; value += value < 0x10000 ? 1 : 61) {
    for (size_t i = 0; i < 3; ++i) bytes[i] = static_cast<char>(value >> (8 * i));
    const utf8::Decoded found = utf8::decode(bytes);
    ASSERT_GE(found.bytes, 1U);
    ASSERT_LE(found.bytes, 3U);
    std::string again;
    utf8::append(again, found.code);
    ASSERT_EQ(again, found.valid ? std::string_view(bytes).substr(0, found.bytes) : utf8::kReplacementBytes);
  }
}

TEST(Utf8, OverlongFormsSurrogatesAndTooLargeNumbersAreNotValid) {
  for (const std::string_view bytes : {"\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x80\x80"sv, "\xE0\x9F\xBF"sv, "\xF0\x80\x80\x80"sv,
                                       "\xF0\x8F\xBF\xBF"sv, "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv, "\xF4\x90\x80\x80"sv,
                                       "\xF5\x80\x80\x80"sv, "\xF8\x88\x80\x80\x80"sv, "\xFE"sv, "\xFF"sv, "\x80"sv, "\xBF"sv}) {
    EXPECT_FALSE(utf8::isValid(bytes)) << testing::PrintToString(bytes);
    EXPECT_FALSE(utf8::decode(bytes).valid);
    EXPECT_FALSE(utf8::decode(bytes).cut) << "no byte more would help";
    EXPECT_EQ(utf8::decode(bytes).bytes, 1U);
  }
  // Their neighbours are.
  for (const std::string_view bytes : {"\xC2\x80"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv, "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv}) {
    EXPECT_TRUE(utf8::isValid(bytes)) << testing::PrintToString(bytes);
  }
}

TEST(Utf8, ACutCharacterSaysSo) {
  for (const std::string_view whole : {"\xC3\xA4"sv, "\xE2\x82\xAC"sv, "\xF0\x9F\x98\x80"sv}) {
    for (size_t size = 1; size < whole.size(); ++size) {
      const utf8::Decoded cut = utf8::decode(whole.substr(0, size));
      EXPECT_FALSE(cut.valid);
      EXPECT_TRUE(cut.cut);
      EXPECT_EQ(cut.bytes, size);
      EXPECT_EQ(utf8::decode(std::string(whole.substr(0, size)) + "x").cut, false);
      EXPECT_FALSE(utf8::isValid(whole.substr(0, size)));
    }
    EXPECT_FALSE(utf8::decode(whole).cut);
  }
  EXPECT_FALSE(utf8::decode("\xED\xA0").cut) << "a surrogate's beginning leads nowhere";
}

// Tables 3-8 to 3-11 of the standard; R: U+FFFD.
TEST(Utf8, OneReplacementForEachMaximalSubpart) {
  struct Case {
    std::string_view bytes;
    std::u32string_view text;
  };
  constexpr std::u32string_view kEight = U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA";
  const std::vector<Case> cases = {
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"},
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", kEight},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", kEight},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB"},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", U"\uFFFD\uFFFD\uFFFD\uFFFDA"},
      {"\xF0\x9F\x98", U"\uFFFD"},
      {"", U""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(utf8::decodeAll(c.bytes), c.text) << testing::PrintToString(c.bytes);
    std::string repaired;
    for (const char32_t code : c.text) utf8::append(repaired, code);
    EXPECT_EQ(utf8::repaired(c.bytes), repaired);
    EXPECT_TRUE(utf8::isValid(repaired));
  }
}

TEST(Utf8, WhatIsNoCharacterIsWrittenAsReplacement) {
  for (const char32_t code : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
    std::string bytes;
    utf8::append(bytes, code);
    EXPECT_EQ(bytes, utf8::kReplacementBytes);
  }
}

}  // namespace
}  // namespace deepwell
