// What the window can be told to do (Ctrl+K): every command does what it says, and is offered only where it can.
#include <QClipboard>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <functional>
#include <map>

#include "app/commands/command.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

using Check = std::function<bool(Window&)>;

bool there(Window& w, const char* name) { return w.find(name) != nullptr; }
bool focused(Window& w, const char* name) { return w.find(name) && w.find(name)->hasActiveFocus(); }
QString clipboard() { return QGuiApplication::clipboard()->text(); }
QString propertyOf(Window& w, const char* name, const char* property) { return w.find(name) ? w.find(name)->property(property).toString() : QString(); }

// A dialog of Qt with this title is open.
bool dialog(Window& w, const char* title) {
  const QList<QObject*> all = w.window->findChildren<QObject*>();
  return std::any_of(all.begin(), all.end(), [title](const QObject* object) {
    return object->inherits("QQuickAbstractDialog") && object->property("visible").toBool() && object->property("title").toString().contains(QLatin1String(title));
  });
}

// After a command in a window with the chats "first" and "second"; the second is shown, answered "answer".
const std::map<QString, Check>& checks() {
  static const std::map<QString, Check> all = {
      {"chat.new", [](Window& w) { return w.chat().chatId() == 0; }},
      {"chat.write", [](Window& w) { return focused(w, "composerInput"); }},
      {"chat.attach", [](Window& w) { return dialog(w, "Attach"); }},
      {"chat.think", [](Window& w) { return !w.preferences().think(); }},
      {"chat.regenerate", [](Window& w) { return w.last().siblingCount() == 2; }},
      {"chat.editLast", [](Window& w) { return w.chat().editing() && w.chat().draft() == QLatin1String("second") && focused(w, "composerInput"); }},
      {"chat.editAnswer", [](Window& w) { return focused(w, "answerInput"); }},
      {"chat.copyAnswer", [](Window&) { return clipboard() == QLatin1String("answer"); }},
      {"chat.copyAll", [](Window&) { return clipboard().contains(QLatin1String("second")) && clipboard().contains(QLatin1String("answer")); }},
      {"chat.find", [](Window& w) { return focused(w, "findField"); }},
      {"chat.receipt", [](Window& w) { return there(w, "receiptRows"); }},
      {"chat.context", [](Window& w) { return there(w, "contextPanel"); }},
      {"chat.instructions", [](Window& w) { return focused(w, "chatInstructions"); }},
      {"chat.fork", [](Window& w) { return w.workspace->chats()->count() == 3 && w.chat().messages()->count() == 2; }},
      {"chat.summarise", [](Window& w) { return w.chat().chatId() == 0 && w.chat().draft().contains(QLatin1String("summary")); }},
      {"chat.rename", [](Window& w) { return there(w, "renameField"); }},
      {"chat.pin", [](Window& w) { return w.workspace->chats()->index(0).data(ChatListModel::PinnedRole).toBool(); }},
      {"chat.archive", [](Window& w) { return w.workspace->chats()->count() == 1 && w.workspace->canUndoDelete(); }},
      {"chat.delete", [](Window& w) { return w.workspace->chats()->count() == 1 && w.workspace->canUndoDelete(); }},
      {"chat.exportMarkdown", [](Window& w) { return dialog(w, "Export"); }},
      {"chat.exportPdf", [](Window& w) { return dialog(w, "Export"); }},
      {"chat.exportJson", [](Window& w) { return dialog(w, "Export"); }},
      {"chat.next", [](Window& w) { return w.chat().title() == QLatin1String("first"); }},
      {"chat.previous", [](Window& w) { return w.chat().title() == QLatin1String("second"); }},
      {"chats.search", [](Window& w) { return focused(w, "searchChats"); }},
      {"chats.newFolder", [](Window& w) { return there(w, "renameField"); }},
      {"chats.active", [](Window& w) { return w.workspace->chats()->view() == ChatListModel::Active; }},
      {"chats.archived", [](Window& w) { return w.workspace->chats()->view() == ChatListModel::Archived; }},
      {"chats.bin", [](Window& w) { return w.workspace->chats()->view() == ChatListModel::Bin; }},
      {"chats.import", [](Window& w) { return dialog(w, "Import"); }},
      {"chats.exportAll", [](Window& w) { return dialog(w, "Export"); }},
      {"view.palette", [](Window& w) { return focused(w, "paletteField"); }},
      {"view.sidebar", [](Window& w) { return !w.preferences().sidebarOpen(); }},
      {"view.settings", [](Window& w) { return there(w, "settingsPage"); }},
      {"view.instructions", [](Window& w) { return there(w, "instructionsBox"); }},
      {"view.keys", [](Window& w) { return there(w, "key_chat.new"); }},
      {"view.privacy", [](Window& w) { return there(w, "privacyPage"); }},
      {"view.logs", [](Window& w) { return there(w, "logList"); }},
      {"view.zoomIn", [](Window& w) { return w.preferences().fontSize() == 16; }},
      {"view.zoomOut", [](Window& w) { return w.preferences().fontSize() == 14; }},
      {"view.zoomReset", [](Window& w) { return w.preferences().fontSize() == 15; }},
      {"view.fullScreen", [](Window& w) { return w.window->visibility() == QWindow::FullScreen; }},
      {"theme.light", [](Window& w) { return w.preferences().theme() == QLatin1String("light"); }},
      {"theme.dark", [](Window& w) { return w.preferences().theme() == QLatin1String("dark"); }},
      {"thinking.open", [](Window& w) { return w.preferences().thinkingDisplay() == QLatin1String("open"); }},
      {"thinking.folded", [](Window& w) { return w.preferences().thinkingDisplay() == QLatin1String("folded"); }},
      {"model.menu", [](Window& w) { return there(w, "pocketItem"); }},
      {"model.device", [](Window& w) { return there(w, "deviceItem_cpu"); }},
      {"model.preset", [](Window& w) { return focused(w, "systemPrompt"); }},
      {"model.library", [](Window& w) { return there(w, "libraryPage"); }},
      {"model.discover", [](Window& w) { return propertyOf(w, "libraryPage", "tab") == QLatin1String("discover"); }},
      {"model.downloads", [](Window& w) { return propertyOf(w, "libraryPage", "tab") == QLatin1String("downloads"); }},
      {"model.open", [](Window& w) { return dialog(w, "Open model"); }},
      {"model.openFolder", [](Window& w) { return dialog(w, "Open model folder"); }},
      {"model.unload", [](Window& w) { return !w.workspace->engine()->ready(); }},
      {"window.close", [](Window& w) { return !w.window->isVisible(); }},
  };
  return all;
}

// What is not so in such a window is brought about before.
const std::map<QString, std::function<void(Window&)>>& befores() {
  static const std::map<QString, std::function<void(Window&)>> all = {
      {"chat.write", [](Window& w) { w.find("transcriptView")->forceActiveFocus(); }},
      {"chat.previous", [](Window& w) { w.workspace->openNeighbour(1); }},
      {"chats.active", [](Window& w) { w.workspace->chats()->setView(ChatListModel::Bin); }},
      {"view.zoomReset", [](Window& w) { w.preferences().setFontSize(18); }},
  };
  return all;
}

CommandList& commands(Window& w) { return *w.window->findChild<CommandList*>(); }

}  // namespace

class TestCommands : public WindowTest {
  Q_OBJECT

  static void ask(Window& w, const char* question, const char* answer) {
    w.workspace->newChat();
    w.script->queueAnswer("", answer);
    QVERIFY(QTest::qWaitFor([&] { return w.chat().send(QLatin1String(question)); }, 60000));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }
  // The window that the checks are about, in which `name` has not been done yet. Null: something failed.
  static void makeReady(Window& w, const QString& name, Command** command) {
    QVERIFY(w.shown());
    ask(w, "first", "answer");
    ask(w, "second", "answer");
    w.script->queueAnswer("", "summary");
    QGuiApplication::clipboard()->clear();
    if (const auto before = befores().find(name); before != befores().end()) before->second(w);
    QTRY_VERIFY2(!checks().at(name)(w), "true before the command: see befores()");
    Command* found = commands(w).find(name);
    QVERIFY2(found && found->enabled(), qPrintable(name));
    *command = found;
  }
  static QStringList disabled(Window& w) {
    QStringList names;
    for (const Command* command : commands(w).commands())
      if (!command->enabled()) names << command->name();
    names.sort();
    return names;
  }

 private slots:
  void eachDoesWhatItSays_data() {
    QTest::addColumn<QString>("name");
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    // What is not here is tested below: it needs another chat than the others.
    const QStringList elsewhere{"chat.stop", "chat.continue", "view.chat", "theme.system", "thinking.auto"};
    for (const Command* command : commands(w).commands())
      if (!elsewhere.contains(command->name())) QTest::newRow(qPrintable(command->name())) << command->name();
  }
  // As a person does it: by its words, in the palette.
  void eachDoesWhatItSays() {
    QFETCH(const QString, name);
    QVERIFY2(checks().contains(name), "a new command: say here what it does");
    QTemporaryDir dir;
    Window w(dir.path());
    Command* command = nullptr;
    makeReady(w, name, &command);
    QVERIFY(command);
    if (name != QLatin1String("view.palette")) {
      w.key(Qt::Key_K, Qt::ControlModifier);
      QTRY_VERIFY(focused(w, "paletteField"));
      w.find("paletteField")->setProperty("text", u'>' + command->text());
      QTRY_COMPARE(w.textOf("paletteRow0"), command->text());
      w.key(Qt::Key_Return);
    } else {
      command->trigger();
    }
    QTRY_VERIFY2(checks().at(name)(w), qPrintable(name));
  }

  void eachKeyDoesWhatItSays_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("keys");
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const Command* command : commands(w).commands())
      for (const QString& keys : command->keys())
        if (keys != QLatin1String("Esc")) QTest::newRow(qPrintable(keys)) << command->name() << keys;  // Esc: below
  }
  void eachKeyDoesWhatItSays() {
    QFETCH(const QString, name);
    QFETCH(const QString, keys);
    QVERIFY2(checks().contains(name), "a new command: say here what it does");
    QTemporaryDir dir;
    Window w(dir.path());
    Command* command = nullptr;
    makeReady(w, name, &command);
    QVERIFY(command);
    const QKeySequence sequence(keys);
    QCOMPARE(sequence.count(), 1);
    const Qt::KeyboardModifiers modifiers = sequence[0].keyboardModifiers();
    // With Shift, keyboards call Tab Backtab.
    const bool back = sequence[0].key() == Qt::Key_Tab && modifiers.testFlag(Qt::ShiftModifier);
    w.key(back ? Qt::Key_Backtab : sequence[0].key(), modifiers);
    QTRY_VERIFY2(checks().at(name)(w), qPrintable(name));
  }

  // Ends, goes on, comes back: what is possible only in between.
  void whatNeedsAStateOfItsOwn() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("", "one two three", true);
    QVERIFY(w.chat().send(QStringLiteral("question")));
    QTRY_VERIFY(w.chat().busy());
    QVERIFY(!commands(w).find("chat.regenerate")->enabled());
    QVERIFY(!commands(w).find("chat.fork")->enabled());
    QVERIFY(!commands(w).find("chat.editLast")->enabled());
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
    w.script->queue({{Event(TextDelta{"a", 1}), false}, {Event(TextDelta{"b", 1}), true}});
    w.chat().regenerate();
    QTRY_COMPARE(w.last().text(), QStringLiteral("a"));
    QVERIFY(!commands(w).find("chat.continue")->enabled());
    w.key(Qt::Key_Escape);  // chat.stop
    QTRY_COMPARE(w.last().status(), MessageItem::Cancelled);
    QTRY_VERIFY(commands(w).find("chat.continue")->enabled());
    QVERIFY(!commands(w).find("chat.stop")->enabled());
    w.script->queueAnswer("", "more");
    commands(w).find("chat.continue")->trigger();
    QTRY_VERIFY(w.last().text().startsWith(u'a') && w.last().text().endsWith(QStringLiteral("more")));
    commands(w).find("model.library")->trigger();
    QTRY_VERIFY(there(w, "libraryPage"));
    commands(w).find("view.chat")->trigger();
    QTRY_VERIFY(!there(w, "libraryPage"));
    w.preferences().setTheme(QStringLiteral("dark"));
    commands(w).find("theme.system")->trigger();
    QCOMPARE(w.preferences().theme(), QStringLiteral("system"));
    w.preferences().setThinkingDisplay(QStringLiteral("open"));
    commands(w).find("thinking.auto")->trigger();
    QCOMPARE(w.preferences().thinkingDisplay(), QStringLiteral("auto"));
  }

  void whatCannotBeDoneIsNotOffered() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QStringList none{"chat.archive", "chat.continue", "chat.copyAll", "chat.copyAnswer", "chat.delete", "chat.editAnswer", "chat.editLast", "chat.exportJson", "chat.exportMarkdown",
                     "chat.exportPdf", "chat.find", "chat.fork", "chat.pin", "chat.receipt", "chat.regenerate", "chat.rename", "chat.stop", "chat.summarise",
                     "theme.system", "thinking.auto", "view.chat"};
    QCOMPARE(disabled(w), none);
    w.workspace->engine()->unload();
    QTRY_VERIFY(!w.workspace->engine()->ready());
    none << "chat.context" << "model.preset" << "model.unload";
    none.sort();
    QCOMPARE(disabled(w), none);
  }

  // One key, one command.
  void keysAreUnique() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QSet<QKeySequence> seen;
    for (const Command* command : commands(w).commands())
      for (const QString& key : command->keys()) {
        const QKeySequence sequence(key);
        QVERIFY2(!sequence.isEmpty(), qPrintable(key));
        QVERIFY2(!seen.contains(sequence), qPrintable(key));
        seen << sequence;
      }
    QVERIFY(seen.size() > 25);
  }

};

int main(int argc, char** argv) {
  TestCommands test;
  return runWindowTest(test, argc, argv);
}
#include "tst_commands.moc"
