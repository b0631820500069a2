// What can be done when a chat outgrows the context: the panel over the composer. Nothing is left out unless the person has
// chosen it here, and what is left out is said.
#pragma once

#include <QObject>
#include <QtQmlIntegration>
#include <functional>

#include "app/bridge/generation.h"

namespace deepwell {

class EngineHost;

class ContextChoices : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(Reason reason READ reason NOTIFY changed)
  Q_PROPERTY(bool open READ open NOTIFY changed)
  Q_PROPERTY(bool counting READ counting NOTIFY changed)
  Q_PROPERTY(int needed READ needed NOTIFY changed)
  Q_PROPERTY(int limit READ limit NOTIFY changed)
  Q_PROPERTY(int turnsToDrop READ turnsToDrop NOTIFY changed)
  Q_PROPERTY(int thoughtTokens READ thoughtTokens NOTIFY changed)
  Q_PROPERTY(int largerContext READ largerContext NOTIFY changed)
  Q_PROPERTY(QString largerMemory READ largerMemory NOTIFY changed)
  Q_PROPERTY(bool canSummarise READ canSummarise NOTIFY changed)

 public:
  // Closed; opened by the person; a message, an answer again, or going on does not fit.
  enum Reason { None, Asked, Send, Answer, Continue };
  Q_ENUM(Reason)

  // `host` must outlive it.
  explicit ContextChoices(EngineHost& host, QObject* parent = nullptr) : QObject(parent), host_(host) {}

  Reason reason() const { return reason_; }
  bool open() const { return reason_ != None; }
  bool fits() const;  // the request that was planned for
  bool counting() const { return counting_; }
  int needed() const { return needed_; }  // tokens of the request as it is; 0: not known
  int limit() const;
  int turnsToDrop() const { return turns_; }         // oldest turns without which it fits; 0: none, or that does not help
  int messagesToDrop() const { return messages_; }   // the same in messages
  int thoughtTokens() const { return thoughts_; }    // that earlier thinking takes; 0: the template leaves it out
  int largerContext() const;                         // tokens; 0: there is no larger one
  QString largerMemory() const;                      // "1.2 GiB" for it; empty: not known
  bool canSummarise() const { return summarise_; }

  // Counts what each choice would bring for `request`, then calls `then`.
  void plan(const GenerationRequest& request, bool can_summarise, std::function<void()> then);
  void show(Reason reason);
  void close();

 signals:
  void changed();

 private:
  struct Counts {
    int needed = -1;
    int without_thoughts = -1;
    int turns = 0;
    int messages = 0;
  };
  static Counts count(class PromptSizer& sizer, const GenerationRequest& request, int limit);

  EngineHost& host_;
  Reason reason_ = None;
  bool counting_ = false;
  bool summarise_ = false;
  int needed_ = 0;
  int turns_ = 0;
  int messages_ = 0;
  int thoughts_ = 0;
};

}  // namespace deepwell
