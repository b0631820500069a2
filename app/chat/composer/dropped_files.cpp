#include "app/chat/composer/dropped_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace deepwell {
namespace {

constexpr qint64 kLook = 64 << 10;

bool isModel(const QFileInfo& info) {
  const QStringList weights{QStringLiteral("*.safetensors"), QStringLiteral("*.gguf")};
  if (info.isDir()) return true;  // what is wrong with a folder that holds none is said by the loader
  const QString suffix = info.suffix().toLower();
  return suffix == QLatin1String("gguf") || suffix == QLatin1String("safetensors");
}

// Marks of our own exports, ChatGPT's ("mapping" of every conversation) and Open WebUI's ("chat" with its "history").
// A ZIP archive is nothing else that could be meant: what is wrong with one that holds no chats is said by the importer.
bool isExport(const QFileInfo& info) {
  if (info.suffix().toLower() == QLatin1String("zip")) return info.isFile();
  if (info.suffix().toLower() != QLatin1String("json")) return false;
  QFile file(info.filePath());
  if (!file.open(QIODevice::ReadOnly)) return false;
  const QByteArray head = file.read(kLook);
  const bool ours = head.contains("\"deepwell export\"");
  const bool chatgpt = head.contains("\"mapping\"") && head.contains("\"create_time\"");
  const bool open_webui = head.contains("\"chat\"") && head.contains("\"history\"") && head.contains("\"messages\"");
  return ours || chatgpt || open_webui;
}

}  // namespace

DroppedFiles sortDropped(const QList<QUrl>& files) {
  DroppedFiles out;
  for (const QUrl& url : files) {
    const QFileInfo info(url.toLocalFile());
    if (!url.isLocalFile() || isModel(info)) {
      if (out.model.isEmpty()) out.model = url;
    } else if (isExport(info)) {
      out.exports << url;
    } else {
      out.others << url;
    }
  }
  return out;
}

}  // namespace deepwell
