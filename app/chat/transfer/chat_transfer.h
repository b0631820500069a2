// Chats to files and back, as the window does it: one job after the other on a thread of its own, with a line that says
// what is being done and one that says what has come of it. Whatever is asked for meanwhile waits for its turn.
#pragma once

#include <QList>
#include <QObject>
#include <QUrl>
#include <QVariant>
#include <QtQmlIntegration>
#include <deque>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "app/store/chat_types.h"
#include "engine/base/result.h"

class QThread;

namespace deepwell {

class ChatStore;
class History;
struct ImportReport;

class ChatTransfer : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to the workspace")
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  Q_PROPERTY(QString doing READ doing NOTIFY changed)        // "Importing chats.json…"
  Q_PROPERTY(double progress READ progress NOTIFY changed)   // 0..1; below 0: not known
  Q_PROPERTY(bool stopping READ stopping NOTIFY changed)
  Q_PROPERTY(int waiting READ waiting NOTIFY changed)        // jobs that come after this one
  Q_PROPERTY(QString result READ result NOTIFY changed)      // of the last job, until it is dismissed; empty: none
  Q_PROPERTY(QStringList notes READ notes NOTIFY changed)    // more lines about it, and what has come of those before it
  Q_PROPERTY(bool failed READ failed NOTIFY changed)
  Q_PROPERTY(QString written READ written NOTIFY changed)    // the file of the last export; empty: none

 public:
  explicit ChatTransfer(History& history, QObject* parent = nullptr);
  ~ChatTransfer() override;  // stops the running job and waits for it

  bool busy() const { return thread_ != nullptr; }
  QString doing() const { return doing_; }
  double progress() const { return progress_; }
  bool stopping() const { return stopping_; }
  int waiting() const { return static_cast<int>(waiting_.size()); }
  QString result() const { return result_; }
  QStringList notes() const { return notes_; }
  bool failed() const { return failed_; }
  QString written() const { return written_; }

  // `format`: "markdown", "pdf" or "json".
  Q_INVOKABLE void exportChat(qlonglong chat, const QString& format, const QUrl& file);
  Q_INVOKABLE void exportAll(const QUrl& file);  // as JSON
  // Several in one file, of any format but PDF; none: all.
  Q_INVOKABLE void exportChats(const QVariantList& chats, const QString& format, const QUrl& file);
  Q_INVOKABLE void importFile(const QUrl& file);
  Q_INVOKABLE void importFiles(const QList<QUrl>& files);  // one after the other
  Q_INVOKABLE void saveCode(const QString& code, const QUrl& file);
  Q_INVOKABLE void cancel();  // the running one
  Q_INVOKABLE void dismiss();
  // What a file dialog starts with.
  Q_INVOKABLE QString fileName(qlonglong chat, const QString& format) const;  // chat 0: all
  Q_INVOKABLE static QString codeName(const QString& language);  // "code.py"
  Q_INVOKABLE static QUrl folder();

 signals:
  void changed();
  void imported();
  void ended();  // a job, in any way

 private:
  struct Outcome {
    QString line;
    QStringList notes;
    bool failed = false;
    bool imported = false;
    QString written;
  };
  using Progress = std::function<void(double)>;
  using Job = std::function<Outcome(ChatStore&, std::stop_token, const Progress&)>;

  struct Waiting {
    QString doing;
    double progress = -1;
    Job job;
  };

  void write(std::vector<ChatId> chats, const QString& format, const QUrl& file);
  void add(const QString& doing, double progress, Job job);
  void start(Waiting next);
  void finish(const Outcome& outcome);
  static QStringList notesOf(const ImportReport& report);
  static Outcome exported(const Status& status, const QUrl& file);

  History& history_;
  QThread* thread_ = nullptr;  // of the running job
  std::stop_source stop_;
  std::deque<Waiting> waiting_;
  QString doing_;
  double progress_ = -1;
  bool stopping_ = false;
  QString result_;
  QStringList notes_;
  bool failed_ = false;
  QString written_;
};

}  // namespace deepwell
