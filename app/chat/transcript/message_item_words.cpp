// MessageItem: what it says of itself, in words.
#include <QDateTime>
#include <QLocale>
#include <cmath>

#include "app/bridge/engine_host.h"
#include "app/chat/transcript/message_item.h"
#include "app/chat/transcript/transcript_model.h"

namespace deepwell {
namespace {

QString tokensText(int tokens) { return MessageItem::tr("%n token(s)", nullptr, tokens); }

// Tokens that arrived one after the other in that time.
QString speedText(int tokens, double seconds) {
  return MessageItem::tr("%1 tokens/s").arg(QLocale().toString((tokens - 1) / seconds, 'f', 1));
}

// "3.2 s", "4 min 12 s"
QString secondsText(double seconds) {
  const auto whole = static_cast<int>(std::lround(seconds));
  if (whole >= 60) return MessageItem::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return MessageItem::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
}

// The C locale's short form has seconds.
QString timeText(const QDateTime& when) {
  const QLocale locale;
  // Where no language is set the short form has seconds.
  const QString form = locale.timeFormat(QLocale::ShortFormat);
  const QString clock = locale.toString(when.time(), form.contains(u's') ? QStringLiteral("HH:mm") : form);
  if (when.date() == QDate::currentDate()) return clock;
  return MessageItem::tr("%1, %2", "a date, a time").arg(locale.toString(when.date(), QLocale::ShortFormat), clock);
}

}  // namespace

QString MessageItem::details() const {
  QStringList parts;
  const int tokens = reasoning_tokens_ + text_tokens_;
  if (tokens > 0) parts << tokensText(tokens);
  if (tokens > 1 && decode_seconds_ > 0) parts << speedText(tokens, decode_seconds_);
  return parts.join(QStringLiteral(" · "));
}

QString MessageItem::author() const {
  if (role_ == ChatRole::kSystem) return tr("System prompt");
  if (model_ == QLatin1String(EngineHost::kPocket)) return tr("Pocket model");
  return model_.isEmpty() ? tr("Assistant") : model_;
}

QString MessageItem::time() const { return created_ > 0 ? timeText(QDateTime::fromMSecsSinceEpoch(created_)) : QString(); }

QString MessageItem::thinkingSummary() const {
  const double seconds = reasoningSeconds();
  QStringList parts;
  if (status_ == Thinking) parts << tr("Thinking… %1").arg(secondsText(seconds));
  else if (seconds == 0 && reasoning_tokens_ == 0) parts << tr("Thoughts");  // of a chat from elsewhere
  else if (seconds < 1) parts << tr("Thought for less than a second");
  else parts << tr("Thought for %1").arg(secondsText(seconds));
  if (reasoning_tokens_ > 0) parts << tokensText(reasoning_tokens_);
  if (reasoning_tokens_ > 1 && seconds >= 0.5) parts << speedText(reasoning_tokens_, seconds);
  return parts.join(QStringLiteral(" · "));
}

}  // namespace deepwell
