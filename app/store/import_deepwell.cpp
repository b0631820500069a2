// Our own JSON: see export.cpp, where its form is drawn.
#include <algorithm>

#include "app/store/import_tools.h"
#include "app/store/imported_chat.h"

namespace deepwell {
namespace {

Generation readReceipt(const JsonObject& receipt) {
  Generation made;
  made.model = titleOf(textOf(receipt, "model"));
  made.model_hash = titleOf(textOf(receipt, "model_hash"));
  made.template_hash = titleOf(textOf(receipt, "template_hash"));
  made.sampling_json = textOf(receipt, "sampling");
  made.seed = titleOf(textOf(receipt, "seed"));
  made.device = titleOf(textOf(receipt, "device"));
  made.build = titleOf(textOf(receipt, "build"));
  made.prompt_tokens = countOf(receipt, "prompt_tokens");
  made.cached_tokens = countOf(receipt, "cached_tokens");
  made.reasoning_tokens = countOf(receipt, "thoughts_tokens");
  made.text_tokens = countOf(receipt, "text_tokens");
  made.prefill_seconds = numberOf(receipt, "prefill_seconds");
  made.reasoning_seconds = numberOf(receipt, "thoughts_seconds");
  made.decode_seconds = numberOf(receipt, "decode_seconds");
  made.finish_reason = titleOf(textOf(receipt, "finish_reason"));
  return made;
}

ChatMessage readMessage(const JsonObject& object) {
  ChatMessage message;
  message.role = chatRoleOf(textOf(object, "role"));
  message.text = textOf(object, "text");
  message.reasoning = textOf(object, "thoughts");
  message.reasoning_finished = flagOf(object, "thoughts_finished");
  message.state = messageStateOf(textOf(object, "state"));
  if (message.state == MessageState::kStreaming) message.state = MessageState::kInterrupted;
  message.error = titleOf(textOf(object, "error"));
  message.created = unixMsOf(object, "created");
  if (const auto receipt = objectOf(object, "receipt")) message.generation = readReceipt(*receipt);
  if (const auto files = arrayOf(object, "attachments"))
    for (const JsonElement one : *files) {
      JsonObject file;
      if (one.get(file) != simdjson::SUCCESS) continue;
      message.attachments.push_back({titleOf(textOf(file, "name")), std::string(textOf(file, "kind").substr(0, 20)),
                                     std::string(textOf(file, "text")), countOf(file, "tokens")});
    }
  return message;
}

}  // namespace

bool isDeepwellHead(const simdjson::dom::object& entry) { return textOf(entry, "type") == "deepwell export"; }
bool isDeepwellChat(const simdjson::dom::object& entry) { return textOf(entry, "type") == "deepwell chat"; }

ImportedChat readDeepwellChat(const simdjson::dom::object& entry) {
  ImportedChat chat;
  chat.chat.title = titleOf(textOf(entry, "title"));
  const int64_t source = integerOf(entry, "title_source");
  chat.chat.title_source = static_cast<TitleSource>(std::clamp<int64_t>(source, 0, 2));
  chat.chat.created = unixMsOf(entry, "created");
  chat.chat.updated = unixMsOf(entry, "updated");
  chat.chat.model_name = titleOf(textOf(entry, "model_name"));
  chat.chat.model_path = textOf(entry, "model_path");
  chat.chat.settings_json = textOf(entry, "settings");
  chat.chat.archived = flagOf(entry, "archived");
  if (const UnixMs pinned = unixMsOf(entry, "pinned"); pinned > 0) chat.chat.pinned = pinned;
  chat.folder = titleOf(textOf(entry, "folder"));
  chat.origin = textOf(entry, "origin").substr(0, 120);

  std::vector<std::string> ids;
  std::vector<std::string> parents;
  std::vector<JsonObject> objects;
  if (const auto messages = arrayOf(entry, "messages"))
    for (const JsonElement one : *messages) {
      JsonObject object;
      if (one.get(object) != simdjson::SUCCESS) continue;
      objects.push_back(object);
      ids.push_back(std::to_string(integerOf(object, "id")));
      const int64_t parent = integerOf(object, "parent");
      parents.push_back(parent == 0 ? std::string() : std::to_string(parent));
    }
  std::vector<TreeNode> nodes;
  for (size_t i = 0; i < objects.size(); ++i) nodes.push_back({ids[i], parents[i], static_cast<double>(i)});
  const std::string shown = std::to_string(integerOf(entry, "shown"));
  std::vector<size_t> places(nodes.size());
  for (const Visit& visit : walk(nodes)) {
    const auto parent = visit.parent ? std::optional(places[*visit.parent]) : std::nullopt;
    places[visit.node] = chat.messages.size();
    if (ids[visit.node] == shown) chat.leaf = chat.messages.size();
    chat.messages.push_back({parent, readMessage(objects[visit.node])});
  }
  return chat;
}

}  // namespace deepwell
