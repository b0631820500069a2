// Formulas and coloured code in the window: shown, copied, streamed, legible.
#include <QClipboard>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickTextDocument>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <cmath>

#include "app/chat/markdown/block_group.h"
#include "app/chat/markdown/markdown.h"
#include "app/chat/markdown/math_object.h"
#include "app/chat/markdown/span_text.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

QTextDocument* documentOf(const QQuickItem* item) {
  auto* document = item->property("textDocument").value<QQuickTextDocument*>();
  return document ? document->textDocument() : nullptr;
}

// The visible TextEdit whose text contains `needle`.
QQuickItem* textWith(QQuickItem* item, const QString& needle) {
  if (!item->isVisible()) return nullptr;
  if (const QTextDocument* document = documentOf(item); document && document->toPlainText().contains(needle))
    return item;
  for (QQuickItem* child : item->childItems())
    if (QQuickItem* found = textWith(child, needle)) return found;
  return nullptr;
}
QQuickItem* textWith(const Window& w, const char* needle) {
  return textWith(w.window->contentItem(), QString::fromUtf8(needle));
}

bool ask(Window& w, const std::string& answer) {
  w.script->queueAnswer("", answer);
  w.type(QStringLiteral("go"));
  w.key(Qt::Key_Return);
  return QTest::qWaitFor([&] { return w.chat().messages()->count() > 1 && !w.chat().busy(); }, 60000);
}

double luminance(const QColor& color) {
  const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// Dark pixels of a part of the window in the light theme.
int inkIn(const Window& w, const QRectF& scene, int darkest = 100) {
  const QImage image = w.window->grabWindow();
  int ink = 0;
  for (int y = int(scene.top()); y < int(scene.bottom()); ++y)
    for (int x = int(scene.left()); x < int(scene.right()); ++x)
      ink += image.valid(x, y) && qGray(image.pixel(x, y)) < darkest;
  return ink;
}

// What is put into a document and taken out of it again.
struct Changes {
  explicit Changes(QTextDocument* document) {
    QObject::connect(document, &QTextDocument::contentsChange, document, [this](int at, int taken, int put) {
      first = std::min(first, at);
      removed += taken;
      added += put;
    });
  }
  int first = 1 << 30, removed = 0, added = 0;
};

}  // namespace

class TestRich : public WindowTest {
  Q_OBJECT

 private slots:
  void displayFormulas() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().setProperty("theme", QStringLiteral("light"));
    QVERIFY(ask(w, "So\n\n\\[\nx = \\frac{1}{2}\n\\]\n"));
    QTRY_VERIFY(w.find("formula"));
    QQuickItem* formula = w.find("formula");
    QVERIFY(!w.find("formulaSource"));
    QTRY_VERIFY(inkIn(w, formula->mapRectToScene(formula->boundingRect())) > 40);
    QTest::mouseMove(w.window, formula->mapToScene(QPointF(5, 5)).toPoint());
    QVERIFY(w.click("copyFormula"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("x = \\frac{1}{2}"));
  }

  // What cannot be laid out, or is not complete, is there as its source.
  void sourceInsteadOfAFormula() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "So\n\n$$\\nosuch{x} + 1$$\n\nand $\\nosuch$ too"));
    QTRY_VERIFY(textWith(w, "\\[\\nosuch{x} + 1\\]"));
    QVERIFY(!w.find("formula"));
    QVERIFY(textWith(w, "and $\\nosuch$ too"));
    w.script->queue({{Event(TextDelta{"\\[\nz =", 1}), false}, {Event(TextDelta{" 5\n\\]", 1}), true}});
    w.type(QStringLiteral("go"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(textWith(w, "\\[\nz ="));
    w.script->release();
    QTRY_VERIFY(w.find("formula"));
    QTRY_VERIFY(!textWith(w, "z ="));
  }

  void inlineFormulas() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().setProperty("theme", QStringLiteral("light"));
    QVERIFY(ask(w, "The value $M^{2}$ is **big**, and \\(y\\)."));
    QTRY_VERIFY(textWith(w, "The value"));
    QQuickItem* text = textWith(w, "The value");
    QCOMPARE(documentOf(text)->toPlainText(), QStringLiteral("The value \uFFFC is big, and \uFFFC."));
    // Its ink stands between the words around it.
    QRectF left, right;
    QMetaObject::invokeMethod(text, "positionToRectangle", Q_RETURN_ARG(QRectF, left), Q_ARG(int, 10));
    QMetaObject::invokeMethod(text, "positionToRectangle", Q_RETURN_ARG(QRectF, right), Q_ARG(int, 11));
    QVERIFY(right.x() - left.x() > 10);
    QTRY_VERIFY(inkIn(w, text->mapRectToScene(QRectF(left.topLeft(), QSizeF(right.x() - left.x(), left.height())))) >
                15);
    text->forceActiveFocus();
    QMetaObject::invokeMethod(text, "selectAll");
    w.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("The value $M^{2}$ is big, and $y$."));
  }

  // A formula in a list or a table, and a long one in a narrow window, stay inside of the text.
  void narrow() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.window->resize(420, 720);
    QVERIFY(ask(w, "It is $f(x) = a_0 + a_1 x + a_2 x^2 + a_3 x^3 + a_4 x^4 + a_5 x^5 + a_6 x^6 + a_7 x^7 = 0$ here."));
    QTRY_VERIFY(textWith(w, "It is"));
    QQuickItem* text = textWith(w, "It is");
    QVERIFY(documentOf(text)->toPlainText().count(QChar::ObjectReplacementCharacter) > 3);
    QTRY_VERIFY(documentOf(text)->firstBlock().layout()->lineCount() > 1);
    const QTextLayout* layout = documentOf(text)->firstBlock().layout();
    for (int i = 0; i < layout->lineCount(); ++i) QVERIFY(layout->lineAt(i).naturalTextWidth() <= text->width() + 1);
    text->forceActiveFocus();
    QMetaObject::invokeMethod(text, "selectAll");
    w.key(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().endsWith(QStringLiteral("a_7 x^7 = 0$ here.")));
  }

  // Columns give way, but not so far that a word would be broken: then the table is scrolled sideways.
  void columnsHoldTheirWords() {
    BlockGroup group(false, nullptr);
    const QList<Block> blocks = parseMarkdown("|Word|Letter|What is said of it|\n|---|---|---|\n|strawberry|r|the letter occurs three times in it, twice beside each other|\n"
                                              "|x y z x y z x y z|r|counterrevolutionary, they say, and much more|\n");
    group.update(blocks, 0);
    const auto wide = [](const char* word, int pixels) {
      QFont font = QGuiApplication::font();
      font.setPixelSize(pixels);
      font.setWeight(QFont::DemiBold);
      return QFontMetricsF(font).horizontalAdvance(QLatin1String(word));
    };
    for (const int pixels : {14, 21}) {
      const QList<int> narrow = group.columnWidths(200, pixels);
      QCOMPARE(narrow.size(), 3);
      QVERIFY(narrow[0] >= wide("strawberry", pixels) + 24);
      QVERIFY(narrow[2] >= wide("counterrevolutionary,", pixels) + 24);
      QCOMPARE(group.columnWidths(200, pixels), narrow);
      const int least = narrow[0] + narrow[1] + narrow[2];
      const QList<int> fits = group.columnWidths(least + 60, pixels);
      QCOMPARE(fits[0] + fits[1] + fits[2], least + 60);
      QVERIFY(fits[0] >= narrow[0] && fits[1] >= narrow[1] && fits[2] >= narrow[2]);
    }
    // Nobody reads a word that is longer than the window: it is broken.
    BlockGroup endless(false, nullptr);
    endless.update(parseMarkdown("|a|\n|---|\n|" + QByteArray(500, 'w') + "|\n"), 0);
    QVERIFY(endless.columnWidths(200, 14)[0] <= 200);
    // Chinese has no spaces, but may be broken anywhere.
    BlockGroup chinese(false, nullptr);
    chinese.update(parseMarkdown("|a|b|\n|---|---|\n|数一数这个词里有几个字母数一数这个词里有几个字母|数一数这个词里有几个字母数一数这个词里有几个字母|\n"), 0);
    const QList<int> columns = chinese.columnWidths(240, 14);
    QCOMPARE(columns[0] + columns[1], 240);
  }

  // Laid out twice before it is painted: the colour is still the new one.
  void formulasHaveTheTextsColour() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "$x + y$"));
    QQuickItem* edit = nullptr;
    QTRY_VERIFY((edit = textWith(w.window->contentItem(), QString(QChar(QChar::ObjectReplacementCharacter)))));
    auto* layer = edit->findChild<MathLayer*>();
    QVERIFY(layer);
    const QRectF place = edit->mapRectToScene(edit->boundingRect());
    QTRY_VERIFY(inkIn(w, place) > 10);
    edit->setProperty("color", QColor(Qt::red));
    layer->ensurePolished();
    layer->polish();
    QTRY_COMPARE(inkIn(w, place, 60), 0);
  }

  void codeHasColours() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "```py\nif x:  # why\n    return 'a'\n```\n\n```nosuchlanguage\nif x\n```\n"));
    QTRY_VERIFY(textWith(w, "# why"));
    const QTextDocument* code = documentOf(textWith(w, "# why"));
    const auto first = code->firstBlock().layout()->formats();
    QCOMPARE(first.size(), 2);
    QCOMPARE(first[0].length, 2);
    QVERIFY(first[0].format.foreground().color() != first[1].format.foreground().color());
    QCOMPARE(code->lastBlock().layout()->formats().size(), 2);
    const QColor before = first[0].format.foreground().color();
    w.preferences().setProperty("theme", QStringLiteral("dark"));
    QTRY_VERIFY(code->firstBlock().layout()->formats().value(0).format.foreground().color() != before);
  }

  // While text streams in, what stands there is not touched.
  void onlyTheTailIsReplaced() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queue(
        {{Event(TextDelta{"One $a$ two **three** four", 1}), false}, {Event(TextDelta{" five $b$", 1}), true}});
    w.type(QStringLiteral("go"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(textWith(w, "three four"));
    QQuickItem* text = textWith(w, "three four");
    const Changes changes(documentOf(text));
    const int length = documentOf(text)->characterCount() - 1;
    w.script->release();
    QTRY_VERIFY(documentOf(text)->toPlainText().endsWith(QStringLiteral("five \uFFFC")));
    QVERIFY(changes.first >= length);
  }

  // Every colour of code is legible on its ground, in both themes.
  void contrasts() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* theme : {"light", "dark"}) {
      w.preferences().setProperty("theme", QString::fromLatin1(theme));
      QQmlComponent component(qmlEngine(w.window));
      component.setData(
          "import QtQuick\nimport Deepwell.Style\nQtObject { property var tokens: Theme.tokenColors.map(c => "
          "Qt.color(c)); "
          "property color ground: Theme.codeGround }",
          {});
      const std::unique_ptr<QObject> colors(component.create());
      QVERIFY2(colors, qPrintable(component.errorString()));
      const QVariantList tokens = colors->property("tokens").value<QJSValue>().toVariant().toList();
      QCOMPARE(tokens.size(), 10);
      for (const QVariant& token : tokens)
        QVERIFY2(contrast(token.value<QColor>(), colors->property("ground").value<QColor>()) >= 4.5,
                 qPrintable(token.toString()));
    }
  }
};

int main(int argc, char** argv) {
  TestRich test;
  return runWindowTest(test, argc, argv);
}
#include "tst_rich.moc"
