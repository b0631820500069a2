// The window's language: the desktop's, or the one that was chosen; changes while the window is open.
#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

class QQmlEngine;

namespace deepwell {

class Preferences;

class Translations : public QObject {
  Q_OBJECT

 public:
  // Follows the preference from now on; both must outlive it.
  Translations(Preferences& preferences, QQmlEngine& qml, QObject* parent = nullptr);
  ~Translations() override;

  // The languages there are, as in "zh_CN"; English is the source.
  static QStringList languages();

  // Again once the engine has loaded the window: it then puts Qt's own translations before ours.
  void apply();

 private:

  Preferences& preferences_;
  QQmlEngine& qml_;
  QTranslator ours_;
  QTranslator qts_;  // dialogs and menus of Qt itself
};

}  // namespace deepwell
