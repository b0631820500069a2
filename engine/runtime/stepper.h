// A model on a backend: runs steps of any size with the program that fits.
#pragma once

#include <map>
#include <memory>

#include "engine/api/engine.h"
#include "engine/backend/backend.h"
#include "engine/model/model.h"

namespace deepwell {

class Stepper {
 public:
  // Checks that the backend can run the model. Both must outlive the stepper.
  static Result<std::unique_ptr<Stepper>> make(const Model& model, Backend& backend);

  // Brings the weights to the backend's memory. `progress` may be empty.
  Status load(const LoadSink& progress, std::stop_token stop);

  Status run(const Step& step);

  const Model& model() const { return model_; }
  Backend& backend() { return backend_; }

 private:
  Stepper(const Model& model, Backend& backend) : model_(model), backend_(backend), ops_(model.forward()) {}

  const Model& model_;
  Backend& backend_;
  OpList ops_;
  std::map<int32_t, std::unique_ptr<Program>> programs_;  // by bucket of rows
};

}  // namespace deepwell
