#include "app/library/hub/hub_answers.h"

#include <simdjson.h>

#include <algorithm>

namespace deepwell::hub {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kMaxName = 96;   // of an owner or a repository
constexpr size_t kMaxPath = 512;  // bytes

bool isNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool isNamePart(std::string_view part) {
  return !part.empty() && part.size() <= kMaxName && part.front() != '.' && part.front() != '-' &&
         part.find("..") == std::string_view::npos && std::all_of(part.begin(), part.end(), isNameByte);
}

bool isPathPart(std::string_view part) {
  if (part.empty() || part.front() == '.' || part.front() == ' ' || part.back() == ' ' || part.back() == '.' || part.size() > 255) return false;
  return std::none_of(part.begin(), part.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos;
  });
}

bool isSha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

uint64_t number(const dom::element& object, const char* key) {
  uint64_t value = 0;
  return object[key].get(value) == simdjson::SUCCESS ? value : 0;
}

std::string_view text(const dom::element& object, const char* key) {
  std::string_view value;
  return object[key].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

// The length of the character at `at`, 0 if it is not valid UTF-8.
size_t characterAt(std::string_view text, size_t at, uint32_t* code) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  const size_t length = first < 0x80 ? 1 : first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first >= 0xF5 || at + length > text.size()) return 0;
  *code = length == 1 ? first : first & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    *code = (*code << 6U) | (byte(i) & 0x3FU);
  }
  if ((length == 3 && *code < 0x800) || (length == 4 && *code < 0x10000)) return 0;  // longer than needed
  return length;
}

bool isUnwanted(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xD800 && code < 0xE000);
}

std::string licenseOf(const dom::element& model) {
  dom::array tags;
  if (model["tags"].get(tags) != simdjson::SUCCESS) return {};
  for (const dom::element tag : tags) {
    std::string_view value;
    if (tag.get(value) == simdjson::SUCCESS && value.starts_with("license:")) return plainLine(value.substr(8));
  }
  return {};
}

// "2025-01-20T12:00:00.000Z" to its day.
std::string dayOf(std::string_view time) {
  if (time.size() < 10 || time[4] != '-' || time[7] != '-') return {};
  const std::string_view day = time.substr(0, 10);
  return day.find_first_not_of("0123456789-") == std::string_view::npos ? std::string(day) : std::string();
}

Result<dom::array> parseList(dom::parser* parser, std::string_view json, dom::element* root) {
  if (json.size() > kMaxAnswer) return fail(ErrorCode::kUnsupported, "the hub's answer has {} bytes, at most {} are read", json.size(), kMaxAnswer);
  dom::array list;
  if (parser->parse(json.data(), json.size()).get(*root) != simdjson::SUCCESS)
    return fail(ErrorCode::kCorruptFile, "the hub's answer is not JSON; is the address in the settings that of a hub?");
  if (root->get(list) == simdjson::SUCCESS) return list;
  if (const std::string_view error = text(*root, "error"); !error.empty()) return fail(ErrorCode::kIo, "the hub says: {}", plainLine(error));
  return fail(ErrorCode::kCorruptFile, "the hub's answer is not a list; is the address in the settings that of a hub?");
}

}  // namespace

bool isRepositoryName(std::string_view name) {
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos) return isNamePart(name);
  return isNamePart(name.substr(0, slash)) && isNamePart(name.substr(slash + 1));
}

bool isSafePath(std::string_view path) {
  if (path.empty() || path.size() > kMaxPath) return false;
  uint32_t code = 0;
  for (size_t at = 0; at < path.size();) {
    const size_t length = characterAt(path, at, &code);
    if (length == 0 || isUnwanted(code)) return false;
    at += length;
  }
  for (;;) {
    const size_t slash = path.find('/');
    if (!isPathPart(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string percentEncoded(std::string_view text, bool path) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (isNameByte(c) || c == '~' || (path && c == '/')) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 0xFU];
  }
  return out;
}

std::string plainLine(std::string_view text) {
  std::string out;
  uint32_t code = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t length = characterAt(text, at, &code);
    const bool wanted = length > 0 && !isUnwanted(code);
    const std::string_view piece = wanted ? text.substr(at, length) : std::string_view(" ");
    if (out.size() + piece.size() > kMaxText) break;
    if (piece != " " || (!out.empty() && out.back() != ' ')) out += piece;
    at += length == 0 ? 1 : length;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Result<std::vector<FoundRepository>> parseSearch(std::string_view json) {
  dom::parser parser;
  dom::element root;
  DEEPWELL_ASSIGN(const dom::array list, parseList(&parser, json, &root));
  std::vector<FoundRepository> found;
  for (const dom::element model : list) {
    if (found.size() >= kMaxModels) break;
    const std::string_view id = text(model, "id");
    const std::string_view name = id.empty() ? text(model, "modelId") : id;
    if (!isRepositoryName(name)) continue;
    FoundRepository repository;
    repository.name = name;
    repository.downloads = number(model, "downloads");
    repository.likes = number(model, "likes");
    repository.changed = dayOf(text(model, "lastModified").empty() ? text(model, "createdAt") : text(model, "lastModified"));
    repository.license = licenseOf(model);
    bool gated = false;
    repository.gated = !text(model, "gated").empty() || (model["gated"].get(gated) == simdjson::SUCCESS && gated);
    found.push_back(std::move(repository));
  }
  return found;
}

Result<RepositoryFiles> parseTree(std::string_view json) {
  dom::parser parser;
  dom::element root;
  DEEPWELL_ASSIGN(const dom::array list, parseList(&parser, json, &root));
  RepositoryFiles tree;
  for (const dom::element entry : list) {
    if (tree.files.size() >= kMaxFiles) break;
    if (text(entry, "type") != "file") continue;
    const std::string_view path = text(entry, "path");
    if (path == ".gitattributes") continue;
    if (!isSafePath(path)) {
      ++tree.refused;
      continue;
    }
    RemoteEntry file;
    file.path = path;
    file.size = number(entry, "size");
    dom::element large;
    if (entry["lfs"].get(large) == simdjson::SUCCESS && large.is_object()) {
      std::string_view hash = text(large, "oid");
      if (hash.starts_with("sha256:")) hash.remove_prefix(7);
      if (isSha256(hash)) file.sha256 = hash;
      if (const uint64_t size = number(large, "size"); size > 0) file.size = size;
    }
    tree.files.push_back(std::move(file));
  }
  return tree;
}

}  // namespace deepwell::hub
