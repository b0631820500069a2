// The line that says which model an old chat was written with, and loads it on a click only.
#include "tests/app/library_window.h"

using namespace deepwell;

class TestWrittenWith : public WindowTest {
  Q_OBJECT

  static bool load(Window& w, const QString& path) {
    w.workspace->engine()->load(path);
    return QTest::qWaitFor([&] { return w.workspace->engine()->path() == path && !w.workspace->engine()->loading(); }, 60000);
  }
  static void answer(Window& w, const char* question) {
    w.script->queueAnswer("", "x");
    QVERIFY(QTest::qWaitFor([&] { return w.chat().send(QString::fromUtf8(question)); }, 60000));  // once the chat is read
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }
  // One chat that was written with the model at `path`; then a new chat, and the pocket model.
  static void writeWith(Window& w, const QString& path) {
    QVERIFY(load(w, path));
    answer(w, "an old question");
    QVERIFY(!w.find("writtenWith"));
    w.workspace->newChat();
    QVERIFY(load(w, QString::fromLatin1(EngineHost::kPocket)));
    QVERIFY(!w.find("writtenWith"));
  }

 private slots:
  void offersTheModelAndLoadsItOnAClick() {
    const TemporaryHome home;
    const QString path = home.write("data/models/Owl-7B-Q4_0.gguf");
    Window w(LibraryWindow::dataIn(home));
    QVERIFY(w.shown());
    writeWith(w, path);
    QVERIFY(w.click("chatRow0"));
    QTRY_VERIFY(w.find("writtenWith"));
    QVERIFY2(w.textOf("writtenWithWords").contains(QStringLiteral("Owl-7B-Q4_0")), qPrintable(w.textOf("writtenWithWords")));
    QVERIFY(w.workspace->engine()->isPocket());  // nothing is loaded by itself
    QVERIFY(!w.workspace->engine()->loading());
    QVERIFY(w.click("loadWrittenWith"));
    QTRY_COMPARE(w.workspace->engine()->path(), path);
    QTRY_VERIFY(!w.find("writtenWith"));
  }

  // The file was moved, or the chat comes from another program: its name is enough.
  void findsItByName() {
    const TemporaryHome home;
    const QString before = home.write("data/models/Owl-7B-Q4_0.gguf");
    const QString after = home.path("data/models/birds/owl-7b-q4_0.gguf");
    Window w(LibraryWindow::dataIn(home));
    QVERIFY(w.shown());
    writeWith(w, before);
    QDir().mkpath(home.path("data/models/birds"));
    QVERIFY(QFile::rename(before, after));
    QVERIFY(w.click("chatRow0"));
    QVERIFY(w.click("loadWrittenWith"));  // once the library has looked
    QTRY_COMPARE(w.workspace->engine()->path(), after);
    QTRY_VERIFY(!w.find("writtenWith"));
  }

  void oneThatIsGoneIsNamedOnly() {
    const TemporaryHome home;
    const QString path = home.write("data/models/Owl-7B-Q4_0.gguf");
    Window w(LibraryWindow::dataIn(home));
    QVERIFY(w.shown());
    writeWith(w, path);
    QVERIFY(QFile::remove(path));
    QVERIFY(w.click("chatRow0"));
    QTRY_VERIFY(w.find("writtenWith"));
    QTRY_VERIFY(w.program->library().scanned());
    QVERIFY(!w.find("loadWrittenWith"));
    // It comes back: so does the offer.
    home.write("data/models/Owl-7B-Q4_0.gguf");
    w.program->library().refresh();
    QTRY_VERIFY(w.find("loadWrittenWith"));
  }

  void dismissedItStaysAway() {
    const TemporaryHome home;
    const QString path = home.write("data/models/Owl-7B-Q4_0.gguf");
    Window w(LibraryWindow::dataIn(home));
    QVERIFY(w.shown());
    writeWith(w, path);
    QVERIFY(w.click("chatRow0"));
    QVERIFY(w.click("dismissWrittenWith"));
    QTRY_VERIFY(!w.find("writtenWith"));
    w.workspace->newChat();
    QVERIFY(w.click("chatRow0"));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("an old question"));
    QVERIFY(!w.find("writtenWith"));
  }

  // Whoever goes on with another model has decided: also at the next start.
  void theModelThatWroteLastCounts() {
    const TemporaryHome home;
    const QString path = home.write("data/models/Owl-7B-Q4_0.gguf");
    {
      Window w(LibraryWindow::dataIn(home));
      QVERIFY(w.shown());
      writeWith(w, path);
      QVERIFY(w.click("chatRow0"));
      QTRY_VERIFY(w.find("writtenWith"));
      answer(w, "a new question");
      QTRY_VERIFY(!w.find("writtenWith"));
    }
    Window w(LibraryWindow::dataIn(home));
    QVERIFY(w.shown());
    QVERIFY(load(w, path));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("an old question"));
    QTRY_VERIFY(w.find("loadWrittenWith"));
    QVERIFY(w.click("loadWrittenWith"));
    QTRY_VERIFY(w.workspace->engine()->isPocket());
  }
};

int main(int argc, char** argv) {
  TestWrittenWith test;
  return runWindowTest(test, argc, argv);
}
#include "tst_written_with.moc"
