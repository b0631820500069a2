// Computes the SHA-256 of a model's files on a thread and compares them with what is known of them.
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <atomic>
#include <thread>

#include "app/library/hash_book.h"

namespace deepwell {

struct VerifyOutcome {
  enum Kind { kNone, kMatches, kNoted, kChanged, kFailed, kCancelled };

  Kind kind = kNone;
  QString text;    // one line for a person
  QString sha256;  // of a model of one file
};

class Verifier : public QObject {
  Q_OBJECT

 public:
  explicit Verifier(HashBook& book, QObject* parent = nullptr);
  ~Verifier() override;  // a running check is stopped

  // One at a time: false while another runs.
  bool start(const QString& model, const QStringList& files);
  void cancel();
  QString model() const { return model_; }      // being checked; empty: none
  double progress() const { return progress_; }  // 0..1

 signals:
  void progressed();
  void finished(const QString& model, const deepwell::VerifyOutcome& outcome);

 private:
  void finish(const QStringList& hashes, const QString& error, bool cancelled);
  VerifyOutcome compare(const QStringList& hashes);

  HashBook& book_;
  QString model_;
  QStringList files_;
  QTimer poll_;
  double progress_ = 0;
  std::atomic<qint64> done_ = 0;
  std::atomic<qint64> total_ = 0;  // 0: not known yet
  std::jthread thread_;  // last: joins before the rest goes
};

}  // namespace deepwell
