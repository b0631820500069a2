// The icon in the tray, on an X display of its own (Xvfb): offscreen Qt has no trays.
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <atomic>
#include <mutex>

#include "tests/app/window_fixture.h"

using namespace deepwell;

// A desktop's tray (org.kde.StatusNotifierWatcher). It lives on a thread of its own: Qt waits for its answers.
class FakeTray : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
  Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hostRegistered)
  Q_PROPERTY(int ProtocolVersion READ version)
  Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)

 public:
  bool hostRegistered() const { return true; }
  int version() const { return 0; }
  QStringList items() const {
    const std::lock_guard lock(mutex_);
    return items_;
  }

 public slots:
  void RegisterStatusNotifierItem(const QString& service) {
    const std::lock_guard lock(mutex_);
    items_ << service;
  }

 private:
  mutable std::mutex mutex_;
  QStringList items_;
};

// One entry of com.canonical.dbusmenu's layout: number, properties, entries below.
struct MenuEntry {
  int id = 0;
  QVariantMap properties;
  QVariantList below;
};

const QDBusArgument& operator>>(const QDBusArgument& argument, MenuEntry& entry) {
  argument.beginStructure();
  argument >> entry.id >> entry.properties >> entry.below;
  argument.endStructure();
  return argument;
}

class TestTray : public WindowTest {
  Q_OBJECT

 private slots:
  void closingHidesAndTheIconBringsBack() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(inTray(w));
    w.window->close();
    QTRY_VERIFY(!w.window->isVisible());
    w.script->queueAnswer("thought", "answer");
    QVERIFY(w.chat().send(QStringLiteral("while it is hidden")));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    call(QStringLiteral("/StatusNotifierItem"), QStringLiteral("org.kde.StatusNotifierItem"), QStringLiteral("Activate"), {0, 0});
    QTRY_VERIFY(w.window->isVisible());
    w.window->close();
    QTRY_VERIFY(!w.window->isVisible());
    choose(QStringLiteral("Show Deepwell"));
    QTRY_VERIFY(w.window->isVisible());
    w.window->close();
    choose(QStringLiteral("New chat"));
    QTRY_VERIFY(w.window->isVisible());
    QTRY_COMPARE(w.chat().messages()->count(), 0);
  }

  void quitsFromTheMenu() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(inTray(w));
    const QSignalSpy quit(&w.program->qml(), &QQmlEngine::quit);
    w.window->close();
    QTRY_VERIFY(!w.window->isVisible());
    QCOMPARE(quit.size(), 0);
    choose(QStringLiteral("Quit"));
    QTRY_COMPARE(quit.size(), 1);
  }

  // Quit is not close: it ends the program also where closing hides it.
  void theCommandQuits() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(inTray(w));
    const QSignalSpy quit(&w.program->qml(), &QQmlEngine::quit);
    w.key(Qt::Key_Q, Qt::ControlModifier);
    QTRY_COMPARE(quit.size(), 1);
  }

  void theWindowComesBackWhenTheTrayGoes() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(inTray(w));
    auto* timer = w.window->findChild<QObject*>(QStringLiteral("trayLost"));
    QVERIFY(timer);
    timer->setProperty("interval", 1);
    w.window->close();
    QTRY_VERIFY(!w.window->isVisible());
    QCOMPARE(timer->property("running").toBool(), false);
    QVERIFY(desktop_.unregisterService(kWatcher));
    QTRY_VERIFY(w.window->isVisible());
    // And closing it ends it now.
    const QSignalSpy closed(QGuiApplication::instance(), SIGNAL(lastWindowClosed()));
    w.window->close();
    QTRY_VERIFY(!w.window->isVisible());
    QCOMPARE(timer->property("running").toBool(), false);
    QVERIFY(desktop_.registerService(kWatcher));
  }

 public:
  // Before QGuiApplication. False: what is missing was said.
  bool start() {
    display_.start(QStringLiteral("Xvfb"), {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"), QStringLiteral("tcp"),
                                            QStringLiteral("-screen"), QStringLiteral("0"), QStringLiteral("1280x800x24")});
    bus_.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (!display_.waitForStarted() || !display_.waitForReadyRead() || !bus_.waitForStarted() || !bus_.waitForReadyRead()) {
      std::puts("skipped: Xvfb or dbus-daemon is not installed");
      return false;
    }
    const QByteArray address = bus_.readLine().trimmed();
    qputenv("DISPLAY", ":" + display_.readLine().trimmed());
    qputenv("QT_QPA_PLATFORM", "xcb");
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    qunsetenv("WAYLAND_DISPLAY");
    tray_.moveToThread(&thread_);
    desktop_ = QDBusConnection::connectToBus(QString::fromUtf8(address), QStringLiteral("desktop"));
    return desktop_.registerObject(QStringLiteral("/StatusNotifierWatcher"), &tray_, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties) &&
           desktop_.registerService(kWatcher);
  }
  void stop() {
    desktop_.unregisterObject(QStringLiteral("/StatusNotifierWatcher"));
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    thread_.quit();
    thread_.wait();
    for (QProcess* process : {&display_, &bus_}) {
      process->terminate();
      process->waitForFinished();
    }
  }

 private:
  // The window is shown, closing keeps it in the tray, and its icon has been registered there.
  bool inTray(Window& w) {
    if (!thread_.isRunning()) thread_.start();
    const qsizetype before = tray_.items().size();
    w.preferences().setTray(true);
    w.preferences().setCloseToTray(true);
    if (!w.shown() || !QTest::qWaitFor([&] { return tray_.items().size() > before; }, 60000)) return false;
    item_ = tray_.items().constLast();
    return true;
  }

  // What the icon answers; the window's thread runs meanwhile.
  QVariantList call(const QString& path, const QString& interface, const QString& method, const QVariantList& arguments) {
    QDBusMessage message = QDBusMessage::createMethodCall(item_, path, interface, method);
    message.setArguments(arguments);
    const QDBusPendingCall pending = desktop_.asyncCall(message);
    std::ignore = QTest::qWaitFor([&] { return pending.isFinished(); }, 60000);
    return pending.reply().arguments();
  }

  // Clicks the entry of the icon's menu.
  void choose(const QString& words) {
    const QString path = QStringLiteral("/MenuBar");
    const QString interface = QStringLiteral("com.canonical.dbusmenu");
    const QVariantList layout = call(path, interface, QStringLiteral("GetLayout"), {0, -1, QStringList()});
    QCOMPARE(layout.size(), 2);
    const auto root = qdbus_cast<MenuEntry>(layout[1].value<QDBusArgument>());
    QVERIFY(!root.below.isEmpty());
    for (const QVariant& below : root.below) {
      const auto entry = qdbus_cast<MenuEntry>(below.value<QDBusArgument>());
      if (entry.properties.value(QStringLiteral("label")).toString() != words) continue;
      call(path, interface, QStringLiteral("Event"), {entry.id, QStringLiteral("clicked"), QVariant::fromValue(QDBusVariant(QString())), 0U});
      return;
    }
    QFAIL(qPrintable(words + QStringLiteral(" is not in the menu")));
  }

  const QString kWatcher = QStringLiteral("org.kde.StatusNotifierWatcher");
  QProcess display_;
  QProcess bus_;
  QThread thread_;
  FakeTray tray_;
  QDBusConnection desktop_{QString()};
  QString item_;
};

int main(int argc, char** argv) {
  QCoreApplication::setAttribute(Qt::AA_DisableSessionManager);
  TestTray test;
  if (!test.start()) {
    test.stop();
    return 77;
  }
  const int result = runWindowTest(test, argc, argv);
  test.stop();
  return result;
}
#include "tst_tray.moc"
