// Everything behind the window: the model, the history, the list of chats and the chat that is shown.
#pragma once

#include <QList>
#include <QObject>
#include <QUrl>
#include <QtQmlIntegration>
#include <functional>
#include <map>
#include <memory>

#include "app/bridge/engine_host.h"
#include "app/chat/composer/text_lines.h"
#include "app/chat/conversation.h"
#include "app/chat/history.h"
#include "app/chat/list/chat_list_model.h"
#include "app/chat/list/chat_search.h"
#include "app/chat/list/title_maker.h"
#include "app/chat/receipt.h"
#include "app/chat/transfer/chat_transfer.h"
#include "app/chat/worker.h"
#include "app/chat/written_with.h"

namespace deepwell {

class EngineLoader;
class Preferences;

class Workspace : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Made by the program")
  Q_PROPERTY(deepwell::EngineHost* engine READ engine CONSTANT)
  Q_PROPERTY(deepwell::ChatListModel* chats READ chats CONSTANT)
  Q_PROPERTY(deepwell::ChatSearch* search READ search CONSTANT)
  Q_PROPERTY(deepwell::ChatTransfer* transfer READ transfer CONSTANT)
  Q_PROPERTY(deepwell::Conversation* current READ current NOTIFY currentChanged)
  Q_PROPERTY(deepwell::WrittenWith* writtenWith READ writtenWith CONSTANT)
  Q_PROPERTY(deepwell::Receipt* receipt READ receipt CONSTANT)
  Q_PROPERTY(deepwell::TextLines* file READ file CONSTANT)
  Q_PROPERTY(bool think READ think WRITE setThink NOTIFY thinkChanged)
  Q_PROPERTY(bool presetThinks READ presetThinks NOTIFY thinkChanged)
  Q_PROPERTY(QString undoWords READ undoWords NOTIFY deletedChanged)
  Q_PROPERTY(bool canUndoDelete READ canUndoDelete NOTIFY deletedChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)

 public:
  Workspace(const QString& data_dir, Preferences& preferences, std::unique_ptr<EngineLoader> loader,
            QObject* parent = nullptr);
  ~Workspace() override;

  bool ok() const { return history_.ok(); }

  // Shows the chat of last time and loads `model`; empty: the model of last time, or the bundled one, unless the person wants none.
  void restore(const QString& model);

  EngineHost* engine() { return &engine_; }
  ChatListModel* chats() { return &chats_; }
  ChatSearch* search() { return &search_; }
  ChatTransfer* transfer() { return &transfer_; }
  Conversation* current() const { return current_.get(); }
  WrittenWith* writtenWith() { return &written_with_; }
  Receipt* receipt() { return &receipt_; }  // that was shown last
  TextLines* file() { return &file_; }      // that was shown last
  // Whether the next answer begins with thinking: what the model's preset says, else the settings. Set where it is decided.
  bool think() const;
  void setThink(bool on);
  bool presetThinks() const;  // the loaded model's preset decides it
  QString undoWords() const;  // what can be undone: "“Title” deleted", "2 messages deleted"
  bool canUndoDelete() const { return undo_.what != Undo::kNothing; }
  QString problem() const { return problem_; }  // one line for a person; empty: none
  Preferences& preferences() { return preferences_; }
  History& history() { return history_; }

  Q_INVOKABLE void newChat();
  Q_INVOKABLE void openChat(qlonglong chat);
  // Opens the chat and the branch with `message` (0: the chat only) and asks the transcript to show `words` in it.
  Q_INVOKABLE void openHit(qlonglong chat, qlonglong message, bool in_reasoning, const QString& words);
  Q_INVOKABLE void openNeighbour(int step);  // the next (1) or previous (-1) chat of the list
  Q_INVOKABLE void renameChat(qlonglong chat, const QString& title);
  Q_INVOKABLE void deleteChat(qlonglong chat);
  Q_INVOKABLE void restoreChat(qlonglong chat);  // out of the bin
  Q_INVOKABLE void eraseChat(qlonglong chat);    // one of the bin, for good
  Q_INVOKABLE void emptyBin();
  Q_INVOKABLE void archiveChat(qlonglong chat, bool archived);
  // The same with all chats that are selected in the list: one undo brings all of them back.
  Q_INVOKABLE void deleteSelected() { deleteChats(chats_.selection()->take()); }
  Q_INVOKABLE void restoreSelected() { restoreChats(chats_.selection()->take()); }
  Q_INVOKABLE void eraseSelected() { eraseChats(chats_.selection()->take()); }
  Q_INVOKABLE void archiveSelected(bool archived) { archiveChats(chats_.selection()->take(), archived); }
  Q_INVOKABLE void undoDelete();
  Q_INVOKABLE void forgetDeleted();  // the undo bar is gone
  void setProblem(const QString& problem);  // one line for a person, shown until it is dismissed
  Q_INVOKABLE void dismissProblem();
  // Every chat, for good, on a thread: a large history takes a while, and nothing should be done in the window meanwhile. `done` gets
  // false where not everything could be erased: an answer is being written, chats are imported or exported, or the history refuses.
  void eraseHistory(std::function<void(bool)> done);
  // A new chat with copies of the messages up to `last`, which must be of the current chat; shown.
  Q_INVOKABLE void forkChat(deepwell::MessageItem* last);
  // A new chat whose composer gets a summary of the current one, written by the model, before what stands in this composer.
  Q_INVOKABLE void summariseToNewChat();
  Q_INVOKABLE bool showReceipt(deepwell::MessageItem* answer);  // fills receipt()
  Q_INVOKABLE void showFile(const QString& text) { file_.setText(text); }
  // Files that were dropped on the window: exported chats are imported, others go with the next question. Returns the model
  // among them, if there is one.
  Q_INVOKABLE QUrl drop(const QList<QUrl>& files);
  Q_INVOKABLE void copy(const QString& text) const;

 signals:
  void currentChanged();
  void thinkChanged();
  void deletedChanged();
  void problemChanged();
  void jumpRequested(qlonglong message, bool inReasoning, const QString& words);
  void answerEnded(qlonglong chat, qint64 took_ms, bool failed);  // not of answers that the person stopped

 private:
  std::shared_ptr<Conversation> conversation(ChatId chat);
  void watch(const std::shared_ptr<Conversation>& conversation);
  void timeAnswer(Conversation& conversation);
  void setCurrent(std::shared_ptr<Conversation> conversation);
  // What can be undone.
  struct Undo {
    enum What { kNothing, kDeleted, kArchived, kMessages } what = kNothing;
    QList<ChatId> chats;
    ChatId shown = 0;       // the one of them that was shown: it will be again
    QString words;          // the title of a single chat; of messages: all that is said about them
    MessageId message = 0;  // the first of the messages
  };

  void deleteChats(const QList<ChatId>& chats);
  void restoreChats(const QList<ChatId>& chats);
  void eraseChats(const QList<ChatId>& chats);
  void archiveChats(const QList<ChatId>& chats, bool archived);
  void leaveChats(const QList<ChatId>& chats, ChatId next);
  void setInBin(const QList<ChatId>& chats, bool in_bin);
  void setUndo(Undo undo);
  void forgetUndoOf(const QList<ChatId>& chats);  // they were brought back, or erased
  bool anyBusy() const;
  void leaveErased();         // chats that are open and gone from the history
  void startAfresh();         // after everything was erased
  void purgeOld();            // what was deleted long ago
  void purge(UnixMs before);  // of the bin, on a thread
  void eraseLeftovers();      // on the same
  void onModelLoaded(const QString& path);

  Preferences& preferences_;
  EngineHost engine_;
  History history_;
  ChatListModel chats_;
  ChatSearch search_;
  ChatTransfer transfer_;
  TitleMaker titles_;
  WrittenWith written_with_;
  std::map<ChatId, std::shared_ptr<Conversation>> open_;  // shown, still answering, or with a draft; 0: a new chat with a draft
  std::shared_ptr<Conversation> current_;
  Undo undo_;
  std::map<Conversation*, UnixMs> answering_;  // since when
  Receipt receipt_{engine_};
  TextLines file_;
  QString problem_;
  Worker purger_;  // last: waits before the rest goes
};

}  // namespace deepwell
