#include "app/chat/markdown/math_fences.h"

#include <QRegularExpression>

#include "app/chat/markdown/markdown_lines.h"
#include "app/chat/math/parser.h"

namespace deepwell {
namespace {

constexpr qsizetype kMostChars = 2000;  // a longer one is better read as code

// Without $$, \[ or the like around it, which models write out of habit.
QString withoutDelimiters(const QString& formula) {
  const QString tex = formula.trimmed();
  for (const auto& [begin, end] : {std::pair(QLatin1String("$$"), QLatin1String("$$")), std::pair(QLatin1String("\\["), QLatin1String("\\]")),
                                   std::pair(QLatin1String("$"), QLatin1String("$"))})
    if (tex.size() >= begin.size() + end.size() && tex.startsWith(begin) && tex.endsWith(end))
      return tex.sliced(begin.size(), tex.size() - begin.size() - end.size()).trimmed();
  return tex;
}

}  // namespace

QList<Block> withFormulas(const Block& block) {
  const bool marked = block.kind == BlockKind::Code && block.language.compare(QLatin1String("math"), Qt::CaseInsensitive) == 0;
  if (!marked || block.part > 0 || block.spans.size() != 1 || block.spans[0].text.size() > kMostChars) return {block};
  static const QRegularExpression kBlankLines(QStringLiteral("\\n[ \\t]*\\n\\s*"));
  QList<Block> out;
  for (const QString& source : block.spans[0].text.trimmed().split(kBlankLines, Qt::SkipEmptyParts)) {
    const QString tex = withoutDelimiters(source);
    if (tex.isEmpty() || !math::parseTex(tex.toStdString()).ok) return {block};
    Block formula = block;
    formula.kind = BlockKind::Math;
    formula.language.clear();
    formula.spans = {{tex, TextSpan::kMath | TextSpan::kDisplay, {}}};
    if (!out.isEmpty()) {
      formula.marker.clear();
      formula.tight = false;
    }
    out.append(formula);
  }
  return out.isEmpty() ? QList<Block>{block} : out;
}

bool endsWithFence(QByteArrayView text) {
  text = text.trimmed();
  QByteArrayView line = text.sliced(text.lastIndexOf('\n') + 1);
  while (!line.isEmpty() && (line[0] == '>' || line[0] == ' ' || line[0] == '\t')) line = line.sliced(1);
  return closesFence(line, '`', 3) || closesFence(line, '~', 3);
}

}  // namespace deepwell
