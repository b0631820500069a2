#include "tests/structure/include_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <sstream>

namespace deepwell::test {
namespace {

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

// <QString>, <QtQuick/QQuickItem>, <qglobal.h>
bool isQt(std::string_view header) {
  if (header.starts_with("Qt")) return true;
  if (header.size() > 1 && header[0] == 'Q' && std::isupper(static_cast<unsigned char>(header[1])) != 0) return true;
  return startsWithAny(header, {"qobject", "qglobal", "qstring", "qml"});
}

bool isIntrinsics(std::string_view header) {
  return header.ends_with("intrin.h") || startsWithAny(header, {"arm_", "cpuid.h"});
}

bool isVulkan(std::string_view header) { return startsWithAny(header, {"vulkan/", "volk"}); }

bool isInsideOfVulkan(std::string_view header) { return startsWithAny(header, {"engine/backend/vulkan/", "shaders/"}); }

bool isCuda(std::string_view header) {
  return startsWithAny(header, {"cuda", "cublas", "cutlass", "nvrtc", "cooperative_groups", "mma.h"});
}

bool opensSockets(std::string_view header) {
  return startsWithAny(header, {"curl/", "netdb.h", "netinet/", "arpa/inet.h", "QTcp", "QSsl", "QUdp", "QNetwork"});
}

// The headers of libraries and the system that only some folders may use.
struct OutsideRule {
  bool (*matches)(std::string_view header);
  std::initializer_list<std::string_view> folders;
  std::string_view name;
};

constexpr std::array kAppFolders = {std::string_view("app/"), std::string_view("tests/app/")};

std::string outsideViolation(std::string_view file, std::string_view header) {
  static const std::array<OutsideRule, 6> rules = {{
      {isQt, {kAppFolders[0], kAppFolders[1], "tests/bench/"}, "Qt"},
      {isIntrinsics, {"kernels/cpu/", "tests/kernels/"}, "CPU intrinsics"},
      {isVulkan, {"engine/backend/vulkan/", "tests/backends/vulkan/"}, "Vulkan"},
      {isInsideOfVulkan, {"engine/backend/vulkan/", "shaders/", "tests/backends/vulkan/", "tests/bench/"}, "the inside of the Vulkan backend"},
      {isCuda, {"kernels/cuda/", "engine/backend/cuda/"}, "CUDA"},
      {opensSockets, {"app/fetch/", "tests/sandbox/"}, "internet sockets"},
  }};
  for (const OutsideRule& rule : rules) {
    if (rule.matches(header) && !startsWithAny(file, rule.folders)) {
      return std::string(rule.name) + " does not belong there";
    }
  }
  return {};
}

std::string appViolation(std::string_view file, std::string_view header) {
  if (header.starts_with("kernels/")) return "the app knows no kernels";
  if (!header.starts_with("engine/") || header == "engine/base/result.h" || header == "engine/base/utf8.h") return {};
  if (!header.starts_with("engine/api/")) return "the app may include engine/api, engine/base/result.h and engine/base/utf8.h only";
  if (startsWithAny(file, {"app/bridge/", "app/cli/"})) return {};
  return "only app/bridge and app/cli may include engine/api";
}

std::string engineViolation(std::string_view file, std::string_view header) {
  if (startsWithAny(header, {"app/", "tests/"})) return "the engine knows nothing above it";
  if (file.starts_with("engine/base/") && header.starts_with("engine/") && !header.starts_with("engine/base/")) {
    return "engine/base stands below everything else";
  }
  if (file.starts_with("engine/format/") && header.starts_with("engine/") &&
      !startsWithAny(header, {"engine/base/", "engine/format/"})) {
    return "engine/format may include engine/base only";
  }
  return {};
}

// Shaders name what they include from their own folder on.
std::string shaderViolation(std::string_view header) {
  if (startsWithAny(header, {"app/", "tests/", "engine/", "kernels/cpu/"})) return "shaders depend on shaders and kernels/common only";
  return {};
}

std::string kernelViolation(std::string_view file, std::string_view header) {
  if (startsWithAny(header, {"app/", "tests/", "engine/"})) return "kernels depend on kernels/common only";
  if (!header.starts_with("kernels/") || header.starts_with("kernels/common/")) return {};
  const size_t folder_end = file.find('/', std::string_view("kernels/").size());
  if (header.starts_with(file.substr(0, folder_end + 1))) return {};
  return "kernels depend on kernels/common and their own folder only";
}

}  // namespace

std::string includeViolation(std::string_view file, std::string_view header) {
  if (std::string outside = outsideViolation(file, header); !outside.empty()) return outside;
  if (file.starts_with("app/")) return appViolation(file, header);
  if (file.starts_with("engine/")) return engineViolation(file, header);
  if (file.starts_with("kernels/")) return kernelViolation(file, header);
  if (file.starts_with("shaders/")) return shaderViolation(header);
  return {};
}

std::string withoutCommentsAndStrings(std::string_view source) {
  std::string out;
  for (size_t at = 0; at < source.size();) {
    size_t end = at + 1;
    const std::string_view rest = source.substr(at);
    if (rest.starts_with("//")) {
      end = source.find('\n', at);
    } else if (rest.starts_with("/*")) {
      end = source.find("*/", at + 2);
      if (end != std::string_view::npos) end += 2;
    } else if (rest[0] == '"') {
      while (end < source.size() && source[end] != '"' && source[end] != '\n') end += source[end] == '\\' ? 2 : 1;
      ++end;
    } else {
      out += rest[0];
      at = end;
      continue;
    }
    out += ' ';
    at = std::min(end, source.size());
  }
  return out;
}

std::string vulkanTypeIn(std::string_view source) {
  const std::string code = withoutCommentsAndStrings(source);
  const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (size_t at = 0; at < code.size(); ++at) {
    if (!isWord(code[at])) continue;
    const size_t begin = at;
    while (at < code.size() && isWord(code[at])) ++at;
    const std::string_view word = std::string_view(code).substr(begin, at - begin);
    if (word.size() > 2 && word.starts_with("Vk") && std::isupper(static_cast<unsigned char>(word[2])) != 0) return std::string(word);
  }
  return {};
}

std::vector<std::string> includedHeaders(std::string_view source) {
  std::vector<std::string> headers;
  std::istringstream lines{std::string(source)};
  for (std::string line; std::getline(lines, line);) {
    std::erase_if(line, [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
    if (!line.starts_with("#include")) continue;
    const size_t open = line.find_first_of("<\"");
    const size_t close = open == std::string::npos ? open : line.find_first_of(">\"", open + 1);
    if (close != std::string::npos) headers.push_back(line.substr(open + 1, close - open - 1));
  }
  return headers;
}

}  // namespace deepwell::test
