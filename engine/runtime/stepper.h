// A model on a backend: runs steps of any size with the program that fits.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "engine/api/engine.h"
#include "engine/backend/backend.h"
#include "engine/model/model.h"

namespace deepwell {

// Of one answer, one task, one load: the fifth failure of the device is its end.
inline constexpr int32_t kMostRecoveries = 4;

// An error of a backend call as the runtime sees it: out of a device's memory is kDevice, which Backend::recover() may mend;
// out of the machine's own memory stays kOutOfMemory.
Error deviceError(const Backend& backend, Error error);

class Stepper {
 public:
  // Checks that the backend can run the model. Both must outlive the stepper.
  static Result<std::unique_ptr<Stepper>> make(const Model& model, Backend& backend);

  // Brings the weights to the backend's memory, after a failure of the device to what its recovery leaves. `progress` may be
  // empty.
  Status load(const LoadSink& progress, const std::stop_token& stop);

  // On a device: prepares what the first answer needs, a prompt's chunk of `rows` rows and a single one, so that it does not wait
  // for the driver's compiler. Elsewhere nothing.
  Status warm(const KvLayout& kv, int32_t rows, const std::stop_token& stop);

  Status run(const Step& step);

  // All logits of a logit row of the last run, which had Step::top alone: [vocab].
  Status readLogits(int32_t row, std::span<float> out);

  // Lets go of all programs: they are prepared again when they are needed.
  void forgetPrograms() {
    programs_.clear();
    last_ = nullptr;
  }

  const Model& model() const { return model_; }
  Backend& backend() { return backend_; }

 private:
  Result<Program*> programFor(int32_t rows);
  Status untilRecovered(const std::function<Status()>& attempt);

  Stepper(const Model& model, Backend& backend) : model_(model), backend_(backend), ops_(model.forward()) {}

  const Model& model_;
  Backend& backend_;
  OpList ops_;
  std::map<int32_t, std::unique_ptr<Program>> programs_;  // by bucket of rows
  Program* last_ = nullptr;                               // that ran
};

}  // namespace deepwell
