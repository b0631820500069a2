// Looks through one message for words, a page at a time, so that a long one holds nobody up. What stands across the edge of
// two pages is found too; a space in the words also finds a line break.
#pragma once

#include <QPointer>
#include <vector>

#include "app/chat/transcript/message_item.h"

namespace deepwell {

// A place in what a row shows. A formula counts as one character; a table's text is its cells, each behind one character.
struct FoundText {
  MessageItem* message = nullptr;
  bool page = false;  // of the question or the thoughts; else a block
  int index = 0;      // of the page or the block
  int start = 0;
  int length = 0;
  int rest = 0;       // characters of it that stand at the beginning of the next page or block
};

// Text that comes in pages.
class PageSearch {
 public:
  explicit PageSearch(const QString& words) : words_(words) {}
  // `glue` stands between it and the page before; null: the text begins with it.
  void add(int page, QStringView text, const QString* glue, std::vector<FoundText>* hits);

 private:
  QString words_;
  QString carried_;  // the end of the page before: the words may begin in it
  int carried_page_ = 0;
  int carried_start_ = 0;
};

class MessageSearch {
 public:
  // The message is parsed. Of its blocks nothing where `thoughts_only`.
  MessageSearch(MessageItem* message, const QString& words, bool thoughts_only);
  // Looks at one more page or block. False: there is none.
  bool step(std::vector<FoundText>* hits);

 private:
  bool stepPage(std::vector<FoundText>* hits);
  bool stepBlock(std::vector<FoundText>* hits);

  const QPointer<MessageItem> message_;
  const bool thoughts_only_;
  PageSearch pages_;
  PageSearch blocks_;
  qsizetype from_ = 0;  // of the next page
  int page_ = 0;
  int block_ = 0;
};

}  // namespace deepwell
