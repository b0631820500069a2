#include "app/store/chat_types.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace deepwell {

const char* chatRoleName(ChatRole role) {
  switch (role) {
    case ChatRole::kSystem:
      return "system";
    case ChatRole::kUser:
      return "user";
    case ChatRole::kAssistant:
      return "assistant";
  }
  return "user";
}

const char* messageStateName(MessageState state) {
  switch (state) {
    case MessageState::kStreaming:
      return "streaming";
    case MessageState::kFinished:
      return "finished";
    case MessageState::kInterrupted:
      return "interrupted";
    case MessageState::kCancelled:
      return "cancelled";
    case MessageState::kFailed:
      return "failed";
  }
  return "failed";
}

ChatRole chatRoleOf(std::string_view name) {
  if (name == "system") return ChatRole::kSystem;
  return name == "assistant" ? ChatRole::kAssistant : ChatRole::kUser;
}

MessageState messageStateOf(std::string_view name) {
  for (const MessageState state :
       {MessageState::kStreaming, MessageState::kFinished, MessageState::kInterrupted, MessageState::kCancelled})
    if (name == messageStateName(state)) return state;
  return MessageState::kFailed;
}

void addDelta(StreamDelta& delta, const StreamDelta& next) {
  if (next.text_was_reasoning) {
    delta.text_was_reasoning = true;
    delta.reasoning += std::exchange(delta.text, std::string());
    delta.reasoning_tokens += std::exchange(delta.text_tokens, 0);
  }
  delta.reasoning += next.reasoning;
  delta.text += next.text;
  delta.reasoning_tokens += next.reasoning_tokens;
  delta.text_tokens += next.text_tokens;
  delta.reasoning_seconds += next.reasoning_seconds;
}

bool wasEdited(const Generation& made) { return made.sampling_json.find("\"edited\":true") != std::string::npos; }

void markEdited(Generation& made) {
  nlohmann::ordered_json sampling = nlohmann::ordered_json::parse(made.sampling_json, nullptr, false);
  if (!sampling.is_object()) sampling = nlohmann::ordered_json::object();
  sampling["edited"] = true;
  made.sampling_json = sampling.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace deepwell
