#include "app/library/scan/model_identity.h"

#include <QCryptographicHash>
#include <QFile>

namespace deepwell {
namespace {

constexpr qint64 kSample = 64 << 10;  // bytes of the beginning, with the header, and of the end, with weights

}  // namespace

QString modelIdentity(const FoundModel& model) {
  if (model.files.isEmpty()) return {};
  QFile file(model.files.constFirst());
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) return {};
  QCryptographicHash hash(QCryptographicHash::Sha256);
  hash.addData(QByteArray::number(model.files.size()) + ' ' + QByteArray::number(model.bytes) + '\n');
  hash.addData(file.read(kSample));
  if (file.size() > kSample && file.seek(std::max(kSample, file.size() - kSample))) hash.addData(file.read(kSample));
  return QString::fromLatin1(hash.result().toHex().left(32));
}

}  // namespace deepwell
