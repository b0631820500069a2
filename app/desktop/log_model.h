// The log as a list for the window: the newest line first, filtered by level.
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QTimer>
#include <QtQmlIntegration>
#include <vector>

#include "app/desktop/log_book.h"

namespace deepwell {

class LogModel : public QAbstractListModel {
  Q_OBJECT
  QML_NAMED_ELEMENT(Logs)
  QML_SINGLETON
  Q_PROPERTY(QString least READ least WRITE setLeast NOTIFY leastChanged)  // "info": all, "warning", "error"
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(int total READ total NOTIFY countChanged)  // of all levels
  Q_PROPERTY(QString folder READ folder CONSTANT)

 public:
  enum Role { TimeRole = Qt::UserRole + 1, LevelRole, SourceRole, TextRole };

  explicit LogModel(LogBook& book, QObject* parent = nullptr);
  ~LogModel() override;
  static LogModel* create(QQmlEngine* qml, QJSEngine* js);  // the last one made; outlives the QML engine

  QString least() const { return QLatin1String(logLevelName(least_)); }
  void setLeast(const QString& name);
  int count() const { return static_cast<int>(shown_.size()); }
  int total() const { return total_; }
  QString folder() const { return book_.folder(); }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  Q_INVOKABLE void copyAll() const;  // what is shown, oldest first, a line each

 signals:
  void leastChanged();
  void countChanged();

 private:
  void reload();
  void take();

  LogBook& book_;
  LogLine::Level least_ = LogLine::kInfo;
  std::vector<LogLine> shown_;  // oldest first
  int total_ = 0;
  quint64 last_ = 0;  // number of the last line that was seen
  QTimer gather_;     // many lines at once are one change
};

}  // namespace deepwell
