#include "app/chat/conversation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include "app/bridge/engine_host.h"
#include "app/chat/history.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr qsizetype kTitleLength = 48;
// The bundled model was trained on chats of up to three questions and loses its way in longer ones.
constexpr qsizetype kPocketMessages = 5;

// The first line of the first message, cut at a word.
QString titleFrom(const QString& message) {
  QString line = message.trimmed().section(u'\n', 0, 0).simplified();
  if (line.size() <= kTitleLength) return line;
  const qsizetype space = line.lastIndexOf(u' ', kTitleLength);
  line.truncate(space > kTitleLength / 2 ? space : kTitleLength);
  if (line.back().isHighSurrogate()) line.chop(1);
  return line + u'…';
}

std::string samplingJson(const GenerationSettings& settings) {
  const QJsonObject object{{"temperature", settings.temperature},
                           {"top_p", settings.top_p},
                           {"top_k", settings.top_k},
                           {"min_p", settings.min_p},
                           {"max_tokens", settings.max_tokens},
                           {"seed", QString::number(settings.seed)},
                           {"think", settings.think}};
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

}  // namespace

Conversation::Conversation(ChatId chat, const QString& title, EngineHost& host, History& history,
                           const Preferences& preferences, QObject* parent)
    : QObject(parent), chat_(chat), title_(title), host_(host), history_(history), preferences_(preferences) {
  connect(&generator_, &Generator::updated, this, &Conversation::onUpdated);
  connect(&generator_, &Generator::finished, this, &Conversation::onFinished);
  connect(this, &Conversation::busyChanged, this, &Conversation::unansweredChanged);
  connect(&messages_, &TranscriptModel::countChanged, this, &Conversation::unansweredChanged);
  if (chat_ != 0) reload();
}

Conversation::~Conversation() { generator_.stopAndWait(); }

void Conversation::reload() {
  if (const auto messages = history_.store().messages(chat_); history_.check(messages)) messages_.reset(*messages);
}

void Conversation::setTitle(const QString& title) {
  if (title == title_) return;
  title_ = title;
  emit titleChanged();
}

void Conversation::setDraft(const QString& draft) {
  if (draft == draft_) return;
  draft_ = draft;
  emit draftChanged();
}

bool Conversation::unanswered() const { return !busy() && messages_.last() && messages_.last()->fromUser(); }

bool Conversation::ready() const { return !busy() && host_.ready() && !host_.loading(); }

bool Conversation::send(const QString& text) {
  const QString message = text.trimmed();
  if (message.isEmpty() || !ready()) return false;
  if (chat_ == 0 && !createChat(message)) return false;
  const auto id = history_.store().appendMessage(chat_, AfterLeaf(), ChatRole::kUser, message.toStdString());
  if (!history_.check(id)) return false;
  const auto stored = history_.store().message(*id);
  if (!history_.check(stored)) return false;
  messages_.append(*stored);
  setDraft({});
  if (beginAnswer(AfterLeaf())) startGeneration(false);
  emit changed();
  return true;
}

bool Conversation::createChat(const QString& first_message) {
  const QString title = titleFrom(first_message);
  const auto id = history_.store().createChat(title.toStdString(), host_.path().toStdString(), host_.name().toStdString());
  if (!history_.check(id)) return false;
  chat_ = *id;
  setTitle(title);
  emit chatIdChanged();
  return true;
}

void Conversation::stop() {
  if (!busy() || stopping_) return;
  stopping_ = true;
  generator_.stop();
  emit busyChanged();
}

void Conversation::regenerate() {
  MessageItem* last = messages_.last();
  if (!ready() || !last) return;
  Place place = AfterLeaf();
  if (!last->fromUser()) {
    place = last->parentId();
    // An answer of which nothing came is no alternative to keep.
    if (last->text().isEmpty() && last->reasoning().isEmpty() && last->siblingCount() == 1)
      history_.check(history_.store().deleteMessagesFrom(last->id()));
    messages_.truncate(messages_.count() - 1);
  }
  if (beginAnswer(place)) startGeneration(false);
  emit changed();
}

void Conversation::continueAnswer() {
  MessageItem* last = messages_.last();
  if (!ready() || !last || last->fromUser()) return;
  if (!history_.check(history_.store().resumeMessage(last->id()))) return;
  answer_ = last;
  startGeneration(true);
  emit changed();
}

void Conversation::showSibling(MessageItem* message, int step) {
  if (busy() || !message) return;
  const auto siblings = history_.store().siblings(message->id());
  if (!history_.check(siblings)) return;
  const int wanted = message->siblingIndex() + step;
  if (wanted < 0 || wanted >= static_cast<int>(siblings->size())) return;
  if (history_.check(history_.store().showBranch((*siblings)[static_cast<size_t>(wanted)]))) reload();
}

bool Conversation::showMessage(MessageId message) {
  if (messages_.find(message)) return true;
  if (busy() || !history_.check(history_.store().showBranch(message))) return false;
  reload();
  return messages_.find(message) != nullptr;
}

// A new empty answer, at the end of the transcript.
bool Conversation::beginAnswer(Place place) {
  const auto id = history_.store().beginAssistantMessage(chat_, place, host_.name().toStdString());
  if (!history_.check(id)) return false;
  const auto stored = history_.store().message(*id);
  if (!history_.check(stored)) return false;
  answer_ = messages_.append(*stored);
  return true;
}

void Conversation::startGeneration(bool resume) {
  const GenerationRequest request = makeRequest(resume);
  settings_ = request.settings;
  model_ = host_.name();
  answer_->start();
  generator_.start(host_.engine(), request);
  emit busyChanged();
}

GenerationRequest Conversation::makeRequest(bool resume) const {
  GenerationRequest request;
  request.settings = host_.settingsFor(preferences_);
  if (!preferences_.fixedSeed()) request.settings.seed = QRandomGenerator::global()->generate64();
  for (int i = 0; i < messages_.count(); ++i) {
    const MessageItem* message = messages_.at(i);
    if (message == answer_) continue;
    request.messages.append({QString::fromUtf8(chatRoleName(message->role())), message->text(), message->reasoning()});
  }
  if (host_.isPocket() && request.messages.size() > kPocketMessages)
    request.messages.remove(0, request.messages.size() - kPocketMessages);
  if (!request.settings.system_prompt.isEmpty())
    request.messages.prepend({QStringLiteral("system"), request.settings.system_prompt, {}});
  if (resume) {
    request.resume = true;
    request.resume_reasoning = answer_->reasoning();
    request.resume_reasoning_finished = answer_->reasoningFinished();
    request.resume_text = answer_->text();
  }
  return request;
}

void Conversation::onUpdated(const GenerationUpdate& update) {
  if (!answer_) return;
  StreamDelta delta;
  answer_->apply(update, &delta);
  if (!update.notice.isEmpty()) host_.refreshPlacement();
  if (delta.reasoning.empty() && delta.text.empty() && delta.reasoning_tokens == 0 && delta.text_tokens == 0 &&
      !delta.text_was_reasoning)
    return;
  history_.writer().append(answer_->id(), std::move(delta));
}

void Conversation::onFinished(const GenerationResult& result) {
  if (!answer_) return;
  MessageItem* answer = answer_;
  MessageEnd end;
  answer->finish(result, &end);
  if (!answer->notice().isEmpty()) host_.refreshPlacement();  // settled since
  end.generation.model = model_.toStdString();
  end.generation.sampling_json = samplingJson(settings_);
  history_.check(history_.writer().finish(answer->id(), std::move(end)));
  answer_ = nullptr;
  stopping_ = false;
  emit busyChanged();
  emit changed();
}

void Conversation::releaseEngine() { generator_.releaseEngine(); }

}  // namespace deepwell
