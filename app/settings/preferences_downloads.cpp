// Preferences: the hub, its token and the proxy. What cannot be used is kept as it was typed, and nothing is downloaded until it
// is right: going on without the proxy that was meant would be worse.
#include <QFile>
#include <algorithm>
#include <cmath>

#include "app/settings/preferences.h"

namespace deepwell {
namespace {

// "https://host", with its port if that is not the usual one.
QString originOf(const QString& address) {
  QUrl url(address);
  if (url.port() == (url.scheme() == QLatin1String("https") ? 443 : 80)) url.setPort(-1);
  return url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

}  // namespace

void Preferences::setHubAddress(const QString& address) {
  // A token of before its origin was kept belongs to the hub that was set then.
  if (!hubToken().isEmpty()) settings_.setValue("downloads/token_origin", hubTokenOrigin());
  QString clean = address.trimmed();
  while (clean.endsWith(u'/')) clean.chop(1);
  const QUrl url(clean, QUrl::StrictMode);
  const bool loopback = url.host() == QLatin1String("localhost") || url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("::1");
  const bool usable = url.isValid() && !url.host().isEmpty() &&
                      (url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && loopback));
  if (usable) return set("downloads/hub", clean, &Preferences::downloadsChanged);
  settings_.remove("downloads/hub");
  emit downloadsChanged();
}

// Only the owner may read it.
void Preferences::setHubToken(const QString& token) {
  settings_.setValue("downloads/token", token.trimmed());
  settings_.setValue("downloads/token_origin", originOf(hubAddress()));
  settings_.sync();
  QFile::setPermissions(settings_.fileName(), QFile::ReadOwner | QFile::WriteOwner);
  emit downloadsChanged();
}

QString Preferences::hubTokenOrigin() const { return text("downloads/token_origin", originOf(hubAddress())); }

QString Preferences::tokenElsewhere() const {
  if (hubToken().isEmpty() || hubTokenOrigin() == originOf(hubAddress())) return {};
  return QUrl(hubTokenOrigin()).authority();
}

// As deepwell-fetch has it.
QString Preferences::tokenProblem() const {
  const QString token = hubToken();
  if (std::all_of(token.begin(), token.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; })) return {};
  return tr("The token has a space or another character that tokens do not have. Nothing is downloaded until it is right.");
}

// Accepts nothing that deepwell-fetch refuses.
QString Preferences::proxyProblem() const {
  const QString address = proxy();
  if (address.isEmpty() || address == QLatin1String("system")) return {};
  static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("socks4"), QStringLiteral("socks4a"),
                                   QStringLiteral("socks5"), QStringLiteral("socks5h")};
  const QUrl url(address, QUrl::StrictMode);
  if (url.isValid() && !url.host().isEmpty() && url.port(1) > 0 && schemes.contains(url.scheme())) return {};
  return tr("The proxy's address cannot be used: http://host:port or socks5://host:port was expected. Nothing is downloaded until it is right.");
}

void Preferences::setDownloadMegabytes(double limit) {
  const double kibibytes = std::clamp(limit * 1e6 / 1024, 0.0, static_cast<double>(1 << 24));
  setDownloadLimit(kibibytes > 0 ? std::max(1, static_cast<int>(std::lround(kibibytes))) : 0);
}

}  // namespace deepwell
