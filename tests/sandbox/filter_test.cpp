#include "app/sandbox/filter.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "app/sandbox/probe.h"
#include "app/sandbox/sandbox.h"
#include "tests/sandbox/in_child.h"

namespace deepwell::sandbox {
namespace {

using test::inChild;

// "EACCES", or "done" for success.
std::string outcome(long result) {
  if (result >= 0) return "done";
  return strerrorname_np(errno);
}

std::string filtered(const std::function<std::string()>& work) {
  return inChild([&] {
    if (const Status status = installFilter(); !status) return status.error().message;
    return work();
  });
}

class Filter : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string text = filtered([] { return std::string("filtered"); }); text != "filtered")
      GTEST_SKIP() << "no filter here: " << text;
  }
};

TEST_F(Filter, NoFamilyButUnix) {
  for (int family = 0; family < 64; ++family) {
    for (const int type : {int{SOCK_STREAM}, int{SOCK_DGRAM}, SOCK_RAW | SOCK_CLOEXEC}) {
      const std::string text = filtered([&] { return outcome(socket(family, type, 0)); });
      EXPECT_EQ(text, family == AF_UNIX ? "done" : "EACCES") << "family " << family << ", type " << type;
    }
  }
}

TEST_F(Filter, UnixSocketsWork) {
  EXPECT_EQ(filtered([] {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return outcome(-1);
    char c = 'x';
    return outcome(write(ends[0], &c, 1) == 1 && read(ends[1], &c, 1) == 1 ? 0 : -1);
  }), "done");
}

TEST_F(Filter, FamiliesCannotBeDisguised) {
  // The kernel reads 32 bits of the family, a filter sees 64.
  EXPECT_EQ(filtered([] { return outcome(syscall(SYS_socket, (1L << 32) | AF_INET, SOCK_STREAM, 0)); }), "EACCES");
  EXPECT_EQ(filtered([] { return outcome(syscall(SYS_socket, (1L << 32) | AF_UNIX, SOCK_STREAM, 0)); }), "EACCES");
  EXPECT_EQ(filtered([] { return outcome(syscall(SYS_socket, -1L, SOCK_STREAM, 0)); }), "EACCES");
  EXPECT_EQ(filtered([] {
    int ends[2];
    return outcome(socketpair(AF_INET, SOCK_STREAM, 0, ends));
  }), "EACCES");
}

#ifdef __x86_64__
// socket(AF_INET, SOCK_STREAM, 0) as 32-bit programs call it; negative: -errno.
long oldSocket() {
  long result = 0;
  asm volatile("int $0x80" : "=a"(result) : "a"(359L), "b"(static_cast<long>(AF_INET)), "c"(static_cast<long>(SOCK_STREAM)), "d"(0L)
               : "memory", "r8", "r9", "r10", "r11");
  return result;
}

// socketcall(SYS_SOCKET, null): its arguments would lie in memory, where no filter sees them.
long oldSocketcall() {
  long result = 0;
  asm volatile("int $0x80" : "=a"(result) : "a"(102L), "b"(1L), "c"(0L) : "memory", "r8", "r9", "r10", "r11");
  return result;
}

TEST_F(Filter, OtherCallingConventionsAreRefused) {
  constexpr long kX32 = 0x40000000;
  EXPECT_EQ(filtered([] { return outcome(syscall(kX32 | SYS_socket, AF_INET, SOCK_STREAM, 0)); }), "EPERM");
  EXPECT_EQ(filtered([] { return outcome(syscall(kX32 | SYS_getpid)); }), "EPERM");
  for (long (*call)() : {&oldSocket, &oldSocketcall}) {
    const std::string before = inChild([call] { return std::to_string(call()); });
    if (before.starts_with("ended by signal")) {
      std::printf("the kernel has no 32-bit calls: nothing to refuse\n");
      continue;
    }
    EXPECT_EQ(filtered([call] { return std::to_string(call()); }), std::to_string(-EPERM)) << "unfiltered: " << before;
  }
}
#endif

TEST_F(Filter, WaysAroundAreClosed) {
  EXPECT_EQ(filtered([] { return outcome(syscall(SYS_io_uring_setup, 1, nullptr)); }), "ENOSYS");
  EXPECT_EQ(filtered([] { return outcome(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }), "EPERM");
  for (const long call : {SYS_pidfd_getfd, SYS_process_vm_readv, SYS_process_vm_writev, SYS_bpf, SYS_setns, SYS_unshare, SYS_mount,
                          SYS_userfaultfd, SYS_perf_event_open, SYS_keyctl, SYS_open_by_handle_at})
    EXPECT_EQ(filtered([call] { return outcome(syscall(call, 0, 0, 0, 0, 0, 0)); }), "EPERM") << "call " << call;
}

TEST_F(Filter, OnlyOwnDescriptorsAreCompared) {
  const auto compare = [](long first, long second) { return outcome(syscall(SYS_kcmp, first, second, 0, STDIN_FILENO, STDIN_FILENO)); };
  if (compare(getpid(), getpid()) != "done") GTEST_SKIP() << "this kernel compares no descriptors";
  EXPECT_EQ(filtered([&] { return compare(getpid(), getpid()); }), "done");
  EXPECT_EQ(filtered([&] { return compare(getpid(), getppid()); }), "EPERM");
  EXPECT_EQ(filtered([&] { return compare(getppid(), getpid()); }), "EPERM");
  EXPECT_EQ(filtered([&] { return compare((1L << 32) | getpid(), getpid()); }), "EPERM");
}

TEST_F(Filter, NamesAreNotLookedUpAndNothingHangs) {
  EXPECT_EQ(filtered([] {
    addrinfo* list = nullptr;
    return std::string(getaddrinfo("example.org", "443", nullptr, &list) == 0 ? "found" : "failed");
  }), "failed");
}

TEST_F(Filter, HoldsForThreadsAndChildren) {
  EXPECT_EQ(filtered([] {
    std::string text;
    std::thread([&] { text = outcome(socket(AF_INET, SOCK_STREAM, 0)); }).join();
    return text;
  }), "EACCES");
  // A thread that was there before: TSYNC.
  EXPECT_EQ(inChild([] {
    std::string text;
    int gate[2];
    if (pipe(gate) != 0) return std::string("no pipe");
    std::thread early([&] {
      char c = 0;
      if (read(gate[0], &c, 1) == 1) text = outcome(socket(AF_INET, SOCK_STREAM, 0));
    });
    const Status status = installFilter();
    if (write(gate[1], "x", 1) != 1) text = "no write";
    early.join();
    return status ? text : status.error().message;
  }), "EACCES");
  EXPECT_EQ(filtered([] { return inChild([] { return outcome(socket(AF_INET6, SOCK_DGRAM, 0)); }); }), "EACCES");
  // After exec too: a shell's own status says so.
  EXPECT_EQ(filtered([] { return std::to_string(WEXITSTATUS(system("grep -q '^Seccomp:.*2' /proc/self/status"))); }), "0");
}

TEST_F(Filter, TheProbeSeesIt) {
  const Probe before = probe();
  EXPECT_FALSE(before.inForce());
  EXPECT_EQ(filtered([] {
    const Probe found = probe();
    return fmt::format("{} {} {} {}", found.inForce(), strerrorname_np(found.inet_error), strerrorname_np(found.inet6_error),
                       found.seccomp_mode);
  }), "true EACCES EACCES 2");
}

#ifdef DEEPWELL_CLI
// GPU drivers run in the sandbox, which programs started in it inherit; on machines without a GPU Mesa's lavapipe.
TEST_F(Filter, VulkanComputes) {
  const auto output = [](const std::string& arguments) {
    std::string text;
    FILE* pipe = popen((DEEPWELL_CLI " " + arguments + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return text;
    char part[4096];
    while (const size_t count = fread(part, 1, sizeof(part), pipe)) text.append(part, count);
    pclose(pipe);
    return text;
  };
  if (output("devices").find("vulkan:0") == std::string::npos) GTEST_SKIP() << "no Vulkan device";
  EXPECT_NE(filtered([&] {
    restrictAccess();
    return output("chat pocket --device vulkan -p 'How many r are in strawberry?'");
  }).find("There are 3 r"), std::string::npos);
}
#endif

TEST(Sandbox, NoFilterIsSaidAndNotPretended) {
  const std::string text = inChild([] {
    const Sandbox sandbox = enter(false, {"/bin/cat", ""});
    const bool named = sandbox.switched_off && sandbox.filter_problem.find("--no-sandbox") != std::string::npos;
    return std::string(named && sandbox.broker && !probe().inForce() ? "said" : "pretended");
  });
  EXPECT_EQ(text, "said");
}

TEST_F(Filter, MemoryOfOthersIsOutOfReach) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t other = fork();
  if (other == 0) {
    char c = 0;
    close(ends[1]);
    _exit(read(ends[0], &c, 1) == 0 ? 0 : 1);
  }
  const std::string path = "/proc/" + std::to_string(other) + "/mem";
  const std::string text = inChild([&] {
    const int version = restrictAccess();
    if (version == 0) return std::string("no landlock");
    return outcome(open(path.c_str(), O_RDWR));
  });
  close(ends[0]);
  close(ends[1]);
  waitpid(other, nullptr, 0);
  if (text == "no landlock") GTEST_SKIP() << "this kernel has no landlock";
  EXPECT_TRUE(text == "EACCES" || text == "EPERM") << text;
}

TEST_F(Filter, ConnectionsOfTheStarterAreClosed) {
  EXPECT_EQ(inChild([] {
    const int inherited = socket(AF_INET, SOCK_STREAM, 0);
    const int fine = socket(AF_UNIX, SOCK_STREAM, 0);
    if (inherited < 0) return std::string("no socket");
    if (dup2(inherited, STDIN_FILENO) < 0) return std::string("no dup");
    const int count = closeInheritedSockets();
    const bool gone = fcntl(inherited, F_GETFD) < 0;
    int family = 0;
    socklen_t size = sizeof(family);
    const bool nothing = getsockopt(STDIN_FILENO, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0 && fcntl(STDIN_FILENO, F_GETFD) >= 0;
    return fmt::format("{} {} {} {}", count >= 2, gone, nothing, fcntl(fine, F_GETFD) >= 0);
  }), "true true true true");
}

}  // namespace
}  // namespace deepwell::sandbox
