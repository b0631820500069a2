// The transcript under a person's hands: what the mouse selects and clicks, what the wheel and the Tab key reach.
#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QStyleHints>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <cmath>
#include <semaphore>

#include "app/chat/transcript/rows_view.h"
#include "app/chat/transcript/transcript_rows.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

RowsView* viewOf(Window& w) { return qobject_cast<RowsView*>(w.find("transcriptView")); }

bool ask(Window& w, const std::string& reasoning, const std::string& text) {
  const int before = w.chat().messages()->count();
  w.script->queue({{Event(ReasoningDelta{reasoning, 5}), false}, {Event(TextDelta{text, 5}), false}});
  w.type(QStringLiteral("q"));
  w.key(Qt::Key_Return);
  const bool answered =
      QTest::qWaitFor([&] { return w.chat().messages()->count() == before + 2 && !w.chat().busy() && w.last().hasText(); }, 60000);
  if (RowsView* view = viewOf(w)) view->layoutNow();  // what is clicked next is where it stays
  return answered;
}

QString plain(QQuickItem* text) {
  QString out;
  QMetaObject::invokeMethod(text, "getText", Q_RETURN_ARG(QString, out), Q_ARG(int, 0), Q_ARG(int, text->property("length").toInt()));
  return out;
}

// The visible text of the transcript that contains `words`; null: there is none.
QQuickItem* textWith(QQuickItem* item, const QString& words) {
  if (!item || !item->isVisible()) return nullptr;
  if (item->property("selectedText").isValid() && plain(item).contains(words)) return item;
  for (QQuickItem* child : item->childItems())
    if (QQuickItem* found = textWith(child, words)) return found;
  return nullptr;
}
QQuickItem* textWith(Window& w, const char* words) { return textWith(viewOf(w), QString::fromUtf8(words)); }

// Where in the window the letters [at, at + 1) of a text stand; their left edge, in the middle of the line.
QPoint placeOf(QQuickItem* text, qsizetype at) {
  QRectF box;
  QMetaObject::invokeMethod(text, "positionToRectangle", Q_RETURN_ARG(QRectF, box), Q_ARG(int, static_cast<int>(at)));
  return text->mapToScene(QPointF(box.x() + 1, box.center().y())).toPoint();
}
QPoint placeOf(QQuickItem* text, const char* words) { return placeOf(text, plain(text).indexOf(QString::fromUtf8(words))); }
QPoint placeBehind(QQuickItem* text, const char* words) {
  return placeOf(text, plain(text).indexOf(QString::fromUtf8(words)) + QString::fromUtf8(words).size());
}

void drag(Window& w, QPoint from, QPoint to) {
  QTest::mousePress(w.window, Qt::LeftButton, {}, from);
  for (int step = 1; step <= 6; ++step) QTest::mouseMove(w.window, from + (to - from) * step / 6);
  QTest::mouseRelease(w.window, Qt::LeftButton, {}, to);
}

QString selected(const QQuickItem* text) { return text->property("selectedText").toString(); }

QString copied(Window& w) {
  QGuiApplication::clipboard()->clear();
  w.key(Qt::Key_C, Qt::ControlModifier);
  return QGuiApplication::clipboard()->text();
}

// A touchpad's turn: it scrolls at once, by as many pixels.
void turn(Window& w, QPointF at, int pixels) {
  QWheelEvent event(at, w.window->mapToGlobal(at), QPoint(0, pixels), QPoint(0, pixels), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QGuiApplication::sendEvent(w.window, &event);
}

std::string lines(int count, const std::string& word) {
  std::string out;
  for (int i = 0; i < count; ++i) out += word + " " + std::to_string(i) + "\n\n";
  return out;
}

// Blocks of every kind, higher and lower than anybody would guess.
std::string everything(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    out += "## Part " + n + "\n\n" + std::string(static_cast<size_t>(i % 7) * 60, 'W') + " iiii " + std::string(static_cast<size_t>(i % 5) * 90, 'i') + "\n\n";
    out += "- item " + n + "\n- another\n\n> quoted\n\n```py\nx" + n + " = 1\n" + std::string(static_cast<size_t>(i % 4), '\n') + "```\n\n";
    out += "| a | b |\n|---|---|\n| 1 | long words in a cell that may well wrap when the window is narrow |\n\n\\[\\frac{a}{b}\\]\n\n---\n\n";
  }
  return out;
}

QStringList languagesShown(Window& w) {
  QStringList out;
  for (const QQuickItem* code : viewOf(w)->findChildren<QQuickItem*>(QStringLiteral("codeText")))
    if (code->isVisible()) out << code->property("language").toString();
  out.sort();
  return out;
}

}  // namespace

class TestTranscriptHands : public WindowTest {
  Q_OBJECT

 private slots:
  void selectsByDragging() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "First **some words** here.\n\nA second one.\n\n```py\nx = 1\ny = 2\n```"));
    QTRY_VERIFY(textWith(w, "First some") && textWith(w, "y = 2"));
    QQuickItem* first = textWith(w, "First some");
    drag(w, placeOf(first, "some"), placeBehind(first, "words"));
    QCOMPARE(selected(first), QStringLiteral("some words"));
    QCOMPARE(copied(w), QStringLiteral("some words"));
    // Backwards, over lines, in another block: one selection at a time.
    QQuickItem* code = textWith(w, "y = 2");
    drag(w, placeBehind(code, "y = 2"), placeOf(code, "1"));
    QCOMPARE(copied(w), QStringLiteral("1\ny = 2"));
    QCOMPARE(selected(first), QString());
    QTest::mouseClick(w.window, Qt::LeftButton, {}, placeOf(textWith(w, "A second"), "second"));
    QCOMPARE(selected(code), QString());
  }

  // Also when it is far out of view meanwhile, and until its chat is left.
  void keepsWhatIsSelected() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "First **some words** here.\n\n" + everything(20)));
    viewOf(w)->jumpToStart();
    viewOf(w)->layoutNow();
    const QPointer<QQuickItem> first = textWith(w, "First some");
    QVERIFY(first);
    drag(w, placeOf(first, "some"), placeBehind(first, "words"));
    QVERIFY(first->hasActiveFocus());
    const double far = 5 * viewOf(w)->height();
    for (const double place : {far, far / 2, viewOf(w)->contentHeight(), 0.0, far}) {
      viewOf(w)->scrollTo(place);
      viewOf(w)->layoutNow();
      QVERIFY(first && first->hasActiveFocus());
      QCOMPARE(copied(w), QStringLiteral("some words"));
    }
    QVERIFY(viewOf(w)->itemCount() < 80);
    w.workspace->newChat();
    QVERIFY(ask(w, "", "another"));
    viewOf(w)->forceActiveFocus();
    QCOMPARE(copied(w), QString());
  }

  void selectsWordsAndParagraphs() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "Some words of a paragraph.\n\nAnother one."));
    QTRY_VERIFY(textWith(w, "Some words"));
    QQuickItem* text = textWith(w, "Some words");
    const QPoint at = placeOf(text, "ords");
    QStyleHints* hints = QGuiApplication::styleHints();
    const int interval = hints->mouseDoubleClickInterval();
    hints->setMouseDoubleClickInterval(5000);  // a third click comes in time on a busy machine too
    QTest::mouseDClick(w.window, Qt::LeftButton, {}, at);
    QCOMPARE(selected(text), QStringLiteral("words"));
    QTest::mousePress(w.window, Qt::LeftButton, {}, at);
    QTest::mouseRelease(w.window, Qt::LeftButton, {}, at);
    hints->setMouseDoubleClickInterval(interval);
    QCOMPARE(selected(text), QStringLiteral("Some words of a paragraph."));
    QCOMPARE(copied(w), QStringLiteral("Some words of a paragraph."));
  }

  // The menu offers what is selected, and does not take the selection away.
  void copiesThroughTheMenu() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "The value $x^2$ is big.\n\n| a | b |\n|---|---|\n| $y$ | 2 |"));
    QTRY_VERIFY(textWith(w, "The value"));
    QQuickItem* text = textWith(w, "The value");
    drag(w, placeOf(text, "value"), placeBehind(text, "is"));
    QTest::mouseClick(w.window, Qt::RightButton, {}, placeOf(text, "value"));
    QVERIFY(w.click("copySelection"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("value $x^2$ is"));
    QVERIFY(!selected(text).isEmpty());
    QTRY_VERIFY(!w.find("copyBlock"));
    QTest::mouseClick(w.window, Qt::LeftButton, {}, placeOf(text, "value"));
    QTest::mouseClick(w.window, Qt::RightButton, {}, placeOf(text, "value"));
    QTRY_VERIFY(w.find("copyBlock"));
    QCOMPARE(selected(text), QString());
    QVERIFY(!w.find("copySelection"));
    QVERIFY(w.click("copyBlock"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("The value $x^2$ is big."));
    QTRY_VERIFY(!w.find("copyBlock"));
    QVERIFY(w.click("tableText", Qt::RightButton));
    QVERIFY(w.click("copyBlock"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("| a | b |\n|---|---|\n| $y$ | 2 |"));
  }

  // Formulas stay TeX; cells are a line a row, as spreadsheets take them.
  void copiesFromTables() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "| name | value |\n|---|---|\n| first $x_1$ here | 2 |\n| $\\frac{1}{2}$ | 3 |"));
    QTRY_VERIFY(w.find("tableText"));
    QQuickItem* table = w.find("tableText");
    drag(w, placeOf(table, "first"), placeOf(table, "here"));
    QCOMPARE(copied(w), QStringLiteral("first $x_1$ "));
    drag(w, placeOf(table, "name"), placeOf(table, "2"));
    QCOMPARE(copied(w), QStringLiteral("name\tvalue\nfirst $x_1$ here\t2"));
    w.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(copied(w), QStringLiteral("name\tvalue\nfirst $x_1$ here\t2\n$\\frac{1}{2}$\t3"));
  }

  void linksAskFirst() {
    QTemporaryDir dir;
    QStringList opened;
    Services services;
    services.open_link = [&opened](std::string_view address) -> Status {
      opened << QString::fromUtf8(address.data(), static_cast<qsizetype>(address.size()));
      return {};
    };
    Window w(dir.path(), false, std::move(services));
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "A [site](https://example.org/a?b=1), a [file](file:///etc/passwd), a [script](javascript:alert(1)).\n\n"
                       "| in a table |\n|---|\n| [cell](http://example.org/c) |"));
    QTRY_VERIFY(textWith(w, "A site"));
    const auto clickLink = [&w](const char* text, const char* link) {
      QTest::mouseClick(w.window, Qt::LeftButton, {}, placeOf(textWith(w, text), link) + QPoint(3, 0));
      return QTest::qWaitFor([&w] { return w.find("linkAddress") != nullptr; }, 60000);
    };
    for (const auto& [link, address] : {std::pair("file", "file:///etc/passwd"), std::pair("script", "javascript:alert(1)")}) {
      QVERIFY(clickLink("A site", link));
      QCOMPARE(w.textOf("linkAddress"), QString::fromLatin1(address));
      QVERIFY(!w.find("openLink"));
      w.key(Qt::Key_Escape);
      QTRY_VERIFY(!w.find("linkAddress"));
    }
    QVERIFY(clickLink("A site", "site"));
    QCOMPARE(w.textOf("linkAddress"), QStringLiteral("https://example.org/a?b=1"));
    QVERIFY(opened.isEmpty());
    QVERIFY(w.click("openLink"));
    QTRY_COMPARE(opened, QStringList{QStringLiteral("https://example.org/a?b=1")});
    QTRY_VERIFY(!w.find("linkAddress"));
    QVERIFY(clickLink("cell", "cell"));
    QVERIFY(w.click("openLink"));
    QTRY_COMPARE(opened.size(), 2);
  }

  void codeWrapsWhenAsked() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const std::string code = "```py\nvalues = [" + std::string(400, '1') + "]\n```\n\n";
    QVERIFY(ask(w, "", code));
    QTRY_VERIFY(w.find("codeText"));
    const double flat = w.find("codeText")->height();
    const double wide = w.find("codeText")->width();
    QVERIFY(w.click("wrapCode"));
    QTRY_VERIFY(w.find("codeText")->height() > 3 * flat - 60);
    QVERIFY(w.find("codeText")->width() < wide / 2);
    QVERIFY(w.preferences().wrapCode());
    QVERIFY(ask(w, "", code));  // so is code that comes later
    viewOf(w)->jumpToEnd();
    QTRY_VERIFY(textWith(w, "values"));
    QVERIFY(w.find("codeText")->width() < wide / 2);
    QVERIFY(w.clickLowest("wrapCode"));
    QTRY_COMPARE(w.find("codeText")->height(), flat);
    QVERIFY(!w.preferences().wrapCode());
  }

  // The pane scrolls by itself, is never high, follows until it is scrolled, and what it does moves nothing else.
  // Every line can be scrolled to its end, whatever it is made of.
  void codeLinesCanBeReadToTheirEnds() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::string chinese, tabs;
    for (int i = 0; i < 200; ++i) chinese += "\xE6\xB1\x89";
    for (int i = 0; i < 60; ++i) tabs += "a\t";
    for (const std::string& line : {std::string(60, '\t') + "end", chinese, tabs}) {
      w.workspace->newChat();
      QVERIFY(ask(w, "", "```\n" + line + "\n```\n\n"));
      QTRY_VERIFY(w.find("codeText"));
      const QQuickItem* code = w.find("codeText");
      QTRY_VERIFY(code->property("contentWidth").toDouble() > 800);
      QTRY_VERIFY(code->property("contentWidth").toDouble() <= code->width());
    }
  }

  void columnsFollowTheTextSize() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "| column | another |\n|---|---|\n| strawberry | r |\n\n"));
    QTRY_VERIFY(w.find("tableText"));
    const double before = w.find("tableText")->width();
    QVERIFY(before > 0);
    for (int i = 0; i < 4; ++i) w.key(Qt::Key_Plus, Qt::ControlModifier);
    QTRY_VERIFY(w.find("tableText")->width() > before + 10);
  }

  void thinkingStreamsInItsOwnPane() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", lines(40, "before")));
    w.script->queue({{Event(ReasoningDelta{lines(80, "thought"), 80}), false},
                     {Event(ReasoningDelta{lines(80, "more"), 80}), true},
                     {Event(TextDelta{"done", 1}), true}});
    w.type(QStringLiteral("q"));
    w.key(Qt::Key_Return);
    const auto pane = [&w] { return qobject_cast<RowsView*>(w.find("thinkingPane")); };
    QTRY_VERIFY(pane() && pane()->contentHeight() > 1000 && pane()->distanceToEnd() < 2);
    QVERIFY(pane()->height() <= 240);
    QVERIFY(pane()->follow());
    const double outer = viewOf(w)->contentY();
    const QPointF middle = pane()->mapToScene(QPointF(100, 100));
    turn(w, middle, 200);
    QVERIFY(!pane()->follow());
    QVERIFY(viewOf(w)->follow());
    QCOMPARE(viewOf(w)->contentY(), outer);
    const double inner = pane()->contentY();
    const double height = pane()->contentHeight();
    w.script->release();
    QTRY_VERIFY(pane()->contentHeight() > height + 500);
    QCOMPARE(pane()->contentY(), inner);
    QVERIFY(pane()->height() <= 240);
    turn(w, middle, -100000);
    QVERIFY(pane()->follow());
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
  }

  // What the pointer is over moves by as much as the wheel turns, also where rows above were never laid out.
  void theWheelKeepsThePlace() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", everything(60)));
    QTRY_VERIFY(viewOf(w) && viewOf(w)->model()->rowCount() > 300 && viewOf(w)->distanceToEnd() < 2);
    const QPointF at = viewOf(w)->mapToScene(QPointF(300, 250));
    viewOf(w)->layoutNow();
    int turns = 0;
    for (; viewOf(w)->contentY() > 200 && turns < 400; ++turns) {
      const int row = viewOf(w)->rowAt(250);
      QVERIFY(row >= 0);
      const double before = viewOf(w)->itemAt(row)->y();
      turn(w, at, 90);
      QCOMPARE(viewOf(w)->itemAt(row)->y(), before + 90);
      viewOf(w)->layoutNow();
      QCOMPARE(viewOf(w)->itemAt(row)->y(), before + 90);
      if (turns % 16 == 0) {
        QCoreApplication::processEvents();
        viewOf(w)->layoutNow();
      }
    }
    QVERIFY(turns > 50);
    turn(w, at, 1000);
    viewOf(w)->layoutNow();
    QCOMPARE(viewOf(w)->contentY(), 0);
  }

  // Wherever on screen the header is, with much or little around it, a click does not move it.
  void foldingNeverMovesTheHeader() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const int thoughts : {1, 30, 300}) QVERIFY(ask(w, lines(thoughts, "thought"), lines(10 + thoughts / 4, "answer")));
    auto* rows = qobject_cast<TranscriptRows*>(viewOf(w)->model());
    for (int message = 1; message < 6; message += 2) {
      for (const double at : {0.0, 0.3, 0.9, 1.0}) {
        const int row = rows->rowOfThoughts(w.chat().messages()->at(message));
        viewOf(w)->showRow(row, at);
        viewOf(w)->layoutNow();
        for (int click = 0; click < 2; ++click) {
          QQuickItem* header = viewOf(w)->itemAt(rows->rowOfThoughts(w.chat().messages()->at(message)));
          QVERIFY(header);
          const double y = header->y();
          const bool open = w.chat().messages()->at(message)->thinkingOpen();
          QTest::mouseClick(w.window, Qt::LeftButton, {}, header->mapToScene(QPointF(30, 15)).toPoint());
          QCOMPARE(w.chat().messages()->at(message)->thinkingOpen(), !open);
          for (int frame = 0; frame < 3; ++frame) {
            QCoreApplication::processEvents();
            viewOf(w)->layoutNow();
            QCOMPARE(header->y(), y);
          }
        }
      }
    }
  }

  // Tab goes from top to bottom through what is read, whenever its items were made, and what it reaches is on screen.
  void tabGoesFromTopToBottom() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "why", everything(12)));
    QVERIFY(ask(w, "why", everything(3)));
    QTRY_VERIFY(viewOf(w) && viewOf(w)->distanceToEnd() < 2);
    viewOf(w)->layoutNow();
    int seen = 0;
    for (const double part : {0.0, 1.0, 0.5, 0.9, 0.1}) {  // items of one place are used again at another
      viewOf(w)->scrollTo(part * viewOf(w)->contentHeight());
      viewOf(w)->layoutNow();
      viewOf(w)->forceActiveFocus();
      for (double bottom = -1;; ++seen) {
        w.key(Qt::Key_Tab);
        QQuickItem* item = w.window->activeFocusItem();
        if (item == viewOf(w) || viewOf(w)->rowOfItem(item) < 0) break;
        const QRectF place = item->mapRectToItem(viewOf(w), item->boundingRect());
        QVERIFY(place.top() >= 0 && place.bottom() <= viewOf(w)->height());
        const double now = place.bottom() + viewOf(w)->contentY();
        QVERIFY2(now > bottom - 20, qPrintable(QStringLiteral("%1 after %2").arg(now).arg(bottom)));
        bottom = now;
        viewOf(w)->layoutNow();
      }
    }
    QVERIFY2(seen > 30, qPrintable(QString::number(seen)));
  }

  void openingIsSaidWhereItTakesLong() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "the answer"));
    const qlonglong chat = w.chat().chatId();
    w.workspace->newChat();
    std::binary_semaphore held(0);
    w.workspace->history().later([&held](ChatStore&) { held.acquire(); });
    w.workspace->openChat(chat);
    QVERIFY(w.chat().loading());
    QVERIFY(!w.find("chatLoading"));
    QVERIFY(!w.find("example0"));  // it is no empty chat
    QTRY_VERIFY(w.find("chatLoading"));
    held.release();
    QTRY_VERIFY(textWith(w, "the answer"));
    QVERIFY(!w.find("chatLoading"));
  }

  void mathFencesAreFormulas() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queue({{Event(TextDelta{"```math\n\\frac{a}{b}", 1}), false}, {Event(TextDelta{"\n```\n", 1}), true}});
    w.type(QStringLiteral("q"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(textWith(w, "\\frac{a}{b}"));
    QCOMPARE(languagesShown(w), QStringList{QStringLiteral("math")});
    w.script->release();
    QTRY_VERIFY(w.find("formula"));
    QVERIFY(languagesShown(w).isEmpty());
    QVERIFY(ask(w, "", "```latex\n\\frac{a}{b}\n```\n\n```math\n\\nosuch{a}\n```"));
    QTRY_COMPARE(languagesShown(w), (QStringList{QStringLiteral("latex"), QStringLiteral("math")}));
  }
};

int main(int argc, char** argv) {
  TestTranscriptHands test;
  return runWindowTest(test, argc, argv);
}
#include "tst_transcript_hands.moc"
