// The templates of tests/golden/templates against what jinja2 made of them (tests/tools/make_template_goldens.py).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "engine/text/chat_template.h"

namespace deepwell {
namespace {

using nlohmann::ordered_json;

std::string readGolden(const std::string& name) {
  std::ifstream file(std::string(DEEPWELL_SOURCE_DIR) + "/tests/golden/templates/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void checkTemplate(const std::string& name, const ordered_json& conversations, const ordered_json& results) {
  const auto parsed = ChatTemplate::parse(readGolden(name), name);
  ASSERT_TRUE(parsed) << parsed.error().message;
  ASSERT_EQ(conversations.size(), results.size());
  for (size_t i = 0; i < conversations.size(); ++i) {
    const ordered_json& conversation = conversations[i];
    TemplateInputs inputs;
    inputs.messages_json = conversation["messages"].dump();
    inputs.variables_json = conversation["variables"].dump();
    const auto text = (*parsed)->render(inputs);
    const std::string where = name + ", " + conversation["name"].get<std::string>();
    if (results[i].contains("error")) {
      EXPECT_FALSE(text) << where << ": jinja2 says " << results[i]["error"];
    } else {
      ASSERT_TRUE(text) << where << ": " << text.error().message;
      EXPECT_EQ(*text, results[i]["text"].get<std::string>()) << where;
    }
  }
}

TEST(TemplateGolden, EqualsJinja2) {
  const auto golden = ordered_json::parse(readGolden("goldens.json"));
  ASSERT_GE(golden["results"].size(), 20U);
  ASSERT_GE(golden["conversations"].size(), 20U);
  for (const auto& [name, results] : golden["results"].items()) checkTemplate(name, golden["conversations"], results);
}

}  // namespace
}  // namespace deepwell
