// Workspace: what is archived, deleted, brought back and erased.
#include "app/chat/workspace.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr UnixMs kKeepDeletedMs = 30LL * 24 * 60 * 60 * 1000;

}  // namespace

// They are gone from the list: if one of them was shown, its neighbour is now.
void Workspace::leaveChats(const QList<ChatId>& chats, ChatId next) {
  chats_.update(chats);
  if (!chats.contains(current_->chatId())) return;
  if (next != 0) {
    openChat(next);
  } else {
    newChat();
  }
}

void Workspace::setUndo(Undo undo) {
  undo_ = std::move(undo);
  emit deletedChanged();
}

QString Workspace::undoWords() const {
  const int count = static_cast<int>(undo_.chats.size());
  switch (undo_.what) {
    case Undo::kDeleted: return count > 1 ? tr("%Ln chat(s) deleted", nullptr, count) : tr("“%1” deleted").arg(undo_.words);
    case Undo::kArchived: return count > 1 ? tr("%Ln chat(s) archived", nullptr, count) : tr("“%1” archived").arg(undo_.words);
    case Undo::kMessages:
    case Undo::kNothing: break;
  }
  return undo_.words;
}

void Workspace::deleteChat(qlonglong chat) {
  const auto stored = history_.store().chat(chat);
  if (history_.check(stored) && !stored->deleted_at) deleteChats({chat});
}

void Workspace::deleteChats(const QList<ChatId>& chats) {
  if (chats.isEmpty()) return;
  const auto first = history_.store().chat(chats.front());
  if (!history_.check(first)) return;
  const ChatId shown = chats.contains(current_->chatId()) ? current_->chatId() : 0;
  const ChatId next = chats_.staying(current_->chatId(), chats);
  for (const ChatId chat : chats)
    if (const auto found = open_.find(chat); found != open_.end()) found->second->stop();
  if (!history_.check(history_.store().deleteChats(spanOf(chats)))) return;
  setInBin(chats, true);
  leaveChats(chats, next);
  setUndo({Undo::kDeleted, chats, shown, QString::fromStdString(first->title)});
  search_.again();
}

void Workspace::archiveChat(qlonglong chat, bool archived) { archiveChats({chat}, archived); }

void Workspace::archiveChats(const QList<ChatId>& chats, bool archived) {
  if (chats.isEmpty()) return;
  const auto first = history_.store().chat(chats.front());
  if (!history_.check(first)) return;
  const ChatId shown = chats.contains(current_->chatId()) ? current_->chatId() : 0;
  const ChatId next = chats_.staying(current_->chatId(), chats);
  if (!history_.check(history_.store().archiveChats(spanOf(chats), archived))) return;
  if (!archived) return chats_.update(chats);
  leaveChats(chats, next);
  setUndo({Undo::kArchived, chats, shown, QString::fromStdString(first->title)});
}

void Workspace::forgetUndoOf(const QList<ChatId>& chats) {
  if (undo_.what == Undo::kNothing) return;
  undo_.chats.removeIf([&chats](ChatId chat) { return chats.contains(chat); });
  if (undo_.chats.isEmpty()) forgetDeleted();
}

void Workspace::restoreChat(qlonglong chat) { restoreChats({chat}); }

void Workspace::restoreChats(const QList<ChatId>& chats) {
  if (chats.isEmpty() || !history_.check(history_.store().undeleteChats(spanOf(chats)))) return;
  forgetUndoOf(chats);
  setInBin(chats, false);
  chats_.update(chats);
  search_.again();
}

void Workspace::setInBin(const QList<ChatId>& chats, bool in_bin) {
  for (const ChatId chat : chats)
    if (const auto found = open_.find(chat); found != open_.end()) found->second->setInBin(in_bin);
}

void Workspace::eraseChat(qlonglong chat) { eraseChats({chat}); }

void Workspace::eraseChats(const QList<ChatId>& chats) {
  for (const ChatId chat : chats) {
    if (const auto found = open_.find(chat); found != open_.end()) found->second->stop();
    titles_.forget(chat);
  }
  if (chats.isEmpty() || !history_.check(history_.store().purgeChats(spanOf(chats)))) return;
  forgetUndoOf(chats);
  chats_.update(chats);
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
  chats_.selection()->clear();
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
  const Undo undo = std::exchange(undo_, {});
  if (undo.what == Undo::kNothing) return;
  if (undo.what == Undo::kMessages) {
    if (const auto owner = conversation(undo.chats.front())) owner->restore(undo.message);
    emit deletedChanged();
    return search_.again();
  }
  const auto chats = spanOf(undo.chats);
  const Status undone = undo.what == Undo::kArchived ? history_.store().archiveChats(chats, false) : history_.store().undeleteChats(chats);
  if (history_.check(undone)) {
    setInBin(undo.chats, false);
    chats_.update(undo.chats);
    search_.again();
    if (undo.shown != 0) openChat(undo.shown);
  }
  emit deletedChanged();
}

void Workspace::forgetDeleted() {
  if (std::exchange(undo_, {}).what != Undo::kNothing) emit deletedChanged();
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
  chats_.selection()->clear();
  chats_.refresh();
  search_.again();
  eraseLeftovers();
}

}  // namespace deepwell
