// One message as the transcript shows it. Cheap until it is shown: its answer is parsed when prepare() is called first.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QVariantList>
#include <QtQmlIntegration>

#include "app/bridge/generation.h"
#include "app/chat/transcript/answer_blocks.h"
#include "app/store/chat_types.h"

namespace deepwell {

class TranscriptModel;

class MessageItem : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(bool fromUser READ fromUser CONSTANT)
  Q_PROPERTY(QString text READ text NOTIFY textChanged)  // do not bind to what may be 10 MB: see hasText
  Q_PROPERTY(QString reasoning READ reasoning NOTIFY reasoningChanged)
  Q_PROPERTY(bool hasText READ hasText NOTIFY hasTextChanged)
  Q_PROPERTY(bool hasReasoning READ hasReasoning NOTIFY hasReasoningChanged)
  Q_PROPERTY(Status status READ status NOTIFY statusChanged)
  Q_PROPERTY(bool running READ running NOTIFY statusChanged)
  Q_PROPERTY(QString error READ error NOTIFY statusChanged)
  Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
  Q_PROPERTY(QString thinkingSummary READ thinkingSummary NOTIFY thinkingSummaryChanged)
  Q_PROPERTY(double prefill READ prefill NOTIFY prefillChanged)
  Q_PROPERTY(int prefillTotal READ prefillTotal NOTIFY prefillChanged)
  Q_PROPERTY(QString details READ details NOTIFY statusChanged)
  Q_PROPERTY(QString author READ author NOTIFY authorChanged)
  Q_PROPERTY(QString time READ time NOTIFY timeChanged)  // in the form of the language
  Q_PROPERTY(bool edited READ edited CONSTANT)
  Q_PROPERTY(bool editable READ editable NOTIFY statusChanged)
  Q_PROPERTY(bool editing READ editing NOTIFY editingChanged)
  Q_PROPERTY(bool thinkingOpen READ thinkingOpen NOTIFY thinkingOpenChanged)
  Q_PROPERTY(bool contextFull READ contextFull NOTIFY statusChanged)
  Q_PROPERTY(QVariantList files READ files CONSTANT)
  Q_PROPERTY(bool thinkingTail READ thinkingTail NOTIFY thinkingOpenChanged)
  Q_PROPERTY(int siblingIndex READ siblingIndex NOTIFY siblingsChanged)
  Q_PROPERTY(int siblingCount READ siblingCount NOTIFY siblingsChanged)

 public:
  enum Status { Waiting, Thinking, Answering, Finished, LengthLimit, Cancelled, Interrupted, Failed };
  Q_ENUM(Status)

  explicit MessageItem(const ChatMessage& message, TranscriptModel* list = nullptr);

  MessageId id() const { return id_; }
  bool fromUser() const { return role_ == ChatRole::kUser; }
  ChatRole role() const { return role_; }
  std::optional<MessageId> parentId() const { return parent_id_; }
  QString text() const { return text_; }
  QString reasoning() const { return reasoning_; }
  bool hasText() const { return !text_.isEmpty(); }
  bool hasReasoning() const { return !reasoning_.isEmpty(); }
  bool reasoningFinished() const { return reasoning_finished_; }
  Status status() const { return status_; }
  bool running() const { return status_ <= Answering; }
  QString error() const { return error_; }
  bool contextFull() const { return context_full_; }  // of LengthLimit: it was the context's end
  const std::vector<Attachment>& attachments() const { return attachments_; }
  QString promptText() const;  // what the model is given of it: its files, then its text
  QVariantList files() const;  // of the attachments: name, kind, tokens
  Q_INVOKABLE QString fileText(int file) const;
  QString notice() const { return notice_; }  // of the device that failed meanwhile; stays until the next generation
  double reasoningSeconds() const;
  int reasoningTokens() const { return reasoning_tokens_; }
  // "Thinking… 3.2 s · 120 tokens · 38 tokens/s"
  QString thinkingSummary() const;
  double prefill() const { return prefill_; }  // 0..1
  int prefillTotal() const { return prefill_total_; }
  // "212 tokens · 41 tokens/s", of a finished answer.
  QString details() const;
  // The model that gave the answer, the last one where it was continued.
  QString author() const;
  // When it was sent or begun: "14:03", with the date where that is not today; empty: not known.
  QString time() const;
  bool edited() const { return edited_; }  // the answer is not as the model wrote it
  bool editable() const;  // it is an answer, complete or not, of a length that an editor takes
  bool editing() const { return editing_; }  // its source stands in an editor
  void setEditing(bool editing);
  int siblingIndex() const { return sibling_index_; }
  int siblingCount() const { return sibling_count_; }

  // The blocks of an answer, or of nothing before prepare(); of a question none: its text is shown as it is.
  const QList<Block>& blocks() const { return blocks_.blocks(); }
  using Parsing = AnswerBlocks::State;
  Parsing parsing() const { return blocks_.state(); }
  void prepare(bool wait = false) { blocks_.prepare(wait); }  // as of AnswerBlocks; blocksChanged tells

  // As the person has clicked; before that by the preference: open, folded, or open while the model thinks and nothing
  // has been answered.
  bool thinkingOpen() const;
  // Open thinking is shown as its live end, in a pane of limited height, and not whole.
  bool thinkingTail() const { return thinkingOpen() && tail_ && !whole_; }
  Q_INVOKABLE void toggleThinking();
  Q_INVOKABLE void showWholeThinking();
  Q_INVOKABLE QString copyText() const { return text_; }
  Q_INVOKABLE QString copyThoughts() const { return reasoning_; }
  void unfoldThinking();  // whole, for something in it that is to be seen

  void start(const QString& model);  // streams (again)
  // Takes what came in; `delta` is what the history has to add.
  void apply(const GenerationUpdate& update, StreamDelta* delta);
  void finish(const GenerationResult& result, MessageEnd* end);
  void setSiblings(int index, int count);

 signals:
  void textChanged();
  void hasTextChanged();
  void reasoningChanged();
  void hasReasoningChanged();
  void thinkingSummaryChanged();
  void statusChanged();
  void authorChanged();
  void timeChanged();
  void editingChanged();
  void noticeChanged();
  void prefillChanged();
  void thinkingOpenChanged();
  void siblingsChanged();
  void blocksChanged(int first);  // those before `first` are as they were

 protected:
  void timerEvent(QTimerEvent* event) override;

 private:
  void setStatus(Status status);
  void setNotice(const QString& notice);
  void startClock();
  void stopClock();
  void moveTextToReasoning();
  void appendText(const QString& text);
  void appendReasoning(const GenerationUpdate& update);
  void tellBlocks(qsizetype first);
  void tellThinking();

  const MessageId id_;
  const ChatRole role_;
  const std::optional<MessageId> parent_id_;
  TranscriptModel* const list_;  // is told of what moves rows
  QString text_;
  QString reasoning_;
  bool reasoning_finished_ = false;
  AnswerBlocks blocks_;
  Status status_ = Finished;
  QString error_;
  QString notice_;
  std::vector<Attachment> attachments_;
  mutable QString prompt_text_;  // with files: they may be long, and are asked for whenever the prompt is counted
  bool context_full_ = false;
  QString model_;
  const UnixMs created_;
  const bool edited_;
  bool editing_ = false;
  int reasoning_tokens_ = 0;
  int text_tokens_ = 0;
  double decode_seconds_ = 0;
  double reasoning_seconds_ = 0;  // of thinking that is over
  double stored_seconds_ = 0;     // what the history knows of it
  double prefill_ = 0;
  int prefill_total_ = 0;
  int sibling_index_ = 0;
  int sibling_count_ = 1;
  std::optional<bool> user_open_;
  bool tail_ = false;   // it has thought while it was shown
  bool whole_ = false;  // the person wants to see all of it
  QElapsedTimer clock_;   // valid while the model thinks
  QElapsedTimer writing_;  // since the first piece of this generation
  int tick_ = 0;           // timer; 0: none
};

}  // namespace deepwell
