// Opens a model and answers questions about it. Everything is thread-safe unless it says otherwise.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/device.h"
#include "engine/api/events.h"
#include "engine/api/session.h"
#include "engine/api/text.h"
#include "engine/base/result.h"

namespace deepwell {

// What the KV cache keeps a number in. kAuto: 32 bits for float32 checkpoints and tiny models, else 16. MLA's latent, which
// is small, stays at 16 where 8 are asked for.
enum class KvPrecision { kAuto, kF32, kF16, kQ8 };

// "auto", "f32", "f16" or "q8".
Result<KvPrecision> parseKvPrecision(std::string_view name);

struct EngineOptions {
  DeviceChoice device;
  uint64_t device_memory = 0;  // bytes of a GPU's memory to use at most; 0: what is free, less a margin
  int32_t device_layers = -1;  // layers on a GPU, the others stay on the processor; -1: as many as fit
  int threads = 0;             // 0: the physical cores
  int32_t context_tokens = 0;  // 0: what the checkpoint says, at most kDefaultContext
  int32_t prefill_chunk = 256; // rows of one prefill step, 1..4096; a device takes 1024 at most
  KvPrecision kv = KvPrecision::kAuto;

  // While the engine is idle, and a little between steps, copy the weights into pages of 2 MiB, which are read faster. Only
  // done where the weights fit into the free memory twice.
  bool huge_pages = true;
};

inline constexpr int32_t kDefaultContext = 32768;

struct LoadProgress {
  uint64_t bytes_done = 0;
  uint64_t bytes_total = 0;
};
using LoadSink = std::function<void(const LoadProgress&)>;

struct TensorSummary {
  std::string name;
  std::string dtype;           // "F32", "Q4_K", ...
  std::vector<int64_t> shape;  // outermost first
  uint64_t bytes = 0;
};

// What `deepwell-cli info` prints.
struct ModelInfo {
  std::filesystem::path path;
  std::string name;          // for a person: general.name, or the folder's or file's name
  std::string format;        // "gguf" or "safetensors"
  std::string architecture;  // "llama", "qwen2", "qwen3" or "deepseek2"
  uint64_t file_bytes = 0;
  uint64_t parameters = 0;         // elements of all tensors
  uint64_t active_parameters = 0;  // of these, used for one token
  int32_t layers = 0;
  int32_t hidden = 0;
  int32_t heads = 0;
  int32_t kv_heads = 0;
  int32_t vocab = 0;
  int32_t context = 0;  // positions the checkpoint was trained or scaled for
  int32_t experts = 0;  // routed, 0: dense
  int32_t experts_per_token = 0;
  bool mla = false;
  uint64_t kv_bytes_per_token = 0;  // of the KV cache at 16 bits, all layers
  bool thinks = false;  // the template or the vocabulary knows <think>
  ModelPlacement placement;  // as it was loaded
  std::map<std::string, uint64_t> bytes_by_dtype;
  SamplingParams recommended;  // generation_config.json, or the defaults
};

// Full forward passes without a conversation: for oracles, benchmarks and views.
struct BenchOptions {
  int32_t prefill = 512;
  int32_t decode = 128;
  int32_t depth = 0;  // tokens that are in the KV cache before either
  int32_t repeat = 3;
  bool ceilings = false;  // also measure what the machine can do at most
};
// What one part of the model costs: "qkv", "attention", "output", "ffn", "moe", "logits" or "rest". `gbps`: weights and KV
// cache that have to be read at least, in 1e9 bytes a second; `gops`: 1e9 operations a second, two each multiply-add.
struct BenchPart {
  std::string name;
  double token_ms = 0;  // of one token
  double gbps = 0;
  double gops = 0;
};
struct BenchResult {
  double prefill_tps = 0;   // tokens a second, median
  double decode_tps = 0;    // tokens a second, median
  double weight_gbps = 0;   // weight bytes that one decoded token reads, times decode_tps, in 1e9 bytes a second
  double load_s = 0;
  double peak_rss_mb = 0;   // 2^20 bytes
  uint64_t huge_page_bytes = 0;  // of the weights, in pages of 2 MiB
  std::vector<BenchPart> prefill_parts;  // parts that took no time are left out; the last one, "all", is their sum
  std::vector<BenchPart> decode_parts;
  double read_ceiling_gbps = 0;  // measured if asked for, else 0: memory read by the same threads,
  double int8_ceiling_gops = 0;  // and 8-bit multiply-adds in registers
};

// What one conversation can hold, as the model was loaded.
struct ContextSize {
  int32_t tokens = 0;            // prompt and answer together, at most ModelInfo::context
  uint64_t bytes_per_token = 0;  // of the KV cache, in the device's memory; 0: not known
};

class Engine {
 public:
  virtual ~Engine() = default;

  virtual const ModelInfo& info() const = 0;
  virtual std::unique_ptr<Session> createSession() = 0;
  virtual ContextSize context() const { return {info().context, 0}; }

  // Where the model lies now: elsewhere than at first once a device has failed (Notice).
  virtual ModelPlacement placement() const { return info().placement; }

  // The tokenizer and the template; nullptr if the checkpoint has no tokenizer (generate() then gives an error).
  virtual std::shared_ptr<const TextCodec> text() const = 0;

  // Logits of every position, row-major [ids.size(), vocab]. `chunk`: rows a step, 0 takes the default.
  virtual Result<std::vector<float>> logits(std::span<const TokenId> ids, int32_t chunk) = 0;

  virtual Result<BenchResult> bench(const BenchOptions& options, std::stop_token stop) = 0;
};

// Where the engine's warnings go, one line each; nowhere by default. For the whole process; `sink` must be quick.
void setWarningSink(std::function<void(std::string_view line)> sink);

// Loads a model: PATH is a .gguf, the first shard of several, a safetensors folder, or "pocket" for the bundled model.
// Blocks; `progress` is called on this thread. Errors name the file, what was expected and what to do.
Result<std::shared_ptr<Engine>> loadEngine(const std::filesystem::path& path, const EngineOptions& options,
                                           const LoadSink& progress, std::stop_token stop);

// The same without weights in memory or a backend: answers at once for files of any size.
Result<ModelInfo> readModelInfo(const std::filesystem::path& path);
Result<std::vector<TensorSummary>> readTensorList(const std::filesystem::path& path);

// What a file says of itself, for a person: GGUF's pairs, or the text of config.json. Values are cut at 2,000 bytes of
// UTF-8, arrays after some elements.
struct MetadataEntry {
  std::string key;
  std::string value;
};
Result<std::vector<MetadataEntry>> readMetadata(const std::filesystem::path& path);

// One tensor of a checkpoint converted to float32, row-major.
struct TensorValues {
  std::vector<int64_t> shape;  // outermost first
  std::vector<float> values;
};
Result<TensorValues> readTensor(const std::filesystem::path& path, std::string_view name);

// "pocket" -> the bundled model's folder (DEEPWELL_RESOURCES, beside the program, or the source tree); others unchanged.
Result<std::filesystem::path> resolveModelPath(const std::filesystem::path& path);

}  // namespace deepwell
