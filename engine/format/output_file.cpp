#include "engine/format/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>

namespace deepwell {
namespace {

std::string systemText(int error) { return std::generic_category().message(error); }

Failure writeFailure(const std::filesystem::path& path, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return fail(ErrorCode::kIo, "{}: the disk is full; free some space or write to another disk", path.string());
  }
  if (error == EFBIG) {
    return fail(ErrorCode::kIo, "{}: the file system cannot hold a file of this size; write to another disk",
                path.string());
  }
  return fail(ErrorCode::kIo, "{}: cannot be written: {}", path.string(), systemText(error));
}

// A folder's own entry must reach the disk for a rename to last; file systems without that are let be.
void syncFolder(const std::filesystem::path& folder) {
  const int handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return;
  ::fsync(handle);
  ::close(handle);
}

}  // namespace

std::filesystem::path temporaryBeside(const std::filesystem::path& path) {
  static std::atomic<unsigned> number{0};
  // A name may have 255 bytes; the end is ours.
  const std::string name = path.filename().string().substr(0, 200);
  return path.parent_path() / fmt::format(".{}.{}-{}.part", name, ::getpid(), number.fetch_add(1));
}

Result<OutputFile> OutputFile::create(const std::filesystem::path& path, uint64_t bytes) {
  if (path.filename().empty()) {
    return fail(ErrorCode::kInvalidArgument, "{}: is not the name of a file", path.string());
  }
  const std::filesystem::path temporary = temporaryBeside(path);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return writeFailure(path, errno);
  OutputFile output(path, temporary, file);
  // Where the file system cannot reserve, writing will tell.
  if (bytes > 0 && ::fallocate(file, 0, 0, static_cast<off_t>(bytes)) != 0) {
    const int error = errno;
    if (error == ENOSPC || error == EDQUOT) {
      return fail(ErrorCode::kIo, "{}: the disk has no room for the {:.1f} GiB of this file; free some or write to "
                  "another disk", path.string(), static_cast<double>(bytes) / (1 << 30));
    }
    if (error == EFBIG) return writeFailure(path, error);
  }
  return output;
}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(temporary_, other.temporary_);
  std::swap(file_, other.file_);
  return *this;
}

OutputFile::~OutputFile() { discard(); }

void OutputFile::discard() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

Status OutputFile::writeAt(uint64_t offset, std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0) {
      if (errno == EINTR) continue;
      return writeFailure(path_, errno);
    }
    offset += static_cast<uint64_t>(done);
    bytes = bytes.subspan(static_cast<size_t>(done));
  }
  return {};
}

Status OutputFile::commit() {
  if (::fsync(file_) != 0 && errno != EINVAL && errno != ENOTSUP) return writeFailure(path_, errno);
  const int closed = ::close(std::exchange(file_, -1));
  if (closed != 0 && errno != EINTR) return writeFailure(path_, errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return writeFailure(path_, errno);
  temporary_.clear();
  syncFolder(path_.parent_path());
  return {};
}

}  // namespace deepwell
