#include "app/fetch/http_text.h"

#include <fmt/format.h>

#include <string_view>

namespace deepwell::fetch {

std::string describeCurl(CURLcode code, const char* detail, const std::string& host) {
  const std::string_view why = detail != nullptr && *detail != '\0' ? detail : curl_easy_strerror(code);
  if (why.find("from proxy after CONNECT") != std::string_view::npos || why.find("CONNECT tunnel failed") != std::string_view::npos) {
    return fmt::format("the proxy does not connect to {}; check the proxy in the settings", host);
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return fmt::format("{}: no such host was found; is this machine online, and is the address right?", host);
    case CURLE_COULDNT_RESOLVE_PROXY: return "the proxy's host was not found; check the proxy in the settings";
    case CURLE_PROXY: return "the proxy refused the connection; check the proxy in the settings";
    case CURLE_COULDNT_CONNECT: return fmt::format("{}: cannot be connected to", host);
    case CURLE_OPERATION_TIMEDOUT: return fmt::format("{}: no answer in time", host);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return fmt::format("{}: its certificate cannot be trusted ({}); nothing was fetched", host, why);
    case CURLE_SSL_CONNECT_ERROR: return fmt::format("{}: no encrypted connection ({})", host, why);
    case CURLE_PARTIAL_FILE: return fmt::format("{}: the connection was cut", host);
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING: return fmt::format("{}: the connection was reset", host);
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return fmt::format("{}: the HTTP/2 connection broke", host);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return fmt::format("{}: the answer is not HTTP", host);
    default: return fmt::format("{}: {}", host, curl_easy_strerror(code));
  }
}

bool isTransient(CURLcode code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_OUT_OF_MEMORY: return false;
    default: return true;
  }
}

std::string describeStatus(int status, const std::string& host) {
  switch (status) {
    case 401: return fmt::format("{} wants an access token (401): set one in the settings", host);
    case 403: return fmt::format("{} refuses access (403): the model's licence may have to be accepted there, or the token is not enough", host);
    case 404: return fmt::format("{} has no such file (404)", host);
    case 407: return "the proxy wants a user name and password (407): check the proxy in the settings";
    case 410: return fmt::format("{} has this file no more (410)", host);
    case 429: return fmt::format("{} wants fewer requests (429)", host);
    case 503: return fmt::format("{} is busy (503)", host);
    default: return fmt::format("{} answered with status {}", host, status);
  }
}

bool isTransientStatus(int status) {
  return status == 408 || status == 425 || status == 429 || (status >= 500 && status != 501 && status != 505);
}

}  // namespace deepwell::fetch
