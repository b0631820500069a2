// A chat out of a file of chats, before it is in the history, and the readers of the formats. The files are untrusted:
// a field of a wrong type counts as missing.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <vector>

#include "app/store/transfer.h"

namespace deepwell {

struct ImportedChat {
  // In an order in which every message comes after its parent; alternatives oldest first.
  struct Message {
    std::optional<size_t> parent;  // an index below its own
    ChatMessage message;           // without ids
  };

  Chat chat;           // without ids
  std::string folder;  // its name, or empty
  std::string origin;  // an id by which the same chat is known again, or empty
  std::vector<Message> messages;
  std::optional<size_t> leaf;  // the end of the branch that is shown
  int64_t left_out = 0;        // pictures and the like, of which a word stands in the text
};

// Whether the entry looks like one of the format's.
bool isDeepwellHead(const simdjson::dom::object& entry);
bool isDeepwellChat(const simdjson::dom::object& entry);
bool isChatGptChat(const simdjson::dom::object& entry);
bool isOpenWebUiChat(const simdjson::dom::object& entry);

// What an export has left out, out of what is there: the title and the times.
void fillIn(ImportedChat& chat);

ImportedChat readDeepwellChat(const simdjson::dom::object& entry);
ImportedChat readChatGptChat(const simdjson::dom::object& entry);
ImportedChat readOpenWebUiChat(const simdjson::dom::object& entry);

// Reads one entry of a file. kCorruptFile: it is no JSON. kUnsupported: of a newer Deepwell. Empty: no chat of a known
// format.
struct ReadEntry {
  ImportFormat format = ImportFormat::kDeepwell;
  ImportedChat chat;
  bool is_head = false;  // the entry that says what the file is; no chat
};
class EntryReader {
 public:
  EntryReader();
  Result<std::optional<ReadEntry>> read(std::string& entry);

 private:
  simdjson::dom::parser parser_;
};

}  // namespace deepwell
