#include "tests/model/type_case.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "engine/format/dtype.h"
#include "tests/model/tensor_bag.h"
#include "tests/support/files.h"

namespace deepwell::test {
namespace {

std::filesystem::path typesFolder() { return sourceFolder() / "tests/golden/types"; }

// Where the blocks of a type keep their scales.
std::vector<size_t> scaleOffsets(const std::string& type) {
  if (type == "Q2_K") return {80, 82};
  if (type == "Q4_K" || type == "Q5_K") return {0, 2};
  if (type == "Q6_K") return {208};
  return {0};
}

}  // namespace

std::string QuantisedTensor::bytes(uint64_t seed) const {
  const auto dtype = dtypeFromGgml(ggml_type);
  if (!dtype) throw std::runtime_error("no type " + type_name);
  const DTypeInfo& info = dtypeInfo(*dtype);
  size_t size = info.block_bytes;
  for (const int64_t dim : shape) size *= static_cast<size_t>(dim);
  size /= info.block_elements;
  std::string out = drawBytes(seed, name, size);
  const std::vector<size_t> offsets = scaleOffsets(type_name);
  for (size_t block = 0; block < size; block += info.block_bytes) {
    for (size_t i = 0; i < offsets.size(); ++i) std::memcpy(out.data() + block + offsets[i], &scales[i], sizeof(uint16_t));
  }
  return out;
}

TypeCase loadTypeCase(const std::string& architecture, const std::string& column) {
  const auto json = nlohmann::ordered_json::parse(readFile(typesFolder() / (architecture + ".json")));
  const auto& part = json.at("columns").at(column);
  TypeCase out;
  GoldenCase& golden = out.golden;
  golden.name = architecture + " " + column;
  golden.config = json.at("config");
  if (column == "fp8") {
    golden.config["quantization_config"] = {{"quant_method", "fp8"}, {"fmt", "e4m3"}, {"weight_block_size", {128, 128}}};
  }
  golden.seed = part.at("seed").get<uint64_t>();
  golden.tokens = part.at("tokens").get<std::vector<int32_t>>();
  for (const auto& entry : part.at("tensors")) golden.tensors.push_back(randomTensorOf(entry));
  golden.gguf["gguf"] = json.at("gguf");
  for (const auto& entry : part.at("quantised")) {
    out.quantised.push_back({entry[0].get<std::string>(), entry[1].get<std::string>(), entry[2].get<uint32_t>(),
                             entry[3].get<std::vector<int64_t>>(), entry[4].get<std::vector<uint16_t>>()});
  }
  const std::string bytes = readFile(typesFolder() / (architecture + "." + column + ".f32"));
  golden.logits.resize(bytes.size() / sizeof(float));
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(golden.logits.data()));
  return out;
}

std::string quantisedGguf(const TypeCase& type_case) {
  TensorBag bag = TensorBag::gguf(type_case.golden, "gguf");
  for (const QuantisedTensor& tensor : type_case.quantised) {
    bag.tensors[tensor.name] = {*dtypeFromGgml(tensor.ggml_type), tensor.shape, tensor.bytes(type_case.golden.seed)};
  }
  return bag.ggufBytes();
}

}  // namespace deepwell::test
