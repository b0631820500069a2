// What the hub is asked for, and what it has found.
#include <QUrl>
#include <utility>

#include "app/library/hub.h"
#include "app/settings/preferences.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

constexpr int kResultsAtOnce = 60;
constexpr int kMostResults = 2000;

bool isSameOrigin(const QUrl& a, const QUrl& b) {
  const int usual = a.scheme() == QLatin1String("https") ? 443 : 80;
  return a.scheme() == b.scheme() && a.host() == b.host() && a.port(usual) == b.port(usual);
}

// Of a hub that does not know a parameter and says so.
bool meansUnknownParameter(int status) { return status == 400 || status == 414 || status == 422; }

}  // namespace

QString Hub::searchAddress(bool expanded) const {
  const bool gguf = format_ == QLatin1String("gguf");
  QString address = preferences_.hubAddress() + QStringLiteral("/api/models?search=") +
                    QString::fromStdString(hub::percentEncoded(searched_.toStdString(), false)) + QStringLiteral("&filter=") + format_ +
                    (gguf ? QString() : QStringLiteral("&pipeline_tag=text-generation")) + QStringLiteral("&sort=") + order_ +
                    QStringLiteral("&direction=-1&limit=") + QString::number(kResultsAtOnce);
  if (!expanded) return address;
  // What the engine would have to run. With these a hub tells no more than it is asked for.
  QStringList wanted{QStringLiteral("downloads"), QStringLiteral("likes"), QStringLiteral("lastModified"), QStringLiteral("createdAt"),
                     QStringLiteral("gated"), QStringLiteral("tags")};
  wanted << (gguf ? QStringList{QStringLiteral("gguf")} : QStringList{QStringLiteral("config"), QStringLiteral("safetensors")});
  for (const QString& name : std::as_const(wanted)) address += QStringLiteral("&expand%5B%5D=") + name;
  return address;
}

void Hub::search(const QString& words) {
  searched_ = words.simplified();
  search_error_.clear();
  next_.clear();
  results_.set({}, format_ == QLatin1String("gguf"));
  if (searched_.isEmpty()) return clearSearch();
  adding_ = false;
  expanded_ = true;
  askSearch(searchAddress(true));
}

void Hub::askSearch(const QString& address) {
  search_id_ = client_.newId();
  search_error_ = client_.send(fetch::Get{search_id_, address.toStdString(), kMaxHubAnswer});
  if (!search_error_.isEmpty()) search_id_ = 0;
  emit searchChanged();
  emit downloadsMoved();
}

void Hub::showMore() {
  if (!more()) return;
  adding_ = true;
  askSearch(next_);
}

void Hub::clearSearch() {
  if (search_id_ != 0) client_.send(fetch::Cancel{std::exchange(search_id_, 0), false});
  searched_.clear();
  search_error_.clear();
  next_.clear();
  results_.set({}, true);
  emit searchChanged();
  restIfIdle();
}

void Hub::setFormat(const QString& format) {
  if (format == format_ || (format != QLatin1String("gguf") && format != QLatin1String("safetensors"))) return;
  format_ = format;
  emit choiceChanged();
  if (!searched_.isEmpty()) search(searched_);
}

void Hub::setOrder(const QString& order) {
  const QStringList known{QStringLiteral("downloads"), QStringLiteral("lastModified"), QStringLiteral("likes")};
  if (order == order_ || !known.contains(order)) return;
  order_ = order;
  emit choiceChanged();
  if (!searched_.isEmpty()) search(searched_);
}

void Hub::takeSearch(const fetch::Response& response) {
  search_id_ = 0;
  if (expanded_ && !adding_ && meansUnknownParameter(response.status)) {
    expanded_ = false;
    return askSearch(searchAddress(false));
  }
  search_error_ = problemOf(response);
  if (search_error_.isEmpty()) {
    auto found = hub::parseSearch(response.body);
    if (!found) {
      search_error_ = errorText(found.error());
    } else {
      if (adding_) results_.append(std::move(*found));
      else results_.set(std::move(*found), format_ == QLatin1String("gguf"));
      const QString next = QString::fromStdString(response.next);
      const bool fine = isSameOrigin(QUrl(next), QUrl(preferences_.hubAddress())) && results_.count() < kMostResults;
      next_ = fine && next != next_ ? next : QString();
    }
  }
  emit searchChanged();
  restIfIdle();
}

QString Hub::repositoryIn(const QString& typed) const {
  return QString::fromStdString(hub::repositoryIn(typed.toStdString(), preferences_.hubAddress().toStdString()));
}

}  // namespace deepwell
