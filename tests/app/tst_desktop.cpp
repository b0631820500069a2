// What connects the program with the desktop: places, one instance, links, logs, notifications.
#include <QClipboard>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <thread>

#include "app/bridge/scripted_engine.h"
#include "app/desktop/bus.h"
#include "app/desktop/instance.h"
#include "tests/app/model_tree.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

void write(const QString& path, const QByteArray& bytes) {
  QDir().mkpath(QFileInfo(path).path());
  QFile file(path);
  QVERIFY(file.open(QFile::WriteOnly));
  file.write(bytes);
}

QByteArray read(const QString& path) {
  QFile file(path);
  return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

// As another process would: on a thread, so that the first one's event loop can answer.
Instance::Claim claimElsewhere(const QString& dir, const QString& model) {
  std::atomic<int> result = -1;
  std::thread other([&] { result = static_cast<int>(Instance(dir).claim(model)); });
  std::ignore = QTest::qWaitFor([&] { return result >= 0; }, 60000);
  other.join();
  return static_cast<Instance::Claim>(result.load());
}

}  // namespace

// The notification server of a desktop.
class FakeNotifications : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

 public:
  QStringList titles;
  QStringList bodies;

 public slots:
  uint Notify(const QString&, uint, const QString&, const QString& title, const QString& body, const QStringList&, const QVariantMap&, int) {
    titles << title;
    bodies << body;
    return static_cast<uint>(titles.size());
  }

 signals:
  void ActionInvoked(uint id, const QString& action);
};

class FakeFileManager : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.FileManager1")

 public:
  QStringList items;

 public slots:
  void ShowItems(const QStringList& files, const QString&) { items << files; }
};

class TestDesktop : public WindowTest {
  Q_OBJECT

 private slots:
  void placesFollowTheEnvironment() {
    QTemporaryDir dir;
    qputenv("XDG_CONFIG_HOME", dir.filePath(QStringLiteral("c")).toUtf8());
    qputenv("XDG_DATA_HOME", dir.filePath(QStringLiteral("d")).toUtf8());
    qputenv("XDG_STATE_HOME", dir.filePath(QStringLiteral("s")).toUtf8());
    const Places places = Places::standard();
    QCOMPARE(places.settingsFile(), dir.filePath(QStringLiteral("c/deepwell/settings.ini")));
    QCOMPARE(places.data, dir.filePath(QStringLiteral("d/deepwell")));
    QCOMPARE(places.models, dir.filePath(QStringLiteral("d/deepwell/models")));
    QCOMPARE(places.logs, dir.filePath(QStringLiteral("s/deepwell/logs")));
    QVERIFY(!places.portable);

    // Settings of an older version lie beside the chats: they move, once.
    write(places.data + QStringLiteral("/settings.ini"), "[appearance]\ntheme=dark\n");
    QString problem;
    QVERIFY2(places.prepare(&problem), qPrintable(problem));
    QCOMPARE(Preferences(places.settingsFile()).theme(), QStringLiteral("dark"));
    QVERIFY(!QFile::exists(places.data + QStringLiteral("/settings.ini")));
    write(places.data + QStringLiteral("/settings.ini"), "[appearance]\ntheme=light\n");
    QVERIFY(places.prepare(&problem));
    QCOMPARE(Preferences(places.settingsFile()).theme(), QStringLiteral("dark"));  // newer settings are not overwritten
    QCOMPARE(read(places.data + QStringLiteral("/settings.ini")), QByteArray("[appearance]\ntheme=light\n"));
    QCOMPARE(QFile::permissions(places.logs) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    qputenv("XDG_STATE_HOME", "relative/is/to/be/ignored");
    QVERIFY(Places::standard().logs.startsWith(QDir::homePath()));
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"}) qunsetenv(name);
  }

  void portableMeansAllBelowOneFolder() {
    QTemporaryDir dir;
    const Places places = Places::below(dir.path());
    for (const QString& place : {places.config, places.data, places.models, places.logs}) QVERIFY(place.startsWith(dir.path()));
    write(dir.filePath(QStringLiteral("settings.ini")), "[appearance]\ntheme=dark\n");
    QString problem;
    QVERIFY(places.prepare(&problem));
    QCOMPARE(Preferences(places.settingsFile()).theme(), QStringLiteral("dark"));
    write(dir.filePath(QStringLiteral("file")), "x");
    QVERIFY(!Places::below(dir.filePath(QStringLiteral("file/below"))).prepare(&problem));
    QVERIFY(problem.contains(dir.filePath(QStringLiteral("file/below"))));
  }

  void secondInstanceHandsItsModelOver() {
    QTemporaryDir dir;
    QTemporaryDir elsewhere;
    auto first = std::make_unique<Instance>(dir.path());
    QCOMPARE(first->claim({}), Instance::Claim::kFirst);
    QSignalSpy asked(first.get(), &Instance::asked);
    const QString model = QStringLiteral("/m/mödel with spaces\n.gguf");
    QCOMPARE(claimElsewhere(dir.path() + QStringLiteral("/."), model), Instance::Claim::kHandedOver);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), model);
    Instance other(elsewhere.path());
    QCOMPARE(other.claim({}), Instance::Claim::kFirst);
    first.reset();
    Instance next(dir.path());  // nothing stale is left
    QCOMPARE(next.claim({}), Instance::Claim::kFirst);
  }

  void hungInstanceIsNotWaitedForForever() {
    QTemporaryDir dir;
    Instance hung(dir.path());
    QCOMPARE(hung.claim({}), Instance::Claim::kFirst);
    QCOMPARE(Instance(dir.path()).claim({}), Instance::Claim::kSilent);  // this thread's event loop does not run meanwhile
  }

  void linksGoOutThroughOneFunction() {
    QTemporaryDir dir;
    std::vector<std::string> opened;
    Services services;
    services.open_link = [&](std::string_view link) -> Status {
      opened.emplace_back(link);
      if (link.find("broken") != std::string_view::npos) return fail(ErrorCode::kNotFound, "there is no browser");
      return {};
    };
    Window w(dir.path(), false, services);
    QVERIFY(w.shown());
    auto* sheet = w.window->findChild<QObject*>(QStringLiteral("linkSheet"));
    QVERIFY(sheet);
    const auto confirm = [&](const QString& link) {
      sheet->setProperty("link", link);
      QMetaObject::invokeMethod(sheet, "open");
      return w.click("openLink");
    };
    QVERIFY(confirm(QStringLiteral("https://example.org/a b?q=ä")));
    QTRY_COMPARE(opened.size(), 1U);
    QCOMPARE(opened[0], std::string("https://example.org/a%20b?q=%C3%A4"));
    // The "а" is Cyrillic: what is shown and opened says so.
    QVERIFY(confirm(QStringLiteral("https://\u0430pple.com/")));
    QCOMPARE(sheet->property("destination").toString(), QStringLiteral("https://xn--pple-43d.com/"));
    QTRY_COMPARE(opened.back(), std::string("https://xn--pple-43d.com/"));
    QVERIFY(confirm(QStringLiteral("https://broken.example/")));
    QTRY_VERIFY(w.textOf("historyProblem").contains(QStringLiteral("no browser")));
    for (const char* link : {"file:///etc/passwd", "javascript:x", "mailto:a@b", "https://user@example.org", "example.org", ""}) {
      QCOMPARE(Outside::linkAddress(QLatin1String(link)), QString());
      sheet->setProperty("link", QLatin1String(link));
      QCOMPARE(sheet->property("canOpen").toBool(), false);
    }
    QCOMPARE(opened.size(), 3U);
    // What is copied is what was shown.
    const auto copies = [&](const QString& link, const QString& shown) {
      sheet->setProperty("link", link);
      QMetaObject::invokeMethod(sheet, "open");
      return w.click("copyLink") && QGuiApplication::clipboard()->text() == shown;
    };
    QVERIFY(copies(QStringLiteral("https://\u0430pple.com/"), QStringLiteral("https://xn--pple-43d.com/")));
    QVERIFY(copies(QStringLiteral("file:///etc/passwd"), QStringLiteral("file:///etc/passwd")));
  }

  void whereNoBusIsNoneIsStarted() {
    const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    QTemporaryDir empty;
    qputenv("XDG_RUNTIME_DIR", empty.path().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/somewhere");
    startNoBus();
    QCOMPARE(qgetenv("DBUS_SESSION_BUS_ADDRESS"), QByteArray("unix:path=/somewhere"));
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    startNoBus();
    QVERIFY(!sessionHasBus());
    QVERIFY(!sessionBus());
    address.isNull() ? qunsetenv("DBUS_SESSION_BUS_ADDRESS") : qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    runtime.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", runtime);
  }

  void exportsAreNamedAfterNoFileThatIsThere() {
    const TemporaryHome home;
    Window w(home.path("data"));
    QVERIFY(w.shown());
    const ChatTransfer& transfer = *w.workspace->transfer();
    const QString name = transfer.fileName(0, QStringLiteral("json"));
    home.write(name);
    QCOMPARE(transfer.fileName(0, QStringLiteral("json")), QString(name).replace(QStringLiteral(".json"), QStringLiteral(" (2).json")));
  }

  // Where no portal is: in a dark window too the path can be read.
  void qtsFileDialogIsReadableInTheDark() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const auto barIs = [&w](const QColor& colour) {
      for (QQuickItem* item : w.window->findChildren<QQuickItem*>())
        if (item->inherits("QQuickFolderBreadcrumbBar") && item->isVisible())
          return item->property("background").value<QQuickItem*>()->property("color").value<QColor>() == colour;
      return false;
    };
    for (const char* theme : {"dark", "light"}) {
      w.preferences().setTheme(QLatin1String(theme));
      w.key(Qt::Key_O, Qt::ControlModifier);
      const QColor base = w.window->property("palette").value<QObject*>()->property("base").value<QColor>();
      QCOMPARE(base.lightness() < 128, theme == std::string_view("dark"));
      QTRY_VERIFY(barIs(base));
      w.key(Qt::Key_Escape);
      QTRY_VERIFY(!barIs(base));
    }
  }

  void aTrashThatFailsLosesNothing() {
    const TemporaryHome home;
    const QString first = home.write("data/models/R1-Q4_0-00001-of-00002.gguf");
    const QString second = home.write("data/models/R1-Q4_0-00002-of-00002.gguf");
    const QString blocked = home.write(".local/share");  // where the trash would be is a file
    const QStringList here = QDir().entryList(QDir::AllEntries);
    Window w(home.path("data"));
    QVERIFY(w.shown());
    w.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    const auto remove = [&w] { return w.click("moreButton") && w.click("deleteModelItem") && w.click("confirmDelete"); };
    QVERIFY(remove());
    QTRY_VERIFY(w.textOf("libraryError").contains(QStringLiteral("could not be moved to the trash")));
    QVERIFY(w.textOf("libraryError").contains(first));
    QVERIFY(QFile::exists(first) && QFile::exists(second));
    QCOMPARE(QDir().entryList(QDir::AllEntries), here);
    QVERIFY(w.find("installedRow0"));
    QTRY_VERIFY(!w.find("confirmDelete"));  // while it fades out it takes all clicks
    QVERIFY(QFile::remove(blocked) && QDir().mkpath(blocked));
    QVERIFY(remove());
    QTRY_VERIFY(w.find("noModels"));
    for (const QString& file : {first, second}) {
      QVERIFY(!QFile::exists(file));
      QVERIFY(QFile::exists(home.path(".local/share/Trash/files/") + QFileInfo(file).fileName()));
    }
  }

  void foldersAreShownByTheDesktopOrTheBroker() {
    QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("a model's #1 %20.gguf"));
    write(file, "x");
    std::vector<std::string> shown;
    Services services;
    bool works = true;
    services.show_folder = [&](std::string_view folder) -> Status {
      shown.emplace_back(folder);
      return works ? Status() : fail(ErrorCode::kNotFound, "there is no xdg-open");
    };
    QTemporaryDir data;
    Window w(data.path(), false, services);
    QVERIFY(w.shown());
    // Nobody on the bus, or no bus.
    w.program->library().reveal(file);
    QTRY_COMPARE(shown.size(), 1U);
    QCOMPARE(QString::fromStdString(shown[0]), dir.path());
    works = false;
    w.program->library().reveal(file);
    QTRY_VERIFY(w.textOf("historyProblem").contains(dir.path()));
    QVERIFY(w.textOf("historyProblem").contains(QStringLiteral("there is no xdg-open")));  // why, and what would help
    w.program->library().reveal(dir.filePath(QStringLiteral("gone")));
    QTRY_VERIFY(w.textOf("historyProblem").contains(QStringLiteral("no longer there")));
    QCOMPARE(shown.size(), 2U);
    if (!bus_) QSKIP("dbus-daemon is not there: no session bus with a file manager");
    FakeFileManager manager;
    QDBusConnection desktop = QDBusConnection::connectToBus(bus_address_, QStringLiteral("files"));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/FileManager1"), &manager, QDBusConnection::ExportAllSlots));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.FileManager1")));
    w.program->library().reveal(file);
    QTRY_COMPARE(manager.items, QStringList(QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded)));
    QCOMPARE(QUrl(manager.items[0]).toLocalFile(), file);
    QCOMPARE(shown.size(), 2U);
    QDBusConnection::disconnectFromBus(QStringLiteral("files"));
  }

  void logIsBoundedAndOfOneLine() {
    QTemporaryDir dir;
    LogBook book(dir.path());
    book.add(LogLine::kError, QStringLiteral("x"), QStringLiteral("a\nb\x1b[2J") + QString(5000, u'c'));
    const LogLine first = book.lines().front();
    QVERIFY(first.text.startsWith(QStringLiteral("a b [2Jccc")));
    QCOMPARE(first.text.size(), LogBook::kMaxText + 1);
    for (size_t i = 0; i < LogBook::kMaxLines + 10; ++i) book.add(LogLine::kInfo, QStringLiteral("x"), QString(900, u'd'));
    QCOMPARE(book.lines().size(), LogBook::kMaxLines);
    // Rotated: no file is much longer than allowed, and there are not many.
    for (size_t i = 0; i < 4000; ++i) book.add(LogLine::kInfo, QStringLiteral("x"), QString(900, u'd'));
    const QFileInfoList files = QDir(dir.path()).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), LogBook::kOldFiles + 1);
    for (const QFileInfo& file : files) QVERIFY(file.size() <= LogBook::kMaxFileBytes + 2000);
  }

  void logTakesQtsMessagesFromAnyThread() {
    QTemporaryDir dir;
    LogBook book(dir.path());
    book.catchQtMessages();
    std::thread([] { qWarning("from a thread"); }).join();
    qInfo("from here");
    QCOMPARE(book.lines().size(), 2U);
    QCOMPARE(book.lines()[0].level, LogLine::kWarning);
    QCOMPARE(book.lines()[0].text, QStringLiteral("from a thread"));
    QVERIFY(read(book.file()).contains("warning qt: from a thread"));
  }

  // Errors of loading are noted, what chats say is not.
  void logsPageFiltersAndCopies() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("secretthought", "secretanswer");
    w.type(QStringLiteral("secretquestion"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    w.workspace->engine()->load(QStringLiteral("/m/broken.gguf"));
    QTRY_VERIFY(w.find("modelError"));
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(w.click("settings_logs"));
    QQuickItem* list = nullptr;
    QTRY_VERIFY(list = w.find("logList"));
    QTRY_VERIFY(list->property("count").toInt() >= 4);
    QVERIFY(w.click("choice_error"));
    QTRY_COMPARE(list->property("count").toInt(), 1);
    QVERIFY(w.click("copyLogs"));
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("not a GGUF file")));
    QVERIFY(w.click("choice_warning"));
    QTRY_COMPARE(w.find("logList")->property("count").toInt(), 1 + 1);  // the sandbox is not in force in a test
    QVERIFY(w.click("choice_info"));
    QVERIFY(!read(w.program->log().file()).contains("secret"));
    w.program->log().add(LogLine::kError, QStringLiteral("model"), QStringLiteral("<b>late</b>"));
    QTRY_VERIFY(w.program->log().lines().back().number > 4);
  }

  void scriptedEngineShowsEveryKindOfBlock() {
    QTemporaryDir dir;
    Program program(dir.path(), makeScriptedLoader(0));
    program.workspace().restore({});
    QTRY_VERIFY(program.workspace().engine()->ready());
    Conversation& chat = *program.workspace().current();
    QVERIFY(chat.send(QStringLiteral("fast")));
    QTRY_VERIFY(!chat.busy());
    const QString answer = chat.messages()->last()->text();
    for (const char* part : {"```python", "$$", "| Word |", "> A quote", "- [x]", "## How", "https://example.org", "你好"})
      QVERIFY2(answer.contains(QString::fromUtf8(part)), part);
    QVERIFY(!chat.messages()->last()->reasoning().isEmpty());
    QVERIFY(chat.send(QStringLiteral("please fail")));
    QTRY_COMPARE(chat.messages()->last()->status(), MessageItem::Failed);
  }

  void scriptedEngineIsStopped() {
    QTemporaryDir dir;
    Program program(dir.path(), makeScriptedLoader(100));  // takes most of a minute
    program.workspace().restore({});
    QTRY_VERIFY(program.workspace().engine()->ready());
    Conversation& chat = *program.workspace().current();
    QVERIFY(chat.send(QStringLiteral("long, and not so fast")));
    QTRY_VERIFY(chat.busy());
    chat.stop();
    QTRY_COMPARE(chat.messages()->last()->status(), MessageItem::Cancelled);
  }

  void notifiesOfLongAnswersOnly() {
    if (!bus_) QSKIP("dbus-daemon is not there: no session bus to notify on");
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    FakeNotifications server;
    QDBusConnection desktop = QDBusConnection::connectToBus(bus_address_, QStringLiteral("desktop"));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &server,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
    const auto ask = [&w](const QString& text) {
      w.script->queueAnswer("secretthought", "secretanswer");
      const bool sent = w.chat().send(text);
      return sent && QTest::qWaitFor([&] { return !w.chat().busy(); }, 60000);
    };
    // In front, and then behind but short.
    w.program->notifier().setLongAnswerMs(0);
    QTRY_VERIFY(w.window->isActive());
    QVERIFY(ask(QStringLiteral("one")));
    QWindow front;
    front.show();
    front.requestActivate();
    QTRY_VERIFY(!w.window->isActive());
    w.program->notifier().setLongAnswerMs(1000000);
    QVERIFY(ask(QStringLiteral("two")));
    // Behind and long, but not wanted.
    w.program->notifier().setLongAnswerMs(0);
    w.preferences().setNotifications(false);
    QVERIFY(ask(QStringLiteral("three")));
    w.preferences().setNotifications(true);
    const qlonglong chat = w.chat().chatId();
    QVERIFY(ask(QStringLiteral("secretquestion")));
    QTRY_COMPARE(server.titles.size(), 1);
    QVERIFY(!(server.titles[0] + server.bodies[0]).contains(QStringLiteral("secret")));
    // A click leads to the chat, from the library too.
    w.workspace->newChat();
    w.window->setProperty("place", QStringLiteral("library"));  // keys go to the window in front
    QTRY_VERIFY(w.find("libraryPage"));
    QVERIFY(w.chat().chatId() != chat);
    QTRY_VERIFY([&] { emit server.ActionInvoked(1, QStringLiteral("default")); return w.chat().chatId() == chat; }());
    QTRY_VERIFY(!w.find("libraryPage"));
    QTRY_VERIFY(w.window->isActive());
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
  }

  // Of downloads too; their names come from a hub.
  void notifiesOfDownloads() {
    if (!bus_) QSKIP("dbus-daemon is not there: no session bus to notify on");
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    FakeNotifications server;
    QDBusConnection desktop = QDBusConnection::connectToBus(bus_address_, QStringLiteral("desktop"));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &server,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
    const auto arrive = [&w](const char* name) {
      DownloadItem item;
      item.name = item.folder = QLatin1String(name);
      emit w.program->hub().downloads()->finished(item);
    };
    QTRY_VERIFY(w.window->isActive());
    arrive("seen");
    QWindow front;
    front.show();
    front.requestActivate();
    QTRY_VERIFY(!w.window->isActive());
    w.preferences().setNotifications(false);
    arrive("unwanted");
    w.preferences().setNotifications(true);
    arrive("R1 <b>Distill</b>\nQwen");
    QTRY_COMPARE(server.titles, QStringList(QStringLiteral("R1 <b>Distill</b> Qwen is downloaded")));
    QVERIFY(!server.bodies[0].contains(u'<'));
    QTRY_VERIFY([&] { emit server.ActionInvoked(1, QStringLiteral("default")); return w.find("libraryPage") != nullptr; }());
    QTRY_VERIFY(w.find("noDownloads"));
    QTRY_VERIFY(w.window->isActive());
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
  }

  void trayIsOfferedWhereThereIsOne() {
    if (!bus_) QSKIP("dbus-daemon is not there: no session bus with a tray");
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(w.click("settings_desktop"));
    QTRY_VERIFY(w.find("traySwitch"));
    QVERIFY(!w.find("traySwitch")->isEnabled());
    QVERIFY(!w.preferences().tray());
    QDBusConnection desktop = QDBusConnection::connectToBus(bus_address_, QStringLiteral("tray"));
    QVERIFY(desktop.registerService(QStringLiteral("org.kde.StatusNotifierWatcher")));
    QTRY_VERIFY(w.find("traySwitch")->isEnabled());
    QVERIFY(!w.find("closeToTraySwitch")->isEnabled());  // not without the icon
    QVERIFY(desktop.unregisterService(QStringLiteral("org.kde.StatusNotifierWatcher")));
    QTRY_VERIFY(!w.find("traySwitch")->isEnabled());
    QVERIFY(w.click("notifySwitch"));
    QCOMPARE(w.preferences().notifications(), false);
    QDBusConnection::disconnectFromBus(QStringLiteral("tray"));
  }

 public:
  // A session bus of our own, before anything asks for one.
  void startBus() {
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    daemon_.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    bus_ = daemon_.waitForStarted() && daemon_.waitForReadyRead();
    if (!bus_) return;
    bus_address_ = QString::fromUtf8(daemon_.readLine().trimmed());
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus_address_.toUtf8());
  }
  void stopBus() {
    daemon_.kill();
    daemon_.waitForFinished();
  }

 private:
  QProcess daemon_;
  bool bus_ = false;
  QString bus_address_;
};

int main(int argc, char** argv) {
  QCoreApplication::setAttribute(Qt::AA_DisableSessionManager);
  TestDesktop test;
  test.startBus();
  const int result = runWindowTest(test, argc, argv);
  test.stopBus();
  return result;
}
#include "tst_desktop.moc"
