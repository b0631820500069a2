// Where EngineHost gets its engines from: the runtime in the program, a scripted one in tests.
#pragma once

#include <memory>

#include "engine/api/engine.h"

namespace deepwell {

class EngineLoader {
 public:
  using WarningSink = std::function<void(std::string_view line)>;

  virtual ~EngineLoader() = default;
  // Where the engine's warnings go, from any thread, until the loader is gone.
  virtual void setWarnings(WarningSink sink) = 0;
  // As deepwell::listDevices: may be slow, and is called on a worker thread.
  virtual DeviceList devices() = 0;
  // As deepwell::readModelInfo, readMetadata and readTensorList: on a worker thread.
  virtual Result<ModelInfo> info(const std::filesystem::path& path) {
    return fail(ErrorCode::kUnsupported, "{}: this engine reads no files", path.string());
  }
  virtual Result<std::vector<MetadataEntry>> metadata(const std::filesystem::path&) { return std::vector<MetadataEntry>(); }
  virtual Result<std::vector<TensorSummary>> tensors(const std::filesystem::path&) { return std::vector<TensorSummary>(); }
  // As deepwell::loadEngine: blocks, and is called on a worker thread.
  virtual Result<std::shared_ptr<Engine>> load(const std::filesystem::path& path, const EngineOptions& options,
                                               const LoadSink& progress, std::stop_token stop) = 0;
};

std::unique_ptr<EngineLoader> makeRuntimeLoader();

}  // namespace deepwell
