// What the model is doing now, in words for the eye and for screen readers, and how fast.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QtQmlIntegration>
#include <deque>

#include "app/bridge/generation.h"

namespace deepwell {

class AnswerProgress : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(Phase phase READ phase NOTIFY changed)
  Q_PROPERTY(QString words READ words NOTIFY changed)
  Q_PROPERTY(QString announcement READ announcement NOTIFY announcementChanged)
  Q_PROPERTY(QString speed READ speed NOTIFY speedChanged)

 public:
  enum Phase { Idle, Reading, Thinking, Answering, Stopping, Complete, Stopped, LengthLimit, ContextFull, Failed };
  Q_ENUM(Phase)

  explicit AnswerProgress(QObject* parent = nullptr) : QObject(parent) {}

  Phase phase() const { return phase_; }
  bool running() const { return phase_ >= Reading && phase_ <= Stopping; }
  QString words() const;         // "Reading the chat… 40 %"; empty: nothing runs
  QString announcement() const;  // the phase without numbers, the end too: what a screen reader says
  // "41.2 tokens/s": over the last seconds while an answer is written, of the whole of it afterwards; empty: not known.
  QString speed() const;

  void begin();
  void add(const GenerationUpdate& update);
  void stopping() { setPhase(Stopping); }
  void end(const GenerationResult& result);

 signals:
  void changed();
  void announcementChanged();
  void speedChanged();

 private:
  struct Sample {
    qint64 ms = 0;
    int tokens = 0;
  };

  void setPhase(Phase phase);
  void setSpeed(double tokens_per_second);
  void measure(int tokens);

  Phase phase_ = Idle;
  int percent_ = -1;  // of the prompt; -1: not known
  double speed_ = 0;            // tokens a second, as it is shown; 0: not known
  QElapsedTimer clock_;
  qint64 shown_ms_ = 0;         // when the speed was last told
  std::deque<Sample> samples_;  // of the last seconds
};

}  // namespace deepwell
