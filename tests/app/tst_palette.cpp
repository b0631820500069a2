// The palette (Ctrl+K): what fits how well, and the window with it.
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/palette/fuzzy.h"
#include "app/palette/palette_items.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

class TestPalette : public WindowTest {
  Q_OBJECT

  static double score(const char* query, const char* text) {
    const auto match = fuzzyMatch(QString::fromUtf8(query), QString::fromUtf8(text));
    return match ? match->score : 0;
  }
  static void answer(Window& w, const char* question, const char* thoughts, const char* text) {
    w.script->queueAnswer(thoughts, text);
    QVERIFY(w.chat().send(QString::fromUtf8(question)));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }
  static void open(Window& w) {
    w.key(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(w.find("paletteField") && w.find("paletteField")->hasActiveFocus());
  }
  static void closed(Window& w) { QTRY_VERIFY(!w.find("paletteField")); }
  static int rows(Window& w) { return w.find("paletteList") ? w.find("paletteList")->property("count").toInt() : -1; }
  static int current(Window& w) { return w.find("paletteList")->property("currentIndex").toInt(); }

 private slots:
  void lettersFit() {
    QVERIFY(score("export", "Export chat as PDF") > score("export", "Show what was exported"));
    QVERIFY(score("exm", "Export chat as Markdown") > 0);
    QVERIFY(score("markdown export", "Export chat as Markdown") > 0);  // words in any order
    QVERIFY(score("settings", "Settings") > score("settings", "Settings of the engine"));
    QVERIFY(score("ns", "New string") > score("ns", "bounces"));
    QVERIFY(score("pasta", "Pasta dough") > score("pasta", "Plan a short trip to Austria"));
    QVERIFY(score("uber", "\u00dcber Katzen") > 0);
    QVERIFY(score("\u732b", "\u9ed1\u732b\u306e\u8a71") > 0);
    QCOMPARE(score("xyz", "Export"), 0.0);
    QCOMPARE(score("", "Export"), 0.0);
    QCOMPARE(score("oie", "Polite behaviour"), 0.0);  // the letters are there, but scattered
    const auto match = fuzzyMatch(QStringLiteral("ex md"), QStringLiteral("Export as md"));
    QVERIFY(match);
    QCOMPARE(match->marks, (QList<int>{0, 2, 10, 2}));
    QVERIFY(fuzzyMatch(QString(500, u'a'), QString(50000, u'a')));
  }

  void whatWasUsedComesFirstAmongEquals() {
    std::vector<PaletteItem> items(2);
    items[0].name = QStringLiteral("one");
    items[1].name = QStringLiteral("two");
    items[0].title = items[1].title = QStringLiteral("Same");
    QCOMPARE(rankItems(items, QStringLiteral("sa"), {}, 5)[0].name, QStringLiteral("one"));
    QCOMPARE(rankItems(items, QStringLiteral("sa"), {items[1].key()}, 5)[0].name, QStringLiteral("two"));
    QCOMPARE(rankItems(items, QStringLiteral("sa"), {}, 1).size(), size_t(1));
  }

  void commandsByKeys() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    open(w);
    QTRY_VERIFY(rows(w) > 10);
    QVERIFY(w.find("paletteRow0"));
    w.type(QStringLiteral("hide chats"));
    QTRY_COMPARE(w.textOf("paletteRow0"), QStringLiteral("Show or hide the chats"));
    const bool before = w.preferences().sidebarOpen();
    w.key(Qt::Key_Return);
    closed(w);
    QTRY_COMPARE(w.preferences().sidebarOpen(), !before);
    // It is offered first now.
    open(w);
    QTRY_COMPARE(w.textOf("paletteRow0"), QStringLiteral("Show or hide the chats"));
    w.key(Qt::Key_Escape);
    closed(w);
    QTRY_VERIFY(w.find("composerInput")->hasActiveFocus());
    // Ctrl+K again closes it.
    open(w);
    w.key(Qt::Key_K, Qt::ControlModifier);
    closed(w);
  }

  // Who types fast presses Enter before the rows are those of the words.
  void enterMeansWhatWasTyped() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    open(w);
    QTRY_VERIFY(rows(w) > 10);
    const bool before = w.preferences().sidebarOpen();
    QQuickItem* field = w.find("paletteField");
    QVERIFY(field);
    field->setProperty("text", QStringLiteral("hide chats"));
    QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(field, &enter);  // nothing else runs in between
    closed(w);
    QTRY_COMPARE(w.preferences().sidebarOpen(), !before);
  }

  // Closed before the rows came, nothing is done, now or when it is opened again.
  void closingTakesEnterBack() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    open(w);
    QTRY_VERIFY(rows(w) > 10);
    const bool before = w.preferences().sidebarOpen();
    QQuickItem* field = w.find("paletteField");
    auto* palette = w.window->findChild<QObject*>(QStringLiteral("palette"));
    QVERIFY(field && palette);
    field->setProperty("text", QStringLiteral("hide chats"));
    QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(field, &enter);
    QMetaObject::invokeMethod(palette, "close");
    closed(w);
    QCOMPARE(w.preferences().sidebarOpen(), before);
    open(w);
    QTRY_VERIFY(rows(w) > 10);
    w.key(Qt::Key_Escape);
    closed(w);
    QCOMPARE(w.preferences().sidebarOpen(), before);
  }

  void movesWithKeys() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    open(w);
    QTRY_VERIFY(rows(w) > 10);
    w.key(Qt::Key_Down);
    QCOMPARE(current(w), 1);
    w.key(Qt::Key_PageDown);
    QCOMPARE(current(w), 9);
    w.key(Qt::Key_PageUp);
    QCOMPARE(current(w), 1);
    w.key(Qt::Key_Up);
    w.key(Qt::Key_Up);
    QCOMPARE(current(w), rows(w) - 1);  // around
    w.key(Qt::Key_Down);
    QCOMPARE(current(w), 0);
  }

  void nothingFits() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    open(w);
    w.type(QStringLiteral("qqxxzz"));
    QTRY_VERIFY(w.find("paletteEmpty"));
    w.key(Qt::Key_Return);  // nothing to open
    QVERIFY(w.find("paletteField"));
  }

  void onlyWhatCanBeDoneIsOffered() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    open(w);
    w.type(QStringLiteral("> export chat"));
    QTRY_COMPARE(rows(w), 1);  // all chats; there is no chat to export
    w.key(Qt::Key_Escape);
    closed(w);
    answer(w, "a question", "", "yes");
    open(w);
    w.type(QStringLiteral("> export chat"));
    QTRY_COMPARE(rows(w), 4);
  }

  // Titles by their letters, messages by their words; both open the chat, a message at its place.
  void findsChatsAndMessages() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    answer(w, "Plan a trip to Lisbon", "", "Take the tram number 28.");
    const qlonglong lisbon = w.chat().chatId();
    w.workspace->newChat();
    answer(w, "Sort the numbers", "tangerine thoughts", "Done.");
    const qlonglong sorting = w.chat().chatId();
    w.workspace->newChat();

    open(w);
    w.type(QStringLiteral("lisb"));
    QTRY_COMPARE(w.textOf("paletteRow0"), QStringLiteral("Plan a trip to Lisbon"));
    w.key(Qt::Key_Return);
    closed(w);
    QTRY_COMPARE(w.chat().chatId(), lisbon);

    QSignalSpy jumps(w.workspace, &Workspace::jumpRequested);
    open(w);
    w.type(QStringLiteral("tangerine"));
    QTRY_COMPARE(rows(w), 1);
    QTRY_VERIFY(w.find("paletteRow0"));
    QVERIFY(w.find("paletteRow0")->property("detail").toString().contains(QStringLiteral("tangerine")));
    QVERIFY(w.click("paletteRow0"));
    closed(w);
    QTRY_COMPARE(w.chat().chatId(), sorting);
    QCOMPARE(jumps.size(), 1);
    QCOMPARE(jumps[0][0].toLongLong(), w.last().id());
    QCOMPARE(jumps[0][1].toBool(), true);
    QCOMPARE(jumps[0][2].toString(), QStringLiteral("tangerine"));
  }

  void modelsAndSettings() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().addRecentModel(QStringLiteral("/m/tiny-qwen.gguf"));
    open(w);
    w.type(QStringLiteral("tiny-q"));
    QTRY_VERIFY(w.textOf("paletteRow0").contains(QStringLiteral("tiny-qwen")));
    w.key(Qt::Key_Return);
    closed(w);
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("tiny-qwen"));
    open(w);
    w.type(QStringLiteral("settings: eng"));
    QTRY_COMPARE(w.textOf("paletteRow0"), QStringLiteral("Settings: Engine"));
    w.key(Qt::Key_Return);
    closed(w);
    QTRY_VERIFY(w.find("closeSettings"));
  }
};

int main(int argc, char** argv) {
  TestPalette test;
  return runWindowTest(test, argc, argv);
}
#include "tst_palette.moc"
