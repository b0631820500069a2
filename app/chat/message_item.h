// One message as the transcript shows it.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QVariantList>
#include <QtQmlIntegration>

#include "app/bridge/generation.h"
#include "app/chat/block_model.h"
#include "app/store/chat_types.h"

namespace deepwell {

class MessageItem : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(bool fromUser READ fromUser CONSTANT)
  Q_PROPERTY(QString text READ text NOTIFY textChanged)
  Q_PROPERTY(QString reasoning READ reasoning NOTIFY reasoningChanged)
  Q_PROPERTY(deepwell::BlockModel* blocks READ blocks CONSTANT)
  Q_PROPERTY(Status status READ status NOTIFY statusChanged)
  Q_PROPERTY(bool running READ running NOTIFY statusChanged)
  Q_PROPERTY(QString error READ error NOTIFY statusChanged)
  Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
  Q_PROPERTY(double reasoningSeconds READ reasoningSeconds NOTIFY reasoningSecondsChanged)
  Q_PROPERTY(int reasoningTokens READ reasoningTokens NOTIFY reasoningChanged)
  Q_PROPERTY(double prefill READ prefill NOTIFY prefillChanged)
  Q_PROPERTY(int prefillTotal READ prefillTotal NOTIFY prefillChanged)
  Q_PROPERTY(QString details READ details NOTIFY statusChanged)
  Q_PROPERTY(bool thinkingOpen READ thinkingOpen NOTIFY thinkingOpenChanged)
  Q_PROPERTY(bool contextFull READ contextFull NOTIFY statusChanged)
  Q_PROPERTY(QVariantList files READ files CONSTANT)
  Q_PROPERTY(int siblingIndex READ siblingIndex NOTIFY siblingsChanged)
  Q_PROPERTY(int siblingCount READ siblingCount NOTIFY siblingsChanged)

 public:
  enum Status { Waiting, Thinking, Answering, Finished, LengthLimit, Cancelled, Interrupted, Failed };
  Q_ENUM(Status)

  explicit MessageItem(const ChatMessage& message, QObject* parent = nullptr);

  MessageId id() const { return id_; }
  bool fromUser() const { return role_ == ChatRole::kUser; }
  ChatRole role() const { return role_; }
  std::optional<MessageId> parentId() const { return parent_id_; }
  QString text() const { return text_; }
  QString reasoning() const { return reasoning_; }
  bool reasoningFinished() const { return reasoning_finished_; }
  BlockModel* blocks() { return &blocks_; }
  Status status() const { return status_; }
  bool running() const { return status_ <= Answering; }
  QString error() const { return error_; }
  bool contextFull() const { return context_full_; }  // of LengthLimit: it was the context's end
  const std::vector<Attachment>& attachments() const { return attachments_; }
  QVariantList files() const;  // of the attachments: name, kind, tokens
  Q_INVOKABLE QString fileText(int file) const;
  QString notice() const { return notice_; }  // of the device that failed meanwhile; stays until the next generation
  double reasoningSeconds() const;
  int reasoningTokens() const { return reasoning_tokens_; }
  double prefill() const { return prefill_; }  // 0..1
  int prefillTotal() const { return prefill_total_; }
  // "Pocket · 212 tokens · 41 tokens/s", of a finished answer.
  QString details() const;
  int siblingIndex() const { return sibling_index_; }
  int siblingCount() const { return sibling_count_; }

  // Open while the model thinks and nothing has been answered; once the person has clicked, as they left it.
  bool thinkingOpen() const { return user_open_.value_or(reasoning_.isEmpty() || text_.isEmpty()); }
  Q_INVOKABLE void toggleThinking();

  void start();  // streams (again)
  // Takes what came in; `delta` is what the history has to add.
  void apply(const GenerationUpdate& update, StreamDelta* delta);
  void finish(const GenerationResult& result, MessageEnd* end);
  void setSiblings(int index, int count);

 signals:
  void textChanged();
  void reasoningChanged();
  void reasoningSecondsChanged();
  void statusChanged();
  void noticeChanged();
  void prefillChanged();
  void thinkingOpenChanged();
  void siblingsChanged();

 private:
  void setStatus(Status status);
  void setNotice(const QString& notice);
  void stopClock();
  void moveTextToReasoning();

  const MessageId id_;
  const ChatRole role_;
  const std::optional<MessageId> parent_id_;
  QString text_;
  QString reasoning_;
  bool reasoning_finished_ = false;
  BlockModel blocks_;
  Status status_ = Finished;
  QString error_;
  QString notice_;
  std::vector<Attachment> attachments_;
  bool context_full_ = false;
  QString model_;
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
  QElapsedTimer clock_;   // valid while the model thinks
  QElapsedTimer writing_;  // since the first piece of this generation
  QTimer tick_;
};

}  // namespace deepwell
