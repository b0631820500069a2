#include "app/desktop/log_model.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

namespace deepwell {
namespace {

constexpr int kGatherMs = 100;
LogModel* g_logs = nullptr;

QString timeOf(const LogLine& line) {
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(line.ms);
  const QString clock = time.toString(QStringLiteral("HH:mm:ss"));
  return time.date() == QDate::currentDate() ? clock : QLocale().toString(time.date(), QLocale::ShortFormat) + u' ' + clock;
}

}  // namespace

LogModel::LogModel(LogBook& book, QObject* parent) : QAbstractListModel(parent), book_(book) {
  g_logs = this;
  gather_.setSingleShot(true);
  gather_.setInterval(kGatherMs);
  connect(&gather_, &QTimer::timeout, this, &LogModel::take);
  connect(&book_, &LogBook::added, this, [this] { if (!gather_.isActive()) gather_.start(); }, Qt::QueuedConnection);
  reload();
}

LogModel::~LogModel() {
  if (g_logs == this) g_logs = nullptr;
}

LogModel* LogModel::create(QQmlEngine*, QJSEngine*) {
  Q_ASSERT_X(g_logs, "LogModel", "made before the QML engine");
  QJSEngine::setObjectOwnership(g_logs, QJSEngine::CppOwnership);
  return g_logs;
}

void LogModel::setLeast(const QString& name) {
  const LogLine::Level level = name == QLatin1String("error") ? LogLine::kError : name == QLatin1String("warning") ? LogLine::kWarning : LogLine::kInfo;
  if (level == least_) return;
  least_ = level;
  reload();
  emit leastChanged();
}

void LogModel::reload() {
  beginResetModel();
  shown_.clear();
  total_ = 0;
  for (const LogLine& line : book_.lines()) {
    ++total_;
    last_ = line.number;
    if (line.level >= least_) shown_.push_back(line);
  }
  endResetModel();
  emit countChanged();
}

// What came since the last time; lines that the book has dropped go here too.
void LogModel::take() {
  const std::deque<LogLine> lines = book_.lines();
  std::vector<LogLine> fresh;
  for (auto line = lines.rbegin(); line != lines.rend() && line->number > last_; ++line)
    if (line->level >= least_) fresh.insert(fresh.begin(), *line);
  if (fresh.size() == lines.size()) return reload();
  if (!lines.empty()) last_ = lines.back().number;
  total_ = static_cast<int>(lines.size());
  if (!fresh.empty()) {
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    shown_.insert(shown_.end(), fresh.begin(), fresh.end());
    endInsertRows();
  }
  const quint64 oldest = lines.empty() ? 0 : lines.front().number;
  const auto kept = std::find_if(shown_.begin(), shown_.end(), [oldest](const LogLine& line) { return line.number >= oldest; });
  if (const auto gone = static_cast<int>(kept - shown_.begin()); gone > 0) {
    beginRemoveRows({}, count() - gone, count() - 1);
    shown_.erase(shown_.begin(), kept);
    endRemoveRows();
  }
  emit countChanged();
}

int LogModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant LogModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const LogLine& line = shown_[shown_.size() - 1 - static_cast<size_t>(index.row())];
  switch (role) {
    case TimeRole: return timeOf(line);
    case LevelRole: return QLatin1String(logLevelName(line.level));
    case SourceRole: return line.source;
    case TextRole: return line.text;
    default: return {};
  }
}

QHash<int, QByteArray> LogModel::roleNames() const {
  return {{TimeRole, "time"}, {LevelRole, "level"}, {SourceRole, "source"}, {TextRole, "text"}};
}

void LogModel::copyAll() const {
  QString text;
  for (const LogLine& line : shown_)
    text += QDateTime::fromMSecsSinceEpoch(line.ms).toString(Qt::ISODateWithMs) + u' ' + QLatin1String(logLevelName(line.level)) + u' ' +
            line.source + QStringLiteral(": ") + line.text + u'\n';
  QGuiApplication::clipboard()->setText(text);
}

}  // namespace deepwell
