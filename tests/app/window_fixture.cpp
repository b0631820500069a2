#include "tests/app/window_fixture.h"

#include <QGuiApplication>
#include <QQuickStyle>
#include <QSignalSpy>
#include <algorithm>

#include "app/style/desktop.h"

namespace deepwell {
namespace {

QStringList g_warnings;
QtMessageHandler g_default_handler = nullptr;

// QML errors are only printed: here they fail the test.
void catchWarnings(QtMsgType type, const QMessageLogContext& context, const QString& text) {
  if (type == QtWarningMsg && text.contains(QLatin1String(".qml"))) g_warnings << text;
  g_default_handler(type, context, text);
}

QQuickItem* findVisible(QQuickItem* item, const QString& name) {
  if (!item->isVisible()) return nullptr;
  if (item->objectName() == name) return item;
  const QList<QQuickItem*> children = item->childItems();
  for (auto child = children.rbegin(); child != children.rend(); ++child)
    if (QQuickItem* found = findVisible(*child, name)) return found;
  return nullptr;
}

void findAllVisible(QQuickItem* item, const QString& name, QList<QQuickItem*>* found) {
  if (!item->isVisible()) return;
  if (item->objectName() == name) found->append(item);
  for (QQuickItem* child : item->childItems()) findAllVisible(child, name, found);
}

}  // namespace

Window::Window(const QString& dir, bool first_run, Services services) : script(std::make_shared<Script>()) {
  auto owned = std::make_unique<FakeLoader>(script);
  loader = owned.get();
  const Places places = Places::below(dir);
  QString problem;
  if (!places.prepare(&problem)) qFatal("%s", qPrintable(problem));
  program = std::make_unique<Program>(places, std::move(owned), std::move(services));
  workspace = &program->workspace();
  workspace->restore({});
  if (!first_run) program->preferences().setWelcomed(true);
  window = program->show();
}

bool Window::shown() {
  if (!window) return false;
  window->requestActivate();
  return QTest::qWaitForWindowExposed(window, 60000) && QTest::qWaitFor([this] { return workspace->engine()->ready(); }, 60000);
}

MessageItem& Window::last() {
  if (!QTest::qWaitFor([this] { return chat().messages()->last() != nullptr; }, 60000)) qFatal("the chat has no message");
  return *chat().messages()->last();
}

QQuickItem* Window::find(const char* name) { return findVisible(window->contentItem(), QLatin1String(name)); }

bool Window::click(const char* name, Qt::MouseButton button) {
  return clickItem([this, name] { return find(name); }, button);
}

bool Window::clickLowest(const char* name) {
  return clickItem([this, name]() -> QQuickItem* {
    QList<QQuickItem*> found;
    findAllVisible(window->contentItem(), QLatin1String(name), &found);
    const auto y = [](const QQuickItem* item) { return item->mapToScene(QPointF(0, 0)).y(); };
    return found.isEmpty() ? nullptr : *std::max_element(found.begin(), found.end(), [&](auto* a, auto* b) { return y(a) < y(b); });
  }, Qt::LeftButton);
}

bool Window::clickItem(const Finder& find_item, Qt::MouseButton button) {
  const QQuickItem* item = settled([&] {
    QQuickItem* found = find_item();
    return found && found->isEnabled() ? found : nullptr;
  });
  if (!item) return false;
  QTest::mouseClick(window, button, {}, item->mapToScene(item->boundingRect().center()).toPoint());
  return true;
}

bool Window::doubleClick(const char* name) {
  const QQuickItem* item = settled([this, name] { return find(name); });
  if (!item) return false;
  const QPoint at = item->mapToScene(QPointF(30, item->height() / 2)).toPoint();
  QTest::mouseClick(window, Qt::LeftButton, {}, at);
  QTest::mouseDClick(window, Qt::LeftButton, {}, at);
  return true;
}

bool Window::drag(const char* from, const char* to) {
  if (!settled([this, from] { return find(from); })) return false;
  const QQuickItem* target = settled([this, to] { return find(to); });
  const QQuickItem* start = find(from);
  if (!start || !target) return false;
  const QPoint begin = start->mapToScene(start->boundingRect().center()).toPoint();
  const QPoint end = target->mapToScene(target->boundingRect().center()).toPoint();
  QTest::mousePress(window, Qt::LeftButton, {}, begin);
  for (int step = 1; step <= 5; ++step) QTest::mouseMove(window, begin + (end - begin) * step / 5);
  QTest::mouseRelease(window, Qt::LeftButton, {}, end);
  return true;
}

void Window::type(const QString& text) {
  for (const QChar c : text) QTest::keyClick(window, c.toLatin1());
}

QString Window::textOf(const char* name) {
  QQuickItem* item = find(name);
  return item ? item->property("text").toString() : QString();
}

bool Window::paints(int frames) {
  QSignalSpy painted(window, &QQuickWindow::frameSwapped);
  return QTest::qWaitFor([&] {
    if (!window->isExposed() || painted.count() >= frames) return true;
    window->update();
    return false;
  }, 60000) && painted.count() >= frames;
}

// Popups and lists slide into place, what is in a popup has its place in its first frame only, and rows are made anew when
// what they show is read again: the item is looked for each time. Null: it did not come, or has gone.
QQuickItem* Window::settled(const Finder& find_item) {
  if (!QTest::qWaitFor([&] { return find_item() != nullptr; }, 60000)) return nullptr;
  settles([&] {
    QQuickItem* item = find_item();
    return std::pair(item, item ? item->mapToScene(item->boundingRect().center()) : QPointF());
  });
  return find_item();
}

void WindowTest::initTestCase() {
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  g_default_handler = qInstallMessageHandler(catchWarnings);
}

void WindowTest::init() { g_warnings.clear(); }

void WindowTest::cleanup() { QVERIFY2(g_warnings.isEmpty(), qPrintable(g_warnings.join(u'\n'))); }

int runWindowTest(QObject& test, int argc, char** argv) {
  QGuiApplication app(argc, argv);
  QGuiApplication::setFont(Desktop::interfaceFont());
  return QTest::qExec(&test, argc, argv);
}

}  // namespace deepwell
