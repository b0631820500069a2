// Answers of a hub: whatever comes, names are safe, lists and texts are bounded.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "app/fetch/names.h"
#include "app/library/hub/hub_answers.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool isPlain(std::string_view text);

void check(const deepwell::hub::RepositoryAbout& about) {
  for (const std::string& each : {about.architecture, about.model_type, about.model_class, about.quantisation}) require(isPlain(each) && each.size() <= deepwell::hub::kMaxWord);
  require(about.context >= 0 && about.parameters <= 1'000'000'000'000'000);
}

bool isPlain(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return text.size() <= deepwell::hub::kMaxText;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell::hub;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto found = parseSearch(text)) {
    require(found->size() <= kMaxModels);
    for (const FoundRepository& repository : *found) {
      require(isRepositoryName(repository.name) && isPlain(repository.license) && repository.changed.size() <= 10);
      check(repository.about);
    }
  } else {
    require(found.error().message.find('\n') == std::string::npos);
  }
  if (const auto tree = parseTree(text)) {
    require(tree->files.size() <= kMaxFiles);
    for (const RemoteEntry& file : tree->files) {
      require(deepwell::fetch::checkPath(file.path) && file.path.find("..") != 0 && file.path.find("/../") == std::string::npos);
      require(file.sha256.empty() || file.sha256.size() == 64);
      require(percentEncoded(file.path, true).find_first_of(" ?#\\") == std::string::npos);
    }
  }
  if (const auto about = parseAbout(text)) check(*about);
  for (const char* hub : {"https://huggingface.co", "http://127.0.0.1:1/mirror/", ""}) {
    const std::string name = repositoryIn(text, hub);
    require(name.empty() || (isRepositoryName(name) && name.find('/') != std::string::npos));
  }
  require(isPlain(plainLine(text)));
  require(plainLine(plainLine(text)) == plainLine(text));
  return 0;
}
