// Addresses that may be asked, and where a redirect from one may lead.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell::fetch {

struct Origin {
  std::string scheme;  // "https" or "http"
  std::string host;    // small letters; IPv6 without brackets
  uint16_t port = 0;
  bool operator==(const Origin&) const = default;
};

struct Url {
  std::string text;  // normalised, without fragment
  Origin origin;
  bool loopback = false;  // http: only a loopback address may be connected to
};

// https to anywhere, http to localhost, 127.0.0.0/8 and ::1. No user or password in it.
Result<Url> parseUrl(std::string_view text);
// Where `location` leads from `from`; never from https to http.
Result<Url> redirectTarget(const Url& from, std::string_view location);
// The address of `rel="next"` in a Link field (RFC 8288) of what `from` answered, of the same origin; empty: there is none.
std::string nextAddress(const Url& from, std::string_view link);
// "", "system" or an http, https, socks4 or socks5 address.
Status checkProxy(const std::string& proxy);

// Without query and fragment, which may hold secrets: for messages and the journal.
std::string withoutQuery(std::string_view url);

bool isLoopback(const sockaddr& address);

}  // namespace deepwell::fetch
