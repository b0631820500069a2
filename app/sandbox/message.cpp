#include "app/sandbox/message.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace deepwell::sandbox {
namespace {

template <class Call>
ssize_t untilDone(Call call) {
  ssize_t result = 0;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

constexpr size_t kDescriptorBytes = 2 * sizeof(int);

}  // namespace

bool sendMessage(int socket, std::string_view text, const std::array<int, 2>& descriptors) {
  iovec part{const_cast<char*>(text.data()), text.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(kDescriptorBytes)] = {};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (descriptors[0] >= 0) {
    header.msg_control = control;
    header.msg_controllen = sizeof(control);
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(kDescriptorBytes);
    std::memcpy(CMSG_DATA(rights), descriptors.data(), kDescriptorBytes);
  }
  return untilDone([&] { return sendmsg(socket, &header, MSG_NOSIGNAL); }) == static_cast<ssize_t>(text.size());
}

bool receiveMessage(int socket, Message& message, int timeout_ms) {
  pollfd waiting{socket, POLLIN, 0};
  if (untilDone([&] { return poll(&waiting, 1, timeout_ms); }) <= 0) return false;
  std::string text(kMaxMessage, '\0');
  iovec part{text.data(), text.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(kDescriptorBytes)] = {};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control;
  header.msg_controllen = sizeof(control);
  const ssize_t count = untilDone([&] { return recvmsg(socket, &header, MSG_CMSG_CLOEXEC); });
  if (count <= 0) return false;
  text.resize(static_cast<size_t>(count));
  message = Message{std::move(text), {-1, -1}};
  for (cmsghdr* rights = CMSG_FIRSTHDR(&header); rights != nullptr; rights = CMSG_NXTHDR(&header, rights))
    if (rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS && rights->cmsg_len == CMSG_LEN(kDescriptorBytes))
      std::memcpy(message.descriptors.data(), CMSG_DATA(rights), kDescriptorBytes);
  return true;
}

}  // namespace deepwell::sandbox
