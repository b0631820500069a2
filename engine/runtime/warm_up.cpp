#include "engine/runtime/warm_up.h"

#include <algorithm>
#include <functional>

#include "engine/base/log.h"
#include "engine/base/system_memory.h"
#include "engine/format/mapped_file.h"

namespace deepwell {
namespace {

constexpr size_t kPiece = size_t{16} << 20;

bool fitsIntoMemory(const Checkpoint& checkpoint) {
  if (checkpoint.fileBytes() < physicalMemory() / 10 * 8) return true;
  logLine(LogLevel::kWarning,
          fmt::format("{}: {:.1f} GB of weights do not fit into {:.1f} GB of memory; they are read from the disk while "
                      "the model runs, which is slow",
                      checkpoint.path().string(), static_cast<double>(checkpoint.fileBytes()) * 1e-9,
                      static_cast<double>(physicalMemory()) * 1e-9));
  return false;
}

}  // namespace

WarmUp::WarmUp(const Checkpoint& checkpoint) : checkpoint_(checkpoint) {
  if (!fitsIntoMemory(checkpoint)) return;
  for (const TensorView& tensor : checkpoint.tensors()) {
    for (size_t first = 0; first < tensor.data.size(); first += kPiece) {
      pieces_.push_back(tensor.data.subspan(first, std::min(kPiece, tensor.data.size() - first)));
    }
  }
  std::sort(pieces_.begin(), pieces_.end(),
            [](const auto& a, const auto& b) { return std::less<>()(a.data(), b.data()); });
}

Status WarmUp::work(const LoadSink& progress, const std::stop_token& stop) {
  constexpr size_t kAhead = 4;  // pieces that the disk reads meanwhile
  while (true) {
    const size_t at = next_.fetch_add(1);
    if (at >= pieces_.size()) return {};
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
    if (at == 0) {
      for (size_t i = 0; i < std::min(kAhead, pieces_.size()); ++i) checkpoint_.prefetch(pieces_[i]);
    }
    if (at + kAhead < pieces_.size()) checkpoint_.prefetch(pieces_[at + kAhead]);
    populatePages(pieces_[at]);
    const uint64_t done = bytes_done_.fetch_add(pieces_[at].size()) + pieces_[at].size();
    if (progress) progress({std::min(done, checkpoint_.fileBytes()), checkpoint_.fileBytes()});
  }
}

}  // namespace deepwell
