// Several chats of the list at once: how they are selected, and what is done with them.
#include <QTemporaryDir>

#include "tests/app/window_fixture.h"

using namespace deepwell;

class TestSelection : public WindowTest {
  Q_OBJECT

  static void makeChats(Window& w, std::initializer_list<const char*> names) {
    for (const char* name : names) {
      w.workspace->newChat();
      w.script->queueAnswer("", "x");
      QVERIFY(QTest::qWaitFor([&] { return w.chat().send(QString::fromUtf8(name)); }, 60000));  // once its draft is read
      QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    }
    w.workspace->newChat();
    QTRY_COMPARE(w.workspace->chats()->count(), static_cast<int>(names.size()));
    QTRY_VERIFY(w.find("composerInput")->hasActiveFocus());
    QCoreApplication::processEvents();  // it takes the focus once more
  }
  static QStringList titles(Window& w, bool selected_only = false) {
    QStringList all;
    const ChatListModel& list = *w.workspace->chats();
    for (int row = 0; row < list.count(); ++row)
      if (!selected_only || list.index(row).data(ChatListModel::SelectedRole).toBool())
        all << list.index(row).data(ChatListModel::TitleRole).toString();
    return all;
  }
  static QStringList selected(Window& w) { return titles(w, true); }
  static bool clickWith(Window& w, const char* row, Qt::KeyboardModifiers modifiers) {
    if (!w.settles([&] { return w.find(row) ? w.find(row)->mapToScene(QPointF()) : QPointF(); })) return false;
    const QQuickItem* item = w.find(row);
    if (!item) return false;
    QTest::mouseClick(w.window, Qt::LeftButton, modifiers, item->mapToScene(QPointF(60, item->height() / 2)).toPoint());
    return true;
  }
  static bool choose(Window& w, const char* item) {
    return w.click(item) && QTest::qWaitFor([&] { return !w.find(item); }, 60000);
  }
  static void focusList(Window& w) {
    w.find("chatList")->forceActiveFocus();
    w.key(Qt::Key_Home);
  }

 private slots:
  void byMouse() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three", "four", "five"});
    QVERIFY(!w.find("selectionBar"));
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow3", Qt::ControlModifier));
    QTRY_COMPARE(selected(w), (QStringList{"four", "two"}));
    QCOMPARE(w.chat().chatId(), 0);  // none was opened
    QTRY_VERIFY(w.find("selectionBar"));
    QVERIFY(w.textOf("selectionWords").startsWith(u'2'));
    QVERIFY(clickWith(w, "chatRow3", Qt::ControlModifier));
    QTRY_COMPARE(selected(w), QStringList{"four"});
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    QTRY_VERIFY(!w.find("selectionBar"));
    // A range goes from the chat that was clicked, and turns around it.
    QVERIFY(clickWith(w, "chatRow2", Qt::NoModifier));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("three"));
    QVERIFY(clickWith(w, "chatRow4", Qt::ShiftModifier));
    QTRY_COMPARE(selected(w), (QStringList{"three", "two", "one"}));
    QVERIFY(clickWith(w, "chatRow0", Qt::ShiftModifier));
    QTRY_COMPARE(selected(w), (QStringList{"five", "four", "three"}));
    QCOMPARE(w.chat().title(), QStringLiteral("three"));
    QVERIFY(clickWith(w, "chatRow4", Qt::NoModifier));  // a plain click ends it
    QTRY_COMPARE(w.chat().title(), QStringLiteral("one"));
    QTRY_COMPARE(selected(w), QStringList{});
    QTRY_VERIFY(!w.find("selectionBar"));
  }

  void byKeys() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three", "four"});
    focusList(w);
    w.key(Qt::Key_Down);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(selected(w), (QStringList{"three", "two", "one"}));
    w.key(Qt::Key_Up, Qt::ShiftModifier);
    QTRY_COMPARE(selected(w), (QStringList{"three", "two"}));
    w.key(Qt::Key_Escape);
    QTRY_COMPARE(selected(w), QStringList{});
    QTRY_VERIFY(!w.find("selectionBar"));
    w.key(Qt::Key_Home);
    w.key(Qt::Key_Space, Qt::ControlModifier);
    QTRY_COMPARE(selected(w), QStringList{"four"});
    w.key(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(selected(w).size(), 4);
    w.key(Qt::Key_Delete);
    QTRY_COMPARE(titles(w), QStringList{});
    QVERIFY2(w.workspace->undoWords().contains(u'4'), qPrintable(w.workspace->undoWords()));
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(titles(w), (QStringList{"four", "three", "two", "one"}));
    QVERIFY(!w.workspace->canUndoDelete());
  }

  // One undo for all, and the one that was shown is shown again; what is not selected stays.
  void deletingIsUndoneAtOnce() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three", "four"});
    QVERIFY(clickWith(w, "chatRow1", Qt::NoModifier));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("three"));
    QVERIFY(clickWith(w, "chatRow2", Qt::ShiftModifier));
    QTRY_COMPARE(selected(w), (QStringList{"three", "two"}));
    QVERIFY(w.click("deleteSelected"));
    QTRY_COMPARE(titles(w), (QStringList{"four", "one"}));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("one"));  // the nearest that stayed
    QTRY_VERIFY(!w.find("selectionBar"));
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(titles(w), (QStringList{"four", "three", "two", "one"}));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("three"));
    // What was brought back out of the bin meanwhile does not keep the rest from it.
    const QList<ChatId> ids = w.workspace->chats()->chats();
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    QTRY_COMPARE(selected(w).size(), 2);
    w.workspace->deleteSelected();
    w.workspace->restoreChat(ids[0]);
    w.workspace->undoDelete();
    QTRY_COMPARE(titles(w), (QStringList{"four", "three", "two", "one"}));
  }

  void movedPinnedAndArchived() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three"});
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow2", Qt::ControlModifier));
    QVERIFY(w.click("moveSelected"));
    QVERIFY(choose(w, "moveNewItem"));
    QTRY_VERIFY(w.find("renameField") && w.find("renameField")->hasActiveFocus());  // of the new folder
    w.type(QStringLiteral("Work"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(titles(w), (QStringList{"Work", "three", "one", "two"}));
    QCOMPARE(w.workspace->chats()->index(2).data(ChatListModel::FolderIdRole).toInt(), 1);
    // A folder between them is no chat.
    focusList(w);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(selected(w), (QStringList{"three", "one"}));
    QVERIFY(w.click("pinSelected"));
    QTRY_COMPARE(w.workspace->chats()->index(1).data(ChatListModel::PinnedRole).toBool(), true);
    QTRY_COMPARE(titles(w), (QStringList{"three", "one", "Work", "two"}));
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow3", Qt::ControlModifier));
    QVERIFY(w.click("archiveSelected"));
    QTRY_COMPARE(titles(w), (QStringList{"one", "Work"}));
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(titles(w).size(), 4);
  }

  // The menu of a selected chat means all of them; that of another one ends the selection.
  void theMenuMeansAll() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three", "four"});
    QVERIFY(w.click("chatRow0", Qt::RightButton));
    QVERIFY(choose(w, "selectItem"));
    QTRY_COMPARE(selected(w), QStringList{"four"});
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    QTRY_COMPARE(selected(w).size(), 2);
    QVERIFY(w.click("chatRow1", Qt::RightButton));
    QTRY_VERIFY(w.find("deleteItem"));
    QVERIFY(!w.find("renameItem"));  // of one only
    QVERIFY(choose(w, "deleteItem"));
    QTRY_COMPARE(titles(w), (QStringList{"two", "one"}));
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QTRY_COMPARE(selected(w), QStringList{"two"});
    QVERIFY(w.click("chatRow1", Qt::RightButton));
    QVERIFY(choose(w, "deleteItem"));
    QTRY_COMPARE(titles(w), QStringList{"two"});
  }

  void restoredAndErasedInTheBin() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three", "four"});
    focusList(w);
    w.key(Qt::Key_A, Qt::ControlModifier);
    w.key(Qt::Key_Delete);
    QTRY_COMPARE(titles(w), QStringList{});
    w.workspace->chats()->setView(ChatListModel::Bin);
    QTRY_COMPARE(titles(w).size(), 4);
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    const QStringList chosen = selected(w);
    QCOMPARE(chosen.size(), 2);
    QVERIFY(w.click("deleteSelected"));
    QVERIFY(w.click("keepChat"));  // asks first
    QTRY_VERIFY(!w.find("keepChat"));
    QCOMPARE(titles(w).size(), 4);
    QVERIFY(w.click("restoreSelected"));
    QTRY_COMPARE(titles(w).size(), 2);
    focusList(w);
    w.key(Qt::Key_A, Qt::ControlModifier);
    w.key(Qt::Key_Delete);
    QVERIFY(w.click("eraseChatNow"));
    QTRY_COMPARE(titles(w), QStringList{});
    w.workspace->chats()->setView(ChatListModel::Active);
    QTRY_COMPARE(titles(w).size(), 2);
    for (const QString& title : chosen) QVERIFY(titles(w).contains(title));
  }

  // Ctrl+A takes what is below the loaded page too, and all of it goes and comes at once.
  void allOfALongList() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    ChatStore& store = w.workspace->history().store();
    for (int i = 0; i < 450; ++i) QVERIFY(store.createChat("chat " + std::to_string(i)));
    w.workspace->chats()->refresh();
    QTRY_VERIFY(w.workspace->chats()->count() >= ChatListModel::kPage);
    focusList(w);
    w.key(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(w.workspace->chats()->selection()->count(), 450);
    w.key(Qt::Key_Delete);
    QTRY_COMPARE(titles(w), QStringList{});
    QVERIFY(w.click("undoDelete"));
    QTRY_VERIFY(w.workspace->chats()->count() >= ChatListModel::kPage);
    QCOMPARE(*store.countChats({}), 450);
  }

  void dragged() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three"});
    w.workspace->chats()->createFolder(QStringLiteral("Work"));
    QTRY_VERIFY(w.find("folderRow0") && w.find("chatRow3"));
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow3", Qt::ControlModifier));
    QTRY_COMPARE(selected(w), (QStringList{"three", "one"}));
    QVERIFY(w.drag("chatRow3", "folderRow0"));
    QTRY_COMPARE(titles(w), (QStringList{"Work", "three", "one", "two"}));
    QCOMPARE(w.workspace->chats()->index(2).data(ChatListModel::FolderIdRole).toInt(), 1);
  }

  void exportedIntoOneFile() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"first topic", "second topic", "third topic"});
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow2", Qt::ControlModifier));
    QTRY_COMPARE(selected(w).size(), 2);
    for (const char* format : {"markdown", "json"}) {
      const QString file = dir.filePath(QStringLiteral("some.") + QLatin1String(format));
      w.workspace->transfer()->exportChats(w.workspace->chats()->selection()->ids(), QLatin1String(format), QUrl::fromLocalFile(file));
      QTRY_VERIFY(!w.workspace->transfer()->busy());
      QFile in(file);
      QVERIFY(in.open(QIODevice::ReadOnly));
      const QByteArray text = in.readAll();
      QVERIFY(text.contains("first topic") && text.contains("third topic"));
      QVERIFY(!text.contains("second topic"));
    }
    QCOMPARE(selected(w).size(), 2);
  }

  // In the narrow window the list is a drawer: Escape leaves the selection first, then the drawer.
  void inTheDrawer() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three"});
    w.window->setWidth(420);
    w.key(Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(w.find("chatRow2"));
    QVERIFY(clickWith(w, "chatRow0", Qt::ControlModifier));
    QVERIFY(clickWith(w, "chatRow1", Qt::ControlModifier));
    QTRY_COMPARE(selected(w), (QStringList{"three", "two"}));
    QTRY_VERIFY(w.find("selectionBar"));
    w.key(Qt::Key_Escape);
    QTRY_COMPARE(selected(w), QStringList{});
    QVERIFY(w.find("chatRow2"));
    focusList(w);
    w.key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(selected(w).size(), 2);
    QVERIFY(w.click("deleteSelected"));
    QTRY_COMPARE(titles(w), QStringList{"one"});
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(titles(w).size(), 3);
  }
};

int main(int argc, char** argv) {
  TestSelection test;
  return runWindowTest(test, argc, argv);
}
#include "tst_selection.moc"
