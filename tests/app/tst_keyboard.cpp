// Without a mouse, in chats, the library and the settings: everything that can be clicked is reached with Tab, or with the arrows of
// its list, is in sight then, and has a name and a role for those who do not see it.
#include <QPointer>

#include "app/privacy/connection_file.h"
#include "tests/app/controls.h"
#include "tests/app/hub_window.h"

using namespace deepwell;

namespace {

// Also what is clickable to screen readers only, such as the rows of a list.
void collectClickable(QQuickItem* item, QSet<QQuickItem*>* found) {
  if (!item->isVisible() || item->opacity() == 0 || !item->isEnabled()) return;
  if (canBeUsed(item) && item->width() > 0) *found << item;
  QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(item);
  QAccessibleActionInterface* actions = accessible ? accessible->actionInterface() : nullptr;
  if (actions && actions->actionNames().contains(QAccessibleActionInterface::pressAction())) *found << item;
  for (QQuickItem* child : item->childItems()) collectClickable(child, found);
}

QQuickItem* listOf(QQuickItem* item) {
  while (item && !item->inherits("QQuickItemView")) item = item->parentItem();
  return item;
}

// Within the window and all that scrolls; of what is larger than that, a part.
bool inSight(const QQuickWindow* window, const QQuickItem* item) {
  if (!item->isVisible()) return false;
  const QRectF at = item->mapRectToScene(item->boundingRect());
  QRectF room(QPointF(), QSizeF(window->size()));
  for (const QQuickItem* above = item->parentItem(); above; above = above->parentItem())
    if (above->inherits("QQuickFlickable")) room &= above->mapRectToScene(above->boundingRect());
  const QRectF seen = at & room;
  return seen.width() >= std::min(at.width(), room.width()) - 4 && seen.height() >= std::min(at.height(), room.height()) - 4 && !seen.isEmpty();
}

// The item and what it is in, by name.
QString placeOf(const QQuickItem* item) {
  QString place = described(item);
  for (const QQuickItem* above = item->parentItem(); above; above = above->parentItem()) place += u'/' + above->objectName();
  return place;
}

// Rows of a list come and go while it scrolls.
struct Stop {
  QPointer<QQuickItem> item;
  QString place;
};

struct Walk {
  QList<Stop> stops;
  QStringList hidden;  // stops that were not in sight
  bool came_round = false;
};

// Tab from where the keyboard is until it is there again; at every list that it comes to, so many times Down first.
Walk walk(Window& w, int downs) {
  Walk walk;
  QSet<QQuickItem*> lists;
  const QQuickItem* start = w.window->activeFocusItem();
  const auto note = [&] {
    QQuickItem* item = w.window->activeFocusItem();
    if (!item) return;
    walk.stops.append({item, placeOf(item)});
    if (listOf(item)) w.paints(2);  // it may scroll, and rows that come into sight are made
    if (!QTest::qWaitFor([&] { return inSight(w.window, item); }, 2000)) walk.hidden << described(item);
  };
  for (int i = 0; i < 300 && !walk.came_round; ++i) {
    note();
    QQuickItem* list = listOf(w.window->activeFocusItem());
    if (downs > 0 && list && !lists.contains(list)) {
      lists << list;
      for (int down = 0; down < downs; ++down) w.key(Qt::Key_Down);
      note();
    }
    w.key(Qt::Key_Tab);
    walk.came_round = w.window->activeFocusItem() == start;
  }
  return walk;
}

// What the mouse alone is for, and why.
bool forTheMouse(const QQuickItem* item) {
  return item->objectName().startsWith(QLatin1String("chatMenu"));  // the Menu key of its row
}

// Of `root`, with at least so many controls, from the item with the keyboard on; rows of lists as far as `downs` leads.
void everythingIsReached(Window& w, QQuickItem* root, int least, int downs = 0) {
  QVERIFY(w.settles([&] {
    QSet<QQuickItem*> all;
    collectClickable(root, &all);
    return all;
  }));
  QStringList nameless;
  collectNameless(root, &nameless);
  QVERIFY2(nameless.isEmpty(), qPrintable(QStringLiteral("no name or role: ") + nameless.join(QStringLiteral(", "))));
  QList<Stop> reached;
  for (int down = 0; down <= downs; ++down) {
    const Walk around = walk(w, down);
    QVERIFY2(around.came_round, "Tab does not come round");
    QVERIFY2(around.hidden.isEmpty(), qPrintable(QStringLiteral("not in sight: ") + around.hidden.join(QStringLiteral(", "))));
    reached += around.stops;
  }
  QSet<QQuickItem*> wanted;
  collectClickable(root, &wanted);
  QVERIFY2(wanted.size() >= least, qPrintable(QString::number(wanted.size())));
  QStringList missed;
  for (const QQuickItem* item : wanted) {
    const bool was_there = std::any_of(reached.begin(), reached.end(), [&](const Stop& stop) {
      return stop.item ? stop.item == item : stop.place == placeOf(item);
    });
    if (!was_there && !forTheMouse(item)) missed << described(item);
  }
  QVERIFY2(missed.isEmpty(), qPrintable(QStringLiteral("not reached: ") + missed.join(QStringLiteral(", "))));
}

// The keyboard is at the item of that name.
bool at(Window& w, const char* name) {
  return QTest::qWaitFor([&] {
    QQuickItem* item = w.find(name);
    if (item) item->forceActiveFocus(Qt::TabFocusReason);
    return item && item->hasActiveFocus();
  }, 60000);
}

}  // namespace

class TestKeyboard : public WindowTest {
  Q_OBJECT

 private slots:
  void emptyChat() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (const char* question : {"one", "two"}) {
      w.workspace->newChat();
      w.script->queueAnswer("", "answer");
      QVERIFY(w.chat().send(QLatin1String(question)));
      QTRY_VERIFY(!w.chat().busy());
    }
    w.workspace->newChat();
    QTRY_VERIFY(w.find("example3") && w.find("chatRow1"));
    QVERIFY(at(w, "composerInput"));
    everythingIsReached(w, w.window->contentItem(), 15, 2);
  }

  void chatWithAnAnswer() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().setThinkingDisplay(QStringLiteral("open"));
    w.script->queueAnswer("some thought ", "An `answer` with a [link](https://example.org)\n\n```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$$x^2$$\n");
    QVERIFY(w.chat().send(QStringLiteral("hello")));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    w.script->queueAnswer("", "other");
    QTRY_VERIFY(w.find("contextGauge"));
    QVERIFY(at(w, "composerInput"));
    everythingIsReached(w, w.window->contentItem(), 20);
    QVERIFY(w.find("copyCode"));
  }

  void installedModels() {
    const TemporaryHome home;
    home.write("data/models/Alpha-Q4_0.gguf");
    home.write("data/models/Beta-Q8_0.gguf");
    home.write("data/models/broken-Q4_0.gguf");
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_installed"));
    QTRY_VERIFY(h.w.find("installedRow2"));
    QVERIFY(at(h.w, "searchModels"));
    everythingIsReached(h.w, h.w.window->contentItem(), 18, 2);
  }

  void catalog() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    QTRY_VERIFY(h.w.find("catalogRow1"));
    QVERIFY(at(h.w, "searchHub"));
    everythingIsReached(h.w, h.w.window->contentItem(), 18);
    // Rows that were not there at first too.
    QVERIFY(at(h.w, "searchHub"));
    QSet<QString> rows;
    for (const Stop& stop : walk(h.w, 0).stops)
      for (const QString& name : stop.place.split(u'/'))
        if (name.startsWith(QLatin1String("catalogRow"))) rows << name;
    QCOMPARE(rows.size(), h.hub().catalog()->rowCount());
  }

  void whatAHubHas() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/R1-GGUF"},{"id":"me/R2-GGUF","gated":"auto"}])", ""});
    QTRY_VERIFY(h.w.find("hubRow1"));
    QVERIFY(at(h.w, "searchHub"));
    everythingIsReached(h.w, h.w.window->contentItem(), 12);
  }

  void downloads() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QTRY_VERIFY(h.w.find("toDiscover"));
    QVERIFY(at(h.w, "toDiscover"));
    everythingIsReached(h.w, h.w.window->contentItem(), 10);
    for (const char* model : {"r1-distill-qwen-7b", "r1-distill-qwen-1.5b", "r1-distill-qwen-14b"}) QVERIFY(h.hub().downloadModel(QLatin1String(model)));
    h.hub().downloads()->pause(0);
    QTRY_VERIFY(h.w.find("downloadRow2"));
    QVERIFY(at(h.w, "cancelButton"));
    everythingIsReached(h.w, h.w.window->contentItem(), 15);
  }

  void settings_data() {
    QTest::addColumn<QString>("page");
    for (const char* page : {"general", "thinking", "engine", "library", "desktop", "privacy", "logs", "keys"}) QTest::newRow(page) << QString::fromLatin1(page);
  }
  void settings() {
    QFETCH(const QString, page);
    QTemporaryDir dir;
    fetch::Connection made;
    made.number = 1;
    made.closed = true;
    made.host = "huggingface.co";
    QFile record(dir.filePath(QStringLiteral("connections.jsonl")));
    QVERIFY(record.open(QFile::WriteOnly));
    record.write(QByteArray::fromStdString(fetch::writeLine(fetch::Event(made))) + '\n');
    record.close();
    Window w(dir.path());
    QVERIFY(w.shown());
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(w.click(qPrintable(QStringLiteral("settings_") + page)));
    if (page == QLatin1String("privacy")) QTRY_VERIFY(w.find("clearConnections"));
    QVERIFY(at(w, "searchSettings"));
    everythingIsReached(w, w.find("searchSettings")->parentItem(), 10);  // the pages' buttons at least
  }
};

int main(int argc, char** argv) {
  TestKeyboard test;
  return runWindowTest(test, argc, argv);
}
#include "tst_keyboard.moc"
