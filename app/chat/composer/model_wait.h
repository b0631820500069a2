// A question that was sent while a model was being loaded waits for that model. Its text stays in the composer, so that it is
// a draft like any other if the load fails or the program ends.
#pragma once

#include <QObject>
#include <QString>

namespace deepwell {

class EngineHost;

class ModelWait : public QObject {
  Q_OBJECT

 public:
  explicit ModelWait(EngineHost& host, QObject* parent = nullptr);

  bool begin();  // false: nothing is being loaded
  void end();
  bool waiting() const { return state_ != State::kNone; }
  bool over() const { return state_ == State::kThere; }  // the model is there

 signals:
  void changed();
  void arrived();  // the model that was waited for; a load that fails, or brings back what was there before, ends the wait

 private:
  enum class State { kNone, kWaiting, kThere };

  void onLoadingChanged();
  void onLoaded(const QString& path);
  void set(State state);

  EngineHost& host_;
  State state_ = State::kNone;
  QString path_;           // of what is waited for
  bool loading_ = false;   // as host_ said last: a load that follows another at once was asked for by the person
};

}  // namespace deepwell
