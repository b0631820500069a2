// Ids against the `tokenizers` package for every pre-tokenizer of tests/tools/tokenizer_configs.py, from tokenizer.json
// and by its names in GGUF. The file is made by tests/tools/make_tokenizer_config_goldens.py.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/text/tokenizer.h"
#include "tests/text/fake_checkpoint.h"
#include "tests/text/ids_crc.h"

namespace deepwell {
namespace {

using Json = nlohmann::json;

const Json& goldens() {
  static const Json json = [] {
    std::ifstream file(std::filesystem::path(DEEPWELL_SOURCE_DIR) / "tests/golden/tokenizer/configs.json");
    EXPECT_TRUE(file);
    return Json::parse(file);
  }();
  return json;
}

std::string tokenizerJson(const Json& config) {
  Json json = {{"added_tokens", goldens()["added_tokens"]},
               {"normalizer", config["normalizer"]},
               {"pre_tokenizer", config["pre_tokenizer"]},
               {"model", goldens()["model"]}};
  json["model"].update(config["model"]);
  return json.dump();
}

FakeCheckpoint gguf(const std::string& pre) {
  std::map<int, std::pair<std::string, int64_t>> tokens;
  for (const auto& [text, id] : goldens()["model"]["vocab"].items()) tokens[id.get<int>()] = {text, 1};
  for (const auto& token : goldens()["added_tokens"])
    tokens[token["id"].get<int>()] = {token["content"].get<std::string>(), token["special"].get<bool>() ? 3 : 4};
  std::vector<std::string> texts;
  std::vector<int64_t> types;
  for (const auto& [id, token] : tokens) {
    texts.push_back(token.first);
    types.push_back(token.second);
  }
  std::vector<std::string> merges;
  for (const auto& merge : goldens()["model"]["merges"])
    merges.push_back(merge[0].get<std::string>() + " " + merge[1].get<std::string>());
  FakeCheckpoint checkpoint(Checkpoint::Kind::kGguf);
  checkpoint.values["tokenizer.ggml.model"] = std::string("gpt2");
  checkpoint.values["tokenizer.ggml.pre"] = pre;
  checkpoint.values["tokenizer.ggml.tokens"] = std::move(texts);
  checkpoint.values["tokenizer.ggml.token_type"] = std::move(types);
  checkpoint.values["tokenizer.ggml.merges"] = std::move(merges);
  return checkpoint;
}

void expectRows(const Tokenizer& tokenizer, const Json& config, const std::string& what) {
  const Json& lines = goldens()["lines"];
  ASSERT_EQ(lines.size(), config["rows"].size());
  int wrong = 0;
  for (size_t i = 0; i < lines.size() && wrong < 3; ++i) {
    const auto text = lines[i].get<std::string>();
    for (const bool special : {true, false}) {
      const auto ids = tokenizer.tryEncode(text, special);
      ASSERT_TRUE(ids) << ids.error().message;
      const size_t column = special ? 0 : 2;
      const bool same = ids->size() == config["rows"][i][column].get<size_t>() &&
                        idsCrc32(*ids) == config["rows"][i][column + 1].get<uint32_t>();
      EXPECT_TRUE(same) << what << (special ? ", special: " : ": ") << lines[i];
      wrong += same ? 0 : 1;
    }
  }
}

TEST(TokenizerConfigs, AgreeWithThePackage) {
  int count = 0;
  for (const auto& [name, config] : goldens()["configs"].items()) {
    const auto tokenizer = Tokenizer::fromJson(tokenizerJson(config), "", name);
    ASSERT_TRUE(tokenizer) << tokenizer.error().message;
    expectRows(**tokenizer, config, name);
    ++count;
  }
  EXPECT_GE(count, 40);
}

// Falcon's list is llama.cpp's in GGUF, which differs from the published one where a vocabulary has tokens across its
// boundaries, as this one has.
TEST(TokenizerConfigs, AgreeByTheirNamesInGguf) {
  int count = 0;
  for (const auto& [name, config] : goldens()["configs"].items()) {
    if (name == "falcon") continue;
    for (const auto& pre : config["gguf"]) {
      const auto tokenizer = Tokenizer::fromGguf(gguf(pre.get<std::string>()));
      ASSERT_TRUE(tokenizer) << tokenizer.error().message;
      expectRows(**tokenizer, config, pre.get<std::string>());
      ++count;
    }
  }
  EXPECT_GE(count, 50);
}

}  // namespace
}  // namespace deepwell
