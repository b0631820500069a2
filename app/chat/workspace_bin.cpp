// Workspace: what is archived, deleted, brought back and erased.
#include "app/chat/workspace.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr UnixMs kKeepDeletedMs = 30LL * 24 * 60 * 60 * 1000;

}  // namespace

// The chat is gone from the list: if it was shown, its neighbour is now.
void Workspace::leaveChat(ChatId chat, ChatId next) {
  chats_.update(chat);
  if (current_->chatId() != chat) return;
  if (next != 0) {
    openChat(next);
  } else {
    newChat();
  }
}

void Workspace::setUndo(ChatId chat, bool archived, const QString& title, bool was_current) {
  deleted_ = chat;
  undo_archives_ = archived;
  deleted_title_ = title;
  deleted_messages_.clear();
  deleted_was_current_ = was_current;
  emit deletedChanged();
}

void Workspace::setMessagesUndo(ChatId chat, MessageId message, const QString& words) {
  deleted_ = chat;
  deleted_message_ = message;
  deleted_messages_ = words;
  emit deletedChanged();
}

QString Workspace::undoWords() const {
  if (!deleted_messages_.isEmpty()) return deleted_messages_;
  return (undo_archives_ ? tr("“%1” archived") : tr("“%1” deleted")).arg(deleted_title_);
}

void Workspace::deleteChat(qlonglong chat) {
  const auto stored = history_.store().chat(chat);
  if (!history_.check(stored) || stored->deleted_at) return;
  const ChatId below = chats_.neighbour(chat, 1);
  const ChatId next = below != 0 ? below : chats_.neighbour(chat, -1);
  const bool was_current = current_->chatId() == chat;
  if (const auto found = open_.find(chat); found != open_.end()) found->second->stop();
  if (!history_.check(history_.store().deleteChat(chat))) return;
  setInBin(chat, true);
  leaveChat(chat, next);
  setUndo(chat, false, QString::fromStdString(stored->title), was_current);
  search_.again();
}

void Workspace::archiveChat(qlonglong chat, bool archived) {
  const auto stored = history_.store().chat(chat);
  if (!history_.check(stored)) return;
  const ChatId below = chats_.neighbour(chat, 1);
  const ChatId next = below != 0 ? below : chats_.neighbour(chat, -1);
  const bool was_current = current_->chatId() == chat;
  if (!history_.check(history_.store().archiveChat(chat, archived))) return;
  if (!archived) return chats_.update(chat);
  leaveChat(chat, next);
  setUndo(chat, true, QString::fromStdString(stored->title), was_current);
}

void Workspace::restoreChat(qlonglong chat) {
  if (!history_.check(history_.store().undeleteChat(chat))) return;
  if (deleted_ == chat) forgetDeleted();
  setInBin(chat, false);
  chats_.update(chat);
  search_.again();
}

void Workspace::setInBin(ChatId chat, bool in_bin) {
  if (const auto found = open_.find(chat); found != open_.end()) found->second->setInBin(in_bin);
}

void Workspace::eraseChat(qlonglong chat) {
  if (const auto found = open_.find(chat); found != open_.end()) found->second->stop();
  titles_.forget(chat);
  if (!history_.check(history_.store().purgeChat(chat))) return;
  if (deleted_ == chat) forgetDeleted();
  chats_.update(chat);
  leaveErased();
  eraseLeftovers();
}

// A chat of the bin can be looked at, and may have a draft, which goes with it. A history that cannot be read now has erased
// nothing.
void Workspace::leaveErased() {
  const auto gone = [this](ChatId chat) {
    if (chat == 0) return false;
    const auto stored = history_.store().chat(chat);
    return !stored && stored.error().code == ErrorCode::kNotFound;
  };
  if (gone(current_->chatId())) {
    current_->forgetDraft();
    newChat();
  }
  std::erase_if(open_, [&gone](const auto& entry) {
    if (!gone(entry.first)) return false;
    entry.second->forgetDraft();
    return true;
  });
}

void Workspace::emptyBin() {
  forgetDeleted();
  purge(unixNow() + 1);
}

void Workspace::purgeOld() { purge(unixNow() - kKeepDeletedMs); }

void Workspace::purge(UnixMs before) {
  purger_.run([this, before](std::stop_token) {
    Worker::post(this, [this, purged = history_.store().purgeDeleted(before)] {
      if (!history_.check(purged) || *purged == 0) return;
      chats_.refresh();
      leaveErased();
    });
  });
  eraseLeftovers();
}

// Every word of what went is taken out of the search index: with many chats that takes a while.
void Workspace::eraseLeftovers() {
  purger_.run([this](std::stop_token stop) {
    const Status erased = history_.store().eraseLeftovers(stop);
    if (erased || erased.error().code == ErrorCode::kCancelled) return;
    Worker::post(this, [this, error = erased.error()] { history_.report(error); });
  });
}

void Workspace::undoDelete() {
  if (deleted_ == 0) return;
  const ChatId chat = std::exchange(deleted_, 0);
  if (!std::exchange(deleted_messages_, {}).isEmpty()) {
    if (const auto owner = conversation(chat)) owner->restore(deleted_message_);
    emit deletedChanged();
    return search_.again();
  }
  const Status undone = undo_archives_ ? history_.store().archiveChat(chat, false) : history_.store().undeleteChat(chat);
  if (history_.check(undone)) {
    setInBin(chat, false);
    chats_.update(chat);
    search_.again();
    if (deleted_was_current_) openChat(chat);
  }
  emit deletedChanged();
}

void Workspace::forgetDeleted() {
  if (std::exchange(deleted_, 0) != 0) emit deletedChanged();
}

void Workspace::eraseHistory(std::function<void(bool)> done) {
  if (anyBusy() || transfer_.busy()) return done(false);
  if (history_.isTemporary()) {
    setProblem(tr("The history on the disk could not be opened, so nothing of it can be erased."));
    return done(false);
  }
  forgetDeleted();
  titles_.forgetAll();
  for (auto& [id, conversation] : open_) conversation->forgetDraft();
  current_->forgetDraft();
  history_.later([this, done = std::move(done)](ChatStore& store) {
    Worker::post(this, [this, done, erased = store.eraseAllChats()] {
      const bool all = history_.check(erased);
      startAfresh();
      done(all);
    });
  });
}

void Workspace::startAfresh() {
  open_.clear();
  preferences_.setLastChat(0);
  auto fresh = std::make_shared<Conversation>(Chat(), engine_, history_, preferences_);
  watch(fresh);
  current_->setDraft({});
  setCurrent(std::move(fresh));
  open_.clear();
  chats_.refresh();
  search_.again();
  eraseLeftovers();
}

}  // namespace deepwell
