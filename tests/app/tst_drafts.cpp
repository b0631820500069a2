// Files that stand in a composer stay there: when another chat is shown, and over a restart.
#include <QFile>
#include <semaphore>

#include "tests/app/bench.h"
#include "tests/store/on_disk.h"

using namespace deepwell;

namespace {

QUrl put(const QTemporaryDir& dir, const char* name, const QByteArray& bytes) {
  QFile file(dir.filePath(QLatin1String(name)));
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(bytes);
  return QUrl::fromLocalFile(file.fileName());
}

QStringList names(Bench& bench) {
  const AttachmentList& list = *bench.chat().attachments();
  QStringList all;
  for (int row = 0; row < list.count(); ++row) all << list.index(row).data(AttachmentList::NameRole).toString();
  return all;
}

void ask(Bench& bench, const char* question) {
  bench.script->queueAnswer("", "ok");
  QVERIFY(bench.chat().send(QLatin1String(question)));
  QTRY_VERIFY(!bench.chat().busy());
}

}  // namespace

class TestDrafts : public QObject {
  Q_OBJECT

 private slots:
  // With the text that they had when they were given, whatever becomes of the file.
  void surviveARestart() {
    QTemporaryDir dir;
    QTemporaryDir files;
    {
      Bench bench(dir.path());
      AttachmentList& list = *bench.chat().attachments();
      const QUrl file = put(files, "plan.md", "alpha beta");
      list.add({file});
      QVERIFY(list.addText(QStringLiteral("Pasted text.txt"), QStringLiteral("gamma")));
      bench.chat().setDraft(QStringLiteral("What is this?"));
      QTRY_VERIFY(!list.reading());
      QVERIFY(QFile::remove(file.toLocalFile()));
    }
    Bench bench(dir.path());
    QTRY_COMPARE(names(bench), (QStringList{"plan.md", "Pasted text.txt"}));
    QCOMPARE(bench.chat().draft(), QStringLiteral("What is this?"));
    QCOMPARE(bench.chat().attachments()->textOf(0), QStringLiteral("alpha beta"));
    QTRY_COMPARE(bench.chat().attachments()->index(0).data(AttachmentList::DetailRole).toString(), QStringLiteral("2 token(s)"));
    QVERIFY(bench.chat().attachments()->problem().isEmpty());
    QTRY_VERIFY(!bench.chat().loading());
    ask(bench, "What is this?");
    QVERIFY(bench.script->requests().back().messages[0].content.find("alpha beta") != std::string::npos);
    QVERIFY(bench.script->requests().back().messages[0].content.find("gamma") != std::string::npos);
  }

  void whatWasSentIsNoDraft() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      QVERIFY(bench.chat().attachments()->addText(QStringLiteral("a.txt"), QStringLiteral("alpha")));
      ask(bench, "first");
      QVERIFY(bench.chat().attachments()->addText(QStringLiteral("b.txt"), QStringLiteral("beta")));
      ask(bench, "second");
      QVERIFY(bench.chat().attachments()->addText(QStringLiteral("c.txt"), QStringLiteral("gamma")));
      QVERIFY(bench.chat().attachments()->addText(QStringLiteral("d.txt"), QStringLiteral("delta")));
      bench.chat().attachments()->remove(0);
    }
    Bench bench(dir.path());
    QTRY_COMPARE(names(bench), QStringList{"d.txt"});
    bench.workspace->newChat();
    QTRY_VERIFY(!bench.chat().loading());
    QCOMPARE(names(bench), QStringList());
  }

  void eachChatHasItsOwn() {
    QTemporaryDir dir;
    ChatId first = 0;
    ChatId second = 0;
    {
      Bench bench(dir.path());
      ask(bench, "one");
      first = bench.chat().chatId();
      bench.chat().attachments()->addText(QStringLiteral("first.txt"), QStringLiteral("x"));
      bench.workspace->newChat();
      QCOMPARE(names(bench), QStringList());
      ask(bench, "two");
      second = bench.chat().chatId();
      bench.workspace->newChat();
      bench.chat().attachments()->addText(QStringLiteral("new.txt"), QStringLiteral("x"));
      bench.workspace->openChat(first);
      QCOMPARE(names(bench), QStringList{"first.txt"});
    }
    Bench bench(dir.path());
    for (const auto& [chat, file] : {std::pair(first, "first.txt"), std::pair(second, ""), std::pair(ChatId{0}, "new.txt")}) {
      if (chat == 0) {
        bench.workspace->newChat();
      } else {
        bench.workspace->openChat(chat);
      }
      QTRY_VERIFY(!bench.chat().loading());
      QCOMPARE(names(bench).join(u','), QLatin1String(file));
    }
  }

  // A chat whose files are still being read takes others: they come after its own.
  void whatIsAttachedMeanwhileStays() {
    QTemporaryDir dir;
    ChatId full = 0;
    ChatId empty = 0;
    {
      Bench bench(dir.path());
      for (ChatId* chat : {&empty, &full}) {
        bench.workspace->newChat();
        ask(bench, "one");
        *chat = bench.chat().chatId();
      }
      bench.chat().attachments()->addText(QStringLiteral("old.txt"), QStringLiteral("x"));
    }
    for (const auto& [chat, all] : {std::pair(empty, QStringList{"new.txt"}), std::pair(full, QStringList{"old.txt", "new.txt"})}) {
      {
        Bench bench(dir.path());
        bench.workspace->newChat();
        QTRY_VERIFY(!bench.chat().loading());
        std::binary_semaphore held(0);
        bench.workspace->history().later([&held](ChatStore&) { held.acquire(); });
        bench.workspace->openChat(chat);
        const bool loading = bench.chat().loading();
        bench.chat().attachments()->addText(QStringLiteral("new.txt"), QStringLiteral("y"));
        held.release();
        QVERIFY(loading);
        QTRY_VERIFY(!bench.chat().loading());
        QCOMPARE(names(bench), all);
      }
      Bench bench(dir.path());
      bench.workspace->openChat(chat);
      QTRY_COMPARE(names(bench), all);
    }
  }

  // A chat that is erased takes its draft along, also where it is not the one that is shown.
  void erasedChatsHaveNone() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      for (const bool alone : {true, false}) {
        bench.workspace->newChat();
        ask(bench, "one");
        const ChatId chat = bench.chat().chatId();
        bench.chat().setDraft(QStringLiteral("xylophones"));
        bench.workspace->newChat();
        bench.workspace->deleteChat(chat);
        if (alone) {
          bench.workspace->eraseChat(chat);
        } else {
          bench.workspace->emptyBin();
        }
        QTRY_VERIFY(!bench.workspace->history().store().chat(chat));
        bench.workspace->openChat(chat);  // there is nothing to open
        QTRY_COMPARE(bench.chat().chatId(), 0);
        QTRY_VERIFY(!onDisk(bench.workspace->history().store().path(), "xylophones"));
      }
    }
    QVERIFY(!onDisk(std::filesystem::path(dir.path().toStdString()) / "chats.sqlite", "xylophones"));
  }

  // One that was being read at the end is read again; if it is gone by then, that is said.
  void whatWasNotReadYetIsReadAgain() {
    QTemporaryDir dir;
    QTemporaryDir files;
    {
      Bench bench(dir.path());
      const QUrl gone = put(files, "gone.txt", "x");
      bench.chat().attachments()->add({put(files, "kept.txt", "alpha"), gone});
      QVERIFY(bench.chat().attachments()->reading());
      QVERIFY(QFile::remove(gone.toLocalFile()));
    }
    Bench bench(dir.path());
    QTRY_COMPARE(names(bench).size(), 1);
    QTRY_VERIFY(!bench.chat().attachments()->reading());
    QCOMPARE(names(bench), QStringList{"kept.txt"});
    QCOMPARE(bench.chat().attachments()->textOf(0), QStringLiteral("alpha"));
    QVERIFY(bench.chat().attachments()->problem().contains(QStringLiteral("gone.txt")));
    QVERIFY(bench.chat().attachments()->problem().contains(QStringLiteral("no longer there")));
  }

  // A question that is edited shows its own files meanwhile.
  void editingKeepsThem() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      bench.chat().attachments()->addText(QStringLiteral("asked.txt"), QStringLiteral("x"));
      ask(bench, "one");
      bench.chat().attachments()->addText(QStringLiteral("draft.txt"), QStringLiteral("y"));
      QVERIFY(bench.chat().editLast());
      QCOMPARE(names(bench), QStringList{"asked.txt"});
      bench.chat().attachments()->addText(QStringLiteral("more.txt"), QStringLiteral("z"));
      bench.chat().cancelEdit();
      QCOMPARE(names(bench), QStringList{"draft.txt"});
      QVERIFY(bench.chat().editLast());
    }
    Bench bench(dir.path());
    QTRY_COMPARE(names(bench), QStringList{"draft.txt"});
  }
};

QTEST_MAIN(TestDrafts)
#include "tst_drafts.moc"
