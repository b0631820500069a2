// Brings a checkpoint's weights into memory before the first prompt.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "engine/api/engine.h"
#include "engine/base/result.h"
#include "engine/format/checkpoint.h"

namespace deepwell {

// Makes the mapped weights present so that the first prompt waits neither for the disk nor for page faults. In the page
// cache already, they are only entered into the page tables, 25 to 40 GB/s a thread. Files that memory has no room for
// are left to be read when they are needed. Several threads may work on one.
class WarmUp {
 public:
  explicit WarmUp(const Checkpoint& checkpoint);

  // Works until nothing is left to begin. `progress` may be empty.
  Status work(const LoadSink& progress, const std::stop_token& stop);
  // Lets every work() end soon: nobody needs the weights any more.
  void abandon() { next_ = pieces_.size(); }

 private:
  const Checkpoint& checkpoint_;
  std::vector<std::span<const std::byte>> pieces_;  // file by file, in order
  std::atomic<size_t> next_{0};
  std::atomic<uint64_t> bytes_done_{0};
};

}  // namespace deepwell
