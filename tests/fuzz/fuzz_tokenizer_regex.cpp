// A hostile pattern of a pre-tokenizer is refused, or it splits any text without losing a byte, or it says that it
// takes too long. The input is a pattern, a zero byte and a text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/text/pre_tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t split = input.find('\0');
  if (split == std::string_view::npos) return 0;
  const std::string_view text = input.substr(split + 1);
  auto pattern = makePattern(input.substr(0, split), "fuzz");
  if (!pattern) {
    if (pattern.error().message.empty()) __builtin_trap();
    return 0;
  }
  PreTokenizer pre_tokenizer;
  pre_tokenizer.addSplit(std::move(*pattern));
  PreTokenizer::Words words;
  const Status done = pre_tokenizer.split(text, words);
  if (!done && done.error().message.empty()) __builtin_trap();
  std::string together;
  for (const std::string_view word : words.words) {
    if (word.empty()) __builtin_trap();
    together += word;
  }
  if (together != text) __builtin_trap();
  return 0;
}
