#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "app/sandbox/broker.h"
#include "app/sandbox/link.h"

namespace deepwell::sandbox {
namespace {

void closeAllFrom(int first) {
  if (syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, 0U) == 0) return;
  std::vector<int> open_ones;  // Linux before 5.9
  if (DIR* folder = opendir("/proc/self/fd")) {
    while (const dirent* entry = readdir(folder))
      if (const int fd = std::atoi(entry->d_name); fd >= first) open_ones.push_back(fd);
    closedir(folder);
  }
  for (const int fd : open_ones) close(fd);
}

// Of what the window's process had, the socket as descriptor 3 and standard error stay.
int keepOnly(int socket) {
  constexpr int kKept = 3;
  const int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, STDIN_FILENO);
  dup2(nothing, STDOUT_FILENO);
  if (socket != kKept) dup2(socket, kKept);
  fcntl(kKept, F_SETFD, FD_CLOEXEC);
  closeAllFrom(kKept + 1);
  return kKept;
}

void answer(int socket, const Status& status) {
  sendMessage(socket, status ? std::string(1, kDone) : std::string(1, kRefused) + status.error().message);
}

void handle(int socket, const Message& request, const Programs& programs) {
  const std::string_view text = request.text;
  if (text.size() == 1 && text[0] == kStartHelper) {
    const auto pipes = spawnHelper(programs.helper, true);
    if (!pipes) return answer(socket, Failure(pipes.error()));
    sendMessage(socket, {&kDone, 1}, {pipes->to_helper, pipes->from_helper});
    close(pipes->to_helper);
    close(pipes->from_helper);
  } else if (!text.empty() && text[0] == kOpenLink) {
    const std::string link(text.substr(1));
    Status status = checkLink(link);
    if (status) status = spawnOpener(programs.opener, link);
    answer(socket, status);
  } else if (!text.empty() && text[0] == kShowFolder) {
    const std::string folder(text.substr(1));
    Status status = checkFolder(folder);
    // With the slash it is a folder also if a file takes its place meanwhile.
    if (status) status = spawnOpener(programs.opener, folder + "/");
    answer(socket, status);
  } else {
    answer(socket, fail(ErrorCode::kInvalidArgument, "the starter of helpers does not know this request"));
  }
  for (const int fd : request.descriptors)
    if (fd >= 0) close(fd);
}

}  // namespace

void serveRequests(int socket, pid_t parent, const Programs& programs) {
  prctl(PR_SET_NAME, "deepwell-broker", 0, 0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // no other process of this person may reach into it
  if (getppid() != parent) _exit(0);
  // Ctrl+C in a terminal is the window's to answer; ended children are the kernel's to reap.
  for (const int number : {SIGINT, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD}) signal(number, SIG_IGN);
  const int kept = keepOnly(socket);
  Message request;
  while (receiveMessage(kept, request, -1)) handle(kept, request, programs);
  _exit(0);
}

}  // namespace deepwell::sandbox
