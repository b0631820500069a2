// Every socket that libcurl opens, for the privacy page: to whom, what for, how many bytes.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "app/fetch/protocol.h"

namespace deepwell::fetch {

class Connections {
 public:
  using Report = std::function<void(const Connection&)>;
  explicit Connections(Report report) : report_(std::move(report)) {}

  // A socket to `address`, reported as opened. CURL_SOCKET_BAD: it is not to be connected to, or the system refused.
  curl_socket_t open(const curl_sockaddr& address, const std::string& host, const std::string& purpose, bool loopback_only);
  int close(curl_socket_t socket);  // reported as closed

 private:
  Report report_;
  uint64_t opened_ = 0;
  std::map<curl_socket_t, Connection> now_;
};

}  // namespace deepwell::fetch
