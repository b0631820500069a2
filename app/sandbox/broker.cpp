#include "app/sandbox/broker.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "app/sandbox/link.h"

namespace deepwell::sandbox {
namespace {

constexpr int kPatienceMs = 5000;

}  // namespace

Result<std::unique_ptr<Broker>> Broker::start(const Programs& programs) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return fail(ErrorCode::kIo, "no socket for the starter of helpers: {}", std::strerror(errno));
  const pid_t self = getpid();
  const pid_t process = fork();
  if (process == 0) {
    close(ends[0]);
    serveRequests(ends[1], self, programs);
  }
  close(ends[1]);
  if (process > 0) return std::unique_ptr<Broker>(new Broker(process, ends[0]));
  close(ends[0]);
  return fail(ErrorCode::kIo, "no process for the starter of helpers: {}", std::strerror(errno));
}

Broker::~Broker() {
  close(socket_);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<Message> Broker::ask(std::string_view request) {
  const std::lock_guard lock(mutex_);
  Message answer;
  if (!sendMessage(socket_, request) || !receiveMessage(socket_, answer, kPatienceMs)) {
    shutdown(socket_, SHUT_RDWR);  // a late answer must not be taken for the next one's
    return fail(ErrorCode::kInternal, "the part of Deepwell that starts downloads and the browser has ended; restart Deepwell");
  }
  if (answer.text.empty() || answer.text.front() != kDone)
    return fail(ErrorCode::kIo, "{}", std::string_view(answer.text).substr(answer.text.empty() ? 0 : 1));
  return answer;
}

Result<fetch::HelperPipes> Broker::startHelper() {
  DEEPWELL_ASSIGN(const Message answer, ask({&kStartHelper, 1}));
  if (answer.descriptors[0] < 0) return fail(ErrorCode::kInternal, "the download helper came without its pipes");
  return fetch::HelperPipes{answer.descriptors[0], answer.descriptors[1]};
}

Status Broker::openLink(std::string_view link) {
  DEEPWELL_TRY(checkLink(link));
  DEEPWELL_TRY(ask(std::string(1, kOpenLink).append(link)));
  return {};
}

Status Broker::showFolder(std::string_view folder) {
  DEEPWELL_TRY(checkFolder(folder));
  DEEPWELL_TRY(ask(std::string(1, kShowFolder).append(folder)));
  return {};
}

}  // namespace deepwell::sandbox
