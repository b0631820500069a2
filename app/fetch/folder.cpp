#include "app/fetch/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace deepwell::fetch {

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Failure systemError(const std::string& path, const char* what, int error) {
  switch (error) {
    case ENOSPC: return fail(kNoSpace, "{}: the disk is full; free some space, then resume", path);
    case EDQUOT: return fail(kNoSpace, "{}: your disk quota is used up; free some space, then resume", path);
    case EFBIG: return fail(ErrorCode::kIo, "{}: the disk's file system cannot hold a file of this size; choose another folder", path);
    case ENOENT: return fail(ErrorCode::kNotFound, "{}: {}: it is not there", path, what);
    case ELOOP: return fail(ErrorCode::kInvalidArgument, "{}: {}: it is a symbolic link, which downloads do not follow", path, what);
    case EEXIST: return fail(ErrorCode::kInvalidArgument, "{}: {}: something of that name is there", path, what);
    default: return fail(ErrorCode::kIo, "{}: {}: {}", path, what, std::strerror(error));
  }
}

uint64_t allocatedBytes(int fd) {
  struct stat is {};
  return ::fstat(fd, &is) == 0 ? static_cast<uint64_t>(is.st_blocks) * 512 : 0;
}

std::string sizeWords(uint64_t bytes) {
  const double mebibytes = static_cast<double>(bytes) / (1 << 20);
  return mebibytes < 1024 ? fmt::format("{:.1f} MiB", mebibytes) : fmt::format("{:.1f} GiB", mebibytes / 1024);
}

Status writeAt(int fd, std::string_view bytes, uint64_t at, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return systemError(path, "cannot be written", wrote < 0 ? errno : EIO);
    bytes.remove_prefix(static_cast<size_t>(wrote));
    at += static_cast<uint64_t>(wrote);
  }
  return {};
}

Result<Folder> Folder::open(const std::filesystem::path& path, bool create) {
  if (create) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return systemError(path.string(), "the folder cannot be made", error.value());
  }
  FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return systemError(path.string(), "the folder cannot be opened", errno);
  return Folder(std::move(fd), path.string());
}

Result<Folder> Folder::below(std::string_view part, bool create) const {
  const std::string name(part);
  if (create && ::mkdirat(fd_.get(), name.c_str(), 0700) != 0 && errno != EEXIST) {
    return systemError(shown(name), "the folder cannot be made", errno);
  }
  FileDescriptor fd(::openat(fd_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd) {
    struct stat is {};  // of a link to a folder the error would be "not a directory"
    const int error = errno;
    const bool link = ::fstatat(fd_.get(), name.c_str(), &is, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(is.st_mode);
    return systemError(shown(name), "the folder cannot be opened", link ? ELOOP : error);
  }
  return Folder(std::move(fd), shown(name));
}

Result<std::pair<Folder, std::string>> Folder::parentOf(std::string_view path, bool create) const {
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) {
    return std::make_pair(Folder(FileDescriptor(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0)), path_), std::string(path));
  }
  DEEPWELL_ASSIGN(const Folder next, below(path.substr(0, slash), create));
  return next.parentOf(path.substr(slash + 1), create);
}

Result<FileDescriptor> Folder::openFile(std::string_view name, int flags) const {
  const std::string text(name);
  FileDescriptor fd(::openat(fd_.get(), text.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
  if (!fd) return systemError(shown(name), "the file cannot be opened", errno);
  struct stat is {};
  if (::fstat(fd.get(), &is) != 0) return systemError(shown(name), "the file cannot be read", errno);
  if (!S_ISREG(is.st_mode)) return fail(ErrorCode::kInvalidArgument, "{}: it is not a plain file", shown(name));
  if ((flags & O_ACCMODE) != O_RDONLY && is.st_nlink > 1) {
    return fail(ErrorCode::kInvalidArgument, "{}: the file has a second name elsewhere; move it away", shown(name));
  }
  return fd;
}

Result<std::string> Folder::readFile(std::string_view name, size_t most) const {
  DEEPWELL_ASSIGN(const FileDescriptor fd, openFile(name, O_RDONLY));
  std::string bytes;
  std::string block(64U << 10, '\0');
  for (;;) {
    const ssize_t got = ::read(fd.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return systemError(shown(name), "the file cannot be read", errno);
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<size_t>(got) > most) return fail(ErrorCode::kCorruptFile, "{}: longer than {} bytes", shown(name), most);
    bytes.append(block, 0, static_cast<size_t>(got));
  }
}

Status Folder::writeFile(std::string_view name, std::string_view bytes) const {
  const std::string fresh = std::string(name) + ".new";
  remove(fresh);
  DEEPWELL_ASSIGN(const FileDescriptor fd, openFile(fresh, O_RDWR | O_CREAT | O_EXCL));
  DEEPWELL_TRY(writeAt(fd.get(), bytes, 0, shown(name)));
  if (::fdatasync(fd.get()) != 0) return systemError(shown(name), "cannot be written", errno);
  return rename(fresh, *this, name, true);
}

Status Folder::rename(std::string_view from, const Folder& to_folder, std::string_view to, bool replace) const {
  const std::string old_name(from);
  const std::string new_name(to);
  int result = ::renameat2(fd_.get(), old_name.c_str(), to_folder.fd_.get(), new_name.c_str(), replace ? 0 : RENAME_NOREPLACE);
  if (result != 0 && errno == EINVAL && !replace) {  // the file system does not know RENAME_NOREPLACE
    if (::faccessat(to_folder.fd_.get(), new_name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
      errno = EEXIST;
    } else {
      result = ::renameat(fd_.get(), old_name.c_str(), to_folder.fd_.get(), new_name.c_str());
    }
  }
  if (result != 0) return systemError(to_folder.shown(to), "the file cannot be put in its place", errno);
  return {};
}

void Folder::remove(std::string_view name) const { ::unlinkat(fd_.get(), std::string(name).c_str(), 0); }

void Folder::removeFolder(std::string_view name) const { ::unlinkat(fd_.get(), std::string(name).c_str(), AT_REMOVEDIR); }

Status Folder::sync() const {
  if (::fsync(fd_.get()) != 0 && errno != EINVAL) return systemError(path_, "the folder cannot be written", errno);
  return {};
}

uint64_t Folder::freeBytes() const {
  struct statvfs is {};
  if (::fstatvfs(fd_.get(), &is) != 0) return ~uint64_t{0};  // not known: writing will tell
  return static_cast<uint64_t>(is.f_bavail) * is.f_frsize;
}

}  // namespace deepwell::fetch
