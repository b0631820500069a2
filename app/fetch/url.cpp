#include "app/fetch/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace deepwell::fetch {
namespace {

constexpr size_t kMostUrlBytes = 8192;

struct Free {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, Free>;

// Empty: the address does not have this part.
std::string part(const Handle& url, CURLUPart what, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), what, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

bool isLoopbackName(const std::string& host) {
  in_addr four{};
  in6_addr six{};
  if (host == "localhost") return true;
  if (::inet_pton(AF_INET, host.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == 127;
  return ::inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

Result<Url> checked(const Handle& handle) {
  Url url;
  url.origin.scheme = part(handle, CURLUPART_SCHEME);
  url.origin.host = part(handle, CURLUPART_HOST);
  std::transform(url.origin.host.begin(), url.origin.host.end(), url.origin.host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (url.origin.host.starts_with('[') && url.origin.host.ends_with(']')) url.origin.host = url.origin.host.substr(1, url.origin.host.size() - 2);
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  url.text = part(handle, CURLUPART_URL);
  const std::string shown = withoutQuery(url.text);
  if (url.origin.scheme != "https" && url.origin.scheme != "http") {
    return fail(ErrorCode::kInvalidArgument, "{}: only https addresses are fetched from", shown);
  }
  if (!part(handle, CURLUPART_USER).empty() || !part(handle, CURLUPART_PASSWORD).empty()) {
    return fail(ErrorCode::kInvalidArgument, "an address with a user name in it is not fetched from; set a token instead");
  }
  if (url.origin.host.empty() || !part(handle, CURLUPART_ZONEID).empty() || url.text.size() > kMostUrlBytes) {
    return fail(ErrorCode::kInvalidArgument, "{}: this address cannot be read", shown.substr(0, 200));
  }
  const std::string port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), url.origin.port);
  url.loopback = url.origin.scheme == "http";
  if (url.loopback && !isLoopbackName(url.origin.host)) {
    return fail(ErrorCode::kInvalidArgument, "{}: http is not encrypted and works on this machine only; use https", shown);
  }
  return url;
}

bool hasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Status set(const Handle& handle, std::string_view text) {
  constexpr unsigned int kFlags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
  if (text.empty() || text.size() > kMostUrlBytes || hasControls(text) ||
      curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), kFlags) != CURLUE_OK) {
    return fail(ErrorCode::kInvalidArgument, "\"{}\" is no address that can be read; \"https://host/path\" was expected",
                withoutQuery(text.substr(text.rfind('@') + 1)).substr(0, 200));
  }
  return {};
}

}  // namespace

Result<Url> parseUrl(std::string_view text) {
  const Handle handle(curl_url());
  DEEPWELL_TRY(set(handle, text));
  return checked(handle);
}

Result<Url> redirectTarget(const Url& from, std::string_view location) {
  const Handle handle(curl_url());
  DEEPWELL_TRY(set(handle, from.text));
  DEEPWELL_TRY(set(handle, location));
  DEEPWELL_ASSIGN(Url to, checked(handle));
  if (from.origin.scheme == "https" && to.origin.scheme != "https") {
    return fail(ErrorCode::kInvalidArgument, "{} leads from https to http, which is not followed", from.origin.host);
  }
  return to;
}

std::string nextAddress(const Url& from, std::string_view link) {
  while (true) {
    const size_t open = link.find('<');
    const size_t close = link.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    const std::string_view address = link.substr(open + 1, close - open - 1);
    link.remove_prefix(close + 1);
    // Its parameters go up to the next address.
    const std::string_view parameters = link.substr(0, link.find('<'));
    if (parameters.find("rel=\"next\"") == std::string_view::npos && parameters.find("rel=next") == std::string_view::npos) continue;
    const auto next = redirectTarget(from, address);
    return next && next->origin == from.origin ? next->text : std::string();
  }
}

Status checkProxy(const std::string& proxy) {
  if (proxy.empty() || proxy == "system") return {};
  const Handle handle(curl_url());
  constexpr std::array kSchemes = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
  if (!hasControls(proxy) && curl_url_set(handle.get(), CURLUPART_URL, proxy.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
    const std::string scheme = part(handle, CURLUPART_SCHEME);
    if (std::any_of(kSchemes.begin(), kSchemes.end(), [&](const char* known) { return scheme == known; })) return {};
  }
  return fail(ErrorCode::kInvalidArgument, "the proxy's address cannot be used; \"http://host:port\" or \"socks5://host:port\" was expected");
}

std::string withoutQuery(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  // Nor a user and password. What is no address at all may hold them anywhere.
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url.substr(url.rfind('@') + 1));
  const size_t host = scheme + 3;
  const size_t at = url.substr(0, url.find('/', host)).rfind('@');
  if (at == std::string_view::npos || at < host) return std::string(url);
  return std::string(url.substr(0, host)) + std::string(url.substr(at + 1));
}

bool isLoopback(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    return (ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr) >> 24U) == 127;
  }
  return address.sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
}

}  // namespace deepwell::fetch
