#include "app/fetch/connections.h"

#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

#include "app/fetch/url.h"

namespace deepwell::fetch {

curl_socket_t Connections::open(const curl_sockaddr& address, const std::string& host, const std::string& purpose, bool loopback_only) {
  const bool six = address.family == AF_INET6;
  if (!six && address.family != AF_INET) return CURL_SOCKET_BAD;
  if (loopback_only && !isLoopback(address.addr)) return CURL_SOCKET_BAD;  // whatever the name servers say
  const int fd = ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  if (fd < 0) return CURL_SOCKET_BAD;

  using std::chrono::system_clock;
  Connection connection;
  connection.number = ++opened_;
  connection.opened_ms = std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count();
  connection.host = host;
  std::array<char, INET6_ADDRSTRLEN> text{};
  const auto& in4 = reinterpret_cast<const sockaddr_in&>(address.addr);
  const auto& in6 = reinterpret_cast<const sockaddr_in6&>(address.addr);
  ::inet_ntop(address.family, six ? static_cast<const void*>(&in6.sin6_addr) : &in4.sin_addr, text.data(), text.size());
  connection.address = text.data();
  connection.port = ntohs(six ? in6.sin6_port : in4.sin_port);
  connection.purpose = purpose;
  report_(connection);
  now_[fd] = std::move(connection);
  return fd;
}

int Connections::close(curl_socket_t socket) {
  if (const auto found = now_.find(socket); found != now_.end()) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0) {
      found->second.bytes_received = info.tcpi_bytes_received;
      found->second.bytes_sent = info.tcpi_bytes_sent;
    }
    found->second.closed = true;
    report_(found->second);
    now_.erase(found);
  }
  return ::close(socket);
}

}  // namespace deepwell::fetch
