#include "app/library/hash_book.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

#include "app/fetch/names.h"

namespace deepwell {
namespace {

constexpr qint64 kMaxHashFile = 16 << 20;

QString canonicalOr(const QString& path) {
  const QString canonical = QFileInfo(path).canonicalFilePath();
  return canonical.isEmpty() ? path : canonical;
}

bool isSha256(const QString& text) { return fetch::isSha256(text.toStdString()); }

void write(const QString& path, const QHash<QString, KnownHash>& hashes) {
  QJsonObject files;
  for (auto entry = hashes.constBegin(); entry != hashes.constEnd(); ++entry) {
    files.insert(entry.key(), QJsonObject{{"sha256", entry->sha256}, {"published", entry->published}, {"seen", entry->seen.toString(Qt::ISODate)}});
  }
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QJsonDocument(QJsonObject{{"version", 1}, {"files", files}}).toJson(QJsonDocument::Compact));
  file.commit();
}

}  // namespace

HashBook::HashBook(QString file) : file_(std::move(file)) {
  writer_.setMaxThreadCount(1);
  QFile stored(file_);
  if (stored.size() > kMaxHashFile || !stored.open(QIODevice::ReadOnly)) return;
  const QJsonObject files = QJsonDocument::fromJson(stored.readAll()).object().value(QLatin1String("files")).toObject();
  for (auto entry = files.begin(); entry != files.end(); ++entry) {
    const QJsonObject value = entry.value().toObject();
    const QString sha256 = value.value(QLatin1String("sha256")).toString();
    if (!isSha256(sha256)) continue;
    hashes_.insert(entry.key(), {sha256, value.value(QLatin1String("published")).toString(),
                                 QDateTime::fromString(value.value(QLatin1String("seen")).toString(), Qt::ISODate)});
  }
}

KnownHash HashBook::hashOf(const QString& path) const {
  const QString canonical = canonicalOr(path);
  if (const auto known = hashes_.constFind(canonical); known != hashes_.constEnd()) return *known;
  static const QRegularExpression ollama(QStringLiteral("/sha256[-:]([0-9a-f]{64})$"));
  static const QRegularExpression cache(QStringLiteral("/blobs/([0-9a-f]{64})$"));
  if (const auto match = ollama.match(canonical); match.hasMatch()) return {match.captured(1), QStringLiteral("Ollama"), {}};
  if (const auto match = cache.match(canonical); match.hasMatch()) return {match.captured(1), QStringLiteral("Hugging Face"), {}};
  return {};
}

void HashBook::note(const QHash<QString, KnownHash>& hashes) {
  bool any = false;
  for (auto entry = hashes.constBegin(); entry != hashes.constEnd(); ++entry) {
    if (!isSha256(entry->sha256)) continue;
    hashes_.insert(canonicalOr(entry.key()), entry.value());
    any = true;
  }
  if (any) save();
}

void HashBook::forget(const QStringList& paths) {
  qsizetype gone = 0;
  for (const QString& path : paths) gone += hashes_.remove(canonicalOr(path)) ? 1 : 0;
  if (gone > 0) save();
}

void HashBook::save() {
  writer_.start([file = file_, hashes = hashes_] { write(file, hashes); });
}

}  // namespace deepwell
