// The list of chats in the window: long ones, pins, folders, archive, bin, marks.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QSignalSpy>
#include <QTemporaryDir>

#include "tests/app/bench.h"
#include "tests/app/window_fixture.h"
#include "tests/store/on_disk.h"

using namespace deepwell;

class TestHistory : public WindowTest {
  Q_OBJECT

  static void answer(Window& w, const char* question, const char* thoughts = "", const char* text = "x") {
    w.script->queueAnswer(thoughts, text);
    QVERIFY(QTest::qWaitFor([&] { return w.chat().send(QString::fromUtf8(question)); }, 60000));  // once the chat is read
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }
  // One chat for each name, the last one newest; shows a new chat then.
  static void makeChats(Window& w, std::initializer_list<const char*> names) {
    for (const char* name : names) {
      w.workspace->newChat();
      answer(w, name);
    }
    w.workspace->newChat();
    QTRY_COMPARE(w.textOf("chatRow0"), QString::fromUtf8(*(names.end() - 1)));
    QTRY_VERIFY(w.find("composerInput")->hasActiveFocus());
    QCoreApplication::processEvents();  // it takes the focus once more
  }
  static QStringList titles(Window& w) {
    QStringList all;
    const ChatListModel& list = *w.workspace->chats();
    for (int row = 0; row < list.count(); ++row) all << list.index(row).data(ChatListModel::TitleRole).toString();
    return all;
  }
  static QString section(Window& w, int row) { return w.workspace->chats()->index(row).data(ChatListModel::SectionRole).toString(); }
  // Chooses it and waits until the menu is gone.
  static bool choose(Window& w, const char* item) {
    return w.click(item) && QTest::qWaitFor([&] { return !w.find(item); }, 60000);
  }
  static bool menu(Window& w, const char* row, const char* item) { return w.click(row, Qt::RightButton) && choose(w, item); }
  static bool listMenu(Window& w, const char* item) { return w.click("listMenuButton") && choose(w, item); }

 private slots:
  // 100,000 chats: the first page is there at once, the others come as they are scrolled to; one that is used moves up.
  void longListsComeByPages() {
    QTemporaryDir dir;
    { Window w(dir.path()); }
    {
      SQLite::Database db((dir.path() + QStringLiteral("/chats.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
      db.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
              "INSERT INTO chats(title, created, updated) SELECT 'Chat ' || i, 1600000000000 + i * 1000, 1600000000000 + i * 1000 FROM n");
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    ChatListModel& list = *w.workspace->chats();
    QCOMPARE(list.count(), ChatListModel::kPage);
    QTRY_COMPARE(w.textOf("chatRow0"), QStringLiteral("Chat 100000"));
    QVERIFY(section(w, 0).contains(QStringLiteral("2020")));
    QQuickItem* view = w.find("chatList");
    view->forceActiveFocus();
    for (int page = 2; page <= 6; ++page) {
      w.key(Qt::Key_End);
      QTRY_VERIFY(list.count() >= page * ChatListModel::kPage);
    }
    for (int row = 0; row < list.count(); ++row)
      QCOMPARE(list.index(row).data(ChatListModel::TitleRole).toString(), QStringLiteral("Chat %1").arg(100000 - row));
    w.workspace->openChat(50000);  // has no row yet
    QCOMPARE(list.indexOf(50000), -1);
    answer(w, "hello");
    QCOMPARE(list.indexOf(50000), 0);
    QCOMPARE(section(w, 0), QStringLiteral("Today"));
    QCOMPARE(list.indexOf(100000), 1);
  }

  void pinnedStandFirst() {
    QTemporaryDir dir;
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      makeChats(w, {"one", "two", "three"});
      QVERIFY(menu(w, "chatRow2", "pinItem"));
      QTRY_COMPARE(titles(w), (QStringList{"one", "three", "two"}));
      QCOMPARE(section(w, 0), QStringLiteral("Pinned"));
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    QCOMPARE(titles(w), (QStringList{"one", "three", "two"}));
    QVERIFY(menu(w, "chatRow0", "pinItem"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "two", "one"}));
  }

  void foldersAreMadeFilledFoldedAndDeleted() {
    QTemporaryDir dir;
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      makeChats(w, {"one", "two", "three"});
      QVERIFY(listMenu(w, "newFolderItem"));
      QTRY_VERIFY(w.find("renameField") && w.find("renameField")->hasActiveFocus());
      w.type(QStringLiteral("Work"));
      w.key(Qt::Key_Return);
      QTRY_COMPARE(titles(w), (QStringList{"Work", "three", "two", "one"}));
      QCOMPARE(section(w, 0), QStringLiteral("Folders"));
      QVERIFY(w.click("chatRow2", Qt::RightButton));
      QVERIFY(w.click("moveMenuItem"));
      QVERIFY(choose(w, "moveToItem0"));
      QTRY_COMPARE(titles(w), (QStringList{"Work", "two", "three", "one"}));
      QTRY_COMPARE(w.workspace->chats()->index(0).data(ChatListModel::SizeRole).toInt(), 1);
      QVERIFY(w.click("folderRow0"));  // folds it
      QTRY_COMPARE(titles(w), (QStringList{"Work", "three", "one"}));
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    QCOMPARE(titles(w), (QStringList{"Work", "three", "one"}));  // and stays so
    w.find("chatList")->forceActiveFocus();
    w.key(Qt::Key_Home);
    w.key(Qt::Key_Right);
    QTRY_COMPARE(titles(w), (QStringList{"Work", "two", "three", "one"}));
    QVERIFY(menu(w, "folderRow0", "deleteFolderItem"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "two", "one"}));
  }

  // A new folder for a chat, and more chats in it than one page.
  void largeFolders() {
    QTemporaryDir dir;
    { Window w(dir.path()); }
    {
      SQLite::Database db((dir.path() + QStringLiteral("/chats.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
      db.exec("INSERT INTO folders(name, created) VALUES('Big', 1)");
      db.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) "
              "INSERT INTO chats(title, created, updated, folder) SELECT 'Chat ' || i, 1600000000000 + i, 1600000000000 + i, 1 FROM n");
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    ChatListModel& list = *w.workspace->chats();
    QCOMPARE(list.count(), 102);  // the folder, a page of it, "more"
    list.showMore(1);
    QCOMPARE(list.count(), 202);
    list.showMore(1);
    QCOMPARE(list.count(), 251);
    for (int row = 1; row < list.count(); ++row)
      QCOMPARE(list.index(row).data(ChatListModel::TitleRole).toString(), QStringLiteral("Chat %1").arg(251 - row));
  }

  // A folder that was counted when it was small: what an import brings can be reached.
  void foldersThatGrow() {
    QTemporaryDir dir;
    Bench bench(dir.path(), false);
    ChatListModel& list = *bench.workspace->chats();
    ChatStore& store = bench.workspace->history().store();
    const qlonglong folder = list.createFolder(QStringLiteral("Growing"));
    const auto fill = [&](int chats) {
      for (int i = 0; i < chats; ++i) {
        const auto chat = store.createChat("chat", "", "");
        QVERIFY(chat && store.moveChat(*chat, folder));
      }
      list.refresh();
    };
    const auto size = [&list] { return list.index(0).data(ChatListModel::SizeRole).toInt(); };
    fill(5);
    QTRY_COMPARE(size(), 5);
    QCOMPARE(list.count(), 6);
    fill(150);
    QCOMPARE(list.count(), 102);  // the folder, a page of it, "more"
    QTRY_COMPARE(size(), 155);
    QCOMPARE(list.count(), 102);
    QCOMPARE(list.index(101).data(ChatListModel::SizeRole).toInt(), 55);
    list.showMore(folder);
    QCOMPARE(list.count(), 156);
  }

  // The second click of a double click meets a menu that fades out.
  void aDoubleClickMakesOneFolder() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one"});
    QVERIFY(w.click("listMenuButton"));
    QTRY_VERIFY(w.find("newFolderItem"));
    QVERIFY(w.doubleClick("newFolderItem"));
    QTRY_VERIFY(!w.find("newFolderItem"));
    QTRY_VERIFY(w.find("renameField"));
    QCOMPARE(w.workspace->chats()->folders().size(), 1);
  }

  void chatsAreDraggedIntoFolders() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two"});
    w.workspace->chats()->createFolder(QStringLiteral("Work"));
    QTRY_VERIFY(w.find("folderRow0") && w.find("chatRow2"));
    QVERIFY(w.drag("chatRow2", "folderRow0"));
    QTRY_COMPARE(titles(w), (QStringList{"Work", "one", "two"}));
    QCOMPARE(w.workspace->chats()->index(1).data(ChatListModel::FolderIdRole).toInt(), 1);
    QTRY_VERIFY(w.find("chatRow1") && w.find("chatRow2"));
    // Its name is changed where it stands: further in than the folder's.
    QVERIFY(menu(w, "chatRow1", "renameItem"));
    QTRY_VERIFY(w.find("renameField"));
    QCOMPARE(w.find("renameField")->mapToItem(w.find("chatRow1"), QPointF()).x(), 18.0);
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("renameField"));
    QVERIFY(w.drag("chatRow1", "chatRow2"));  // and out again
    QTRY_COMPARE(titles(w), (QStringList{"Work", "two", "one"}));
    QCOMPARE(w.chat().chatId(), 0);  // dragging opens nothing
  }

  void menusByKeyAndButton() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two"});
    w.find("chatList")->forceActiveFocus();
    w.key(Qt::Key_Home);
    w.key(Qt::Key_Menu);
    QTRY_VERIFY(w.find("renameItem"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("renameItem"));
    w.key(Qt::Key_F10, Qt::ShiftModifier);
    QTRY_VERIFY(w.find("renameItem"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("renameItem"));
    QTRY_VERIFY(w.find("chatMenu0"));  // the row that has the keys shows it
    QVERIFY(w.click("chatMenu0"));
    QVERIFY(choose(w, "renameItem"));
    QTRY_VERIFY(w.find("renameField"));
    w.type(QStringLiteral("better"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.textOf("chatRow0"), QStringLiteral("better"));
  }

  void archiveAndBin() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "two", "three"});
    QVERIFY(menu(w, "chatRow1", "archiveItem"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "one"}));
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "two", "one"}));
    QVERIFY(menu(w, "chatRow1", "archiveItem"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "one"}));
    QVERIFY(listMenu(w, "archivedItem"));
    QTRY_COMPARE(titles(w), QStringList{"two"});
    QTRY_COMPARE(w.textOf("viewTitle"), QStringLiteral("Archived chats"));
    QVERIFY(menu(w, "chatRow0", "archiveItem"));  // back
    QTRY_COMPARE(titles(w), QStringList{});
    QVERIFY(w.click("backToChats"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "two", "one"}));

    for (int i = 0; i < 2; ++i) {
      QVERIFY(menu(w, "chatRow0", "deleteItem"));
      QTRY_COMPARE(w.workspace->chats()->count(), 2 - i);
    }
    QVERIFY(listMenu(w, "binItem"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "two"}));
    QVERIFY(menu(w, "chatRow0", "restoreItem"));
    QTRY_COMPARE(titles(w), QStringList{"two"});
    QVERIFY(w.click("emptyBin"));
    QCOMPARE(w.workspace->chats()->count(), 1);  // asks first
    QVERIFY(w.click("emptyBinNow"));
    QTRY_COMPARE(titles(w), QStringList{});
    QVERIFY(w.click("backToChats"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "one"}));
  }

  // A chat of the bin can be read, but what was asked in it would be erased with it.
  void aChatOfTheBinIsRestoredFirst() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one"});
    QVERIFY(menu(w, "chatRow0", "deleteItem"));
    QVERIFY(listMenu(w, "binItem"));
    QVERIFY(w.click("chatRow0"));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("one"));
    QTRY_VERIFY(w.find("inBinBar"));
    QVERIFY(!w.find("composerInput"));
    w.type(QStringLiteral("x"));
    QCOMPARE(w.chat().draft(), QString());
    QTRY_VERIFY(!w.chat().loading());
    QVERIFY(!w.chat().send(QStringLiteral("two")));
    QCOMPARE(w.chat().messages()->count(), 2);
    QVERIFY(w.click("restoreChat"));
    QTRY_VERIFY(w.find("composerInput"));
    QVERIFY(!w.find("inBinBar"));
    answer(w, "two");
    QCOMPARE(w.chat().messages()->count(), 4);
    QVERIFY(!w.workspace->history().store().chat(w.chat().chatId())->deleted_at);
  }

  // One chat of the bin alone: asks first, and what is shown then is not it.
  void oneChatIsErasedForGood() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    makeChats(w, {"one", "xylophones", "three"});
    for (int i = 0; i < 2; ++i) {
      QVERIFY(menu(w, "chatRow0", "deleteItem"));
      QTRY_COMPARE(w.workspace->chats()->count(), 2 - i);
    }
    QVERIFY(listMenu(w, "binItem"));
    QTRY_COMPARE(titles(w), (QStringList{"three", "xylophones"}));
    QVERIFY(w.click("chatRow1"));  // looked at
    QTRY_COMPARE(w.chat().title(), QStringLiteral("xylophones"));
    QVERIFY(menu(w, "chatRow1", "eraseItem"));
    QTRY_VERIFY(w.find("keepChat") && w.find("keepChat")->hasActiveFocus());
    QVERIFY(w.textOf("eraseChatTitle").contains(QStringLiteral("xylophones")));
    QVERIFY(w.click("keepChat"));
    QTRY_VERIFY(!w.find("keepChat"));
    QCOMPARE(w.workspace->chats()->count(), 2);
    w.find("chatList")->forceActiveFocus();
    w.key(Qt::Key_End);
    w.key(Qt::Key_Delete);
    QVERIFY(w.click("eraseChatNow"));
    QTRY_VERIFY(!w.find("eraseChatNow"));
    QTRY_COMPARE(titles(w), QStringList{"three"});
    QTRY_COMPARE(w.chat().chatId(), 0);
    const std::filesystem::path history = w.workspace->history().store().path();
    QTRY_VERIFY(!onDisk(history, "xylophones"));
    QVERIFY(onDisk(history, "three"));
    QVERIFY(w.click("backToChats"));
    QTRY_COMPARE(titles(w), QStringList{"one"});
  }

  // A dot marks the chat whose answer ended while another one was shown, also after a restart, until it is opened.
  void unreadAnswersAreMarked() {
    QTemporaryDir dir;
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      w.script->queueAnswer("", "late", true);
      QVERIFY(w.chat().send(QStringLiteral("slow")));
      w.workspace->newChat();
      QVERIFY(!w.find("unreadMark"));
      w.script->release();
      QTRY_VERIFY(w.find("unreadMark"));
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->newChat();
    // The chat of last time is shown at the start, so it has been seen.
    QTRY_VERIFY(!w.find("unreadMark"));
  }
};

int main(int argc, char** argv) {
  TestHistory test;
  return runWindowTest(test, argc, argv);
}
#include "tst_history.moc"
