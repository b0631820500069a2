#include "engine/format/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace deepwell {
namespace {

Failure systemFailure(const std::filesystem::path& path, const char* action, int error) {
  const ErrorCode code = error == ENOENT || error == ENOTDIR ? ErrorCode::kNotFound
                         : error == ENOMEM                   ? ErrorCode::kOutOfMemory
                                                             : ErrorCode::kIo;
  return fail(code, "{}: cannot {}: {}", path.string(), action, std::generic_category().message(error));
}

Result<uint64_t> checkedSize(const std::filesystem::path& path, const struct stat& info) {
  if (S_ISDIR(info.st_mode)) return fail(ErrorCode::kInvalidArgument, "{}: is a folder, not a file", path.string());
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::kInvalidArgument, "{}: is not a regular file", path.string());
  return static_cast<uint64_t>(info.st_size);
}

// Maps a file. Its beginning lies at a multiple of the size of a huge page, so that parts of it can be moved into such.
void* mapAligned(int file, size_t size) {
  constexpr size_t kAlignment = size_t{2} << 20;
  void* plain = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  if (plain == MAP_FAILED || size < kAlignment || reinterpret_cast<uintptr_t>(plain) % kAlignment == 0) return plain;
  void* space = ::mmap(nullptr, size + kAlignment, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) return plain;
  const auto first = reinterpret_cast<uintptr_t>(space);
  const uintptr_t begin = (first + kAlignment - 1) / kAlignment * kAlignment;
  void* aligned = ::mmap(reinterpret_cast<void*>(begin), size, PROT_READ, MAP_SHARED | MAP_FIXED, file, 0);
  if (aligned == MAP_FAILED) {
    ::munmap(space, size + kAlignment);
    return plain;
  }
  ::munmap(plain, size);
  if (begin > first) ::munmap(space, begin - first);
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  const uintptr_t end = (begin + size + page - 1) / page * page;
  const uintptr_t last = first + (size + kAlignment + page - 1) / page * page;
  if (last > end) ::munmap(reinterpret_cast<void*>(end), last - end);
  return aligned;
}

}  // namespace

Result<uint64_t> regularFileSize(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return systemFailure(path, "open", errno);
  return checkedSize(path, info);
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return systemFailure(path, "open", errno);
  struct stat info {};
  const int stat_error = ::fstat(file, &info) == 0 ? 0 : errno;
  const Result<uint64_t> size = checkedSize(path, info);
  if (stat_error != 0 || !size || *size == 0) {
    ::close(file);
    if (stat_error != 0) return systemFailure(path, "read", stat_error);
    if (!size) return tl::make_unexpected(size.error());
    return fail(ErrorCode::kCorruptFile, "{}: the file is empty; download it again", path.string());
  }
  void* address = mapAligned(file, static_cast<size_t>(*size));
  const int map_error = errno;
  ::close(file);
  if (address == MAP_FAILED && map_error == ENOMEM) {
    return fail(ErrorCode::kOutOfMemory, "{}: cannot map its {:.1f} GB: the process may not have that much address space; "
                "raise the limit (ulimit -v unlimited)", path.string(), static_cast<double>(*size) * 1e-9);
  }
  if (address == MAP_FAILED) return systemFailure(path, "map into memory", map_error);
  return MappedFile({static_cast<const std::byte*>(address), static_cast<size_t>(*size)});
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

void readAhead(std::span<const std::byte> bytes) {
  if (bytes.empty()) return;
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto start = reinterpret_cast<uintptr_t>(bytes.data());
  const uintptr_t first = start / page * page;
  ::madvise(reinterpret_cast<void*>(first), start + bytes.size() - first, MADV_WILLNEED);
}

void populatePages(std::span<const std::byte> bytes) {
  if (bytes.empty()) return;
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto start = reinterpret_cast<uintptr_t>(bytes.data());
  const uintptr_t first = start / page * page;
#ifdef MADV_POPULATE_READ
  // An error of the disk shows when the page is needed, not here.
  const int status = ::madvise(reinterpret_cast<void*>(first), start + bytes.size() - first, MADV_POPULATE_READ);
  if (status == 0 || errno != EINVAL) return;
#endif
  // Before Linux 5.14: one byte of each page, after asking for all of them.
  readAhead(bytes);
  volatile std::byte sink{};
  for (size_t at = 0; at < bytes.size(); at += page) sink = bytes[at];
  static_cast<void>(sink);
}

void dropPages(std::span<const std::byte> bytes) {
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto start = reinterpret_cast<uintptr_t>(bytes.data());
  const uintptr_t first = (start + page - 1) / page * page;
  const uintptr_t last = (start + bytes.size()) / page * page;
  if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
}

}  // namespace deepwell
