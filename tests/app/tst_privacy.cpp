// The privacy page: what it says is what the kernel and the record say.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include "app/words/amounts.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

sandbox::Probe refusing() {
  sandbox::Probe probe;
  probe.inet_error = EACCES;
  probe.inet6_error = EACCES;
  probe.seccomp_mode = 2;
  probe.threads = 7;
  probe.threads_filtered = 7;
  probe.no_new_privileges = true;
  return probe;
}

QByteArray lineOf(uint64_t number, const char* host, uint64_t received, bool closed = true) {
  fetch::Connection made;
  made.number = number;
  made.closed = closed;
  made.opened_ms = 1'763'800'000'000 + static_cast<int64_t>(number);
  made.host = host;
  made.address = "2600:9000::1";
  made.port = 443;
  made.purpose = "download";
  made.bytes_received = received;
  made.bytes_sent = 512;
  return QByteArray::fromStdString(fetch::writeLine(fetch::Event(made))) + '\n';
}

void append(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY(file.open(QFile::WriteOnly | QFile::Append));
  file.write(bytes);
}

// All files of the history, as they lie on the disk.
QByteArray historyBytes(const QString& dir) {
  QByteArray all;
  for (const QFileInfo& info : QDir(dir).entryInfoList({QStringLiteral("chats.sqlite*")}, QDir::Files)) {
    QFile file(info.filePath());
    if (file.open(QFile::ReadOnly)) all += file.readAll();
  }
  return all;
}

void openPage(Window& w, const char* name) {
  w.key(Qt::Key_Comma, Qt::ControlModifier);
  QVERIFY(w.click(name));
}

}  // namespace

class TestPrivacy : public WindowTest {
  Q_OBJECT

 private slots:
  // In a test nothing is filtered, and the page asks the kernel: it must not claim otherwise.
  void saysWhatTheKernelSays() {
    QTemporaryDir dir;
    Services services;
    services.filtered = true;  // a filter that was asked for and is not there
    Window w(dir.path(), false, services);
    QVERIFY(w.shown());
    QTRY_VERIFY(w.textOf("privacyWarning").contains(QStringLiteral("does not keep")));
    openPage(w, "settings_privacy");
    QTRY_VERIFY(w.textOf("sandboxHeadline").contains(QStringLiteral("Nothing but")));
    QVERIFY(w.textOf("sandboxWords").contains(QStringLiteral("without success")));
  }

  void showsThatTheFilterIsInForceAndTestsAgain() {
    QTemporaryDir dir;
    int tests = 0;
    bool refuses = true;
    Services services;
    services.filtered = true;
    services.probe = [&] {
      ++tests;
      sandbox::Probe probe = refusing();
      if (!refuses) probe.threads_filtered = 6;  // one thread has slipped through: not in force
      return probe;
    };
    Window w(dir.path(), false, services);
    QVERIFY(w.shown());
    QVERIFY(!w.find("privacyWarning"));
    openPage(w, "settings_privacy");
    QTRY_VERIFY(w.textOf("sandboxHeadline").contains(QStringLiteral("cannot reach the network")));
    QVERIFY(w.find("sandboxFact3"));
    refuses = false;
    const int before = tests;
    QVERIFY(w.click("testSandbox"));
    QTRY_VERIFY(w.textOf("sandboxHeadline").contains(QStringLiteral("Nothing but")));
    QCOMPARE(tests, before + 1);
  }

  void saysThatItWasSwitchedOff() {
    QTemporaryDir dir;
    Services services;
    services.switched_off = true;
    Window w(dir.path(), false, services);
    QVERIFY(w.shown());
    QTRY_VERIFY(w.textOf("privacyWarning").contains(QStringLiteral("--no-sandbox")));
    QVERIFY(w.click("dismissBanner"));
    QTRY_VERIFY(!w.find("privacyWarning"));
    openPage(w, "settings_privacy");
    QTRY_VERIFY(w.textOf("sandboxHeadline").contains(QStringLiteral("--no-sandbox")));
  }

  void listsEveryConnection() {
    QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("connections.jsonl"));
    append(file, lineOf(1, "first.example", 0, false) + lineOf(1, "first.example", 1000) + "rubbish\n" + lineOf(2, "<b>second</b>.example", 2000));
    Window w(dir.path());
    QVERIFY(w.shown());
    openPage(w, "settings_privacy");
    QTRY_VERIFY(w.textOf("connectionTotals").startsWith(QStringLiteral("2 ")));
    QVERIFY(w.textOf("connectionTotals").contains(sizeText(3000)));
    QVERIFY(w.textOf("connectionNotes").startsWith(QStringLiteral("1 ")));
    const QAbstractItemModel* list = w.program->privacy().connections();
    QCOMPARE(list->data(list->index(0, 0), ConnectionList::HostRole).toString(), QStringLiteral("<b>second</b>.example"));
    QCOMPARE(list->data(list->index(0, 0), ConnectionList::AddressRole).toString(), QStringLiteral("[2600:9000::1]:443"));

    append(file, lineOf(3, "third.example", 1));  // while the page is open
    QTRY_VERIFY(w.textOf("connectionTotals").startsWith(QStringLiteral("3 ")));
    w.program->preferences();
    reach(w, "clearConnections");
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.textOf("connectionTotals").startsWith(QStringLiteral("No connection is on record")));
    QCOMPARE(QFileInfo(file).size(), 0);
    QVERIFY(!w.find("clearConnections"));
  }

  // That it could not be emptied is said until it was, or there is something new; reading it again does not take that away.
  void saysThatTheRecordCouldNotBeEmptied() {
    QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("connections.jsonl"));
    Window w(dir.path());
    QVERIFY(w.shown());
    openPage(w, "settings_privacy");
    ConnectionList* list = w.program->privacy().connections();
    const auto readAgain = [list] {
      list->refresh();
      QThreadPool::globalInstance()->waitForDone();
      QCoreApplication::processEvents();
    };
    QTRY_VERIFY(list->known());
    readAgain();
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), file));
    QSignalSpy cleared(list, &ConnectionList::cleared);
    list->clear();
    QTRY_VERIFY2(w.textOf("connectionNotes").contains(file), qPrintable(w.textOf("connectionNotes")));
    for (int i = 0; i < 3; ++i) readAgain();
    QVERIFY(w.textOf("connectionNotes").contains(file));
    QCOMPARE(cleared.size(), 0);
    QVERIFY(QFile::remove(file));
    append(file, lineOf(1, "first.example", 1000));
    QTRY_COMPARE(list->count(), 1);
    QVERIFY(list->clearProblem().isEmpty());
    list->clear();
    QTRY_COMPARE(list->count(), 0);
    QCOMPARE(cleared.size(), 1);
  }

  void showsWhereDataLies() {
    QTemporaryDir dir;
    QDir(dir.path()).mkpath(QStringLiteral("models/a"));
    append(dir.filePath(QStringLiteral("models/a/x.gguf")), QByteArray(3000, 'x'));
    Window w(dir.path());
    QVERIFY(w.shown());
    openPage(w, "settings_privacy");
    QTRY_COMPARE(w.program->privacy().places().size(), 4);
    const QVariantMap models = w.program->privacy().places()[1].toMap();
    QCOMPARE(models.value(QStringLiteral("path")).toString(), dir.filePath(QStringLiteral("models")));
    QCOMPARE(models.value(QStringLiteral("size")).toString(), sizeText(3000));
  }

  void erasesAllChatsAfterTheWord() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* text : {"zanzibarquestion", "kilimandjaro"}) {
      w.key(Qt::Key_N, Qt::ControlModifier);
      w.script->queueAnswer("", "swahilianswer");
      w.type(QLatin1String(text));
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    }
    append(dir.filePath(QStringLiteral("chats.sqlite.v2.bak")), "zanzibarquestion");
    QTRY_COMPARE(w.workspace->chats()->count(), 2);
    openPage(w, "settings_privacy");
    QTRY_VERIFY(w.find("privacyPage"));
    reach(w, "eraseHistory");
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.find("eraseWord"));
    QVERIFY(!w.find("eraseNow")->isEnabled());
    w.key(Qt::Key_Return);  // nothing typed: nothing happens
    QCOMPARE(w.workspace->chats()->count(), 2);
    QTRY_VERIFY(w.find("eraseWord")->hasActiveFocus());
    w.type(QStringLiteral("erase"));
    QVERIFY(w.click("eraseNow"));
    QTRY_COMPARE(w.workspace->chats()->count(), 0);
    QTRY_VERIFY(!w.find("eraseWord"));
    QCOMPARE(w.chat().messages()->rowCount(), 0);
    const QByteArray left = historyBytes(dir.path());
    for (const char* word : {"zanzibarquestion", "kilimandjaro", "swahilianswer"}) QVERIFY2(!left.contains(word), word);
    // And the window goes on.
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("privacyPage"));
    w.script->queueAnswer("", "again");
    w.type(QStringLiteral("more"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.workspace->chats()->count(), 1);
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
  }

  void erasesNothingWhileAnAnswerIsWritten() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("", "late", true);
    w.type(QStringLiteral("question"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.chat().busy());
    QSignalSpy erased(&w.program->privacy(), &Privacy::erased);
    w.program->privacy().eraseHistory();
    QTRY_COMPARE(erased.size(), 1);
    QCOMPARE(erased.takeFirst().at(0), QVariant(false));
    QTRY_COMPARE(w.workspace->chats()->count(), 1);
    w.script->release();
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    w.program->privacy().eraseHistory();
    QVERIFY(w.program->privacy().erasing());
    QTRY_COMPARE(erased.size(), 1);
    QCOMPARE(erased.takeFirst().at(0), QVariant(true));
    QVERIFY(!w.program->privacy().erasing());
    QTRY_COMPARE(w.workspace->chats()->count(), 0);
  }

  void fitsNarrowWindows() {
    QTemporaryDir dir;
    append(dir.filePath(QStringLiteral("connections.jsonl")), lineOf(1, std::string(200, 'h').c_str(), 1));
    Window w(dir.path());
    QVERIFY(w.shown());
    w.window->resize(420, 700);
    QMetaObject::invokeMethod(w.window, "run", Q_ARG(QString, QStringLiteral("view.privacy")));
    for (const char* name : {"sandboxCard", "connectionTotals", "connectionList"}) {
      QTRY_VERIFY2(w.find(name), name);
      QQuickItem* item = w.find(name);
      QTRY_VERIFY2(item->mapRectToScene(item->boundingRect()).right() <= 420, name);
      QVERIFY2(item->width() > 250, name);
    }
  }

 private:
  // With Tab; what has the keyboard scrolls into sight.
  static void reach(Window& w, const char* name) {
    QQuickItem* item = nullptr;
    for (int i = 0; i < 60; ++i) {
      item = w.window->activeFocusItem();
      if (item && item->objectName() == QLatin1String(name)) break;
      w.key(Qt::Key_Tab);
    }
    QVERIFY2(item && item->objectName() == QLatin1String(name), name);
    QTRY_VERIFY(item->mapToScene(QPointF()).y() >= 0 && item->mapToScene(QPointF(0, item->height())).y() <= w.window->height());
  }
};

int main(int argc, char** argv) {
  TestPrivacy test;
  return runWindowTest(test, argc, argv);
}
#include "tst_privacy.moc"
