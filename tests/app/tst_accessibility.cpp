// What a person needs who does not see the screen well, or does not see it: contrast, names and roles, the keyboard.
#include <QAccessible>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& color) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

bool canBeUsed(const QQuickItem* item) {
  return item->isEnabled() && (item->inherits("QQuickAbstractButton") || item->inherits("QQuickTextField") ||
                               item->inherits("QQuickTextArea") || item->inherits("QQuickSlider"));
}

// Returns how many controls it has looked at.
int collectNameless(QQuickItem* item, QStringList* found) {
  if (!item->isVisible() || item->opacity() == 0) return 0;
  int count = 0;
  if (canBeUsed(item)) {
    ++count;
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(item);
    const bool named = accessible && !accessible->text(QAccessible::Name).trimmed().isEmpty();
    const bool has_role = accessible && accessible->role() != QAccessible::NoRole && accessible->role() != QAccessible::Client;
    if (!named || !has_role)
      *found << QStringLiteral("%1 \"%2\"").arg(QLatin1String(item->metaObject()->className()), item->objectName());
  }
  for (QQuickItem* child : item->childItems()) count += collectNameless(child, found);
  return count;
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
    const auto check = [&](const char* text, const char* ground) {
      const double ratio = contrast(colours->property(text).value<QColor>(), colours->property(ground).value<QColor>());
      QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3").arg(QLatin1String(text), QLatin1String(ground)).arg(ratio)));
    };
    for (const char* text : {"text", "textMuted", "textFaint", "link"})
      for (const char* ground : {"ground", "sidebar", "surface", "raised", "codeGround"}) check(text, ground);
    for (const char* text : {"text", "textMuted", "link"}) check(text, "bubble");
    for (const char* ground : {"accent", "accentHover", "accentPressed"}) check("accentText", ground);
    check("danger", "dangerSoft");
    check("danger", "raised");
    check("warning", "warningSoft");
    check("link", "accentSoft");
    check("text", "selection");
    check("inverseText", "inverse");
    check("inverseLink", "inverse");
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
    for (const char* page : {"settings_general", "settings_thinking", "settings_engine", "settings_keys"}) {
      QVERIFY(w.click(page));
      check(page);
    }
  }
};

int main(int argc, char** argv) {
  TestAccessibility test;
  return runWindowTest(test, argc, argv);
}
#include "tst_accessibility.moc"
