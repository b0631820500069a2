// Conversation: variants of questions and answers, and what is deleted.
#include <QRandomGenerator>
#include <algorithm>

#include "app/bridge/engine_host.h"
#include "app/chat/conversation.h"
#include "app/chat/history.h"
#include "app/chat/receipt.h"

namespace deepwell {
namespace {

constexpr double kWarmerBy = 0.3;
constexpr double kMostTemperature = 2;  // as the settings have it

}  // namespace

void Conversation::regenerate(MessageItem* answer) { answerAgain(answer, {}); }

void Conversation::regenerateOtherwise(MessageItem* answer, Otherwise how) {
  GenerationSettings settings = settingsNow();
  settings.seed = QRandomGenerator::global()->generate64();
  if (how == Warmer) settings.temperature = std::min(settings.temperature + kWarmerBy, kMostTemperature);
  else settings.think = how == WithThinking;
  answerAgain(answer, settings);
}

void Conversation::repeat(MessageItem* answer) {
  if (!answer || answer->fromUser()) return;
  const auto stored = history_.store().message(answer->id());
  if (history_.check(stored)) answerAgain(answer, settingsOf(stored->generation, settingsNow()));
}

void Conversation::answerAgain(MessageItem* answer, const std::optional<GenerationSettings>& settings) {
  MessageItem* old = answer ? answer : messages_.last();
  const int row = messages_.indexOf(old);
  if (!ready() || row < 0) return;
  cancelEdit();
  closeChoices();
  Place place = old->fromUser() ? Place(old->id()) : Place(old->parentId());
  // An answer of which nothing came is no alternative to keep, but for what was deleted after it, which may come back.
  const bool last = row == messages_.count() - 1;
  if (last && !old->fromUser() && old->text().isEmpty() && old->reasoning().isEmpty() && !history_.store().followed(old->id()).value_or(true))
    history_.check(history_.store().deleteMessagesFrom(old->id()));
  messages_.truncate(old->fromUser() ? row + 1 : row);
  if (beginAnswer(place)) startGeneration(false, settings);
  emit changed();
}

void Conversation::continueAnswer() {
  MessageItem* last = messages_.last();
  if (!ready() || !last || last->fromUser() || last->editing()) return;
  if (last->contextFull() && wanted_ != ContextChoices::Continue) return makeRoom(ContextChoices::Continue);
  cancelEdit();
  closeChoices();
  if (!history_.check(history_.store().resumeMessage(last->id()))) return;
  answer_ = last;
  startGeneration(true);
  emit changed();
}

void Conversation::showSibling(MessageItem* message, int step) {
  if (busy() || loading_ || messages_.indexOf(message) < 0) return;
  const auto siblings = history_.store().siblings(message->id());
  if (!history_.check(siblings)) return;
  const int wanted = message->siblingIndex() + step;
  if (wanted < 0 || wanted >= static_cast<int>(siblings->size())) return;
  cancelEdit();
  closeChoices();
  if (history_.check(history_.store().showBranch((*siblings)[static_cast<size_t>(wanted)]))) reload();
}

void Conversation::showMessage(MessageId message, std::function<void()> shown) {
  jump_ = Jump{message, std::move(shown)};
  if (!loading_) jump();
}

void Conversation::jump() {
  if (!jump_) return;
  if (messages_.find(jump_->message)) {
    const auto shown = std::move(jump_->shown);
    jump_.reset();
    return shown();
  }
  const bool give_up = busy() || std::exchange(jump_->tried, true);
  if (give_up || !history_.check(history_.store().showBranch(jump_->message))) return jump_.reset();
  reload();
}

void Conversation::edit(MessageItem* question) {
  if (busy() || loading_ || in_bin_ || summarising() || answer_edit_.changed()) return;
  if (!question || !question->fromUser() || messages_.indexOf(question) < 0) return;
  if (question == editing_) return;
  wait_.end();
  if (!editing_) {
    if (draft_timer_.isActive()) keepDraft();
    kept_draft_ = draft_;
    kept_files_ = attachments_.files();
  }
  editing_ = question;
  closeChoices();
  setDraft(question->text());
  attachments_.set(question->attachments());
  emit editingChanged();
  countAnew();
}

bool Conversation::editLast() {
  for (int row = messages_.count() - 1; row >= 0 && !editing_; --row) {
    if (!messages_.at(row)->fromUser()) continue;
    edit(messages_.at(row));
    return editing_ != nullptr;
  }
  return false;
}

void Conversation::stopEditing() {
  wait_.end();
  if (!editing_) return;
  editing_ = nullptr;
  emit editingChanged();
}

void Conversation::cancelEdit() {
  if (!editing_) return;
  stopEditing();
  setDraft(std::exchange(kept_draft_, {}));
  attachments_.restore(std::exchange(kept_files_, {}));
  countAnew();
}

bool Conversation::saveAnswer() {
  if (busy() || loading_ || in_bin_ || summarising() || !answer_edit_.message() || answer_edit_.blank()) return false;
  if (answer_edit_.changed()) {
    const auto id = history_.store().editAnswer(answer_edit_.message()->id(), answer_edit_.text().toStdString());
    if (!history_.check(id)) return false;
    cancelEdit();
    closeChoices();
    answer_edit_.end();
    reload();
    emit changed();
  }
  answer_edit_.end();
  return true;
}

void Conversation::remove(MessageItem* message) {
  const int row = messages_.indexOf(message);
  if (busy() || loading_ || row < 0) return;
  cancelEdit();
  closeChoices();
  const MessageId id = message->id();
  const int count = messages_.count() - row;
  if (!history_.check(history_.store().deleteMessages(id))) return;
  reload();
  emit changed();
  emit removed(id, tr("%n message(s) deleted", nullptr, count));
}

void Conversation::restore(MessageId message) {
  if (!history_.check(history_.store().undeleteMessages(message))) return;
  if (busy()) {  // it is found as a variant, later: what is shown is the branch that is being answered
    history_.check(history_.store().showBranch(answer_->id()));
    return;
  }
  cancelEdit();
  reload();
  emit changed();
}

}  // namespace deepwell
