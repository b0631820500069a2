// Open WebUI's export: an array of
//   { "id", "title", "created_at", "updated_at" (seconds), "archived", "pinned", "chat": { "title", "models": [...],
//     "timestamp" (milliseconds), "messages": [the branch that is shown],
//     "history": { "currentId": message id, "messages": { message id: { "id", "parentId", "childrenIds", "role",
//     "content",
//         "timestamp" (seconds), "model", "modelName", "done", "error": { "content" }, "usage" or "info": {...},
//         "files": [{ "type", "name", "file": { "filename", "data": { "content" } } }] } } } } }
// Older ones have no wrapper (the chat itself is the entry), or only the flat list of messages.
#include "app/store/import_tools.h"
#include "app/store/imported_chat.h"

namespace deepwell {
namespace {

// A text, or a list of parts: { "type": "text", "text" }.
std::string contentOf(const JsonObject& message, int64_t& left_out) {
  std::string content(textOf(message, "content"));
  const auto parts = arrayOf(message, "content");
  if (!parts) return content;
  for (const JsonElement one : *parts) {
    JsonObject part;
    if (one.get(part) != simdjson::SUCCESS) continue;
    if (textOf(part, "type") == "text") {
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
  read.role = chatRoleOf(textOf(message, "role"));
  read.created = timeOf(numberOf(message, "timestamp"));
  read.reasoning_finished = true;
  std::string content = contentOf(message, left_out);
  if (read.role == ChatRole::kAssistant) {
    SplitAnswer split = splitAnswer(content);
    read.text = std::move(split.text);
    read.reasoning = textOf(message, "reasoning_content");
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
  }
  readFiles(message, read, left_out);
  return read;
}

bool isEmpty(const ChatMessage& message) {
  return message.text.empty() && message.reasoning.empty() && message.attachments.empty() && message.error.empty();
}

// history.messages, a tree.
void readTree(const JsonObject& history, ImportedChat& chat) {
  std::vector<TreeNode> nodes;
  std::vector<JsonObject> objects;
  const auto messages = objectOf(history, "messages");
  if (!messages) return;
  for (const auto field : *messages) {
    JsonObject message;
    if (field.value.get(message) != simdjson::SUCCESS) continue;
    nodes.push_back({field.key, textOf(message, "parentId"), numberOf(message, "timestamp")});
    objects.push_back(message);
  }
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
  chat.chat.created = timeOf(numberOf(entry, "created_at"));
  if (chat.chat.created == 0) chat.chat.created = timeOf(numberOf(inner, "timestamp"));
  chat.chat.updated = timeOf(numberOf(entry, "updated_at"));
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
