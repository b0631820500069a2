// Folders as other programs leave them, with a home of their own.
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace deepwell {

// Makes everything that says where models lie point below a temporary home, and puts it back.
class TemporaryHome {
 public:
  TemporaryHome() {
    for (const char* name : kNames) {
      saved_.append(qEnvironmentVariableIsSet(name) ? qgetenv(name) : QByteArray());
      qunsetenv(name);
    }
    qputenv("HOME", dir_.path().toUtf8());
  }
  ~TemporaryHome() {
    for (size_t i = 0; i < std::size(kNames); ++i)
      saved_[static_cast<qsizetype>(i)].isNull() ? qunsetenv(kNames[i]) : qputenv(kNames[i], saved_[static_cast<qsizetype>(i)]);
  }
  TemporaryHome(const TemporaryHome&) = delete;
  TemporaryHome& operator=(const TemporaryHome&) = delete;

  QString path(const QString& below) const { return dir_.path() + u'/' + below; }

  // With the folders above it.
  QString write(const QString& below, const QByteArray& content = "weights") const {
    QDir().mkpath(QFileInfo(path(below)).path());
    QFile file(path(below));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write %s", qPrintable(path(below)));
    return path(below);
  }
  void link(const QString& below, const QString& target) const {
    QDir().mkpath(QFileInfo(path(below)).path());
    if (!QFile::link(target, path(below))) qFatal("cannot link %s", qPrintable(path(below)));
  }

 private:
  static constexpr const char* kNames[] = {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HF_HOME", "HF_HUB_CACHE",
                                           "HUGGINGFACE_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE", "JAN_DATA_FOLDER"};
  QTemporaryDir dir_;
  QList<QByteArray> saved_;
};

}  // namespace deepwell
