// How full the context is, counted with the model's own tokenizer. The chat is counted once and again when it changes; while
// a person types, only what they type is.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <optional>

#include "app/bridge/generation.h"

namespace deepwell {

class EngineHost;

class ContextMeter : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(bool known READ known NOTIFY changed)
  Q_PROPERTY(int used READ used NOTIFY changed)
  Q_PROPERTY(int limit READ limit NOTIFY changed)
  Q_PROPERTY(double fraction READ fraction NOTIFY changed)
  Q_PROPERTY(Level level READ level NOTIFY changed)
  Q_PROPERTY(QString words READ words NOTIFY changed)

 public:
  enum Level { Ok, Near, Full };  // Full: no room for an answer is left
  Q_ENUM(Level)

  // `host` must outlive it.
  explicit ContextMeter(EngineHost& host, QObject* parent = nullptr);

  bool known() const { return base_ >= 0 && limit() > 0; }
  int used() const { return known() ? base_ + draft_tokens_ + written_ : 0; }
  int limit() const;
  double fraction() const { return known() ? std::min(1.0, static_cast<double>(used()) / limit()) : 0; }
  Level level() const;
  QString words() const;  // "1,204 of 4,096 tokens", and what is special about it
  int draftTokens() const { return draft_tokens_; }

  // The request that comes next; `placeholder`: its last message stands for the draft and has one token too many.
  void setRequest(const GenerationRequest& request, bool placeholder);
  void forget();  // nothing is known until the next setRequest()
  void setDraft(const QString& draft);
  void setWritten(int tokens);  // of the running answer
  // A further line of words(): what of the chat the model is not given.
  void setNote(const QString& note);

  // Whether an answer to the chat with `draft` fits; empty: not known yet.
  std::optional<bool> fits(const QString& draft) const;
  // Tokens of a prompt that still leave room for an answer.
  static int room(int limit) { return limit - std::clamp(limit / 16, 16, 512); }

 signals:
  void changed();

 private:
  enum Kind { kBase = -1, kDraft = -2 };

  void countDraft();

  EngineHost& host_;
  int base_ = -1;  // tokens of the request without the draft; -1: not known
  QString draft_;
  int draft_tokens_ = 0;
  bool draft_counted_ = true;
  int written_ = 0;
  QString note_;
  QTimer draft_timer_;
};

}  // namespace deepwell
