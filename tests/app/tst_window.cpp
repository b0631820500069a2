// What a person does with a chat: types, reads, stops, goes on.
#include <QClipboard>
#include <QGuiApplication>
#include <QTemporaryDir>

#include "tests/app/window_fixture.h"

using namespace deepwell;

class TestWindow : public WindowTest {
  Q_OBJECT

 private slots:
  void typesSendsAndReads() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(w.find("greeting"));
    QVERIFY(w.find("openModelButton"));
    w.script->queueAnswer("one two three ", "The answer is **42**.", true);
    w.type(QStringLiteral("What is it?"));
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("What is it?"));
    w.key(Qt::Key_Return, Qt::ShiftModifier);
    w.type(QStringLiteral("Tell me"));
    QCOMPARE(w.chat().messages()->count(), 0);
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.last().status(), MessageItem::Thinking);
    QCOMPARE(w.textOf("composerInput"), QString());
    QCOMPARE(w.chat().messages()->at(0)->text(), QStringLiteral("What is it?\nTell me"));
    QTRY_VERIFY(w.textOf("thinkingSummary").startsWith(QStringLiteral("Thinking…")));
    QVERIFY(w.textOf("thinkingSummary").endsWith(QStringLiteral("3 tokens")));
    const QString early = w.textOf("thinkingSummary");
    QTRY_VERIFY(w.textOf("thinkingSummary") != early);  // the timer runs
    QTRY_VERIFY(w.find("thinkingBody"));
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
    QTRY_VERIFY(w.textOf("thinkingSummary").startsWith(QStringLiteral("Thought for")));
    QTRY_VERIFY(!w.find("thinkingBody"));  // folded
    QVERIFY(w.click("thinkingHeader"));
    QTRY_VERIFY(w.find("thinkingBody"));
    QVERIFY(w.last().thinkingOpen());
    QVERIFY(!w.find("greeting"));
    QVERIFY(w.click("copyAnswer"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("The answer is **42**."));
  }

  void keysWorkWhileTheFocusIsInAnAnswer() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("", "The answer is 42.", false);
    w.type(QStringLiteral("What is it?"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(!w.chat().busy());
    QVERIFY(w.click("blockText"));
    w.key(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(w.find("greeting"));
  }

  void stopsWithEscAndButtonThenRetries() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const bool with_key : {true, false}) {
      w.script->queue({{Event(TextDelta{"some ", 1}), false}, {Event(TextDelta{"more ", 1}), true}});
      w.type(QStringLiteral("go"));
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.last().text(), QStringLiteral("some "));
      if (with_key) {
        w.key(Qt::Key_Escape);
      } else {
        QVERIFY(w.click("sendButton"));
      }
      QTRY_COMPARE(w.last().status(), MessageItem::Cancelled);
      QTRY_COMPARE(w.textOf("statusWords"), QStringLiteral("Stopped."));
    }
    w.script->queueAnswer("", "rest");
    QVERIFY(w.click("continueButton"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("some rest"));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    w.script->queueError({ErrorCode::kInvalidArgument, "Too long."});
    QVERIFY(w.click("regenerate"));
    QTRY_COMPARE(w.textOf("statusWords"), QStringLiteral("Too long."));
    w.script->queueAnswer("", "good");
    QVERIFY(w.click("retryButton"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("good"));
  }

  // The device fails in the middle: one line says so, shows how far the chat is computed again, and stays; the answer goes on.
  void aLostDeviceIsOneLine() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const std::string line = "The GPU failed: the answer goes on on the processor.";
    w.script->queue({{Event(PrefillProgress{10, 10}), false},
                     {Event(TextDelta{"some ", 1}), false},
                     {Event(Notice{line}), true},
                     {Event(PrefillProgress{0, 40}), false},
                     {Event(PrefillProgress{10, 40}), false},
                     {Event(PrefillProgress{40, 40}), true},
                     {Event(TextDelta{"more", 1}), false}});
    w.type(QStringLiteral("go"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.last().text(), QStringLiteral("some "));
    QVERIFY(!w.find("noticeWords"));
    w.script->release();
    QTRY_COMPARE(w.textOf("noticeWords"), QString::fromStdString(line) + QStringLiteral(" (reading the chat again, 25 %)"));
    QCOMPARE(w.last().status(), MessageItem::Answering);
    QVERIFY(!w.find("waiting"));
    w.script->release();
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    QCOMPARE(w.last().text(), QStringLiteral("some more"));
    QCOMPARE(w.textOf("noticeWords"), QString::fromStdString(line));
    w.script->queueAnswer("", "again");
    QVERIFY(w.click("regenerate"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("again"));
    QVERIFY(!w.find("noticeWords"));
  }

  // The same before anything was written: the line is beside the waiting one.
  void aLostDeviceBeforeTheFirstWord() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queue({{Event(PrefillProgress{90, 100}), false},
                     {Event(Notice{"first"}), false},
                     {Event(Notice{"The GPU failed again."}), false},
                     {Event(PrefillProgress{20, 100}), false},
                     {Event(TextDelta{"x", 1}), true}});
    w.type(QStringLiteral("go"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.textOf("noticeWords"), QStringLiteral("The GPU failed again."));
    QTRY_VERIFY(w.find("waiting"));
    QTRY_COMPARE(w.last().prefill(), 0.2);
    w.script->release();
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    QCOMPARE(w.textOf("noticeWords"), QStringLiteral("The GPU failed again."));
  }

  void examplesAskAtOnce() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("", "3");
    QVERIFY(w.click("example0"));
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QCOMPARE(w.chat().messages()->at(0)->text(), QStringLiteral("How many r are in strawberry?"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("3"));
  }

  // An example would take the place of what stands in the composer.
  void examplesWaitWhileSomethingIsWritten() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QTRY_VERIFY(w.find("example0") && w.find("example0")->isEnabled());
    const QPoint at = w.find("example0")->mapToScene(QPointF(20, 10)).toPoint();
    w.type(QStringLiteral("x"));
    QTRY_VERIFY(!w.find("example0")->isEnabled());
    QTest::mouseClick(w.window, Qt::LeftButton, {}, at);
    QCOMPARE(w.chat().messages()->count(), 0);
    QCOMPARE(w.chat().draft(), QStringLiteral("x"));
    w.key(Qt::Key_Backspace);
    QTRY_VERIFY(w.find("example0")->isEnabled());
    QVERIFY(w.chat().attachments()->addText(QStringLiteral("a.txt"), QStringLiteral("alpha")));
    QTRY_VERIFY(!w.find("example0")->isEnabled());
  }

  void composerExplainsWhyItCannotSend() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->engine()->load(QStringLiteral("/m/slow.gguf"));
    w.type(QStringLiteral("hello"));
    QTRY_COMPARE(w.textOf("composerHint"), QStringLiteral("Loading slow… 50 %"));
    w.loader->release();
    QTRY_COMPARE(w.textOf("composerHint"), QString());
    w.workspace->engine()->unload();
    QTRY_COMPARE(w.textOf("composerHint"), QStringLiteral("No model is loaded"));
    QTRY_COMPARE(w.textOf("modelName"), QStringLiteral("No model"));
    QVERIFY(!w.find("sendButton")->isEnabled());
    w.key(Qt::Key_Return);
    QCOMPARE(w.chat().messages()->count(), 0);
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("hello"));
  }

  // Typing goes to the composer from anywhere that takes no text.
  void typingAnywhereWrites() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.find("modelChip")->forceActiveFocus();
    w.type(QStringLiteral("hi"));
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("hi"));
  }

  // The view follows the end, unless the person has scrolled up; the button goes back.
  void followsTheEnd() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::vector<Script::Step> steps;
    for (int i = 0; i < 80; ++i) steps.push_back({Event(TextDelta{"Paragraph " + std::to_string(i) + "\n\n", 4}), false});
    for (int i = 0; i < 20; ++i) steps.push_back({Event(TextDelta{"Late " + std::to_string(i) + "\n\n", 4}), true});
    w.script->queue(std::move(steps));
    w.type(QStringLiteral("long"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.last().text().contains(QStringLiteral("Paragraph 79")));
    QQuickItem* view = w.find("transcript");
    QVERIFY(view);
    QTRY_VERIFY(view->property("contentHeight").toReal() > 1500);
    QTRY_VERIFY(view->property("distanceToEnd").toReal() < 2);
    w.script->release(5);
    QTRY_VERIFY(w.last().text().contains(QStringLiteral("Late 4")));
    QTRY_VERIFY(view->property("distanceToEnd").toReal() < 2);
    QVERIFY(!w.find("jumpToLatest"));

    view->forceActiveFocus();
    w.key(Qt::Key_Home);
    QCOMPARE(view->property("follow").toBool(), false);
    const qreal top = view->property("contentY").toReal();
    w.script->release(5);
    QTRY_VERIFY(w.last().text().contains(QStringLiteral("Late 9")));
    QTRY_VERIFY(w.find("jumpToLatest"));
    QCOMPARE(view->property("contentY").toReal(), top);
    QVERIFY(w.click("jumpToLatest"));
    QTRY_VERIFY(view->property("distanceToEnd").toReal() < 2);
    w.script->release(10);
    QTRY_VERIFY(!w.chat().busy());
    QTRY_VERIFY(view->property("distanceToEnd").toReal() < 2);
  }

  // Text of a model is text: no element of it is fetched or interpreted, links wait for a confirmation.
  void modelTextIsNotInterpreted() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("<b>t</b> <img src='file:///etc/x.png'>",
                          "<h1>big</h1> <img src=\"http://127.0.0.1:9/x.png\"> ![i](http://127.0.0.1:9/y.png)");
    w.type(QStringLiteral("<i>q</i>"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    w.last().toggleThinking();
    QTRY_VERIFY(w.find("thinkingText"));
    QQuickItem* thoughts = w.find("thinkingText");
    QTRY_COMPARE(thoughts->property("plain").toString(), QStringLiteral("<b>t</b> <img src='file:///etc/x.png'>"));
    QVERIFY(thoughts->property("text").toString().contains(QStringLiteral("&lt;b&gt;t&lt;/b&gt;")));
    QVERIFY(!thoughts->property("text").toString().contains(QStringLiteral("<img")));
    QCOMPARE(w.last().blocks().size(), 1);
  }
};

int main(int argc, char** argv) {
  TestWindow test;
  return runWindowTest(test, argc, argv);
}
#include "tst_window.moc"
