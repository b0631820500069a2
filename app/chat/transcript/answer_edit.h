// The answer that a person is changing, and its text as it stands there: the item that shows it may come and go.
#pragma once

#include <QtQmlIntegration>

#include "app/chat/transcript/transcript_model.h"

namespace deepwell {

class AnswerEdit : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(deepwell::MessageItem* message READ message NOTIFY messageChanged)  // null: none is being changed
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
  Q_PROPERTY(bool changed READ changed NOTIFY textChanged)  // it is not what the answer says
  Q_PROPERTY(bool blank READ blank NOTIFY textChanged)

 public:
  explicit AnswerEdit(TranscriptModel& messages, QObject* parent = nullptr);

  MessageItem* message() const { return message_; }
  QString text() const { return text_; }
  void setText(const QString& text);
  bool changed() const { return message_ && text_ != message_->text(); }
  bool blank() const { return text_.trimmed().isEmpty(); }

  // False: it is no answer that can be changed, or another one has changes that would be lost.
  Q_INVOKABLE bool begin(deepwell::MessageItem* answer);
  Q_INVOKABLE void end();

 signals:
  void messageChanged();
  void textChanged();

 private:
  TranscriptModel& messages_;
  MessageItem* message_ = nullptr;  // of messages_
  QString text_;
};

}  // namespace deepwell
