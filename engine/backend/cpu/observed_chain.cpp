#include "engine/backend/cpu/observed_chain.h"

#include <mutex>
#include <set>

namespace deepwell::cpu {
namespace {

// Names a thread's track once.
void nameTrack(Trace& trace, int64_t id, int thread) {
  static std::mutex mutex;
  static std::set<int64_t> named;
  const std::lock_guard lock(mutex);
  if (!named.insert(id).second) return;
  trace.nameThread(id, thread == 0 ? "steps" : fmt::format("worker {}", thread));
}

}  // namespace

ObservedChain::ObservedChain(const PlannedOps& ops, const std::vector<OpNote>& notes, StepContext& context,
                             StepView view, StepProfile* profile, Trace* trace)
    : ProgramChain(ops, context),
      notes_(notes),
      view_(std::move(view)),
      profile_(profile),
      trace_(trace),
      doing_(trace != nullptr ? static_cast<size_t>(context.threads()) : 0) {}

void ObservedChain::run() {
  const int64_t begin = Trace::now();
  ProgramChain::run();
  account(Trace::now());
  if (trace_ == nullptr) return;
  for (const Doing& doing : doing_) emit(doing);
  trace_->span(Trace::threadId(), "step", begin, Trace::now(),
               fmt::format("\"rows\":{},\"sequences\":{},\"logit_rows\":{}", context_.rows, context_.step->sequences.size(),
                           context_.logit_rows));
  trace_->flush();
}

// The time since the last op began is its own: between them nothing happens.
void ObservedChain::begin(int64_t now) {
  if (op_ == running_) return;
  account(now);
  running_ = op_;
  began_ = profile_ != nullptr ? Trace::now() : now;
}

void ObservedChain::account(int64_t now) {
  if (running_ == kNothing || profile_ == nullptr) return;
  const OpNote& note = notes_[running_];
  const OpWork work = workOf(note, view_);
  StepProfile::Part& part = profile_->of(note.part);
  part.seconds += static_cast<double>(now - began_) * 1e-9;
  part.bytes += work.bytes;
  part.multiply_adds += work.multiply_adds;
}

int64_t ObservedChain::openStage(int thread) {
  const int64_t now = Trace::now();
  begin(now);
  const int64_t tasks = ProgramChain::openStage(thread);
  if (trace_ != nullptr) note(thread, now, 0);
  return tasks;
}

void ObservedChain::task(int64_t index, int thread) {
  if (trace_ == nullptr) return ProgramChain::task(index, thread);
  const int64_t now = Trace::now();
  ProgramChain::task(index, thread);
  note(thread, now, 1);
}

void ObservedChain::wholeOp(int thread) {
  const int64_t now = Trace::now();
  if (thread == 0) begin(now);
  ProgramChain::wholeOp(thread);
  if (trace_ != nullptr) note(thread, now, 1);
}

// Tasks of one stage that a thread does one after the other are one span.
void ObservedChain::note(int thread, int64_t begin, int tasks) {
  Doing& doing = doing_[static_cast<size_t>(thread)];
  if (doing.op != op_ || doing.stage != stage_) {
    emit(doing);
    doing = {op_, stage_, 0, begin, 0, Trace::threadId(), workOf(notes_[op_], view_).bytes};
    nameTrack(*trace_, doing.thread_id, thread);
  }
  doing.tasks += tasks;
  doing.end = Trace::now();
}

void ObservedChain::emit(const Doing& doing) {
  if (doing.op == kNothing) return;
  const OpNote& note = notes_[doing.op];
  std::string args = fmt::format("\"op\":{},\"stage\":{},\"tasks\":{},\"rows\":{},\"bytes\":{}", doing.op, doing.stage, doing.tasks,
                                 context_.rows, doing.bytes);
  if (note.layer >= 0) args += fmt::format(",\"layer\":{}", note.layer);
  if (!note.weight.empty()) args += fmt::format(",\"weight\":{}", jsonString(note.weight));
  trace_->span(doing.thread_id, ops_[doing.op]->kind(), doing.begin, doing.end, args);
}

}  // namespace deepwell::cpu
