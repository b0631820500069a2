#include "app/sandbox/link.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace deepwell::sandbox {
namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

// What RFC 3986 lets stand in an address; no spaces, quotes, backslashes, control characters or bytes past ASCII.
bool isLinkCharacter(char c) {
  return isLetter(c) || isDigit(c) || std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

bool startsWith(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char want, char c) {
           return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

bool isPort(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535;
}

// "example.org", "[::1]:8080"
bool isHostAndPort(std::string_view text) {
  size_t end = text.find(':');
  std::string_view host = text.substr(0, end);
  if (text.starts_with('[')) {
    end = text.find(']');
    if (end == std::string_view::npos || ++end < 4) return false;
    host = text.substr(1, end - 2);
    if (!std::all_of(host.begin(), host.end(), [](char c) {
          return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
        }))
      return false;
  } else {
    if (host.empty() || host.starts_with('-') || host.starts_with('.') || host.find("..") != std::string_view::npos) return false;
    if (!std::all_of(host.begin(), host.end(), [](char c) { return isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_'; }))
      return false;
  }
  if (end >= text.size()) return true;
  return text[end] == ':' && isPort(text.substr(end + 1));
}

}  // namespace

Status checkLink(std::string_view link) {
  if (link.size() > kMaxLink)
    return fail(ErrorCode::kInvalidArgument, "the link is longer than {} characters; copy it instead", kMaxLink);
  std::string_view rest = link;
  if (startsWith(link, "https://")) {
    rest.remove_prefix(8);
  } else if (startsWith(link, "http://")) {
    rest.remove_prefix(7);
  } else {
    return fail(ErrorCode::kInvalidArgument, "only links that begin with http:// or https:// are opened");
  }
  if (!std::all_of(link.begin(), link.end(), isLinkCharacter))
    return fail(ErrorCode::kInvalidArgument, "the link holds characters that no address has");
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.find('@') != std::string_view::npos)
    return fail(ErrorCode::kInvalidArgument, "the link has a user name before its host, which often hides where it leads");
  if (!isHostAndPort(authority)) return fail(ErrorCode::kInvalidArgument, "the link has no proper host name");
  return {};
}

Status checkFolder(std::string_view folder) {
  if (folder.size() > kMaxFolder || !folder.starts_with('/') || folder.find('\0') != std::string_view::npos)
    return fail(ErrorCode::kInvalidArgument, "only folders with an absolute path are shown");
  struct stat info {};
  if (stat(std::string(folder).c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return fail(ErrorCode::kNotFound, "{}: this is not a folder that can be read", folder);
  return {};
}

}  // namespace deepwell::sandbox
