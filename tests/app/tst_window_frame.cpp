// What is around the chat: list of chats, models, settings, sizes, the first run.
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "tests/app/window_fixture.h"

using namespace deepwell;

class TestWindowFrame : public WindowTest {
  Q_OBJECT

 private slots:
  void loadErrorsAreShownInWords() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->engine()->loadUrl(QUrl::fromLocalFile(QStringLiteral("/m/broken.gguf")));
    QTRY_VERIFY(w.find("modelError"));
    QVERIFY(w.textOf("modelError").contains(QStringLiteral("not a GGUF file")));
    QVERIFY(w.click("dismissBanner"));
    QTRY_VERIFY(!w.find("modelError"));
  }

  void modelsCanBeDropped() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/m/dropped.gguf"))});
    const QPoint at(300, 300);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(w.window, &enter);
    QVERIFY(enter.isAccepted());
    QTRY_VERIFY(w.find("dropTarget")->property("welcome").toBool());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(w.window, &drop);
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("dropped"));
    QVERIFY(!w.find("dropTarget")->property("welcome").toBool());
    QCOMPARE(w.preferences().recentModels(), QStringList{"/m/dropped.gguf"});
  }

  void modelMenuLoadsAndUnloads() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* recent : {"/m/one.gguf", "/m/two.gguf"}) {
      QSignalSpy loaded(w.workspace->engine(), &EngineHost::loaded);
      w.workspace->engine()->load(QLatin1String(recent));
      QTRY_COMPARE(loaded.size(), 1);
    }
    QVERIFY(w.click("modelChip"));
    QTRY_VERIFY(w.find("recentItem1"));
    const auto top = [&w](const char* name) { return w.find(name)->mapToScene(QPointF()).y(); };
    QTRY_VERIFY(top("pocketItem") < top("recentItem0"));
    QTRY_VERIFY(top("recentItem0") < top("recentItem1"));
    QTRY_VERIFY(top("recentItem1") < top("openFileItem"));
    QCOMPARE(w.textOf("recentItem0"), QStringLiteral("two"));  // the last one first
    QVERIFY(w.click("recentItem1"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("one"));
    QVERIFY(w.click("modelChip"));
    QVERIFY(w.click("unloadItem"));
    QTRY_VERIFY(!w.workspace->engine()->ready());
    QVERIFY(w.click("modelChip"));
    QVERIFY(w.click("pocketItem"));
    QTRY_VERIFY(w.workspace->engine()->isPocket());
    QVERIFY(w.click("modelChip"));
    QVERIFY(w.click("allModelsItem"));
    QTRY_VERIFY(w.find("libraryPage"));
  }

  void chatsAreMadeRenamedDeletedAndBroughtBack() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* text : {"alpha", "beta"}) {
      w.key(Qt::Key_N, Qt::ControlModifier);
      w.script->queueAnswer("", "x");
      w.type(QLatin1String(text));
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    }
    QTRY_COMPARE(w.textOf("chatRow0"), QStringLiteral("beta"));
    QTRY_COMPARE(w.textOf("chatRow1"), QStringLiteral("alpha"));
    QVERIFY(w.click("chatRow1"));
    QTRY_COMPARE(w.chat().title(), QStringLiteral("alpha"));

    w.key(Qt::Key_F2);
    QTRY_VERIFY(w.find("renameField"));
    w.type(QStringLiteral("first"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.textOf("chatRow1"), QStringLiteral("first"));
    QVERIFY(w.doubleClick("chatRow0"));
    QTRY_VERIFY(w.find("renameField"));
    w.type(QStringLiteral("nothing"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("renameField"));
    QCOMPARE(w.textOf("chatRow0"), QStringLiteral("beta"));

    QVERIFY(w.click("chatRow0"));
    w.key(Qt::Key_Delete);
    QTRY_COMPARE(w.workspace->chats()->count(), 1);
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(w.workspace->chats()->count(), 2);
    QCOMPARE(w.chat().title(), QStringLiteral("beta"));

    w.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    w.type(QStringLiteral("firs"));
    QTRY_COMPARE(w.workspace->search()->count(), 1);
    QTRY_VERIFY(w.find("hitRow0"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("hitRow0"));
    QTRY_VERIFY(w.find("chatRow1"));
  }

  // What is deleted while the bar is there has the whole time for its way back.
  void aSecondDeleteBeginsTheTimeAnew() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QList<qlonglong> chats;
    for (const char* text : {"alpha", "beta"}) {
      w.workspace->newChat();
      w.script->queueAnswer("", "x");
      QVERIFY(w.chat().send(QLatin1String(text)));
      QTRY_VERIFY(!w.chat().busy());
      chats << w.chat().chatId();
    }
    w.workspace->deleteChat(chats[0]);
    QTRY_VERIFY(w.find("undoDelete"));
    const QObject* bar = w.find("undoDelete")->parentItem()->parentItem();
    const QObjectList parts = bar->findChildren<QObject*>();
    const auto time = std::find_if(parts.begin(), parts.end(), [](const QObject* part) { return part->inherits("QQmlTimer"); });
    QVERIFY(time != parts.end());
    QTRY_VERIFY((*time)->property("running").toBool());
    QSignalSpy begins(*time, SIGNAL(runningChanged()));
    w.workspace->deleteChat(chats[1]);
    QCOMPARE(begins.size(), 2);  // stopped, and begun
    QVERIFY((*time)->property("running").toBool());
    w.workspace->undoDelete();
    QCOMPARE(w.workspace->chats()->count(), 1);
  }

  void settingsAreKept() {
    QTemporaryDir dir;
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      w.key(Qt::Key_Comma, Qt::ControlModifier);
      QVERIFY(w.click("choice_dark"));
      QCOMPARE(w.preferences().theme(), QStringLiteral("dark"));
      QTRY_VERIFY(w.window->color().lightness() < 60);
      QVERIFY(w.click("settings_thinking"));
      QVERIFY(w.click("thinkSwitch"));
      QCOMPARE(w.preferences().think(), false);
      w.key(Qt::Key_Escape);
      QTRY_VERIFY(!w.find("settingsPage"));
      w.window->resize(760, 620);  // the offscreen screen is 800 wide
      QTRY_COMPARE(w.window->width(), 760);
      QTest::qWait(0);
      w.window->close();
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    QCOMPARE(w.window->width(), 760);
    QCOMPARE(w.window->height(), 620);
    QVERIFY(w.window->color().lightness() < 60);
    QCOMPARE(w.find("thinkToggle")->property("checked").toBool(), false);
  }

  // What is typed into the search is looked for on every page.
  void settingsAreSearched() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings") && w.find("searchSettings")->hasActiveFocus());
    QVERIFY(!w.find("temperatureSlider"));
    w.type(QStringLiteral("temper"));
    QTRY_VERIFY(w.find("temperatureSlider"));
    QVERIFY(!w.find("fontSizeSlider"));
    QVERIFY(!w.find("nothingFound"));
    w.type(QStringLiteral("xyz"));
    QTRY_VERIFY(w.find("nothingFound"));
    QVERIFY(!w.find("temperatureSlider"));
    w.key(Qt::Key_Escape);  // empties the field, the settings stay
    QTRY_VERIFY(w.find("fontSizeSlider"));
    QVERIFY(w.find("settingsPage"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("settingsPage"));
  }

  // How models are loaded: what a GPU has only where there is one, and a button while the loaded model runs with former values.
  void modelsAreLoadedAsWished() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(w.click("settings_engine"));
    QTRY_VERIFY(w.find("threadsBox"));
    QVERIFY(!w.find("gpuLayersBox"));
    QVERIFY(!w.find("reloadModel"));
    w.find("threadsBox")->forceActiveFocus();
    w.key(Qt::Key_3);
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.preferences().threads(), 3);
    QVERIFY(w.click("kvChoice"));
    QVERIFY(w.click("choice_q8"));
    QTRY_COMPARE(w.preferences().kvPrecision(), QStringLiteral("q8"));
    const int loads = w.loader->loads();
    QVERIFY(w.click("reloadModel"));
    QTRY_COMPARE(w.loader->loads(), loads + 1);
    QCOMPARE(w.loader->options().threads, 3);
    QCOMPARE(w.loader->options().kv, KvPrecision::kQ8);
    QTRY_VERIFY(!w.find("reloadModel"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("settingsPage"));
    w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 11ULL << 30U, false, false, ""}, FakeLoader::gpu(0, "Fake GPU")}, {}});
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("gpuLayersBox") && w.find("gpuMemoryBox"));
  }

  // Both are found by the words that people have for them; the bundled model has a preset like any other.
  void systemPromptsAreFound() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* words : {"system prompt", "instructions"}) {
      w.key(Qt::Key_Comma, Qt::ControlModifier);
      QTRY_VERIFY(w.find("searchSettings") && w.find("searchSettings")->hasActiveFocus());
      w.type(QLatin1String(words));
      QTRY_VERIFY(!w.find("fontSizeSlider"));
      QTRY_VERIFY2(w.find("instructionsBox"), words);
      w.key(Qt::Key_Escape);
      w.key(Qt::Key_Escape);
      QTRY_VERIFY(!w.find("settingsPage"));
    }
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(w.click("instructionsBox"));
    w.type(QStringLiteral("Be brief."));
    QCOMPARE(w.preferences().instructions(), QStringLiteral("Be brief."));
    w.key(Qt::Key_Tab);  // goes on
    QVERIFY(!w.find("instructionsBox")->hasActiveFocus());
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("settingsPage"));

    QVERIFY(w.click("modelChip"));
    QVERIFY(w.click("modelPresetItem"));
    QTRY_VERIFY(w.find("systemPrompt") && w.find("systemPrompt")->hasActiveFocus());
    QVERIFY(w.find("systemPrompt")->property("placeholderText").toString().contains(QStringLiteral("Be brief.")));
    QVERIFY(w.click("presetNoInstructions"));
    QVERIFY(w.click("savePreset"));
    QTRY_VERIFY(w.preferences().preset(QStringLiteral("pocket")).no_instructions);
    QTRY_VERIFY(!w.find("systemPrompt"));  // the sheet has gone, and with it what keeps clicks from the window
    QVERIFY(w.click("modelChip"));
    QVERIFY(w.click("modelPresetItem"));
    QTRY_VERIFY(w.find("systemPrompt") && w.find("systemPrompt")->hasActiveFocus());
    w.type(QStringLiteral("Count."));
    QTRY_VERIFY(!w.find("presetNoInstructions"));
    QVERIFY(w.click("savePreset"));
    QTRY_COMPARE(w.preferences().preset(QStringLiteral("pocket")).system_prompt, QStringLiteral("Count."));
  }

  // Pages that scroll by themselves are found by their title and by what is on them, and lead there.
  void settingsSearchFindsWholePages() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings") && w.find("searchSettings")->hasActiveFocus());
    QVERIFY(!w.find("found_privacy"));
    w.type(QStringLiteral("connection"));
    QTRY_VERIFY(w.find("found_privacy"));
    QVERIFY(!w.find("found_logs"));
    QVERIFY(!w.find("nothingFound"));
    QVERIFY(w.click("found_privacy"));
    QTRY_VERIFY(w.find("privacyPage"));
    QVERIFY(!w.find("found_privacy"));
    QVERIFY(w.find("searchSettings")->hasActiveFocus());
    w.type(QStringLiteral("logs"));
    QTRY_VERIFY(w.find("found_logs"));
    w.key(Qt::Key_Tab);
    for (int i = 0; i < 30 && !w.find("found_logs")->hasActiveFocus(); ++i) w.key(Qt::Key_Tab);
    QVERIFY(w.find("found_logs")->hasActiveFocus());
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.find("logList"));
    // Other pages by their title too, beside their settings.
    w.type(QStringLiteral("engine"));
    QTRY_VERIFY(w.find("found_engine"));
  }

  // A new user sees the computer and the folder, and can write at once.
  void firstRun() {
    QTemporaryDir dir;
    {
      Window w(dir.path(), true);
      QVERIFY(w.shown());
      QVERIFY(w.find("welcome"));
      QVERIFY(!w.find("greeting"));
      QVERIFY(w.textOf("welcomeChangeFolder").size() > 0);
      QVERIFY(!w.find("suggestion0"));  // nothing is known of the computer
      w.loader->setDevices({{{DeviceKind::kCpu, 0, "Fake CPU", "", 64ULL << 30U, 50ULL << 30U, false, false, ""}}, {}});
      w.workspace->engine()->devices()->refresh();
      QTRY_VERIFY(w.find("suggestion0"));
      QVERIFY(!w.find("suggestion3"));
      QVERIFY(w.click("welcomeLibrary"));
      QTRY_VERIFY(w.find("libraryPage"));
      QTest::keyClick(w.window, Qt::Key_L, Qt::ControlModifier);
      QTRY_VERIFY(w.find("welcome"));
      QVERIFY(w.click("welcomeStart"));
      QTRY_VERIFY(w.find("greeting"));
    }
    Window again(dir.path(), true);
    QVERIFY(again.shown());
    QVERIFY(!again.find("welcome"));
  }

  void firstRunEndsWithTheFirstMessage() {
    QTemporaryDir dir;
    {
      Window w(dir.path(), true);
      QVERIFY(w.shown());
      w.script->queueAnswer("", "hi");
      w.type(QStringLiteral("hello"));
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.last().text(), QStringLiteral("hi"));
      QVERIFY(!w.find("welcome"));
    }
    Window again(dir.path(), true);
    QVERIFY(again.shown());
    again.key(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(again.find("greeting"));
    QVERIFY(!again.find("welcome"));
  }

  // Narrow: the list is a drawer. Everything that is needed still fits.
  void narrowWindow() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(w.find("chatList"));
    w.window->resize(420, 700);
    QTRY_VERIFY(!w.find("chatList"));
    for (const char* name : {"modelChip", "composerInput", "sendButton", "showSidebar", "settingsTop"}) {
      QQuickItem* item = w.find(name);
      QVERIFY2(item, name);
      QTRY_VERIFY2(item->mapRectToScene(item->boundingRect()).left() >= 0, name);
      QTRY_VERIFY2(item->mapRectToScene(item->boundingRect()).right() <= 420, name);
    }
    QVERIFY(w.click("showSidebar"));
    QTRY_VERIFY(w.find("chatList"));
    QVERIFY(w.click("newChat"));
    QTRY_VERIFY(!w.find("chatList"));
  }
};

int main(int argc, char** argv) {
  TestWindowFrame test;
  return runWindowTest(test, argc, argv);
}
#include "tst_window_frame.moc"
