// Chats to files and back through the window's parts, and titles by the model.
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/chat/list/title_maker.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

class TestTransfer : public WindowTest {
  Q_OBJECT

  static void answer(Window& w, const char* question, const std::string& thoughts, const std::string& text) {
    w.script->queueAnswer(thoughts, text);
    QVERIFY(w.chat().send(QString::fromUtf8(question)));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }
  static QByteArray read(const QString& file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
  }
  static void done(Window& w) {
    QTRY_VERIFY(!w.workspace->transfer()->busy());
    QTRY_VERIFY(w.find("transferBar"));
  }

 private slots:
  void exportsAndImports() {
    QTemporaryDir dir;
    QTemporaryDir files;
    const QString json = files.filePath(QStringLiteral("all.json"));
    const QString markdown = files.filePath(QStringLiteral("one.md"));
    {
      Window w(dir.path());
      QVERIFY(w.shown());
      answer(w, "first question", "deep thoughts ", "an **answer**");
      ChatTransfer& transfer = *w.workspace->transfer();
      QCOMPARE(transfer.fileName(w.chat().chatId(), QStringLiteral("markdown")), QStringLiteral("first question.md"));
      transfer.exportChat(w.chat().chatId(), QStringLiteral("markdown"), QUrl::fromLocalFile(markdown));
      done(w);
      QVERIFY2(!transfer.failed(), qPrintable(transfer.result()));
      QVERIFY(w.textOf("transferWords").contains(QStringLiteral("one.md")));
      const QByteArray text = read(markdown);
      for (const char* part : {"first question", "deep thoughts", "an **answer**"}) QVERIFY(text.contains(part));
      QVERIFY(w.click("dismissTransfer"));
      QTRY_VERIFY(!w.find("transferBar"));
      transfer.exportAll(QUrl::fromLocalFile(json));
      done(w);
      QVERIFY2(!transfer.failed(), qPrintable(transfer.result()));
    }
    QTemporaryDir other;
    Window w(other.path());
    QVERIFY(w.shown());
    // Dropped anywhere on the window.
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(json)});
    const QPoint at(300, 300);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(w.window, &enter);
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(w.window, &drop);
    done(w);
    QVERIFY2(w.textOf("transferWords").contains(QStringLiteral("1")), qPrintable(w.textOf("transferWords")));
    QTRY_COMPARE(w.workspace->chats()->count(), 1);
    QVERIFY(w.click("chatRow0"));
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QCOMPARE(w.last().text(), QStringLiteral("an **answer**"));
    QCOMPARE(w.last().reasoning(), QStringLiteral("deep thoughts "));
    w.workspace->transfer()->importFile(QUrl::fromLocalFile(json));
    done(w);
    QCOMPARE(w.workspace->chats()->count(), 1);  // not twice
  }

  void whatIsNoExportIsRefusedInWords() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const QString file = dir.filePath(QStringLiteral("nonsense.json"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("{\"this is\": [\"not");
    out.close();
    w.workspace->transfer()->importFile(QUrl::fromLocalFile(file));
    done(w);
    QVERIFY(w.workspace->transfer()->failed());
    QVERIFY2(w.textOf("transferWords").contains(QStringLiteral("nonsense.json")), qPrintable(w.textOf("transferWords")));
    QCOMPARE(w.workspace->chats()->count(), 0);
    w.workspace->transfer()->exportAll(QUrl::fromLocalFile(QStringLiteral("/nowhere/at/all.json")));
    done(w);
    QVERIFY(w.workspace->transfer()->failed());
    QVERIFY(!ChatTransfer::takes(QUrl::fromLocalFile(QStringLiteral("/m/model.safetensors.index.json"))));
    QVERIFY(!ChatTransfer::takes(QUrl(QStringLiteral("https://example.org/chats.json"))));
  }

  // Whatever is asked for while a file is being written waits, is seen to wait, and is done.
  void oneAfterTheOther() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    answer(w, "question", "", "an answer");
    ChatTransfer& transfer = *w.workspace->transfer();
    const qlonglong chat = w.chat().chatId();
    const auto url = [&](const char* name) { return QUrl::fromLocalFile(dir.filePath(QLatin1String(name))); };
    transfer.exportChat(chat, QStringLiteral("pdf"), url("one.pdf"));
    transfer.exportChat(chat, QStringLiteral("markdown"), url("two.md"));
    transfer.exportAll(url("three.json"));
    transfer.exportAll(QUrl::fromLocalFile(QStringLiteral("/nowhere/at/all.json")));
    transfer.importFile(url("three.json"));
    QCOMPARE(transfer.waiting(), 4);
    auto* words = w.window->findChild<QObject*>(QStringLiteral("transferWords"));
    QVERIFY(words);
    QVERIFY2(words->property("text").toString().contains(QStringLiteral("(4 ")), qPrintable(words->property("text").toString()));
    done(w);
    for (const char* name : {"one.pdf", "two.md", "three.json"}) QVERIFY(!read(dir.filePath(QLatin1String(name))).isEmpty());
    // What has come of each is there to be read.
    QCOMPARE(transfer.waiting(), 0);
    QVERIFY(transfer.failed());
    QVERIFY2(transfer.result().contains(QStringLiteral("already")), qPrintable(transfer.result()));
    const QString notes = w.textOf("transferNotes");
    for (const char* part : {"one.pdf", "two.md", "three.json", "/nowhere/at/all.json"}) QVERIFY2(notes.contains(QLatin1String(part)), qPrintable(notes));
    // Cancelling ends the one that runs.
    transfer.exportChat(chat, QStringLiteral("pdf"), url("four.pdf"));
    transfer.exportAll(url("five.json"));
    transfer.cancel();
    done(w);
    QVERIFY(!read(dir.filePath(QStringLiteral("five.json"))).isEmpty());
  }

  // Several pages, every kind of block; what a model writes is text. The document is looked at by pdftotext by hand.
  void writesPdf() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::string text = "# Head\n\n- one\n- two\n\n> quote with a [link](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
                       "```cpp\nint main() {}\n```\n\n$x^2$ and <b>not bold</b>\n\n---\n\n";
    for (int i = 0; i < 200; ++i) text += "Paragraph " + std::to_string(i) + " has some words in it.\n\n";
    answer(w, "Write much", "thoughts ", text);
    const QString file = dir.filePath(QStringLiteral("chat.pdf"));
    ChatTransfer& transfer = *w.workspace->transfer();
    transfer.exportChat(w.chat().chatId(), QStringLiteral("pdf"), QUrl::fromLocalFile(file));
    QVERIFY(transfer.busy());
    done(w);
    QVERIFY2(!transfer.failed(), qPrintable(transfer.result()));
    const QByteArray pdf = read(file);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.contains("%%EOF"));
    QVERIFY(pdf.count("/Type /Page\n") >= 4);
    // Stopped: what was there stays.
    transfer.exportChat(w.chat().chatId(), QStringLiteral("pdf"), QUrl::fromLocalFile(file));
    transfer.cancel();
    done(w);
    QCOMPARE(read(file), transfer.written().isEmpty() ? pdf : read(file));
    QVERIFY(!transfer.failed());
  }

  void titlesAreCleaned() {
    const auto title = [](const char* words) { return titleFromModel(QString::fromUtf8(words)); };
    QCOMPARE(title("**Title: \"Counting letters\"**\nMore."), QStringLiteral("Counting letters"));
    QCOMPARE(title("\n\n## \u201eBrot backen\u201c."), QStringLiteral("Brot backen"));
    QCOMPARE(title("`A_b` and C++"), QStringLiteral("A_b and C++"));
    QCOMPARE(title(""), QString());
    QCOMPARE(title("..."), QString());
    QCOMPARE(title("<think>hm"), QString());
    QCOMPARE(title("a\tb\x01 c"), QStringLiteral("a b c"));
    QCOMPARE(title("A \U0001F680 for \U0001F469\u200D\U0001F4BB"), QString::fromUtf8("A \U0001F680 for \U0001F469\u200D\U0001F4BB"));
    const QString longest = titleFromModel(QStringLiteral("word ").repeated(100));
    QVERIFY(longest.size() <= 60 && longest.endsWith(u'\u2026'));
    QVERIFY(titleFromModel(QString(500, u'\u6c49')).size() <= 60);
  }

  // Made while nobody waits, given way when the person sends, never in the place of a person's own.
  void theModelNamesChats() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->engine()->load(QStringLiteral("/m/clever.gguf"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("clever"));
    answer(w, "How many r are in strawberry?", "", "3");
    QCOMPARE(w.chat().title(), QStringLiteral("How many r are in strawberry?"));
    w.script->queueAnswer("", "never finished", true);  // the title, begun and given up
    QTRY_COMPARE(w.script->requests().size(), size_t(2));
    QVERIFY(!w.script->requests()[1].think);
    QVERIFY(w.script->requests()[1].max_tokens > 0);
    answer(w, "And in raspberry?", "", "3 too");
    w.script->queueAnswer("", "\"Letters in berries\"\n");
    QTRY_COMPARE(w.chat().title(), QStringLiteral("Letters in berries"));
    QTRY_COMPARE(w.textOf("chatRow0"), QStringLiteral("Letters in berries"));

    w.workspace->newChat();
    answer(w, "Another one", "", "yes");
    w.workspace->renameChat(w.chat().chatId(), QStringLiteral("Mine"));
    const size_t asked = w.script->requests().size();
    answer(w, "More", "", "yes");
    QTest::qWait(2 * TitleMaker::kIdleMs);  // the time in which it would have begun
    QCOMPARE(w.script->requests().size(), asked + 1);
    QCOMPARE(w.chat().title(), QStringLiteral("Mine"));
  }

  // It is stopped after some words, and not asked over and over.
  void aTitleWithoutEndIsCut() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->engine()->load(QStringLiteral("/m/clever.gguf"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("clever"));
    answer(w, "a question", "", "yes");
    std::string words;
    for (int i = 0; i < 60; ++i) words += "many words ";
    w.script->queue({{TextDelta{words, 1}}, {TextDelta{"more", 1}, true}});
    QTRY_VERIFY(w.chat().title().startsWith(QStringLiteral("many words")));
    QVERIFY(w.chat().title().size() <= 60);
    QTest::qWait(2 * TitleMaker::kIdleMs);  // the time in which it would have begun anew
    QCOMPARE(w.script->requests().size(), size_t(2));
  }

  // A title that is being written while everything is erased is no error.
  void titlesOfErasedChatsAreForgotten() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->engine()->load(QStringLiteral("/m/clever.gguf"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("clever"));
    answer(w, "How many?", "", "3");
    w.script->queueAnswer("", "Counting\n", true);
    QTRY_COMPARE(w.script->requests().size(), size_t(2));
    bool erased = false;
    w.workspace->eraseHistory([&erased](bool all) { erased = all; });
    w.script->release();
    QTRY_VERIFY(erased);
    answer(w, "Another question", "", "yes");
    w.script->queueAnswer("", "Something else\n");
    QTRY_COMPARE(w.chat().title(), QStringLiteral("Something else"));
    QCOMPARE(w.workspace->problem(), QString());
  }

  void thePocketModelIsNotAsked() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    answer(w, "a question", "", "yes");
    QTest::qWait(2 * TitleMaker::kIdleMs);
    QCOMPARE(w.script->requests().size(), size_t(1));
    QCOMPARE(w.chat().title(), QStringLiteral("a question"));
  }
};

int main(int argc, char** argv) {
  TestTransfer test;
  return runWindowTest(test, argc, argv);
}
#include "tst_transfer.moc"
