#include "app/sandbox/probe.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace deepwell::sandbox {
namespace {

int errorOfSocket(int family) {
  const int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  close(fd);
  return 0;
}

// The number behind "Name:" in a status file of /proc; -1: there is none.
int statusField(const std::filesystem::path& file, const std::string& name) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(name + ":")) return std::atoi(line.c_str() + name.size() + 1);
  return -1;
}

constexpr int kFilterMode = 2;

}  // namespace

bool Probe::inForce() const {
  return inet_error == EACCES && inet6_error == EACCES && seccomp_mode == kFilterMode && no_new_privileges && threads > 0 &&
         threads == threads_filtered;
}

Probe probe() {
  Probe found;
  found.inet_error = errorOfSocket(AF_INET);
  found.inet6_error = errorOfSocket(AF_INET6);
  found.seccomp_mode = statusField("/proc/self/status", "Seccomp");
  found.no_new_privileges = statusField("/proc/self/status", "NoNewPrivs") == 1;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator("/proc/self/task", error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const int mode = statusField(entry->path() / "status", "Seccomp");
    if (mode < 0) continue;  // it has ended meanwhile
    ++found.threads;
    if (mode == kFilterMode && statusField(entry->path() / "status", "NoNewPrivs") != 0) ++found.threads_filtered;
  }
  return found;
}

}  // namespace deepwell::sandbox
