#include "engine/runtime/stepper.h"

#include <bit>

namespace deepwell {

Result<std::unique_ptr<Stepper>> Stepper::make(const Model& model, Backend& backend) {
  auto stepper = std::unique_ptr<Stepper>(new Stepper(model, backend));
  DEEPWELL_TRY(backend.supports(stepper->ops_));
  return stepper;
}

Status Stepper::load(const LoadSink& progress, std::stop_token stop) {
  const auto report = [&progress](uint64_t done, uint64_t total) {
    if (progress) progress({done, total});
  };
  return backend_.load(ops_, report, std::move(stop));
}

Status Stepper::run(const Step& step) {
  // Buckets are powers of two: few programs, little waste.
  const auto bucket = static_cast<int32_t>(std::bit_ceil(static_cast<uint32_t>(step.tokens.size())));
  std::unique_ptr<Program>& program = programs_[bucket];
  if (program == nullptr) {
    auto prepared = backend_.prepare(ops_, bucket);
    if (!prepared) return tl::make_unexpected(prepared.error());
    program = std::move(*prepared);
  }
  return backend_.run(*program, step);
}

}  // namespace deepwell
