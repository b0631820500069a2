// One pass over a program's ops, as a chain of their stages.
#pragma once

#include "engine/backend/cpu/planner.h"
#include "engine/base/thread_pool.h"

namespace deepwell::cpu {

class ProgramChain : public StageChain {
 public:
  ProgramChain(const PlannedOps& ops, StepContext& context) : ops_(ops), context_(context) {}
  virtual ~ProgramChain() = default;

  // Runs all ops; returns when the last one is done.
  void run() {
    do {
      context_.pool->runStages(*this);
      if (finished()) return;
      // An op of the older form: all threads at once.
      context_.pool->run([this](int thread) { wholeOp(thread); });
    } while (true);
  }

  int64_t open(int thread) override {
    while (true) {
      if (++stage_ >= stages_) {
        if (++op_ >= ops_.size()) return kEnd;
        stages_ = current().stages(context_);
        stage_ = 0;
        if (stages_ == 0) return kEnd;
      }
      if (const int64_t tasks = openStage(thread); tasks > 0) return tasks;
    }
  }

  void task(int64_t index, int thread) override { current().task(context_, stage_, index, thread); }

 protected:
  virtual int64_t openStage(int thread) { return current().open(context_, stage_, thread); }
  virtual void wholeOp(int thread) { current().run(context_, thread); }

  PlannedOp& current() const { return *ops_[op_]; }
  bool finished() const { return op_ >= ops_.size(); }

  const PlannedOps& ops_;
  StepContext& context_;
  size_t op_ = static_cast<size_t>(-1);  // none yet
  int stage_ = 0;
  int stages_ = 0;  // of the op
};

}  // namespace deepwell::cpu
