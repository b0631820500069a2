// ChatGPT's conversations.json: an array of
//   { "title", "create_time" (seconds), "update_time", "conversation_id" or "id", "is_archived", "default_model_slug",
//     "current_node": node id,
//     "mapping": { node id: { "parent": node id or null, "children": [...], "message": null or {
//         "author": { "role": "system" | "user" | "assistant" | "tool", "name" }, "create_time", "recipient", "status",
//         "content": { "content_type", ... }, "metadata": { "is_visually_hidden_from_conversation", "model_slug",
//             "finish_details": { "type" }, "finished_duration_sec", "attachments": [{ "name" }] } } } } }
// A turn of the model is a chain of nodes: thoughts, calls of tools, what tools gave, pieces of the answer. They become
// one message: the answer's text, and all the rest as its thoughts.
#include "app/store/import_tools.h"
#include "app/store/imported_chat.h"
#include "app/store/write_markdown.h"

namespace deepwell {
namespace {

enum class Kind { kNothing, kPerson, kSystem, kAnswer, kWork };

struct Piece {
  Kind kind = Kind::kNothing;
  std::string text;
  double seconds = 0;  // of thinking
  int64_t left_out = 0;
};

void addFence(std::string& text, std::string_view label, std::string_view code) {
  const std::string fence = fenceFor(code);
  addParagraph(text, fence + std::string(label) + "\n" + std::string(code) + "\n" + fence);
}

// "parts" of texts, and of objects for pictures, recordings and files.
void addParts(Piece& piece, const JsonObject& content) {
  addParagraph(piece.text, textOf(content, "parts"));
  const auto parts = arrayOf(content, "parts");
  if (!parts) return;
  for (const JsonElement part : *parts) {
    JsonObject object;
    if (const std::string text = readable(part); !text.empty()) {
      addParagraph(piece.text, text);
    } else if (part.get(object) == simdjson::SUCCESS) {
      const std::string_view type = textOf(object, "content_type");
      std::string_view spoken = textOf(object, "text");
      if (spoken.empty()) spoken = textOf(object, "content");
      if (!spoken.empty()) {
        addParagraph(piece.text, spoken);
      } else {
        addParagraph(piece.text, type.find("image") != std::string_view::npos ? "[picture]" : "[file]");
        ++piece.left_out;
      }
    }
  }
}

void addThoughts(Piece& piece, const JsonObject& content) {
  const auto thoughts = arrayOf(content, "thoughts");
  if (!thoughts) return;
  for (const JsonElement one : *thoughts) {
    JsonObject thought;
    if (one.get(thought) != simdjson::SUCCESS) continue;
    const std::string_view summary = textOf(thought, "summary");
    if (!summary.empty()) addParagraph(piece.text, "**" + std::string(summary) + "**");
    addParagraph(piece.text, textOf(thought, "content"));
  }
}

void readContent(Piece& piece, const JsonObject& content, std::string_view type) {
  if (type == "thoughts") {
    addThoughts(piece, content);
  } else if (type == "code") {
    const std::string_view language = textOf(content, "language");
    addFence(piece.text, language == "unknown" ? std::string_view() : language, textOf(content, "text"));
  } else if (type == "execution_output") {
    addFence(piece.text, "", textOf(content, "text"));
  } else if (type == "tether_quote") {
    addParagraph(piece.text, textOf(content, "title"));
    addParagraph(piece.text, textOf(content, "text"));
  } else if (type == "tether_browsing_display") {
    addParagraph(piece.text, textOf(content, "result"));
  } else {
    addParts(piece, content);
    for (const char* key : {"text", "content", "result"}) addParagraph(piece.text, textOf(content, key));
  }
}

// Usually an object; where it is a text, or a list of parts, it is that.
std::string_view readAnyContent(Piece& piece, const JsonObject& message) {
  if (const auto content = objectOf(message, "content")) {
    const std::string_view type = textOf(*content, "content_type");
    if (type != "user_editable_context" && type != "model_editable_context" && type != "reasoning_recap")
      readContent(piece, *content, type);
    return type;
  }
  addParagraph(piece.text, textOf(message, "content"));
  if (const auto parts = arrayOf(message, "content"))
    for (const JsonElement part : *parts) addParagraph(piece.text, readable(part));
  return {};
}

// As its author says, or the message itself. One that says nothing is the model's if a model is named.
std::string_view roleOf(const JsonObject& message) {
  const auto author = objectOf(message, "author");
  for (const std::string_view role : {author ? textOf(*author, "role") : textOf(message, "author"), textOf(message, "role")})
    if (!role.empty()) return role;
  const auto metadata = objectOf(message, "metadata");
  return metadata && !textOf(*metadata, "model_slug").empty() ? "assistant" : "user";
}

void addFileNames(Piece& piece, const JsonObject& metadata) {
  const auto files = arrayOf(metadata, "attachments");
  if (!files) return;
  for (const JsonElement one : *files) {
    JsonObject file;
    if (one.get(file) != simdjson::SUCCESS || textOf(file, "name").empty()) continue;
    addParagraph(piece.text, "[file: " + std::string(textOf(file, "name")) + "]");
    ++piece.left_out;
  }
}

Piece readPiece(const JsonObject& message) {
  Piece piece;
  const auto metadata = objectOf(message, "metadata");
  if (metadata && flagOf(*metadata, "is_visually_hidden_from_conversation")) return piece;
  if (metadata) piece.seconds = numberOf(*metadata, "finished_duration_sec");
  piece.seconds = piece.seconds > 0 && piece.seconds < 1e6 ? piece.seconds : 0;
  const std::string_view type = readAnyContent(piece, message);
  if (type == "reasoning_recap") {
    piece.kind = piece.seconds > 0 ? Kind::kWork : Kind::kNothing;
    return piece;
  }
  const std::string_view word = roleOf(message);
  const ChatRole role = roleIn(word).value_or(ChatRole::kUser);
  if (role == ChatRole::kUser && metadata) addFileNames(piece, *metadata);
  if (piece.text.empty()) return piece;
  const std::string_view recipient = textOf(message, "recipient");
  const bool to_person = recipient.empty() || recipient == "all";
  const bool said = type == "text" || type == "multimodal_text" || type.empty();
  if (role == ChatRole::kUser)
    piece.kind = Kind::kPerson;
  else if (role == ChatRole::kSystem)
    piece.kind = Kind::kSystem;
  else
    piece.kind = !isTool(word) && to_person && said ? Kind::kAnswer : Kind::kWork;
  return piece;
}

class Reader {
 public:
  Reader(const JsonObject& entry, ImportedChat& chat) : chat_(chat), current_(textOf(entry, "current_node")) {
    NamedObjects named = objectsIn(entry, "mapping");
    objects_ = std::move(named.objects);
    for (size_t i = 0; i < objects_.size(); ++i) {
      const auto message = objectOf(objects_[i], "message");
      const auto time = message ? static_cast<double>(timeIn(*message, "create_time")) : 0;
      nodes_.push_back({named.ids[i], textOf(objects_[i], "parent"), time});
    }
    adopt(nodes_, objects_, "children");
  }

  void read() {
    places_.resize(nodes_.size());
    for (const Visit& visit : walk(nodes_)) take(visit);
    if (chat_.messages.empty()) return;
    chat_.leaf = chat_.messages.size() - 1;
    for (size_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].id == current_ && places_[i].message) chat_.leaf = places_[i].message;
  }

 private:
  // Where a node is in the chat: under which message what comes after it goes, or the turn that it is a part of.
  struct Place {
    std::optional<size_t> message;
    std::optional<size_t> turn;
  };
  // The model's turn, while it is put together.
  struct Turn {
    ChatMessage message;
    std::vector<size_t> nodes;
  };

  size_t add(ChatMessage message, std::optional<size_t> parent) {
    message.reasoning_finished = true;
    chat_.messages.push_back({parent, std::move(message)});
    return chat_.messages.size() - 1;
  }

  void endTurn(std::optional<size_t>& turn, std::optional<size_t>& parent) {
    if (!turn) return;
    Turn& one = turns_[*turn];
    if (!one.message.text.empty() || !one.message.reasoning.empty()) parent = add(std::move(one.message), parent);
    for (const size_t node : one.nodes) places_[node] = {parent, std::nullopt};
    turn.reset();
  }

  void addToTurn(std::optional<size_t>& turn, size_t node, const Piece& piece, const JsonObject& message) {
    if (!turn) {
      turn = turns_.size();
      turns_.emplace_back();
      turns_.back().message.role = ChatRole::kAssistant;
      turns_.back().message.created = static_cast<UnixMs>(nodes_[node].order);
    }
    Turn& one = turns_[*turn];
    one.nodes.push_back(node);
    addParagraph(piece.kind == Kind::kAnswer ? one.message.text : one.message.reasoning, piece.text);
    Generation& made = one.message.generation;
    made.reasoning_seconds += piece.seconds;
    if (textOf(message, "status") == "in_progress") one.message.state = MessageState::kInterrupted;
    const auto metadata = objectOf(message, "metadata");
    if (!metadata) return;
    if (const std::string_view model = textOf(*metadata, "model_slug"); !model.empty()) made.model = titleOf(model);
    if (const auto details = objectOf(*metadata, "finish_details"))
      made.finish_reason = textOf(*details, "type") == "max_tokens" ? "length" : "stop";
  }

  void take(const Visit& visit) {
    const auto message = objectOf(objects_[visit.node], "message");
    const Piece piece = message ? readPiece(*message) : Piece();
    Place place = visit.parent ? places_[*visit.parent] : Place();
    chat_.left_out += piece.left_out;
    if (piece.kind == Kind::kPerson || piece.kind == Kind::kSystem) {
      endTurn(place.turn, place.message);
      ChatMessage said;
      said.role = piece.kind == Kind::kPerson ? ChatRole::kUser : ChatRole::kSystem;
      said.text = piece.text;
      said.created = static_cast<UnixMs>(nodes_[visit.node].order);
      place.message = add(std::move(said), place.message);
    } else if (piece.kind != Kind::kNothing) {
      addToTurn(place.turn, visit.node, piece, *message);
    } else if (place.turn) {
      turns_[*place.turn].nodes.push_back(visit.node);
    }
    // A turn goes on in its only next node.
    if (visit.children != 1) endTurn(place.turn, place.message);
    places_[visit.node] = place;
  }

  ImportedChat& chat_;
  std::string_view current_;
  std::vector<TreeNode> nodes_;
  std::vector<JsonObject> objects_;
  std::vector<Place> places_;
  std::vector<Turn> turns_;
};

}  // namespace

bool isChatGptChat(const simdjson::dom::object& entry) { return objectOf(entry, "mapping") || arrayOf(entry, "mapping"); }

ImportedChat readChatGptChat(const simdjson::dom::object& entry) {
  ImportedChat chat;
  chat.chat.title = titleOf(textOf(entry, "title"));
  chat.chat.created = timeIn(entry, "create_time");
  chat.chat.updated = timeIn(entry, "update_time");
  chat.chat.archived = flagOf(entry, "is_archived");
  chat.chat.model_name = titleOf(textOf(entry, "default_model_slug"));
  std::string_view id = textOf(entry, "conversation_id");
  if (id.empty()) id = textOf(entry, "id");
  if (!id.empty()) chat.origin = "chatgpt:" + std::string(id.substr(0, 100));
  Reader(entry, chat).read();
  return chat;
}

}  // namespace deepwell
