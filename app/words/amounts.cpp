#include "app/words/amounts.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace deepwell::amounts {
namespace {

struct Amounts {
  Q_DECLARE_TR_FUNCTIONS(Amounts)
};

QString unbroken(QString text) { return text.replace(u' ', QChar::Nbsp); }

// One decimal below 100.
QString shortNumber(double value) { return QLocale().toString(value, 'f', value < 99.95 ? 1 : 0); }

}  // namespace

QString size(qint64 bytes) {
  constexpr qint64 mib = qint64{1} << 20;
  constexpr qint64 gib = qint64{1} << 30;
  qint64 unit = 1;
  while (unit < (qint64{1} << 60) && bytes / unit >= 1024) unit *= 1024;
  const int decimals = unit >= gib || (unit == mib && static_cast<double>(bytes) < 9.95 * mib) ? 1 : 0;
  const double step = decimals == 1 ? 10 : 1;
  const double shown = std::round(static_cast<double>(bytes) / static_cast<double>(unit) * step) / step;
  if (shown < 1024 || unit == (qint64{1} << 60)) return unbroken(QLocale().formattedDataSize(bytes, decimals, QLocale::DataSizeIecFormat));
  return unbroken(QLocale().formattedDataSize(unit * 1024, unit * 1024 >= mib ? 1 : 0, QLocale::DataSizeIecFormat));  // not "1,024 KiB"
}

QString count(quint64 number) {
  const auto value = static_cast<double>(number);
  if (value >= 999.95e6) return unbroken(Amounts::tr("%1 B").arg(shortNumber(value / 1e9)));
  if (value >= 999.95e3) return unbroken(Amounts::tr("%1 M").arg(shortNumber(value / 1e6)));
  if (value >= 1e4) return unbroken(Amounts::tr("%1 k").arg(shortNumber(value / 1e3)));
  return QLocale().toString(number);
}

}  // namespace deepwell::amounts
