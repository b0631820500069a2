#include "engine/backend/cpu/program.h"

#include <algorithm>
#include <new>

#include "engine/backend/cpu/observed_chain.h"
#include "engine/backend/cpu/program_chain.h"
#include "engine/backend/top_logits.h"

namespace deepwell::cpu {

Result<std::unique_ptr<CpuProgram>> CpuProgram::make(const OpList& list, int32_t max_rows, ThreadPool& pool, Isa isa,
                                                     const CpuProgram* beside) {
  if (max_rows <= 0) return fail(ErrorCode::kInvalidArgument, "a program needs room for at least one row");
  try {
    std::unique_ptr<CpuProgram> program(new CpuProgram);
    PlanNeeds needs;
    needs.list = &list;
    needs.max_rows = max_rows;
    needs.threads = pool.size();
    needs.isa = isa;
    program->max_rows_ = max_rows;
    program->context_.pool = &pool;
    program->context_.vec = &vectorKernels(isa);
    program->limits_ = stepLimits(list, max_rows);
    std::vector<int32_t> calls;
    program->ops_ = planOps(list, needs, calls);
    program->list_ = list;
    if (beside != nullptr) DEEPWELL_TRY(checkSameBuffers(beside->list_, beside->max_rows_, list, max_rows));
    program->notes_ = noteOps(program->list_, calls);
    DEEPWELL_TRY(program->allocate(needs, beside));
    return program;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "no memory for the program's plan of {} ops", list.calls.size());
  }
}

Status CpuProgram::allocate(const PlanNeeds& needs, const CpuProgram* beside) {
  DEEPWELL_TRY(allocateBuffers(beside));
  context_.thread_bytes = (needs.thread_bytes + 4095) / 4096 * 4096;
  DEEPWELL_TRY(allocateScratch(needs.shared_bytes, beside));
  DEEPWELL_ASSIGN(persistent_, HostMemory::allocate(std::max<int64_t>(1, needs.persistent.bytes()), "activations"));
  context_.persistent = persistent_.data();
  const auto rows = static_cast<size_t>(max_rows_);
  context_.position.reserve(rows);
  context_.row_sequence.reserve(rows);
  context_.row_blocks.reserve(rows);
  return {};
}

Status CpuProgram::allocateBuffers(const CpuProgram* beside) {
  Layout layout;
  std::vector<int64_t> offsets;
  for (const BufferInfo& buffer : list_.buffers) offsets.push_back(layout.add(int64_t{4} * max_rows_ * buffer.width));
  if (beside != nullptr) {
    buffers_ = beside->buffers_;
  } else {
    DEEPWELL_ASSIGN(HostMemory memory, HostMemory::allocate(std::max<int64_t>(1, layout.bytes()), "activations"));
    buffers_ = std::make_shared<HostMemory>(std::move(memory));
  }
  for (size_t i = 0; i < offsets.size(); ++i) {
    context_.buffers.push_back(reinterpret_cast<float*>(buffers_->data() + offsets[i]));
    context_.widths.push_back(list_.buffers[i].width);
    context_.row_sets.push_back(list_.buffers[i].rows);
  }
  return {};
}

// The other program's, if it is large enough: only one of them runs at a time.
Status CpuProgram::allocateScratch(int64_t shared_bytes, const CpuProgram* beside) {
  if (beside != nullptr && beside->shared_bytes_ >= shared_bytes && beside->context_.thread_bytes >= context_.thread_bytes) {
    scratch_ = beside->scratch_;
    shared_bytes_ = beside->shared_bytes_;
    context_.thread_bytes = beside->context_.thread_bytes;
  } else {
    Layout layout;
    layout.add(shared_bytes);
    shared_bytes_ = layout.add(context_.thread_bytes * context_.threads());
    DEEPWELL_ASSIGN(HostMemory memory, HostMemory::allocate(std::max<int64_t>(1, layout.bytes()), "activations"));
    scratch_ = std::make_shared<HostMemory>(std::move(memory));
  }
  context_.shared = scratch_->data();
  context_.thread_base = scratch_->data() + shared_bytes_;
  return {};
}

Status CpuProgram::run(const Step& step, const KvCache& kv) {
  DEEPWELL_TRY(checkStep(step, limits_, kv.pages()));
  if (step.top == nullptr || limits_.vocabulary_out == 0) {
    runOps(step, kv);
    return {};
  }
  const size_t rows = step.logit_rows.size();
  Step all = step;
  if (step.logits.empty()) {
    logits_.resize(rows * static_cast<size_t>(limits_.vocabulary_out));
    all.logits = logits_;
  }
  runOps(all, kv);
  takeTopLogits(all.logits.first(rows * static_cast<size_t>(limits_.vocabulary_out)), rows, *step.top);
  return {};
}

Status CpuProgram::readLogits(int32_t row, std::span<float> out) const {
  const auto vocabulary = static_cast<size_t>(limits_.vocabulary_out);
  const size_t first = static_cast<size_t>(std::max(row, 0)) * vocabulary;
  if (row < 0 || out.size() != vocabulary || first + vocabulary > logits_.size()) {
    return fail(ErrorCode::kInvalidArgument, "logit row {} of {} held", row, logits_.size() / std::max<size_t>(1, vocabulary));
  }
  std::ranges::copy(std::span(logits_).subspan(first, vocabulary), out.begin());
  return {};
}

void CpuProgram::runOps(const Step& step, const KvCache& kv) {
  context_.step = &step;
  context_.kv = &kv;
  context_.rows = static_cast<int32_t>(step.tokens.size());
  context_.logit_rows = static_cast<int32_t>(step.logit_rows.size());
  placeRows(step);
  for (const auto& op : ops_) op->reset();
  if (Trace* trace = Trace::get(); trace != nullptr || step.profile != nullptr) {
    const StepView view{&list_, &step, &kv.layout(), [this](BufferId routing, int64_t row) { return context_.row(routing, row); }};
    ObservedChain(ops_, notes_, context_, view, step.profile, trace).run();
  } else {
    ProgramChain(ops_, context_).run();
  }
}

Result<std::span<float>> CpuProgram::buffer(BufferId id, int32_t rows, size_t elements) {
  DEEPWELL_TRY(checkBufferAccess(list_, id, rows, max_rows_, elements));
  return std::span(context_.row(id, 0), elements);
}

void CpuProgram::placeRows(const Step& step) {
  context_.position.clear();
  context_.row_sequence.clear();
  context_.row_blocks.clear();
  for (size_t s = 0; s < step.sequences.size(); ++s) {
    const StepSequence& sequence = step.sequences[s];
    for (int32_t r = 0; r < sequence.row_count; ++r) {
      context_.position.push_back(sequence.first_position + r);
      context_.row_sequence.push_back(static_cast<int32_t>(s));
      if (r % kRowBlock != 0) continue;
      context_.row_blocks.push_back({static_cast<int32_t>(s), sequence.first_row + r,
                                     std::min(kRowBlock, sequence.row_count - r), sequence.first_position + r});
    }
  }
}

}  // namespace deepwell::cpu
