#include "app/chat/context/context_meter.h"

#include <QLocale>

#include "app/bridge/engine_host.h"

namespace deepwell {
namespace {

constexpr int kTypingMs = 150;
constexpr qsizetype kCountAtOnce = 8192;  // characters, some milliseconds
constexpr double kNear = 0.8;

}  // namespace

ContextMeter::ContextMeter(EngineHost& host, QObject* parent) : QObject(parent), host_(host) {
  draft_timer_.setSingleShot(true);
  draft_timer_.setInterval(kTypingMs);
  connect(&draft_timer_, &QTimer::timeout, this, &ContextMeter::countDraft);
}

int ContextMeter::limit() const { return host_.contextTokens(); }

ContextMeter::Level ContextMeter::level() const {
  if (!known()) return Ok;
  if (used() > room(limit())) return Full;
  return fraction() >= kNear ? Near : Ok;
}

QString ContextMeter::words() const {
  if (!known()) return host_.ready() ? tr("The context is being counted…") : tr("No model is loaded");
  const QLocale locale;
  QStringList lines{tr("%1 of %2 tokens of the context are used (%3 %)")
                        .arg(locale.toString(used()), locale.toString(limit()))
                        .arg(qRound(100.0 * used() / limit()))};
  if (draft_tokens_ > 0 && written_ == 0) lines << tr("This message: %n token(s)", nullptr, draft_tokens_);
  if (!note_.isEmpty()) lines << note_;
  return lines.join(u'\n');
}

void ContextMeter::setRequest(const GenerationRequest& request, bool placeholder) {
  host_.counter().post(this, kBase, [this, request, placeholder](PromptSizer& sizer) {
    const int count = sizer.prompt(request);
    return [this, count, placeholder] {
      base_ = count < 0 ? -1 : std::max(0, count - (placeholder ? 1 : 0));
      emit changed();
    };
  });
  if (!host_.counter().available()) forget();
}

void ContextMeter::forget() {
  base_ = -1;
  emit changed();
}

void ContextMeter::setDraft(const QString& draft) {
  if (draft == draft_) return;
  draft_ = draft;
  draft_counted_ = draft.isEmpty();
  if (draft.isEmpty()) {
    draft_timer_.stop();
    draft_tokens_ = 0;
    emit changed();
  } else if (!draft_timer_.isActive()) {
    draft_timer_.start();
  }
}

void ContextMeter::countDraft() {
  host_.counter().post(this, kDraft, [this, draft = draft_](PromptSizer& sizer) {
    const int count = std::max(0, sizer.text(draft));
    return [this, count, draft] {
      if (draft_.isEmpty()) return;
      draft_tokens_ = count;
      draft_counted_ = draft == draft_;
      emit changed();
    };
  });
}

void ContextMeter::setWritten(int tokens) {
  if (tokens == written_) return;
  written_ = tokens;
  emit changed();
}

void ContextMeter::setNote(const QString& note) {
  if (note == note_) return;
  note_ = note;
  emit changed();
}

std::optional<bool> ContextMeter::fits(const QString& draft) const {
  if (!known()) return std::nullopt;
  int tokens = draft_tokens_;
  if (!draft_counted_ || draft.trimmed() != draft_.trimmed()) {
    if (draft.size() > kCountAtOnce) return std::nullopt;
    const auto counted = host_.counter().countNow(draft);
    if (!counted) return std::nullopt;
    tokens = *counted;
  }
  return base_ + tokens <= room(limit());
}

}  // namespace deepwell
