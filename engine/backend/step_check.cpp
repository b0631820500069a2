#include "engine/backend/step_check.h"

#include <algorithm>

#include "engine/backend/top_logits.h"

namespace deepwell {
namespace {

Status checkSequences(const Step& step, bool uses_kv, int32_t kv_pages) {
  int64_t covered = 0;
  for (const StepSequence& sequence : step.sequences) {
    if (sequence.first_row != covered || sequence.row_count < 0 || sequence.first_position < 0) {
      return fail(ErrorCode::kInvalidArgument, "sequences must cover the rows of a step in order");
    }
    covered += sequence.row_count;
    if (!uses_kv || sequence.row_count == 0) continue;
    const int64_t positions = int64_t{sequence.first_position} + sequence.row_count;
    if (static_cast<int64_t>(sequence.pages.size()) * kPageTokens < positions) {
      return fail(ErrorCode::kInvalidArgument, "{} pages for {} positions", sequence.pages.size(), positions);
    }
    for (const int32_t page : sequence.pages) {
      if (page < 0 || page >= kv_pages) {
        return fail(ErrorCode::kInvalidArgument, "page {} of {} reserved", page, kv_pages);
      }
    }
  }
  if (covered != static_cast<int64_t>(step.tokens.size())) {
    return fail(ErrorCode::kInvalidArgument, "sequences cover {} of {} rows", covered, step.tokens.size());
  }
  return {};
}

// Room for the logits, and for the best of them where they are wanted.
Status checkLogits(const Step& step, int64_t vocabulary) {
  if (vocabulary == 0) return {};
  const auto rows = static_cast<int64_t>(step.logit_rows.size());
  const bool all = step.top == nullptr || !step.logits.empty();
  if (all && static_cast<int64_t>(step.logits.size()) < rows * vocabulary) {
    return fail(ErrorCode::kInvalidArgument, "room for {} logits, needed {} x {}", step.logits.size(), rows, vocabulary);
  }
  if (step.top == nullptr) return {};
  const TopLogits& top = *step.top;
  const auto wanted = static_cast<size_t>(rows);
  if (top.count < 1 || top.count > std::min<int64_t>(vocabulary, kMostTopLogits) ||
      top.inverse_temperatures.size() < wanted || top.masses.size() < wanted ||
      top.best.size() < wanted * static_cast<size_t>(top.count)) {
    return fail(ErrorCode::kInvalidArgument, "room for {} of the best logits, needed {} x {} of {}", top.best.size(), rows,
                top.count, vocabulary);
  }
  return {};
}

}  // namespace

StepLimits stepLimits(const OpList& ops, int32_t max_rows) {
  StepLimits limits;
  limits.max_rows = max_rows;
  for (const OpCall& call : ops.calls) {
    if (const auto* embed = std::get_if<op::Embed>(&call)) limits.vocabulary_in = embed->table->rows;
    if (const auto* logits = std::get_if<op::Logits>(&call)) limits.vocabulary_out = logits->head->rows;
    limits.uses_kv |= std::holds_alternative<op::RopeStore>(call) || std::holds_alternative<op::MlaStore>(call) ||
                      std::holds_alternative<op::Attention>(call) || std::holds_alternative<op::MlaAttention>(call);
  }
  return limits;
}

Status checkStep(const Step& step, const StepLimits& limits, int32_t kv_pages) {
  const auto rows = static_cast<int64_t>(step.tokens.size());
  if (rows > limits.max_rows) {
    return fail(ErrorCode::kInvalidArgument, "a step of {} rows, but the program was made for {}", rows, limits.max_rows);
  }
  for (const int32_t token : step.tokens) {
    if (limits.vocabulary_in > 0 && (token < 0 || token >= limits.vocabulary_in)) {
      return fail(ErrorCode::kInvalidArgument, "token {} is outside the vocabulary of {}", token, limits.vocabulary_in);
    }
  }
  int64_t last = -1;
  for (const int32_t row : step.logit_rows) {
    if (row <= last || row >= rows) return fail(ErrorCode::kInvalidArgument, "logit row {} out of order or range", row);
    last = row;
  }
  DEEPWELL_TRY(checkLogits(step, limits.vocabulary_out));
  return checkSequences(step, limits.uses_kv, kv_pages);
}

Status checkBufferAccess(const OpList& ops, BufferId buffer, int32_t rows, int32_t max_rows, size_t elements) {
  if (!buffer.valid() || static_cast<size_t>(buffer.index) >= ops.buffers.size() || rows < 0 || rows > max_rows) {
    return fail(ErrorCode::kInvalidArgument, "{} rows of buffer {}: the program has {} buffers of {} rows", rows,
                buffer.index, ops.buffers.size(), max_rows);
  }
  const auto width = static_cast<size_t>(ops.buffers[static_cast<size_t>(buffer.index)].width);
  if (elements != width * static_cast<size_t>(rows)) {
    return fail(ErrorCode::kInvalidArgument, "{} numbers for {} rows of {}", elements, rows, width);
  }
  return {};
}

Status checkSameBuffers(const OpList& a, int32_t rows_a, const OpList& b, int32_t rows_b) {
  const auto same = [](const BufferInfo& x, const BufferInfo& y) { return x.width == y.width && x.rows == y.rows; };
  if (rows_a == rows_b && std::ranges::equal(a.buffers, b.buffers, same)) return {};
  return fail(ErrorCode::kInvalidArgument, "programs with different buffers cannot share them");
}

}  // namespace deepwell
