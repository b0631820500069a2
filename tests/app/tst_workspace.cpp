// Models, chats and settings behind the window, and what is there at the next start.
#include "tests/app/bench.h"

using namespace deepwell;

class TestWorkspace : public QObject {
  Q_OBJECT

 private slots:
  void loadsWithProgressAndKeepsTheOldModelOnError() {
    QTemporaryDir dir;
    Bench bench(dir.path(), false);
    EngineHost& host = *bench.workspace->engine();
    host.load(QStringLiteral("/models/slow.gguf"));
    QVERIFY(host.loading());
    QCOMPARE(host.loadingName(), QStringLiteral("slow"));
    QTRY_COMPARE(host.progress(), 0.5);
    QVERIFY(!host.ready());
    bench.loader->release();
    QTRY_VERIFY(host.ready());
    QVERIFY(!host.loading());
    QCOMPARE(host.name(), QStringLiteral("slow"));
    QCOMPARE(bench.preferences.recentModels(), QStringList{"/models/slow.gguf"});

    host.load(QStringLiteral("/models/broken.gguf"));
    QTRY_VERIFY(!host.loading());
    QVERIFY(host.error().contains(QStringLiteral("not a GGUF file")));
    QVERIFY(host.ready());
    QCOMPARE(host.name(), QStringLiteral("slow"));
    QCOMPARE(bench.preferences.recentModels(), QStringList{"/models/slow.gguf"});
    host.dismissError();
    QVERIFY(host.error().isEmpty());

    host.loadUrl(QUrl(QStringLiteral("https://example.org/x.gguf")));
    QVERIFY(!host.loading());
    QVERIFY(!host.error().isEmpty());
  }

  void loadCanBeCancelledAndReplaced() {
    QTemporaryDir dir;
    Bench bench(dir.path(), false);
    EngineHost& host = *bench.workspace->engine();
    // Often: the word of a cancelled load may come late, when the next one lies where it lay.
    for (int i = 0; i < 50; ++i) {
      host.load(QStringLiteral("/models/slow-a.gguf"));
      host.cancelLoad();
      QVERIFY(!host.loading());
      QVERIFY(host.error().isEmpty());
      host.load(QStringLiteral("/models/slow-b.gguf"));
      host.load(QStringLiteral("/models/c.gguf"));
      QTRY_VERIFY(!host.loading());
      QVERIFY(host.ready());
      QCOMPARE(host.name(), QStringLiteral("c"));
      QVERIFY(host.error().isEmpty());
      if (i < 49) host.unload();
    }
    host.unload();
    QVERIFY(!host.ready());
    QVERIFY(!bench.chat().send(QStringLiteral("x")));
  }

  void settingsReachTheEngine() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.preferences.setModelDefaults(false);
    bench.preferences.setTemperature(0.25);
    bench.preferences.setTopK(17);
    bench.preferences.setRepetitionPenalty(1.25);
    bench.preferences.setFrequencyPenalty(0.5);
    bench.preferences.setFixedSeed(true);
    bench.preferences.setSeed(99);
    bench.preferences.setMaxTokens(55);
    bench.preferences.setThink(false);
    bench.preferences.setContextTokens(1234);
    bench.script->queueAnswer("", "x");
    bench.chat().send(QStringLiteral("q"));
    QTRY_VERIFY(!bench.chat().busy());
    const GenerateRequest request = bench.script->requests().at(0);
    QCOMPARE(request.sampling.temperature, 0.25F);
    QCOMPARE(request.sampling.top_k, 17);
    QCOMPARE(request.sampling.repetition_penalty, 1.25F);
    QCOMPARE(request.sampling.frequency_penalty, 0.5F);
    QCOMPARE(request.sampling.seed, uint64_t(99));
    QCOMPARE(request.max_tokens, 55);
    QVERIFY(!request.think);
    QSignalSpy loaded(bench.workspace->engine(), &EngineHost::loaded);
    bench.workspace->engine()->load(QStringLiteral("/m/x.gguf"));
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(bench.loader->contextTokens(), 1234);
  }

  // Each option of a load, and that a model which was loaded otherwise is known.
  void wishesReachTheLoad() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    EngineHost& host = *bench.workspace->engine();
    QCOMPARE(bench.loader->options().kv, KvPrecision::kAuto);
    QCOMPARE(bench.loader->options().threads, 0);
    QCOMPARE(bench.loader->options().device_layers, -1);
    QVERIFY(!host.outdated());
    QSignalSpy outdated(&host, &EngineHost::outdatedChanged);
    bench.preferences.setThreads(3);
    bench.preferences.setKvPrecision(QStringLiteral("q8"));
    bench.preferences.setGpuLayers(7);
    bench.preferences.setGpuMemory(512);
    QCOMPARE(outdated.size(), 4);
    QVERIFY(host.outdated());
    QSignalSpy loaded(&host, &EngineHost::loaded);
    host.load(host.path());
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(bench.loader->options().threads, 3);
    QCOMPARE(bench.loader->options().kv, KvPrecision::kQ8);
    QCOMPARE(bench.loader->options().device_layers, 7);
    QCOMPARE(bench.loader->options().device_memory, uint64_t{512} << 20U);
    QVERIFY(!host.outdated());
    ModelPreset preset;
    preset.context_tokens = 700;
    bench.preferences.setPreset(QStringLiteral("/m/other.gguf"), preset);
    QVERIFY(!host.outdated());
    bench.preferences.setPreset(host.path(), preset);
    QVERIFY(host.outdated());
    host.unload();
    QVERIFY(!host.outdated());
  }

  // Two chats: one goes on answering while the other is shown.
  void answersInTheBackground() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueAnswer("", "late", true);
    bench.chat().send(QStringLiteral("slow question"));
    const qlonglong first = bench.chat().chatId();
    bench.workspace->newChat();
    QCOMPARE(bench.chat().chatId(), 0);
    ChatListModel& list = *bench.workspace->chats();
    QCOMPARE(list.index(list.indexOf(first)).data(ChatListModel::BusyRole).toBool(), true);
    bench.script->release();
    QTRY_COMPARE(list.index(list.indexOf(first)).data(ChatListModel::BusyRole).toBool(), false);
    bench.workspace->openChat(first);
    QCOMPARE(bench.last().text(), QStringLiteral("late"));
  }

  // What stands in the composer belongs to its chat, a new one too.
  void draftsStayWithTheirChats() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    bench.script->queueAnswer("", "x");
    bench.chat().send(QStringLiteral("first"));
    QTRY_VERIFY(!bench.chat().busy());
    const qlonglong first = bench.chat().chatId();
    bench.chat().setDraft(QStringLiteral("draft of the first"));
    bench.workspace->newChat();
    QCOMPARE(bench.chat().draft(), QString());
    bench.chat().setDraft(QStringLiteral("draft of the new"));
    bench.workspace->openChat(first);
    QCOMPARE(bench.chat().draft(), QStringLiteral("draft of the first"));
    bench.workspace->newChat();
    QCOMPARE(bench.chat().draft(), QStringLiteral("draft of the new"));
    bench.script->queueAnswer("", "y");
    QVERIFY(bench.chat().send(bench.chat().draft()));
    QTRY_VERIFY(!bench.chat().busy());
    bench.workspace->newChat();
    QCOMPARE(bench.chat().draft(), QString());
    QCOMPARE(bench.workspace->chats()->count(), 2);
  }

  void renamesDeletesAndUndoes() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    QList<qlonglong> ids;
    for (const char* name : {"alpha", "beta", "gamma"}) {
      bench.workspace->newChat();
      bench.script->queueAnswer("", "x");
      bench.chat().send(QLatin1String(name));
      QTRY_VERIFY(!bench.chat().busy());
      ids << bench.chat().chatId();
    }
    ChatListModel& list = *bench.workspace->chats();
    QCOMPARE(list.count(), 3);
    bench.workspace->renameChat(ids[1], QStringLiteral("  new   name "));
    QCOMPARE(list.index(list.indexOf(ids[1])).data(ChatListModel::TitleRole).toString(), QStringLiteral("new name"));
    bench.workspace->renameChat(ids[1], QStringLiteral("   "));
    QCOMPARE(list.index(list.indexOf(ids[1])).data(ChatListModel::TitleRole).toString(), QStringLiteral("new name"));

    bench.workspace->openChat(ids[1]);
    bench.workspace->deleteChat(ids[1]);
    QCOMPARE(list.count(), 2);
    QVERIFY(bench.workspace->canUndoDelete());
    QVERIFY(bench.workspace->undoWords().contains(QStringLiteral("new name")));
    QVERIFY(bench.chat().chatId() != ids[1]);
    bench.workspace->undoDelete();
    QCOMPARE(list.count(), 3);
    QCOMPARE(bench.chat().chatId(), ids[1]);
    QCOMPARE(bench.chat().messages()->count(), 2);
    QVERIFY(!bench.workspace->canUndoDelete());

    ChatSearch& search = *bench.workspace->search();
    search.setQuery(QStringLiteral("gam"));
    QTRY_COMPARE(search.count(), 2);  // the title and the question
    QCOMPARE(search.index(0).data(ChatSearch::ChatIdRole).toLongLong(), ids[2]);
    search.setQuery({});
    QCOMPARE(search.count(), 0);
    QCOMPARE(list.count(), 3);
    for (const qlonglong id : ids) bench.workspace->deleteChat(id);
    QCOMPARE(list.count(), 0);
    QCOMPARE(bench.chat().chatId(), 0);
  }

  // The next start shows the chat of last time; what was being written is interrupted and can be continued.
  // A damaged history does not keep the program from starting: what can be read is there, the file is kept, the window says so.
  void damagedHistoryIsSaved() {
    QTemporaryDir dir;
    const QString file = dir.filePath(QLatin1String(kChatDatabaseName));
    {
      auto store = ChatStore::open(file.toStdString());
      QVERIFY(store);
      const auto chat = (*store)->createChat("Kept");
      QVERIFY(chat && (*store)->appendMessage(*chat, AfterLeaf(), ChatRole::kUser, "a question that stays"));
    }
    {
      QFile bytes(file);
      QVERIFY(bytes.open(QIODevice::ReadWrite));
      bytes.write(QByteArray(100, '\0'));  // the header
    }
    Bench bench(dir.path());
    QVERIFY2(bench.workspace->problem().contains(QStringLiteral("damaged")), qPrintable(bench.workspace->problem()));
    QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("*.damaged-*")}).size(), 1);
    QTRY_COMPARE(bench.workspace->chats()->count(), 1);
  }

  void restoresAfterTheEnd() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      bench.script->queueAnswer("thought ", "done");
      bench.chat().send(QStringLiteral("first"));
      QTRY_VERIFY(!bench.chat().busy());
      std::vector<Script::Step> steps{{Event(ReasoningDelta{"half a ", 2}), false}, {Event(ReasoningDelta{"x", 1}), true}};
      bench.script->queue(std::move(steps));
      bench.chat().send(QStringLiteral("second"));
      QTRY_COMPARE(bench.last().reasoning(), QStringLiteral("half a "));
    }
    Bench bench(dir.path());
    QCOMPARE(bench.workspace->chats()->count(), 1);
    QCOMPARE(bench.chat().messages()->count(), 4);
    QCOMPARE(bench.chat().messages()->at(1)->reasoning(), QStringLiteral("thought "));
    QCOMPARE(bench.chat().messages()->at(1)->text(), QStringLiteral("done"));
    QCOMPARE(bench.last().status(), MessageItem::Interrupted);
    QCOMPARE(bench.last().reasoning(), QStringLiteral("half a "));
    QVERIFY(bench.last().reasoningTokens() >= 2);
    bench.script->queueAnswer("more ", "end");
    bench.chat().continueAnswer();
    QTRY_VERIFY(!bench.chat().busy());
    QCOMPARE(bench.last().reasoning(), QStringLiteral("half a more "));
    QCOMPARE(bench.last().text(), QStringLiteral("end"));
    const GenerateRequest request = bench.script->requests().at(0);
    QVERIFY(request.resume && !request.resume->reasoning_finished);
    QCOMPARE(request.resume->reasoning, std::string("half a "));
  }

  // The model of last time is gone: the bundled one, and a word about it.
  void modelOfLastTimeIsGone() {
    QTemporaryDir dir;
    const QString model = dir.filePath(QStringLiteral("own.gguf"));
    QFile(model).open(QIODevice::WriteOnly);
    {
      Bench bench(dir.path());
      bench.workspace->engine()->load(model);
      QTRY_COMPARE(bench.workspace->engine()->name(), QStringLiteral("own"));
    }
    {
      Bench bench(dir.path());
      QCOMPARE(bench.workspace->engine()->name(), QStringLiteral("own"));
    }
    QFile::remove(model);
    Bench bench(dir.path());
    QVERIFY(bench.workspace->engine()->isPocket());
    QVERIFY(bench.workspace->engine()->error().contains(QStringLiteral("no longer there")));
  }

  // Another Deepwell has the history: the window says so and still works.
  void secondProgramSaysThatNothingIsKept() {
    QTemporaryDir dir;
    Bench first(dir.path());
    Bench second(dir.path());
    QVERIFY(second.workspace->problem().contains(QStringLiteral("not be kept")));
    second.script->queueAnswer("", "x");
    QVERIFY(second.chat().send(QStringLiteral("q")));
    QTRY_VERIFY(!second.chat().busy());
    QCOMPARE(second.last().text(), QStringLiteral("x"));
    QVERIFY(first.workspace->problem().isEmpty());
    // And that nothing was erased, rather than that all was.
    bool erased = true;
    second.workspace->eraseHistory([&](bool all) { erased = all; });
    QTRY_VERIFY(!erased);
    QVERIFY2(second.workspace->problem().contains(QStringLiteral("erased")), qPrintable(second.workspace->problem()));
  }

  void preferencesSurviveNonsense() {
    QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("settings.ini"));
    {
      QSettings settings(file, QSettings::IniFormat);
      settings.setValue("sampling/temperature", "warm");
      settings.setValue("sampling/top_p", 7);
      settings.setValue("sampling/repetition_penalty", 0);
      settings.setValue("appearance/font_size", -3);
      settings.setValue("window/sidebar_width", "x");
      settings.setValue("model/threads", -4);
      settings.setValue("model/kv", "f64");
    }
    Preferences preferences(file);
    QCOMPARE(preferences.temperature(), 0.6);
    QCOMPARE(preferences.topP(), 1.0);
    QCOMPARE(preferences.repetitionPenalty(), 1.0);
    QCOMPARE(preferences.fontSize(), 11);
    QCOMPARE(preferences.sidebarWidth(), 272);
    QCOMPARE(preferences.threads(), 0);
    QCOMPARE(preferences.kvPrecision(), QStringLiteral("auto"));
    preferences.setTheme(QStringLiteral("purple"));
    QCOMPARE(preferences.theme(), QStringLiteral("system"));
  }
};

QTEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
