#include "app/library/hub/hub_answers.h"

#include <simdjson.h>

#include <algorithm>
#include <iterator>
#include <optional>

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

// The name of an architecture or a method.
std::string word(const dom::element& object, const char* key) {
  const std::string_view value = text(object, key);
  return value.size() <= kMaxWord ? plainLine(value) : std::string();
}

RepositoryAbout aboutOf(const dom::element& model) {
  constexpr uint64_t kMostParameters = 1'000'000'000'000'000;
  constexpr uint64_t kMostContext = 1U << 28U;
  RepositoryAbout about;
  bool gated = false;
  about.gated = !text(model, "gated").empty() || (model["gated"].get(gated) == simdjson::SUCCESS && gated);
  dom::element gguf;
  dom::element config;
  dom::element weights;
  uint64_t context = 0;
  if (model["gguf"].get(gguf) == simdjson::SUCCESS && gguf.is_object()) {
    about.architecture = word(gguf, "architecture");
    about.parameters = number(gguf, "total");
    context = number(gguf, "context_length");
  }
  if (model["config"].get(config) == simdjson::SUCCESS && config.is_object()) {
    about.model_type = word(config, "model_type");
    if (context == 0) context = number(config, "max_position_embeddings");
    dom::element quantisation;
    if (config["quantization_config"].get(quantisation) == simdjson::SUCCESS && quantisation.is_object())
      about.quantisation = word(quantisation, "quant_method");
    dom::array classes;
    std::string_view name;
    if (config["architectures"].get(classes) == simdjson::SUCCESS && classes.at(0).get(name) == simdjson::SUCCESS && name.size() <= kMaxWord)
      about.model_class = plainLine(name);
  }
  if (about.parameters == 0 && model["safetensors"].get(weights) == simdjson::SUCCESS && weights.is_object()) about.parameters = number(weights, "total");
  if (about.parameters > kMostParameters) about.parameters = 0;
  if (context <= kMostContext) about.context = static_cast<int32_t>(context);
  return about;
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

Status parseRoot(dom::parser* parser, std::string_view json, dom::element* root) {
  if (json.size() > kMaxAnswer) return fail(ErrorCode::kUnsupported, "the hub's answer has {} bytes, at most {} are read", json.size(), kMaxAnswer);
  if (parser->parse(json.data(), json.size()).get(*root) != simdjson::SUCCESS)
    return fail(ErrorCode::kCorruptFile, "the hub's answer is not JSON; is the address in the settings that of a hub?");
  return {};
}

Result<dom::array> parseList(dom::parser* parser, std::string_view json, dom::element* root) {
  dom::array list;
  DEEPWELL_TRY(parseRoot(parser, json, root));
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

namespace {

// What stands behind the host and, of a hub below a path, behind that; nullopt: another place.
std::optional<std::string_view> behind(std::string_view address, std::string_view hub) {
  const auto bare = [](std::string_view each) {
    if (const size_t scheme = each.find("://"); scheme != std::string_view::npos) each.remove_prefix(scheme + 3);
    return each.starts_with("www.") ? each.substr(4) : each;
  };
  address = bare(address);
  for (std::string_view known : {bare(hub), std::string_view("huggingface.co"), std::string_view("hf.co")}) {
    while (known.ends_with('/')) known.remove_suffix(1);
    if (!known.empty() && address.starts_with(known) && address.substr(known.size()).starts_with('/')) return address.substr(known.size() + 1);
  }
  return std::nullopt;
}

bool isOtherThanModels(std::string_view first) {
  constexpr std::string_view kOthers[] = {"datasets", "spaces", "api", "docs", "collections", "papers", "blog", "organizations", "settings", "models", "tasks"};
  return std::find(std::begin(kOthers), std::end(kOthers), first) != std::end(kOthers);
}

}  // namespace

std::string repositoryIn(std::string_view typed, std::string_view hub) {
  const size_t first = typed.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  typed = typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1);
  const auto path = behind(typed, hub);
  if (!path && typed.find("://") != std::string_view::npos) return {};
  std::string_view rest = path.value_or(typed).substr(0, path.value_or(typed).find_first_of("?#"));
  while (path && rest.ends_with('/')) rest.remove_suffix(1);
  const size_t slash = rest.find('/');
  if (slash == std::string_view::npos || isOtherThanModels(rest.substr(0, slash))) return {};
  size_t end = rest.find('/', slash + 1);
  if (end != std::string_view::npos && !path) return {};  // "a/b/c" is no name
  // "owner/name:Q4_K_M", as Ollama has it.
  end = std::min(end, rest.find(':', slash + 1));
  const std::string_view name = rest.substr(0, end);
  return isRepositoryName(name) ? std::string(name) : std::string();
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
    repository.about = aboutOf(model);
    found.push_back(std::move(repository));
  }
  return found;
}

Result<RepositoryAbout> parseAbout(std::string_view json) {
  dom::parser parser;
  dom::element root;
  DEEPWELL_TRY(parseRoot(&parser, json, &root));
  if (!root.is_object()) return fail(ErrorCode::kCorruptFile, "the hub's answer is not an object; is the address in the settings that of a hub?");
  return aboutOf(root);
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
