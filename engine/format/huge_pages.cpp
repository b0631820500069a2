#include "engine/format/huge_pages.h"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25  // Linux 6.1
#endif

namespace deepwell {
namespace {

constexpr size_t kLargestPage = size_t{32} << 20;
constexpr uint64_t kMostPieces = 4096;  // each may take one of the process' 65,530 mappings
// A failure makes Linux put its memory in order, and it skips up to 64 requests before it does so again.
constexpr int kFailuresAtOnce = 64;
constexpr int kMostFailures = kFailuresAtOnce + 200;
constexpr std::chrono::milliseconds kShortPause{1}, kPause{50};

// Bytes of a huge page, 0 if a process cannot ask for one.
size_t hugePageBytes() {
  const std::string folder = "/sys/kernel/mm/transparent_hugepage/";
  std::ifstream enabled(folder + "enabled");
  std::string modes;
  std::getline(enabled, modes);
  if (modes.empty() || modes.find("[never]") != std::string::npos) return 0;
  size_t bytes = 0;
  std::ifstream(folder + "hpage_pmd_size") >> bytes;
  return bytes <= kLargestPage && (bytes & (bytes - 1)) == 0 ? bytes : 0;
}

uintptr_t roundUp(uintptr_t value, size_t step) { return (value + step - 1) / step * step; }

// Unmaps what it holds.
struct Mapping {
  void* address = MAP_FAILED;
  size_t size = 0;
  ~Mapping() {
    if (size > 0) ::munmap(address, size);
  }
};

// `size` writable bytes at a multiple of `page`; empty if there are none.
Mapping makeAligned(size_t size, size_t page) {
  const size_t all = size + page;
  void* address = ::mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (address == MAP_FAILED) return {};
  const auto first = reinterpret_cast<uintptr_t>(address);
  const uintptr_t begin = roundUp(first, page);
  if (begin > first) ::munmap(address, begin - first);
  if (first + all > begin + size) ::munmap(reinterpret_cast<void*>(begin + size), first + all - begin - size);
  return {reinterpret_cast<void*>(begin), size};
}

// False if the bytes stay where they are.
bool movePiece(uintptr_t at, size_t size, size_t page) {
  Mapping copy = makeAligned(size, page);
  if (copy.size == 0 || ::madvise(copy.address, size, MADV_HUGEPAGE) != 0) return false;
  std::memcpy(copy.address, reinterpret_cast<const void*>(at), size);
  // Without this the copy might be of small pages, which would only take memory. (Kernels that do not know it say EINVAL.)
  if (::madvise(copy.address, size, MADV_COLLAPSE) != 0 && errno != EINVAL) return false;
  if (::mprotect(copy.address, size, PROT_READ) != 0) return false;
  void* place = reinterpret_cast<void*>(at);
  if (::mremap(copy.address, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, place) != place) return false;
  copy.size = 0;
  return true;
}

}  // namespace

HugePageMove::HugePageMove(std::shared_ptr<const Checkpoint> checkpoint, uint64_t available)
    : checkpoint_(std::move(checkpoint)), page_(hugePageBytes()) {
  if (page_ == 0) return;
  std::vector<Range> files(checkpoint_->files().size(), Range{UINTPTR_MAX, 0});
  uint64_t total = 0;
  for (const TensorView& tensor : checkpoint_->tensors()) {
    const auto begin = reinterpret_cast<uintptr_t>(tensor.data.data());
    Range& file = files[tensor.file];
    file = {std::min(file.begin, begin), std::max(file.end, begin + tensor.data.size())};
    total += tensor.data.size();
  }
  if (total > available / 2) return;
  piece_ = roundUp(std::max<uint64_t>(total / kMostPieces, 1), page_);
  for (const Range& file : files) {
    const Range pieces{roundUp(file.begin, page_), file.end / page_ * page_};
    if (pieces.begin >= pieces.end) continue;
    ranges_.push_back(pieces);
    left_ += pieces.end - pieces.begin;
  }
}

std::optional<std::chrono::milliseconds> HugePageMove::step() {
  if (ranges_.empty()) return std::nullopt;
  Range& range = ranges_.back();
  const size_t size = std::min<size_t>(piece_, range.end - range.begin);
  if (!movePiece(range.begin, size, page_)) {
    if (++failures_ < kMostFailures) return failures_ < kFailuresAtOnce ? kShortPause : kPause;
    ranges_.clear();
    left_ = 0;
    return std::nullopt;
  }
  failures_ = 0;
  range.begin += size;
  moved_ += size;
  left_ -= size;
  if (range.begin == range.end) ranges_.pop_back();
  if (ranges_.empty()) return std::nullopt;
  return std::chrono::milliseconds(0);
}

}  // namespace deepwell
