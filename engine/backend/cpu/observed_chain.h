// A pass over a program's ops that is watched: costs by part of the model, and what every thread does when.
#pragma once

#include <vector>

#include "engine/backend/op_notes.h"
#include "engine/backend/cpu/program_chain.h"
#include "engine/base/trace.h"

namespace deepwell::cpu {

class ObservedChain final : public ProgramChain {
 public:
  // Either of `profile` and `trace` may be null.
  ObservedChain(const PlannedOps& ops, const std::vector<OpNote>& notes, StepContext& context, StepView view,
                StepProfile* profile, Trace* trace);

  void run();

  void task(int64_t index, int thread) override;

 private:
  // What a thread has done of a stage so far; one line of the cache each.
  struct alignas(64) Doing {
    size_t op = kNothing;
    int stage = 0;
    int32_t tasks = 0;
    int64_t begin = 0;
    int64_t end = 0;
    int64_t thread_id = 0;
    int64_t bytes = 0;
  };
  static constexpr size_t kNothing = static_cast<size_t>(-1);

  int64_t openStage(int thread) override;
  void wholeOp(int thread) override;
  void begin(int64_t now);
  void account(int64_t now);
  void note(int thread, int64_t begin, int tasks);
  void emit(const Doing& doing);

  const std::vector<OpNote>& notes_;
  StepView view_;
  StepProfile* profile_;
  Trace* trace_;
  std::vector<Doing> doing_;  // by thread
  size_t running_ = kNothing;  // the op whose time is being taken
  int64_t began_ = 0;
};

}  // namespace deepwell::cpu
