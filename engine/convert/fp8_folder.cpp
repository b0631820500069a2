#include "engine/convert/fp8_folder.h"

#include <nlohmann/json.hpp>

#include <optional>

#include "engine/convert/plan.h"
#include "engine/convert/tensor_stream.h"
#include "engine/format/output_folder.h"
#include "engine/format/parse_tools.h"
#include "engine/format/safetensors_writer.h"
#include "kernels/common/blocks.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr uint64_t kShardBytes = 5'000'000'000;
constexpr int kMaxNesting = 64;
constexpr std::string_view kConfig = "config.json";
constexpr std::string_view kSideFiles[] = {
    "tokenizer.json",         "tokenizer_config.json",   "generation_config.json", "chat_template.jinja",
    "chat_template.json",     "special_tokens_map.json", "added_tokens.json",      "vocab.json",
    "merges.txt",             "tokenizer.model",         "LICENSE",                "README.md"};

struct OutTensor {
  PlannedTensor tensor;
  bool quantise = false;
  uint64_t bytes() const;
  std::vector<int64_t> scaleShape() const;
};

struct Shard {
  SafetensorsWriter writer;
  std::vector<size_t> tensors;       // of all
  std::vector<size_t> numbers;       // in the writer
};

int64_t blocks(int64_t size) { return (size + kFp8Block - 1) / kFp8Block; }

std::vector<int64_t> OutTensor::scaleShape() const {
  std::vector<int64_t> shape = tensor.shape;
  for (size_t i = shape.size() - 2; i < shape.size(); ++i) shape[i] = blocks(shape[i]);
  return shape;
}

uint64_t OutTensor::bytes() const {
  const auto elements = static_cast<uint64_t>(tensor.rows.rows() * tensor.rows.cols());
  if (!quantise) return elements * dtypeInfo(tensor.source).block_bytes;
  uint64_t scales = sizeof(float);
  for (const int64_t size : scaleShape()) scales *= static_cast<uint64_t>(size);
  return elements + scales;
}

// A matrix of a layer that is multiplied as a whole.
bool isQuantised(const TensorView& tensor) {
  const std::string_view name = tensor.name;
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (!name.starts_with("model.layers.") || tensor.shape.size() < 2 || tensor.shape.size() > 3) return false;
  if (tensor.dtype == DType::kF8E4M3) return true;
  const bool plain = tensor.dtype == DType::kF32 || tensor.dtype == DType::kF16 || tensor.dtype == DType::kBF16;
  if (!plain || tensor.elements() == 0) return false;
  if (has(".mlp.experts.")) return true;
  return (name.ends_with("_proj.weight") || name.ends_with(".kv_a_proj_with_mqa.weight")) && !has(".eh_proj.");
}

class FolderPlanner {
 public:
  FolderPlanner(const Checkpoint& checkpoint, const ModelConfig& config, Fp8BlockSize block)
      : checkpoint_(checkpoint), config_(config), block_(block) {}

  Result<std::vector<OutTensor>> plan() {
    for (const TensorView& tensor : checkpoint_.tensors()) {
      // Block scales follow their tensor.
      constexpr std::string_view kScales = "_scale_inv";
      if (tensor.name.ends_with(kScales)) {
        const TensorView* owner = checkpoint_.find(tensor.name.substr(0, tensor.name.size() - kScales.size()));
        if (owner != nullptr && owner->dtype == DType::kF8E4M3) continue;
      }
      DEEPWELL_TRY(add(tensor));
    }
    return std::move(out_);
  }

 private:
  Status add(const TensorView& tensor) {
    DEEPWELL_ASSIGN(SourcePiece piece, wholeTensor(checkpoint_, tensor, block_));
    if (isQuantised(tensor) && tensor.shape.size() == 3) return addStack(tensor, piece);
    if (piece.scales != nullptr && block_.rows == kFp8Block && block_.cols == kFp8Block) {
      piece.scales = nullptr;  // as it is, with its scales
      push(tensor.name, tensor.shape, tensor, piece, false);
      const TensorView& scales = *checkpoint_.find(tensor.name + "_scale_inv");
      DEEPWELL_ASSIGN(const SourcePiece scale_piece, wholeTensor(checkpoint_, scales, block_));
      push(scales.name, scales.shape, scales, scale_piece, false);
      return {};
    }
    push(tensor.name, tensor.shape, tensor, piece, isQuantised(tensor));
    return {};
  }

  // [experts, rows, cols] to one matrix an expert; gate_up to two.
  Status addStack(const TensorView& tensor, SourcePiece piece) {
    std::string name = tensor.name;
    if (name.ends_with(".weight")) name.resize(name.size() - 7);
    const size_t dot = name.rfind('.');
    const std::string part = name.substr(dot + 1);
    const bool fused = part == "gate_up_proj";
    const int64_t width = fused ? 2 * int64_t{config_.moe.ffn} : config_.moe.ffn;
    const bool down = part == "down_proj";
    if (tensor.shape != std::vector<int64_t>{config_.moe.experts, down ? config_.hidden : width, down ? width : config_.hidden}) {
      return fail(ErrorCode::kUnsupported, "{}: tensor \"{}\" does not have the shape that config.json says",
                  checkpoint_.path().string(), printable(tensor.name));
    }
    const int64_t rows = fused ? tensor.shape[1] / 2 : tensor.shape[1];
    piece.rows = rows;
    for (int64_t expert = 0; expert < tensor.shape[0]; ++expert) {
      for (int64_t half = 0; half < (fused ? 2 : 1); ++half) {
        piece.map = {rows, 0, expert * tensor.shape[1] + half * rows, false};
        const std::string own = fused ? (half == 0 ? "gate_proj" : "up_proj") : part;
        push(fmt::format("{}.{}.{}.weight", name.substr(0, dot), expert, own), {rows, tensor.shape[2]}, tensor, piece, true);
      }
    }
    return {};
  }

  void push(std::string name, std::vector<int64_t> shape, const TensorView& tensor, const SourcePiece& piece, bool quantise) {
    OutTensor out{{std::move(name), std::move(shape), tensor.dtype, RowSource(piece.source_cols, block_)}, quantise};
    out.tensor.rows.add(piece);
    out_.push_back(std::move(out));
  }

  const Checkpoint& checkpoint_;
  const ModelConfig& config_;
  Fp8BlockSize block_;
  std::vector<OutTensor> out_;
};

Result<std::vector<Shard>> makeShards(const std::vector<OutTensor>& tensors) {
  std::vector<Shard> shards(1);
  uint64_t filled = 0;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const OutTensor& out = tensors[i];
    if (filled > 0 && filled + out.bytes() > kShardBytes) {
      shards.emplace_back();
      filled = 0;
    }
    filled += out.bytes();
    Shard& shard = shards.back();
    DEEPWELL_ASSIGN(const size_t number, shard.writer.addTensor(out.tensor.name, out.tensor.shape, out.quantise ? DType::kF8E4M3 : out.tensor.source));
    if (out.quantise) DEEPWELL_TRY(shard.writer.addTensor(out.tensor.name + "_scale_inv", out.scaleShape(), DType::kF32));
    shard.tensors.push_back(i);
    shard.numbers.push_back(number);
  }
  return shards;
}

std::string shardFile(size_t index, size_t count) {
  return count == 1 ? "model.safetensors" : fmt::format("model-{:05}-of-{:05}.safetensors", index + 1, count);
}

Status writeShard(const Shard& shard, const std::vector<OutTensor>& tensors, const fs::path& path, TensorStream& stream,
                  uint64_t* bytes) {
  const std::string head = shard.writer.head();
  *bytes += head.size() + shard.writer.dataBytes();
  DEEPWELL_ASSIGN(OutputFile file, OutputFile::create(path, head.size() + shard.writer.dataBytes()));
  DEEPWELL_TRY(file.writeAt(0, head));
  for (size_t i = 0; i < shard.tensors.size(); ++i) {
    const OutTensor& out = tensors[shard.tensors[i]];
    const uint64_t offset = head.size() + shard.writer.tensorOffset(shard.numbers[i]);
    if (out.quantise) {
      const uint64_t scales = head.size() + shard.writer.tensorOffset(shard.numbers[i] + 1);
      DEEPWELL_TRY(stream.writeFp8(out.tensor, file, offset, scales));
    } else {
      DEEPWELL_TRY(stream.write(out.tensor, out.tensor.source, file, offset));
    }
  }
  return file.commit();
}

Status writeIndex(const std::vector<Shard>& shards, const std::vector<OutTensor>& tensors, const OutputFolder& folder) {
  ordered_json map = ordered_json::object();
  uint64_t total = 0;
  for (size_t s = 0; s < shards.size(); ++s) {
    total += shards[s].writer.dataBytes();
    for (const size_t i : shards[s].tensors) {
      map[tensors[i].tensor.name] = shardFile(s, shards.size());
      if (tensors[i].quantise) map[tensors[i].tensor.name + "_scale_inv"] = shardFile(s, shards.size());
    }
  }
  const ordered_json index = {{"metadata", {{"total_size", total}}}, {"weight_map", std::move(map)}};
  return folder.writeText("model.safetensors.index.json", index.dump(2) + "\n");
}

Result<std::string> configWithFp8(const Checkpoint& checkpoint) {
  DEEPWELL_ASSIGN(const std::string text, checkpoint.readSideFile(kConfig));
  const auto shallow = [](int depth, ordered_json::parse_event_t, ordered_json&) { return depth <= kMaxNesting; };
  ordered_json config = ordered_json::parse(text, shallow, /*allow_exceptions=*/false);
  if (!config.is_object()) {
    return fail(ErrorCode::kCorruptFile, "{}: {} is not a JSON object", checkpoint.path().string(), kConfig);
  }
  // What an FP8 folder says beyond this (the format of scales) stays.
  ordered_json& quantisation = config["quantization_config"];
  if (!quantisation.is_object() || quantisation.value("quant_method", ordered_json()) != "fp8") {
    quantisation = {{"activation_scheme", "dynamic"}};
  }
  quantisation["fmt"] = "e4m3";
  quantisation["quant_method"] = "fp8";
  quantisation["weight_block_size"] = {kFp8Block, kFp8Block};
  return config.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

Status writeSideFiles(const Checkpoint& checkpoint, const OutputFolder& folder) {
  DEEPWELL_ASSIGN(const std::string config, configWithFp8(checkpoint));
  DEEPWELL_TRY(folder.writeText(kConfig, config));
  for (const std::string_view name : kSideFiles) {
    const auto text = checkpoint.readSideFile(name);
    if (text) {
      DEEPWELL_TRY(folder.writeText(name, *text));
    } else if (text.error().code != ErrorCode::kNotFound) {
      return tl::make_unexpected(text.error());
    }
  }
  return {};
}

Status refuseSource(const Checkpoint& checkpoint, const fs::path& out) {
  if (checkpoint.kind() != Checkpoint::Kind::kSafetensors) {
    return fail(ErrorCode::kUnsupported, "{}: FP8 is made from a safetensors folder, not from a GGUF file", checkpoint.path().string());
  }
  std::error_code error;
  const fs::path parent = checkpoint.files().front().parent_path();
  if (fs::equivalent(parent.empty() ? "." : parent, out, error) && !error) {
    return fail(ErrorCode::kInvalidArgument, "{}: is the model that is read; give another name for the result", out.string());
  }
  return {};
}

}  // namespace

Result<QuantizeReport> writeFp8Folder(const Checkpoint& checkpoint, const fs::path& out, const QuantizeOptions& options,
                                      const QuantizeSink& progress, std::stop_token stop) {
  DEEPWELL_TRY(refuseSource(checkpoint, out));
  DEEPWELL_ASSIGN(const Fp8BlockSize block, fp8BlockSize(checkpoint));
  DEEPWELL_ASSIGN(const ModelConfig config, readModelConfig(checkpoint));
  DEEPWELL_ASSIGN(const std::vector<OutTensor> tensors, FolderPlanner(checkpoint, config, block).plan());
  DEEPWELL_ASSIGN(const std::vector<Shard> shards, makeShards(tensors));
  DEEPWELL_ASSIGN(OutputFolder folder, OutputFolder::create(out, options.force));
  QuantizeReport report;
  for (const OutTensor& tensor : tensors) {
    report.in_bytes += tensor.tensor.rows.sourceBytes();
    report.bytes_by_dtype[std::string(dtypeInfo(tensor.quantise ? DType::kF8E4M3 : tensor.tensor.source).name)] += tensor.bytes();
  }
  report.tensors = tensors.size();
  DEEPWELL_TRY(writeSideFiles(checkpoint, folder));
  ThreadPool pool(options.threads);
  TensorStream stream(pool, report.in_bytes, progress, std::move(stop));
  for (size_t s = 0; s < shards.size(); ++s) {
    const fs::path path = folder.temporary() / shardFile(s, shards.size());
    DEEPWELL_TRY(writeShard(shards[s], tensors, path, stream, &report.out_bytes));
  }
  if (shards.size() > 1) DEEPWELL_TRY(writeIndex(shards, tensors, folder));
  DEEPWELL_TRY(folder.commit());
  return report;
}

}  // namespace deepwell
