#include "app/desktop/log_book.h"

#include <QDateTime>
#include <QTextStream>
#include <utility>

namespace deepwell {
namespace {

std::mutex g_mutex;
LogBook* g_book = nullptr;  // that gets Qt's messages
QtMessageHandler g_printer = nullptr;

LogLine::Level levelOf(QtMsgType type) {
  switch (type) {
    case QtDebugMsg:
    case QtInfoMsg: return LogLine::kInfo;
    case QtWarningMsg: return LogLine::kWarning;
    case QtCriticalMsg:
    case QtFatalMsg: break;
  }
  return LogLine::kError;
}

thread_local bool t_noting = false;

// While one lives, this thread's messages are not noted: what Qt says about the writing of a line would wait for that line.
class Noting {
 public:
  Noting() : before_(std::exchange(t_noting, true)) {}
  ~Noting() { t_noting = before_; }
  Noting(const Noting&) = delete;
  Noting& operator=(const Noting&) = delete;

 private:
  bool before_;
};

void onQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& text) {
  if (!t_noting) {
    const Noting noting;
    const std::lock_guard lock(g_mutex);
    if (g_book) g_book->add(levelOf(type), QStringLiteral("qt"), text);
  }
  if (g_printer) g_printer(type, context, text);
}

QString oneLineOf(const QString& text) {
  QString line = text.left(LogBook::kMaxText);
  for (QChar& c : line)
    if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator) c = u' ';
  return text.size() > LogBook::kMaxText ? line + QStringLiteral("…") : line;
}

}  // namespace

const char* logLevelName(LogLine::Level level) {
  return level == LogLine::kError ? "error" : level == LogLine::kWarning ? "warning" : "info";
}

LogBook::LogBook(const QString& folder, QObject* parent) : QObject(parent), folder_(folder), file_(file()) {
  if (file_.open(QFile::WriteOnly | QFile::Append)) file_.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

LogBook::~LogBook() {
  const std::lock_guard lock(g_mutex);
  if (g_book != this) return;
  g_book = nullptr;
  qInstallMessageHandler(g_printer);
}

QString LogBook::file() const { return folder_ + QStringLiteral("/deepwell.log"); }

void LogBook::catchQtMessages() {
  const std::lock_guard lock(g_mutex);
  if (!g_book) g_printer = qInstallMessageHandler(&onQtMessage);
  g_book = this;
}

void LogBook::add(LogLine::Level level, const QString& source, const QString& text) {
  {
    const Noting noting;
    const std::lock_guard lock(mutex_);
    lines_.push_back({++count_, QDateTime::currentMSecsSinceEpoch(), level, source, oneLineOf(text)});
    if (lines_.size() > kMaxLines) lines_.pop_front();
    write(lines_.back());
  }
  emit added();
}

std::deque<LogLine> LogBook::lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

void LogBook::write(const LogLine& line) {
  if (!file_.isOpen()) return;
  const QString time = QDateTime::fromMSecsSinceEpoch(line.ms).toString(Qt::ISODateWithMs);
  file_.write((time + u' ' + QLatin1String(logLevelName(line.level)) + u' ' + line.source + QStringLiteral(": ") + line.text + u'\n').toUtf8());
  file_.flush();
  if (file_.size() > kMaxFileBytes) rotate();
}

// deepwell.log becomes deepwell.1.log, that one deepwell.2.log; the oldest goes.
void LogBook::rotate() {
  const auto old = [this](int number) { return folder_ + QStringLiteral("/deepwell.%1.log").arg(number); };
  file_.close();
  QFile::remove(old(kOldFiles));
  for (int number = kOldFiles - 1; number >= 1; --number) QFile::rename(old(number), old(number + 1));
  QFile::rename(file(), old(1));
  if (file_.open(QFile::WriteOnly | QFile::Append)) file_.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

}  // namespace deepwell
