// What the desktop says about looks: dark or light, and the fonts; and how a window is shown on it.
#pragma once

#include <QFont>
#include <QObject>
#include <QWindow>
#include <QtQmlIntegration>

namespace deepwell {

class Desktop : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(bool dark READ dark NOTIFY darkChanged)
  Q_PROPERTY(QString monoFamily READ monoFamily CONSTANT)

 public:
  explicit Desktop(QObject* parent = nullptr);

  bool dark() const;
  QString monoFamily() const;

  // The desktop's own font; where the desktop has chosen none (Qt then falls back to DejaVu), the bundled Inter.
  static QFont interfaceFont();

  // A hidden or minimised window again, as large as it was: QWindow::show() would make a maximised one small.
  Q_INVOKABLE static void show(QWindow* window);

 signals:
  void darkChanged();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;
};

}  // namespace deepwell
