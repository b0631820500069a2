#include "app/chat/chat_rules.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "app/settings/model_preset.h"

namespace deepwell {
namespace {

constexpr int kMostSkipped = 1'000'000'000;

QJsonObject objectOf(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

std::string textOf(const QJsonObject& settings) {
  return settings.isEmpty() ? std::string() : QJsonDocument(settings).toJson(QJsonDocument::Compact).toStdString();
}

}  // namespace

ChatRules rulesFrom(const std::string& settings_json) {
  const QJsonObject context = objectOf(settings_json).value(QLatin1String("context")).toObject();
  ChatRules rules;
  rules.skip = std::clamp(context.value(QLatin1String("skip")).toInt(), 0, kMostSkipped);
  rules.drop_oldest = context.value(QLatin1String("drop_oldest")).toBool();
  rules.drop_thoughts = context.value(QLatin1String("drop_thoughts")).toBool();
  return rules;
}

std::string withRules(const std::string& settings_json, const ChatRules& rules) {
  QJsonObject settings = objectOf(settings_json);
  if (rules == ChatRules()) {
    settings.remove(QLatin1String("context"));
  } else {
    settings[QLatin1String("context")] = QJsonObject{
        {"skip", rules.skip}, {"drop_oldest", rules.drop_oldest}, {"drop_thoughts", rules.drop_thoughts}};
  }
  return textOf(settings);
}

QString instructionsFrom(const std::string& settings_json) {
  return objectOf(settings_json).value(QLatin1String("instructions")).toString().left(kLongestPrompt);
}

std::string withInstructions(const std::string& settings_json, const QString& instructions) {
  QJsonObject settings = objectOf(settings_json);
  if (instructions.isEmpty()) settings.remove(QLatin1String("instructions"));
  else settings[QLatin1String("instructions")] = instructions;
  return textOf(settings);
}

int firstSent(const TranscriptModel& messages, int count, bool with_draft, const ChatRules& rules, int most) {
  int first = rules.skip;
  if (most > 0) first = std::max(first, count + (with_draft ? 1 : 0) - most);
  int last_question = count;
  for (int i = count - 1; i >= 0 && !with_draft && last_question == count; --i)
    if (messages.at(i)->fromUser()) last_question = i;
  first = std::clamp(first, 0, last_question);
  while (first > 0 && first < last_question && !messages.at(first)->fromUser()) ++first;
  return first;
}

QList<PromptMessage> promptMessages(const TranscriptModel& messages, int first, int count, const ChatRules& rules) {
  QList<PromptMessage> out;
  for (int i = first; i < count; ++i) {
    const MessageItem* message = messages.at(i);
    out.append({QString::fromUtf8(chatRoleName(message->role())), message->promptText(),
                message->reasoning()});
  }
  if (rules.drop_thoughts) dropThoughts(out);
  return out;
}

void dropThoughts(QList<PromptMessage>& messages) {
  for (PromptMessage& message : messages) message.reasoning.clear();
}

}  // namespace deepwell
