#include "app/library/verifier.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QScopeGuard>

#include "app/fetch/sha256.h"

namespace deepwell {
namespace {

constexpr qint64 kBlock = 4 << 20;
constexpr int kPollMs = 100;

// Empty if it was stopped or cannot be read; `error` says why.
QString sha256Of(const QString& path, std::atomic<qint64>* done, std::stop_token stop, QString* error) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
    *error = Verifier::tr("%1 cannot be read: %2").arg(path, file.errorString());
    return {};
  }
  fetch::Sha256 hash;
  QByteArray block(kBlock, Qt::Uninitialized);
  for (;;) {
    if (stop.stop_requested()) return {};
    const qint64 got = file.read(block.data(), block.size());
    if (got < 0) {
      *error = Verifier::tr("%1 cannot be read: %2").arg(path, file.errorString());
      return {};
    }
    if (got == 0) return QString::fromStdString(hash.hex());
    hash.add({block.constData(), static_cast<size_t>(got)});
    *done += got;
  }
}

}  // namespace

Verifier::Verifier(HashBook& book, QObject* parent) : QObject(parent), book_(book) {
  poll_.setInterval(kPollMs);
  connect(&poll_, &QTimer::timeout, this, [this] {
    const qint64 total = total_;
    progress_ = total > 0 ? static_cast<double>(done_) / static_cast<double>(total) : 0;
    emit progressed();
  });
}

Verifier::~Verifier() = default;

bool Verifier::start(const QString& model, const QStringList& files) {
  if (!model_.isEmpty() || files.isEmpty()) return false;
  model_ = model;
  files_ = files;
  done_ = 0;
  progress_ = 0;
  total_ = 0;
  poll_.start();
  thread_ = std::jthread([this, files](std::stop_token stop) {
    qint64 total = 0;
    for (const QString& file : files) total += QFileInfo(file).size();
    total_ = total;
    QStringList hashes;
    QString error;
    for (const QString& file : files) {
      hashes << sha256Of(file, &done_, stop, &error);
      if (hashes.constLast().isEmpty()) break;
    }
    QMetaObject::invokeMethod(this, [this, hashes, error, stopped = stop.stop_requested()] { finish(hashes, error, stopped); },
                              Qt::QueuedConnection);
  });
  emit progressed();
  return true;
}

void Verifier::cancel() { thread_.request_stop(); }

void Verifier::finish(const QStringList& hashes, const QString& error, bool cancelled) {
  poll_.stop();
  const QString model = std::exchange(model_, {});
  VerifyOutcome outcome;
  if (cancelled) outcome.kind = VerifyOutcome::kCancelled;
  else if (!error.isEmpty()) outcome = {VerifyOutcome::kFailed, error, {}};
  else outcome = compare(hashes);
  emit finished(model, outcome);
}

// Files that nobody has published a hash of are noted, so that a later change is found.
VerifyOutcome Verifier::compare(const QStringList& hashes) {
  VerifyOutcome outcome;
  if (hashes.size() == 1) outcome.sha256 = hashes.constFirst();
  QString publisher;
  QDateTime seen;
  QHash<QString, KnownHash> found;  // that nobody knew
  const auto note = qScopeGuard([&] { book_.note(found); });
  for (qsizetype i = 0; i < hashes.size(); ++i) {
    const KnownHash known = book_.hashOf(files_[i]);
    const QString name = QFileInfo(files_[i]).fileName();
    if (known.sha256.isEmpty()) {
      found.insert(files_[i], {hashes[i], {}, QDateTime::currentDateTimeUtc()});
    } else if (known.sha256 != hashes[i]) {
      outcome.kind = VerifyOutcome::kChanged;
      outcome.text = known.published.isEmpty()
                         ? tr("%1 has changed since it was first checked on %2.").arg(name, QLocale().toString(known.seen.toLocalTime().date(), QLocale::ShortFormat))
                         : tr("%1 is not what %2 published: it is damaged or was changed. Download it again.").arg(name, known.published);
      return outcome;
    } else if (known.published.isEmpty()) {
      seen = known.seen;
    } else {
      publisher = known.published;
    }
  }
  outcome.kind = found.isEmpty() ? VerifyOutcome::kMatches : VerifyOutcome::kNoted;
  if (!found.isEmpty()) outcome.text = tr("No published hash is known. What was found is noted: a later change will be seen.");
  else if (seen.isValid()) outcome.text = tr("Unchanged since it was first checked on %1.").arg(QLocale().toString(seen.toLocalTime().date(), QLocale::ShortFormat));
  else outcome.text = tr("Every byte is as %1 published it.").arg(publisher);
  return outcome;
}

}  // namespace deepwell
