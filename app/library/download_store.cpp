// DownloadItem to a file and back, and in words.
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSaveFile>

#include "app/library/download_model.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qint64 kMaxDownloadsFile = 64 << 20;

// So that lupdate finds the words.
struct DownloadWords {
  Q_DECLARE_TR_FUNCTIONS(Downloads)
};

QJsonObject jsonOf(const DownloadItem& item) {
  QJsonArray files;
  for (const fetch::RemoteFile& file : item.files) {
    files.append(QJsonObject{{"url", QString::fromStdString(file.url)}, {"path", QString::fromStdString(file.path)},
                             {"size", static_cast<qint64>(file.size)}, {"sha256", QString::fromStdString(file.sha256)}});
  }
  return {{"name", item.name}, {"quantisation", item.quantisation}, {"repository", item.repository}, {"match", item.match}, {"hub", item.hub},
          {"folder", item.folder}, {"path", item.path}, {"done", item.done}, {"total", item.total}, {"error", item.error},
          {"complete", item.state == DownloadItem::kDone}, {"failed", item.state == DownloadItem::kFailed}, {"repair", item.repair}, {"refused", item.refused},
          {"files", files}};
}

DownloadItem itemOf(const QJsonObject& object) {
  const auto words = [&object](const char* key) { return object.value(QLatin1String(key)).toString(); };
  DownloadItem item;
  item.name = words("name");
  item.quantisation = words("quantisation");
  item.repository = words("repository");
  item.match = words("match");
  item.hub = words("hub");
  item.folder = words("folder");
  item.path = words("path");
  item.error = words("error");
  item.refused = object.value(QLatin1String("refused")).toBool();
  item.repair = object.value(QLatin1String("repair")).toBool();
  item.done = object.value(QLatin1String("done")).toInteger();
  item.total = object.value(QLatin1String("total")).toInteger();
  item.state = object.value(QLatin1String("complete")).toBool() ? DownloadItem::kDone
               : object.value(QLatin1String("failed")).toBool() ? DownloadItem::kFailed : DownloadItem::kPaused;
  const QJsonArray files = object.value(QLatin1String("files")).toArray();
  for (const QJsonValue& file : files) {
    item.files.push_back({file[QLatin1String("url")].toString().toStdString(), file[QLatin1String("path")].toString().toStdString(),
                          static_cast<uint64_t>(file[QLatin1String("size")].toInteger()), file[QLatin1String("sha256")].toString().toStdString()});
  }
  return item;
}

QString leftText(double seconds) {
  if (seconds < 60) return DownloadWords::tr("less than a minute left");
  if (seconds < 90 * 60) return DownloadWords::tr("%n minute(s) left", nullptr, static_cast<int>(seconds / 60 + 0.5));
  return DownloadWords::tr("%n hour(s) left", nullptr, static_cast<int>(seconds / 3600 + 0.5));
}

}  // namespace

QList<DownloadItem> readDownloads(const QString& file) {
  QFile stored(file);
  QList<DownloadItem> items;
  if (stored.size() > kMaxDownloadsFile || !stored.open(QIODevice::ReadOnly)) return items;
  const QJsonArray list = QJsonDocument::fromJson(stored.readAll()).object().value(QLatin1String("downloads")).toArray();
  for (const QJsonValue& value : list) {
    const DownloadItem item = itemOf(value.toObject());
    if (!item.repository.isEmpty() && !item.folder.isEmpty()) items.append(item);
  }
  return items;
}

bool writeDownloads(const QString& file, const QList<DownloadItem>& items) {
  QJsonArray list;
  for (const DownloadItem& item : items) list.append(jsonOf(item));
  QSaveFile stored(file);
  if (!stored.open(QIODevice::WriteOnly)) return false;
  stored.write(QJsonDocument(QJsonObject{{"version", 1}, {"downloads", list}}).toJson(QJsonDocument::Compact));
  return stored.commit();
}

QString downloadWords(const DownloadItem& item) {
  const QString amount = item.total > 0 ? DownloadWords::tr("%1 of %2").arg(sizeText(item.done), sizeText(item.total))
                         : item.done > 0 ? sizeText(item.done) : QString();
  QStringList parts;
  switch (item.state) {
    case DownloadItem::kAsking: return DownloadWords::tr("Asking the hub which files it has and how large they are…");
    case DownloadItem::kQueued: parts << DownloadWords::tr("Waiting for its turn") << amount; break;
    case DownloadItem::kConnecting: parts << DownloadWords::tr("Connecting…") << amount; break;
    case DownloadItem::kPaused: parts << DownloadWords::tr("Paused") << amount; break;
    case DownloadItem::kVerifying: return DownloadWords::tr("Checking what was downloaded…");
    case DownloadItem::kDone: return DownloadWords::tr("Downloaded and checked, %1").arg(sizeText(item.total));
    case DownloadItem::kFailed: return amount;
    case DownloadItem::kRunning:
      parts << amount;
      if (item.speed > 0) parts << DownloadWords::tr("%1/s").arg(sizeText(static_cast<qint64>(item.speed)));
      if (item.speed > 0 && item.total > item.done) parts << leftText(static_cast<double>(item.total - item.done) / item.speed);
  }
  parts.removeAll(QString());
  return parts.join(QStringLiteral("  ·  "));
}

}  // namespace deepwell
