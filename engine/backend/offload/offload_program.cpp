#include "engine/backend/offload/offload_program.h"

#include <algorithm>
#include <chrono>

namespace deepwell::offload {
namespace {

// The status of a call to one side.
SideStatus on(Side side, const Status& status) {
  if (status) return {};
  return tl::make_unexpected(SideError{side, status.error()});
}

}  // namespace

tl::expected<std::shared_ptr<Pieces>, SideError> Pieces::make(Segments segments, int32_t max_rows, Backends backends) {
  std::shared_ptr<Pieces> pieces(new Pieces(std::move(segments), max_rows));
  for (size_t s = 0; s < pieces->segments_.list.size(); ++s) {
    const Segment& segment = pieces->segments_.list[s];
    Backend& backend = backends.of(segment.side);
    Result<std::unique_ptr<Program>> program =
        segment.beside == s ? backend.prepare(segment.ops, max_rows)
                            : backend.prepareBeside(*pieces->programs_[segment.beside], segment.ops, max_rows);
    if (!program) {
      pieces->release();
      return tl::make_unexpected(SideError{segment.side, program.error()});
    }
    pieces->programs_.push_back(std::move(*program));
  }
  return pieces;
}

void Pieces::release() {
  while (!programs_.empty()) programs_.pop_back();
}

// Only the rows that the step has.
SideStatus Pieces::carry(const Segment& segment, size_t index, const Step& step, Backends backends) {
  for (const Carry& carry : segment.carries) {
    const BufferInfo& info = segment.ops.buffers[static_cast<size_t>(carry.buffer.index)];
    const auto rows = static_cast<int32_t>(info.rows == RowSet::kStep ? step.tokens.size() : step.logit_rows.size());
    if (rows == 0) continue;
    staging_.resize(static_cast<size_t>(rows) * static_cast<size_t>(info.width));
    const Side source = segments_.list[carry.from].side;
    if (SideStatus read = on(source, backends.of(source).readBuffer(*programs_[carry.from], carry.buffer, rows, staging_)); !read) {
      return read;
    }
    if (SideStatus written = on(segment.side, backends.of(segment.side).writeBuffer(*programs_[index], carry.buffer, rows, staging_));
        !written) {
      return written;
    }
  }
  return {};
}

SideStatus Pieces::run(const Step& step, Backends backends) {
  for (size_t s = 0; s < segments_.list.size(); ++s) {
    const Segment& segment = segments_.list[s];
    if (!segment.carries.empty()) {
      const auto begin = std::chrono::steady_clock::now();
      if (SideStatus carried = carry(segment, s, step, backends); !carried) return carried;
      if (step.profile != nullptr) {
        step.profile->of(StepPart::kRest).seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      }
    }
    if (SideStatus ran = on(segment.side, backends.of(segment.side).run(*programs_[s], step)); !ran) return ran;
  }
  return {};
}

SideStatus Pieces::readLogits(int32_t row, std::span<float> out, Backends backends) {
  for (size_t s = 0; s < segments_.list.size(); ++s) {
    const std::vector<OpCall>& calls = segments_.list[s].ops.calls;
    if (std::ranges::none_of(calls, [](const OpCall& call) { return std::holds_alternative<op::Logits>(call); })) continue;
    const Side side = segments_.list[s].side;
    return on(side, backends.of(side).readLogits(*programs_[s], row, out));
  }
  return on(Side::kHost, fail(ErrorCode::kInvalidArgument, "a program without logits"));
}

SideStatus Pieces::read(BufferId buffer, int32_t rows, std::span<float> out, Backends backends) {
  if (segments_.list.empty()) return on(Side::kHost, fail(ErrorCode::kInvalidArgument, "a program without ops has no buffers"));
  const size_t source = buffer.valid() && static_cast<size_t>(buffer.index) < segments_.source.size()
                            ? segments_.source[static_cast<size_t>(buffer.index)]
                            : 0;  // which refuses it
  const Side side = segments_.list[source].side;
  return on(side, backends.of(side).readBuffer(*programs_[source], buffer, rows, out));
}

// To everyone who may read it.
SideStatus Pieces::write(BufferId buffer, int32_t rows, std::span<const float> in, Backends backends) {
  for (size_t s = 0; s < segments_.list.size(); ++s) {
    if (segments_.list[s].beside != s) continue;
    const Side side = segments_.list[s].side;
    if (SideStatus written = on(side, backends.of(side).writeBuffer(*programs_[s], buffer, rows, in)); !written) return written;
  }
  return {};
}

}  // namespace deepwell::offload
