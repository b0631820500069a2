#include "app/library/hub/hub_answers.h"

#include <gtest/gtest.h>

namespace deepwell::hub {
namespace {

TEST(HubTest, SearchResults) {
  const auto found = parseSearch(
      R"([{"id":"unsloth/DeepSeek-R1-GGUF","likes":1044,"downloads":60123,"tags":["gguf","license:mit"],"lastModified":"2025-01-28T01:02:03.000Z","gated":false},
          {"modelId":"me/gated.one","gated":"manual"}])");
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].name, "unsloth/DeepSeek-R1-GGUF");
  EXPECT_EQ((*found)[0].downloads, 60123U);
  EXPECT_EQ((*found)[0].likes, 1044U);
  EXPECT_EQ((*found)[0].changed, "2025-01-28");
  EXPECT_EQ((*found)[0].license, "mit");
  EXPECT_FALSE((*found)[0].about.gated);
  EXPECT_TRUE((*found)[1].about.gated);
  EXPECT_EQ((*found)[0].about.architecture, "");
  EXPECT_EQ((*found)[0].about.parameters, 0U);
}

TEST(HubTest, WhatAHubKnowsOfModels) {
  const auto found = parseSearch(
      R"([{"id":"a/gemma-3-4b-it-GGUF","gguf":{"total":3880099328,"architecture":"gemma3","context_length":131072,"chat_template":"{{ x }}"}},
          {"id":"a/Qwen3-8B-AWQ","config":{"model_type":"qwen3","architectures":["Qwen3ForCausalLM"],"max_position_embeddings":40960,
             "quantization_config":{"quant_method":"awq"}},"safetensors":{"total":8190735360}},
          {"id":"a/evil","gguf":{"architecture":"x\ny\u202ez","total":"many","context_length":99999999999},"config":[],"safetensors":null}])");
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 3U);
  EXPECT_EQ((*found)[0].about.architecture, "gemma3");
  EXPECT_EQ((*found)[0].about.parameters, 3880099328U);
  EXPECT_EQ((*found)[0].about.context, 131072);
  EXPECT_EQ((*found)[1].about.model_type, "qwen3");
  EXPECT_EQ((*found)[1].about.quantisation, "awq");
  EXPECT_EQ((*found)[1].about.parameters, 8190735360U);
  EXPECT_EQ((*found)[1].about.context, 40960);
  EXPECT_EQ((*found)[2].about.architecture, "x y z");
  EXPECT_EQ((*found)[2].about.parameters, 0U);
  EXPECT_EQ((*found)[2].about.context, 0);
  const auto about = parseAbout(R"({"id":"a/b","gated":"auto","config":{"model_type":"moonlight","architectures":["DeepseekV3ForCausalLM"]}})");
  ASSERT_TRUE(about) << about.error().message;
  EXPECT_TRUE(about->gated);
  EXPECT_EQ(about->model_class, "DeepseekV3ForCausalLM");
  EXPECT_FALSE(parseAbout("[]"));
  EXPECT_EQ(parseAbout(R"({"gguf":{"architecture":")" + std::string(kMaxWord + 1, 'a') + R"("}})")->architecture, "");
}

TEST(HubTest, RepositoriesThatAreTypedOrPasted) {
  const auto in = [](const char* typed) { return repositoryIn(typed, "https://hub.example:8443/mirror"); };
  for (const char* typed : {"me/R1-GGUF", " me/R1-GGUF\n", "https://huggingface.co/me/R1-GGUF", "huggingface.co/me/R1-GGUF/", "https://hf.co/me/R1-GGUF:Q4_K_M",
                            "https://www.huggingface.co/me/R1-GGUF/tree/main", "https://huggingface.co/me/R1-GGUF/blob/main/a/R1-Q4_0.gguf?download=true",
                            "https://hub.example:8443/mirror/me/R1-GGUF/discussions/2#x", "me/R1-GGUF:Q8_0"})
    EXPECT_EQ(in(typed), "me/R1-GGUF") << typed;
  for (const char* typed : {"", "  ", "qwen", "r1 distill", "me/R1 GGUF", "me/R1/x", "https://huggingface.co/datasets/me/x", "https://huggingface.co/me",
                            "https://huggingface.co", "https://evil.example/me/R1-GGUF", "https://huggingface.co.evil.example/me/R1", "../../x", "me/../x",
                            "https://hub.example/mirror/me/R1", "file:///me/x", "/me/x", "and/or what"})
    EXPECT_EQ(in(typed), "") << typed;
}

TEST(HubTest, TreeHasSizesAndHashesOfLargeFiles) {
  const std::string hash(64, 'a');
  const auto tree = parseTree(R"([{"type":"directory","path":"x"},{"type":"file","path":".gitattributes","size":1},{"type":"file","path":"config.json","size":7},
      {"type":"file","path":"x/R1 1-Q4_0.gguf","size":135,"lfs":{"oid":")" + hash + R"(","size":4683073248}}])");
  ASSERT_TRUE(tree) << tree.error().message;
  ASSERT_EQ(tree->files.size(), 2U);
  EXPECT_EQ(tree->files[0].size, 7U);
  EXPECT_EQ(tree->files[0].sha256, "");
  EXPECT_EQ(tree->files[1].path, "x/R1 1-Q4_0.gguf");
  EXPECT_EQ(tree->files[1].size, 4683073248U);
  EXPECT_EQ(tree->files[1].sha256, hash);
  EXPECT_EQ(tree->refused, 0U);
}

TEST(HubTest, FilesThatNoDiskHoldsAreRefused) {
  const auto tree = parseTree(R"([{"type":"file","path":"a.gguf","size":9223372036854775807},{"type":"file","path":"b.gguf","size":1125899906842624},
      {"type":"file","path":"c.gguf","size":3,"lfs":{"size":18446744073709551615}}])");
  ASSERT_TRUE(tree);
  ASSERT_EQ(tree->files.size(), 1U);
  EXPECT_EQ(tree->files[0].path, "b.gguf");
  EXPECT_EQ(tree->refused, 2U);
}

TEST(HubTest, EvilNamesAreRefused) {
  for (const char* name : {"../../etc", "a/b/c", "a/", "/a", "a b/c", ".a/b", "a/-b", "a..b/c", "", "a/b?x=1"}) EXPECT_FALSE(isRepositoryName(name)) << name;
  EXPECT_TRUE(isRepositoryName("gpt2"));
  EXPECT_EQ(parseSearch(R"([{"id":"../../etc"},{"id":7},null,{"id":"a/b"}])")->size(), 1U);
  EXPECT_EQ(parseTree(R"([{"type":"file","path":"../x"},{"type":"file","path":"a/con.gguf"},{"type":"file","path":"a"}])")->refused, 2U);
}

TEST(HubTest, TextsBecomeOnePlainLine) {
  EXPECT_EQ(plainLine("  a\n\tb\x07 c  "), "a b c");
  EXPECT_EQ(plainLine("x\xe2\x80\xaey"), "x y");
  EXPECT_EQ(plainLine("\xff\xfe" "a"), "a");
  EXPECT_LE(plainLine(std::string(5000, 'a')).size(), kMaxText);
  EXPECT_EQ(percentEncoded("a b/\xc3\xa4?#%.gguf", true), "a%20b/%C3%A4%3F%23%25.gguf");
  EXPECT_EQ(percentEncoded("a/b&c", false), "a%2Fb%26c");
}

TEST(HubTest, OtherAnswersAreErrorsOfOneLine) {
  EXPECT_NE(parseTree(R"({"error":"Repository not found"})").error().message.find("Repository not found"), std::string::npos);
  EXPECT_NE(parseSearch("<!doctype html>").error().message.find("not JSON"), std::string::npos);
  EXPECT_NE(parseSearch("{}").error().message.find("not a list"), std::string::npos);
  EXPECT_FALSE(parseSearch(std::string(100'000, '[')));
  EXPECT_FALSE(parseSearch(""));
  EXPECT_FALSE(parseAbout(R"(7)"));
}

TEST(HubTest, ListsAreBounded) {
  std::string many = "[";
  for (size_t i = 0; i < kMaxFiles + 10; ++i) many += std::string(i == 0 ? "" : ",") + R"({"type":"file","path":"f)" + std::to_string(i) + "\"}";
  EXPECT_EQ(parseTree(many + "]")->files.size(), kMaxFiles);
}

}  // namespace
}  // namespace deepwell::hub
