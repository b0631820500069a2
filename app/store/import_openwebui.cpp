// Open WebUI's export: an array of
//   { "id", "title", "created_at", "updated_at" (seconds), "archived", "pinned", "chat": { "title", "models": [...],
//     "timestamp" (milliseconds), "messages": [the branch that is shown],
//     "history": { "currentId": message id, "messages": { message id: { "id", "parentId", "childrenIds", "role",
//     "content",
//         "timestamp" (seconds), "model", "modelName", "done", "error": { "content" }, "usage" or "info": {...},
//         "files": [{ "type", "name", "file": { "filename", "data": { "content" } } }] } } } } }
// Older ones have no wrapper (the chat itself is the entry), or only the flat list of messages.
#include <utility>

#include "app/store/import_tools.h"
#include "app/store/imported_chat.h"

namespace deepwell {
namespace {

// A text, or a list of parts: { "type": "text", "text" }.
std::string contentOf(const JsonObject& message, int64_t& left_out) {
  JsonElement whole;
  if (message["content"].get(whole) != simdjson::SUCCESS) return {};
  std::string content = readable(whole);
  if (const auto part = objectOf(message, "content")) addParagraph(content, textOf(*part, "text"));
  const auto parts = arrayOf(message, "content");
  if (!parts) return content;
  for (const JsonElement one : *parts) {
    JsonObject part;
    if (one.get(part) != simdjson::SUCCESS) {
      addParagraph(content, readable(one));
    } else if (textOf(part, "type") == "text" || !textOf(part, "text").empty()) {
      addParagraph(content, textOf(part, "text"));
    } else {
      addParagraph(content, "[picture]");
      ++left_out;
    }
  }
  return content;
}

void readFiles(const JsonObject& message, ChatMessage& read, int64_t& left_out) {
  const auto files = arrayOf(message, "files");
  if (!files) return;
  for (const JsonElement one : *files) {
    JsonObject file;
    if (one.get(file) != simdjson::SUCCESS) continue;
    const auto inner = objectOf(file, "file");
    const auto data = inner ? objectOf(*inner, "data") : std::nullopt;
    std::string_view name = textOf(file, "name");
    if (name.empty() && inner) name = textOf(*inner, "filename");
    const std::string_view text = data ? textOf(*data, "content") : std::string_view();
    if (!text.empty() && read.role == ChatRole::kUser) {
      read.attachments.push_back({titleOf(name), "text", std::string(text), 0});
    } else {
      addParagraph(read.text, textOf(file, "type") == "image" ? "[picture]" : "[file: " + titleOf(name) + "]");
      ++left_out;
    }
  }
}

void readNumbers(const JsonObject& message, Generation& made) {
  for (const char* key : {"info", "usage"}) {
    const auto numbers = objectOf(message, key);
    if (!numbers) continue;
    for (const char* name : {"prompt_eval_count", "prompt_tokens"})
      if (const int32_t count = countOf(*numbers, name); count > 0) made.prompt_tokens = count;
    for (const char* name : {"eval_count", "completion_tokens"})
      if (const int32_t count = countOf(*numbers, name); count > 0) made.text_tokens = count;
  }
}

ChatMessage readMessage(const JsonObject& message, int64_t& left_out) {
  ChatMessage read;
  const std::string_view role = textOf(message, "role");
  read.role = roleIn(role).value_or(ChatRole::kUser);
  for (const char* key : {"created_at", "timestamp"})
    if (const UnixMs time = timeIn(message, key); time > 0) read.created = time;
  read.reasoning_finished = true;
  std::string content = contentOf(message, left_out);
  if (read.role == ChatRole::kAssistant) {
    SplitAnswer split = splitAnswer(content);
    read.text = std::move(split.text);
    read.reasoning = textOf(message, "reasoning_content");
    if (isTool(role)) addParagraph(read.reasoning, std::exchange(read.text, {}));  // what it gave was for the model
    addParagraph(read.reasoning, split.thoughts);
    read.generation.reasoning_seconds = split.seconds;
    read.generation.model = titleOf(textOf(message, "modelName"));
    if (read.generation.model.empty()) read.generation.model = titleOf(textOf(message, "model"));
    readNumbers(message, read.generation);
    bool done = true;
    if (message["done"].get(done) == simdjson::SUCCESS && !done) read.state = MessageState::kInterrupted;
  } else {
    read.text = std::move(content);
  }
  if (const auto error = objectOf(message, "error")) {
    read.state = MessageState::kFailed;
    read.error = titleOf(textOf(*error, "content"));
  } else if (const std::string_view words = textOf(message, "error"); !words.empty()) {
    read.state = MessageState::kFailed;
    read.error = titleOf(words);
  }
  readFiles(message, read, left_out);
  return read;
}

bool isEmpty(const ChatMessage& message) {
  return message.text.empty() && message.reasoning.empty() && message.attachments.empty() && message.error.empty();
}

// history.messages, a tree.
void readTree(const JsonObject& history, ImportedChat& chat) {
  const NamedObjects named = objectsIn(history, "messages");
  const std::vector<JsonObject>& objects = named.objects;
  std::vector<TreeNode> nodes;
  for (size_t i = 0; i < objects.size(); ++i)
    nodes.push_back({named.ids[i], textOf(objects[i], "parentId"), static_cast<double>(timeIn(objects[i], "timestamp"))});
  adopt(nodes, objects, "childrenIds");
  const std::string_view current = textOf(history, "currentId");
  std::vector<std::optional<size_t>> places(nodes.size());  // of a node that is left out: its parent's
  for (const Visit& visit : walk(nodes)) {
    const std::optional<size_t> parent = visit.parent ? places[*visit.parent] : std::nullopt;
    places[visit.node] = parent;
    ChatMessage message = readMessage(objects[visit.node], chat.left_out);
    if (!isEmpty(message)) {
      places[visit.node] = chat.messages.size();
      chat.messages.push_back({parent, std::move(message)});
    }
    if (nodes[visit.node].id == current) chat.leaf = places[visit.node];
  }
}

void readList(const simdjson::dom::array& messages, ImportedChat& chat) {
  for (const JsonElement one : messages) {
    JsonObject object;
    if (one.get(object) != simdjson::SUCCESS) continue;
    ChatMessage message = readMessage(object, chat.left_out);
    if (isEmpty(message)) continue;
    const size_t count = chat.messages.size();
    chat.messages.push_back({count == 0 ? std::nullopt : std::optional(count - 1), std::move(message)});
  }
}

}  // namespace

bool isOpenWebUiChat(const simdjson::dom::object& entry) {
  return objectOf(entry, "chat") || objectOf(entry, "history") || arrayOf(entry, "messages");
}

ImportedChat readOpenWebUiChat(const simdjson::dom::object& entry) {
  ImportedChat chat;
  const JsonObject inner = objectOf(entry, "chat").value_or(entry);
  chat.chat.title = titleOf(textOf(inner, "title"));
  if (chat.chat.title.empty()) chat.chat.title = titleOf(textOf(entry, "title"));
  chat.chat.created = timeIn(entry, "created_at");
  if (chat.chat.created == 0) chat.chat.created = timeIn(inner, "timestamp");
  chat.chat.updated = timeIn(entry, "updated_at");
  chat.chat.archived = flagOf(entry, "archived");
  if (flagOf(entry, "pinned")) chat.chat.pinned = chat.chat.updated;
  if (const auto models = arrayOf(inner, "models"))
    for (const JsonElement model : *models)
      if (std::string_view name; chat.chat.model_name.empty() && model.get(name) == simdjson::SUCCESS)
        chat.chat.model_name = titleOf(name);
  std::string_view id = textOf(entry, "id");
  if (id.empty()) id = textOf(inner, "id");
  if (!id.empty()) chat.origin = "openwebui:" + std::string(id.substr(0, 100));
  if (const auto history = objectOf(inner, "history")) readTree(*history, chat);
  if (const auto messages = arrayOf(inner, "messages"); messages && chat.messages.empty()) readList(*messages, chat);
  if (!chat.leaf && !chat.messages.empty()) chat.leaf = chat.messages.size() - 1;
  return chat;
}

}  // namespace deepwell
