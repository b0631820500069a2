// The real window with a scripted engine on a data folder, and hands to click and type with.
#pragma once

#include <QQuickItem>
#include <QQuickWindow>
#include <functional>
#include <utility>

#include "app/program.h"
#include "tests/app/fake_engine.h"
#include "tests/app/patience.h"

namespace deepwell {

class Window {
 public:
  // `first_run`: with the first screen that a new user sees.
  explicit Window(const QString& dir, bool first_run = false, Services services = {});

  bool shown();  // waits for the window and its model
  // The topmost visible item of that name; null: none.
  QQuickItem* find(const char* name);
  // Wait for the item and until it rests.
  bool click(const char* name, Qt::MouseButton button = Qt::LeftButton);
  bool clickLowest(const char* name);  // of several of that name, the one farthest down
  bool doubleClick(const char* name);
  bool drag(const char* from, const char* to);  // from the middle of one item to that of another
  // The window has been painted so often from now on; false: it is not shown.
  bool paints(int frames);
  // Waits until two looks, some frames apart, see the same: what slides in has come, and all is laid out.
  template <typename Look>
  bool settles(const Look& look) {
    auto before = look();
    return QTest::qWaitFor([&] {
      if (!paints(kFramesApart)) return true;
      auto now = look();
      return std::exchange(before, now) == now;
    }, 60000);
  }
  void type(const QString& text);
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window, key, modifiers); }
  QString textOf(const char* name);
  Preferences& preferences() { return program->preferences(); }
  Conversation& chat() { return *workspace->current(); }
  MessageItem& last();  // waits for it: a chat that was just opened is read on a thread

  std::shared_ptr<Script> script;
  FakeLoader* loader = nullptr;
  std::unique_ptr<Program> program;
  Workspace* workspace = nullptr;
  QQuickWindow* window = nullptr;

 private:
  using Finder = std::function<QQuickItem*()>;

  bool clickItem(const Finder& find_item, Qt::MouseButton button);
  QQuickItem* settled(const Finder& find_item);
  static constexpr int kFramesApart = 4;
};

// A test class of which every function fails if QML has printed a warning.
class WindowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();
};

// As QTEST_MAIN, with the program's font.
int runWindowTest(QObject& test, int argc, char** argv);

}  // namespace deepwell
