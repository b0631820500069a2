#include "engine/backend/cpu/program.h"

#include <new>

#include "engine/backend/cpu/observed_chain.h"
#include "engine/backend/cpu/program_chain.h"

namespace deepwell::cpu {

Result<std::unique_ptr<CpuProgram>> CpuProgram::make(const OpList& list, int32_t max_rows, ThreadPool& pool, Isa isa) {
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
    for (const OpCall& call : list.calls) {
      if (const auto* embed = std::get_if<op::Embed>(&call)) program->vocabulary_in_ = embed->table->rows;
      if (const auto* logits = std::get_if<op::Logits>(&call)) program->vocabulary_out_ = logits->head->rows;
      program->uses_kv_ |= std::holds_alternative<op::RopeStore>(call) || std::holds_alternative<op::MlaStore>(call) ||
                           std::holds_alternative<op::Attention>(call) ||
                           std::holds_alternative<op::MlaAttention>(call);
    }
    std::vector<int32_t> calls;
    program->ops_ = planOps(list, needs, calls);
    program->list_ = list;
    program->notes_ = noteOps(program->list_, calls);
    DEEPWELL_TRY(program->allocate(list, needs));
    return program;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "no memory for the program's plan of {} ops", list.calls.size());
  }
}

Status CpuProgram::allocate(const OpList& list, const PlanNeeds& needs) {
  Layout layout;
  std::vector<int64_t> offsets;
  for (const BufferInfo& buffer : list.buffers) offsets.push_back(layout.add(int64_t{4} * max_rows_ * buffer.width));
  const int64_t persistent = layout.add(needs.persistent.bytes());
  const int64_t shared = layout.add(needs.shared_bytes);
  context_.thread_bytes = (needs.thread_bytes + 4095) / 4096 * 4096;
  const int64_t threads = layout.add(context_.thread_bytes * context_.threads());
  DEEPWELL_ASSIGN(arena_, HostMemory::allocate(std::max<int64_t>(1, layout.bytes()), "activations"));
  for (size_t i = 0; i < offsets.size(); ++i) {
    context_.buffers.push_back(reinterpret_cast<float*>(arena_.data() + offsets[i]));
    context_.widths.push_back(list.buffers[i].width);
    context_.row_sets.push_back(list.buffers[i].rows);
  }
  context_.persistent = arena_.data() + persistent;
  context_.shared = arena_.data() + shared;
  context_.thread_base = arena_.data() + threads;
  const auto rows = static_cast<size_t>(max_rows_);
  context_.position.reserve(rows);
  context_.row_sequence.reserve(rows);
  context_.row_blocks.reserve(rows);
  return {};
}

Status CpuProgram::run(const Step& step, const KvCache& kv) {
  DEEPWELL_TRY(check(step, kv));
  context_.step = &step;
  context_.kv = &kv;
  context_.rows = static_cast<int32_t>(step.tokens.size());
  context_.logit_rows = static_cast<int32_t>(step.logit_rows.size());
  placeRows(step);
  for (const auto& op : ops_) op->reset();
  if (Trace* trace = Trace::get(); trace != nullptr || step.profile != nullptr) {
    ObservedChain(ops_, notes_, context_, step.profile, trace).run();
  } else {
    ProgramChain(ops_, context_).run();
  }
  return {};
}

Status CpuProgram::check(const Step& step, const KvCache& kv) const {
  const auto rows = static_cast<int64_t>(step.tokens.size());
  if (rows > max_rows_) {
    return fail(ErrorCode::kInvalidArgument, "a step of {} rows, but the program was made for {}", rows, max_rows_);
  }
  for (const int32_t token : step.tokens) {
    if (vocabulary_in_ > 0 && (token < 0 || token >= vocabulary_in_)) {
      return fail(ErrorCode::kInvalidArgument, "token {} is outside the vocabulary of {}", token, vocabulary_in_);
    }
  }
  int64_t last = -1;
  for (const int32_t row : step.logit_rows) {
    if (row <= last || row >= rows) return fail(ErrorCode::kInvalidArgument, "logit row {} out of order or range", row);
    last = row;
  }
  if (static_cast<int64_t>(step.logits.size()) < static_cast<int64_t>(step.logit_rows.size()) * vocabulary_out_) {
    return fail(ErrorCode::kInvalidArgument, "room for {} logits, needed {} x {}", step.logits.size(),
                step.logit_rows.size(), vocabulary_out_);
  }
  return checkSequences(step, kv);
}

Status CpuProgram::checkSequences(const Step& step, const KvCache& kv) const {
  int64_t covered = 0;
  for (const StepSequence& sequence : step.sequences) {
    if (sequence.first_row != covered || sequence.row_count < 0 || sequence.first_position < 0) {
      return fail(ErrorCode::kInvalidArgument, "sequences must cover the rows of a step in order");
    }
    covered += sequence.row_count;
    if (!uses_kv_ || sequence.row_count == 0) continue;
    const int64_t positions = int64_t{sequence.first_position} + sequence.row_count;
    if (static_cast<int64_t>(sequence.pages.size()) * kPageTokens < positions) {
      return fail(ErrorCode::kInvalidArgument, "{} pages for {} positions", sequence.pages.size(), positions);
    }
    for (const int32_t page : sequence.pages) {
      if (page < 0 || page >= kv.pages()) {
        return fail(ErrorCode::kInvalidArgument, "page {} of {} reserved", page, kv.pages());
      }
    }
  }
  if (covered != static_cast<int64_t>(step.tokens.size())) {
    return fail(ErrorCode::kInvalidArgument, "sequences cover {} of {} rows", covered, step.tokens.size());
  }
  return {};
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
