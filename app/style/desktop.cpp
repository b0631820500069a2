#include "app/style/desktop.h"

#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QPalette>

namespace deepwell {

Desktop::Desktop(QObject* parent) : QObject(parent) { qApp->installEventFilter(this); }

bool Desktop::dark() const {
  const QPalette palette = QGuiApplication::palette();
  return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void Desktop::show(QWindow* window) {
  if (!window) return;
  window->setWindowStates(window->windowStates() & ~Qt::WindowMinimized);
  window->setVisible(true);
}

bool Desktop::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::ApplicationPaletteChange) emit darkChanged();
  // A text that can only be read keeps every key from the window's shortcuts while it has the focus: Qt's TextEdit says
  // that it wants them all.
  if (event->type() == QEvent::ShortcutOverride && object->inherits("QQuickTextEdit") && object->property("readOnly").toBool()) {
    event->ignore();
    return true;
  }
  return QObject::eventFilter(object, event);
}

QString Desktop::monoFamily() const { return QFontDatabase::systemFont(QFontDatabase::FixedFont).family(); }

QFont Desktop::interfaceFont() {
  QFont font = QGuiApplication::font();
  if (!QFontInfo(font).family().startsWith(QLatin1String("DejaVu"))) return font;
  for (const char* weight : {"Regular", "Italic", "Medium", "SemiBold"})
    QFontDatabase::addApplicationFont(QStringLiteral(":/deepwell/fonts/Inter-%1.otf").arg(QLatin1String(weight)));
  const QString fallback = font.family();
  font.setFamilies({QStringLiteral("Inter"), fallback});
  return font;
}

}  // namespace deepwell
