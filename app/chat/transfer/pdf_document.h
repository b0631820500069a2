// Builds the text document of a chat that is printed as PDF.
#pragma once

#include <QCoreApplication>
#include <QTextCursor>
#include <QTextDocument>

#include "app/chat/markdown/block.h"
#include "app/chat/transfer/pdf_formula.h"
#include "app/store/chat_types.h"

namespace deepwell {

class PdfDocument {
  Q_DECLARE_TR_FUNCTIONS(PdfDocument)

 public:
  static constexpr int kResolution = 300;  // dots an inch, of the page it is printed on

  explicit PdfDocument(const QString& title);

  void addMessage(const ChatMessage& message, bool thoughts);
  QTextDocument& document() { return document_; }

 private:
  struct Style {
    qreal points = 10.5;
    QColor color = Qt::black;
  };

  void addBlocks(const QList<Block>& blocks, const Style& style);
  void addBlock(const Block& block, const Style& style);
  void addParagraph(const Block& block, const Style& style);
  void addCode(const Block& block, const Style& style);
  void addTable(const Block& block, const Style& style);
  void addLine(const QString& text, const Style& style, bool bold, qreal space_above);
  void newBlock(const QTextBlockFormat& format);
  void toEnd();

  bool addFormula(const Block& block, const Style& style);
  void insertSpans(QTextCursor& cursor, const TextSpans& spans, const QTextCharFormat& base);

  QTextDocument document_;
  PdfFormula formulas_{&document_, kResolution};
  QTextCursor cursor_;
  bool fresh_ = true;  // the block at the cursor is empty and may be used
  QString mono_;
};

}  // namespace deepwell
