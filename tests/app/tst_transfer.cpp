// Chats to files and back through the window's parts, and titles by the model.
#include <QMimeData>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
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
  // A ZIP archive with one file that is stored as it is.
  static QByteArray storedZip(const QByteArray& name, const QByteArray& content) {
    quint32 crc = 0xFFFFFFFF;
    for (const char c : content) {
      crc ^= static_cast<unsigned char>(c);
      for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
    }
    QByteArray zip;
    const auto number = [&zip](quint32 value, int bytes) {
      for (int i = 0; i < bytes; ++i) zip.append(static_cast<char>(value >> (8 * i)));
    };
    const auto fields = [&] {  // that both headers have: flags, method, time, date, checksum, sizes, lengths
      for (int i = 0; i < 4; ++i) number(0, 2);
      number(~crc, 4);
      number(static_cast<quint32>(content.size()), 4);
      number(static_cast<quint32>(content.size()), 4);
      number(static_cast<quint32>(name.size()), 2);
      number(0, 2);
    };
    zip = QByteArray("PK\3\4\24\0", 6);
    fields();
    zip += name + content;
    const auto directory = static_cast<quint32>(zip.size());
    zip += QByteArray("PK\1\2\24\0\24\0", 8);
    fields();
    for (const int bytes : {2, 2, 2, 4, 4}) number(0, bytes);  // comment, disk, attributes; the entry lies at 0
    zip += name;
    const quint32 end = static_cast<quint32>(zip.size()) - directory;
    zip += QByteArray("PK\5\6", 4);
    for (const quint32 value : {0U, 0U, 1U, 1U}) number(value, 2);
    number(end, 4);
    number(directory, 4);
    number(0, 2);
    return zip;
  }
  // On a busy machine what is to be cancelled may be done before: it is tried again then. `attempt` gives what was said.
  template <typename Attempt>
  static bool cancelledInTime(const Attempt& attempt) {
    for (int i = 0; i < 20; ++i)
      if (attempt().contains(QStringLiteral("no file was written"))) return true;
    return false;
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

  // A ZIP archive is never a file for the question; several files are imported one after the other, each with its words.
  void archivesAndSeveralFilesAreImported() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const auto put = [&](const char* name, const QByteArray& bytes) {
      QFile out(dir.filePath(QLatin1String(name)));
      if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) qFatal("cannot write %s", name);
      return QUrl::fromLocalFile(out.fileName());
    };
    const QByteArray json = R"([{"title":"In an archive","mapping":{"a":{"parent":null,"message":{"author":{"role":"user"},"create_time":1700000000,
      "content":{"content_type":"text","parts":["packed words"]}}}}}])";
    const QUrl chats = put("Export.ZIP", storedZip("export/conversations.json", json));
    const QUrl none = put("holiday.zip", storedZip("sea.jpg", "\xff\xd8"));
    QCOMPARE(w.workspace->drop({chats, none}), QUrl());
    QCOMPARE(w.chat().attachments()->count(), 0);
    done(w);
    QTRY_COMPARE(w.workspace->chats()->count(), 1);
    QTRY_COMPARE(w.textOf("chatRow0"), QStringLiteral("In an archive"));
    QVERIFY(w.workspace->transfer()->failed());
    QVERIFY2(w.textOf("transferWords").contains(QStringLiteral("holiday.zip")), qPrintable(w.textOf("transferWords")));
    QVERIFY2(w.textOf("transferNotes").contains(QStringLiteral("1 chat")), qPrintable(w.textOf("transferNotes")));
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
    QVERIFY(cancelledInTime([&] {
      QFile::remove(dir.filePath(QStringLiteral("four.pdf")));
      transfer.exportChat(chat, QStringLiteral("pdf"), url("four.pdf"));
      transfer.exportAll(url("five.json"));
      transfer.cancel();
      done(w);
      return w.textOf("transferNotes");
    }));
    QVERIFY(!read(dir.filePath(QStringLiteral("five.json"))).isEmpty());
    QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("four*")}), QStringList{});  // nor a part of it
  }

  // Several pages, every kind of block; what a model writes is text.
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
    QByteArray before;
    QVERIFY(cancelledInTime([&] {
      before = read(file);
      transfer.exportChat(w.chat().chatId(), QStringLiteral("pdf"), QUrl::fromLocalFile(file));
      transfer.cancel();
      done(w);
      return transfer.result();
    }));
    QVERIFY(transfer.written().isEmpty());
    QVERIFY(!transfer.failed());
    QVERIFY(read(file) == before);
    QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("chat.pdf*")}), QStringList{QStringLiteral("chat.pdf")});

    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty()) QSKIP("pdftotext (poppler-utils) is not installed: the words of the document were not read");
    QProcess words;
    words.start(reader, {QStringLiteral("-layout"), QStringLiteral("-enc"), QStringLiteral("UTF-8"), file, QStringLiteral("-")});
    QVERIFY(words.waitForFinished(60000));
    QCOMPARE(words.exitCode(), 0);
    const QString said = QString::fromUtf8(words.readAllStandardOutput());
    for (const char* part : {"Write much", "thoughts", "Head", "one", "two", "quote with a link", "int main() {}", "and <b>not bold</b>",
                             "Paragraph 0 has some words in it.", "Paragraph 199 has some words in it."})
      QVERIFY2(said.contains(QLatin1String(part)), part);
    QVERIFY2(said.contains(QRegularExpression(QStringLiteral("^\\s*a\\s+b\\s*$"), QRegularExpression::MultilineOption)), "the table's head");
    QVERIFY2(said.contains(QRegularExpression(QStringLiteral("^\\s*1\\s+2\\s*$"), QRegularExpression::MultilineOption)), "the table's cells");
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
