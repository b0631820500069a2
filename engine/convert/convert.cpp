// engine/api/quantize.h: opens, plans, writes.
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <system_error>

#include "engine/api/quantize.h"
#include "engine/convert/fp8_folder.h"
#include "engine/convert/metadata.h"
#include "engine/convert/tensor_stream.h"
#include "engine/convert/type_mix.h"
#include "engine/format/parse_tools.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFp8 = "FP8";
constexpr uint32_t kQuantizationVersion = 2;  // of ggml's block formats

bool samePlace(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return fs::exists(b, error) && fs::equivalent(a, b, error);
}

Status checkOutFile(const Checkpoint& checkpoint, const fs::path& out, bool force) {
  std::error_code error;
  for (const fs::path& file : checkpoint.files()) {
    if (samePlace(file, out)) {
      return fail(ErrorCode::kInvalidArgument, "{}: is the model that is read; give another name for the result", out.string());
    }
  }
  if (fs::is_directory(out, error)) {
    return fail(ErrorCode::kInvalidArgument, "{}: is a folder; give the name of a .gguf file", out.string());
  }
  if (fs::exists(fs::symlink_status(out, error)) && !force) {
    return fail(ErrorCode::kInvalidArgument, "{}: is there already; --force replaces it", out.string());
  }
  if (fs::exists(out, error) && !fs::is_regular_file(out, error)) {
    return fail(ErrorCode::kInvalidArgument, "{}: is no regular file and cannot be replaced", out.string());
  }
  const fs::path folder = out.has_parent_path() ? out.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error)) {
    return fail(ErrorCode::kNotFound, "{}: there is no such folder; make it first", folder.string());
  }
  return {};
}

// A GGUF file that holds the tensors in new types.
struct GgufJob {
  std::vector<PlannedTensor> tensors;
  std::vector<DType> types;
  MixModel model;
  GgufWriter writer;
  std::vector<std::string> notes;
};

int32_t metadataNumber(const Checkpoint& checkpoint, std::string_view key, int32_t fallback) {
  const std::string prefix(checkpoint.metadataString("general.architecture").value_or(""));
  const int64_t value = checkpoint.metadataInt(fmt::format("{}.{}", prefix, key)).value_or(fallback);
  return value >= 0 && value <= INT32_MAX ? static_cast<int32_t>(value) : fallback;
}

Status planGguf(const Checkpoint& checkpoint, GgufJob* job) {
  DEEPWELL_ASSIGN(job->tensors, planFromGguf(checkpoint));
  job->model.layers = metadataNumber(checkpoint, "block_count", 0);
  const int32_t heads = metadataNumber(checkpoint, "attention.head_count", 1);
  job->model.heads_per_kv = heads / std::max(metadataNumber(checkpoint, "attention.head_count_kv", heads), 1);
  job->model.experts = metadataNumber(checkpoint, "expert_count", 0);
  job->model.tied = checkpoint.find("output.weight") == nullptr;
  return copyGgufMetadata(checkpoint, &job->writer);
}

Status planHf(const Checkpoint& checkpoint, GgufJob* job) {
  DEEPWELL_ASSIGN(const ModelConfig config, readModelConfig(checkpoint));
  const int32_t layers = layersWithNextN(checkpoint, config);
  DEEPWELL_TRY(addModelMetadata(checkpoint, config, layers, &job->writer));
  DEEPWELL_TRY(addTokenizerMetadata(checkpoint, config, &job->writer, &job->notes));
  DEEPWELL_ASSIGN(job->tensors, planFromHf(checkpoint, config, layers));
  if (config.architecture == Architecture::kDeepseek2 && config.norm_eps != config.mla_norm_eps) {
    job->notes.push_back(fmt::format("{}: GGUF has one epsilon for all norms; {} is taken for those of MLA too, which have {}",
                                     checkpoint.path().string(), config.norm_eps, config.mla_norm_eps));
  }
  job->model = {layers, config.kv_heads > 0 ? config.heads / config.kv_heads : 1, config.moe.experts, config.tied};
  return {};
}

// general.file_type of a file that keeps its source's types: by the type of most bytes.
uint32_t fileTypeOf(const TypeMix& mix, const GgufJob& job) {
  if (!mix.base.empty()) return mix.file_type;
  std::map<DType, uint64_t> elements;
  for (size_t i = 0; i < job.tensors.size(); ++i) {
    elements[job.types[i]] += static_cast<uint64_t>(job.tensors[i].rows.rows() * job.tensors[i].rows.cols());
  }
  const auto most = std::max_element(elements.begin(), elements.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const TypeMix* same = most == elements.end() ? nullptr : findTypeMix(dtypeInfo(most->first).name);
  return same == nullptr ? 0 : same->file_type;
}

// Quantising what is quantised already adds one error to another.
void noteTwiceQuantised(const Checkpoint& checkpoint, GgufJob* job) {
  for (size_t i = 0; i < job->tensors.size(); ++i) {
    const DTypeInfo& from = dtypeInfo(job->tensors[i].source);
    const DTypeInfo& to = dtypeInfo(job->types[i]);
    if (from.block_elements == 1 || to.block_elements == 1 || from.dtype == to.dtype) continue;
    job->notes.push_back(fmt::format("{}: holds {} already; quantising the F16, BF16 or F32 original is better",
                                     checkpoint.path().string(), from.name));
    return;
  }
}

Result<QuantizeReport> writeGguf(const Checkpoint& checkpoint, const fs::path& out, const TypeMix& mix,
                                 const QuantizeOptions& options, const QuantizeSink& progress, std::stop_token stop) {
  DEEPWELL_TRY(checkOutFile(checkpoint, out, options.force));
  GgufJob job;
  DEEPWELL_TRY(checkpoint.kind() == Checkpoint::Kind::kGguf ? planGguf(checkpoint, &job) : planHf(checkpoint, &job));
  QuantizeReport report;
  bool quantised = false;
  for (const PlannedTensor& tensor : job.tensors) {
    auto type = chooseType(mix, job.model, tensor.name, tensor.shape, tensor.source);
    if (!type) return failWith(type.error(), checkpoint.path().string());
    auto added = job.writer.addTensor(tensor.name, tensor.shape, *type);
    if (!added) return failWith(added.error(), checkpoint.path().string());
    job.types.push_back(*type);
    quantised |= dtypeInfo(*type).block_elements > 1;
    report.in_bytes += tensor.rows.sourceBytes();
    const DTypeInfo& info = dtypeInfo(*type);
    const auto elements = static_cast<uint64_t>(tensor.rows.rows() * tensor.rows.cols());
    report.bytes_by_dtype[std::string(info.name)] += elements / info.block_elements * info.block_bytes;
  }
  job.writer.addU32("general.file_type", fileTypeOf(mix, job));
  if (quantised) job.writer.addU32("general.quantization_version", kQuantizationVersion);
  noteTwiceQuantised(checkpoint, &job);
  report.notes = job.notes;
  report.tensors = job.tensors.size();
  report.out_bytes = job.writer.fileBytes();
  DEEPWELL_ASSIGN(OutputFile file, OutputFile::create(out, report.out_bytes));
  DEEPWELL_TRY(file.writeAt(0, job.writer.head()));
  ThreadPool pool(options.threads);
  TensorStream stream(pool, report.in_bytes, progress, stop);
  for (size_t i = 0; i < job.tensors.size(); ++i) {
    const uint64_t offset = job.writer.dataOffset() + job.writer.tensorOffset(i);
    if (const Status done = stream.write(job.tensors[i], job.types[i], file, offset); !done) {
      return done.error().code == ErrorCode::kIo ? tl::make_unexpected(done.error())
                                                  : failWith(done.error(), checkpoint.path().string());
    }
  }
  DEEPWELL_TRY(file.commit());
  return report;
}

std::string upperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  return text;
}

Result<QuantizeReport> quantizeOpened(const Checkpoint& checkpoint, const fs::path& out, const QuantizeOptions& options,
                                      const QuantizeSink& progress, std::stop_token stop) {
  if (upperCase(options.type) == kFp8) return writeFp8Folder(checkpoint, out, options, progress, std::move(stop));
  return writeGguf(checkpoint, out, *findTypeMix(options.type), options, progress, std::move(stop));
}

}  // namespace

std::vector<std::string> quantizeTypes() {
  std::vector<std::string> types;
  for (const TypeMix& mix : allTypeMixes()) types.emplace_back(mix.name);
  types.emplace_back(kFp8);
  return types;
}

Status checkQuantizeType(const std::string& type) {
  const std::string wanted = upperCase(type);
  if (wanted == kFp8 || findTypeMix(wanted) != nullptr) return {};
  // So few bits that a plain squared error chooses badly.
  const bool blind = wanted.starts_with("IQ1_") || wanted == "IQ2_XXS" || wanted == "IQ2_XS";
  return fail(blind ? ErrorCode::kUnsupported : ErrorCode::kInvalidArgument, "{} \"{}\"{}; known are {}",
              blind ? "type" : "unknown type", printable(type),
              blind ? " is for files made with an importance matrix, which Deepwell does not write" : "",
              fmt::join(quantizeTypes(), " "));
}

Result<QuantizeReport> quantizeModel(const fs::path& in, const fs::path& out, const QuantizeOptions& options,
                                     const QuantizeSink& progress, std::stop_token stop) {
  const auto begin = std::chrono::steady_clock::now();
  DEEPWELL_TRY(checkQuantizeType(options.type));
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(in));
  auto report = quantizeOpened(*checkpoint, out, options, progress, std::move(stop));
  if (report) report->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return report;
}

}  // namespace deepwell
