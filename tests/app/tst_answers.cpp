// What stands above and below an answer, and what can be done with it.
#include <QDateTime>
#include <QLocale>
#include <QTemporaryDir>

#include "app/chat/transcript/rows_view.h"
#include "app/chat/transfer/code_file.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

bool ask(Window& w, const std::string& reasoning, const std::string& text) {
  const int before = w.chat().messages()->count();
  w.script->queueAnswer(reasoning, text);
  if (!w.chat().send(QStringLiteral("q"))) return false;
  return QTest::qWaitFor([&] { return w.chat().messages()->count() == before + 2 && !w.chat().busy(); }, 60000);
}

RowsView* viewOf(Window& w) { return qobject_cast<RowsView*>(w.find("transcriptView")); }

// Of every item of that name that is to be seen, from top to bottom.
QStringList textsOf(Window& w, const char* name) {
  QMap<double, QString> found;
  for (QQuickItem* item : viewOf(w)->findChildren<QQuickItem*>(QLatin1String(name)))
    if (item->isVisible()) found.insert(item->mapToScene(QPointF()).y(), item->property("text").toString());
  return found.values();
}

}  // namespace

class TestAnswers : public WindowTest {
  Q_OBJECT

 private slots:
  // Who wrote what is to be seen without the pointer, also of an answer that has not begun and after the chat was read again.
  void everyAnswerNamesItsModel() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const QString first = QStringLiteral("Pocket model");
    QVERIFY(ask(w, "", "one"));
    w.workspace->engine()->load(QStringLiteral("/m/Another-Model.gguf"));
    QTRY_COMPARE(w.workspace->engine()->path(), QStringLiteral("/m/Another-Model.gguf"));
    QTRY_VERIFY(w.workspace->engine()->ready());
    const QString second = w.workspace->engine()->name();
    w.script->queueAnswer("", "two", true);
    QVERIFY(w.chat().send(QStringLiteral("q")));
    QTRY_COMPARE(textsOf(w, "answerAuthor"), (QStringList{first, second}));
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
    const qlonglong chat = w.chat().chatId();
    w.workspace->newChat();
    w.workspace->openChat(chat);
    QTRY_COMPARE(textsOf(w, "answerAuthor"), (QStringList{first, second}));
    for (const QString& time : textsOf(w, "answerTime")) QVERIFY(!time.isEmpty());
    QVERIFY(w.find("copyAnswer")->isVisible());
    QCOMPARE(w.find("copyAnswer")->parentItem()->opacity(), 1);
  }

  void theTimeHasADateUnlessItIsToday() {
    QTemporaryDir dir;
    const Window w(dir.path());  // with the words of its language
    const QLocale before = QLocale();
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const auto time = [](const QDateTime& when) {
      ChatMessage message;
      message.role = ChatRole::kAssistant;
      message.created = when.isValid() ? when.toMSecsSinceEpoch() : 0;
      return MessageItem(message).time();
    };
    QCOMPARE(time(QDateTime(QDate::currentDate(), QTime(14, 3, 59))), QStringLiteral("14:03"));
    QCOMPARE(time(QDateTime(QDate(2025, 3, 9), QTime(9, 30))), QStringLiteral("09.03.25, 09:30"));
    QCOMPARE(time({}), QString());
    QLocale::setDefault(before);
  }

  // While the model thinks, below the pane of limited height; the view goes on following.
  void foldsLiveThinkingFromItsBottom() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::string thoughts;
    for (int i = 0; i < 80; ++i) thoughts += "thought " + std::to_string(i) + "\n\n";
    w.script->queue({{Event(ReasoningDelta{thoughts, 80}), false}, {Event(TextDelta{"done", 1}), true}});
    QVERIFY(w.chat().send(QStringLiteral("q")));
    QTRY_VERIFY(w.find("thinkingPane"));
    QQuickItem* pane = w.find("thinkingPane");
    QTRY_VERIFY(w.find("foldThoughts"));
    QVERIFY(w.settles([&] { return w.find("foldThoughts")->mapToScene(QPointF()).y(); }));
    QVERIFY(w.find("foldThoughts")->mapToScene(QPointF()).y() >= pane->mapToScene(QPointF(0, pane->height())).y());
    QVERIFY(w.click("foldThoughts"));
    QTRY_VERIFY(!w.find("thinkingPane") && !w.find("foldThoughts"));
    QVERIFY(!w.last().thinkingOpen());
    QVERIFY(viewOf(w)->follow());
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
    QVERIFY(!w.last().thinkingOpen());
  }

  // The menu beside the button: every choice makes a variant, with a seed of its own, and the receipt tells how.
  void answersAgainOtherwise() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().setModelDefaults(false);
    w.preferences().setTemperature(0.6);
    w.preferences().setSeed(7);
    w.preferences().setFixedSeed(true);
    QVERIFY(ask(w, "some thought", "one"));
    const auto again = [&w](const char* item) {
      w.script->queueAnswer("", "another");
      if (!w.click("regenerateWith") || !w.click(item)) return false;
      return QTest::qWaitFor([&w] { return !w.find("againAsSet") && !w.chat().busy() && w.last().status() == MessageItem::Finished; }, 60000);
    };
    QVERIFY(again("againThinking"));  // it had thought
    QVERIFY(!w.script->requests().back().think);
    QVERIFY(w.preferences().think());
    QVERIFY(w.script->requests().back().sampling.seed != 7);
    QCOMPARE(w.last().siblingCount(), 2);
    QVERIFY(again("againThinking"));  // this one had not
    QVERIFY(w.script->requests().back().think);
    QVERIFY(again("againWarmer"));
    QCOMPARE(w.script->requests().back().sampling.temperature, 0.9F);
    QVERIFY(w.script->requests().back().sampling.seed != 7);
    QVERIFY(w.workspace->showReceipt(&w.last()));
    QVERIFY(w.workspace->receipt()->text().contains(QStringLiteral("temperature = 0.9")));
    QVERIFY(again("againAsSet"));
    QCOMPARE(w.script->requests().back().sampling.temperature, 0.6F);
    QCOMPARE(w.script->requests().back().sampling.seed, 7U);
    QCOMPARE(w.last().siblingCount(), 5);
    QCOMPARE(w.chat().messages()->count(), 2);
    w.preferences().setTemperature(1.9);
    QVERIFY(again("againWarmer"));
    QCOMPARE(w.script->requests().back().sampling.temperature, 2.0F);
  }

  // Of one that was stopped too: its line offers to retry, the menu is where it always is.
  void aStoppedAnswerIsMadeOtherwise() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queue({{Event(ReasoningDelta{"hm", 1}), false}, {Event(TextDelta{"never", 1}), true}});
    QVERIFY(w.chat().send(QStringLiteral("q")));
    QTRY_VERIFY(w.last().hasReasoning());
    w.chat().stop();
    QTRY_COMPARE(w.last().status(), MessageItem::Cancelled);
    w.script->queueAnswer("", "at once");
    QVERIFY(w.click("regenerateWith"));
    QVERIFY(w.click("againThinking"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("at once"));
    QVERIFY(!w.script->requests().back().think);
  }

  // In an editor at its place; saved, it is a variant that says so, goes on from there, and what was there before stays.
  void editsAnAnswer() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "some thought", "# one\n\n**two**"));
    QVERIFY(w.click("editAnswer"));
    QTRY_VERIFY(w.find("answerInput"));
    QVERIFY(w.find("answerInput")->hasActiveFocus());
    QCOMPARE(w.textOf("answerInput"), QStringLiteral("# one\n\n**two**"));
    QVERIFY(!w.find("blockText") && !w.find("copyAnswer"));
    QVERIFY(!w.find("saveAnswer")->isEnabled());  // nothing has changed
    w.key(Qt::Key_End, Qt::ControlModifier);
    w.key(Qt::Key_Return);
    w.type(QStringLiteral("three"));
    QCOMPARE(w.last().text(), QStringLiteral("# one\n\n**two**"));
    QVERIFY(w.click("saveAnswer"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("# one\n\n**two**\nthree"));
    QTRY_VERIFY(!w.find("answerInput") && w.find("blockText"));
    QCOMPARE(w.last().siblingCount(), 2);
    QCOMPARE(w.last().reasoning(), QStringLiteral("some thought"));
    QVERIFY(w.textOf("answerTime").endsWith(QStringLiteral("edited")));
    QCOMPARE(w.textOf("answerAuthor"), QStringLiteral("Pocket model"));
    QVERIFY(w.workspace->showReceipt(&w.last()));
    QVERIFY(w.workspace->receipt()->text().contains(QStringLiteral("Edited: By you")));

    w.script->queueAnswer("", " four");
    QVERIFY(w.click("continueEdited"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("# one\n\n**two**\nthree four"));
    QTRY_VERIFY(!w.chat().busy());
    QVERIFY(w.script->requests().back().resume);
    QCOMPARE(w.script->requests().back().resume->text, std::string("# one\n\n**two**\nthree"));
    const qlonglong chat = w.chat().chatId();
    w.workspace->newChat();
    w.workspace->openChat(chat);
    QCOMPARE(w.last().text(), QStringLiteral("# one\n\n**two**\nthree four"));
    QVERIFY(w.last().edited());  // what the person wrote is still in it
    w.chat().showSibling(&w.last(), -1);
    QTRY_COMPARE(w.last().text(), QStringLiteral("# one\n\n**two**"));
    QVERIFY(!w.last().edited());
    QTRY_VERIFY(!w.find("continueEdited"));
  }

  // One key throws no changes away, another chat keeps them, and what would lose them waits.
  void changesOfAnAnswerAreNotLost() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "one"));
    QVERIFY(w.click("editAnswer"));
    QTRY_VERIFY(w.find("answerInput"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("answerInput"));
    QVERIFY(QMetaObject::invokeMethod(w.window, "run", Q_ARG(QString, QStringLiteral("chat.editAnswer"))));
    QTRY_VERIFY(w.find("answerInput") && w.find("answerInput")->hasActiveFocus());
    w.type(QStringLiteral("zero "));
    w.key(Qt::Key_Escape);
    QVERIFY(w.find("answerInput"));
    QVERIFY(w.find("cancelAnswer")->hasActiveFocus());
    const qlonglong chat = w.chat().chatId();
    w.workspace->newChat();
    QTRY_VERIFY(!w.find("answerInput"));
    w.workspace->openChat(chat);
    QTRY_VERIFY(w.find("answerInput"));
    QCOMPARE(w.textOf("answerInput"), QStringLiteral("zero one"));
    w.key(Qt::Key_R, Qt::ControlModifier);
    w.chat().edit(w.chat().messages()->at(0));
    QVERIFY(!w.chat().busy() && !w.chat().editing());
    w.find("answerInput")->forceActiveFocus();
    w.key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(w.last().text(), QStringLiteral("zero one"));
    QTRY_VERIFY(!w.find("answerInput"));

    QVERIFY(w.click("editAnswer"));
    QTRY_VERIFY(w.find("answerInput"));
    w.key(Qt::Key_A, Qt::ControlModifier);
    w.key(Qt::Key_Delete);
    QVERIFY(!w.find("saveAnswer")->isEnabled());  // an answer has words
    QVERIFY(w.click("cancelAnswer"));
    QTRY_VERIFY(!w.find("answerInput"));
    QCOMPARE(w.last().text(), QStringLiteral("zero one"));
    QCOMPARE(w.last().siblingCount(), 2);
  }

  // Of one in the middle: what came after it stays with the answer as it was.
  void editsAnEarlierAnswer() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "one"));
    QVERIFY(ask(w, "", "two"));
    QVERIFY(w.chat().answerEdit()->begin(w.chat().messages()->at(1)));
    w.chat().answerEdit()->setText(QStringLiteral("uno"));
    QVERIFY(!w.chat().answerEdit()->begin(w.chat().messages()->at(3)));  // the changes would be lost
    QVERIFY(w.chat().saveAnswer());
    QTRY_COMPARE(w.last().text(), QStringLiteral("uno"));
    QCOMPARE(w.chat().messages()->count(), 2);
    w.chat().showSibling(&w.last(), -1);
    QTRY_COMPARE(w.chat().messages()->count(), 4);
  }

  void codeIsNamedByItsLanguage() {
    const auto named = [](const char* language) {
      const CodeFileName name = codeFileName(QString::fromUtf8(language));
      return name.base + (name.ending.isEmpty() ? QString() : u'.' + name.ending);
    };
    for (const auto& [language, name] : {std::pair("python", ".py"), {"C++", ".cpp"}, {"language-js", ".js"}, {"{.rust}", ".rs"}, {"ts {1,3}", ".ts"},
                                         {"json:data.json", ".json"}, {"Dockerfile", "Dockerfile"}, {"bash", ".sh"}, {"", ".txt"}, {"klingon", ".txt"},
                                         {"../../etc/passwd", ".txt"}, {"π", ".txt"}, {" ", ".txt"}})
      QVERIFY2(named(language) == QLatin1String(name), qPrintable(QLatin1String(language) + u' ' + named(language)));
  }

  // All of a long block, whichever of its pages is on screen, goes to the file that the person names.
  void savesCodeAsAFile() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::string code;
    for (int i = 0; i < 300; ++i) code += "x" + std::to_string(i) + " = " + std::to_string(i) + "\n";
    QVERIFY(ask(w, "", "Here:\n\n```py\n" + code + "```"));
    viewOf(w)->jumpToStart();
    viewOf(w)->layoutNow();
    QVERIFY(w.click("saveCode"));
    const auto dialog = [&w] { return w.window->findChild<QObject*>(QStringLiteral("saveCodeLoader"))->property("item").value<QObject*>(); };
    QTRY_VERIFY(dialog() && dialog()->property("visible").toBool());
    QVERIFY(dialog()->property("selectedFile").toUrl().fileName().endsWith(QStringLiteral(".py")));
    const QString path = dir.filePath(QStringLiteral("mine.py"));
    dialog()->setProperty("selectedFile", QUrl::fromLocalFile(path));
    QVERIFY(QMetaObject::invokeMethod(dialog(), "accepted"));
    QVERIFY(QMetaObject::invokeMethod(dialog(), "close"));
    QTRY_COMPARE(w.textOf("transferWords"), QStringLiteral("Saved as mine.py"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray::fromStdString(code));

    QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("folder")));
    w.workspace->transfer()->saveCode(QStringLiteral("x"), QUrl::fromLocalFile(dir.filePath(QStringLiteral("folder"))));
    QTRY_VERIFY(w.workspace->transfer()->failed());
    QVERIFY(w.workspace->transfer()->result().contains(QStringLiteral("folder")));
  }
};

int main(int argc, char** argv) {
  TestAnswers test;
  return runWindowTest(test, argc, argv);
}

#include "tst_answers.moc"
