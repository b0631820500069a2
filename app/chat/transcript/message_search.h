// Finds words in a message as the transcript shows it: in pages of questions and thoughts, and in the blocks of answers. What
// stands across the edge of two pages is found too; a space in the words also finds a line break. Fit for any thread: an
// answer is parsed piece by piece, and what was parsed is not kept.
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "app/chat/markdown/block.h"
#include "app/store/chat_types.h"

namespace deepwell {

class MessageItem;

// A place in what a row shows. A formula counts as one character; a table's text is its cells, each behind one character.
struct FoundText {
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

// What is looked at of a message: shares its texts.
struct SearchedMessage {
  MessageId id = 0;
  bool from_user = false;
  bool complete = true;  // nothing is being added to it
  QString text;
  QString reasoning;

  static SearchedMessage of(const MessageItem& message);
};

enum class SearchIn { kAll, kPages, kBlocks };

// Appends at least `most` places of `words` (not empty, in any case of letters) to `found`, where there are so many, in the
// order in which they are shown. False: `given_up` said so, asked every few milliseconds; then not all were found.
bool searchMessage(const SearchedMessage& message, const QString& words, SearchIn in, size_t most,
                   const std::function<bool()>& given_up, std::vector<FoundText>* found);

}  // namespace deepwell
