#include "app/chat/transcript/message_item.h"

#include <QTimerEvent>

#include "app/chat/composer/attachment_text.h"
#include "app/chat/transcript/transcript_model.h"

namespace deepwell {
namespace {

constexpr int kTickMs = 100;
constexpr qsizetype kMostEdited = 200'000;  // characters: an editor lays all of them out at once

MessageItem::Status statusOf(const ChatMessage& message) {
  switch (message.state) {
    case MessageState::kStreaming: return MessageItem::Waiting;
    case MessageState::kFinished:
      return message.generation.finish_reason == "length" ? MessageItem::LengthLimit : MessageItem::Finished;
    case MessageState::kInterrupted: return MessageItem::Interrupted;
    case MessageState::kCancelled: return MessageItem::Cancelled;
    case MessageState::kFailed: return MessageItem::Failed;
  }
  return MessageItem::Finished;
}

}  // namespace

MessageItem::MessageItem(const ChatMessage& message, TranscriptModel* list)
    : id_(message.id),
      role_(message.role),
      parent_id_(message.parent),
      list_(list),
      text_(QString::fromStdString(message.text)),
      reasoning_(QString::fromStdString(message.reasoning)),
      reasoning_finished_(message.reasoning_finished),
      blocks_(&text_, fromUser() || message.text.empty() ? Parsing::kDone : Parsing::kNone,
              [this](qsizetype first) { tellBlocks(first); }),
      status_(statusOf(message)),
      error_(QString::fromStdString(message.error)),
      attachments_(message.attachments),
      context_full_(message.generation.sampling_json.find("\"context_full\":true") != std::string::npos),
      model_(QString::fromStdString(message.generation.model)),
      created_(message.created),
      edited_(wasEdited(message.generation)),
      reasoning_tokens_(message.generation.reasoning_tokens),
      text_tokens_(message.generation.text_tokens),
      decode_seconds_(message.generation.decode_seconds),
      reasoning_seconds_(message.generation.reasoning_seconds),
      stored_seconds_(message.generation.reasoning_seconds),
      sibling_index_(message.sibling_index),
      sibling_count_(message.sibling_count) {}

double MessageItem::reasoningSeconds() const {
  return reasoning_seconds_ + (clock_.isValid() ? static_cast<double>(clock_.elapsed()) / 1000 : 0.0);
}

bool MessageItem::editable() const {
  return role_ == ChatRole::kAssistant && !running() && hasText() && text_.size() <= kMostEdited;
}

void MessageItem::setEditing(bool editing) {
  if (editing == editing_) return;
  editing_ = editing;
  emit editingChanged();
  if (list_) emit list_->editingChanged(this);
}

QVariantList MessageItem::files() const {
  QVariantList files;
  for (const Attachment& attachment : attachments_)
    files << QVariantMap{{"name", QString::fromStdString(attachment.name)},
                         {"kind", QString::fromStdString(attachment.kind)},
                         {"tokens", attachment.tokens}};
  return files;
}

QString MessageItem::promptText() const {
  if (attachments_.empty()) return text_;
  if (prompt_text_.isEmpty()) prompt_text_ = withAttachments(attachments_, text_);
  return prompt_text_;
}

QString MessageItem::fileText(int file) const {
  const auto count = static_cast<int>(attachments_.size());
  return file < 0 || file >= count ? QString() : QString::fromStdString(attachments_[static_cast<size_t>(file)].text);
}

bool MessageItem::thinkingOpen() const {
  if (user_open_) return *user_open_;
  switch (list_ ? list_->thinkingDisplay() : ThinkingDisplay::kAuto) {
    case ThinkingDisplay::kOpen: return true;
    case ThinkingDisplay::kFolded: return false;
    case ThinkingDisplay::kAuto: break;
  }
  return reasoning_.isEmpty() || text_.isEmpty();
}

void MessageItem::toggleThinking() {
  user_open_ = !thinkingOpen();
  whole_ = *user_open_ && status_ != Thinking;
  tellThinking();
}

void MessageItem::showWholeThinking() {
  whole_ = true;
  tellThinking();
}

void MessageItem::unfoldThinking() {
  if (thinkingOpen() && !thinkingTail()) return;
  user_open_ = true;
  showWholeThinking();
}

void MessageItem::tellThinking() {
  emit thinkingOpenChanged();
  if (list_) emit list_->thinkingChanged(this);
}

void MessageItem::start(const QString& model) {
  if (model != model_) {
    model_ = model;
    emit authorChanged();
  }
  error_.clear();
  context_full_ = false;
  writing_.invalidate();
  prefill_ = 0;
  prefill_total_ = 0;
  setNotice({});
  setStatus(Waiting);
  emit prefillChanged();
}

void MessageItem::apply(const GenerationUpdate& update, StreamDelta* delta) {
  const bool was_open = thinkingOpen();
  const bool had_reasoning = hasReasoning();
  if (!update.notice.isEmpty()) setNotice(update.notice);
  if (update.prefill_total > 0) {
    prefill_total_ = update.prefill_total;
    prefill_ = static_cast<double>(update.prefill_done) / update.prefill_total;
    emit prefillChanged();
  }
  if (!writing_.isValid() && (!update.reasoning.isEmpty() || !update.text.isEmpty())) writing_.start();
  if (update.text_was_reasoning) moveTextToReasoning();
  if (!update.reasoning.isEmpty() || update.reasoning_tokens > 0) appendReasoning(update);
  if (!update.text.isEmpty() || update.text_tokens > 0) {
    stopClock();
    reasoning_finished_ = true;
    text_tokens_ += update.text_tokens;
    setStatus(Answering);
    appendText(update.text);
  }
  if (had_reasoning != hasReasoning()) emit hasReasoningChanged();
  delta->reasoning = update.reasoning.toStdString();
  delta->text = update.text.toStdString();
  delta->reasoning_tokens = update.reasoning_tokens;
  delta->text_tokens = update.text_tokens;
  delta->text_was_reasoning = update.text_was_reasoning;
  delta->reasoning_seconds = reasoningSeconds() - stored_seconds_;
  stored_seconds_ += delta->reasoning_seconds;
  if (was_open != thinkingOpen()) tellThinking();
}

void MessageItem::appendReasoning(const GenerationUpdate& update) {
  startClock();
  reasoning_ += update.reasoning;
  reasoning_tokens_ += update.reasoning_tokens;
  tail_ = true;
  setStatus(Thinking);
  emit reasoningChanged();
  emit thinkingSummaryChanged();
  if (list_) emit list_->thinkingChanged(this);
}

void MessageItem::appendText(const QString& text) {
  const bool had = hasText();
  text_ += text;
  blocks_.textGrew();
  if (!had && hasText()) emit hasTextChanged();
  emit textChanged();
}

void MessageItem::tellBlocks(qsizetype first) {
  emit blocksChanged(static_cast<int>(first));
  if (list_) emit list_->blocksChanged(this, static_cast<int>(first));
}

void MessageItem::finish(const GenerationResult& result, MessageEnd* end) {
  using Outcome = GenerationResult::Outcome;
  stopClock();
  if (!fromUser()) blocks_.textComplete();
  error_ = result.error;
  context_full_ = result.context_full;
  decode_seconds_ += result.decode_seconds;
  switch (result.outcome) {
    case Outcome::kFinished: end->generation.finish_reason = "stop"; setStatus(Finished); break;
    case Outcome::kLength: end->generation.finish_reason = "length"; setStatus(LengthLimit); break;
    case Outcome::kCancelled: end->generation.finish_reason = "cancelled"; setStatus(Cancelled); break;
    case Outcome::kFailed: setStatus(Failed); break;
  }
  end->state = status_ == Cancelled ? MessageState::kCancelled
               : status_ == Failed  ? MessageState::kFailed
                                    : MessageState::kFinished;
  end->error = result.error.toStdString();
  // The whole message, also where it was continued: not only what the last generation added.
  end->generation.prompt_tokens = result.prompt_tokens;
  end->generation.cached_tokens = result.cached_tokens;
  end->generation.prefill_seconds = result.prefill_seconds;
  end->generation.reasoning_tokens = reasoning_tokens_;
  end->generation.text_tokens = text_tokens_;
  end->generation.reasoning_seconds = reasoning_seconds_;
  end->generation.decode_seconds = decode_seconds_;
}

// Only </think> came: what looked like the answer was thinking.
void MessageItem::moveTextToReasoning() {
  reasoning_ += std::exchange(text_, {});
  reasoning_tokens_ += std::exchange(text_tokens_, 0);
  reasoning_finished_ = false;
  blocks_.textGone();
  stopClock();
  if (writing_.isValid()) reasoning_seconds_ = static_cast<double>(writing_.elapsed()) / 1000;
  emit textChanged();
  emit hasTextChanged();
  emit reasoningChanged();
  tellThinking();
}

void MessageItem::setSiblings(int index, int count) {
  if (index == sibling_index_ && count == sibling_count_) return;
  sibling_index_ = index;
  sibling_count_ = count;
  emit siblingsChanged();
}

void MessageItem::setNotice(const QString& notice) {
  if (notice == notice_) return;
  notice_ = notice;
  emit noticeChanged();
}

void MessageItem::setStatus(Status status) {
  if (status == status_) return;
  status_ = status;
  emit statusChanged();
  emit thinkingSummaryChanged();
}

void MessageItem::startClock() {
  if (!clock_.isValid()) clock_.start();
  if (tick_ == 0) tick_ = startTimer(kTickMs);
}

void MessageItem::stopClock() {
  if (!clock_.isValid()) return;
  reasoning_seconds_ = reasoningSeconds();
  clock_.invalidate();
  killTimer(std::exchange(tick_, 0));
  emit thinkingSummaryChanged();
}

void MessageItem::timerEvent(QTimerEvent*) {
  emit thinkingSummaryChanged();
}

}  // namespace deepwell
