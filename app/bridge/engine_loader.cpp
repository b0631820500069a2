#include "app/bridge/engine_loader.h"

namespace deepwell {
namespace {

class RuntimeLoader : public EngineLoader {
 public:
  ~RuntimeLoader() override { setWarningSink({}); }
  void setWarnings(WarningSink sink) override { setWarningSink(std::move(sink)); }
  DeviceList devices() override { return listDevices(); }
  Result<ModelInfo> info(const std::filesystem::path& path) override { return readModelInfo(path); }
  Result<std::vector<MetadataEntry>> metadata(const std::filesystem::path& path) override { return readMetadata(path); }
  Result<std::vector<TensorSummary>> tensors(const std::filesystem::path& path) override { return readTensorList(path); }
  Result<std::shared_ptr<Engine>> load(const std::filesystem::path& path, const EngineOptions& options,
                                       const LoadSink& progress, std::stop_token stop) override {
    return loadEngine(path, options, progress, stop);
  }
};

}  // namespace

std::unique_ptr<EngineLoader> makeRuntimeLoader() { return std::make_unique<RuntimeLoader>(); }

}  // namespace deepwell
