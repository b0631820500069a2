// Renders one template a line for tests/tools/template_fuzz.py and check_templates.py: reads {"template", "messages",
// "variables"}, where the last two are JSON texts (so that numbers keep their form), and writes {"text"} or {"error"}.
// With --time also "seconds" of processor time.
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/text/chat_template.h"

namespace {

nlohmann::ordered_json renderOne(const nlohmann::ordered_json& request) {
  const auto parsed = deepwell::ChatTemplate::parse(request.at("template").get<std::string>(), "input");
  if (!parsed) return {{"error", parsed.error().message}};
  deepwell::TemplateInputs inputs;
  inputs.messages_json = request.value("messages", "[]");
  inputs.variables_json = request.value("variables", "");
  const auto text = (*parsed)->render(inputs);
  if (!text) return {{"error", text.error().message}};
  return {{"text", *text}};
}

}  // namespace

int main(int argc, char** argv) {
  const bool timed = argc > 1 && std::string_view(argv[1]) == "--time";
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto request = nlohmann::ordered_json::parse(line);
    const std::clock_t start = std::clock();
    auto answer = renderOne(request);
    if (timed) answer["seconds"] = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::cout << answer.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
  }
  return 0;
}
