// The language changes while the window is open: everything that can be seen is as if it had been opened in that language.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <algorithm>

#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

void collect(const QQuickItem* item, QStringList* texts) {
  if (!item->isVisible() || item->opacity() == 0) return;
  for (const char* property : {"text", "placeholderText"}) {
    QString text = item->property(property).toString();
    static const QRegularExpression free_space(QStringLiteral("^[0-9.,]+"));
    if (item->objectName() == QLatin1String("freeSpace")) text.remove(free_space);  // others use the disk too
    if (!text.isEmpty()) *texts << QStringLiteral("%1 (%2)").arg(text, item->objectName());
  }
  for (const QQuickItem* child : item->childItems()) collect(child, texts);
}

QStringList visibleTexts(Window& w) {
  QStringList texts;
  collect(w.window->contentItem(), &texts);
  texts.sort();
  return texts;
}

// What differs, for the message of a failing test.
QString difference(QStringList now, QStringList wanted) {
  const QStringList all = now;
  for (const QString& text : wanted) now.removeOne(text);
  for (const QString& text : all) wanted.removeOne(text);
  return QStringLiteral("is: ") + now.join(QStringLiteral(" | ")) + QStringLiteral("\nshould be: ") + wanted.join(QStringLiteral(" | "));
}

// All is said that is said of a chat: its tokens are counted on a thread.
bool settles(Window& w) {
  return QTest::qWaitFor([&w] { return w.chat().context()->known(); }, 60000) && w.settles([&w] { return visibleTexts(w); });
}

void fillChat(Window& w) {
  w.script->queueAnswer("a thought of some words ", "An **answer** of some words");
  QVERIFY(w.chat().send(QStringLiteral("question")));
  QTRY_COMPARE(w.last().status(), MessageItem::Finished);
}

}  // namespace

class TestLanguage : public WindowTest {
  Q_OBJECT

 private slots:
  void everythingChangesAtOnce_data() {
    QTest::addColumn<QString>("command");
    for (const char* command : {"", "view.keys", "view.settings", "view.privacy", "model.library", "model.discover", "chat.context", "chat.find", "chats.archived", "model.menu"})
      QTest::newRow(*command == '\0' ? "chat" : command) << QString::fromLatin1(command);
  }
  void everythingChangesAtOnce() {
    QFETCH(const QString, command);
    QTemporaryDir dir;
    const auto go = [&command](Window& w) {
      QVERIFY(command.isEmpty() || QMetaObject::invokeMethod(w.window, "run", Q_ARG(QString, command)));
    };
    QStringList english, changed;
    {
      Window w(dir.path());
      w.preferences().setLanguage(QStringLiteral("en"));
      w.loader->setDevices({{{DeviceKind::kCpu, 0, "Fake CPU", "", 64ULL << 30U, 50ULL << 30U, false, false, ""}}, {}});
      w.workspace->engine()->devices()->refresh();
      QVERIFY(w.shown());
      fillChat(w);
      w.workspace->openChat(w.chat().chatId());
      go(w);
      QVERIFY(settles(w));
      english = visibleTexts(w);
      w.preferences().setLanguage(QStringLiteral("de"));
      QVERIFY(settles(w));
      changed = visibleTexts(w);
    }
    Window w(dir.path());  // the language is kept
    w.loader->setDevices({{{DeviceKind::kCpu, 0, "Fake CPU", "", 64ULL << 30U, 50ULL << 30U, false, false, ""}}, {}});
    w.workspace->engine()->devices()->refresh();
    QVERIFY(w.shown());
    go(w);
    QVERIFY(settles(w));
    const QStringList german = visibleTexts(w);
    QVERIFY(english != german);
    // The clock, sizes of our own files, and the speed of the answer that was just made.
    static const QRegularExpression own(QStringLiteral("Token/s|Tokens/s|s, |Geprüft um|Thread|^[0-9,]+.(Bytes|KiB)"));
    const auto changing = [](const QString& text) { return text.contains(own); };
    changed.removeIf(changing);
    QStringList wanted = german;
    wanted.removeIf(changing);
    QVERIFY2(changed == wanted, qPrintable(difference(changed, wanted)));
  }

  // Also back to the desktop's, and number and words of an answer that is being written.
  void whileAnAnswerIsWritten() {
    QTemporaryDir dir;
    Window w(dir.path());
    w.preferences().setLanguage(QStringLiteral("en"));
    QVERIFY(w.shown());
    w.script->queueAnswer("thought ", "text", true);
    QVERIFY(w.chat().send(QStringLiteral("question")));
    QTRY_VERIFY(w.textOf("composerHint").startsWith(QStringLiteral("Thinking")));
    w.preferences().setLanguage(QStringLiteral("de"));
    QTRY_VERIFY(!w.textOf("composerHint").contains(QStringLiteral("Thinking")));
    w.script->release();
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }
};

int main(int argc, char** argv) {
  TestLanguage test;
  return runWindowTest(test, argc, argv);
}
#include "tst_language.moc"
