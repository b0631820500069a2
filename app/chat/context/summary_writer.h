// Has the loaded model sum up a chat, for a new one to begin with. A chat that is longer than the context is read in parts,
// each with the summary of those before it, so that nothing is left out.
#pragma once

#include <QObject>
#include <QStringList>

#include "app/bridge/generator.h"

namespace deepwell {

class EngineHost;

class SummaryWriter : public QObject {
  Q_OBJECT

 public:
  // `host` must outlive it.
  explicit SummaryWriter(EngineHost& host, QObject* parent = nullptr);
  ~SummaryWriter() override;

  bool running() const { return running_; }
  int part() const { return part_; }  // from 1 on
  int parts() const { return static_cast<int>(parts_.size()); }

  // `chat`: questions and answers, first to last. Needs a model; false: it cannot begin.
  bool start(const QList<PromptMessage>& chat, const GenerationSettings& settings);
  void stop();
  void stopAndWait();  // hands out what has come in; finished() does not follow
  void releaseEngine() { generator_.releaseEngine(); }

 signals:
  void changed();                    // part()
  void written(const QString& text);  // all of the summary so far
  void finished(const QString& text, const QString& error);

 private:
  void cut(const QString& text, int tokens);
  void next();
  void end(const GenerationResult& result);

  EngineHost& host_;
  GenerationSettings settings_;
  bool running_ = false;
  bool stopped_ = false;
  QStringList parts_;
  int part_ = 0;
  QString before_;  // summary of the parts that are done
  QString text_;    // of the running part
  Generator generator_;
};

}  // namespace deepwell
