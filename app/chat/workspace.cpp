#include "app/chat/workspace.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <algorithm>

#include "app/bridge/engine_loader.h"
#include "app/chat/composer/dropped_files.h"
#include "app/settings/preferences.h"

namespace deepwell {

Workspace::Workspace(const QString& data_dir, Preferences& preferences, std::unique_ptr<EngineLoader> loader,
                     QObject* parent)
    : QObject(parent), preferences_(preferences), engine_(std::move(loader)), history_(data_dir), chats_(history_),
      search_(history_), transfer_(history_), titles_(engine_, history_, preferences_), written_with_(engine_) {
  connect(&history_, &History::failed, this, &Workspace::setProblem);
  connect(&engine_, &EngineHost::loaded, this, &Workspace::onModelLoaded);
  connect(&engine_, &EngineHost::loadFailed, this, [this](const QString& path) {
    if (!QFileInfo::exists(path)) preferences_.removeRecentModel(path);
  });
  connect(&transfer_, &ChatTransfer::imported, this, [this] {
    chats_.refresh();
    search_.again();
  });
  connect(&transfer_, &ChatTransfer::ended, this, &Workspace::eraseLeftovers);
  connect(&titles_, &TitleMaker::made, this, [this](qlonglong chat, const QString& title) {
    chats_.update(chat);
    if (const auto found = open_.find(chat); found != open_.end()) found->second->setTitle(title);
    if (current_->chatId() == chat) current_->setTitle(title);
  });
  connect(&engine_, &EngineHost::unloading, this, [this] {
    titles_.releaseEngine();
    for (auto& [id, conversation] : open_) conversation->releaseEngine();
    if (current_) current_->releaseEngine();
  });
  connect(&engine_, &EngineHost::deviceChosen, this, [this](const QString& device) { preferences_.setDevice(device); });
  connect(&engine_, &EngineHost::contextChosen, this, [this](int tokens) {
    ModelPreset preset = preferences_.preset(engine_.path());
    preset.context_tokens = tokens;
    preferences_.setPreset(engine_.path(), preset);
  });
  connect(&engine_, &EngineHost::engineChanged, this, &Workspace::thinkChanged);
  connect(&preferences_, &Preferences::samplingChanged, this, &Workspace::thinkChanged);
  connect(&preferences_, &Preferences::presetChanged, this, &Workspace::thinkChanged);
  engine_.setDevice(preferences_.device());
  engine_.setWishRule([this](const QString& path) { return preferences_.wishesFor(path); });
  connect(&preferences_, &Preferences::loadingChanged, &engine_, &EngineHost::checkWishes);
  connect(&preferences_, &Preferences::contextTokensChanged, &engine_, &EngineHost::checkWishes);
  connect(&preferences_, &Preferences::presetChanged, &engine_, &EngineHost::checkWishes);
  setProblem(history_.openProblem());
  newChat();
}

Workspace::~Workspace() {
  current_.reset();
  open_.clear();
}

void Workspace::restore(const QString& model) {
  purgeOld();
  const ChatId last = preferences_.lastChat();
  if (const auto chat = history_.store().chat(last); chat && !chat->deleted_at) openChat(last);
  const QString pocket = QString::fromLatin1(EngineHost::kPocket);
  const QString path = model.isEmpty() ? preferences_.lastModel() : model;
  const bool gone = model.isEmpty() && !path.isEmpty() && path != pocket && !QFileInfo::exists(path);
  if (model.isEmpty() && !preferences_.loadAtStart()) return;
  engine_.load(path.isEmpty() || gone ? pocket : path);
  if (gone) engine_.setError(tr("%1 is no longer there. The pocket model is used instead.").arg(path));
}

void Workspace::onModelLoaded(const QString& path) {
  preferences_.setLastModel(path);
  if (path != QLatin1String(EngineHost::kPocket)) preferences_.addRecentModel(path);
}

bool Workspace::think() const { return engine_.settingsFor(preferences_).think; }

bool Workspace::presetThinks() const {
  return preferences_.preset(engine_.path()).think != ModelPreset::Think::kAsElsewhere;
}

void Workspace::setThink(bool on) {
  if (!presetThinks()) return preferences_.setThink(on);
  ModelPreset preset = preferences_.preset(engine_.path());
  preset.think = on ? ModelPreset::Think::kYes : ModelPreset::Think::kNo;
  preferences_.setPreset(engine_.path(), preset);
}

std::shared_ptr<Conversation> Workspace::conversation(ChatId chat) {
  if (const auto found = open_.find(chat); found != open_.end()) return found->second;
  const auto stored = history_.store().chat(chat);
  if (!history_.check(stored)) return nullptr;
  auto conversation = std::make_shared<Conversation>(*stored, engine_, history_, preferences_);
  watch(conversation);
  open_[chat] = conversation;
  return conversation;
}

void Workspace::watch(const std::shared_ptr<Conversation>& conversation) {
  Conversation* raw = conversation.get();
  connect(raw, &Conversation::changed, this, [this, raw] { chats_.update(raw->chatId()); });
  connect(raw, &Conversation::busyChanged, this, [this, raw] {
    chats_.setBusy(raw->chatId(), raw->busy());
    if (!raw->busy() && raw != current_.get()) chats_.setUnread(raw->chatId(), true);
    titles_.setBusy(anyBusy());
    if (!raw->busy()) titles_.offer(raw->chatId());
    timeAnswer(*raw);
    // Its answer is complete and nobody looks at it: the history has it all.
    if (!raw->busy() && raw != current_.get())
      QMetaObject::invokeMethod(this, [this, id = raw->chatId()] {
        const auto found = open_.find(id);
        if (found != open_.end() && !found->second->busy() && found->second != current_) open_.erase(found);
      }, Qt::QueuedConnection);
  });
  connect(raw, &Conversation::summarisingChanged, this, [this] { titles_.setBusy(anyBusy()); });
  connect(raw, &Conversation::removed, this, [this, raw](MessageId message, const QString& words) {
    setUndo({Undo::kMessages, {raw->chatId()}, 0, words, message});
  });
  std::weak_ptr<Conversation> weak = conversation;
  connect(raw, &Conversation::chatIdChanged, this, [this, weak] {
    if (const auto strong = weak.lock()) {
      open_.erase(0);
      open_[strong->chatId()] = strong;
      preferences_.setWelcomed(true);
      if (strong == current_) preferences_.setLastChat(strong->chatId());
    }
  });
}

void Workspace::timeAnswer(Conversation& conversation) {
  if (conversation.busy()) {
    answering_[&conversation] = unixNow();
    return;
  }
  const auto began = answering_.extract(&conversation);
  const MessageItem* answer = conversation.messages()->last();
  if (!began || !answer || answer->status() == MessageItem::Cancelled) return;
  emit answerEnded(conversation.chatId(), unixNow() - began.mapped(), answer->status() == MessageItem::Failed);
}

void Workspace::setCurrent(std::shared_ptr<Conversation> conversation) {
  if (!conversation || conversation == current_) return;
  const std::shared_ptr<Conversation> old = std::exchange(current_, std::move(conversation));
  if (current_->chatId() != 0) preferences_.setLastChat(current_->chatId());
  chats_.setUnread(current_->chatId(), false);
  written_with_.follow(current_.get());
  emit currentChanged();
  if (!old) return;
  if (old->chatId() == 0 && (old->hasDraft() || old->summarising())) {
    open_[0] = old;  // what was or is being written there is found again at the next "New chat"
  } else if (!old->busy() && !old->hasDraft()) {
    open_.erase(old->chatId());
  }
}

void Workspace::newChat() {
  if (current_ && current_->chatId() == 0) return;
  if (const auto found = open_.find(0); found != open_.end()) return setCurrent(found->second);
  auto conversation = std::make_shared<Conversation>(Chat(), engine_, history_, preferences_);
  watch(conversation);
  setCurrent(std::move(conversation));
}

void Workspace::openChat(qlonglong chat) {
  if (current_ && current_->chatId() == chat) return;
  setCurrent(conversation(chat));
}

void Workspace::openHit(qlonglong chat, qlonglong message, bool in_reasoning, const QString& words) {
  // One that is not open is read with the right branch at once.
  const bool open = current_->chatId() == chat || open_.contains(chat);
  if (message != 0 && !open) history_.check(history_.store().showBranch(message));
  openChat(chat);
  if (message == 0 || current_->chatId() != chat) return;
  current_->showMessage(message, [=, this] { emit jumpRequested(message, in_reasoning, words); });
}

void Workspace::openNeighbour(int step) {
  if (const ChatId next = chats_.neighbour(current_->chatId(), step); next != 0) openChat(next);
}

bool Workspace::anyBusy() const {
  const auto busy = [](const Conversation& chat) { return chat.busy() || chat.summarising(); };
  return (current_ && busy(*current_)) ||
         std::any_of(open_.begin(), open_.end(), [&busy](const auto& entry) { return busy(*entry.second); });
}

void Workspace::renameChat(qlonglong chat, const QString& title) {
  const QString name = title.simplified();
  if (name.isEmpty() || !history_.check(history_.store().renameChat(chat, name.toStdString()))) return;
  if (const auto found = open_.find(chat); found != open_.end()) found->second->setTitle(name);
  chats_.update(chat);
}

void Workspace::dismissProblem() { setProblem({}); }

void Workspace::setProblem(const QString& problem) {
  if (problem == problem_) return;
  problem_ = problem;
  emit problemChanged();
}

void Workspace::forkChat(MessageItem* last) {
  if (!last || current_->messages()->indexOf(last) < 0 || last->running()) return;
  const auto fork = history_.store().forkChat(last->id());
  if (!history_.check(fork)) return;
  chats_.update(*fork);
  openChat(*fork);
}

void Workspace::summariseToNewChat() {
  if (current_->messages()->count() == 0 || !current_->ready()) return;
  if (const auto fresh = open_.find(0); fresh != open_.end() && fresh->second->summarising())
    return setProblem(tr("A summary is being written in the new chat. Wait for its end, or stop it there."));
  const QList<PromptMessage> chat = current_->whole();
  const QString pending = current_->editing() ? QString() : current_->draft();
  current_->closeChoices();
  if (!pending.isEmpty()) current_->setDraft({});
  newChat();
  const QString there = current_->draft();
  if (!pending.isEmpty()) current_->setDraft(there.isEmpty() ? pending : pending + QStringLiteral("\n\n") + there);
  current_->writeSummary(chat);
}

bool Workspace::showReceipt(MessageItem* answer) {
  if (!answer) return false;
  const auto stored = history_.store().message(answer->id());
  if (!history_.check(stored)) return false;
  receipt_.show(stored->generation, stored->created);
  return true;
}

QUrl Workspace::drop(const QList<QUrl>& files) {
  const DroppedFiles sorted = sortDropped(files);
  transfer_.importFiles(sorted.exports);
  if (!sorted.others.isEmpty()) current_->attachments()->add(sorted.others);
  return sorted.model;
}

void Workspace::copy(const QString& text) const { QGuiApplication::clipboard()->setText(text); }

}  // namespace deepwell
