// Tells the desktop that a long answer or a download has ended while the window was not looked at: a notification
// (org.freedesktop.Notifications) without a word of the chat in it, and the mark of urgency in the taskbar. Without a session
// bus only the latter.
#pragma once

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QObject>
#include <QPointer>
#include <QWindow>
#include <map>
#include <optional>

namespace deepwell {

class Notifier : public QObject {
  Q_OBJECT

 public:
  explicit Notifier(QObject* parent = nullptr);

  void setWindow(QWindow* window) { window_ = window; }
  void setEnabled(bool on) { enabled_ = on; }
  void setLongAnswerMs(qint64 ms) { long_answer_ms_ = ms; }

  // The person sees the answer themselves: nothing happens, as with short ones.
  void answerEnded(qlonglong chat, qint64 took_ms, bool failed);
  void downloadEnded(const QString& model);  // its name

 signals:
  void clicked(qlonglong chat, const QString& token);  // `token`: as Instance::asked has it
  void downloadClicked(const QString& token);

 private slots:
  void onAction(uint id, const QString& action);
  void onToken(uint id, const QString& token);
  void onClosed(uint id, uint reason);

 private:
  using Subject = std::optional<qlonglong>;  // a chat, or a download

  bool unseen();  // marks the window too
  void notify(Subject subject, const QString& title, const QString& body);
  bool listen(QDBusConnection& bus);

  QPointer<QWindow> window_;
  bool enabled_ = true;
  bool listening_ = false;
  qint64 long_answer_ms_ = 20000;
  std::map<uint, Subject> shown_;  // by notification
  std::map<uint, QString> tokens_;
};

}  // namespace deepwell
