// One chat with a scripted engine: streaming, stopping, going on, answering again.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "tests/app/bench.h"
#include "tests/store/watched_disk.h"

using namespace deepwell;

namespace {

std::vector<Script::Step> waitingWords(int count) {
  std::vector<Script::Step> steps;
  for (int i = 0; i < count; ++i) steps.push_back({Event(TextDelta{"w" + std::to_string(i) + " ", 1}), true});
  return steps;
}

}  // namespace

class TestConversation : public QObject {
  Q_OBJECT

 private slots:
  void streamsThinkingThenAnswer() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueAnswer("let me see ", "It is **3**.", true);
    QVERIFY(!bench.chat().send(QStringLiteral("  \n ")));
    QVERIFY(bench.chat().send(QStringLiteral(" How many? ")));
    QVERIFY(!bench.chat().send(QStringLiteral("again")));  // one at a time
    QVERIFY(bench.chat().busy());
    QCOMPARE(bench.chat().messages()->count(), 2);
    QCOMPARE(bench.chat().messages()->at(0)->text(), QStringLiteral("How many?"));
    QTRY_COMPARE(bench.last().reasoning(), QStringLiteral("let me see "));
    QCOMPARE(bench.last().status(), MessageItem::Thinking);
    QCOMPARE(bench.last().reasoningTokens(), 3);
    QVERIFY(bench.last().thinkingOpen());
    QTRY_VERIFY(bench.last().reasoningSeconds() > 0.05);  // the clock runs

    bench.script->release();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().status(), MessageItem::Finished);
    QCOMPARE(bench.last().text(), QStringLiteral("It is **3**."));
    QVERIFY(!bench.last().thinkingOpen());  // folded when the answer starts
    const double seconds = bench.last().reasoningSeconds();
    QTest::qWait(0);
    QCOMPARE(bench.last().reasoningSeconds(), seconds);
    bench.last().toggleThinking();
    QVERIFY(bench.last().thinkingOpen());
    QCOMPARE(bench.last().blocks().size(), 1);
    QCOMPARE(bench.chat().title(), QStringLiteral("How many?"));
    QCOMPARE(bench.workspace->chats()->count(), 1);
  }

  // What the person has set stays, also when the answer starts.
  void thinkingStaysAsSet() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueAnswer("a b ", "c", true);
    bench.chat().send(QStringLiteral("q"));
    QTRY_COMPARE(bench.last().status(), MessageItem::Thinking);
    bench.last().toggleThinking();
    QVERIFY(!bench.last().thinkingOpen());
    bench.last().toggleThinking();
    QVERIFY(bench.last().thinkingOpen());
    bench.script->release();
    QTRY_VERIFY(!bench.chat().busy());
    QVERIFY(bench.last().thinkingOpen());
  }

  void textThatWasThinkingMoves() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queue({{Event(TextDelta{"hm, ", 2}), false},
                         {Event(TextDelta{"so", 1}), true},
                         {Event(TextWasReasoning{}), false},
                         {Event(TextDelta{"42", 1}), false}});
    bench.chat().send(QStringLiteral("q"));
    QTRY_COMPARE(bench.last().text(), QStringLiteral("hm, "));
    bench.script->release();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().reasoning(), QStringLiteral("hm, so"));
    QCOMPARE(bench.last().reasoningTokens(), 3);
    QCOMPARE(bench.last().text(), QStringLiteral("42"));
    const qlonglong id = bench.chat().chatId();
    bench.workspace->newChat();
    bench.workspace->openChat(id);
    QCOMPARE(bench.last().reasoning(), QStringLiteral("hm, so"));
    QCOMPARE(bench.last().text(), QStringLiteral("42"));
  }

  // Thousands of tokens arrive as a few updates, and none is lost.
  void updatesAreCoalesced() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    std::vector<Script::Step> steps;
    QString expected;
    for (int i = 0; i < 20000; ++i) {
      steps.push_back({Event(TextDelta{"x" + std::to_string(i) + " ", 1}), false});
      expected += QStringLiteral("x%1 ").arg(i);
    }
    bench.script->queue(std::move(steps));
    bench.chat().send(QStringLiteral("q"));
    QSignalSpy updates(&bench.last(), &MessageItem::textChanged);
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.chat().busy(), 60000);
    QCOMPARE(bench.last().text(), expected);
    QVERIFY2(updates.size() <= clock.elapsed() / Generator::kUpdateIntervalMs + 3,
             qPrintable(QStringLiteral("%1 updates in %2 ms").arg(updates.size()).arg(clock.elapsed())));
  }

  void stopsAndContinues() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queue(waitingWords(10));
    bench.chat().send(QStringLiteral("q"));
    bench.script->release(2);
    QTRY_COMPARE(bench.last().text(), QStringLiteral("w0 w1 "));
    bench.chat().stop();
    QVERIFY(bench.chat().stopping());
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().status(), MessageItem::Cancelled);
    QCOMPARE(bench.last().text(), QStringLiteral("w0 w1 "));

    bench.script->queueAnswer("", "the rest");
    bench.chat().continueAnswer();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().text(), QStringLiteral("w0 w1 the rest"));
    QCOMPARE(bench.last().status(), MessageItem::Finished);
    QCOMPARE(bench.chat().messages()->count(), 2);
    const GenerateRequest request = bench.script->requests().at(1);
    QVERIFY(request.resume.has_value());
    QCOMPARE(request.resume->text, std::string("w0 w1 "));
    QVERIFY(request.resume->reasoning_finished);
    QCOMPARE(request.messages.size(), size_t(1));  // the unfinished answer is not sent twice
  }

  void regenerateKeepsTheOldAnswer() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueAnswer("t ", "first");
    bench.script->queueAnswer("t ", "second");
    bench.chat().send(QStringLiteral("q"));
    QTRY_VERIFY(!bench.chat().busy());
    bench.chat().regenerate();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.chat().messages()->count(), 2);
    QCOMPARE(bench.last().text(), QStringLiteral("second"));
    QCOMPARE(bench.last().siblingIndex(), 1);
    QCOMPARE(bench.last().siblingCount(), 2);
    bench.chat().showSibling(&bench.last(), -1);
    QCOMPARE(bench.last().text(), QStringLiteral("first"));
    bench.chat().showSibling(&bench.last(), -1);  // there is none
    QCOMPARE(bench.last().text(), QStringLiteral("first"));
    bench.chat().showSibling(&bench.last(), 1);
    QCOMPARE(bench.last().text(), QStringLiteral("second"));
    // The requests are the same conversation, with different seeds.
    const auto requests = bench.script->requests();
    QCOMPARE(requests[0].messages.size(), requests[1].messages.size());
    QVERIFY(requests[0].sampling.seed != requests[1].sampling.seed);
  }

  void errorsAreShownAndRetried() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueError({ErrorCode::kInvalidArgument, "The prompt is longer than the context."});
    bench.chat().send(QStringLiteral("q"));
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().status(), MessageItem::Failed);
    QCOMPARE(bench.last().error(), QStringLiteral("The prompt is longer than the context."));
    bench.script->queueAnswer("", "fine");
    bench.chat().regenerate();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().text(), QStringLiteral("fine"));
    QCOMPARE(bench.last().siblingCount(), 1);  // an answer of which nothing came is no alternative
  }

  void secondTurnSendsTheWholeChat() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueAnswer("why ", "because");
    bench.script->queueAnswer("", "two");
    bench.chat().send(QStringLiteral("one"));
    QTRY_VERIFY(!bench.chat().busy());
    bench.chat().send(QStringLiteral("more"));
    QTRY_VERIFY(!bench.chat().busy());
    const GenerateRequest request = bench.script->requests().at(1);
    QCOMPARE(request.messages.size(), size_t(3));
    QCOMPARE(request.messages[0].role, std::string("user"));
    QCOMPARE(request.messages[1].role, std::string("assistant"));
    QCOMPARE(request.messages[1].content, std::string("because"));
    QCOMPARE(request.messages[1].reasoning, std::string("why "));
    QCOMPARE(request.messages[2].content, std::string("more"));
    QVERIFY(!request.resume.has_value());
  }

  // The bundled model is given the end of a long chat, others all of it.
  void longChats() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    const auto ask = [&bench] {
      bench.script->queueAnswer("", "answer");
      bench.chat().send(QStringLiteral("q%1").arg(bench.chat().messages()->count()));
      return QTest::qWaitFor([&bench] { return !bench.chat().busy(); }, 60000);
    };
    for (int i = 0; i < 4; ++i) QVERIFY(ask());
    QCOMPARE(bench.script->requests().at(3).messages.size(), size_t(5));
    QCOMPARE(bench.script->requests().at(3).messages.front().content, std::string("q2"));
    QCOMPARE(bench.script->requests().at(3).messages.back().content, std::string("q6"));
    QSignalSpy loaded(bench.workspace->engine(), &EngineHost::loaded);
    bench.workspace->engine()->load(QStringLiteral("/m/other.gguf"));
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(ask());
    QCOMPARE(bench.script->requests().at(4).messages.size(), size_t(9));
  }

  // While a long chat is read from a slow disk another one is shown.
  void aShortChatDoesNotWaitForALongOne() {
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::thread::id, int> reads;
    bool armed = false;
    bool held = false;
    const std::thread::id window = std::this_thread::get_id();
    const WatchedDisk disk([&] {
      std::unique_lock lock(mutex);
      if (!armed || held || std::this_thread::get_id() == window || ++reads[std::this_thread::get_id()] < 40) return;
      held = true;  // the thread that reads the long chat, in its middle
      changed.wait(lock, [&] { return !armed; });
    });
    QTemporaryDir dir;
    ChatId large = 0;
    ChatId small = 0;
    {
      Bench bench(dir.path());
      ChatStore& store = bench.workspace->history().store();
      large = store.createChat("large").value_or(0);
      small = store.createChat("small").value_or(0);
      for (int i = 0; i < 40; ++i) QVERIFY(store.appendMessage(large, AfterLeaf(), ChatRole::kUser, std::string(100'000, 'x')));
      QVERIFY(store.appendMessage(small, AfterLeaf(), ChatRole::kUser, "hello"));
    }
    Bench bench(dir.path());
    bench.workspace->newChat();
    const auto set = [&](bool on) {
      const std::lock_guard lock(mutex);
      armed = on;
      changed.notify_all();
    };
    const auto isHeld = [&] {
      const std::lock_guard lock(mutex);
      return held;
    };
    const auto letGo = qScopeGuard([&] { set(false); });
    set(true);
    bench.workspace->openChat(large);
    QTRY_VERIFY(isHeld());
    QVERIFY(bench.chat().loading());
    bench.workspace->openChat(small);
    QTRY_COMPARE(bench.chat().messages()->count(), 1);
    QVERIFY(!bench.chat().loading());
    QCOMPARE(bench.chat().messages()->at(0)->text(), QStringLiteral("hello"));
    set(false);
    bench.workspace->openChat(large);
    QTRY_COMPARE(bench.chat().messages()->count(), 40);
  }
};

QTEST_MAIN(TestConversation)
#include "tst_conversation.moc"
