#include "app/desktop/instance.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSocketNotifier>
#include <QStringList>
#include <QThread>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "app/sandbox/message.h"

namespace deepwell {
namespace {

constexpr int kAnswerMs = 3000;
constexpr int kRequestMs = 500;  // the request follows the connection at once
constexpr int kAttempts = 20;
constexpr unsigned long kBetweenMs = 25;
constexpr qsizetype kMaxField = 5000;  // of the request's two

struct Address {
  sockaddr_un value{};
  socklen_t size = 0;

  explicit Address(const QByteArray& name) {
    value.sun_family = AF_UNIX;  // sun_path[0] stays 0: abstract
    const size_t length = std::min(static_cast<size_t>(name.size()), sizeof(value.sun_path) - 1);
    std::memcpy(value.sun_path + 1, name.constData(), length);
    size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + length);
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&value); }
};

// Anybody may take an abstract address: the other side must be the same person.
bool isOurs(int socket) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == getuid();
}

QByteArray addressOf(const QString& data_dir) {
  const QFileInfo info(data_dir);
  const QString path = info.exists() ? info.canonicalFilePath() : QDir::cleanPath(info.absoluteFilePath());
  const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
  return "deepwell-" + QByteArray::number(getuid()) + "-" + hash;
}

}  // namespace

Instance::Instance(const QString& data_dir, QObject* parent) : QObject(parent), address_(addressOf(data_dir)) {}

Instance::~Instance() {
  notifier_.reset();
  if (socket_ >= 0) close(socket_);
}

bool Instance::listenAt() {
  socket_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const Address address(address_);
  if (socket_ >= 0 && bind(socket_, address.get(), address.size) == 0 && listen(socket_, 8) == 0) return true;
  const bool taken = errno == EADDRINUSE;
  if (socket_ >= 0) close(std::exchange(socket_, -1));
  return !taken;  // without an address: nobody finds us
}

Instance::Claim Instance::claim(const QString& model) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (listenAt()) {
      if (socket_ >= 0) {
        notifier_ = std::make_unique<QSocketNotifier>(socket_, QSocketNotifier::Read);
        connect(notifier_.get(), &QSocketNotifier::activated, this, &Instance::accept);
      }
      return Claim::kFirst;
    }
    const int other = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    const Address address(address_);
    const bool connected = other >= 0 && ::connect(other, address.get(), address.size) == 0;
    if (connected) {
      const Claim claim = handOver(other, model);
      close(other);
      return claim;
    }
    if (other >= 0) close(other);
    QThread::msleep(kBetweenMs);  // it is about to listen, or has just ended
  }
  return Claim::kSilent;
}

Instance::Claim Instance::handOver(int socket, const QString& model) {
  if (!isOurs(socket)) return Claim::kFirst;  // somebody else sits on our address
  QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
  if (token.isEmpty()) token = qEnvironmentVariable("DESKTOP_STARTUP_ID");
  const QByteArray request = model.toUtf8().left(kMaxField) + '\0' + token.toUtf8().left(kMaxField);
  sandbox::Message answer;
  const bool answered = sandbox::sendMessage(socket, {request.constData(), static_cast<size_t>(request.size())}) &&
                        sandbox::receiveMessage(socket, answer, kAnswerMs);
  return answered ? Claim::kHandedOver : Claim::kSilent;
}

void Instance::accept() {
  const int other = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
  if (other < 0) return;
  sandbox::Message request;
  if (isOurs(other) && sandbox::receiveMessage(other, request, kRequestMs)) {
    for (const int fd : request.descriptors)
      if (fd >= 0) close(fd);
    const QByteArray bytes = QByteArray::fromStdString(request.text);
    const qsizetype end = bytes.indexOf('\0');
    if (end >= 0 && sandbox::sendMessage(other, "+"))
      emit asked(QString::fromUtf8(bytes.left(end)), QString::fromUtf8(bytes.mid(end + 1)));
  }
  close(other);
}

}  // namespace deepwell
