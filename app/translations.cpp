#include "app/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QQmlEngine>

#include "app/settings/preferences.h"

namespace deepwell {

Translations::Translations(Preferences& preferences, QObject* parent) : QObject(parent), preferences_(preferences) {
  connect(&preferences_, &Preferences::languageChanged, this, &Translations::apply);
  apply();
}

Translations::~Translations() {
  QCoreApplication::removeTranslator(&ours_);
  QCoreApplication::removeTranslator(&qts_);
}

QStringList Translations::languages() {
  QStringList found;
  for (QString name : QDir(QStringLiteral(":/deepwell/translations")).entryList({QStringLiteral("*.qm")}))
    found << name.remove(QStringLiteral("deepwell_")).remove(QStringLiteral(".qm"));
  return found;
}

void Translations::apply() {
  const QString chosen = preferences_.language();
  const QLocale locale = chosen == QLatin1String("system") ? QLocale::system() : QLocale(chosen);
  QLocale::setDefault(locale);
  QCoreApplication::removeTranslator(&ours_);
  QCoreApplication::removeTranslator(&qts_);
  if (qts_.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QCoreApplication::installTranslator(&qts_);
  // Also for English: its plural forms are a translation.
  if (ours_.load(locale, QStringLiteral("deepwell"), QStringLiteral("_"), QStringLiteral(":/deepwell/translations")) ||
      ours_.load(QStringLiteral(":/deepwell/translations/deepwell_en.qm")))
    QCoreApplication::installTranslator(&ours_);
  if (qml_) qml_->retranslate();
  emit changed();
}

}  // namespace deepwell
