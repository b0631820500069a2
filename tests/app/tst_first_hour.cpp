// The way of a new user, from a model that was downloaded to a chat with it, and what could stop them on it.
#include <QInputMethodEvent>
#include <QSettings>
#include <QSignalSpy>

#include "tests/app/hub_window.h"
#include "tests/app/library_window.h"

using namespace deepwell;

namespace {

// Until the model is released.
void loadSlowly(Window& w, const char* path = "/m/slow.gguf") {
  w.workspace->engine()->load(QLatin1String(path));
  QTRY_VERIFY(w.workspace->engine()->loading());
}

// A window whose settings, its chats and all were there before; without waiting for a model.
void write(const QString& dir, const char* key, const QVariant& value) {
  QSettings(dir + QStringLiteral("/settings.ini"), QSettings::IniFormat).setValue(QLatin1String(key), value);
}

bool ask(Window& w, const char* question) {
  w.script->queueAnswer("", "fine");
  return w.chat().send(QLatin1String(question)) && QTest::qWaitFor([&w] { return !w.chat().busy(); }, 60000);
}

void finishDownload(HubWindow& h, const TemporaryHome& home, PlayedHelper& helper) {
  QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
  const auto asked = helper.next<fetch::Get>();
  QVERIFY(asked);
  helper.say(fetch::Response{asked->id, 200, kTree, ""});
  const auto download = helper.next<fetch::Download>();
  QVERIFY(download);
  home.write(QStringLiteral("data/models/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF/DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf"));
  helper.say(status(download->id, fetch::Phase::kDone, 4000));
  QVERIFY(helper.hungUp());
}

}  // namespace

class TestFirstHour : public WindowTest {
  Q_OBJECT

 private slots:
  // From a loaded model there is a way to a chat with it: with the mouse, and with the keys.
  void aLoadedModelLeadsToAChat() {
    const TemporaryHome home;
    const QString path = home.write(QStringLiteral("data/models/R1-Q4_0.gguf"));
    LibraryWindow l(home);
    QVERIFY(l.w.shown());
    QVERIFY(ask(l.w, "before"));
    QVERIFY(l.opened());
    QTRY_VERIFY(l.w.find("loadButton"));
    QVERIFY(!l.w.find("chatButton"));
    for (const bool keys : {false, true}) {
      if (!keys) QVERIFY(l.w.click("loadButton"));
      QTRY_COMPARE(l.w.workspace->engine()->path(), path);
      if (keys) {
        l.w.find("installedList")->forceActiveFocus();
        l.w.key(Qt::Key_Return);
      } else {
        QVERIFY(l.w.click("chatButton"));
      }
      QTRY_VERIFY(!l.w.find("libraryPage"));
      QCOMPARE(l.w.chat().chatId(), 0);
      QTRY_VERIFY(l.w.find("composerInput")->hasActiveFocus());
      l.w.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
      QTRY_VERIFY(l.w.find("chatButton"));
    }
  }

  void aDownloadIsLoadedAndChattedWith() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    finishDownload(h, home, helper);
    QTRY_VERIFY(h.w.find("loadDownloaded"));
    QTRY_COMPARE(h.hub().arrivals(), 0);  // seen where it stands
    QVERIFY(!h.w.find("arrivalBar"));
    QVERIFY(h.w.click("loadDownloaded"));
    QVERIFY(h.w.click("chatDownloaded"));
    QTRY_VERIFY(!h.w.find("libraryPage"));
    QTRY_VERIFY(h.w.find("greeting"));
  }

  // While the person is elsewhere a bar says so, once, until they use it, put it off or look at the downloads.
  void whatHasArrivedIsOffered() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    finishDownload(h, home, helper);
    QTRY_VERIFY(h.w.find("arrivalBar"));
    QVERIFY2(h.w.textOf("arrivalBar").contains(QStringLiteral("DeepSeek-R1-Distill-Qwen-7B")), qPrintable(h.w.textOf("arrivalBar")));
    QVERIFY(h.w.click("dismissArrived"));
    QTRY_VERIFY(!h.w.find("arrivalBar"));
    QVERIFY(!h.w.workspace->engine()->path().contains(QStringLiteral("Qwen")));
    finishDownload(h, home, helper);
    QTRY_VERIFY(h.w.find("arrivalBar"));
    QVERIFY(h.w.click("tab_downloads"));
    QTRY_VERIFY(!h.w.find("arrivalBar"));
    QVERIFY(h.w.click("tab_discover"));
    QTRY_VERIFY(h.w.find("searchHub"));
    QVERIFY(!h.w.find("arrivalBar"));
    finishDownload(h, home, helper);
    QTRY_VERIFY(h.w.find("arrivalBar"));
    QVERIFY(h.w.click("useArrived"));
    QTRY_VERIFY(h.w.workspace->engine()->path().contains(QStringLiteral("DeepSeek-R1-Distill-Qwen-7B-Q4_K_M")));
    QTRY_VERIFY(!h.w.find("libraryPage"));
    QVERIFY(!h.w.find("arrivalBar"));
  }

  void severalThatHaveArrivedAreOneBar() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.w.shown());
    for (const char* name : {"one", "two"}) {
      DownloadItem item;
      item.name = item.folder = QLatin1String(name);
      emit h.hub().downloads()->finished(item);
    }
    QTRY_VERIFY(h.w.textOf("arrivalBar").startsWith(u'2'));
    QVERIFY(h.w.click("useArrived"));
    QTRY_VERIFY(h.w.find("noDownloads"));
    QTRY_COMPARE(h.hub().arrivals(), 0);
  }

  // What is sent while a model is being loaded goes when it is there.
  void aQuestionWaitsForItsModel() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    loadSlowly(w);
    w.type(QStringLiteral("hello"));
    w.script->queueAnswer("", "good day");
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.find("waitingBar"));
    QVERIFY2(w.textOf("waitingBar").contains(QStringLiteral("slow")), qPrintable(w.textOf("waitingBar")));
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("hello"));
    w.type(QStringLiteral("x"));
    w.key(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("hello"));  // what waits is not written on
    QCOMPARE(w.chat().messages()->count(), 0);
    w.loader->release();
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QTRY_COMPARE(w.last().text(), QStringLiteral("good day"));
    QCOMPARE(w.chat().messages()->at(0)->text(), QStringLiteral("hello"));
    QCOMPARE(w.textOf("composerInput"), QString());
    QVERIFY(!w.find("waitingBar"));
  }

  void whatWaitsCanBeTakenBack_data() {
    QTest::addColumn<QString>("how");
    for (const char* how : {"composerBarAction", "sendButton", "Esc"}) QTest::newRow(how) << QString::fromLatin1(how);
  }
  void whatWaitsCanBeTakenBack() {
    QFETCH(const QString, how);
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    loadSlowly(w);
    w.type(QStringLiteral("hello"));
    QVERIFY(w.click("sendButton"));
    QTRY_VERIFY(w.find("waitingBar"));
    if (how == QLatin1String("Esc")) {
      w.key(Qt::Key_Escape);
    } else {
      QVERIFY(w.click(how.toLatin1().constData()));
    }
    QTRY_VERIFY(!w.find("waitingBar"));
    w.find("composerInput")->forceActiveFocus();
    w.type(QStringLiteral("!"));
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("hello!"));
    w.loader->release();
    QTRY_VERIFY(!w.workspace->engine()->loading());
    QVERIFY(w.paints(2));
    QCOMPARE(w.chat().messages()->count(), 0);
  }

  // It is not sent to another model than the one that was waited for, and never lost.
  void aLoadThatEndsOtherwiseLeavesADraft() {
    QTemporaryDir dir;
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      for (const bool fails : {false, true}) {
        loadSlowly(w);
        if (!fails) w.type(QStringLiteral("hello"));
        w.key(Qt::Key_Return);
        QTRY_VERIFY(w.find("waitingBar"));
        if (fails) {
          w.workspace->engine()->load(QStringLiteral("/m/broken.gguf"));  // instead of the slow one
        } else {
          w.workspace->engine()->cancelLoad();
        }
        QTRY_VERIFY(!w.find("waitingBar"));
        QVERIFY(w.workspace->engine()->ready());  // the one that was there before
        QCOMPARE(w.chat().messages()->count(), 0);
        QCOMPARE(w.textOf("composerInput"), QStringLiteral("hello"));
      }
      loadSlowly(w);
      w.key(Qt::Key_Return);
      QTRY_VERIFY(w.find("waitingBar"));
    }
    Window w(dir.path());
    QVERIFY(w.shown());
    QTRY_COMPARE(w.textOf("composerInput"), QStringLiteral("hello"));
    QCOMPARE(w.chat().messages()->count(), 0);
    QVERIFY(!w.chat().waiting());
  }

  // Another model chosen meanwhile is the one that it waits for from then on.
  void aQuestionFollowsTheModelThatIsChosen() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    loadSlowly(w);
    w.type(QStringLiteral("hello"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.find("waitingBar"));
    w.script->queueAnswer("", "from the other");
    w.workspace->engine()->load(QStringLiteral("/m/other.gguf"));
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QTRY_COMPARE(w.last().text(), QStringLiteral("from the other"));
    QCOMPARE(w.workspace->engine()->name(), QStringLiteral("other"));
  }

  // It belongs to its chat, whichever is shown when the model is there; a chat that was deleted gets nothing.
  void aQuestionThatWaitsStaysInItsChat() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "one"));
    const qlonglong first = w.chat().chatId();
    w.workspace->newChat();
    QVERIFY(ask(w, "two"));
    const qlonglong second = w.chat().chatId();
    loadSlowly(w);
    for (const qlonglong chat : {first, second}) {
      w.workspace->openChat(chat);
      QTRY_VERIFY(!w.chat().loading());
      w.find("composerInput")->forceActiveFocus();
      w.type(chat == first ? QStringLiteral("more of one") : QStringLiteral("more of two"));
      w.key(Qt::Key_Return);
      QTRY_VERIFY(w.find("waitingBar"));
    }
    w.workspace->newChat();
    QTRY_VERIFY(!w.find("waitingBar"));
    w.workspace->deleteChat(second);
    w.script->queueAnswer("", "there");
    w.loader->release();
    const auto count = [&w](qlonglong chat) {
      const auto messages = w.workspace->history().store().messages(chat);
      return messages ? static_cast<int>(messages->size()) : -1;
    };
    QTRY_COMPARE(count(first), 4);
    QVERIFY(count(second) <= 2);
    QCOMPARE(w.chat().messages()->count(), 0);
    w.workspace->openChat(first);
    QTRY_COMPARE(w.last().text(), QStringLiteral("there"));
    QCOMPARE(w.chat().messages()->at(2)->text(), QStringLiteral("more of one"));
  }

  void nothingWaitsWhileComposing() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    loadSlowly(w);
    w.type(QStringLiteral("a"));
    QInputMethodEvent preedit(QStringLiteral("ni hao"), {});
    QCoreApplication::sendEvent(w.find("composerInput"), &preedit);
    w.key(Qt::Key_Return);
    QVERIFY(!w.chat().waiting());
  }

  // Without a model the chat says so where it cannot be missed, and what can be done.
  void aMissingModelIsAButton() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->engine()->load(QStringLiteral("/m/mine.gguf"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("mine"));
    QVERIFY(ask(w, "one"));
    QVERIFY(!w.find("noModelBar"));
    w.workspace->engine()->unload();
    QTRY_VERIFY(w.textOf("noModelBar").contains(QStringLiteral("mine")));
    QVERIFY(w.click("composerBarOther"));
    QTRY_VERIFY(w.find("pocketItem"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("pocketItem"));
    QVERIFY(w.click("composerBarAction"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("mine"));
    QTRY_VERIFY(!w.find("noModelBar"));
    w.workspace->newChat();
    w.workspace->engine()->unload();
    QVERIFY(w.click("loadLastButton"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("mine"));
  }

  void aWindowCanStartWithoutAModel() {
    QTemporaryDir dir;
    write(dir.path(), "model/last", QStringLiteral("/m/mine.gguf"));
    write(dir.path(), "model/load_at_start", false);
    Window w(dir.path());
    QVERIFY(QTest::qWaitForWindowExposed(w.window, 60000));
    QVERIFY(!w.workspace->engine()->loading() && !w.workspace->engine()->ready());
    QCOMPARE(w.textOf("modelName"), QStringLiteral("No model"));
    QVERIFY(w.click("loadLastButton"));
    QTRY_COMPARE(w.workspace->engine()->path(), QStringLiteral("/m/mine.gguf"));
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings"));
    w.type(QStringLiteral("at start"));
    QVERIFY(w.click("loadAtStartSwitch"));
    QVERIFY(w.preferences().loadAtStart());
  }

  void enterCanMakeALine() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QCOMPARE(w.textOf("sendButton"), QStringLiteral("Send (Enter)"));
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings"));
    w.type(QStringLiteral("ctrl+enter"));
    QVERIFY(w.click("sendKeyChoice"));
    QVERIFY(w.click("choice_ctrlEnter"));
    QVERIFY(!w.preferences().enterSends());
    QVERIFY(w.click("closeSettings"));
    QTRY_VERIFY(!w.find("searchSettings"));
    QCOMPARE(w.textOf("sendButton"), QStringLiteral("Send (Ctrl+Enter)"));
    w.find("composerInput")->forceActiveFocus();
    w.type(QStringLiteral("a"));
    w.key(Qt::Key_Return);
    w.type(QStringLiteral("b"));
    w.key(Qt::Key_Return, Qt::ShiftModifier);
    w.type(QStringLiteral("c"));
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("a\nb\nc"));
    w.script->queueAnswer("", "ok");
    w.key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QCOMPARE(w.chat().messages()->at(0)->text(), QStringLiteral("a\nb\nc"));
  }

  // As lines are sold; what was set by an older version, in KiB, stays as it is.
  void theBandwidthIsInMegabytes() {
    QTemporaryDir dir;
    write(dir.path(), "downloads/limit", 12345);
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(w.click("settings_library"));
    QTRY_COMPARE(w.textOf("downloadLimit"), QStringLiteral("12.64"));
    const auto enter = [&w](const char* text) {
      w.find("downloadLimit")->forceActiveFocus();
      w.key(Qt::Key_A, Qt::ControlModifier);
      w.type(QLatin1String(text));
      w.key(Qt::Key_Return);
    };
    enter("12.64");
    QCOMPARE(w.preferences().downloadLimit(), 12345);
    enter("12,5");
    QCOMPARE(w.preferences().downloadLimit(), 12207);
    QTRY_COMPARE(w.textOf("downloadLimit"), QStringLiteral("12.5"));
    enter("0.0001");  // the last digit is not taken
    QCOMPARE(w.preferences().downloadLimit(), 0);
    enter("0.001");
    QCOMPARE(w.preferences().downloadLimit(), 1);
    w.find("downloadLimit")->forceActiveFocus();
    w.key(Qt::Key_A, Qt::ControlModifier);
    w.key(Qt::Key_Delete);
    w.key(Qt::Key_Return);
    QCOMPARE(w.preferences().downloadLimit(), 0);
    QCOMPARE(w.textOf("downloadLimit"), QString());
  }

  // Whatever page is shown when a chat is deleted.
  void aDeletedChatComesBackFromTheLibrary() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "one"));
    const qlonglong chat = w.chat().chatId();
    w.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(w.find("libraryPage"));
    w.workspace->deleteChat(chat);
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(w.workspace->chats()->count(), 1);
    QVERIFY(w.find("libraryPage"));
    QTRY_VERIFY(!w.find("undoDelete"));
  }

  // Quitting asks while a file is being written, and goes on by itself when that is done.
  void quittingWaitsForExports() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "one"));
    const QSignalSpy quit(&w.program->qml(), &QQmlEngine::quit);
    const auto begin = [&](const QString& file) {
      w.workspace->transfer()->exportChat(w.chat().chatId(), QStringLiteral("markdown"), QUrl::fromLocalFile(file));
      std::ignore = w.window->close();  // its end is told to the event loop, which has not run meanwhile
    };
    begin(QStringLiteral("/nowhere/at/all.md"));
    QVERIFY(w.window->isVisible());
    QTRY_VERIFY(!w.workspace->transfer()->busy());
    QTRY_VERIFY(w.textOf("transferWords").contains(QStringLiteral("/nowhere/at/all.md")));  // it failed: that is to be read
    QVERIFY(w.window->isVisible());
    QCOMPARE(quit.size(), 0);
    begin(dir.filePath(QStringLiteral("one.md")));
    QVERIFY(w.window->isVisible());
    QTRY_COMPARE(quit.size(), 1);
    QVERIFY(QFile::exists(dir.filePath(QStringLiteral("one.md"))));
    QTRY_VERIFY(!w.window->isVisible());
  }

  void quittingCanBeGivenUpOrInsistedOn() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QString text;
    for (int i = 0; i < 3000; ++i) text += QStringLiteral("Paragraph %1 has some words in it.\n\n").arg(i);
    w.script->queueAnswer("", text.toStdString());
    QVERIFY(w.chat().send(QStringLiteral("much")));
    QTRY_VERIFY(!w.chat().busy());
    const QSignalSpy quit(&w.program->qml(), &QQmlEngine::quit);
    for (const bool insists : {false, true}) {
      for (int i = 0; i < 30; ++i)
        w.workspace->transfer()->exportChat(w.chat().chatId(), QStringLiteral("pdf"), QUrl::fromLocalFile(dir.filePath(QStringLiteral("much.pdf"))));
      w.key(Qt::Key_Q, Qt::ControlModifier);
      QTRY_VERIFY(w.textOf("quitTitle").contains(QStringLiteral("much.pdf")));
      QVERIFY(w.click(insists ? "quitAnyway" : "doNotQuit"));
      if (insists) break;
      QTRY_VERIFY(!w.find("quitTitle"));
      while (w.workspace->transfer()->busy()) {
        w.workspace->transfer()->cancel();
        QTest::qWait(1);
      }
      QCOMPARE(quit.size(), 0);
      QVERIFY(w.window->isVisible());
    }
    QTRY_COMPARE(quit.size(), 1);
    QTRY_VERIFY(!w.window->isVisible());
  }
};

int main(int argc, char** argv) {
  TestFirstHour test;
  return runWindowTest(test, argc, argv);
}
#include "tst_first_hour.moc"
