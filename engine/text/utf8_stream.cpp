#include <utility>

#include "engine/base/utf8.h"
#include "engine/text/reasoning_parser.h"

namespace deepwell {

std::string Utf8Stream::push(std::string_view bytes) {
  std::string all = std::exchange(held_, {});
  all += bytes;
  std::string out;
  std::string_view rest = all;
  while (!rest.empty()) {
    const utf8::Decoded next = utf8::decode(rest);
    if (next.cut) {
      held_ = rest;
      break;
    }
    out += next.valid ? rest.substr(0, next.bytes) : utf8::kReplacementBytes;
    rest.remove_prefix(next.bytes);
  }
  return out;
}

std::string Utf8Stream::finish() {
  const bool unfinished = !std::exchange(held_, {}).empty();
  return std::string(unfinished ? utf8::kReplacementBytes : "");
}

}  // namespace deepwell
