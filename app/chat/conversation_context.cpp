// Conversation: what goes to the model, and what is done when that is too much.
#include <QRandomGenerator>

#include "app/bridge/engine_host.h"
#include "app/chat/composer/attachment_text.h"
#include "app/chat/conversation.h"
#include "app/chat/history.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

// The bundled model was trained on chats of up to three questions and loses its way in longer ones.
constexpr int kPocketMessages = 5;

void addSystemPrompt(GenerationRequest& request) {
  if (!request.settings.system_prompt.isEmpty())
    request.messages.prepend({QStringLiteral("system"), request.settings.system_prompt, {}});
}

}  // namespace

void Conversation::watchContext() {
  connect(&host_, &EngineHost::engineChanged, this, [this] {
    context_.forget();
    attachments_.countTokens();
    countLater();
  });
  // Only the load that was asked for sends what waits: not one that comes after it was cancelled, replaced or has failed.
  connect(&host_, &EngineHost::loadingChanged, this, [this] {
    if (!enlarging_) return;
    if (host_.loading() ? host_.loadingPath() != enlarging_->path : !enlarged()) giveUpEnlarging();
  });
  connect(&host_, &EngineHost::loaded, this, [this] {
    if (!enlarging_) return;
    if (!enlarged()) return giveUpEnlarging();
    enlarging_.reset();
    onRoomMade();
  });
  connect(&preferences_, &Preferences::samplingChanged, this, &Conversation::countLater);
  connect(&preferences_, &Preferences::presetChanged, this, [this](const QString& model) {
    if (model == host_.path()) countAnew();
  });
  connect(&preferences_, &Preferences::instructionsChanged, this, &Conversation::countAnew);
  connect(&messages_, &TranscriptModel::countChanged, this, &Conversation::countLater);
  connect(&attachments_, &AttachmentList::changed, this, [this] {
    countAnew();
    if (!send_when_read_ || attachments_.reading()) return;
    send_when_read_ = false;
    if (ready() && attachments_.problem().isEmpty()) makeRoom(ContextChoices::Send);  // with the file it may be too much again
  });
  connect(&summary_, &SummaryWriter::changed, this, &Conversation::summarisingChanged);
  connect(&summary_, &SummaryWriter::written, this, &Conversation::showSummary);
  connect(&summary_, &SummaryWriter::finished, this, [this](const QString& text, const QString& error) {
    showSummary(text);
    keepDraft();
    if (!error.isEmpty()) host_.setError(error);
    emit summarisingChanged();
  });
}

int Conversation::mostMessages() const { return host_.isPocket() ? kPocketMessages : 0; }

// `settings`: of another answer, instead of today's.
GenerationRequest Conversation::makeRequest(int count, bool resume, const std::optional<GenerationSettings>& settings) const {
  GenerationRequest request;
  request.settings = settings ? *settings : settingsNow();
  if (!settings && !preferences_.fixedSeed()) request.settings.seed = QRandomGenerator::global()->generate64();
  const int first = firstSent(messages_, count, false, rules_, mostMessages());
  request.messages = promptMessages(messages_, first, count, rules_);
  addSystemPrompt(request);
  if (resume) {
    const MessageItem& answer = *messages_.at(count);
    request.resume = true;
    request.resume_reasoning = answer.reasoning();
    request.resume_reasoning_finished = answer.reasoningFinished();
    request.resume_text = answer.text();
  }
  return request;
}

int Conversation::nextRow() const { return editing_ ? messages_.indexOf(editing_) : messages_.count(); }

GenerationRequest Conversation::nextRequest(const QString& draft) const {
  GenerationRequest request;
  request.settings = settingsNow();
  const int count = nextRow();
  request.messages = promptMessages(messages_, firstSent(messages_, count, true, rules_, mostMessages()), count, rules_);
  addSystemPrompt(request);
  request.messages.append({QStringLiteral("user"), withAttachments(attachments_.attachments(), draft), {}});
  return request;
}

void Conversation::countLater() {
  if (!count_timer_.isActive()) count_timer_.start();
}

// What is known is no longer so.
void Conversation::countAnew() {
  context_.forget();
  countLater();
}

void Conversation::count() {
  if (loading_) return;
  emit rulesChanged();
  context_.setNote(leftOut());
  if (!busy()) context_.setRequest(nextRequest(QStringLiteral("x")), true);
}

QString Conversation::leftOut() const {
  const int count = busy() ? messages_.count() - 1 : nextRow();
  if (count <= 0) return {};
  const int first = firstSent(messages_, count, !busy(), rules_, mostMessages());
  int questions = 0;
  for (int i = 0; i < first; ++i) questions += messages_.at(i)->fromUser() ? 1 : 0;
  QStringList lines;
  if (questions > 0 && first > rules_.skip && host_.isPocket()) {
    lines << tr("The pocket model is given the last three questions only.");
  } else if (questions > 0) {
    lines << tr("The model is not given the first %n question(s) of this chat.", nullptr, questions);
  }
  if (rules_.drop_thoughts) lines << tr("It is not given earlier thinking.");
  return lines.join(u' ');
}

void Conversation::keepSettings(const std::string& settings_json) {
  settings_json_ = settings_json;
  if (chat_ != 0) history_.check(history_.store().setChatSettings(chat_, settings_json_));
}

void Conversation::setInstructions(const QString& text) {
  const QString instructions = text.trimmed().left(kLongestPrompt);
  if (instructions == instructions_) return;
  instructions_ = instructions;
  keepSettings(withInstructions(settings_json_, instructions));
  countAnew();
  emit instructionsChanged();
}

// Of an answer that begins now.
GenerationSettings Conversation::settingsNow() const {
  GenerationSettings settings = host_.settingsFor(preferences_);
  if (!instructions_.isEmpty()) settings.system_prompt = instructions_;
  return settings;
}

void Conversation::setRules(const ChatRules& rules) {
  rules_ = rules;
  keepSettings(withRules(settings_json_, rules));
  countAnew();
  emit rulesChanged();
}

GenerationRequest Conversation::wantedRequest(ContextChoices::Reason reason) const {
  MessageItem* last = messages_.last();
  const bool answered = last && !last->fromUser();
  if (reason == ContextChoices::Continue && answered) return makeRequest(messages_.count() - 1, true);
  if (reason == ContextChoices::Answer) return makeRequest(answered ? messages_.count() - 1 : messages_.count(), false);
  return nextRequest(draft_.trimmed().isEmpty() ? QStringLiteral("x") : draft_.trimmed());
}

// Opens the panel, unless there is room after all, or the person has chosen for this chat what is to be done.
void Conversation::makeRoom(ContextChoices::Reason reason) {
  wanted_ = reason;
  choices_.plan(wantedRequest(reason), messages_.count() > 1, [this, reason] {
    if (wanted_ != reason) return;
    if (choices_.fits()) return onRoomMade();
    if (rules_.drop_oldest && choices_.turnsToDrop() > 0) return dropOldest();
    choices_.show(reason);
  });
}

void Conversation::showChoices() {
  if (busy() || summarising()) return;
  wanted_ = ContextChoices::None;
  choices_.show(ContextChoices::Asked);
  choices_.plan(wantedRequest(ContextChoices::Asked), messages_.count() > 1, [] {});
}

void Conversation::onRoomMade() {
  const ContextChoices::Reason wanted = wanted_;
  choices_.close();
  switch (wanted) {
    case ContextChoices::Send:
      if (attachments_.reading()) {
        send_when_read_ = true;
      } else {
        sendNow();
      }
      break;
    case ContextChoices::Answer: regenerate(); break;
    case ContextChoices::Continue: continueAnswer(); break;
    default: break;
  }
  wanted_ = ContextChoices::None;
}

void Conversation::dropOldest() {
  if (choices_.turnsToDrop() == 0) return;
  ChatRules rules = rules_;
  const bool with_draft = wanted_ == ContextChoices::Send || wanted_ == ContextChoices::None;
  const int count = with_draft ? nextRow() : messages_.count() - 1;
  rules.skip = firstSent(messages_, count, with_draft, rules_, mostMessages()) + choices_.messagesToDrop();
  rules.drop_oldest = true;
  setRules(rules);
  onRoomMade();
}

void Conversation::dropThoughts() {
  ChatRules rules = rules_;
  rules.drop_thoughts = true;
  setRules(rules);
  if (wanted_ == ContextChoices::None) return choices_.close();
  makeRoom(wanted_);
}

void Conversation::enlargeContext() {
  const int tokens = choices_.largerContext();
  if (tokens == 0) return;
  choices_.close();
  enlarging_ = Enlarging{host_.path(), tokens};
  host_.chooseContext(tokens);
  if (!host_.loading()) giveUpEnlarging();
}

bool Conversation::enlarged() const { return host_.path() == enlarging_->path && host_.contextTokens() == enlarging_->tokens; }

void Conversation::giveUpEnlarging() {
  enlarging_.reset();
  wanted_ = ContextChoices::None;
}

void Conversation::giveAll() { setRules({}); }

void Conversation::closeChoices() {
  wanted_ = ContextChoices::None;
  send_when_read_ = false;
  choices_.close();
}

QList<PromptMessage> Conversation::whole() const { return promptMessages(messages_, 0, messages_.count(), {}); }

void Conversation::writeSummary(const QList<PromptMessage>& chat) {
  if (!ready()) return;
  summary_rest_ = draft_;
  if (!summary_.start(chat, host_.settingsFor(preferences_))) return;
  showSummary({});
  emit summarisingChanged();
}

void Conversation::showSummary(const QString& text) {
  const QString rest = summary_rest_.isEmpty() ? QString() : QStringLiteral("\n\n") + summary_rest_;
  if (text.isEmpty()) return setDraft(summary_rest_);
  setDraft(tr("This is a summary of our conversation so far:") + QStringLiteral("\n\n") + text + rest);
}

void Conversation::stopSummary() { summary_.stop(); }

QString Conversation::summaryWords() const {
  if (!summarising()) return {};
  return summary_.parts() > 1 ? tr("Summing up, part %1 of %2…").arg(summary_.part()).arg(summary_.parts()) : tr("Summing up…");
}

}  // namespace deepwell
