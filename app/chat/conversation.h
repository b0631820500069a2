// One chat: its messages, and the generation that may be running in it. It goes on while another chat is shown.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "app/bridge/generator.h"
#include "app/chat/transcript_model.h"
#include "app/store/chat_store.h"

namespace deepwell {

class EngineHost;
class History;
class Preferences;

class Conversation : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Made by the workspace")
  Q_PROPERTY(qlonglong chatId READ chatId NOTIFY chatIdChanged)
  Q_PROPERTY(QString title READ title NOTIFY titleChanged)
  Q_PROPERTY(deepwell::TranscriptModel* messages READ messages CONSTANT)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(bool stopping READ stopping NOTIFY busyChanged)
  Q_PROPERTY(bool unanswered READ unanswered NOTIFY unansweredChanged)
  Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)

 public:
  // `chat` 0: a new one, which enters the history with its first message.
  Conversation(ChatId chat, const QString& title, EngineHost& host, History& history, const Preferences& preferences,
               QObject* parent = nullptr);
  ~Conversation() override;  // a running answer stays in the history as interrupted

  ChatId chatId() const { return chat_; }
  QString title() const { return title_; }
  void setTitle(const QString& title);
  TranscriptModel* messages() { return &messages_; }
  bool busy() const { return answer_ != nullptr; }
  bool stopping() const { return stopping_; }
  bool unanswered() const;  // the last message is the person's, and nothing answers it
  QString draft() const { return draft_; }  // what stands in the composer
  void setDraft(const QString& draft);

  // False (and nothing happens) if there is nothing to send, no model, or an answer is running.
  Q_INVOKABLE bool send(const QString& text);
  Q_INVOKABLE void stop();
  Q_INVOKABLE void regenerate();      // another answer to the last question, as a sibling of the last
  Q_INVOKABLE void continueAnswer();  // goes on with the last answer where it ended
  Q_INVOKABLE void showSibling(deepwell::MessageItem* message, int step);  // the answer before (-1) or after (+1)
  // Shows the branch with the message; false: it is not there, or another branch is being answered.
  bool showMessage(MessageId message);
  void releaseEngine();

 signals:
  void chatIdChanged();
  void titleChanged();
  void busyChanged();
  void unansweredChanged();
  void draftChanged();
  void changed();  // the chat's place in the list: a message was added

 private:
  bool ready() const;
  bool createChat(const QString& first_message);
  bool beginAnswer(Place place);
  void startGeneration(bool resume);
  GenerationRequest makeRequest(bool resume) const;
  void onUpdated(const GenerationUpdate& update);
  void onFinished(const GenerationResult& result);
  void reload();

  ChatId chat_;
  QString title_;
  QString draft_;
  EngineHost& host_;
  History& history_;
  const Preferences& preferences_;
  TranscriptModel messages_;
  MessageItem* answer_ = nullptr;  // of messages_: being generated
  bool stopping_ = false;
  GenerationSettings settings_;    // of the running generation
  QString model_;  // that writes the running answer
  Generator generator_;            // last: its end may still report
};

}  // namespace deepwell
