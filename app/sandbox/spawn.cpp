#include "app/sandbox/spawn.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

namespace deepwell::sandbox {
namespace {

struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    closeEnd(read_end);
    closeEnd(write_end);
  }
  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  static void closeEnd(int& fd) {
    if (fd >= 0) close(fd);
    fd = -1;
  }
};

struct Child {
  const char* program = nullptr;
  std::array<const char*, 2> arguments = {};  // up to the first null
  int input = -1;                  // becomes standard input and
  int output = -1;                 // output; below zero: /dev/null, standard error too
  bool own_session = false;
  bool dies_with_us = false;
};

// Between fork and exec: only calls that are safe there.
[[noreturn]] void become(const Child& child, int report) {
  if (child.dies_with_us) prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
  if (child.own_session) setsid();
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const bool silent = child.input < 0;
  const int nothing = silent ? open("/dev/null", O_RDWR | O_CLOEXEC) : -1;
  dup2(silent ? nothing : child.input, STDIN_FILENO);
  dup2(silent ? nothing : child.output, STDOUT_FILENO);
  if (silent) dup2(nothing, STDERR_FILENO);
  syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  std::array<char*, 4> arguments = {const_cast<char*>(child.program), const_cast<char*>(child.arguments[0]),
                                    const_cast<char*>(child.arguments[1]), nullptr};
  execv(child.program, arguments.data());
  const int error = errno;
  const ssize_t written = write(report, &error, sizeof(error));
  _exit(written == sizeof(error) ? 127 : 126);
}

// Waits until the program runs and gives its id. An ended child is reaped by whoever calls this (the broker ignores SIGCHLD).
Result<pid_t> start(const Child& child) {
  Pipe report;
  if (!report.open()) return fail(ErrorCode::kIo, "{}: no pipe: {}", child.program, std::strerror(errno));
  const pid_t pid = fork();
  if (pid < 0) return fail(ErrorCode::kIo, "{}: no process: {}", child.program, std::strerror(errno));
  if (pid == 0) become(child, report.write_end);
  Pipe::closeEnd(report.write_end);
  int error = 0;
  ssize_t count = 0;
  do count = read(report.read_end, &error, sizeof(error));
  while (count < 0 && errno == EINTR);
  if (count == 0) return pid;
  return fail(ErrorCode::kNotFound, "{} cannot be started: {}; install Deepwell again", child.program, std::strerror(error));
}

// False: it failed, or is not at its end by then and goes on without us.
bool endsWell(pid_t pid, std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kPause{10};
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    int status = 0;
    const pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended == pid) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return true;  // the kernel has reaped it: SIGCHLD is ignored
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(kPause);
  }
}

std::filesystem::path findGpuLoader() {
  constexpr const char* kLoader = "/usr/bin/nvidia-modprobe";
  const bool ready = access("/dev/nvidiactl", F_OK) == 0 && access("/dev/nvidia-uvm", F_OK) == 0;
  return ready || access(kLoader, X_OK) != 0 ? "" : kLoader;
}

std::filesystem::path findOpener() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(':'), rest.size());
    const std::filesystem::path folder(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (folder.is_absolute() && access((folder / "xdg-open").c_str(), X_OK) == 0) return folder / "xdg-open";
  }
  return {};
}

}  // namespace

Programs Programs::find() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  return {self.parent_path() / "deepwell-fetch", findOpener(), findGpuLoader()};
}

Result<fetch::HelperPipes> spawnHelper(const std::filesystem::path& program, bool dies_with_us) {
  Pipe input;
  Pipe output;
  if (!input.open() || !output.open()) return fail(ErrorCode::kIo, "no pipe for {}: {}", program.string(), std::strerror(errno));
  Child child;
  child.program = program.c_str();
  child.input = input.read_end;
  child.output = output.write_end;
  child.dies_with_us = dies_with_us;
  DEEPWELL_TRY(start(child));
  return fetch::HelperPipes{std::exchange(input.write_end, -1), std::exchange(output.read_end, -1)};
}

Status spawnOpener(const std::filesystem::path& program, const std::string& what) {
  if (program.empty())
    return fail(ErrorCode::kNotFound, "there is no xdg-open that would know your browser or file manager; install xdg-utils");
  Child child;
  child.program = program.c_str();
  child.arguments = {what.c_str()};
  child.own_session = true;
  DEEPWELL_TRY(start(child));
  return {};
}

void makeGpuReady(const std::filesystem::path& loader, std::chrono::milliseconds patience) {
  if (loader.empty()) return;
  // The module of the GPU and its device; the module and the device for memory that is shared with it.
  for (const std::array<const char*, 2>& task : {std::array<const char*, 2>{"-c=0"}, {"-c=0", "-u"}}) {
    Child child;
    child.program = loader.c_str();
    child.arguments = task;
    const auto started = start(child);
    if (!started || !endsWell(*started, patience)) return;
  }
}

}  // namespace deepwell::sandbox
