// One request at work, inside of Http.
#pragma once

#include <array>

#include "app/fetch/http.h"

namespace deepwell::fetch {

struct Http::Transfer {
  Http* http = nullptr;
  uint64_t id = 0;
  Request request;
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  std::array<char, CURL_ERROR_SIZE> detail{};
  Url url;
  Head head;
  std::string location;
  std::string refused;  // why we stopped it ourselves
  bool head_done = false;
  bool stopped = false;
  bool paused = false;
  bool left = false;
  int hops = 0;
  size_t header_bytes = 0;
  size_t discarded = 0;
  TimePoint window = Clock::now();  // of the stall time
  uint64_t window_bytes = 0;

  bool redirects() const { return head.status >= 300 && head.status < 400 && head.status != 304 && !location.empty(); }
  bool wanted() const { return head.status == 200 || head.status == 206 || head.status == 416; }
  void field(std::string_view name, std::string_view value);
};

}  // namespace deepwell::fetch
