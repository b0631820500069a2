#include "engine/api/device.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace deepwell {
namespace {

struct Kind {
  DeviceKind kind;
  const char* word;
};
constexpr std::array kKinds{Kind{DeviceKind::kAuto, "auto"}, Kind{DeviceKind::kCpu, "cpu"}, Kind{DeviceKind::kVulkan, "vulkan"},
                            Kind{DeviceKind::kCuda, "cuda"}};

}  // namespace

Result<DeviceChoice> parseDevice(std::string_view words) {
  const std::string_view name = words.substr(0, words.find(':'));
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [name](const Kind& k) { return name == k.word; });
  const auto bad = [words] {
    return fail(ErrorCode::kInvalidArgument, "unknown device \"{}\": expected auto, cpu, vulkan, cuda, or the number of a GPU as in vulkan:1",
                words);
  };
  if (kind == kKinds.end()) return bad();
  DeviceChoice choice(kind->kind);
  if (name.size() == words.size()) return choice;
  const std::string_view number = words.substr(name.size() + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), choice.index);
  const bool whole = error == std::errc() && end == number.data() + number.size() && choice.index >= 0;
  if (!whole || kind->kind == DeviceKind::kAuto || kind->kind == DeviceKind::kCpu) return bad();
  return choice;
}

std::string deviceWords(const DeviceChoice& choice) {
  const bool numbered = choice.kind == DeviceKind::kVulkan || choice.kind == DeviceKind::kCuda;
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&choice](const Kind& k) { return k.kind == choice.kind; });
  return numbered && choice.index >= 0 ? fmt::format("{}:{}", kind->word, choice.index) : kind->word;
}

}  // namespace deepwell
