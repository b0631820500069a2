#include "app/fetch/names.h"

#include <algorithm>
#include <string>

#include "engine/base/utf8.h"

namespace deepwell::fetch {
namespace {

bool isDeviceName(std::string_view part) {
  std::string stem(part.substr(0, part.find('.')));
  std::transform(stem.begin(), stem.end(), stem.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  while (stem.ends_with(' ')) stem.pop_back();
  if (stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"))) return stem[3] >= '0' && stem[3] <= '9';
  return stem == "con" || stem == "prn" || stem == "aux" || stem == "nul";
}

const char* wrongWithPart(std::string_view part) {
  if (part.empty()) return "has an empty part";
  if (part == "." || part == "..") return "leads elsewhere";
  if (part.front() == '.') return "is hidden";
  if (part.size() > 200) return "is too long";
  if (part.back() == '.' || part.back() == ' ' || part.front() == ' ') return "begins or ends with a space or a point";
  if (part.find_first_of("\\:*?\"<>|") != std::string_view::npos) return "has a character that file names cannot have everywhere";
  if (isDeviceName(part)) return "is the name of a device on other systems";
  if (part.ends_with(kPartialEnding) || part.ends_with(kJournalEnding)) return "ends as our unfinished files do";
  return nullptr;
}

const char* wrongWithPath(std::string_view path) {
  if (path.empty()) return "is empty";
  if (path.size() > 1024) return "is too long";
  if (path.front() == '/') return "is absolute";
  for (std::string_view rest = path; !rest.empty();) {
    const utf8::Decoded next = utf8::decode(rest);
    if (!next.valid) return "is not UTF-8";
    if (isInvisible(next.code)) return "has invisible characters";
    rest.remove_prefix(next.bytes);
  }
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (const char* wrong = wrongWithPart(path.substr(at, end - at))) return wrong;
    at = end + 1;
  }
  return nullptr;
}

}  // namespace

bool isInvisible(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

Status checkPath(std::string_view path) {
  const char* wrong = wrongWithPath(path);
  if (wrong == nullptr) return {};
  return fail(ErrorCode::kInvalidArgument, "the file name \"{}\" {}: it is not fetched", path.substr(0, 100), wrong);
}

bool isSha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace deepwell::fetch
