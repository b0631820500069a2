// What the search field of the settings holds, and which settings it finds.
#pragma once

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration>

namespace deepwell {

class SettingsFilter : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
  Q_PROPERTY(bool active READ active NOTIFY textChanged)

 public:
  explicit SettingsFilter(QObject* parent = nullptr) : QObject(parent) {}

  QString text() const { return text_; }
  void setText(const QString& text);
  bool active() const { return !words_.isEmpty(); }

  // True if every word that was typed begins somewhere in `name` or `about`; also if nothing was typed. `filter` is text():
  // named in a binding, so that it is looked at again.
  Q_INVOKABLE bool finds(const QString& filter, const QString& name, const QString& about) const;

 signals:
  void textChanged();

 private:
  QString text_;
  QStringList words_;
};

}  // namespace deepwell
