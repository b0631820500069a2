// The SHA-256 of files of models: what a hub published, and what was seen when a file was first checked. Kept in
// "hashes.json" in the data folder.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QThreadPool>

namespace deepwell {

struct KnownHash {
  QString sha256;     // 64 hex digits
  QString published;  // by whom: "huggingface.co", "Ollama"; empty: nobody, it was only seen
  QDateTime seen;     // of one that was only seen
};

class HashBook {
 public:
  explicit HashBook(QString file);

  // Of a blob of Ollama's or Hugging Face's cache its own name. An empty one: not known.
  KnownHash hashOf(const QString& path) const;
  // By path. Each call writes the file once, on a thread.
  void note(const QHash<QString, KnownHash>& hashes);
  void forget(const QStringList& paths);

 private:
  void save();

  QString file_;
  QHash<QString, KnownHash> hashes_;  // by canonical path
  QThreadPool writer_;  // last: waits before the rest goes
};

}  // namespace deepwell
