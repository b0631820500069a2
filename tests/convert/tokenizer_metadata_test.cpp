// A converted tokenizer splits as the original does.
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/api/quantize.h"
#include "engine/api/text.h"
#include "engine/convert/metadata.h"
#include "engine/runtime/text_source.h"
#include "engine/text/tokenizer.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTexts[] = {
    "How many r are in strawberry?", "  two  spaces\n\n\nand\tlines \r\n", "12345678 3.14159 0x1F", "don't I'LL WE'VE",
    "caf\xC3\xA9 na\xC3\xAFve \xE4\xBD\xA0\xE5\xA5\xBD\xEF\xBC\x8C\xE4\xB8\x96\xE7\x95\x8C \xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4 \xF0\x9F\x98\x80",
    "for (int i = 0; i < n; ++i) { sum += a[i] * b[i]; }", "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7"};

TEST(TokenizerMetadata, PocketModel) {
  const fs::path pocket = fs::path(DEEPWELL_SOURCE_DIR) / "resources/pocket";
  if (!fs::exists(pocket / "tokenizer.json")) GTEST_SKIP() << "no pocket model";
  const TempFolder folder;
  const fs::path out = folder.path() / "pocket.gguf";
  QuantizeOptions options;
  options.type = "Q4_K_M";
  const auto report = quantizeModel(pocket, out, options, {}, {});
  ASSERT_TRUE(report) << report.error().message;
  const auto before = openTextCodec(pocket);
  const auto after = openTextCodec(out);
  ASSERT_TRUE(before && after);
  for (const char* text : kTexts) EXPECT_EQ((*after)->tokenize(text, true).value(), (*before)->tokenize(text, true).value()) << text;
  PromptRequest request;
  request.messages_json = R"([{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "<think>x</think>y"}, {"role": "user", "content": "Again"}])";
  EXPECT_EQ((*after)->render(request).value(), (*before)->render(request).value());
}

class SharedTokenizer : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(SharedTokenizer, SplitsAsBefore) {
  const char* shared = std::getenv("DEEPWELL_SHARED");
  const fs::path root = shared != nullptr ? fs::path(shared) : fs::path(DEEPWELL_SOURCE_DIR) / "../shared";
  const fs::path source = root / "tokenizers" / GetParam().first;
  if (!fs::exists(source / "tokenizer.json")) GTEST_SKIP() << "no " << source.string();
  const auto side = openSideFiles(source);
  const auto original = Tokenizer::fromCheckpoint(*side);
  ASSERT_TRUE(original) << original.error().message;
  ModelConfig config;
  config.vocab = (*original)->vocabSize() + 3;  // an embedding is often padded
  deepwell::GgufWriter writer;
  std::vector<std::string> notes;
  writer.addString("general.architecture", "llama");
  const auto added = addTokenizerMetadata(*side, config, &writer, &notes);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_TRUE(notes.empty()) << notes.front();
  const TempFolder folder;
  const auto checkpoint = Checkpoint::open(folder.write("t.gguf", writer.head()));
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ((*checkpoint)->metadataString("tokenizer.ggml.pre"), GetParam().second);
  const auto converted = Tokenizer::fromGguf(**checkpoint);
  ASSERT_TRUE(converted) << converted.error().message;
  for (const char* text : kTexts) EXPECT_EQ((*converted)->encode(text, true), (*original)->encode(text, true)) << text;
  EXPECT_EQ((*converted)->bos(), (*original)->bos());
  EXPECT_EQ((*converted)->addsBos(), (*original)->addsBos());
  ASSERT_FALSE((*converted)->endTokens().empty());
  EXPECT_EQ((*converted)->endTokens().front(), (*original)->endTokens().front());
}

INSTANTIATE_TEST_SUITE_P(Known, SharedTokenizer,
                         testing::Values(std::pair{"deepseek_v3", "deepseek-v3"}, std::pair{"llama3", "llama-bpe"},
                                         std::pair{"qwen2_5", "qwen2"}),
                         [](const auto& test) { return std::string(test.param.first); });

}  // namespace
}  // namespace deepwell::test
