// What the program notes about itself: loads, downloads, warnings, errors. Never what a chat says. The last lines are kept in
// memory, all in "deepwell.log" in the folder of logs, with three older files beside it.
#pragma once

#include <QFile>
#include <QObject>
#include <QString>
#include <deque>
#include <mutex>

namespace deepwell {

struct LogLine {
  enum Level { kInfo, kWarning, kError };

  quint64 number = 0;  // 1, 2, ...
  qint64 ms = 0;       // since 1970, UTC
  Level level = kInfo;
  QString source;  // a word: "model", "qt"
  QString text;    // one line
};

class LogBook : public QObject {
  Q_OBJECT

 public:
  static constexpr size_t kMaxLines = 2000;        // in memory
  static constexpr qint64 kMaxFileBytes = 1 << 20;
  static constexpr int kOldFiles = 3;
  static constexpr qsizetype kMaxText = 1000;      // characters of a line; the rest is cut off

  // `folder` is there. A file that cannot be written is left out.
  explicit LogBook(const QString& folder, QObject* parent = nullptr);
  ~LogBook() override;

  // From any thread. Line breaks and control characters become spaces.
  void add(LogLine::Level level, const QString& source, const QString& text);
  // Qt's messages come here too from now on, as long as this lives; they are still printed.
  void catchQtMessages();

  std::deque<LogLine> lines() const;
  QString folder() const { return folder_; }
  QString file() const;

 signals:
  void added();  // from any thread

 private:
  void write(const LogLine& line);
  void rotate();

  QString folder_;
  mutable std::mutex mutex_;
  std::deque<LogLine> lines_;
  quint64 count_ = 0;
  QFile file_;
};

const char* logLevelName(LogLine::Level level);  // "info", "warning", "error"

}  // namespace deepwell
