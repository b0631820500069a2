// Formulas in markdown: which text is one, and that its TeX reaches the block model as it was written.
#include <QRandomGenerator>
#include <QSignalSpy>

#include "app/chat/markdown/markdown.h"
#include "tests/app/patience.h"
#include "tests/app/streamed_blocks.h"

using namespace deepwell;

namespace {

// "p:text", "math:\[x\]", ...
QStringList shape(const QList<Block>& blocks) {
  static const char* const kNames[] = {"thinking", "p", "h", "code", "table", "hr", "math"};
  QStringList out;
  for (const Block& block : blocks) {
    QString line = QLatin1String(kNames[block.kind]);
    if (block.quote > 0) line += QStringLiteral(" q%1").arg(block.quote);
    if (block.indent > 0) line += QStringLiteral(" i%1").arg(block.indent);
    if (!block.marker.isEmpty()) line += u' ' + block.marker;
    line += u':' + plainText(block.spans);
    for (const TableRow& row : block.rows) {
      QStringList cells;
      for (const TableCell& cell : row) cells << plainText(cell.spans);
      line += u'[' + cells.join(u'|') + u']';
    }
    out << line;
  }
  return out;
}

QStringList rows(const StreamedBlocks& model) { return shape(model.blocks()); }

struct Case {
  const char* name;
  const char* markdown;
  QStringList blocks;
};

const Case kCases[] = {
    {"dollars", R"(so $a_1 * b_2$ and $a*b$, too)", {R"(p:so $a_1 * b_2$ and $a*b$, too)"}},
    {"parentheses", R"(so \(a_1 \_ b_2\) it is)", {R"(p:so $a_1 \_ b_2$ it is)"}},
    {"brackets", "We get\n\\[\nx = \\frac{1}{2} \\\\[4pt]\n- y\n\\]\nand **more**",
     {"p:We get", "math:\\[x = \\frac{1}{2} \\\\[4pt]\n- y\\]", "p:and more"}},
    {"double dollars", "$$\nx^2\n$$", {R"(math:\[x^2\])"}},
    {"on one line", "Then $$x^2$$. Next", {"p:Then", R"(math:\[x^2.\])", "p:Next"}},
    {"environment", "\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}", {"math:\\[\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}\\]"}},
    {"in a list", "1. Take\n   \\[\n   y\n   \\]\n   so\n2. $z$", {"p i1 1.:Take", R"(math i1:\[y\])", "p i1:so", "p i1 2.:$z$"}},
    {"first in an item", "- $$x$$\n- b", {R"(math i1 •:\[x\])", "p i1 •:b"}},
    {"in a quote", "> so\n> $$\n> x\n> $$\n> end", {"p q1:so", R"(math q1:\[x\])", "p q1:end"}},
    {"in a table", "| a | b |\n|---|---|\n| $|x|$ | \\(y\\) |", {"table:[a|b][$|x|$|$y$]"}},
    {"in a heading", "# The $x$ axis", {"h:The $x$ axis"}},
    {"bold", "**$x$** **Answer:** $y$", {"p:$x$ Answer: $y$"}},
    {"boxed", R"(**Final answer:** \boxed{\frac{3}{4}})", {R"(p:Final answer: $\boxed{\frac{3}{4}}$)"}},
    {"next to Chinese", "其中$x$是", {"p:其中$x$是"}},
    {"prices", "It is $5 and $10, or $5-$10, 20$ or 30$, $1,000.", {"p:It is $5 and $10, or $5-$10, 20$ or 30$, $1,000."}},
    {"price range", "between $5/month and 10$ a year", {"p:between $5/month and 10$ a year"}},
    {"shell", "set $HOME/$USER and ${x}$y", {"p:set $HOME/$USER and ${x}$y"}},
    {"escaped", R"(\$x\$ and \\(x\\))", {R"(p:$x$ and \(x\))"}},
    {"code span", R"(`$x$` and `\(y\)`)", {R"(p:$x$ and \(y\))"}},
    {"fence", "```sh\necho $a $b$\n\\[x\\]\n```", {"code:echo $a $b$\n\\[x\\]"}},
    {"fence in item", "- a\n  ```\n  $x$\n  ```\n- $y$", {"p i1 •:a", "code i1:$x$", "p i1 •:$y$"}},
    {"link", "[$x$](http://a.b/$y$)", {"p:$x$"}},
    {"escaped brackets of a link", R"(\[not a link\](http://a.b))", {"p:[not a link](http://a.b)"}},
    {"not over a blank line", "a $$ b\n\nc $$ d", {"p:a $$ b", "p:c $$ d"}},
    {"open", "text\n\\[\nx_1 = *", {"p:text", "math:\\[\nx_1 = *"}},
    {"open inline", R"(text \(x_1 = *)", {R"(p:text \(x_1 = *)"}},
    {"code fence of LaTeX", "```latex\n\\frac{a}{b}\n```", {"code:\\frac{a}{b}"}},
    {"two in a paragraph", "a\n$$x$$\n$$y$$\nb", {"p:a", R"(math:\[x\])", R"(math:\[y\])", "p:b"}},
};

}  // namespace

class TestFormulas : public QObject {
  Q_OBJECT

 private slots:
  void found_data() {
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("expected");
    for (const Case& row : kCases) QTest::newRow(row.name) << QString::fromUtf8(row.markdown) << row.blocks;
  }
  void found() {
    QFETCH(QString, markdown);
    QFETCH(QStringList, expected);
    QCOMPARE(shape(parseMarkdown(markdown.toUtf8())), expected);
  }

  void spans() {
    const QList<Block> blocks = parseMarkdown("**a $x_1$ b** [$y$](http://a.b/?$z$) `$c$`");
    QCOMPARE(blocks.size(), 1);
    const TextSpans& spans = blocks[0].spans;
    QCOMPARE(spans[1], (TextSpan{QStringLiteral("x_1"), TextSpan::kBold | TextSpan::kMath, {}}));
    QCOMPARE(spans[4], (TextSpan{QStringLiteral("y"), TextSpan::kMath, QStringLiteral("http://a.b/?$z$")}));
    QCOMPARE(spans.last(), (TextSpan{QStringLiteral("$c$"), TextSpan::kCode, {}}));
  }

  // A display formula keeps its row from its first character to its last.
  void openFormulaKeepsItsRow() {
    StreamedBlocks model;
    model.append(QStringLiteral("text\n\n\\[\nx"));
    for (const QString& more : {QString(), QStringLiteral(" = 1"), QStringLiteral("\n\\]"), QStringLiteral("\n\nend")}) {
      model.append(more);
      QVERIFY(model.blocks().size() >= 2);
      QCOMPARE(model.blocks()[1].kind, BlockKind::Math);
    }
    model.finish();
    QCOMPARE(plainText(model.blocks()[1].spans), QStringLiteral("\\[x = 1\\]"));
  }

  // However the text comes in pieces, the end is that of the whole.
  void streamingEqualsWhole() {
    QString text;
    for (const Case& row : kCases) text += QString::fromUtf8(row.markdown) + QStringLiteral("\n\n# next\n\n");
    StreamedBlocks whole;
    whole.setMarkdown(text);
    QRandomGenerator random(11);
    for (int round = 0; round < 20; ++round) {
      StreamedBlocks model;
      for (qsizetype at = 0; at < text.size();) {
        const qsizetype size = 1 + random.bounded(round + 1);
        model.append(text.mid(at, size));
        at += size;
      }
      model.finish();
      QCOMPARE(rows(model), rows(whole));
    }
  }

  // A closed fence that is marked "math" is a display formula for each part between blank lines; what cannot be laid out, is
  // too long or not closed yet stays code.
  void mathFences() {
    const auto kinds = [](const QString& text) {
      StreamedBlocks model;
      model.setMarkdown(text);
      return rows(model);
    };
    QCOMPARE(kinds(QStringLiteral("a\n```math\nx = 1\n\n\\[y\\]\n```\nb")),
             (QStringList{QStringLiteral("p:a"), QStringLiteral("math:\\[x = 1\\]"), QStringLiteral("math:\\[y\\]"), QStringLiteral("p:b")}));
    QCOMPARE(kinds(QStringLiteral("- a\n\n  ```math\n  x\n  ```\n- b")),
             (QStringList{QStringLiteral("p i1 •:a"), QStringLiteral("math i1:\\[x\\]"), QStringLiteral("p i1 •:b")}));
    QCOMPARE(kinds(QStringLiteral("> ~~~math\n> $$x$$\n> ~~~")), (QStringList{QStringLiteral("math q1:\\[x\\]")}));
    for (const char* code : {"```math\n\\nosuch{x}\n```", "```math\nx", "```math\n```", "- ```math\n  x", "```math\nx\n\n\\nosuch\n```"})
      QVERIFY2(kinds(QString::fromLatin1(code)).filter(QStringLiteral("math")).isEmpty(), code);
    QVERIFY(kinds(QStringLiteral("```math\n") + QStringLiteral("x+").repeated(3000) + QStringLiteral("x\n```")).first().startsWith(QStringLiteral("code")));
  }

  // Openers without closers cost no more than a look through their paragraph each, and no memory.
  void hostileText() {
    for (const char* piece : {"\\(", "\\[", "$$", "$a ", "`", "\\begin{align}", "\\boxed{", "$", "`` ` ", "\\", ";\xEF\xB7\x90" "0\xEF\xB7\x91;"}) {
      QByteArray text;
      while (text.size() < 100'000) text += piece;
      QVERIFY(!parseMarkdown(text).isEmpty());
      QVERIFY(!parseMarkdown("$x$ " + text + "\n\nend").isEmpty());
    }
  }
};

QTEST_GUILESS_MAIN(TestFormulas)
#include "tst_formulas.moc"
