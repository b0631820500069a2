#include "app/bridge/model_identity.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

namespace deepwell {
namespace {

constexpr qint64 kEndBytes = 1 << 20;

// The files of a model, sorted by name.
QStringList filesOf(const QString& path) {
  const QFileInfo info(path);
  const QDir folder(info.isDir() ? path : info.path());
  static const QRegularExpression shard(QStringLiteral("^(.*-)\\d{5}(-of-\\d{5}\\.(?:gguf|safetensors))$"));
  const QRegularExpressionMatch own = shard.match(info.fileName());
  if (!info.isDir() && !own.hasMatch()) return {path};
  QStringList files;
  for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
    const QRegularExpressionMatch match = shard.match(name);
    const bool same = match.hasMatch() && match.captured(1) == own.captured(1) && match.captured(2) == own.captured(2);
    if (info.isDir() ? name.endsWith(QLatin1String(".safetensors")) : same) files << folder.filePath(name);
  }
  return files;
}

bool addFile(QCryptographicHash& hash, const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return false;
  const qint64 size = file.size();
  hash.addData(QByteArray::number(size) + '\n');
  hash.addData(file.read(kEndBytes));
  if (size <= kEndBytes) return true;
  if (!file.seek(std::max(kEndBytes, size - kEndBytes))) return false;
  hash.addData(file.read(kEndBytes));
  return true;
}

}  // namespace

QString modelHash(const QString& path) {
  if (path.isEmpty()) return {};
  const QStringList files = filesOf(path);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  for (const QString& file : files)
    if (!addFile(hash, file)) return {};
  return files.isEmpty() ? QString() : QString::fromLatin1(hash.result().toHex());
}

QString textHash(const std::string& text) {
  const QByteArrayView bytes(text.data(), static_cast<qsizetype>(text.size()));
  return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

}  // namespace deepwell
