// Converts a model to other weight types, or a Hugging Face folder to GGUF. Tensors are streamed: memory stays below a
// few hundred MB whatever the model's size.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace deepwell {

struct QuantizeOptions {
  std::string type = "auto";  // one of quantizeTypes(); auto: the source's own types (FP8 becomes BF16)
  bool force = false;         // an existing OUT is replaced
  int threads = 0;            // 0: the physical cores; the result does not depend on it
};

struct QuantizeProgress {
  uint64_t bytes_done = 0;  // of the source's tensors
  uint64_t bytes_total = 0;
};
using QuantizeSink = std::function<void(const QuantizeProgress&)>;

struct QuantizeReport {
  uint64_t tensors = 0;
  uint64_t in_bytes = 0;   // of tensors
  uint64_t out_bytes = 0;  // of files
  double seconds = 0;
  std::map<std::string, uint64_t> bytes_by_dtype;  // in OUT
  std::vector<std::string> notes;                  // lines for a person: what OUT holds less exactly than IN
};

// "F16", "Q8_0", "Q4_K_M", ..., "FP8": what type can be.
std::vector<std::string> quantizeTypes();

// Whether `type` is one of them, in upper or lower case; the error names them all.
Status checkQuantizeType(const std::string& type);

// IN is a safetensors folder or a GGUF file (as loadEngine() takes them), OUT a .gguf; for FP8 both are folders. OUT
// appears whole or not at all, under its name when all is written; IN is never touched. `progress` is called on this
// thread.
Result<QuantizeReport> quantizeModel(const std::filesystem::path& in, const std::filesystem::path& out,
                                     const QuantizeOptions& options, const QuantizeSink& progress,
                                     std::stop_token stop);

}  // namespace deepwell
