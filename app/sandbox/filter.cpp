#include "app/sandbox/filter.h"

#include <dirent.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace deepwell::sandbox {
namespace {

using Context = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

// Refused as if the kernel lacked them: libraries that try them go on without.
constexpr int kMissing[] = {SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register)};

// Ways to another process's memory or sockets, to other networks, and into the kernel.
constexpr int kForbidden[] = {
    SCMP_SYS(ptrace),          SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(bpf),             SCMP_SYS(perf_event_open),  SCMP_SYS(userfaultfd),       SCMP_SYS(setns),
    SCMP_SYS(unshare),         SCMP_SYS(mount),            SCMP_SYS(umount2),           SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),          SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module),      SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),      SCMP_SYS(add_key),          SCMP_SYS(request_key),       SCMP_SYS(keyctl),
    SCMP_SYS(move_mount),      SCMP_SYS(fsopen),           SCMP_SYS(open_tree),
};

int addRules(scmp_filter_ctx context) {
  // Below zero: the error. Compared with all 64 bits, of which the kernel reads the lower half: nothing slips by.
  for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair)})
    if (const int rc = seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), call, 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX)); rc < 0) return rc;
  for (const int call : kMissing)
    if (const int rc = seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), call, 0); rc < 0) return rc;
  for (const int call : kForbidden)
    if (const int rc = seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), call, 0); rc < 0) return rc;
  // Mesa compares its own descriptors of a GPU with each other; refused, it takes one GPU for two. Others' are none of ours.
  const auto self = static_cast<scmp_datum_t>(getpid());
  for (const scmp_arg_cmp& other : {SCMP_A0(SCMP_CMP_NE, self), SCMP_A1(SCMP_CMP_NE, self)})
    if (const int rc = seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(kcmp), 1, other); rc < 0) return rc;
  return 0;
}

int setAttributes(scmp_filter_ctx context) {
  // The kernel would otherwise slow down all memory reads of a filtered process (Linux before 5.16), the engine's too.
  // No code of strangers runs in it.
  seccomp_attr_set(context, SCMP_FLTATR_CTL_SSB, 1);
  for (const auto& [attribute, value] : {std::pair{SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM)},
                                         std::pair{SCMP_FLTATR_CTL_NNP, uint32_t{1}},
                                         std::pair{SCMP_FLTATR_CTL_TSYNC, uint32_t{1}}})
    if (const int rc = seccomp_attr_set(context, attribute, value); rc < 0) return rc;
  return 0;
}

}  // namespace

Status installFilter() {
  const Context context(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!context) return fail(ErrorCode::kOutOfMemory, "no memory for the filter of system calls");
  int rc = setAttributes(context.get());
  if (rc == 0) rc = addRules(context.get());
  if (rc == 0) rc = seccomp_load(context.get());
  if (rc == 0) return {};
  if (rc == -EINVAL || rc == -ENOSYS || rc == -EOPNOTSUPP)
    return fail(ErrorCode::kUnsupported, "this kernel has no filter for system calls (seccomp, TSYNC)");
  return fail(ErrorCode::kUnsupported, "the kernel refused the filter for system calls: {}", std::strerror(-rc));
}

int closeInheritedSockets() {
  std::vector<int> found;
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  while (const dirent* entry = readdir(folder)) {
    const int fd = std::atoi(entry->d_name);
    int family = AF_UNIX;
    socklen_t size = sizeof(family);
    if (entry->d_name[0] == '.' || getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0) continue;
    if (family != AF_UNIX) found.push_back(fd);
  }
  closedir(folder);
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : found) {
    // Standard input and output stay open, or the next file would take their numbers.
    if (fd <= 2 && nothing >= 0) dup2(nothing, fd);
    else close(fd);
  }
  if (nothing >= 0) close(nothing);
  return static_cast<int>(found.size());
}

}  // namespace deepwell::sandbox
