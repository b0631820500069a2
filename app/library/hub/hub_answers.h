// What a hub that speaks the Hugging Face API answers, read as untrusted data: sizes are bounded, texts become one plain line,
// and file names that could leave their folder are refused. No Qt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace deepwell::hub {

inline constexpr size_t kMaxAnswer = 16U << 20;  // bytes
inline constexpr size_t kMaxModels = 200;        // of a search; more are left out
inline constexpr size_t kMaxFiles = 20'000;      // of a repository; more are left out
inline constexpr uint64_t kMaxFileBytes = uint64_t{1} << 50;  // files that claim more are refused
inline constexpr size_t kMaxText = 200;          // bytes of a name or a line

inline constexpr size_t kMaxWord = 64;           // bytes of the name of an architecture

// What a hub knows of the model in a repository. Nothing of it need be there or be true.
struct RepositoryAbout {
  std::string architecture;  // of the GGUF files: "qwen2"
  std::string model_type;    // of config.json: "qwen2", "gemma3"
  std::string quantisation;  // of config.json, quant_method: "awq"
  std::string model_class;   // of config.json, the first of its architectures: "Qwen2ForCausalLM"
  uint64_t parameters = 0;   // at most 10^15; 0: it does not say
  int32_t context = 0;       // tokens; 0: it does not say
  bool gated = false;        // its conditions have to be accepted on the hub first
};

struct FoundRepository {
  std::string name;      // "deepseek-ai/DeepSeek-R1"
  uint64_t downloads = 0;
  uint64_t likes = 0;
  std::string changed;   // "2025-01-20", or empty
  std::string license;   // "mit", or empty
  RepositoryAbout about;
};

// Of GET /api/models?search=...: repositories of which the name cannot be used are left out.
Result<std::vector<FoundRepository>> parseSearch(std::string_view json);

struct RemoteEntry {
  std::string path;      // fetch::checkPath()
  uint64_t size = 0;     // bytes
  std::string sha256;    // 64 hex digits; empty: the hub does not say
};

struct RepositoryFiles {
  std::vector<RemoteEntry> files;
  size_t refused = 0;    // entries with a name that cannot be used
};

// Of GET /api/models/{repository}
Result<RepositoryAbout> parseAbout(std::string_view json);

// Of GET /api/models/{repository}/tree/main?recursive=true
Result<RepositoryFiles> parseTree(std::string_view json);

// "name" or "owner/name" of letters, digits, "-", "_" and ".", as hubs allow it.
bool isRepositoryName(std::string_view name);
// "owner/name" of what a person has typed or pasted: that itself, or the address of a repository or of a page below it, on the hub
// at `hub` ("https://huggingface.co") or on huggingface.co, whose names mirrors share. Empty: it is something else, to search for.
std::string repositoryIn(std::string_view typed, std::string_view hub);
// A path or a query's value in an address; keeps "/" if `path`.
std::string percentEncoded(std::string_view text, bool path);
// One line of valid UTF-8, without control characters and marks that turn the direction of writing; at most kMaxText bytes.
std::string plainLine(std::string_view text);

}  // namespace deepwell::hub
