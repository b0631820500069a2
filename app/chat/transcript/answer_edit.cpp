#include "app/chat/transcript/answer_edit.h"

namespace deepwell {

AnswerEdit::AnswerEdit(TranscriptModel& messages, QObject* parent) : QObject(parent), messages_(messages) {
  connect(&messages_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) {
    const int row = message_ ? messages_.indexOf(message_) : -1;
    if (row >= first && row <= last) end();
  });
}

bool AnswerEdit::begin(MessageItem* answer) {
  if (answer && answer == message_) return true;
  if (!answer || !answer->editable() || messages_.indexOf(answer) < 0 || changed()) return false;
  end();
  message_ = answer;
  text_ = answer->text();
  answer->setEditing(true);
  emit messageChanged();
  emit textChanged();
  return true;
}

void AnswerEdit::end() {
  if (!message_) return;
  std::exchange(message_, nullptr)->setEditing(false);
  text_.clear();
  emit messageChanged();
  emit textChanged();
}

void AnswerEdit::setText(const QString& text) {
  if (!message_ || text == text_) return;
  text_ = text;
  emit textChanged();
}

}  // namespace deepwell
