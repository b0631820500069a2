#include "app/chat/markdown/block.h"

namespace deepwell {

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

// A table as lines of markdown.
QString plainText(const Block& block) {
  if (block.kind != BlockKind::Table) return plainText(block.spans);
  QString text;
  for (qsizetype r = 0; r < block.rows.size(); ++r) {
    if (r > 0) text += u'\n';
    for (const TableCell& cell : block.rows.at(r)) text += QStringLiteral("| ") + plainText(cell.spans) + u' ';
    text += u'|';
    if (r == 0 && block.part == 0) text += u'\n' + QStringLiteral("|---").repeated(block.rows.at(0).size()) + u'|';
  }
  return text;
}

}  // namespace deepwell
