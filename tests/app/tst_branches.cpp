// Variants of questions and answers, forks, deleting with undo, drafts, receipts.
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QScopeGuard>
#include <semaphore>

#include "tests/app/bench.h"

using namespace deepwell;

namespace {

// Asks and waits for the answer.
bool ask(Bench& bench, const QString& question, const std::string& answer) {
  bench.script->queueAnswer("", answer);
  return bench.chat().send(question) && QTest::qWaitFor([&bench] { return !bench.chat().busy(); }, 60000);
}

QStringList texts(Bench& bench) {
  QStringList out;
  for (int i = 0; i < bench.chat().messages()->count(); ++i) out << bench.chat().messages()->at(i)->text();
  return out;
}

}  // namespace

class TestBranches : public QObject {
  Q_OBJECT

 private slots:
  void editMakesAVariantOfTheQuestion() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("first"), "one"));
    QVERIFY(ask(bench, QStringLiteral("second"), "two"));
    bench.chat().setDraft(QStringLiteral("half a thought"));
    QVERIFY(!bench.chat().editing());
    bench.chat().edit(bench.chat().messages()->at(1));  // an answer is not edited
    QVERIFY(!bench.chat().editing());
    bench.chat().edit(bench.chat().messages()->at(0));
    QCOMPARE(bench.chat().draft(), QStringLiteral("first"));
    QCOMPARE(bench.chat().editing(), bench.chat().messages()->at(0));
    bench.chat().cancelEdit();
    QCOMPARE(bench.chat().draft(), QStringLiteral("half a thought"));
    QCOMPARE(texts(bench), (QStringList{"first", "one", "second", "two"}));

    bench.chat().edit(bench.chat().messages()->at(0));
    QVERIFY(ask(bench, QStringLiteral("first, better"), "uno"));
    QVERIFY(!bench.chat().editing());
    QCOMPARE(texts(bench), (QStringList{"first, better", "uno"}));
    QCOMPARE(bench.chat().draft(), QStringLiteral("half a thought"));
    QCOMPARE(bench.script->requests().back().messages.size(), size_t(1));
    MessageItem* question = bench.chat().messages()->at(0);
    QCOMPARE(question->siblingCount(), 2);
    QCOMPARE(question->siblingIndex(), 1);
    bench.chat().showSibling(question, -1);
    QTRY_COMPARE(texts(bench), (QStringList{"first", "one", "second", "two"}));
    bench.chat().showSibling(bench.chat().messages()->at(0), 1);
    QTRY_COMPARE(texts(bench), (QStringList{"first, better", "uno"}));
  }

  void editingTheFirstOfANewBranchKeepsTheRest() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("a"), "1"));
    QVERIFY(ask(bench, QStringLiteral("b"), "2"));
    QVERIFY(bench.chat().editLast());
    QCOMPARE(bench.chat().draft(), QStringLiteral("b"));
    QVERIFY(ask(bench, QStringLiteral("b2"), "3"));
    QCOMPARE(texts(bench), (QStringList{"a", "1", "b2", "3"}));
    QCOMPARE(bench.script->requests().back().messages.size(), size_t(3));
  }

  void anyAnswerCanBeMadeAgain() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("a"), "1"));
    QVERIFY(ask(bench, QStringLiteral("b"), "2"));
    bench.script->queueAnswer("", "1b");
    bench.chat().regenerate(bench.chat().messages()->at(1));
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(texts(bench), (QStringList{"a", "1b"}));
    QCOMPARE(bench.script->requests().back().messages.size(), size_t(1));
    QCOMPARE(bench.last().siblingCount(), 2);
    bench.chat().showSibling(&bench.last(), -1);
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1", "b", "2"}));
  }

  void forkIsAChatOfItsOwn() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("a"), "1"));
    QVERIFY(ask(bench, QStringLiteral("b"), "2"));
    const qlonglong first = bench.chat().chatId();
    bench.workspace->forkChat(bench.chat().messages()->at(1));
    QVERIFY(bench.chat().chatId() != first);
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1"}));
    QCOMPARE(bench.workspace->chats()->count(), 2);
    QVERIFY(ask(bench, QStringLiteral("c"), "3"));
    bench.workspace->openChat(first);
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1", "b", "2"}));
  }

  void deletedMessagesComeBack() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("a"), "1"));
    QVERIFY(ask(bench, QStringLiteral("b"), "2"));
    QVERIFY(!bench.workspace->canUndoDelete());
    bench.chat().remove(bench.chat().messages()->at(2));
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1"}));
    QVERIFY(bench.workspace->canUndoDelete());
    QCOMPARE(bench.workspace->undoWords(), QStringLiteral("2 message(s) deleted"));
    bench.workspace->undoDelete();
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1", "b", "2"}));
    QVERIFY(!bench.workspace->canUndoDelete());

    // From another chat too.
    const qlonglong first = bench.chat().chatId();
    bench.chat().remove(bench.chat().messages()->at(0));
    QTRY_COMPARE(bench.chat().messages()->count(), 0);
    bench.workspace->newChat();
    bench.workspace->undoDelete();
    bench.workspace->openChat(first);
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1", "b", "2"}));
  }

  // What comes back while an answer is written does not take its place: the next question comes after what is shown.
  void whatComesBackMeanwhileIsAVariant() {
    QTemporaryDir dir;
    const QStringList whole{"a", "1", "b", "2b", "c", "3"};
    {
      Bench bench(dir.path());
      QVERIFY(ask(bench, QStringLiteral("a"), "1"));
      QVERIFY(ask(bench, QStringLiteral("b"), "2"));
      bench.chat().remove(bench.chat().messages()->at(3));
      QTRY_COMPARE(texts(bench), (QStringList{"a", "1", "b"}));
      bench.script->queueAnswer("", "2b", true);
      bench.chat().regenerate();
      QVERIFY(bench.chat().busy());
      bench.workspace->undoDelete();
      bench.script->release();
      QTRY_VERIFY(!bench.chat().busy());
      QVERIFY(ask(bench, QStringLiteral("c"), "3"));
      QCOMPARE(texts(bench), whole);
    }
    Bench bench(dir.path());
    QTRY_COMPARE(texts(bench), whole);
    bench.chat().showSibling(bench.chat().messages()->at(3), -1);
    QTRY_COMPARE(texts(bench), (QStringList{"a", "1", "b", "2"}));
  }

  // An answer of which nothing came is replaced, but not while there is something to bring back after it.
  void retryKeepsWhatCanComeBack() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("a"), ""));
    QVERIFY(ask(bench, QStringLiteral("b"), "2"));
    bench.chat().remove(bench.chat().messages()->at(2));
    QTRY_COMPARE(texts(bench), (QStringList{"a", ""}));
    bench.script->queueAnswer("", "1");
    bench.chat().regenerate();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(texts(bench), (QStringList{"a", "1"}));
    bench.workspace->undoDelete();
    QTRY_COMPARE(texts(bench), (QStringList{"a", "", "b", "2"}));
    QCOMPARE(bench.workspace->problem(), QString());
  }

  void nothingChangesWhileAnAnswerIsWritten() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QVERIFY(ask(bench, QStringLiteral("a"), "1"));
    bench.script->queueAnswer("", "2", true);
    QVERIFY(bench.chat().send(QStringLiteral("b")));
    bench.chat().edit(bench.chat().messages()->at(0));
    QVERIFY(!bench.chat().editing());
    bench.chat().remove(bench.chat().messages()->at(0));
    bench.chat().regenerate(bench.chat().messages()->at(1));
    QCOMPARE(bench.chat().messages()->count(), 4);
    QVERIFY(!bench.workspace->canUndoDelete());
    bench.script->release();
    QTRY_VERIFY(!bench.chat().busy());
  }

  // Stopped, cut by the length limit, failed half-way, interrupted by a kill: all go on.
  void continuesWhateverEndedEarly() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      bench.script->queueAnswer("", "one");
      bench.script->endNext(FinishReason::kLength, 10);
      bench.chat().send(QStringLiteral("a"));
      QTRY_COMPARE(bench.last().status(), MessageItem::LengthLimit);
      QVERIFY(!bench.last().contextFull());
      bench.script->queueAnswer("", " two");
      bench.chat().continueAnswer();
      QTRY_COMPARE(bench.last().text(), QStringLiteral("one two"));
      QTRY_COMPARE(bench.last().status(), MessageItem::Finished);
      bench.chat().continueAnswer();  // it is complete
      QVERIFY(!bench.chat().busy());
      bench.script->queue({{Event(TextDelta{"half", 1}), false}, {Event(TextDelta{" gone", 1}), true}});
      bench.chat().send(QStringLiteral("b"));
      QTRY_COMPARE(bench.last().text(), QStringLiteral("half"));
    }
    Bench again(dir.path());
    QTRY_COMPARE(again.chat().messages()->count(), 4);
    QCOMPARE(again.last().status(), MessageItem::Interrupted);
    again.script->queueAnswer("", " whole");
    again.chat().continueAnswer();
    QTRY_COMPARE(again.last().text(), QStringLiteral("half whole"));
    QTRY_COMPARE(again.last().status(), MessageItem::Finished);
  }

  // Drafts are there after the program was closed, of a new chat too.
  void draftsAreKept() {
    QTemporaryDir dir;
    qlonglong chat = 0;
    {
      Bench bench(dir.path());
      bench.chat().setDraft(QStringLiteral("for a new chat"));
      bench.workspace->newChat();
      QVERIFY(ask(bench, QStringLiteral("a"), "1"));
      QCOMPARE(bench.chat().draft(), QString());
      chat = bench.chat().chatId();
      bench.chat().setDraft(QStringLiteral("of the chat"));
      bench.chat().edit(bench.chat().messages()->at(0));  // what is edited is no draft
      bench.workspace->newChat();
      bench.chat().setDraft(QStringLiteral("new again"));
    }
    Bench bench(dir.path());
    QCOMPARE(bench.chat().chatId(), chat);
    QCOMPARE(bench.chat().draft(), QStringLiteral("of the chat"));
    bench.workspace->newChat();
    QCOMPARE(bench.chat().draft(), QStringLiteral("new again"));
    QVERIFY(ask(bench, QStringLiteral("sent"), "1"));
    bench.workspace->newChat();
    QCOMPARE(bench.chat().draft(), QString());
  }

  void receiptsTellHowAndRepeat() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.preferences.setModelDefaults(false);
    bench.preferences.setTemperature(0.25);
    bench.preferences.setThink(false);
    QVERIFY(ask(bench, QStringLiteral("a"), "one two three"));
    QVERIFY(bench.workspace->showReceipt(&bench.last()));
    const QString text = bench.workspace->receipt()->text();
    const uint64_t seed = bench.script->requests().front().sampling.seed;
    for (const QString& part : {QStringLiteral("pocket"), QStringLiteral("temperature = 0.25"), QStringLiteral("CPU"), QString::number(seed),
                                QStringLiteral("context = 4096"), QStringLiteral("0.1.0")})
      QVERIFY2(text.contains(part), qPrintable(part + u'\n' + text));
    QVERIFY(QRegularExpression(QStringLiteral("\\b[0-9a-f]{64}\\b")).match(text).hasMatch());
    QVERIFY(bench.workspace->receipt()->repeatable());

    bench.preferences.setTemperature(1.5);
    bench.preferences.setThink(true);
    bench.script->queueAnswer("", "again");
    bench.chat().repeat(&bench.last());
    QTRY_VERIFY(!bench.chat().busy());
    const GenerateRequest request = bench.script->requests().back();
    QCOMPARE(request.sampling.seed, seed);
    QCOMPARE(request.sampling.temperature, 0.25F);
    QVERIFY(!request.think);
    QCOMPARE(bench.last().siblingCount(), 2);
  }

  // The system prompt is a part of how an answer was made: not today's is sent, but the one of then.
  void repeatingUsesThePromptOfThen() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    const QString model = bench.workspace->engine()->path();
    const auto repeated = [&bench] {
      bench.script->queueAnswer("", "again");
      bench.chat().repeat(&bench.last());
      return QTest::qWaitFor([&bench] { return !bench.chat().busy(); }, 60000) ? bench.script->requests().back().messages : std::vector<Message>();
    };
    bench.preferences.setPreset(model, {.system_prompt = QStringLiteral("Old.\n100 % <b>plain</b>")});
    QVERIFY(ask(bench, QStringLiteral("a"), "one"));
    QVERIFY(bench.workspace->showReceipt(&bench.last()));
    QVERIFY(bench.workspace->receipt()->text().contains(QStringLiteral("System prompt: Old.\n100 % <b>plain</b>")));
    QVERIFY(!bench.workspace->receipt()->text().contains(QStringLiteral("system_prompt")));
    bench.preferences.setPreset(model, {.system_prompt = QStringLiteral("New.")});
    auto messages = repeated();
    QCOMPARE(messages.size(), size_t(2));
    QCOMPARE(messages[0].content, std::string("Old.\n100 % <b>plain</b>"));

    // One that had none is repeated without one.
    bench.preferences.setPreset(model, {});
    QVERIFY(ask(bench, QStringLiteral("b"), "two"));
    bench.preferences.setPreset(model, {.system_prompt = QStringLiteral("New.")});
    messages = repeated();
    QCOMPARE(messages.front().role, std::string("user"));

    // Receipts from before know nothing of it.
    Generation old;
    old.seed = "5";
    old.sampling_json = R"({"temperature":0.25,"think":false})";
    GenerationSettings today;
    today.system_prompt = QStringLiteral("New.");
    const auto settings = settingsOf(old, today);
    QVERIFY(settings);
    QCOMPARE(settings->seed, qulonglong(5));
    QCOMPARE(settings->temperature, 0.25);
    QCOMPARE(settings->system_prompt, QStringLiteral("New."));
  }

  // Another model cannot give the same answer: it is said before, by what the files hold, not by what they are called.
  void receiptsKnowTheirModel() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    EngineHost& host = *bench.workspace->engine();
    const auto load = [&](const QString& folder, const QByteArray& weights) {
      const QString path = dir.path() + u'/' + folder + QStringLiteral("/R1.gguf");
      QDir().mkpath(QFileInfo(path).path());
      QFile file(path);
      if (file.open(QIODevice::WriteOnly)) file.write(weights);
      file.close();
      host.load(path);
      return QTest::qWaitFor([&] { return host.path() == path && !host.loading(); }, 60000);
    };
    QVERIFY(load(QStringLiteral("a"), "weights"));
    QVERIFY(ask(bench, QStringLiteral("q"), "one"));
    QVERIFY(bench.workspace->showReceipt(&bench.last()));
    const Receipt& receipt = *bench.workspace->receipt();
    QCOMPARE(receipt.otherModel(), QString());
    QVERIFY(load(QStringLiteral("moved"), "weights"));
    QCOMPARE(receipt.otherModel(), QString());
    QSignalSpy changed(&receipt, &Receipt::changed);
    QVERIFY(load(QStringLiteral("b"), "other weights"));
    QVERIFY(!changed.isEmpty());
    QVERIFY(receipt.otherModel().contains(QStringLiteral("R1")));
    host.unload();
    QVERIFY(receipt.otherModel().contains(QStringLiteral("Made with R1")));
  }

  // A long chat is read on a thread: opening it returns at once, and it says that it loads.
  void longChatsAreReadInTheBackground() {
    QTemporaryDir dir;
    ChatId chat = 0;
    {
      auto store = ChatStore::open(std::filesystem::path(dir.path().toStdString()) / kChatDatabaseName);
      QVERIFY(store);
      chat = *(*store)->createChat("long");
      const std::string text(4000, 'x');
      for (int i = 0; i < 300; ++i) QVERIFY((*store)->appendMessage(chat, AfterLeaf(), ChatRole::kUser, text));
    }
    std::counting_semaphore<2> disk(0);
    Bench bench(dir.path());
    bench.workspace->newChat();
    const auto release = qScopeGuard([&disk] { disk.release(); });
    bench.workspace->history().later([&disk](ChatStore&) { disk.acquire(); });
    bench.workspace->openChat(chat);
    QVERIFY(bench.chat().loading());
    QVERIFY(!bench.chat().send(QStringLiteral("x")));
    QVERIFY(!bench.chat().unanswered());
    disk.release();
    QTRY_VERIFY(!bench.chat().loading());
    QCOMPARE(bench.chat().messages()->count(), 300);
    QVERIFY(bench.chat().unanswered());
  }
};

QTEST_MAIN(TestBranches)
#include "tst_branches.moc"
