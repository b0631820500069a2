#include "app/chat/workspace.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include "app/bridge/engine_loader.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr UnixMs kKeepDeletedMs = 24LL * 60 * 60 * 1000;

}  // namespace

Workspace::Workspace(const QString& data_dir, Preferences& preferences, std::unique_ptr<EngineLoader> loader,
                     QObject* parent)
    : QObject(parent), preferences_(preferences), engine_(std::move(loader)), history_(data_dir), chats_(history_) {
  connect(&history_, &History::failed, this, &Workspace::setProblem);
  connect(&engine_, &EngineHost::loaded, this, &Workspace::onModelLoaded);
  connect(&engine_, &EngineHost::loadFailed, this, [this](const QString& path) {
    if (!QFileInfo::exists(path)) preferences_.removeRecentModel(path);
  });
  connect(&engine_, &EngineHost::unloading, this, [this] {
    for (auto& [id, conversation] : open_) conversation->releaseEngine();
    if (current_) current_->releaseEngine();
  });
  connect(&engine_, &EngineHost::deviceChosen, this, [this](const QString& device) { preferences_.setDevice(device); });
  engine_.setDevice(preferences_.device());
  engine_.setContextLimit(preferences_.contextTokens());
  connect(&preferences_, &Preferences::contextTokensChanged, this,
          [this] { engine_.setContextLimit(preferences_.contextTokens()); });
  setProblem(history_.openProblem());
  newChat();
}

Workspace::~Workspace() {
  current_.reset();
  open_.clear();
}

void Workspace::restore(const QString& model) {
  history_.check(history_.store().purgeDeleted(unixNow() - kKeepDeletedMs));
  const ChatId last = preferences_.lastChat();
  if (last != 0 && chats_.indexOf(last) >= 0) openChat(last);
  const QString pocket = QString::fromLatin1(EngineHost::kPocket);
  const QString path = model.isEmpty() ? preferences_.lastModel() : model;
  const bool gone = model.isEmpty() && !path.isEmpty() && path != pocket && !QFileInfo::exists(path);
  engine_.load(path.isEmpty() || gone ? pocket : path);
  if (gone) engine_.setError(tr("%1 is no longer there. The pocket model is used instead.").arg(path));
}

void Workspace::onModelLoaded(const QString& path) {
  preferences_.setLastModel(path);
  if (path != QLatin1String(EngineHost::kPocket)) preferences_.addRecentModel(path);
}

std::shared_ptr<Conversation> Workspace::conversation(ChatId chat) {
  if (const auto found = open_.find(chat); found != open_.end()) return found->second;
  const auto stored = history_.store().chat(chat);
  if (!history_.check(stored)) return nullptr;
  auto conversation = std::make_shared<Conversation>(chat, QString::fromStdString(stored->title), engine_, history_,
                                                     preferences_);
  watch(conversation);
  open_[chat] = conversation;
  return conversation;
}

void Workspace::watch(const std::shared_ptr<Conversation>& conversation) {
  Conversation* raw = conversation.get();
  connect(raw, &Conversation::changed, &chats_, &ChatListModel::refresh);
  connect(raw, &Conversation::busyChanged, this, [this, raw] {
    chats_.setBusy(raw->chatId(), raw->busy());
    // Its answer is complete and nobody looks at it: the history has it all.
    if (!raw->busy() && raw != current_.get())
      QMetaObject::invokeMethod(this, [this, id = raw->chatId()] {
        const auto found = open_.find(id);
        if (found != open_.end() && !found->second->busy() && found->second != current_) open_.erase(found);
      }, Qt::QueuedConnection);
  });
  std::weak_ptr<Conversation> weak = conversation;
  connect(raw, &Conversation::chatIdChanged, this, [this, weak] {
    if (const auto strong = weak.lock()) {
      open_.erase(0);
      open_[strong->chatId()] = strong;
      if (strong == current_) preferences_.setLastChat(strong->chatId());
    }
  });
}

void Workspace::setCurrent(std::shared_ptr<Conversation> conversation) {
  if (!conversation || conversation == current_) return;
  const std::shared_ptr<Conversation> old = std::exchange(current_, std::move(conversation));
  if (current_->chatId() != 0) preferences_.setLastChat(current_->chatId());
  emit currentChanged();
  if (!old) return;
  if (old->chatId() == 0 && !old->draft().isEmpty()) {
    open_[0] = old;  // what was written there is found again at the next "New chat"
  } else if (!old->busy() && old->draft().isEmpty()) {
    open_.erase(old->chatId());
  }
}

void Workspace::newChat() {
  if (current_ && current_->chatId() == 0) return;
  if (const auto found = open_.find(0); found != open_.end()) return setCurrent(found->second);
  auto conversation = std::make_shared<Conversation>(0, QString(), engine_, history_, preferences_);
  watch(conversation);
  setCurrent(std::move(conversation));
}

void Workspace::openChat(qlonglong chat) {
  if (current_ && current_->chatId() == chat) return;
  setCurrent(conversation(chat));
}

void Workspace::openNeighbour(int step) {
  const int row = chats_.indexOf(current_->chatId());
  const int next = row < 0 ? (step > 0 ? 0 : chats_.count() - 1) : row + step;
  if (next >= 0 && next < chats_.count()) openChat(chats_.idAt(next));
}

void Workspace::renameChat(qlonglong chat, const QString& title) {
  const QString name = title.simplified();
  if (name.isEmpty() || !history_.check(history_.store().renameChat(chat, name.toStdString()))) return;
  if (const auto found = open_.find(chat); found != open_.end()) found->second->setTitle(name);
  chats_.refresh();
}

void Workspace::deleteChat(qlonglong chat) {
  const auto stored = history_.store().chat(chat);
  if (!history_.check(stored)) return;
  const int row = chats_.indexOf(chat);
  if (const auto found = open_.find(chat); found != open_.end()) found->second->stop();
  if (!history_.check(history_.store().deleteChat(chat))) return;
  deleted_ = chat;
  deleted_title_ = QString::fromStdString(stored->title);
  deleted_was_current_ = current_ && current_->chatId() == chat;
  chats_.refresh();
  if (deleted_was_current_) {
    if (chats_.count() > 0) {
      openChat(chats_.idAt(std::min(std::max(row, 0), chats_.count() - 1)));
    } else {
      newChat();
    }
  }
  emit deletedChanged();
}

void Workspace::undoDelete() {
  if (deleted_ == 0) return;
  const ChatId chat = std::exchange(deleted_, 0);
  if (history_.check(history_.store().undeleteChat(chat))) {
    chats_.refresh();
    if (deleted_was_current_) openChat(chat);
  }
  emit deletedChanged();
}

void Workspace::forgetDeleted() {
  if (std::exchange(deleted_, 0) != 0) emit deletedChanged();
}

void Workspace::dismissProblem() { setProblem({}); }

void Workspace::setProblem(const QString& problem) {
  if (problem == problem_) return;
  problem_ = problem;
  emit problemChanged();
}

void Workspace::copy(const QString& text) const { QGuiApplication::clipboard()->setText(text); }

}  // namespace deepwell
