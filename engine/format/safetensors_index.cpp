#include <simdjson.h>

#include <algorithm>
#include <map>

#include "engine/format/safetensors.h"

namespace deepwell {
namespace {

namespace json = simdjson::ondemand;

constexpr uint64_t kEntryMemory = 3 * (sizeof(std::string) + 8);  // one tensor, while its vector doubles
constexpr uint64_t kFileMemory = 160;                             // a node of the map of files

Failure badIndex(std::string_view what) { return fail(ErrorCode::kCorruptFile, "{}; download the file again", what); }

using FileNumbers = std::map<std::string, uint32_t, std::less<>>;

Status readWeightMap(json::object weights, HeaderBudget* budget, FileNumbers* numbers, SafetensorsIndex* index) {
  for (auto field : weights) {
    std::string_view tensor;
    std::string_view file;
    if (field.unescaped_key().get(tensor) != simdjson::SUCCESS) return badIndex("it is not valid JSON");
    if (field.value().get_string().get(file) != simdjson::SUCCESS) return badIndex("\"weight_map\" has no file name");
    if (!isPlainFileName(file)) {
      return fail(ErrorCode::kCorruptFile,
                  "tensor \"{}\" is said to be in \"{}\", which is not the plain name of a file in this folder",
                  printable(tensor), printable(file));
    }
    auto known = numbers->find(file);
    const uint64_t file_memory = known == numbers->end() ? kFileMemory + stringHeapBytes(file.size()) : 0;
    if (!budget->take(1, kEntryMemory + stringHeapBytes(tensor.size()) + file_memory)) {
      return badIndex("the list of tensors is out of proportion to the files");
    }
    if (known == numbers->end()) {
      known = numbers->emplace(std::string(file), static_cast<uint32_t>(numbers->size())).first;
    }
    index->tensors.emplace_back(std::string(tensor), known->second);
  }
  return {};
}

// Renumbers the files in the order of their names.
void sortFiles(const FileNumbers& numbers, SafetensorsIndex* index) {
  std::vector<uint32_t> place(numbers.size());
  for (const auto& [name, number] : numbers) {
    place[number] = static_cast<uint32_t>(index->files.size());
    index->files.push_back(name);
  }
  for (auto& [name, number] : index->tensors) number = place[number];
}

}  // namespace

bool isPlainFileName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.size() <= 255 &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

Result<SafetensorsIndex> parseSafetensorsIndex(std::string_view text, HeaderBudget* budget) {
  if (!budget->take(text.size(), kJsonMemory)) return badIndex("it is out of proportion to the files it lists");
  const simdjson::padded_string padded(text);
  json::parser parser;
  json::document document;
  json::object object;
  json::object weights;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(object)) {
    return badIndex("it is not a JSON object");
  }
  if (object["weight_map"].get_object().get(weights) != simdjson::SUCCESS) {
    return badIndex("it has no object \"weight_map\"");
  }
  FileNumbers numbers;
  SafetensorsIndex index;
  DEEPWELL_TRY(readWeightMap(weights, budget, &numbers, &index));
  if (index.tensors.empty()) return badIndex("\"weight_map\" is empty");
  sortFiles(numbers, &index);
  return index;
}

}  // namespace deepwell
