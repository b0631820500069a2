#include "tests/model/tensor_bag.h"

#include <fstream>
#include <stdexcept>

#include "tests/support/files.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

void addValue(GgufWriter& writer, const std::string& key, const GgufValue& value) {
  if (const auto* number = std::get_if<uint64_t>(&value)) writer.addU32(key, static_cast<uint32_t>(*number));
  if (const auto* number = std::get_if<double>(&value)) {
    writer.pair(key, GgufWriter::kF32, GgufWriter::raw(static_cast<float>(*number)));
  }
  if (const auto* flag = std::get_if<bool>(&value)) {
    writer.pair(key, GgufWriter::kBool, GgufWriter::raw(static_cast<uint8_t>(*flag)));
  }
  if (const auto* text = std::get_if<std::string>(&value)) writer.addString(key, *text);
}

}  // namespace

TensorBag TensorBag::of(const std::filesystem::path& path) {
  const auto checkpoint = Checkpoint::open(path);
  if (!checkpoint) throw std::runtime_error(checkpoint.error().message);
  TensorBag bag;
  bag.metadata = (*checkpoint)->metadata();
  for (const TensorView& view : (*checkpoint)->tensors()) {
    bag.tensors[view.name] = {view.dtype, view.shape,
                              std::string(reinterpret_cast<const char*>(view.data.data()), view.data.size())};
  }
  return bag;
}

TensorBag TensorBag::widened(const std::filesystem::path& path) {
  const auto checkpoint = Checkpoint::open(path);
  if (!checkpoint) throw std::runtime_error(checkpoint.error().message);
  TensorBag bag;
  bag.metadata = (*checkpoint)->metadata();
  for (const TensorView& view : (*checkpoint)->tensors()) {
    const auto values = dequantise(**checkpoint, view);
    if (!values) throw std::runtime_error(values.error().message);
    bag.tensors[view.name] = {DType::kF32, view.shape,
                              std::string(reinterpret_cast<const char*>(values->data()), 4 * values->size())};
  }
  return bag;
}

TensorBag TensorBag::hf(const GoldenCase& golden, const std::string& dtype) {
  const TempFolder folder;
  writeHfFolder(golden, folder.path(), {.dtype = dtype, .shards = 1, .skip = ""});
  return of(folder.path());
}

TensorBag TensorBag::gguf(const GoldenCase& golden, const std::string& spelling, const std::string& dtype) {
  const TempFolder folder;
  return of(folder.write("model.gguf", test::ggufBytes(golden, spelling, dtype)));
}

BagTensor TensorBag::take(const std::string& name) {
  const auto found = tensors.find(name);
  if (found == tensors.end()) throw std::runtime_error("no tensor " + name);
  BagTensor tensor = std::move(found->second);
  tensors.erase(found);
  return tensor;
}

void TensorBag::stack(const std::vector<std::string>& names, const std::string& to) {
  BagTensor all = take(names[0]);
  for (size_t i = 1; i < names.size(); ++i) all.bytes += take(names[i]).bytes;
  all.shape.insert(all.shape.begin(), static_cast<int64_t>(names.size()));
  tensors[to] = std::move(all);
}

void TensorBag::join(const std::vector<std::string>& names, const std::string& to) {
  BagTensor all = take(names[0]);
  for (size_t i = 1; i < names.size(); ++i) {
    const BagTensor part = take(names[i]);
    all.bytes += part.bytes;
    all.shape[0] += part.shape[0];
  }
  tensors[to] = std::move(all);
}

void TensorBag::turn(const std::string& name) {
  BagTensor& tensor = at(name);
  const size_t dims = tensor.shape.size();
  const auto rows = static_cast<size_t>(tensor.shape[dims - 2]);
  const auto cols = static_cast<size_t>(tensor.shape[dims - 1]);
  const size_t width = dtypeInfo(tensor.dtype).block_bytes;
  std::string out(tensor.bytes.size(), '\0');
  for (size_t base = 0; base < out.size(); base += rows * cols * width) {
    for (size_t i = 0; i < rows * cols; ++i) {
      const size_t to = i % cols * rows + i / cols;
      out.replace(base + to * width, width, tensor.bytes, base + i * width, width);
    }
  }
  tensor.bytes = std::move(out);
  std::swap(tensor.shape[dims - 2], tensor.shape[dims - 1]);
}

void TensorBag::writeHf(const std::filesystem::path& folder, const nlohmann::ordered_json& config, size_t pad) const {
  std::filesystem::create_directories(folder);
  writeFile(folder / "config.json", config.dump());
  SafetensorsWriter writer;
  for (const auto& [name, tensor] : tensors) {
    writer.tensor(name, dtypeInfo(tensor.dtype).st_name, tensor.shape, tensor.bytes);
  }
  std::string bytes = writer.bytes();
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof(length));
  bytes.insert(sizeof(length) + length, pad, ' ');
  length += pad;
  std::memcpy(bytes.data(), &length, sizeof(length));
  writeFile(folder / "model.safetensors", bytes);
}

std::string TensorBag::ggufBytes() const {
  GgufWriter writer;
  for (const auto& [key, value] : metadata) addValue(writer, key, value);
  for (const auto& [name, tensor] : tensors) {
    const std::vector<uint64_t> shape(tensor.shape.rbegin(), tensor.shape.rend());
    writer.tensor(name, shape, static_cast<uint32_t>(dtypeInfo(tensor.dtype).ggml_type), tensor.bytes);
  }
  return writer.bytes();
}

void TensorBag::writeGguf(const std::filesystem::path& file) const { writeFile(file, ggufBytes()); }

std::vector<std::string> numbered(const std::string& format, int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back(fmt::format(fmt::runtime(format), i));
  return names;
}

void stackExperts(TensorBag& bag, const nlohmann::ordered_json& config, bool fused) {
  const int experts = config.at("n_routed_experts").get<int>();
  for (int layer = 0; layer <= config.at("num_hidden_layers").get<int>(); ++layer) {
    const std::string prefix = fmt::format("model.layers.{}.mlp.experts.", layer);
    if (!bag.has(prefix + "0.gate_proj.weight")) continue;
    if (fused) {
      for (int i = 0; i < experts; ++i) {
        const std::string expert = prefix + std::to_string(i);
        bag.join({expert + ".gate_proj.weight", expert + ".up_proj.weight"}, expert + ".gate_up_proj.weight");
      }
    }
    for (const char* part : {"gate_up_proj", "gate_proj", "up_proj", "down_proj"}) {
      if (bag.has(prefix + "0." + part + ".weight")) {
        bag.stack(numbered(prefix + "{}." + part + ".weight", experts), prefix + part);
      }
    }
  }
}

}  // namespace deepwell::test
