// Formulas laid out with the font of the program: what stands where, and what is refused.
#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTextDocument>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "app/chat/markdown/math_object.h"
#include "app/chat/markdown/span_text.h"
#include "app/chat/math/paint.h"
#include "app/chat/math/parser.h"
#include "app/chat/math/symbols.h"
#include "app/chat/transcript/math_item.h"
#include "app/chat/transfer/pdf_document.h"

using namespace deepwell;
using namespace deepwell::math;

namespace {

Box box(const char* tex, bool display = true) {
  const auto formula = formulaOf(QString::fromUtf8(tex), display);
  if (!formula->ok) qWarning("not laid out: %s: %s", tex, parseTex(tex).error.c_str());
  return formula->box;
}

// Where the ink of a piece is.
QRectF ink(const Piece& piece) {
  if (piece.kind != Piece::kGlyph)
    return {piece.x, piece.y, std::max(piece.width, 0.001), std::max(piece.height, 0.001)};
  Extent extent;
  mathFont().glyph(piece.character, &extent);
  const double size = piece.size;
  return {QPointF(piece.x + extent.left * size * piece.stretch_x, piece.y - extent.ascent * size * piece.stretch_y),
          QPointF(piece.x + extent.right * size * piece.stretch_x, piece.y + extent.descent * size * piece.stretch_y)};
}

// The glyph of a character, as written or as an italic letter; the `number`-th of them.
Piece glyph(const Box& box, char32_t character, int number = 0) {
  const char32_t italic = inAlphabet(character, Alphabet::kMath);
  for (const Piece& piece : box.pieces)
    if (piece.kind == Piece::kGlyph && (piece.character == character || piece.character == italic) && number-- == 0)
      return piece;
  qWarning("no such glyph: U+%X", static_cast<unsigned>(character));
  return {};
}

Piece rect(const Box& box, int number = 0) {
  for (const Piece& piece : box.pieces)
    if (piece.kind == Piece::kRect && number-- == 0) return piece;
  qWarning("no such bar");
  return {};
}

QStringList formulas() {
  QFile file(QStringLiteral(DEEPWELL_FORMULAS));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

}  // namespace

class TestMath : public QObject {
  Q_OBJECT

 private slots:
  void fractions() {
    const Box f = box("\\frac{a}{b+c}");
    const QRectF a = ink(glyph(f, U'a')), b = ink(glyph(f, U'b')), c = ink(glyph(f, U'c')), bar = ink(rect(f));
    QVERIFY(a.bottom() < bar.top());
    QVERIFY(b.top() > bar.bottom());
    QVERIFY(bar.left() <= b.left() && bar.right() >= c.right());
    QVERIFY(std::abs(a.center().x() - bar.center().x()) < 0.1);
    // In a line of text it is smaller.
    QVERIFY(glyph(box("\\frac{a}{b}", false), U'a').size < glyph(f, U'a').size);
    QVERIFY(glyph(box("\\dfrac{a}{b}", false), U'a').size == 1);
    QVERIFY(box("\\frac{aaaa}{b}").width > box("\\frac{a}{b}").width);
    const Box binomial = box("\\binom{n}{k}");
    QVERIFY(ink(glyph(binomial, U'n')).bottom() < ink(glyph(binomial, U'k')).top());
  }

  void scripts() {
    const Box s = box("x_i^2");
    const Piece x = glyph(s, U'x'), i = glyph(s, U'i'), two = glyph(s, U'2');
    QCOMPARE(x.y, 0.0);
    QVERIFY(two.y < 0 && i.y > 0);
    QVERIFY(two.size < x.size && i.size < x.size);
    QVERIFY(ink(two).bottom() < ink(i).top());
    QVERIFY(ink(two).left() >= ink(x).right() - 0.05);
    const Box nested = box("x^{y^z}");
    QVERIFY(glyph(nested, U'z').y < glyph(nested, U'y').y);
    QVERIFY(glyph(nested, U'z').size < glyph(nested, U'y').size);
    // The exponent of something tall stands at its top.
    QVERIFY(glyph(box("\\left(\\frac{a}{b}\\right)^2"), U'2').y < two.y - 0.3);
    QVERIFY(ink(glyph(box("f'"), U'′')).bottom() < -0.2);
  }

  void limits() {
    const Box display = box("\\sum_{i=1}^n x");
    const QRectF sum = ink(glyph(display, U'\uE180'));
    QVERIFY(ink(glyph(display, U'n')).bottom() < sum.top());
    QVERIFY(ink(glyph(display, U'i')).top() > sum.bottom());
    const Box inline_sum = box("\\sum_{i=1}^n x", false);
    QVERIFY(ink(glyph(inline_sum, U'i')).left() > ink(glyph(inline_sum, U'∑')).left() + 0.3);
    QVERIFY(inline_sum.ascent + inline_sum.descent < display.ascent + display.descent);
    const Box forced = box("\\sum\\limits_{i}", false);
    QVERIFY(ink(glyph(forced, U'i')).top() > ink(glyph(forced, U'∑')).bottom());
    const Box limit = box("\\lim_{x \\to 0} y");
    QVERIFY(ink(glyph(limit, U'x')).top() > 0);
    QVERIFY(ink(glyph(limit, U'x')).right() < ink(glyph(limit, U'y')).left());
  }

  void roots() {
    const Box root = box("\\sqrt{\\frac{a}{b}}");
    const QRectF line = ink(rect(root, 1)), sign = ink(glyph(root, root.pieces[0].character));
    QVERIFY(line.bottom() < ink(glyph(root, U'a')).top() || ink(rect(root, 0)).bottom() < ink(glyph(root, U'a')).top());
    QVERIFY(sign.bottom() >= ink(glyph(root, U'b')).bottom());
    QVERIFY(sign.right() < ink(glyph(root, U'a')).left() + 0.1);
    const Box cube = box("\\sqrt[3]{x}");
    QVERIFY(ink(glyph(cube, U'3')).right() < ink(glyph(cube, U'x')).left());
    QVERIFY(glyph(cube, U'3').y < 0);
  }

  void delimitersGrow() {
    double before = 0;
    for (const char* tex :
         {"\\left(x\\right)", "\\left(\\frac{a}{b}\\right)", "\\left(\\frac{\\frac{a}{b}}{\\frac{c}{d}}\\right)",
          "\\left(\\begin{matrix}a\\\\b\\\\c\\\\d\\\\e\\\\f\\\\g\\end{matrix}\\right)"}) {
      const QRectF left = ink(box(tex).pieces[0]);
      QVERIFY2(left.height() > before, tex);
      before = left.height();
    }
    QVERIFY(before > 7);  // as high as seven lines
    const Box sized = box("\\Bigg(x\\big)");
    QVERIFY(ink(sized.pieces[0]).height() > 1.8 * ink(sized.pieces.back()).height());
  }

  void tables() {
    const Box matrix = box("\\begin{pmatrix} a & b \\\\ cccc & d \\end{pmatrix}");
    QCOMPARE(glyph(matrix, U'a').y, glyph(matrix, U'b').y);
    QVERIFY(glyph(matrix, U'd').y > glyph(matrix, U'b').y + 1);
    QVERIFY(std::abs(ink(glyph(matrix, U'b')).center().x() - ink(glyph(matrix, U'd')).center().x()) < 0.1);
    const Box aligned = box("\\begin{align} a &= b \\\\ ccc + d &= e \\end{align}");
    QVERIFY(std::abs(glyph(aligned, U'=').x - glyph(aligned, U'=', 1).x) < 1e-9);
    QVERIFY(ink(glyph(aligned, U'a')).right() < glyph(aligned, U'=').x - 0.1);
    const Box cases = box("\\begin{cases} a & b \\\\ c & d \\end{cases}");
    QVERIFY(std::abs(glyph(cases, U'a').x - glyph(cases, U'c').x) < 0.05);
    QVERIFY(box("a \\\\ b").descent > box("a").descent + 0.5);
  }

  void tagsAndDots() {
    QVERIFY(glyph(box("\\tag{7} x"), U'7').x > glyph(box("\\tag{7} x"), U'x').x + 2);
    QCOMPARE(glyph(box("1 + \\dots + n"), U'⋯').character, U'⋯');
    QCOMPARE(glyph(box("1, \\dots, n"), U'…').character, U'…');
  }

  void spaces() {
    QVERIFY(box("a=b").width > box("ab").width + box("=").width + 0.4);
    QVERIFY(box("a+b").width > box("a").width + box("+").width + box("b").width + 0.3);
    QVERIFY(box("-b").width < box("a-b").width - box("a").width);  // a sign, not a difference
    QVERIFY(box("a\\quad b").width > box("ab").width + 0.9);
    QVERIFY(box("x^{a=b}").width < box("x^{ab}").width + box("=").width);  // none in scripts
    QVERIFY(box("\\sin x").width > box("\\sin").width + box("x").width + 0.1);
  }

  void frames() {
    const Box boxed = box("\\boxed{x}");
    const auto frame =
        std::find_if(boxed.pieces.begin(), boxed.pieces.end(), [](const Piece& p) { return p.kind == Piece::kFrame; });
    QVERIFY(frame != boxed.pieces.end());
    QVERIFY(ink(*frame).contains(ink(glyph(boxed, U'x'))));
    const Box brace = box("\\underbrace{a+b}_{n}");
    QVERIFY(ink(glyph(brace, U'n')).top() > ink(glyph(brace, U'a')).bottom());
    const Box accent = box("\\hat{x}");
    QVERIFY(ink(glyph(accent, 0x302)).bottom() < ink(glyph(accent, U'x')).top() + 0.05);
  }

  void realFormulas() {
    const QStringList all = formulas();
    QVERIFY2(all.size() > 300, "tests/app/data/formulas.txt");
    for (const QString& tex : all) {
      const Parsed parsed = parseTex(tex.toStdString());
      QVERIFY2(parsed.ok, qPrintable(tex + QStringLiteral(": ") + QString::fromStdString(parsed.error)));
      for (const bool display : {true, false}) {
        const auto formula = formulaOf(tex, display);
        QVERIFY2(formula->ok, qPrintable(tex));
        QVERIFY2(formula->box.width > 0 && formula->box.width < 60, qPrintable(tex));
        QVERIFY2(formula->box.ascent + formula->box.descent > 0.05 && formula->box.ascent + formula->box.descent < 12,
                 qPrintable(tex));
      }
    }
  }

  // No two characters of a formula are over each other, but where that is meant (negation, accents, overprinted
  // things).
  void nothingOverlaps() {
    for (const QString& tex : formulas()) {
      if (tex.contains(QStringLiteral("cancel"))) continue;
      for (const bool display : {true, false}) {
        const auto formula = formulaOf(tex, display);
        QList<QRectF> inks;
        for (const Piece& piece : formula->box.pieces) {
          const bool accent = piece.character >= 0x300 && piece.character < 0x370;
          if (piece.kind != Piece::kGlyph || accent || (piece.character >= 0x20D0 && piece.character < 0x20F0) ||
              piece.character >= 0xE000)
            continue;
          const QRectF here = ink(piece);
          // Scripts tuck in beside slanted integrals; bounds do not show it.
          if (piece.character == U'√' || (piece.character >= U'∫' && piece.character <= U'∰') || here.isEmpty())
            continue;
          for (const QRectF& other : std::as_const(inks)) {
            const QRectF both = here.intersected(other);
            const double smaller = std::min(here.width() * here.height(), other.width() * other.height());
            QVERIFY2(both.width() * both.height() <= 0.2 * smaller,
                     qPrintable(tex + QStringLiteral(" U+%1").arg(uint(piece.character), 0, 16)));
          }
          inks.append(here);
        }
      }
    }
  }

  void refused_data() {
    QTest::addColumn<QByteArray>("tex");
    QTest::newRow("unknown") << QByteArray("\\nosuchcommand{x}");
    QTest::newRow("open brace") << QByteArray("\\frac{1}{2");
    QTest::newRow("closing brace") << QByteArray("x}");
    QTest::newRow("no argument") << QByteArray("\\frac{1}");
    QTest::newRow("no right") << QByteArray("\\left( x");
    QTest::newRow("no end") << QByteArray("\\begin{matrix} a");
    QTest::newRow("other end") << QByteArray("\\begin{matrix} a \\end{pmatrix}");
    QTest::newRow("unknown environment") << QByteArray("\\begin{tikzpicture} a \\end{tikzpicture}");
    QTest::newRow("too deep") << QByteArray(5000, '{') + QByteArray(5000, '}');
    QTest::newRow("too deep by commands") << QByteArray("\\sqrt").repeated(3000) + "x";
    QTest::newRow("too long") << QByteArray(100'000, 'x');
    QTest::newRow("too many cells") << "\\begin{matrix}" + QByteArray(10'000, '&') + "\\end{matrix}";
    QTest::newRow("too wide") << "\\hspace{20em}" + QByteArray("\\hspace{20em}").repeated(500);
  }
  void refused() {
    QFETCH(QByteArray, tex);
    QVERIFY(!formulaOf(QString::fromUtf8(tex), true)->ok);
  }

  // What is refused stands in the text as its source; what is not becomes one character, copied as its TeX.
  void inText() {
    QCOMPARE(MathObject::parts(QStringLiteral("\\nosuch")), 0);
    QCOMPARE(MathObject::parts(QStringLiteral("x^2 = 1")), 1);
    MathItem item;
    item.setTex(QStringLiteral("\\frac{a}{b}"));
    QVERIFY(item.valid() && item.implicitWidth() > 5 && item.implicitHeight() > item.baselineOffset());
    const double height = item.implicitHeight();
    item.setPixelSize(item.pixelSize() * 2);
    QVERIFY(std::abs(item.implicitHeight() - 2 * height) <= 3);
    item.setTex(QStringLiteral("\\nosuch"));
    QVERIFY(!item.valid());
  }

  // A long formula may be broken after its relations and signs; its parts are as wide as the whole.
  void parts() {
    const QString tex = QStringLiteral("(a+b)^2 = a^2 + 2ab + b^2 = (b+a)^2 \\ge \\frac{a+b}{c=d} - 1");
    const FormulaParts parts = formulaParts(tex);
    QVERIFY(parts.size() >= 4);
    double width = 0;
    for (const auto& part : parts) {
      QVERIFY(part->box.width < 8);
      width += part->box.width;
    }
    QVERIFY(std::abs(width - formulaOf(tex, false)->box.width) < 1e-6);
  }

  // On paper too: formulas are drawn, what cannot be laid out is its source.
  void printed() {
    ChatMessage message;
    message.role = ChatRole::kAssistant;
    message.text = "Take $x^2$ and\n\n\\[\n\\frac{a}{b}\n\\]\n\nand $\\nosuch$\n\n| a |\n|---|\n| $y$ |\n";
    PdfDocument pdf(QStringLiteral("title"));
    pdf.addMessage(message, false);
    const QString text = pdf.document().toPlainText();
    QCOMPARE(text.count(QChar::ObjectReplacementCharacter), 3);
    QVERIFY(text.contains(QStringLiteral("$\\nosuch$")) && !text.contains(QStringLiteral("frac")));
    QImage page(2000, 1500, QImage::Format_RGB32);
    page.setDotsPerMeterX(11811);
    page.setDotsPerMeterY(11811);
    page.fill(Qt::white);
    pdf.document().documentLayout()->setPaintDevice(&page);
    pdf.document().setPageSize(page.size());
    QPainter painter(&page);
    QAbstractTextDocumentLayout::PaintContext context;
    pdf.document().documentLayout()->draw(&painter, context);
    painter.end();
    const QString keep = qEnvironmentVariable("DEEPWELL_KEEP_PAGE");
    if (!keep.isEmpty()) page.save(keep);
    int ink = 0;  // the fraction's bar is in the middle of the page
    for (int y = 0; y < page.height(); ++y) ink += qGray(page.pixel(page.width() / 2, y)) < 128;
    QVERIFY(ink >= 2);
  }

  // Sharp at every scale: the picture has as many pixels as the screen, and ink of full strength.
  void pictures() {
    for (const double ratio : {1.0, 1.5, 2.0}) {
      const Picture p = picture(*formulaOf(QStringLiteral("\\frac{x}{y}"), true), 20, Qt::black, ratio);
      QCOMPARE(p.image.devicePixelRatio(), ratio);
      int full = 0;
      for (int y = 0; y < p.image.height(); ++y)
        for (int x = 0; x < p.image.width(); ++x) full += qAlpha(p.image.pixel(x, y)) == 255;
      QVERIFY(full >= 10 * ratio);  // the bar is on whole pixels
    }
  }
};

QTEST_MAIN(TestMath)
#include "tst_math.moc"
