// The whole chat as one flat list of rows: pages of questions and thoughts, blocks of answers, what stands above and
// below them. Rows of one message follow its sections in order; the text itself stays in the messages.
// transcript_rows.cpp keeps the rows as the messages change, transcript_rows_data.cpp says what each shows.
#pragma once

#include <QHash>
#include <QtQmlIntegration>
#include <algorithm>
#include <array>
#include <vector>

#include "app/chat/transcript/rows_model.h"
#include "app/chat/transcript/transcript_model.h"

namespace deepwell {

class BlockGroup;

namespace RowKind {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Question, QuestionTools, AnswerHeader, ThoughtHeader, ThoughtTail, ThoughtPage, ThoughtFooter, AnswerEditor, Paragraph, Heading, Code,
            Table, Rule, Math, Pending, AnswerFooter };
Q_ENUM_NS(Kind)
}  // namespace RowKind

class TranscriptRows : public RowsModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(deepwell::TranscriptModel* messages READ messages WRITE setMessages NOTIFY messagesChanged)
  Q_PROPERTY(int fontSize MEMBER font_size_ NOTIFY fontSizeChanged)  // pixels, for guesses of height
  Q_PROPERTY(bool wrapCode MEMBER wrap_code_ NOTIFY wrapCodeChanged)  // of code that is shown from now on
  Q_PROPERTY(QString thinkingDisplay READ thinkingDisplay WRITE setThinkingDisplay NOTIFY thinkingDisplayChanged)

 public:
  enum Role { KindRole = Qt::UserRole + 1, MessageRole, FirstRole, IsLastRole, TextRole, PartRole, LastPartRole, SpansRole,
              LevelRole, IndentRole, QuoteRole, MarkerRole, TightRole, LanguageRole, CodeStateRole, TableRole,
              GroupRole, BlockRole, QuoteBeforeRole };

  explicit TranscriptRows(QObject* parent = nullptr) : RowsModel(parent) {}

  TranscriptModel* messages() const { return messages_; }
  void setMessages(TranscriptModel* messages);
  QString thinkingDisplay() const { return thinking_display_; }
  void setThinkingDisplay(const QString& display);  // "auto", "open" or "folded"

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int kindAt(int row) const override;
  double estimatedHeight(int row, double width) const override;
  void prepare(int row) override;

  // What a row shows of which message.
  struct Place {
    MessageItem* message = nullptr;
    RowKind::Kind kind = RowKind::Pending;
    int index = 0;  // of the page or the block
  };
  Place placeOf(int row) const;
  int rowOf(const MessageItem* message) const;  // its first; -1: it is not here
  // The row of a page of the question or the thoughts, or of a block; -1: it is not shown.
  int rowOfPage(const MessageItem* message, int page) const;
  int rowOfBlock(const MessageItem* message, int block) const;
  Q_INVOKABLE int rowBefore(deepwell::MessageItem* message) const { return std::max(0, rowOf(message) - 1); }  // it, or the first
  Q_INVOKABLE int rowOfThoughts(deepwell::MessageItem* message) const;  // of the line above them
  Q_INVOKABLE int rowOfEditor(deepwell::MessageItem* message) const;  // -1: it is not being edited
  Q_INVOKABLE int rowAfterThoughts(deepwell::MessageItem* message) const;
  Q_INVOKABLE deepwell::MessageItem* messageAt(int row) const { return placeOf(row).message; }
  // All of the block that the row is a page of, as a person gets it who copies it; of thoughts and questions all of those.
  Q_INVOKABLE QString blockText(int row) const;
  QString pageText(const MessageItem* message, int page) const;
  int pageCount(const MessageItem* message) const;

 signals:
  void messagesChanged();
  void fontSizeChanged();
  void wrapCodeChanged();
  void thinkingDisplayChanged();

 private:
  // In the order of rows. A question has pages and the end, an answer the others; its editor stands instead of the blocks.
  enum Section { kTurn, kHead, kTail, kPages, kPagesEnd, kEditor, kBlocks, kPending, kEnd, kSections };
  using Counts = std::array<int, kSections>;
  struct Turn {
    MessageItem* message = nullptr;
    int start = 0;  // its first row
    Counts counts{};
    std::vector<qsizetype> page_ends;  // of the question or the thoughts
    int rows() const;
    int before(int section) const;  // rows of sections before it
  };
  struct Found {
    const Turn* turn = nullptr;
    int section = kEnd;
    int index = 0;
  };

  void connectMessages();
  void clear();
  void insertMessages(int first, int last);
  void removeMessages(int first, int last);
  void onBlocksChanged(MessageItem* message, int first);
  void onThinkingChanged(MessageItem* message);
  void onEditingChanged(MessageItem* message);
  void onLastChanged();
  Turn turnOf(MessageItem* message) const;
  Counts countsOf(const Turn& turn) const;
  void updatePages(Turn& turn) const;
  void setCount(size_t turn, int section, int count);
  void restart(size_t from);
  int indexOf(const MessageItem* message) const;
  Found find(int row) const;
  int kindOf(const Found& found) const;
  QVariant blockData(const Found& found, int role) const;
  BlockGroup* groupOf(MessageItem* message, int block) const;
  void emitChanged(const Turn& turn, int section, int first, int last);

  QPointer<TranscriptModel> messages_;
  std::vector<Turn> turns_;
  mutable size_t last_found_ = 0;
  mutable QHash<const MessageItem*, QHash<int, BlockGroup*>> groups_;
  int font_size_ = 15;
  bool wrap_code_ = false;
  QString thinking_display_ = QStringLiteral("auto");
};

}  // namespace deepwell
