// Http: what libcurl calls as an answer comes.
#include <algorithm>
#include <charconv>

#include "app/fetch/http.h"
#include "app/fetch/http_transfer.h"

namespace deepwell::fetch {
namespace {

constexpr size_t kMostHeaderBytes = 64U << 10;
constexpr size_t kMostLinkBytes = 8U << 10;
constexpr size_t kMostDiscarded = 64U << 10;  // of the body of a redirect or an error

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lowerCase(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

void Http::Transfer::field(std::string_view name, std::string_view value) {
  const std::string key = lowerCase(name);
  if (key == "content-length") {
    uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error == std::errc() && end == value.data() + value.size()) head.length = length;
    head.framed = true;
  } else if (key == "transfer-encoding") {
    head.framed = true;
  } else if (key == "content-range") {
    head.content_range = value;
  } else if (key == "content-encoding") {
    head.content_encoding = lowerCase(value);
  } else if (key == "etag") {
    head.etag = value.starts_with("W/") || value.size() > 512 ? std::string_view() : value;
  } else if (key == "last-modified") {
    head.modified = value.substr(0, 100);
  } else if (key == "link") {
    if (head.link.size() + value.size() <= kMostLinkBytes) head.link.append(head.link.empty() ? "" : ", ").append(value);
  } else if (key == "location") {
    location = value;
  }
}

size_t Http::onHeader(char* data, size_t, size_t count, void* pointer) {
  auto& transfer = *static_cast<Transfer*>(pointer);
  const std::string_view line(data, count);
  transfer.header_bytes += count;
  if (transfer.header_bytes > kMostHeaderBytes) {
    transfer.refused = fmt::format("{} sends headers without end", transfer.url.origin.host);
    return 0;
  }
  if (transfer.head_done) return count;  // trailers
  if (line.starts_with("HTTP/")) {
    transfer.head = Head();
    transfer.location.clear();
    long status = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    transfer.head.status = static_cast<int>(status);
    transfer.head.framed = line.starts_with("HTTP/2");
    return count;
  }
  if (const size_t colon = line.find(':'); colon != std::string_view::npos) {
    transfer.field(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    return count;
  }
  if (!trimmed(line).empty() || transfer.head.status < 200) return count;
  transfer.head_done = true;
  if (!transfer.wanted()) return count;
  transfer.head.url = transfer.url;
  transfer.head.left = transfer.left;
  if (transfer.request.head(transfer.head)) return count;
  transfer.stopped = true;
  return 0;
}

size_t Http::onBody(char* data, size_t, size_t count, void* pointer) {
  auto& transfer = *static_cast<Transfer*>(pointer);
  if (!transfer.wanted()) {
    transfer.discarded += count;
    return transfer.discarded > kMostDiscarded ? 0 : count;
  }
  Bucket& bucket = transfer.http->bucket_;
  if (!bucket.open(Clock::now())) {
    transfer.paused = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  bucket.take(count);
  transfer.window_bytes += count;
  if (transfer.request.body({data, count})) return count;
  transfer.stopped = true;
  return 0;
}

curl_socket_t Http::onOpen(void* pointer, curlsocktype, curl_sockaddr* address) {
  const auto& transfer = *static_cast<Transfer*>(pointer);
  return transfer.http->connections_.open(*address, transfer.url.origin.host, transfer.request.purpose, transfer.url.loopback);
}

int Http::onClose(void* http, curl_socket_t socket) { return static_cast<Http*>(http)->connections_.close(socket); }

}  // namespace deepwell::fetch
