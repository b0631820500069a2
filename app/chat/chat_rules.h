// How much of a chat the model is given, and what goes to the engine. Kept in the chat's settings, so that what a person
// has chosen for a chat stays chosen.
#pragma once

#include <QString>
#include <string>

#include "app/bridge/generation.h"
#include "app/chat/transcript/transcript_model.h"

namespace deepwell {

struct ChatRules {
  int skip = 0;                // so many messages from the first on are left out
  bool drop_oldest = false;    // the person wants the oldest turns left out whenever the chat does not fit
  bool drop_thoughts = false;  // earlier answers go without their thinking
  bool operator==(const ChatRules&) const = default;
};

// From and to Chat::settings_json: {"context": {"skip": 4, "drop_oldest": true, "drop_thoughts": false}}. What else is in
// there stays.
ChatRules rulesFrom(const std::string& settings_json);
std::string withRules(const std::string& settings_json, const ChatRules& rules);

// The chat's own system prompt, kept in the same: {"instructions": "Be brief."}.
QString instructionsFrom(const std::string& settings_json);
std::string withInstructions(const std::string& settings_json, const QString& instructions);

// The first of the first `count` messages that the model is given. It is a question, and at the latest the last one; where
// `with_draft` another question follows, and it may be none of them: `count`. `most`: no more messages than that with the
// draft, 0: any number.
int firstSent(const TranscriptModel& messages, int count, bool with_draft, const ChatRules& rules, int most);

// The messages from `first` to `count`, as the engine takes them.
QList<PromptMessage> promptMessages(const TranscriptModel& messages, int first, int count, const ChatRules& rules);

// Leaves the thinking of earlier answers out.
void dropThoughts(QList<PromptMessage>& messages);

}  // namespace deepwell
