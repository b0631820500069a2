#include "app/chat/markdown/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/chat/math/find.h"

namespace deepwell {
namespace {

// md4c never sees a formula: in its place stands ";\uFDD0NUMBER\uFDD1;". The semicolons make emphasis next to it behave
// as next to the punctuation that formulas begin and end with. The noncharacters are in no message (cleanText).
constexpr QChar kPlaceBegin(0xFDD0);
constexpr QChar kPlaceEnd(0xFDD1);

QByteArray withPlaces(const QByteArray& source, const std::vector<math::Found>& formulas) {
  QByteArray out;
  out.reserve(source.size());
  size_t at = 0;
  for (size_t i = 0; i < formulas.size(); ++i) {
    out += QByteArrayView(source).sliced(static_cast<qsizetype>(at), static_cast<qsizetype>(formulas[i].begin - at));
    out += ";\xEF\xB7\x90" + QByteArray::number(static_cast<qulonglong>(i)) + "\xEF\xB7\x91;";
    at = formulas[i].end;
  }
  return out + source.sliced(static_cast<qsizetype>(at));
}

constexpr unsigned kFlags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                            MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOINDENTEDCODEBLOCKS;

// A table of more cells is shown as text: laying it out would hold the window up.
constexpr uint64_t kMaxCells = 1500;

constexpr std::array<std::pair<const char*, char16_t>, 26> kEntities{{
    {"amp", u'&'},       {"lt", u'<'},        {"gt", u'>'},       {"quot", u'"'},      {"apos", u'\''},
    {"nbsp", 0x00A0},    {"hellip", 0x2026},  {"mdash", 0x2014},  {"ndash", 0x2013},   {"lsquo", 0x2018},
    {"rsquo", 0x2019},   {"ldquo", 0x201C},   {"rdquo", 0x201D},  {"bull", 0x2022},    {"middot", 0x00B7},
    {"times", 0x00D7},   {"divide", 0x00F7},  {"plusmn", 0x00B1}, {"deg", 0x00B0},     {"euro", 0x20AC},
    {"copy", 0x00A9},    {"reg", 0x00AE},     {"trade", 0x2122},  {"larr", 0x2190},    {"rarr", 0x2192},
    {"infin", 0x221E},
}};

// "&amp;" and "&#x41;" as the character; others stay as they are written.
QString decodeEntity(QByteArrayView entity) {
  const QByteArrayView name = entity.sliced(1, entity.size() - 2);
  if (name.startsWith('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    bool ok = false;
    const uint code = name.sliced(hex ? 2 : 1).toByteArray().toUInt(&ok, hex ? 16 : 10);
    const bool valid = ok && code != 0 && code <= 0x10FFFF && !QChar::isSurrogate(code);
    const char32_t character = valid ? code : 0xFFFD;
    return QString::fromUcs4(&character, 1);
  }
  for (const auto& [known, character] : kEntities)
    if (name == QByteArrayView(known)) return QString(QChar(character));
  return QString::fromUtf8(entity);
}

// Takes the first place of a formula out of `text`: what stands before it goes to `before`, its number is returned; -1 if
// there is none.
qsizetype takePlace(QString* text, QString* before, size_t count) {
  for (qsizetype from = 0;;) {
    const qsizetype begin = text->indexOf(kPlaceBegin, from);
    const qsizetype end = begin < 0 ? -1 : text->indexOf(kPlaceEnd, begin);
    if (end < 0) return -1;
    bool ok = false;
    const qulonglong number = QStringView(*text).sliced(begin + 1, end - begin - 1).toULongLong(&ok);
    if (ok && number < count && begin > 0 && end + 1 < text->size() && text->at(begin - 1) == u';' && text->at(end + 1) == u';') {
      *before = text->left(begin - 1);
      text->remove(0, end + 2);
      return static_cast<qsizetype>(number);
    }
    from = begin + 1;
  }
}

QString attributeText(const MD_ATTRIBUTE& attribute) {
  QString out;
  for (int i = 0; attribute.text && attribute.substr_offsets[i] < attribute.size; ++i) {
    const MD_OFFSET begin = attribute.substr_offsets[i];
    const QByteArrayView piece(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    if (attribute.substr_types[i] == MD_TEXT_ENTITY) {
      out += decodeEntity(piece);
    } else {
      out += QString::fromUtf8(piece);
    }
  }
  return out;
}

// Takes md4c's events and makes the flat list.
class Builder {
 public:
  QList<Block> parse(const QByteArray& original) {
    original_ = original;
    formulas_ = math::findMath({original.constData(), static_cast<size_t>(original.size())});
    const QByteArray source = formulas_.empty() ? original : withPlaces(original, formulas_);
    MD_PARSER parser{};
    parser.flags = kFlags;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) { return of(self)->enterBlock(type, detail); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return of(self)->leaveBlock(type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) { return of(self)->enterSpan(type, detail); };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) { return of(self)->leaveSpan(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return of(self)->addText(type, QByteArrayView(text, size));
    };
    if (md_parse(source.constData(), static_cast<MD_SIZE>(source.size()), &parser, this) != 0) return plain(original);
    return std::move(blocks_);
  }

 private:
  struct List {
    bool ordered = false;
    bool tight = false;
    unsigned next = 1;
    QChar delimiter = u'.';
  };

  static Builder* of(void* self) { return static_cast<Builder*>(self); }

  // md4c ran out of memory: better the text as it is than nothing.
  static QList<Block> plain(const QByteArray& source) {
    Block block;
    block.spans = {{QString::fromUtf8(source), 0, {}}};
    return {block};
  }

  void begin(BlockKind::Kind kind) {
    Block block;
    block.kind = kind;
    after_display_ = false;
    block.indent = static_cast<int>(std::min<qsizetype>(lists_.size(), Block::kMaxDepth));
    block.quote = std::min(quote_, Block::kMaxDepth);
    block.marker = std::exchange(marker_, {});
    block.tight = !lists_.isEmpty() && lists_.last().tight && !first_of_list_;
    first_of_list_ = false;
    blocks_.append(std::move(block));
    target_ = &blocks_.last().spans;
  }

  // Text directly in a tight item or a quote comes without a paragraph of its own.
  void ensureBlock() {
    if (!target_) begin(BlockKind::Paragraph);
  }

  int enterBlock(MD_BLOCKTYPE type, void* detail);
  int leaveBlock(MD_BLOCKTYPE type);
  void enterCell(MD_ALIGN align);
  void enterItem(const MD_BLOCK_LI_DETAIL& item);
  void leaveItem();
  int enterSpan(MD_SPANTYPE type, void* detail);
  int leaveSpan(MD_SPANTYPE type);
  int addText(MD_TEXTTYPE type, QByteArrayView text);
  void put(QString text);
  void putSpan(const QString& text, int extra_flags = 0);
  void putFormula(const math::Found& formula);
  void putDisplay(const TextSpan& formula);
  void goOnAfterDisplay(QString* text);
  QString withFormulas(QString text) const;
  int flags() const;

  QByteArray original_;
  std::vector<math::Found> formulas_;
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

int Builder::enterBlock(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE: target_ = nullptr; ++quote_; break;
    case MD_BLOCK_UL:
      target_ = nullptr;
      first_of_list_ = lists_.isEmpty();
      lists_.append({false, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0, 1, u'.'});
      break;
    case MD_BLOCK_OL: {
      const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
      target_ = nullptr;
      first_of_list_ = lists_.isEmpty();
      lists_.append({true, list->is_tight != 0, list->start, QLatin1Char(list->mark_delimiter)});
      break;
    }
    case MD_BLOCK_LI: enterItem(*static_cast<MD_BLOCK_LI_DETAIL*>(detail)); break;
    case MD_BLOCK_HR: begin(BlockKind::Rule); target_ = nullptr; break;
    case MD_BLOCK_H:
      begin(BlockKind::Heading);
      blocks_.last().level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_CODE:
      begin(BlockKind::Code);
      blocks_.last().language = attributeText(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang);
      break;
    case MD_BLOCK_P: begin(BlockKind::Paragraph); break;
    case MD_BLOCK_TABLE: {
      const auto* table = static_cast<MD_BLOCK_TABLE_DETAIL*>(detail);
      huge_table_ = uint64_t{table->col_count} * (table->body_row_count + 1) > kMaxCells;
      begin(huge_table_ ? BlockKind::Code : BlockKind::Table);
      if (!huge_table_) target_ = nullptr;
      break;
    }
    case MD_BLOCK_TR:
      if (!huge_table_) blocks_.last().rows.append(TableRow());
      else if (!target_->isEmpty()) put(QStringLiteral("\n"));
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: enterCell(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align); break;
    default: break;
  }
  return 0;
}

void Builder::enterCell(MD_ALIGN align) {
  if (huge_table_) return put(QStringLiteral("| "));
  TableRow& row = blocks_.last().rows.last();
  row.append({{}, align == MD_ALIGN_RIGHT ? Qt::AlignRight : align == MD_ALIGN_CENTER ? Qt::AlignHCenter : Qt::AlignLeft});
  target_ = &row.last().spans;
}

void Builder::enterItem(const MD_BLOCK_LI_DETAIL& item) {
  List& list = lists_.last();
  target_ = nullptr;
  if (item.is_task) {
    marker_ = item.task_mark == ' ' ? QStringLiteral("\u2610") : QStringLiteral("\u2611");
  } else if (list.ordered) {
    marker_ = QString::number(list.next++) + list.delimiter;
  } else {
    marker_ = lists_.size() % 2 == 1 ? QStringLiteral("\u2022") : QStringLiteral("\u25E6");
  }
}

// An item without any block still shows its marker.
void Builder::leaveItem() {
  if (!marker_.isEmpty()) begin(BlockKind::Paragraph);
  target_ = nullptr;
}

int Builder::leaveBlock(MD_BLOCKTYPE type) {
  switch (type) {
    case MD_BLOCK_QUOTE: --quote_; target_ = nullptr; break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: lists_.removeLast(); target_ = nullptr; break;
    case MD_BLOCK_LI: leaveItem(); break;
    case MD_BLOCK_CODE: {
      TextSpans& spans = blocks_.last().spans;
      if (!spans.isEmpty() && spans.last().text.endsWith(u'\n')) spans.last().text.chop(1);
      target_ = nullptr;
      break;
    }
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE: target_ = nullptr; break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      if (huge_table_) put(QStringLiteral(" "));
      else target_ = nullptr;
      break;
    default: break;
  }
  return 0;
}

int Builder::enterSpan(MD_SPANTYPE type, void* detail) {
  switch (type) {
    case MD_SPAN_STRONG: ++depth_[0]; break;
    case MD_SPAN_EM: ++depth_[1]; break;
    case MD_SPAN_CODE: ++depth_[2]; break;
    case MD_SPAN_DEL: ++depth_[3]; break;
    case MD_SPAN_A: links_.append(withFormulas(attributeText(static_cast<MD_SPAN_A_DETAIL*>(detail)->href))); break;
    case MD_SPAN_IMG: links_.append(withFormulas(attributeText(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src))); break;
    default: break;
  }
  return 0;
}

int Builder::leaveSpan(MD_SPANTYPE type) {
  switch (type) {
    case MD_SPAN_STRONG: --depth_[0]; break;
    case MD_SPAN_EM: --depth_[1]; break;
    case MD_SPAN_CODE: --depth_[2]; break;
    case MD_SPAN_DEL: --depth_[3]; break;
    case MD_SPAN_A:
    case MD_SPAN_IMG: links_.removeLast(); break;
    default: break;
  }
  return 0;
}

int Builder::addText(MD_TEXTTYPE type, QByteArrayView text) {
  ensureBlock();
  switch (type) {
    case MD_TEXT_NULLCHAR: put(QString(QChar::ReplacementCharacter)); break;
    case MD_TEXT_BR: put(QStringLiteral("\n")); break;
    case MD_TEXT_SOFTBR: put(QStringLiteral("\n")); break;  // models do not wrap lines: a new line is meant
    case MD_TEXT_ENTITY: put(decodeEntity(text)); break;
    default: put(QString::fromUtf8(text)); break;
  }
  return 0;
}

int Builder::flags() const {
  int flags = 0;
  for (size_t i = 0; i < depth_.size(); ++i)
    if (depth_[i] > 0) flags |= 1 << i;
  return flags;
}

// The text with formulas as they were written: for code and addresses.
QString Builder::withFormulas(QString text) const {
  QString out, before;
  for (qsizetype number; (number = takePlace(&text, &before, formulas_.size())) >= 0;) {
    const math::Found& formula = formulas_[static_cast<size_t>(number)];
    out += before + QString::fromUtf8(original_.sliced(static_cast<qsizetype>(formula.begin),
                                                       static_cast<qsizetype>(formula.end - formula.begin)));
  }
  return out + text;
}

void Builder::put(QString text) {
  if (formulas_.empty()) return putSpan(text);
  if (depth_[2] > 0 || blocks_.last().kind == BlockKind::Code) return putSpan(withFormulas(std::move(text)));
  QString before;
  for (qsizetype number; (number = takePlace(&text, &before, formulas_.size())) >= 0;) {
    putSpan(before);
    putFormula(formulas_[static_cast<size_t>(number)]);
  }
  putSpan(text);
}

// Joins the text to the span before it if they look the same.
void Builder::putSpan(const QString& text, int extra_flags) {
  QString rest = text;
  if (after_display_) goOnAfterDisplay(&rest);
  if (rest.isEmpty()) return;
  const int all = flags() | extra_flags;
  const QString href = links_.isEmpty() ? QString() : links_.last();
  if (!(all & TextSpan::kMath) && !target_->isEmpty() && target_->last().flags == all && target_->last().href == href) {
    target_->last().text += rest;
  } else {
    target_->append({rest, all, href});
  }
}

void Builder::putFormula(const math::Found& formula) {
  const QString tex = QString::fromUtf8(formula.tex.data(), static_cast<qsizetype>(formula.tex.size()));
  if (formula.kind == math::Found::kLiteral) return putSpan(tex);
  const bool own_block = formula.kind != math::Found::kInline && blocks_.last().kind != BlockKind::Table &&
                         blocks_.last().kind != BlockKind::Heading;
  if (!own_block) return formula.kind == math::Found::kOpen ? putSpan(tex) : putSpan(tex, TextSpan::kMath);
  putDisplay({tex, TextSpan::kMath | TextSpan::kDisplay | (formula.kind == math::Found::kOpen ? int{TextSpan::kOpen} : 0), {}});
}

// A block of its own: the paragraph around it ends here and may go on after it.
void Builder::putDisplay(const TextSpan& formula) {
  Block& block = blocks_.last();
  if (block.kind == BlockKind::Paragraph && !block.spans.isEmpty()) {
    QString& last = block.spans.last().text;
    if (!(block.spans.last().flags & TextSpan::kMath))
      while (!last.isEmpty() && last.back().isSpace()) last.chop(1);
    if (last.isEmpty()) block.spans.removeLast();
  }
  if (block.kind == BlockKind::Paragraph && block.spans.isEmpty()) {
    block.kind = BlockKind::Math;
  } else {
    begin(BlockKind::Math);
    blocks_.last().tight = false;
  }
  blocks_.last().spans = {formula};
  after_display_ = true;
}

// Text after a display formula: punctuation right behind it becomes its end, other text a paragraph.
void Builder::goOnAfterDisplay(QString* text) {
  TextSpan& formula = blocks_.last().spans.last();
  if (!(formula.flags & TextSpan::kOpen) && !text->isEmpty() && QStringView(u".,;:!?").contains(text->at(0)) &&
      (text->size() == 1 || text->at(1).isSpace())) {
    formula.text += text->at(0);
    text->remove(0, 1);
  }
  while (!text->isEmpty() && text->at(0).isSpace()) text->remove(0, 1);
  if (text->isEmpty()) return;
  after_display_ = false;
  begin(BlockKind::Paragraph);
}

}  // namespace

QList<Block> parseMarkdown(const QByteArray& source) { return Builder().parse(source); }

QString cleanText(const QString& text) {
  QString out = text;
  out.removeIf([](QChar c) { return c == u'\r' || c.unicode() == 0 || (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF); });
  return out;
}

QString plainText(const TextSpans& spans) {
  QString out;
  for (const TextSpan& span : spans) {
    if (!(span.flags & TextSpan::kMath) || (span.flags & TextSpan::kOpen)) out += span.text;
    else if (span.flags & TextSpan::kDisplay) out += QLatin1String("\\[") + span.text + QLatin1String("\\]");
    else out += u'$' + span.text + u'$';
  }
  return out;
}

}  // namespace deepwell
