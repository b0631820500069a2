// The search over all chats in the window.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/app/window_fixture.h"
#include "tests/store/watched_disk.h"

using namespace deepwell;

class TestSearch : public WindowTest {
  Q_OBJECT

  static void answer(Window& w, const char* question, const char* thoughts, const char* text) {
    w.script->queueAnswer(thoughts, text);
    QVERIFY(w.chat().send(QString::fromUtf8(question)));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }

 private slots:
  // Titles, questions, answers and thoughts; a hit in a branch that is not shown brings that branch.
  void searchShowsWhereAndJumps() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    answer(w, "Tell me of walnuts", "a secret cardamom idea", "The first answer has saffron in it.");
    const MessageId first = w.last().id();
    w.script->queueAnswer("", "The second answer.");
    w.chat().regenerate();
    QTRY_COMPARE(w.last().text(), QStringLiteral("The second answer."));
    const qlonglong chat = w.chat().chatId();
    w.workspace->newChat();
    ChatSearch& search = *w.workspace->search();
    const auto find = [&](const char* words, int count) {
      w.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
      QTRY_VERIFY(w.find("searchChats")->hasActiveFocus());
      w.type(QLatin1String(words));
      QTRY_VERIFY(!search.busy());
      QTRY_COMPARE(search.count(), count);
    };
    const auto place = [&](int row) { return search.index(row).data(ChatSearch::PlaceRole).toString(); };
    find("walnu", 2);
    QCOMPARE(place(0), QStringLiteral("Title"));
    QCOMPARE(place(1), QStringLiteral("Question"));
    find("cardamom", 1);
    QCOMPARE(place(0), QStringLiteral("Thoughts"));
    const QString snippet = search.index(0).data(ChatSearch::SnippetRole).toString();
    const auto marks = search.index(0).data(ChatSearch::MarksRole).value<QList<int>>();
    QCOMPARE(marks.size(), 2);
    QCOMPARE(snippet.mid(marks[0], marks[1]), QStringLiteral("cardamom"));
    find("saffr", 1);
    QCOMPARE(place(0), QStringLiteral("Answer"));
    QTRY_VERIFY(w.find("hitRow0"));
    QSignalSpy jumps(w.workspace, &Workspace::jumpRequested);
    w.key(Qt::Key_Return);
    QTRY_COMPARE(jumps.size(), 1);
    QCOMPARE(w.chat().chatId(), chat);
    QCOMPARE(w.last().id(), first);
    QCOMPARE(jumps[0][0].toLongLong(), first);
    QCOMPARE(jumps[0][2].toString(), QStringLiteral("saffron"));
    find("nothinglikethis", 0);
    QTRY_VERIFY(w.find("noResults"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("noResults"));
  }

  // Of queries that come faster than searches the newest one's results stay.
  void newestQueryWins() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* name : {"apple", "banana"}) {
      w.workspace->newChat();
      answer(w, name, "", "x");
    }
    ChatSearch& search = *w.workspace->search();
    for (int i = 0; i < 30; ++i) search.setQuery(i % 2 ? QStringLiteral("apple") : QStringLiteral("nothing%1").arg(i));
    search.setQuery(QStringLiteral("banana"));
    QTRY_VERIFY(!search.busy());
    QVERIFY(search.count() > 0);
    for (int row = 0; row < search.count(); ++row)
      QCOMPARE(search.index(row).data(ChatSearch::TitleRole).toString(), QStringLiteral("banana"));
  }

  // Closing the window does not wait for a search: that stops in the middle of what it reads from a slow disk.
  void closingEndsSearches_data() {
    QTest::addColumn<bool>("palette");
    QTest::newRow("list") << false;
    QTest::newRow("palette") << true;
  }
  void closingEndsSearches() {
    QFETCH(bool, palette);
    std::atomic<int> reads = 0;
    std::atomic<bool> slow = false;
    const std::thread::id own = std::this_thread::get_id();
    const WatchedDisk disk([&] {
      if (std::this_thread::get_id() == own) return;
      ++reads;
      if (slow) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    QTemporaryDir dir;
    { Window w(dir.path()); }
    {
      SQLite::Database db((dir.path() + QStringLiteral("/chats.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
      db.exec("INSERT INTO chats(title, created, updated) VALUES('Long', 1, 1)");
      db.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) "
              "INSERT INTO messages(chat, role, state, text, created) SELECT 1, 'user', 'finished', hex(zeroblob(1900)), i FROM n");
    }
    // Signs are looked for in every text: so much is read if nobody stops it.
    int all = 0;
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      const int before = reads;
      w.workspace->search()->setQuery(QStringLiteral("->"));
      QTRY_VERIFY(!w.workspace->search()->busy());
      all = reads - before;
    }
    QVERIFY2(all > 5000, qPrintable(QString::number(all)));
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      slow = true;
      const int before = reads;
      if (palette) {
        w.key(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(w.find("paletteField") && w.find("paletteField")->hasActiveFocus());
        w.type(QStringLiteral("->"));
      } else {
        w.workspace->search()->setQuery(QStringLiteral("->"));
      }
      QTRY_VERIFY(reads - before > 100);
      reads = 0;
    }
    QVERIFY2(reads < all / 4, qPrintable(QStringLiteral("%1 of %2 reads").arg(reads).arg(all)));
  }
};

int main(int argc, char** argv) {
  TestSearch test;
  return runWindowTest(test, argc, argv);
}
#include "tst_search.moc"
