// Markdown into blocks, and the model that keeps them while text streams in.
#include <QRandomGenerator>
#include <QSignalSpy>

#include "app/chat/markdown/markdown.h"
#include "tests/app/patience.h"
#include "tests/app/streamed_blocks.h"

using namespace deepwell;

namespace {

// A short form of a block list, to compare with.
QStringList shape(const QList<Block>& blocks) {
  static const char* const kNames[] = {"thinking", "p", "h", "code", "table", "hr", "math"};
  QStringList out;
  for (const Block& block : blocks) {
    QString line = QLatin1String(kNames[block.kind]);
    if (block.kind == BlockKind::Heading) line += QString::number(block.level);
    if (block.quote > 0) line += QStringLiteral(" q%1").arg(block.quote);
    if (block.indent > 0) line += QStringLiteral(" i%1").arg(block.indent);
    if (!block.marker.isEmpty()) line += u' ' + block.marker;
    if (!block.language.isEmpty()) line += QStringLiteral(" (%1)").arg(block.language);
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

QStringList shape(const char* markdown) { return shape(parseMarkdown(markdown)); }

QStringList rows(const StreamedBlocks& model) { return shape(model.blocks()); }

// An answer with everything in it.
const char* const kLong =
    "# Title\n\nA paragraph with **bold**, *italic* and `code`,\nsecond line.\n\n- one\n- two\n  - inner\n\n  more of two\n"
    "- three\n\nAfter the list.\n\n```python\ndef f():\n\n    return '```'\n# - not a list\n```\nright after\n\n1. first\n\n"
    "   ```\n   in item\n\n   still\n   ```\n2. second\n\n> quoted\n> more\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\n---\n\n"
    "Text\n====\n\n* star\n\nUmlaut äöü, 漢字, 👩‍👩‍👧 end.\n\n~~~\ntilde\n```\n~~~\n\nlast";

}  // namespace

class TestBlocks : public QObject {
  Q_OBJECT

 private slots:
  void kinds() {
    QCOMPARE(shape("# One\n\ntext\n\n### Three"), (QStringList{"h1:One", "p:text", "h3:Three"}));
    QCOMPARE(shape("```cpp\nint a;\n\nint b;\n```"), (QStringList{"code (cpp):int a;\n\nint b;"}));
    QCOMPARE(shape("a\n\n---\n\nb"), (QStringList{"p:a", "hr:", "p:b"}));
    QCOMPARE(shape("| a | b |\n|---|---|\n| 1 | 2 |"), (QStringList{"table:[a|b][1|2]"}));
    QCOMPARE(shape(""), QStringList());
  }

  void lists() {
    QCOMPARE(shape("- a\n- b\n  1. c\n  2. d"), (QStringList{"p i1 •:a", "p i1 •:b", "p i2 1.:c", "p i2 2.:d"}));
    QCOMPARE(shape("3) x\n4) y"), (QStringList{"p i1 3):x", "p i1 4):y"}));
    QCOMPARE(shape("- [ ] open\n- [x] done"), (QStringList{"p i1 ☐:open", "p i1 ☑:done"}));
    QCOMPARE(shape("- a\n\n  second\n- b"), (QStringList{"p i1 •:a", "p i1:second", "p i1 •:b"}));
    QCOMPARE(shape("-\n- b"), (QStringList{"p i1 •:", "p i1 •:b"}));
    QCOMPARE(shape("> a\n>> b"), (QStringList{"p q1:a", "p q2:b"}));
  }

  void spans() {
    const QList<Block> blocks = parseMarkdown("a **b *c*** `d` ~~e~~ [f](https://x.org/?a=1&amp;b=2) &lt;&#65;&euro;&unknown;");
    QCOMPARE(blocks.size(), 1);
    const TextSpans expected{{"a ", 0, {}},
                             {"b ", TextSpan::kBold, {}},
                             {"c", TextSpan::kBold | TextSpan::kItalic, {}},
                             {" ", 0, {}},
                             {"d", TextSpan::kCode, {}},
                             {" ", 0, {}},
                             {"e", TextSpan::kStrike, {}},
                             {" ", 0, {}},
                             {"f", 0, "https://x.org/?a=1&b=2"},
                             {" <A€&unknown;", 0, {}}};
    QCOMPARE(blocks[0].spans.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
      QCOMPARE(blocks[0].spans[i].text, expected[i].text);
      QCOMPARE(blocks[0].spans[i].flags, expected[i].flags);
      QCOMPARE(blocks[0].spans[i].href, expected[i].href);
    }
  }

  // Nothing that a model writes becomes HTML or an image.
  void htmlStaysText() {
    QCOMPARE(shape("<b>x</b> <img src=\"http://evil/x.png\">"),
             (QStringList{"p:<b>x</b> <img src=\"http://evil/x.png\">"}));
    QCOMPARE(shape("<script>alert(1)</script>\n\n<!-- c -->"), (QStringList{"p:<script>alert(1)</script>", "p:<!-- c -->"}));
    const QList<Block> image = parseMarkdown("![alt](http://evil/x.png)");
    QCOMPARE(image.size(), 1);
    QCOMPARE(plainText(image[0].spans), QStringLiteral("alt"));
    QCOMPARE(image[0].spans[0].href, QStringLiteral("http://evil/x.png"));  // a link, which is opened only on demand
  }

  void hostileText() {
    parseMarkdown(QByteArray("a\0b \xff\xfe\xc3 **", 10));
    QCOMPARE(parseMarkdown(QByteArray(2000, '>') + "x").last().quote, Block::kMaxDepth);
    QByteArray nested;
    for (int i = 0; i < 200; ++i) nested += QByteArray(2 * i, ' ') + "- x\n";
    for (const Block& block : parseMarkdown(nested)) QVERIFY(block.indent <= Block::kMaxDepth);
    QVERIFY(!parseMarkdown(QByteArray(20000, '[')).isEmpty());
    QCOMPARE(cleanText(QStringLiteral("a\r\nb\uFDD0") + QChar(0)), QStringLiteral("a\nb"));
  }

  // Rows of a table appear when they are complete.
  void tableRowsComeWhole() {
    StreamedBlocks model;
    model.append(QStringLiteral("| a | b |\n|---|---|\n| 1 | 2 |\n"));
    model.append(QStringLiteral("| 3 |"));
    QCOMPARE(rows(model), QStringList{"table:[a|b][1|2]"});
    model.append(QStringLiteral(" 4 |\n"));
    QCOMPARE(rows(model), QStringList{"table:[a|b][1|2][3|4]"});
  }

  // Whatever the pieces, the end is the same, and the same as parsing the whole at once.
  void streamingEqualsWhole_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("long") << QString::fromUtf8(kLong);
    QTest::newRow("open fence") << "a\n\n```\nx\n\n# y\n\n- z";
    QTest::newRow("list with unclosed fence") << "- a\n  ```\n  x\n\nb\n\n# c\n\n```\ny\n\nz\n```\n";
    QTest::newRow("fence in marker") << "- ```py\n  a\n\n  b\n  ```\n\nafter\n\nend";
    QTest::newRow("loose list") << "1. a\n\n2. b\n\n   b2\n\n3. c\n\ntext\n\n4. d";
    QTest::newRow("list, then rule") << "- a\n\n---\n\n* * *\n\nb";
    QTest::newRow("quote") << "> a\n\n> ```\n> x\n\nb\n\n> c";
    QTest::newRow("crlf") << "a\r\n\r\n- b\r\n- c\r\n\r\nd";
  }
  void streamingEqualsWhole() {
    QFETCH(QString, text);
    StreamedBlocks whole;
    whole.setMarkdown(text);
    QCOMPARE(rows(whole), shape(parseMarkdown(cleanText(text).toUtf8())));
    QRandomGenerator random(7);
    for (int round = 0; round < 60; ++round) {
      StreamedBlocks model;
      for (qsizetype at = 0; at < text.size();) {
        qsizetype size = 1 + random.bounded(round % 20 + 1);
        if (at + size < text.size() && text[at + size].isLowSurrogate()) ++size;
        model.append(text.mid(at, size));
        at += size;
      }
      model.finish();
      QCOMPARE(rows(model), rows(whole));
    }
  }

  // A dash that may become a list does not make a heading of the paragraph above, not even for a moment.
  void noFlashOfHeadings() {
    StreamedBlocks model;
    model.append(QStringLiteral("Things:\n-"));
    QCOMPARE(rows(model), QStringList{"p:Things:"});
    model.append(QStringLiteral(" one"));
    QCOMPARE(rows(model), (QStringList{"p:Things:", "p i1 •:one"}));
  }
};

QTEST_GUILESS_MAIN(TestBlocks)
#include "tst_blocks.moc"
