// tokenizer_config.json and generation_config.json, whole and damaged.
#include <gtest/gtest.h>

#include <string>

#include "engine/text/tokenizer_parts.h"

namespace deepwell {
namespace {

constexpr std::string_view kConfig = R"({
  "add_bos_token": true,
  "model_max_length": 1000000000000000019884624838656,
  "bos_token": {"__type": "AddedToken", "content": "<s>", "lstrip": false},
  "eos_token": "<\u002fs>", "pad_token": null, "chat_template": "{{ '\"' }}"
})";

TEST(TokenizerConfig, ReadsRoles) {
  const auto roles = readRoles(kConfig, R"({"eos_token_id": [3, "x", 4], "temperature": 0.6})", "here");
  ASSERT_TRUE(roles.has_value()) << roles.error().message;
  EXPECT_EQ(roles->bos, "<s>");
  EXPECT_EQ(roles->eos, "</s>");
  EXPECT_EQ(roles->adds_bos, true);
  EXPECT_EQ(roles->end_ids, (std::vector<int64_t>{3, 4}));
}

TEST(TokenizerConfig, ValuesOfOtherTypesSayNothing) {
  const auto roles = readRoles(R"({"bos_token": null, "eos_token": 5, "add_bos_token": "yes"})", R"({"eos_token_id": "7"})", "");
  ASSERT_TRUE(roles.has_value()) << roles.error().message;
  EXPECT_TRUE(roles->bos.empty());
  EXPECT_TRUE(roles->eos.empty());
  EXPECT_FALSE(roles->adds_bos.has_value());
  EXPECT_TRUE(roles->end_ids.empty());
}

TEST(TokenizerConfig, EndIdsAreBounded) {
  std::string many = R"({"eos_token_id": 1)";
  for (int i = 0; i < 100; ++i) many += R"(, "eos_token_id": 2)";
  const auto twice = readRoles({}, many + "}", "");
  ASSERT_TRUE(twice.has_value());
  EXPECT_EQ(twice->end_ids, (std::vector<int64_t>{2}));
  std::string list = R"({"eos_token_id": [0)";
  for (int i = 0; i < 100; ++i) list += ", 3";
  const auto listed = readRoles({}, list + "]}", "");
  ASSERT_TRUE(listed.has_value());
  EXPECT_EQ(listed->end_ids.size(), 64U);
}

// Once a reader that searched a damaged document a second time crashed.
TEST(TokenizerConfig, EveryDamagedByteIsSurvived) {
  int refused = 0;
  for (size_t i = 0; i < kConfig.size(); ++i) {
    for (const char byte : {'\'', '"', '{', '}', '\\', '\0', ',', '[', '\xFF'}) {
      std::string damaged(kConfig);
      damaged[i] = byte;
      for (const bool generation : {false, true}) {
        const auto roles = generation ? readRoles({}, damaged, "here") : readRoles(damaged, {}, "here");
        if (roles) continue;
        ++refused;
        EXPECT_NE(roles.error().message.find("here: its "), std::string::npos);
      }
    }
    const auto cut = readRoles(kConfig.substr(0, i), {}, "here");
    EXPECT_EQ(cut.has_value(), i == 0) << i;
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace deepwell
