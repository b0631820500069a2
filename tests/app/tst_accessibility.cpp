// What a person needs who does not see the screen well, or does not see it: contrast, names and roles, large text.
#include <QJSValue>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/controls.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& color) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// `top` lets some of `ground` through.
QColor over(const QColor& top, const QColor& ground) {
  const auto mix = [&](float a, float b) { return a * top.alphaF() + b * (1 - top.alphaF()); };
  return QColor::fromRgbF(mix(top.redF(), ground.redF()), mix(top.greenF(), ground.greenF()), mix(top.blueF(), ground.blueF()));
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// Where everything that can be seen stands.
QList<QRectF> places(const QQuickItem* item) {
  if (!item->isVisible() || item->opacity() == 0) return {};
  QList<QRectF> found{item->mapRectToScene(item->boundingRect())};
  for (const QQuickItem* child : item->childItems()) found << places(child);
  return found;
}

}  // namespace

class TestAccessibility : public WindowTest {
  Q_OBJECT

 private slots:
  // Every pair of text and ground that the theme is made for, in both themes: WCAG AA.
  void coloursHaveContrast_data() {
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
  }
  void coloursHaveContrast() {
    QFETCH(const QString, theme);
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().setTheme(theme);
    QQmlComponent component(&w.program->qml());
    component.setData("import QtQml\nimport Deepwell.Style\nQtObject { property var theme: Theme }", QUrl());
    const std::unique_ptr<QObject> holder(component.create());
    QVERIFY2(holder, qPrintable(component.errorString()));
    const QObject* colours = holder->property("theme").value<QObject*>();
    QVERIFY(colours);
    const auto colour = [&](const char* name) { return colours->property(name).value<QColor>(); };
    const auto contrasts = [&](const QString& words, const QColor& text, const QColor& ground) {
      QVERIFY2(text.isValid() && ground.isValid() && text.alpha() == 255 && ground.alpha() == 255, qPrintable(words));
      QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(words).arg(contrast(text, ground))));
    };
    const auto check = [&](const char* text, const char* ground) {
      contrasts(QStringLiteral("%1 on %2").arg(QLatin1String(text), QLatin1String(ground)), colour(text), colour(ground));
    };
    for (const char* text : {"text", "textMuted", "textFaint", "link"})
      for (const char* ground : {"ground", "sidebar", "surface", "raised", "codeGround"}) check(text, ground);
    for (const char* text : {"text", "textMuted", "link"}) check(text, "bubble");
    for (const char* ground : {"accent", "accentHover", "accentPressed"}) check("accentText", ground);
    check("danger", "dangerSoft");
    for (const char* ground : {"ground", "surface", "raised"}) {
      check("danger", ground);
      check("warning", ground);
    }
    check("warning", "warningSoft");
    check("link", "accentSoft");
    check("text", "selection");
    check("inverseText", "inverse");
    check("inverseLink", "inverse");
    // Under the pointer and pressed a ground shines through.
    for (const char* text : {"text", "textMuted", "textFaint", "link", "danger"})
      for (const char* state : {"hover", "pressed", "selected"})
        for (const char* ground : {"ground", "sidebar", "surface", "raised"})
          contrasts(QStringLiteral("%1 on %2 over %3").arg(QLatin1String(text), QLatin1String(state), QLatin1String(ground)), colour(text),
                    over(colour(state), colour(ground)));
    const QVariantList tokens = colours->property("tokenColors").value<QJSValue>().toVariant().toList();
    QCOMPARE(tokens.size(), 10);
    for (int token = 0; token < tokens.size(); ++token)
      contrasts(QStringLiteral("code's token %1").arg(token), tokens[token].value<QColor>(), colour("codeGround"));
  }

  void everyControlHasANameAndARole() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    const auto check = [&w](const char* where) {
      QStringList nameless;
      QVERIFY(collectNameless(w.window->contentItem(), &nameless) >= 8);
      QVERIFY2(nameless.isEmpty(), qPrintable(QLatin1String(where) + QStringLiteral(": ") + nameless.join(QStringLiteral(", "))));
    };
    check("greeting");
    w.script->queueAnswer("some thought ", "An `answer`\n\n```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    w.type(QStringLiteral("hello"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    check("answer");
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings"));
    for (const char* page : kSettingsPages) {
      QVERIFY(w.click(page));
      check(page);
    }
  }

  // The same on every other page, and in every sheet, panel and menu that a command opens.
  void everySheetHasNamesAndRoles_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("opened");  // what is then to be seen
    for (const auto& [command, opened] : {std::pair("view.palette", "paletteField"), {"chat.receipt", "receiptRows"}, {"chat.context", "contextPanel"},
                                          {"chat.find", "findField"}, {"chat.editLast", "editingBar"}, {"chat.rename", "renameField"},
                                          {"model.menu", "pocketItem"}, {"model.device", "deviceItem_cpu"}, {"model.library", "noModels"},
                                          {"model.discover", "searchHub"}, {"model.downloads", "noDownloads"}, {"chats.archived", "backToChats"},
                                          {"chats.bin", "backToChats"}, {"chats.newFolder", "renameField"}})
      QTest::newRow(command) << QString::fromLatin1(command) << QString::fromLatin1(opened);
  }
  void everySheetHasNamesAndRoles() {
    QFETCH(const QString, command);
    QFETCH(const QString, opened);
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queueAnswer("some thought ", "An answer");
    QVERIFY(w.chat().send(QStringLiteral("hello")));
    QTRY_COMPARE(w.last().status(), MessageItem::Finished);
    QStringList before;
    const int controls = collectNameless(w.window->contentItem(), &before);
    QVERIFY(!w.find(qPrintable(opened)));
    QVERIFY(QMetaObject::invokeMethod(w.window, "run", Q_ARG(QString, command)));
    QTRY_VERIFY2(w.find(qPrintable(opened)), qPrintable(opened));
    QVERIFY(w.settles([&w] { return places(w.window->contentItem()); }));
    QStringList nameless;
    QVERIFY(collectNameless(w.window->contentItem(), &nameless) > controls / 2);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral(", "))));
  }

  // Small and large text, wide and narrow: no control stands beyond its window, and no word beyond its button.
  void nothingIsCutAtAnyTextSize_data() {
    QTest::addColumn<int>("font_size");
    QTest::addColumn<int>("width");
    for (const int size : {11, 15, 24})
      for (const int width : {420, 780}) QTest::addRow("%d at %d", size, width) << size << width;
  }
  void nothingIsCutAtAnyTextSize() {
    QFETCH(const int, font_size);
    QFETCH(const int, width);
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QCOMPARE(w.window->devicePixelRatio(), qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")).toDouble());
    w.preferences().setFontSize(font_size);
    w.window->resize(width, 720);
    QTRY_COMPARE(w.window->width(), width);
    const auto check = [&w, width](const QString& where) {
      QVERIFY(w.settles([&w] { return places(w.window->contentItem()); }));
      QStringList cut;
      collectCut(w.window->contentItem(), QRectF(0, 0, width, 720), &cut);
      QVERIFY2(cut.isEmpty(), qPrintable(where + QStringLiteral(": ") + cut.join(QStringLiteral(", "))));
    };
    check(QStringLiteral("greeting"));
    w.key(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(w.find("searchSettings"));
    for (const char* page : {"general", "thinking", "engine", "library", "desktop", "keys"}) {
      w.window->findChild<QObject*>(QStringLiteral("settings"))->setProperty("current", QString::fromLatin1(page));
      check(QLatin1String(page));
    }
  }

 private:
  static constexpr const char* kSettingsPages[] = {"settings_general", "settings_thinking", "settings_engine", "settings_library",
                                                   "settings_desktop", "settings_privacy", "settings_logs", "settings_keys"};

  // Controls that reach out of `room` at a side; a list or a page that scrolls that way may hold more.
  static void collectCut(QQuickItem* item, const QRectF& room, QStringList* found) {
    if (!item->isVisible() || item->opacity() == 0 || item->width() == 0) return;
    if (item->inherits("QQuickFlickable") && item->property("contentWidth").toDouble() > item->width() + 1) return;
    if (canBeUsed(item)) {
      const QRectF at = item->mapRectToScene(item->boundingRect());
      auto* content = item->property("contentItem").value<QQuickItem*>();
      const bool words_cut = item->inherits("QQuickAbstractButton") && content && content->childrenRect().width() > item->width() + 1;
      if (at.left() < room.left() - 1 || at.right() > room.right() + 1 || words_cut)
        *found << described(item);
    }
    for (QQuickItem* child : item->childItems()) collectCut(child, room, found);
  }
};

int main(int argc, char** argv) {
  TestAccessibility test;
  return runWindowTest(test, argc, argv);
}
#include "tst_accessibility.moc"
