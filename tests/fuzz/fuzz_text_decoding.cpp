// The text of an attached file of unknown encoding.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "app/chat/composer/text_decoding.h"
#include "engine/base/utf8.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto text = decodeText(bytes);
  if (!text) return 0;
  require(utf8::isValid(*text) && text->size() <= 3 * size);
  require(text->find('\0') == std::string::npos && text->find('\r') == std::string::npos);

  // What is UTF-8 with line feeds already stays as it is, our own text too.
  const bool marked = bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!marked && utf8::isValid(bytes) && bytes.find_first_of(std::string_view("\r\0", 2)) == std::string_view::npos) require(*text == bytes);
  const auto again = decodeText(*text);
  require(!again || *again == *text || text->starts_with("\xEF\xBB\xBF"));
  return 0;
}
