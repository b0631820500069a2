#include "engine/runtime/stepper.h"

#include <bit>

#include "engine/base/log.h"

namespace deepwell {

Result<std::unique_ptr<Stepper>> Stepper::make(const Model& model, Backend& backend) {
  auto stepper = std::unique_ptr<Stepper>(new Stepper(model, backend));
  DEEPWELL_TRY(backend.supports(stepper->ops_));
  return stepper;
}

Status Stepper::load(const LoadSink& progress, const std::stop_token& stop) {
  const auto report = [&progress](uint64_t done, uint64_t total) {
    if (progress) progress({done, total});
  };
  return untilRecovered([&] { return backend_.load(ops_, report, stop); });
}

Status Stepper::warm(const KvLayout& kv, int32_t rows, const std::stop_token& stop) {
  if (backend_.memory().host) return {};
  return untilRecovered([&]() -> Status {
    DEEPWELL_TRY(backend_.reserveKv(kv, 1));
    for (const int32_t count : {1, rows}) {
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
      DEEPWELL_TRY(programFor(count));
    }
    return {};
  });
}

// Loading goes on after failures of the device, with a line in the log each.
Status Stepper::untilRecovered(const std::function<Status()>& attempt) {
  for (int32_t recoveries = 0;; ++recoveries) {
    const Status done = attempt();
    if (done) return {};
    const Error error = deviceError(backend_, done.error());
    if (error.code != ErrorCode::kDevice || recoveries == kMostRecoveries) return tl::make_unexpected(error);
    forgetPrograms();
    DEEPWELL_ASSIGN(const std::string line, backend_.recover(error));
    logLine(LogLevel::kWarning, line);
  }
}

Error deviceError(const Backend& backend, Error error) {
  if (error.code == ErrorCode::kOutOfMemory && !backend.memory().host) error.code = ErrorCode::kDevice;
  return error;
}

// Buckets are powers of two: few programs, little waste.
Result<Program*> Stepper::programFor(int32_t rows) {
  const auto bucket = static_cast<int32_t>(std::bit_ceil(static_cast<uint32_t>(rows)));
  std::unique_ptr<Program>& program = programs_[bucket];
  if (program == nullptr) {
    auto prepared = backend_.prepare(ops_, bucket);
    if (!prepared) return tl::make_unexpected(deviceError(backend_, prepared.error()));
    program = std::move(*prepared);
  }
  return program.get();
}

Status Stepper::run(const Step& step) {
  DEEPWELL_ASSIGN(Program* const program, programFor(static_cast<int32_t>(step.tokens.size())));
  last_ = program;
  if (const Status ran = backend_.run(*program, step); !ran) return tl::make_unexpected(deviceError(backend_, ran.error()));
  return {};
}

Status Stepper::readLogits(int32_t row, std::span<float> out) {
  if (const Status read = backend_.readLogits(*last_, row, out); !read) return tl::make_unexpected(deviceError(backend_, read.error()));
  return {};
}

}  // namespace deepwell
