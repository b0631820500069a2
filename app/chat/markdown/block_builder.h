// Takes md4c's events in their order and makes the flat list of blocks.
#pragma once

#include <md4c.h>

#include <QList>
#include <array>

#include "app/chat/markdown/block.h"
#include "app/chat/markdown/formula_places.h"

namespace deepwell {

class BlockBuilder {
 public:
  // `formulas` are those of the text that md4c parses.
  explicit BlockBuilder(const FormulaPlaces& formulas) : formulas_(formulas) {}

  // Events, as md4c has them.
  void enterBlock(MD_BLOCKTYPE type, void* detail);
  void leaveBlock(MD_BLOCKTYPE type);
  void enterSpan(MD_SPANTYPE type, void* detail);
  void leaveSpan(MD_SPANTYPE type);
  void addText(MD_TEXTTYPE type, QByteArrayView text);

  QList<Block> take() { return std::move(blocks_); }

 private:
  struct List {
    bool ordered = false;
    bool tight = false;
    unsigned next = 1;
    QChar delimiter = u'.';
  };

  void begin(BlockKind::Kind kind);
  void ensureBlock();
  void enterList(const List& list);
  void enterTable(const MD_BLOCK_TABLE_DETAIL& table);
  void enterCell(MD_ALIGN align);
  void enterItem(const MD_BLOCK_LI_DETAIL& item);
  void leaveItem();
  void put(QString text);
  void putSpan(const QString& text, int extra_flags = 0);
  void putFormula(const math::Found& formula);
  void putDisplay(const TextSpan& formula);
  void goOnAfterDisplay(QString* text);
  int flags() const;

  const FormulaPlaces& formulas_;
  bool after_display_ = false;  // the last block is a formula, and its paragraph may go on
  QList<Block> blocks_;
  TextSpans* target_ = nullptr;  // of blocks_.last(): where text goes
  QList<List> lists_;
  int quote_ = 0;
  QString marker_;              // of an item that has no block yet
  bool first_of_list_ = false;
  bool huge_table_ = false;     // inside a table that is shown as text
  std::array<int, 4> depth_{};  // of bold, italic, code, strike
  QList<QString> links_;
};

}  // namespace deepwell
