// Any bytes as an export of chats: never a crash, and what comes out is a chat that the history can take.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "app/store/imported_chat.h"
#include "app/store/json_entries.h"

namespace {

void check(bool good) {
  if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell;
  size_t at = 0;
  JsonEntries entries("fuzz", [&](char* buffer, size_t bytes) {
    const size_t count = std::min(bytes, size - at);
    if (count > 0) std::memcpy(buffer, data + at, count);
    at += count;
    return count;
  });
  EntryReader reader;
  std::string entry;
  for (;;) {
    const auto more = entries.next(entry);
    if (!more || !*more) return 0;
    check(entry.size() <= size);
    const auto read = reader.read(entry);
    if (!read) return 0;
    if (!*read) continue;
    const ImportedChat& chat = (*read)->chat;
    check(!chat.leaf || *chat.leaf < chat.messages.size());
    check(chat.chat.title.size() <= 800 && chat.origin.size() <= 150);
    check(chat.chat.created >= 0 && chat.chat.updated >= 0);
    size_t text = 0;
    for (size_t i = 0; i < chat.messages.size(); ++i) {
      check(!chat.messages[i].parent || *chat.messages[i].parent < i);
      check(chat.messages[i].message.state != MessageState::kStreaming);
      text += chat.messages[i].message.text.size() + chat.messages[i].message.reasoning.size();
    }
    check(text <= 100 * size + 1000);
  }
}
