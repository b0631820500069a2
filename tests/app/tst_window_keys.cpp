// Where the window's keys act and where they do not; what each does is in tst_commands, what Tab reaches in tst_keyboard.
#include <QTemporaryDir>

#include "tests/app/window_fixture.h"

using namespace deepwell;

class TestWindowKeys : public WindowTest {
  Q_OBJECT

 private slots:
  // Behind a sheet, a menu or the palette only those keys act that make sense there.
  void keysDoNothingBehindSheets() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("", "x");
    QVERIFY(w.chat().send(QStringLiteral("question")));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    const qlonglong chat = w.chat().chatId();
    const auto nothingHappens = [&](const char* open) {
      const bool sidebar = w.preferences().sidebarOpen();
      const int size = w.preferences().fontSize();
      w.key(Qt::Key_N, Qt::ControlModifier);
      w.key(Qt::Key_B, Qt::ControlModifier);
      w.key(Qt::Key_R, Qt::ControlModifier);
      w.key(Qt::Key_PageDown, Qt::ControlModifier);
      QCOMPARE(w.chat().chatId(), chat);
      QVERIFY(!w.chat().busy());
      QCOMPARE(w.preferences().sidebarOpen(), sidebar);
      w.key(Qt::Key_Plus, Qt::ControlModifier);
      QTRY_COMPARE(w.preferences().fontSize(), size + 1);
      w.key(Qt::Key_0, Qt::ControlModifier);
      QVERIFY(w.find(open));
      w.key(Qt::Key_Escape);
      QTRY_VERIFY(!w.find(open));
    };
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings") && w.find("searchSettings")->hasActiveFocus());
    nothingHappens("settingsPage");
    w.key(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(w.find("paletteField") && w.find("paletteField")->hasActiveFocus());
    nothingHappens("paletteField");
    w.key(Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(w.find("receiptRows"));
    nothingHappens("receiptRows");
    w.key(Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(w.find("pocketItem"));
    nothingHappens("pocketItem");
    w.key(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(w.chat().chatId() != chat);  // and now it does
  }

  // The drawer of a narrow window is the list of chats: what concerns chats works in it.
  void keysWorkInTheDrawer() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.window->resize(420, 700);
    QTRY_VERIFY(!w.find("chatList"));
    w.key(Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(w.find("chatList"));
    w.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(w.find("searchChats")->hasActiveFocus());
    w.key(Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(!w.find("chatList"));
    w.key(Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(w.find("chatList"));
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("settingsPage"));
    QTRY_VERIFY(!w.find("chatList"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("settingsPage"));
    w.script->queueAnswer("", "x");
    QVERIFY(w.chat().send(QStringLiteral("one")));
    QTRY_VERIFY(!w.chat().busy());
    w.workspace->deleteChat(w.chat().chatId());
    QTRY_VERIFY(w.find("undoDelete"));
    const QQuickItem* in_page = w.find("undoDelete");
    w.key(Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(w.find("chatList"));
    QTRY_VERIFY(w.find("undoDelete") != in_page);
    QTRY_VERIFY(!in_page->isVisible());  // one that is covered would end its time unseen
    w.workspace->undoDelete();
    QTRY_VERIFY(!w.find("undoDelete"));
    QVERIFY(w.find("chatList"));
    QMetaObject::invokeMethod(w.window, "run", Q_ARG(QString, QStringLiteral("chats.archived")));
    QTRY_VERIFY(w.find("backToChats"));
    QMetaObject::invokeMethod(w.window, "run", Q_ARG(QString, QStringLiteral("chats.import")));
    QTRY_VERIFY(!w.find("chatList"));
  }

  void keysAreListed() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Slash, Qt::ControlModifier);
    QTRY_VERIFY(w.find("key_chat.new"));
    QVERIFY(w.find("key_view.settings"));
    QVERIFY(!w.find("key_model.openFolder"));  // has none
  }

  void textIsZoomedWithKeys() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const int before = w.preferences().fontSize();
    w.key(Qt::Key_Plus, Qt::ControlModifier);
    w.key(Qt::Key_Equal, Qt::ControlModifier);
    QTRY_COMPARE(w.preferences().fontSize(), before + 2);
    w.key(Qt::Key_Minus, Qt::ControlModifier);
    QTRY_COMPARE(w.preferences().fontSize(), before + 1);
    w.key(Qt::Key_0, Qt::ControlModifier);
    QTRY_COMPARE(w.preferences().fontSize(), before);
  }

  // Brought up from the tray, the taskbar or another start, it is as large as it was.
  void aMaximisedWindowStaysSo() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const Qt::WindowState state : {Qt::WindowMaximized, Qt::WindowFullScreen}) {
      w.window->setWindowState(state);
      w.program->raise();
      QCOMPARE(w.window->windowStates(), Qt::WindowStates(state));
      w.window->hide();
      QMetaObject::invokeMethod(w.window, "bringUp");
      QVERIFY(w.window->isVisible());
      QCOMPARE(w.window->windowStates(), Qt::WindowStates(state));
      w.window->setWindowStates(state | Qt::WindowMinimized);
      w.program->raise();
      QCOMPARE(w.window->windowStates(), Qt::WindowStates(state));
    }
  }
};

int main(int argc, char** argv) {
  TestWindowKeys test;
  return runWindowTest(test, argc, argv);
}
#include "tst_window_keys.moc"
