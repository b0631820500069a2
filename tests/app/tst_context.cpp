// How full the context is, what is offered when it is full, and what then goes to the engine.
#include <tuple>

#include "tests/app/bench.h"

using namespace deepwell;

namespace {

QString words(int count, const QString& word = QStringLiteral("w")) {
  QStringList out;
  for (int i = 0; i < count; ++i) out << word;
  return out.join(u' ');
}

// A model that is not the pocket one, with so many tokens of context.
void load(Bench& bench, int context, bool thoughts = false, const char* path = "/m/other.gguf") {
  bench.loader->setContext(context, thoughts);
  QSignalSpy loaded(bench.workspace->engine(), &EngineHost::loaded);
  bench.workspace->engine()->load(QLatin1String(path));
  if (loaded.isEmpty()) loaded.wait(60000);
}

bool ask(Bench& bench, const QString& question, const QString& answer, const QString& thoughts = {}) {
  bench.script->queueAnswer(thoughts.toStdString(), answer.toStdString());
  return bench.chat().send(question) && QTest::qWaitFor([&bench] { return !bench.chat().busy(); }, 60000);
}

// Until the chat is counted as it is.
bool counted(Bench& bench, int used) {
  return QTest::qWaitFor([&] { return bench.chat().context()->used() == used; }, 60000);
}

}  // namespace

class TestContext : public QObject {
  Q_OBJECT

 private slots:
  // Template, chat and draft, as the model's own tokenizer counts them.
  void countsWhatTheModelIsGiven() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 1000);
    ContextMeter& meter = *bench.chat().context();
    QTRY_VERIFY(meter.known());
    QCOMPARE(meter.limit(), 1000);
    QVERIFY(counted(bench, 3));  // <|user|> <|end|> <|assistant|>
    bench.chat().setDraft(words(20));
    QVERIFY(counted(bench, 23));
    QVERIFY(ask(bench, words(20), words(30)));
    QVERIFY(counted(bench, 2 + 20 + 2 + 30 + 3));
    QVERIFY(meter.words().startsWith(QStringLiteral("57 of 1,000 tokens")));
    QCOMPARE(meter.level(), ContextMeter::Ok);
    bench.chat().setDraft(words(800));
    QVERIFY(counted(bench, 857));
    QCOMPARE(meter.level(), ContextMeter::Near);
    bench.chat().setDraft(words(930));
    QVERIFY(counted(bench, 987));
    QCOMPARE(meter.level(), ContextMeter::Full);
    bench.chat().setDraft({});
    QVERIFY(counted(bench, 57));
    bench.workspace->engine()->unload();
    QVERIFY(!meter.known());
  }

  // What the model is told before the chat counts too, at once when it is changed.
  void systemPromptsAreCounted() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 1000);
    QVERIFY(counted(bench, 3));
    bench.preferences.setPreset(QStringLiteral("/m/other.gguf"), {.system_prompt = words(10)});
    QVERIFY(counted(bench, 15));
    bench.preferences.setPreset(QStringLiteral("/m/third.gguf"), {.system_prompt = words(500)});  // of a model that is not loaded
    bench.preferences.setPreset(QStringLiteral("/m/other.gguf"), {.system_prompt = words(970)});
    QVERIFY(counted(bench, 975));
    QCOMPARE(bench.chat().context()->level(), ContextMeter::Full);
    QVERIFY(!bench.chat().send(words(1)));  // it does not fit
    bench.preferences.setPreset(QStringLiteral("/m/other.gguf"), {});
    QVERIFY(counted(bench, 4));
  }

  // The instructions of the settings are the system prompt of every model without one of its own, and of those that want none.
  void instructionsStandBehindThePresets() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 1000);
    const QString model = bench.workspace->engine()->path();
    const auto told = [&bench] {
      if (!ask(bench, words(1), words(1))) return std::string("no answer");
      const Message first = bench.script->requests().back().messages.front();
      return first.role == "system" ? first.content : std::string();
    };
    QVERIFY(counted(bench, 3));
    bench.preferences.setInstructions(QStringLiteral(" \n"));
    QCOMPARE(told(), std::string());
    QVERIFY(counted(bench, 9));
    bench.preferences.setInstructions(words(10) + u'\n');
    QVERIFY(counted(bench, 21));
    QCOMPARE(told(), words(10).toStdString());
    ModelPreset preset;
    preset.system_prompt = QStringLiteral("own");
    bench.preferences.setPreset(model, preset);
    QCOMPARE(told(), std::string("own"));
    preset.system_prompt.clear();
    preset.no_instructions = true;
    bench.preferences.setPreset(model, preset);
    QCOMPARE(told(), std::string());
    bench.preferences.setPreset(model, {});
    QCOMPARE(told(), words(10).toStdString());
    QCOMPARE(Preferences(dir.path() + QStringLiteral("/settings.ini")).instructions(), words(10) + u'\n');
  }

  // A chat's own go before both, stay with it and with its forks, and are no other chat's.
  void aChatHasInstructionsOfItsOwn() {
    QTemporaryDir dir;
    qlonglong id = 0;
    {
      Bench bench(dir.path());
      load(bench, 1000);
      ModelPreset preset;
      preset.system_prompt = QStringLiteral("of the model");
      bench.preferences.setPreset(bench.workspace->engine()->path(), preset);
      QVERIFY(counted(bench, 8));
      bench.chat().setInstructions(words(20));
      QVERIFY(counted(bench, 25));
      QVERIFY(bench.chat().hasDraft());  // a new chat is not forgotten while another one is looked at
      QVERIFY(ask(bench, words(1), words(1)));
      QCOMPARE(bench.script->requests().back().messages[0].content, words(20).toStdString());
      id = bench.chat().chatId();
      bench.workspace->newChat();
      QVERIFY(ask(bench, words(1), words(1)));
      QCOMPARE(bench.script->requests().back().messages[0].content, std::string("of the model"));
      bench.workspace->openChat(id);
      bench.workspace->forkChat(&bench.last());
      QCOMPARE(bench.chat().instructions(), words(20));
    }
    Bench bench(dir.path());
    bench.workspace->openChat(id);
    QCOMPARE(bench.chat().instructions(), words(20));
    bench.chat().setInstructions(QStringLiteral(" "));
    QVERIFY(ask(bench, words(1), words(1)));
    QCOMPARE(bench.script->requests().back().messages[0].role, std::string("user"));
  }

  // The words for the model change: what is counted does not.
  void anotherLanguageForgetsNothing() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 1000);
    bench.script->queueAnswer("", "held", true);
    QVERIFY(bench.chat().send(words(20)));
    QTRY_VERIFY(bench.chat().busy() && bench.chat().context()->used() > 20);
    const int used = bench.chat().context()->used();
    QSignalSpy words_changed(bench.workspace->engine(), &EngineHost::placementChanged);
    bench.workspace->engine()->tellAgain();
    QVERIFY(!words_changed.isEmpty());
    QVERIFY(bench.chat().context()->used() >= used);
    bench.script->release();
    QTRY_VERIFY(!bench.chat().busy());
  }

  // A key costs what was typed, not the chat; a new turn what is new.
  void typingDoesNotCountTheChatAgain() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 4096);
    QVERIFY(ask(bench, words(1000), words(1000)));
    QVERIFY(counted(bench, 2007));
    FakeCodec::takeCounted();
    bench.chat().setDraft(words(5));
    QVERIFY(counted(bench, 2012));
    QVERIFY(FakeCodec::takeCounted() <= 10);
    QVERIFY(ask(bench, words(5), words(7)));
    QVERIFY(counted(bench, 2007 + 5 + 7 + 4));
    // The session reads all of it once; the counter only what is new.
    QVERIFY(FakeCodec::takeCounted() < 2200);
  }

  void thePanelOffersAndTheOldestGo() {
    QTemporaryDir dir;
    qlonglong chat = 0;
    {
      Bench bench(dir.path());
      load(bench, 400);
      for (int i = 0; i < 3; ++i) QVERIFY(ask(bench, words(50, QStringLiteral("q%1").arg(i)), words(50)));
      QVERIFY(counted(bench, 3 * 104 + 3));
      chat = bench.chat().chatId();
      const size_t before = bench.script->requests().size();
      ContextChoices& choices = *bench.chat().choices();
      QVERIFY(!bench.chat().send(words(80)));
      QTRY_VERIFY(choices.open());
      QCOMPARE(choices.reason(), ContextChoices::Send);
      QCOMPARE(bench.script->requests().size(), before);  // nothing went, nothing was cut
      QCOMPARE(bench.chat().messages()->count(), 6);
      QCOMPARE(choices.needed(), 3 * 104 + 83);
      QCOMPARE(choices.turnsToDrop(), 2);
      QCOMPARE(choices.thoughtTokens(), 0);
      QCOMPARE(choices.largerContext(), 800);
      QVERIFY(!choices.largerMemory().isEmpty());
      QVERIFY(choices.canSummarise());

      bench.script->queueAnswer("", "ok");
      bench.chat().dropOldest();
      QTRY_COMPARE(bench.last().text(), QStringLiteral("ok"));
      QTRY_VERIFY(!bench.chat().busy());
      QVERIFY(!choices.open());
      QCOMPARE(bench.chat().draft(), QString());
      const GenerateRequest request = bench.script->requests().back();
      QCOMPARE(request.messages.size(), size_t(3));
      QVERIFY(request.messages[0].content.starts_with("q2"));
      QCOMPARE(bench.chat().leftOut(), QStringLiteral("The model is not given the first 2 question(s) of this chat."));
      QVERIFY(bench.script->refused() == 0);
    }
    // Remembered for the chat: the next time the oldest go without a question, and that is said too.
    Bench bench(dir.path());
    load(bench, 400);
    QCOMPARE(bench.chat().chatId(), chat);
    QTRY_COMPARE(bench.chat().leftOut(), QStringLiteral("The model is not given the first 2 question(s) of this chat."));
    QVERIFY(counted(bench, 104 + 82 + 3 + 3));
    bench.script->queueAnswer("", "fine");
    bench.chat().send(words(250));
    QTRY_COMPARE(bench.last().text(), QStringLiteral("fine"));
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.script->requests().back().messages.size(), size_t(1));
    QTRY_COMPARE(bench.chat().leftOut(), QStringLiteral("The model is not given the first 4 question(s) of this chat."));
    bench.chat().giveAll();
    QCOMPARE(bench.chat().leftOut(), QString());
  }

  void thinkingCanBeLeftOut() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 400, true);
    QVERIFY(ask(bench, words(20), words(20), words(250)));
    QVERIFY(counted(bench, 22 + 22 + 250 + 3));
    QVERIFY(!bench.chat().send(words(100)));
    QTRY_VERIFY(bench.chat().choices()->open());
    QCOMPARE(bench.chat().choices()->thoughtTokens(), 250);
    bench.script->queueAnswer("", "ok");
    bench.chat().dropThoughts();
    QTRY_COMPARE(bench.last().text(), QStringLiteral("ok"));
    QTRY_VERIFY(!bench.chat().busy());
    const GenerateRequest request = bench.script->requests().back();
    QCOMPARE(request.messages.size(), size_t(3));
    QVERIFY(request.messages[1].reasoning.empty());
    QVERIFY(bench.chat().leftOut().contains(QStringLiteral("thinking")));
  }

  void aLargerContextLoadsTheModelAgainAndSends() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 300);
    QVERIFY(counted(bench, 3));
    QVERIFY(!bench.chat().send(words(900)));
    QTRY_VERIFY(bench.chat().choices()->open());
    QCOMPARE(bench.chat().choices()->turnsToDrop(), 0);
    QCOMPARE(bench.chat().choices()->largerContext(), 1200);
    bench.script->queueAnswer("", "ok");
    bench.chat().enlargeContext();
    QTRY_COMPARE(bench.chat().messages()->count(), 2);
    QTRY_COMPARE(bench.last().text(), QStringLiteral("ok"));
    QCOMPARE(bench.workspace->engine()->contextTokens(), 1200);
    QCOMPARE(bench.preferences.preset(QStringLiteral("/m/other.gguf")).context_tokens, 1200);
    QTRY_VERIFY(!bench.chat().busy());
    load(bench, 300);
    QCOMPARE(bench.workspace->engine()->contextTokens(), 1200);
  }

  // Cancelled or replaced, nothing goes later by itself.
  void aLargerContextThatDoesNotComeSendsNothing() {
    for (const bool cancelled : {true, false}) {
      QTemporaryDir dir;
      Bench bench(dir.path());
      bench.loader->release();
      load(bench, 300, false, "/m/slow.gguf");
      QVERIFY(counted(bench, 3));
      QVERIFY(!bench.chat().send(words(900)));
      QTRY_VERIFY(bench.chat().choices()->open());
      bench.chat().enlargeContext();
      QVERIFY(bench.workspace->engine()->loading());
      if (cancelled) bench.workspace->engine()->cancelLoad();
      load(bench, 2000);
      QCOMPARE(bench.workspace->engine()->name(), QStringLiteral("other"));
      QVERIFY(!bench.chat().busy());
      QCOMPARE(bench.chat().messages()->count(), 0);
      QCOMPARE(bench.chat().draft(), words(900));
    }
  }

  // There is room, but a file is still being read: it goes along.
  void aFileThatIsBeingReadGoesAlong() {
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("late.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("alpha beta");
    file.close();
    Bench bench(dir.path());
    load(bench, 400);
    for (int i = 0; i < 3; ++i) QVERIFY(ask(bench, words(50), words(50)));
    QVERIFY(counted(bench, 3 * 104 + 3));
    QVERIFY(!bench.chat().send(words(80)));
    QTRY_VERIFY(bench.chat().choices()->open());
    bench.script->queueAnswer("", "ok");
    bench.chat().attachments()->add({QUrl::fromLocalFile(file.fileName())});
    bench.chat().dropOldest();
    QTRY_COMPARE(bench.last().text(), QStringLiteral("ok"));
    QVERIFY(bench.script->requests().back().messages.back().content.find("alpha beta") != std::string::npos);
    QCOMPARE(bench.chat().attachments()->count(), 0);
    QTRY_VERIFY(!bench.chat().busy());
  }

  // It goes on while another chat is shown; until then there is no second one, and nothing is erased.
  void aSummaryIsWrittenInTheBackground() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 4000);
    QVERIFY(ask(bench, words(5), words(5)));
    const qlonglong old = bench.chat().chatId();
    bench.script->queueAnswer("", "in the background", true);
    bench.workspace->summariseToNewChat();
    QVERIFY(bench.chat().summarising());
    bench.workspace->openChat(old);
    bench.chat().setDraft(QStringLiteral("pending"));
    bench.workspace->summariseToNewChat();
    QCOMPARE(bench.chat().chatId(), old);
    QCOMPARE(bench.chat().draft(), QStringLiteral("pending"));
    QVERIFY(!bench.workspace->problem().isEmpty());
    bool erased = true;
    bench.workspace->eraseHistory([&erased](bool all) { erased = all; });
    QVERIFY(!erased);
    bench.script->release();
    bench.workspace->newChat();
    QTRY_VERIFY(!bench.chat().summarising());
    QVERIFY(bench.chat().draft().contains(QStringLiteral("in the background")));
  }

  // What was written of it is there after the end of the program.
  void aSummaryThatIsCutOffIsKept() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      load(bench, 4000);
      QVERIFY(ask(bench, words(5), words(5)));
      bench.chat().setDraft(QStringLiteral("and then?"));
      bench.script->queue({{Event(TextDelta{"the beginning", 2}), false}, {Event(TextDelta{" gone", 1}), true}});
      bench.workspace->summariseToNewChat();
      bench.chat().keepDraft();  // as it is before the first word
      QTRY_VERIFY(bench.chat().draft().contains(QStringLiteral("the beginning")));
    }
    Bench bench(dir.path());
    bench.workspace->newChat();
    QVERIFY(bench.chat().draft().contains(QStringLiteral("the beginning")));
    QVERIFY(bench.chat().draft().endsWith(QStringLiteral("and then?")));
  }

  // Its parts end between characters, also those that take two units of UTF-16.
  void aSummaryTakesCharactersWhole() {
    constexpr int kRockets = 400;
    const std::string rocket = "\xF0\x9F\x9A\x80";
    for (const int context : {99, 100, 101, 102}) {
      QTemporaryDir dir;
      Bench bench(dir.path());
      load(bench, 4000);
      std::string answer;
      for (int i = 0; i < kRockets; ++i) answer += i % 2 == 0 ? rocket + " " : rocket;
      QVERIFY(ask(bench, QStringLiteral("q"), QString::fromStdString(answer)));
      load(bench, context);
      const size_t before = bench.script->requests().size();
      bench.workspace->summariseToNewChat();
      QTRY_VERIFY(!bench.chat().summarising());
      int rockets = 0;
      const auto requests = bench.script->requests();
      for (size_t i = before; i < requests.size(); ++i)
        for (size_t at = 0; (at = requests[i].messages.back().content.find(rocket, at)) != std::string::npos; ++at) ++rockets;
      QVERIFY(requests.size() > before + 2);
      QCOMPARE(rockets, kRockets);
    }
  }

  void aSummaryBeginsANewChat() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 400);
    for (int i = 0; i < 3; ++i) QVERIFY(ask(bench, words(50, QStringLiteral("q%1").arg(i)), words(50)));
    QVERIFY(counted(bench, 315));
    QVERIFY(!bench.chat().send(words(80, QStringLiteral("pending"))));
    QTRY_VERIFY(bench.chat().choices()->open());
    const qlonglong old = bench.chat().chatId();
    const size_t before = bench.script->requests().size();
    bench.script->queueAnswer("", "part one");
    bench.script->queueAnswer("", "all of it");
    bench.workspace->summariseToNewChat();
    QCOMPARE(bench.chat().chatId(), 0);
    QVERIFY(bench.chat().summarising());
    QVERIFY(!bench.chat().send(QStringLiteral("not now")));
    QTRY_VERIFY(!bench.chat().summarising());
    const auto requests = bench.script->requests();
    QCOMPARE(requests.size(), before + 2);  // it is longer than half of the context: two parts, nothing left out
    QVERIFY(requests[before].messages.back().content.find("q0") != std::string::npos);
    QVERIFY(requests[before + 1].messages.back().content.find("q2") != std::string::npos);
    QVERIFY(requests[before + 1].messages.back().content.find("part one") != std::string::npos);
    QVERIFY(!requests[before].think);
    QVERIFY(bench.chat().draft().contains(QStringLiteral("all of it")));
    QVERIFY(bench.chat().draft().endsWith(QStringLiteral("pending")));
    QCOMPARE(bench.chat().messages()->count(), 0);  // shown before it is sent
    bench.workspace->openChat(old);
    QTRY_COMPARE(bench.chat().messages()->count(), 6);
    QCOMPARE(bench.chat().draft(), QString());
  }

  // The engine knows best: where it refuses, the panel opens, and the answer is made once there is room.
  void theEngineRefuses() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 4000);
    for (int i = 0; i < 4; ++i) QVERIFY(ask(bench, words(100), words(100)));
    load(bench, 600);
    QVERIFY(counted(bench, 4 * 204 + 3));
    bench.chat().regenerate();  // 4 questions with 3 answers: 712 tokens and the template
    QTRY_VERIFY(bench.chat().choices()->open());
    QCOMPARE(bench.chat().choices()->reason(), ContextChoices::Answer);
    QCOMPARE(bench.last().status(), MessageItem::Failed);
    QCOMPARE(bench.script->refused(), size_t(1));
    bench.script->queueAnswer("", "short");
    bench.chat().dropOldest();
    QTRY_COMPARE(bench.last().text(), QStringLiteral("short"));
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.chat().messages()->count(), 8);
    QCOMPARE(bench.last().siblingCount(), 2);  // the one that failed is gone
  }

  // The answer itself fills the context: it says so, and goes on once there is room.
  void anAnswerFillsTheContext() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 400);
    QVERIFY(ask(bench, words(100), words(100)));
    bench.script->queueAnswer("", words(190).toStdString());
    bench.script->endNext(FinishReason::kLength, 210);
    QVERIFY(bench.chat().send(words(5)));
    QTRY_COMPARE(bench.last().status(), MessageItem::LengthLimit);
    QVERIFY(bench.last().contextFull());
    QCOMPARE(bench.chat().progress()->announcement(), QStringLiteral("The context is full"));
    QTRY_VERIFY(bench.chat().choices()->open());
    QCOMPARE(bench.chat().choices()->reason(), ContextChoices::Continue);
    bench.script->queueAnswer("", " the end");
    bench.chat().dropOldest();
    QTRY_VERIFY(bench.last().text().endsWith(QStringLiteral("the end")));
    QTRY_COMPARE(bench.last().status(), MessageItem::Finished);
    QCOMPARE(bench.chat().messages()->count(), 4);
    const GenerateRequest request = bench.script->requests().back();
    QCOMPARE(request.messages.size(), size_t(1));
    QVERIFY(request.resume.has_value());
  }

  void dismissedNothingHappens() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    load(bench, 300);
    QVERIFY(counted(bench, 3));
    QVERIFY(!bench.chat().send(words(400)));
    QTRY_VERIFY(bench.chat().choices()->open());
    bench.chat().closeChoices();
    QVERIFY(!bench.chat().choices()->open());
    QCOMPARE(bench.chat().draft(), words(400));
    QVERIFY(!bench.chat().busy());
    QCOMPARE(bench.chat().messages()->count(), 0);
  }

  void thePocketModelsRuleIsSaid() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    for (int i = 0; i < 2; ++i) QVERIFY(ask(bench, QStringLiteral("q%1").arg(i), QStringLiteral("a")));
    QCOMPARE(bench.chat().leftOut(), QString());
    QVERIFY(ask(bench, QStringLiteral("q2"), QStringLiteral("a")));
    const QString rule = QStringLiteral("The pocket model is given the last three questions only.");
    QTRY_COMPARE(bench.chat().leftOut(), rule);
    QTRY_VERIFY(bench.chat().context()->words().contains(rule));
    QVERIFY(!bench.chat().leftOutByChoice());
    QVERIFY(counted(bench, 2 * 6 + 3));
  }
};

QTEST_MAIN(TestContext)
#include "tst_context.moc"
