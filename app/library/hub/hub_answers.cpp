#include "app/library/hub/hub_answers.h"

#include <simdjson.h>

#include <algorithm>

#include "app/fetch/names.h"
#include "engine/base/utf8.h"

namespace deepwell::hub {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kMaxName = 96;   // of an owner or a repository

bool isNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool isNamePart(std::string_view part) {
  return !part.empty() && part.size() <= kMaxName && part.front() != '.' && part.front() != '-' &&
         part.find("..") == std::string_view::npos && std::all_of(part.begin(), part.end(), isNameByte);
}

uint64_t number(const dom::element& object, const char* key) {
  uint64_t value = 0;
  return object[key].get(value) == simdjson::SUCCESS ? value : 0;
}

std::string_view text(const dom::element& object, const char* key) {
  std::string_view value;
  return object[key].get(value) == simdjson::SUCCESS ? value : std::string_view();
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
  while (!text.empty()) {
    const utf8::Decoded next = utf8::decode(text);
    const bool wanted = next.valid && !fetch::isInvisible(next.code);
    const std::string_view piece = wanted ? text.substr(0, next.bytes) : std::string_view(" ");
    if (out.size() + piece.size() > kMaxText) break;
    if (piece != " " || (!out.empty() && out.back() != ' ')) out += piece;
    text.remove_prefix(next.bytes);
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
    if (!fetch::checkPath(path)) {
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
      if (fetch::isSha256(hash)) file.sha256 = hash;
      if (const uint64_t size = number(large, "size"); size > 0) file.size = size;
    }
    if (file.size > kMaxFileBytes) {
      ++tree.refused;
      continue;
    }
    tree.files.push_back(std::move(file));
  }
  return tree;
}

}  // namespace deepwell::hub
