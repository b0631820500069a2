// A model's weights and its forward pass as a list of ops. Immutable after loading.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>

#include "engine/api/engine.h"
#include "engine/backend/backend.h"
#include "engine/base/result.h"
#include "engine/format/checkpoint.h"
#include "engine/model/config.h"
#include "engine/model/weight_loader.h"
#include "engine/ops/recorder.h"

namespace deepwell {

class Model {
 public:
  // Finds and checks every tensor of the architecture that the checkpoint names.
  static Result<std::unique_ptr<Model>> load(std::shared_ptr<const Checkpoint> checkpoint, std::stop_token stop);

  virtual ~Model() = default;

  // The whole forward pass of one step: tokens in, logits of the wanted rows out.
  virtual OpList forward() const = 0;

  const ModelConfig& config() const { return config_; }
  const KvLayout& kvLayout() const { return kv_; }
  const Checkpoint& checkpoint() const { return *checkpoint_; }
  // Weight bytes that one decoded token reads (of experts, only those it uses).
  uint64_t activeBytes() const { return active_bytes_; }

 protected:
  Model(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config)
      : checkpoint_(std::move(checkpoint)), config_(std::move(config)) {}

  // The embedding table, the final norm and the head, which every architecture has.
  struct Ends {
    Weight embedding;
    const float* norm = nullptr;
    Weight head;
  };
  Result<Ends> loadEnds(WeightLoader& loader);
  // Selected rows -> final norm -> logits. `hidden` is the residual stream, `delta` its last addition.
  void recordEnd(Recorder& recorder, BufferId hidden, BufferId delta, const Ends& ends) const;

  // float32 where the weights are, and where a position (`elements` in all layers) is so small that exactness costs
  // nothing; float16 otherwise.
  static KvType kvTypeFor(DType weights, int64_t elements);

  std::shared_ptr<const Checkpoint> checkpoint_;
  ModelConfig config_;
  WeightStore store_;
  KvLayout kv_;
  uint64_t active_bytes_ = 0;
};

// One per architecture family.
Result<std::unique_ptr<Model>> loadLlama(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config,
                                         std::stop_token stop);
Result<std::unique_ptr<Model>> loadDeepseek(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config,
                                            std::stop_token stop);

}  // namespace deepwell
