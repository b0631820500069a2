// Gives chats a better title than their first line: one that the loaded model makes while nobody wants an answer of it. A
// short generation without thinking, which stops at once when the person sends something and is tried again later.
#pragma once

#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>

#include "app/bridge/generator.h"
#include "app/store/chat_types.h"

namespace deepwell {

class EngineHost;
class History;
class Preferences;

// The model's words as a title: one line without marks and quotes, of at most 60 characters; empty: they are none.
QString titleFromModel(const QString& words);

class TitleMaker : public QObject {
  Q_OBJECT

 public:
  static constexpr int kIdleMs = 1500;

  TitleMaker(EngineHost& host, History& history, const Preferences& preferences, QObject* parent = nullptr);
  ~TitleMaker() override;

  void offer(ChatId chat);  // an answer of it has ended
  // While `busy` some chat is answering: nothing is made.
  void setBusy(bool busy);
  void releaseEngine();
  // The chat, or every chat, is erased: no title of it is made or kept.
  void forget(ChatId chat);
  void forgetAll();

 signals:
  void made(qlonglong chat, const QString& title);

 private:
  bool allowed() const;
  bool enough() const;
  void next();
  void begin(const ChatBeginning& beginning);  // of chat current_
  void onFinished(const GenerationResult& result);
  void drop();
  void suggest(ChatId chat, const QString& title);

  EngineHost& host_;
  History& history_;
  const Preferences& preferences_;
  QList<ChatId> waiting_;
  QSet<ChatId> tried_;  // gave no title
  ChatId current_ = 0;  // that is read, or written for
  bool dropped_ = false;  // current_ was erased
  QString words_;
  bool busy_ = false;
  QTimer idle_;
  Generator generator_;
};

}  // namespace deepwell
