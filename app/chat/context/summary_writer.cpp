#include "app/chat/context/summary_writer.h"

#include <algorithm>

#include "app/bridge/engine_host.h"
#include "app/words/characters.h"

namespace deepwell {
namespace {

constexpr int kCountJob = 0;
constexpr int kLongestSummary = 1024;  // tokens
constexpr int kCharactersPerToken = 2;  // where it cannot be counted: fewer than usual

QString transcriptOf(const QList<PromptMessage>& chat) {
  QString text;
  for (const PromptMessage& message : chat) {
    if (message.text.trimmed().isEmpty()) continue;
    text += message.role == QLatin1String("user") ? QStringLiteral("User: ") : QStringLiteral("Assistant: ");
    text += message.text.trimmed() + QStringLiteral("\n\n");
  }
  return text;
}

GenerationResult summaryStopped() {
  GenerationResult result;
  result.outcome = GenerationResult::Outcome::kCancelled;
  return result;
}

}  // namespace

SummaryWriter::SummaryWriter(EngineHost& host, QObject* parent) : QObject(parent), host_(host) {
  connect(&generator_, &Generator::updated, this, [this](const GenerationUpdate& update) {
    if (update.text_was_reasoning) text_.clear();
    text_ += update.text;
    emit written(text_.trimmed());
  });
  connect(&generator_, &Generator::finished, this, &SummaryWriter::end);
}

SummaryWriter::~SummaryWriter() { generator_.stopAndWait(); }

bool SummaryWriter::start(const QList<PromptMessage>& chat, const GenerationSettings& settings) {
  const QString text = transcriptOf(chat);
  if (running_ || !host_.ready() || text.isEmpty()) return false;
  settings_ = settings;
  settings_.think = false;
  running_ = true;
  stopped_ = false;
  before_.clear();
  if (!host_.counter().available()) {
    cut(text, static_cast<int>(text.size() / kCharactersPerToken));
    next();
    return true;
  }
  host_.counter().post(this, kCountJob, [this, text](PromptSizer& sizer) {
    const int tokens = sizer.text(text);
    return [this, text, tokens] {
      cut(text, tokens < 0 ? static_cast<int>(text.size() / kCharactersPerToken) : tokens);
      next();
    };
  });
  return true;
}

// Half of the context is for a part; the other half for the summary before it, the request and what is written.
void SummaryWriter::cut(const QString& text, int tokens) {
  const double per_token = static_cast<double>(text.size()) / std::max(1, tokens);
  const auto most = std::max<qsizetype>(200, static_cast<qsizetype>(per_token * host_.contextTokens() / 2));
  parts_.clear();
  part_ = 0;
  for (qsizetype at = 0; at < text.size();) {
    qsizetype end = std::min(text.size(), at + most);
    if (end < text.size()) {
      const qsizetype paragraph = text.lastIndexOf(QStringLiteral("\n\n"), end);
      end = paragraph > at + most / 2 ? paragraph + 2 : characterStart(text, end);
    }
    parts_ << text.mid(at, end - at).trimmed();
    at = end;
  }
}

void SummaryWriter::next() {
  if (!running_) return;
  if (stopped_ || !host_.ready()) return end(summaryStopped());
  text_.clear();
  ++part_;
  emit changed();
  QString prompt = tr("Sum up the conversation below for someone who goes on with it: what was asked, what was found out and decided, "
                      "and what is open. Keep names, numbers and code that matter. Write the summary only.");
  if (!before_.isEmpty()) prompt += QStringLiteral("\n\n") + tr("Summary of what came before:") + QStringLiteral("\n\n") + before_;
  prompt += QStringLiteral("\n\n") + tr("The conversation:") + QStringLiteral("\n\n") + parts_[part_ - 1];
  GenerationRequest request;
  request.messages = {{QStringLiteral("user"), prompt, {}}};
  request.settings = settings_;
  request.settings.max_tokens = std::clamp(host_.contextTokens() / 8, 32, kLongestSummary);
  generator_.start(host_.engine(), request);
}

void SummaryWriter::stop() {
  if (!running_) return;
  stopped_ = true;
  generator_.stop();
  if (!generator_.running()) end(summaryStopped());
}

void SummaryWriter::stopAndWait() {
  generator_.stopAndWait();
  running_ = false;
}

void SummaryWriter::end(const GenerationResult& result) {
  if (!running_) return;
  using Outcome = GenerationResult::Outcome;
  const bool went_well = result.outcome == Outcome::kFinished || result.outcome == Outcome::kLength;
  if (went_well && !stopped_ && part_ < parts()) {
    before_ = text_.trimmed();
    return next();
  }
  running_ = false;
  const QString text = text_.trimmed().isEmpty() ? before_ : text_.trimmed();
  emit finished(text, result.outcome == Outcome::kFailed ? result.error : QString());
}

}  // namespace deepwell
