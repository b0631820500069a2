// One Deepwell a data folder: a second one hands its wish to the first and ends. They meet at an abstract AF_UNIX address,
// which the kernel forgets with the process, so nothing stale is left; only processes of the same person are listened to.
#pragma once

#include <QObject>
#include <QString>
#include <memory>

class QSocketNotifier;

namespace deepwell {

class Instance : public QObject {
  Q_OBJECT

 public:
  enum class Claim {
    kFirst,       // ours now: asked() tells of others
    kHandedOver,  // another one has it and has raised its window
    kSilent,      // another one has it and does not answer
  };

  explicit Instance(const QString& data_dir, QObject* parent = nullptr);
  ~Instance() override;

  // `model`: what the other one shall open; empty: nothing. Waits for its answer, 3 s at most. Where addresses cannot be made,
  // this one is the first: the history is locked anyway.
  Claim claim(const QString& model);

 signals:
  // `token`: what a Wayland desktop wants to see before a window may come to the front; may be empty.
  void asked(const QString& model, const QString& token);

 private:
  bool listenAt();
  Claim handOver(int socket, const QString& model);
  void accept();

  QByteArray address_;
  int socket_ = -1;
  std::unique_ptr<QSocketNotifier> notifier_;
};

}  // namespace deepwell
