// A checkpoint on a backend, without an engine around it: one backend serves many models of a test program.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "engine/runtime/kv_cache.h"
#include "engine/runtime/stepper.h"
#include "tests/support/test_device.h"

namespace deepwell::test {

class DeviceModel {
 public:
  // kv: what the cache keeps numbers in; the model's own choice if not given.
  static Result<std::unique_ptr<DeviceModel>> open(const std::filesystem::path& path, std::shared_ptr<Backend> backend,
                                                   std::optional<KvType> kv = {});

  // The logits of all tokens, [tokens, vocab]. `cut` are the rows of the steps; its last number stands for all that follow.
  Result<std::vector<float>> logits(std::span<const TokenId> tokens, std::span<const int32_t> cut);

  const Model& model() const { return *model_; }
  const KvLayout& kv() const { return kv_; }

 private:
  std::shared_ptr<Backend> backend_;
  std::shared_ptr<const Model> model_;
  KvLayout kv_;
  std::unique_ptr<Stepper> stepper_;
};

}  // namespace deepwell::test
