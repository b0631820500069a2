#include "tests/model/golden_case.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/support/files.h"

namespace deepwell::test {
namespace {

std::filesystem::path goldenFolder() { return sourceFolder() / "tests/golden/model"; }

}  // namespace

std::filesystem::path sourceFolder() {
  const char* set = std::getenv("DEEPWELL_SOURCE_DIR");
  return set != nullptr && *set != '\0' ? set : DEEPWELL_SOURCE_DIR;
}

bool GoldenCase::hasFp8() const {
  return std::any_of(tensors.begin(), tensors.end(), [](const RandomTensor& tensor) { return tensor.fp8; });
}

const RandomTensor& GoldenCase::tensor(std::string_view wanted) const {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [&](const RandomTensor& tensor) { return tensor.name == wanted; });
  if (found == tensors.end()) throw std::runtime_error("no tensor " + std::string(wanted) + " in " + name);
  return *found;
}

RandomTensor randomTensorOf(const nlohmann::ordered_json& entry) {
  return {entry[0].get<std::string>(), entry[1].get<std::vector<int64_t>>(),
          entry[2].get<int32_t>(),     entry[3].get<int32_t>(),
          entry[4].get<float>(),       entry[5].get<int>() != 0};
}

GoldenCase loadGoldenCase(const std::string& name) {
  const auto json = nlohmann::ordered_json::parse(readFile(goldenFolder() / (name + ".json")));
  GoldenCase golden;
  golden.name = name;
  golden.seed = json.at("seed").get<uint64_t>();
  golden.config = json.at("config");
  golden.tokens = json.at("tokens").get<std::vector<int32_t>>();
  for (const auto& entry : json.at("tensors")) golden.tensors.push_back(randomTensorOf(entry));
  if (json.contains("gguf")) golden.gguf = json.at("gguf");
  const std::string bytes = readFile(goldenFolder() / (name + ".f32"));
  golden.logits.resize(bytes.size() / sizeof(float));
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(golden.logits.data()));
  if (golden.logits.size() != golden.tokens.size() * static_cast<size_t>(golden.vocab())) {
    throw std::runtime_error(name + ".f32 has another size than tokens * vocab");
  }
  return golden;
}

std::vector<std::string> goldenCaseNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(goldenFolder())) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace deepwell::test
