// Loads checkpoints: on the CPU through the public API, on another device under test by themselves.
#pragma once

#include <gtest/gtest.h>

#include "engine/api/engine.h"
#include "tests/model/device_model.h"
#include "tests/model/golden_case.h"
#include "tests/model/logits_compare.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {

inline Result<std::shared_ptr<Engine>> openEngine(const std::filesystem::path& path) {
  EngineOptions options;
  options.device = DeviceKind::kCpu;
  options.threads = 2;
  return loadEngine(path, options, {}, {});
}

// The logits of all tokens, or none and a test failure.
inline std::vector<float> logitsOf(Engine& engine, const GoldenCase& golden, int32_t chunk = 0) {
  auto logits = engine.logits(golden.tokens, chunk);
  if (!logits) {
    ADD_FAILURE() << logits.error().message;
    return {};
  }
  return std::move(*logits);
}

// All tokens in one step.
inline Result<std::vector<float>> logitsOnDevice(const std::filesystem::path& path, const GoldenCase& golden) {
  DEEPWELL_ASSIGN(const std::shared_ptr<Backend> backend, testBackend());
  DEEPWELL_ASSIGN(const std::unique_ptr<DeviceModel> model, DeviceModel::open(path, backend));
  return model->logits(golden.tokens, std::array{static_cast<int32_t>(golden.tokens.size())});
}

inline std::vector<float> logitsOfFile(const std::filesystem::path& path, const GoldenCase& golden) {
  if (!onCpu()) {
    auto logits = logitsOnDevice(path, golden);
    EXPECT_TRUE(logits) << logits.error().message;
    return logits ? *logits : std::vector<float>{};
  }
  auto engine = openEngine(path);
  if (!engine) {
    ADD_FAILURE() << engine.error().message;
    return {};
  }
  return logitsOf(**engine, golden);
}

class GoldenTest : public testing::TestWithParam<std::string> {
 protected:
  GoldenTest() : golden(loadGoldenCase(GetParam())), vocab(static_cast<size_t>(golden.vocab())) {}

  GoldenCase golden;
  size_t vocab;
  TempFolder folder;
};

}  // namespace deepwell::test
