// Colours of code: the first line names the language.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/chat/highlight/highlight.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell::highlight;
  std::u16string text;
  for (size_t i = 0; i < size; ++i)
    text += data[i] < 0x80 ? static_cast<char16_t>(data[i]) : static_cast<char16_t>(data[i] << 8U | 0x2D);
  const size_t first = std::min(text.find(u'\n'), text.size());
  const Language* language = languageOf(std::u16string_view(text).substr(0, first));
  if (language == nullptr || first == text.size()) return 0;
  const std::u16string_view code = std::u16string_view(text).substr(first + 1);
  State state = 0;
  for (size_t at = 0; at < code.size();) {
    const size_t end = std::min(code.find(u'\n', at), code.size());
    std::vector<Run> runs;
    state = colourLine(*language, code.substr(at, end - at), state, &runs);
    size_t before = 0;
    for (const Run& run : runs) {
      if (run.offset < before || run.length == 0 || run.offset + run.length > end - at) std::abort();
      before = run.offset + run.length;
    }
    at = end + 1;
  }
  if (state != stateAfter(*language, code, 0)) std::abort();
  return 0;
}
