// The window's language: the desktop's, or the one that was chosen; changes while the window is open.
#pragma once

#include <QLocale>
#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QTranslator>

namespace deepwell {

class Preferences;

class Translations : public QObject {
  Q_OBJECT

 public:
  // Follows the preference from now on, which must outlive it. Made before the parts that say something at their beginning.
  explicit Translations(Preferences& preferences, QObject* parent = nullptr);
  ~Translations() override;

  // The languages there are, as in "zh_CN"; English is the source.
  static QStringList languages();

  // The engine whose words change too.
  void setQml(QQmlEngine* qml) { qml_ = qml; }
  // Again once the engine has loaded the window: it then puts Qt's own translations before ours.
  void apply();

 signals:
  void changed();  // every word from now on is in another language

 private:
  Preferences& preferences_;
  QPointer<QQmlEngine> qml_;
  QTranslator ours_;
  QTranslator qts_;  // dialogs and menus of Qt itself
};

}  // namespace deepwell
