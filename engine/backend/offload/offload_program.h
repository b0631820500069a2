// A program in pieces, run by two backends in turn.
#pragma once

#include <memory>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/offload/segments.h"

namespace deepwell::offload {

// The backends of a step; device is null where there is none.
struct Backends {
  Backend* host = nullptr;
  Backend* device = nullptr;

  Backend& of(Side side) const { return side == Side::kDevice ? *device : *host; }
};

// What a call failed with, and whose call it was.
struct SideError {
  Side side = Side::kHost;
  Error error;
};
using SideStatus = tl::expected<void, SideError>;

// The programs of the segments. They go before their backend does: the backend that made them keeps track of them.
class Pieces {
 public:
  static tl::expected<std::shared_ptr<Pieces>, SideError> make(Segments segments, int32_t max_rows, Backends backends);

  SideStatus run(const Step& step, Backends backends);
  SideStatus readLogits(int32_t row, std::span<float> out, Backends backends);
  SideStatus read(BufferId buffer, int32_t rows, std::span<float> out, Backends backends);
  SideStatus write(BufferId buffer, int32_t rows, std::span<const float> in, Backends backends);

  // Lets go of the programs, last made first; nothing runs after it.
  void release();
  bool released() const { return programs_.empty() && !segments_.list.empty(); }

 private:
  Pieces(Segments segments, int32_t max_rows) : segments_(std::move(segments)), max_rows_(max_rows) {}
  SideStatus carry(const Segment& segment, size_t index, const Step& step, Backends backends);

  Segments segments_;
  int32_t max_rows_ = 0;
  std::vector<std::unique_ptr<Program>> programs_;  // by segment
  std::vector<float> staging_;                      // of the buffer that is being carried
};

class OffloadProgram final : public Program {
 public:
  explicit OffloadProgram(std::shared_ptr<Pieces> pieces) : pieces_(std::move(pieces)) {}
  Pieces& pieces() { return *pieces_; }

 private:
  std::shared_ptr<Pieces> pieces_;
};

}  // namespace deepwell::offload
