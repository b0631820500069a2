#include "app/chat/markdown/markdown.h"

#include <md4c.h>

#include "app/chat/markdown/block_builder.h"

namespace deepwell {
namespace {

constexpr unsigned kFlags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                            MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOINDENTEDCODEBLOCKS;

BlockBuilder* builderOf(void* self) { return static_cast<BlockBuilder*>(self); }

MD_PARSER parserForBuilder() {
  MD_PARSER parser{};
  parser.flags = kFlags;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) { return builderOf(self)->enterBlock(type, detail), 0; };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return builderOf(self)->leaveBlock(type), 0; };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) { return builderOf(self)->enterSpan(type, detail), 0; };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* self) { return builderOf(self)->leaveSpan(type), 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
    return builderOf(self)->addText(type, QByteArrayView(text, size)), 0;
  };
  return parser;
}

}  // namespace

QList<Block> parseMarkdown(const QByteArray& source) {
  static const MD_PARSER kParser = parserForBuilder();
  const FormulaPlaces formulas(source);
  BlockBuilder builder(formulas);
  const QByteArray parsed = formulas.source();
  if (md_parse(parsed.constData(), static_cast<MD_SIZE>(parsed.size()), &kParser, &builder) == 0) return builder.take();
  // md4c ran out of memory: better the text as it is than nothing.
  Block block;
  block.spans = {{QString::fromUtf8(source), 0, {}}};
  return {block};
}

}  // namespace deepwell
