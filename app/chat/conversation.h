// One chat: its messages, and the generation that may be running in it. It goes on while another chat is shown.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <functional>
#include <optional>

#include "app/bridge/generator.h"
#include "app/chat/chat_rules.h"
#include "app/chat/composer/attachment_list.h"
#include "app/chat/composer/model_wait.h"
#include "app/chat/context/context_choices.h"
#include "app/chat/context/context_meter.h"
#include "app/chat/context/summary_writer.h"
#include "app/chat/transcript/answer_edit.h"
#include "app/chat/transcript/answer_progress.h"
#include "app/chat/transcript/transcript_model.h"
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
  Q_PROPERTY(deepwell::AttachmentList* attachments READ attachments CONSTANT)
  Q_PROPERTY(deepwell::ContextMeter* context READ context CONSTANT)
  Q_PROPERTY(deepwell::ContextChoices* choices READ choices CONSTANT)
  Q_PROPERTY(deepwell::AnswerProgress* progress READ progress CONSTANT)
  Q_PROPERTY(deepwell::AnswerEdit* answerEdit READ answerEdit CONSTANT)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(bool stopping READ stopping NOTIFY busyChanged)
  Q_PROPERTY(bool inBin READ inBin NOTIFY inBinChanged)
  Q_PROPERTY(bool waiting READ waiting NOTIFY waitingChanged)
  Q_PROPERTY(bool unanswered READ unanswered NOTIFY unansweredChanged)
  Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)
  Q_PROPERTY(deepwell::MessageItem* editing READ editing NOTIFY editingChanged)
  Q_PROPERTY(bool summarising READ summarising NOTIFY summarisingChanged)
  Q_PROPERTY(QString summaryWords READ summaryWords NOTIFY summarisingChanged)
  Q_PROPERTY(QString instructions READ instructions WRITE setInstructions NOTIFY instructionsChanged)
  Q_PROPERTY(QString leftOut READ leftOut NOTIFY rulesChanged)
  Q_PROPERTY(bool leftOutByChoice READ leftOutByChoice NOTIFY rulesChanged)

 public:
  // `chat.id` 0: a new one, which enters the history with its first message.
  Conversation(const Chat& chat, EngineHost& host, History& history, const Preferences& preferences, QObject* parent = nullptr);
  ~Conversation() override;  // a running answer stays in the history as interrupted

  ChatId chatId() const { return chat_; }
  QString title() const { return title_; }
  void setTitle(const QString& title);
  QString modelPath() const { return model_path_; }  // of the model that wrote in it last; may be empty or gone
  QString modelName() const { return model_name_; }
  TranscriptModel* messages() { return &messages_; }
  AttachmentList* attachments() { return &attachments_; }
  ContextMeter* context() { return &context_; }
  ContextChoices* choices() { return &choices_; }
  AnswerProgress* progress() { return &progress_; }
  AnswerEdit* answerEdit() { return &answer_edit_; }
  bool loading() const { return loading_; }  // its messages are being read
  bool busy() const { return answer_ != nullptr; }
  bool stopping() const { return stopping_; }
  bool inBin() const { return in_bin_; }  // it can be read, but not gone on with: that would be erased with it
  void setInBin(bool in_bin);
  bool waiting() const { return wait_.waiting(); }  // the draft is sent when the model is loaded
  bool unanswered() const;  // the last message is the person's, and nothing answers it
  // The text in the composer: of the question that is being edited, or the chat's draft, which is kept, as its files are.
  QString draft() const { return draft_; }
  void setDraft(const QString& draft);
  // Something that nobody has sent: a new chat is kept for it.
  bool hasDraft() const { return !draft_.isEmpty() || attachments_.count() > 0 || answer_edit_.changed() || (chat_ == 0 && !instructions_.isEmpty()); }
  // The chat's own system prompt, which goes before that of the model; empty: none. Kept with the chat.
  QString instructions() const { return instructions_; }
  void setInstructions(const QString& text);
  MessageItem* editing() const { return editing_; }  // null: the composer writes a new question
  bool summarising() const { return summary_.running(); }
  QString summaryWords() const;  // "Summing up, part 2 of 3…"
  const ChatRules& rules() const { return rules_; }
  // What of the chat the model is not given, in words; empty: nothing is left out.
  QString leftOut() const;
  bool leftOutByChoice() const { return rules_ != ChatRules(); }

  // False (and nothing happens) if there is nothing to send, no model, an answer is running, or it does not fit: then
  // choices() is open, and the message goes once there is room. While a model is being loaded the message waits for it.
  Q_INVOKABLE bool send(const QString& text);
  Q_INVOKABLE void stop();  // what waits is a draft again
  // Another answer as a sibling of `answer`, the last one where it is null. What came after it stays on its branch.
  Q_INVOKABLE void regenerate(deepwell::MessageItem* answer = nullptr);
  // The same with one thing otherwise than the settings have it, and with a new seed.
  enum Otherwise { WithThinking, WithoutThinking, Warmer };  // Warmer: 0.3 more temperature
  Q_ENUM(Otherwise)
  Q_INVOKABLE void regenerateOtherwise(deepwell::MessageItem* answer, deepwell::Conversation::Otherwise how);
  // The same with the seed and the settings of `answer`'s receipt.
  Q_INVOKABLE void repeat(deepwell::MessageItem* answer);
  Q_INVOKABLE void continueAnswer();  // goes on with the last answer where it ended
  Q_INVOKABLE void showSibling(deepwell::MessageItem* message, int step);  // the variant before (-1) or after (+1)

  // Puts a question into the composer; sent, it becomes a sibling of the old one.
  Q_INVOKABLE void edit(deepwell::MessageItem* question);
  Q_INVOKABLE bool editLast();  // false: there is no question, or an answer is running
  Q_INVOKABLE void cancelEdit();
  // Makes what answerEdit() has a variant of the answer, and shows it; what came after the answer stays on its branch.
  // False, and it goes on: nothing stands there, or an answer is being written.
  Q_INVOKABLE bool saveAnswer();
  // Deletes a message and what follows on its branch; restore() brings it back.
  Q_INVOKABLE void remove(deepwell::MessageItem* message);
  void restore(MessageId message);

  // What can be done about a full context.
  Q_INVOKABLE void showChoices();
  Q_INVOKABLE void dropOldest();
  Q_INVOKABLE void dropThoughts();
  Q_INVOKABLE void enlargeContext();
  Q_INVOKABLE void giveAll();       // takes the first two back
  Q_INVOKABLE void closeChoices();
  Q_INVOKABLE void stopSummary();
  // Has `chat` summed up into this one's draft, before what stands there.
  void writeSummary(const QList<PromptMessage>& chat);
  QList<PromptMessage> whole() const;  // the branch that is shown, nothing left out

  // Shows the branch with the message, then calls `shown`; not if it is not there or another branch is being answered.
  void showMessage(MessageId message, std::function<void()> shown);

  bool ready() const;  // an answer or a summary can begin
  void releaseEngine();
  void keepDraft();    // with its files; now, not when the timer says
  void forgetDraft();  // with its files

 signals:
  void chatIdChanged();
  void titleChanged();
  void modelChanged();  // another one writes in it
  void loadingChanged();
  void busyChanged();
  void inBinChanged();
  void waitingChanged();
  void unansweredChanged();
  void draftChanged();
  void editingChanged();
  void summarisingChanged();
  void rulesChanged();
  void instructionsChanged();
  void sent();                        // a question went, perhaps later than it was asked to
  void removed(MessageId message, const QString& words);  // "2 messages deleted": can be undone
  void changed();  // the chat's place in the list: a message was added

 private:
  bool createChat(const QString& first_message);
  void keepModel();
  void answerAgain(MessageItem* answer, const std::optional<GenerationSettings>& settings);
  void sendWaiting();
  bool sendNow();
  bool beginAnswer(Place place);
  void startGeneration(bool resume, const std::optional<GenerationSettings>& settings = {});
  GenerationRequest makeRequest(int count, bool resume, const std::optional<GenerationSettings>& settings = {}) const;
  GenerationSettings settingsNow() const;
  GenerationRequest nextRequest(const QString& draft) const;
  GenerationRequest wantedRequest(ContextChoices::Reason reason) const;
  int nextRow() const;       // of the transcript: where the next question comes
  int mostMessages() const;  // that this model is given; 0: any number
  void onUpdated(const GenerationUpdate& update);
  void onFinished(const GenerationResult& result);
  void reload(bool messages = true);
  void takeFiles(Result<std::vector<DraftFile>> files);
  void onFilesChanged();
  void takeMessages(const Result<std::vector<ChatMessage>>& messages);
  void stopEditing();
  void jump();
  void setLoading(bool loading);

  void watchContext();
  void makeRoom(ContextChoices::Reason reason);
  void setRules(const ChatRules& rules);
  void keepSettings(const std::string& settings_json);
  void onRoomMade();
  bool enlarged() const;
  void giveUpEnlarging();
  void countLater();
  void countAnew();
  void count();
  void showSummary(const QString& text);

  ChatId chat_;
  QString title_;
  QString model_path_;
  QString model_name_;
  std::string settings_json_;
  ChatRules rules_;
  QString instructions_;
  QString draft_;
  QString kept_draft_;  // while a question is edited: the chat's own
  std::vector<DraftFile> kept_files_;
  bool files_read_ = false;     // the draft's files are there
  bool files_changed_ = false;  // since they were kept
  QTimer draft_timer_;
  EngineHost& host_;
  History& history_;
  const Preferences& preferences_;
  TranscriptModel messages_;
  AttachmentList attachments_;
  ContextMeter context_;
  ContextChoices choices_;
  AnswerProgress progress_;
  AnswerEdit answer_edit_{messages_};
  QTimer count_timer_;
  bool loading_ = false;
  bool in_bin_ = false;
  struct Jump {
    MessageId message = 0;
    std::function<void()> shown;
    bool tried = false;  // the branch was looked for
  };
  std::optional<Jump> jump_;  // where to, once the messages are there
  uint64_t reads_ = 0;             // numbers the reads: only the last one's messages are taken
  MessageItem* editing_ = nullptr;  // of messages_
  MessageItem* answer_ = nullptr;  // of messages_: being generated
  bool stopping_ = false;
  int written_ = 0;                // tokens of the running generation
  ContextChoices::Reason wanted_ = ContextChoices::None;  // what goes on once there is room
  GenerationSettings settings_;    // of the running generation
  Generation receipt_;             // of the running answer, as far as it is known at its beginning
  struct Enlarging {
    QString path;
    int tokens = 0;
  };
  std::optional<Enlarging> enlarging_;  // the model is loaded again for this chat
  bool send_when_read_ = false;         // there is room, but a file is still being read
  SummaryWriter summary_;
  QString summary_rest_;           // what stands after the summary
  ModelWait wait_;
  Generator generator_;
};

}  // namespace deepwell
