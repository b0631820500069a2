// Writes golden cases as Hugging Face folders and as GGUF files.
#include <algorithm>
#include <fstream>

#include "tests/model/golden_case.h"
#include "tests/support/files.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/safetensors_writer.h"

namespace deepwell::test {
namespace {

void addTensor(SafetensorsWriter& writer, const RandomTensor& tensor, uint64_t seed, const std::string& dtype) {
  if (!tensor.fp8) {
    writer.tensor(tensor.name, dtype, tensor.shape, encodeFloats(tensor.values(seed), dtype));
    return;
  }
  writer.tensor(tensor.name, "F8_E4M3", tensor.shape, tensor.fp8Codes(seed));
  writer.addFloats(tensor.name + "_scale_inv", tensor.fp8ScaleShape(), tensor.fp8Scales(seed));
}

// A tensor of floats or of the integers behind them, while a recipe changes its form.
template <class T>
struct Array {
  std::vector<int64_t> shape;
  std::vector<T> data;
};

// Rows of each head from (first halves, second halves) to pairs: [heads, 2, half] -> [heads, half, 2].
template <class T>
Array<T> permuteHeads(const Array<T>& in, int64_t heads) {
  const int64_t half = in.shape[0] / heads / 2;
  const int64_t cols = in.shape.size() > 1 ? in.shape[1] : 1;
  Array<T> out{in.shape, std::vector<T>(in.data.size())};
  for (int64_t row = 0; row < in.shape[0]; ++row) {
    const int64_t head = row / (2 * half);
    const int64_t within = row % (2 * half);
    const int64_t to = head * 2 * half + 2 * (within % half) + within / half;
    std::copy_n(in.data.begin() + row * cols, cols, out.data.begin() + to * cols);
  }
  return out;
}

template <class T>
Array<T> stackArrays(const std::vector<Array<T>>& in) {
  Array<T> out{in[0].shape, {}};
  out.shape.insert(out.shape.begin(), static_cast<int64_t>(in.size()));
  for (const Array<T>& part : in) out.data.insert(out.data.end(), part.data.begin(), part.data.end());
  return out;
}

// The key part of kv_b [heads * (nope + v), rank], transposed by head, or its value part.
template <class T>
Array<T> splitKvB(const Array<T>& in, bool key, int64_t heads, int64_t nope, int64_t v_dim) {
  const int64_t rank = in.shape[1];
  Array<T> out{key ? std::vector<int64_t>{heads, rank, nope} : std::vector<int64_t>{heads, v_dim, rank}, {}};
  for (int64_t head = 0; head < heads; ++head) {
    const T* base = in.data.data() + head * (nope + v_dim) * rank;
    if (!key) {
      out.data.insert(out.data.end(), base + nope * rank, base + (nope + v_dim) * rank);
      continue;
    }
    for (int64_t col = 0; col < rank; ++col) {
      for (int64_t row = 0; row < nope; ++row) out.data.push_back(base[row * rank + col]);
    }
  }
  return out;
}

template <class T>
Array<T> applyRecipe(const std::string& recipe, const std::vector<Array<T>>& sources) {
  std::vector<int64_t> numbers;
  const std::string kind = recipe.substr(0, recipe.find(':'));
  for (size_t at = recipe.find(':'); at != std::string::npos; at = recipe.find(':', at + 1)) {
    numbers.push_back(std::stoll(recipe.substr(at + 1)));
  }
  if (kind == "permute") return permuteHeads(sources[0], numbers[0]);
  if (kind == "stack") return stackArrays(sources);
  if (kind == "k_b" || kind == "v_b") {
    return splitKvB(sources[0], kind == "k_b", numbers[0], numbers[1], numbers[2]);
  }
  return sources[0];
}

std::vector<uint64_t> innermostFirst(const std::vector<int64_t>& shape) { return {shape.rbegin(), shape.rend()}; }

void addGgufTensor(GgufWriter& writer, const GoldenCase& golden, const nlohmann::ordered_json& entry,
                   const std::string& dtype) {
  const auto name = entry[0].get<std::string>();
  const auto recipe = entry[1].get<std::string>();
  std::vector<Array<float>> floats;
  std::vector<Array<int8_t>> integers;
  int32_t shift = 0;
  for (const auto& source : entry[2]) {
    const RandomTensor& tensor = golden.tensor(source.get<std::string>());
    floats.push_back({tensor.shape, tensor.values(golden.seed)});
    integers.push_back({tensor.shape, tensor.integers(golden.seed)});
    shift = tensor.shift;
  }
  const Array<float> array = applyRecipe(recipe, floats);
  const std::vector<uint64_t> shape = innermostFirst(array.shape);
  const bool keep = shape.size() == 1 || name.find("ffn_gate_inp") != std::string::npos || dtype == "F32";
  if (keep) {
    writer.addFloats(name, shape, array.data);
  } else if (dtype == "Q8_0" && shape[0] % 32 == 0) {
    writer.tensor(name, shape, 8, encodeQ8(applyRecipe(recipe, integers).data, shift));
  } else {
    const std::string plain = dtype == "Q8_0" ? "F16" : dtype;
    writer.tensor(name, shape, plain == "F16" ? 1 : 30, encodeFloats(array.data, plain));
  }
}

void addMetadata(GgufWriter& writer, const nlohmann::ordered_json& entry) {
  const auto key = entry[0].get<std::string>();
  const auto type = entry[1].get<std::string>();
  if (type == "u32") writer.addU32(key, entry[2].get<uint32_t>());
  if (type == "f32") writer.pair(key, GgufWriter::kF32, GgufWriter::raw(entry[2].get<float>()));
  if (type == "bool") writer.pair(key, GgufWriter::kBool, GgufWriter::raw(static_cast<uint8_t>(entry[2].get<bool>())));
  if (type == "string") writer.addString(key, entry[2].get<std::string>());
}

}  // namespace

void writeHfFolder(const GoldenCase& golden, const std::filesystem::path& folder, const HfOptions& options) {
  std::filesystem::create_directories(folder);
  writeFile(folder / "config.json", golden.config.dump(2));
  std::vector<SafetensorsWriter> files(static_cast<size_t>(options.shards));
  nlohmann::ordered_json index = {{"metadata", {{"total_size", 0}}}, {"weight_map", nlohmann::ordered_json::object()}};
  const auto fileName = [&](size_t shard) {
    return options.shards == 1 ? std::string("model.safetensors")
                               : fmt::format("model-{:05}-of-{:05}.safetensors", shard + 1, options.shards);
  };
  size_t next = 0;
  for (const RandomTensor& tensor : golden.tensors) {
    if (tensor.name == options.skip) continue;
    const size_t shard = next++ % files.size();
    addTensor(files[shard], tensor, golden.seed, options.dtype);
    index["weight_map"][tensor.name] = fileName(shard);
    if (tensor.fp8) index["weight_map"][tensor.name + "_scale_inv"] = fileName(shard);
  }
  for (size_t shard = 0; shard < files.size(); ++shard) writeFile(folder / fileName(shard), files[shard].bytes());
  if (options.shards > 1) writeFile(folder / "model.safetensors.index.json", index.dump());
}

std::string ggufBytes(const GoldenCase& golden, const std::string& spelling, const std::string& dtype) {
  const auto& part = golden.gguf.at(spelling);
  GgufWriter writer;
  for (const auto& entry : part.at("metadata")) addMetadata(writer, entry);
  for (const auto& entry : part.at("tensors")) addGgufTensor(writer, golden, entry, dtype);
  if (part.contains("rope_freqs")) {
    const auto factors = part.at("rope_freqs").get<std::vector<float>>();
    writer.addFloats("rope_freqs.weight", {factors.size()}, factors);
  }
  return writer.bytes();
}

}  // namespace deepwell::test
