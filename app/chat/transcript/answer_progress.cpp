#include "app/chat/transcript/answer_progress.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace deepwell {
namespace {

constexpr qint64 kWindowMs = 2000;   // of time that the speed is measured over
constexpr qint64 kShowEveryMs = 300;  // faster than that nobody reads

}  // namespace

QString AnswerProgress::words() const {
  switch (phase_) {
    case Reading: return percent_ < 0 ? tr("Reading the chat…") : tr("Reading the chat… %1 %").arg(percent_);
    case Thinking: return tr("Thinking");
    case Answering: return tr("Answering");
    case Stopping: return tr("Stopping…");
    default: return {};
  }
}

QString AnswerProgress::announcement() const {
  switch (phase_) {
    case Reading: return tr("Reading the chat");
    case Complete: return tr("The answer is complete");
    case Stopped: return tr("Stopped");
    case LengthLimit: return tr("Reached the length limit");
    case ContextFull: return tr("The context is full");
    case Failed: return tr("The answer failed");
    case Idle: return {};
    default: return words();
  }
}

void AnswerProgress::begin() {
  percent_ = -1;
  samples_.clear();
  clock_.start();
  shown_ms_ = 0;
  setSpeed(0);
  setPhase(Reading);
}

void AnswerProgress::add(const GenerationUpdate& update) {
  if (!running()) return;
  if (update.prefill_total > 0 && phase_ == Reading) {
    const int percent = static_cast<int>(100LL * update.prefill_done / update.prefill_total);
    if (percent != percent_) {
      percent_ = percent;
      emit changed();
    }
  }
  const bool stopping = phase_ == Stopping;
  if (!stopping && (!update.text.isEmpty() || update.text_tokens > 0)) {
    setPhase(Answering);
  } else if (!stopping && (!update.reasoning.isEmpty() || update.reasoning_tokens > 0)) {
    setPhase(Thinking);
  }
  measure(update.reasoning_tokens + update.text_tokens);
}

void AnswerProgress::measure(int tokens) {
  if (tokens <= 0) return;
  const qint64 now = clock_.elapsed();
  samples_.push_back({now, tokens});
  while (samples_.size() > 2 && now - samples_.front().ms > kWindowMs) samples_.pop_front();
  if (now - shown_ms_ < kShowEveryMs || samples_.size() < 2) return;
  const qint64 span = now - samples_.front().ms;
  if (span <= 0) return;
  int sum = 0;  // the first sample's tokens came before the span
  for (size_t i = 1; i < samples_.size(); ++i) sum += samples_[i].tokens;
  shown_ms_ = now;
  setSpeed(1000.0 * sum / static_cast<double>(span));
}

void AnswerProgress::end(const GenerationResult& result) {
  const int tokens = result.reasoning_tokens + result.text_tokens;
  setSpeed(tokens > 1 && result.decode_seconds > 0 ? (tokens - 1) / result.decode_seconds : 0);
  switch (result.outcome) {
    case GenerationResult::Outcome::kFinished: return setPhase(Complete);
    case GenerationResult::Outcome::kLength: return setPhase(result.context_full ? ContextFull : LengthLimit);
    case GenerationResult::Outcome::kCancelled: return setPhase(Stopped);
    case GenerationResult::Outcome::kFailed: return setPhase(Failed);
  }
}

void AnswerProgress::setPhase(Phase phase) {
  if (phase == phase_) return;
  phase_ = phase;
  emit changed();
  emit announcementChanged();
}

QString AnswerProgress::speed() const {
  return speed_ > 0 ? tr("%1 tokens/s").arg(QLocale().toString(speed_, 'f', 1)) : QString();
}

void AnswerProgress::setSpeed(double tokens_per_second) {
  const double shown = std::max(0.0, std::round(tokens_per_second * 10) / 10);
  if (shown == speed_) return;
  speed_ = shown;
  emit speedChanged();
}

}  // namespace deepwell
