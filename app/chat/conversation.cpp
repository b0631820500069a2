#include "app/chat/conversation.h"

#include <QPointer>
#include <condition_variable>
#include <mutex>

#include "app/bridge/engine_host.h"
#include "app/chat/history.h"
#include "app/chat/receipt.h"
#include "app/settings/preferences.h"

namespace deepwell {
namespace {

constexpr qsizetype kTitleLength = 48;
constexpr int kKeepDraftMs = 500;
// A short chat is read before the window could be drawn without it; a long one is not waited for.
constexpr std::chrono::milliseconds kPatience{12};

// The first line of the first message, cut at a word.
QString titleFrom(const QString& message) {
  QString line = message.trimmed().section(u'\n', 0, 0).simplified();
  if (line.size() <= kTitleLength) return line;
  const qsizetype space = line.lastIndexOf(u' ', kTitleLength);
  line.truncate(space > kTitleLength / 2 ? space : kTitleLength);
  if (line.back().isHighSurrogate()) line.chop(1);
  return line + u'…';
}

// What threads read and the window takes.
struct Read {
  std::mutex mutex;
  std::condition_variable done;
  int missing = 0;  // parts
  std::optional<Result<std::vector<ChatMessage>>> messages;
  std::optional<Result<std::vector<DraftFile>>> files;
};

}  // namespace

Conversation::Conversation(const Chat& chat, EngineHost& host, History& history, const Preferences& preferences, QObject* parent)
    : QObject(parent),
      chat_(chat.id),
      title_(QString::fromStdString(chat.title)),
      model_path_(QString::fromStdString(chat.model_path)),
      model_name_(QString::fromStdString(chat.model_name)),
      settings_json_(chat.settings_json),
      rules_(rulesFrom(chat.settings_json)),
      instructions_(instructionsFrom(chat.settings_json)),
      host_(host),
      history_(history),
      preferences_(preferences),
      attachments_(host.counter()),
      context_(host),
      choices_(host),
      summary_(host),
      wait_(host) {
  if (const auto draft = history_.store().draft(chat_); history_.check(draft)) draft_ = QString::fromStdString(*draft);
  in_bin_ = chat.deleted_at.has_value();
  draft_timer_.setSingleShot(true);
  draft_timer_.setInterval(kKeepDraftMs);
  count_timer_.setSingleShot(true);
  count_timer_.setInterval(0);
  connect(&draft_timer_, &QTimer::timeout, this, &Conversation::keepDraft);
  connect(&count_timer_, &QTimer::timeout, this, &Conversation::count);
  connect(&generator_, &Generator::updated, this, &Conversation::onUpdated);
  connect(&generator_, &Generator::finished, this, &Conversation::onFinished);
  connect(this, &Conversation::busyChanged, this, &Conversation::unansweredChanged);
  connect(&messages_, &TranscriptModel::countChanged, this, &Conversation::unansweredChanged);
  connect(&attachments_, &AttachmentList::changed, this, &Conversation::onFilesChanged);
  connect(&attachments_, &AttachmentList::countChanged, this, &Conversation::onFilesChanged);
  connect(&wait_, &ModelWait::changed, this, &Conversation::waitingChanged);
  connect(&wait_, &ModelWait::arrived, this, &Conversation::sendWaiting);
  connect(this, &Conversation::loadingChanged, this, &Conversation::sendWaiting, Qt::QueuedConnection);
  connect(&attachments_, &AttachmentList::readingChanged, this, &Conversation::sendWaiting, Qt::QueuedConnection);
  watchContext();
  context_.setDraft(draft_);
  reload(chat_ != 0);
  countLater();
}

Conversation::~Conversation() {
  generator_.stopAndWait();
  const bool summed_up = summarising();
  summary_.stopAndWait();  // its last words still come
  if (summed_up || draft_timer_.isActive()) keepDraft();
}

void Conversation::reload(bool messages) {
  const bool files = !files_read_;
  auto read = std::make_shared<Read>();
  read->missing = (messages ? 1 : 0) + (files ? 1 : 0);
  const uint64_t number = ++reads_;
  const QPointer<Conversation> self(this);
  const auto take = [self, read, number] {
    if (!self || number != self->reads_) return;
    ++self->reads_;
    if (read->files) self->takeFiles(std::move(*read->files));
    if (read->messages) self->takeMessages(*read->messages);
    self->setLoading(false);
  };
  const auto put = [history = &history_, read, take](auto& part, auto result) {
    const std::lock_guard lock(read->mutex);
    part = std::move(result);
    if (--read->missing > 0) return;
    read->done.notify_one();
    QMetaObject::invokeMethod(history, take, Qt::QueuedConnection);
  };
  if (messages) history_.read([put, read, chat = chat_](ChatStore& store) { put(read->messages, store.messages(chat)); });
  // After what was to be kept before.
  if (files) history_.later([put, read, chat = chat_](ChatStore& store) { put(read->files, store.draftFiles(chat)); });
  std::unique_lock lock(read->mutex);
  const bool there = read->done.wait_for(lock, kPatience, [&read] { return read->missing == 0; });
  lock.unlock();
  if (there) return take();
  setLoading(true);
}

void Conversation::takeFiles(Result<std::vector<DraftFile>> files) {
  const std::vector<DraftFile> added = attachments_.files();  // meanwhile
  if (history_.check(files) && !files->empty()) {
    files->insert(files->end(), added.begin(), added.end());
    attachments_.restore(std::move(*files));
  }
  files_read_ = true;
  if (!added.empty()) onFilesChanged();
}

void Conversation::onFilesChanged() {
  if (editing_ || !files_read_) return;
  files_changed_ = true;
  draft_timer_.start();
}

void Conversation::takeMessages(const Result<std::vector<ChatMessage>>& messages) {
  if (history_.check(messages)) messages_.reset(*messages);
  if (editing_ && messages_.indexOf(editing_) < 0) cancelEdit();
  setLoading(false);
  countAnew();
  jump();
}

void Conversation::setLoading(bool loading) {
  if (loading == loading_) return;
  loading_ = loading;
  emit loadingChanged();
}

void Conversation::setTitle(const QString& title) {
  if (title == title_) return;
  title_ = title;
  emit titleChanged();
}

void Conversation::setDraft(const QString& draft) {
  if (draft == draft_) return;
  draft_ = draft;
  context_.setDraft(draft);
  if (!editing_ && !summary_.running()) draft_timer_.start();
  emit draftChanged();
}

void Conversation::keepDraft() {
  draft_timer_.stop();
  const QString& draft = editing_ ? kept_draft_ : draft_;
  history_.later([chat = chat_, text = draft.toStdString()](ChatStore& store) { std::ignore = store.setDraft(chat, text); });
  if (!std::exchange(files_changed_, false)) return;
  history_.later([chat = chat_, files = editing_ ? kept_files_ : attachments_.files()](ChatStore& store) {
    std::ignore = store.setDraftFiles(chat, files);
  });
}

void Conversation::forgetDraft() {
  wait_.end();
  cancelEdit();
  setDraft({});
  attachments_.set({});
  draft_timer_.stop();
  files_changed_ = false;
}

void Conversation::setInBin(bool in_bin) {
  if (in_bin == in_bin_) return;
  in_bin_ = in_bin;
  if (in_bin_) {
    wait_.end();
    cancelEdit();
    closeChoices();
  }
  emit inBinChanged();
  emit unansweredChanged();
}

bool Conversation::unanswered() const {
  return !busy() && !in_bin_ && !loading_ && messages_.last() && messages_.last()->fromUser();
}

bool Conversation::ready() const { return !busy() && !loading_ && !in_bin_ && !summarising() && host_.ready() && !host_.loading(); }

bool Conversation::send(const QString& text) {
  const QString message = text.trimmed();
  if ((message.isEmpty() && attachments_.count() == 0) || attachments_.reading()) return false;
  if (host_.loading() && !busy() && !in_bin_ && !summarising()) {
    setDraft(text);
    keepDraft();
    return wait_.begin();
  }
  if (!ready()) return false;
  setDraft(text);
  if (!context_.fits(message).value_or(true)) {
    makeRoom(ContextChoices::Send);
    return false;
  }
  return sendNow();
}

void Conversation::sendWaiting() {
  if (!wait_.over() || loading_ || attachments_.reading()) return;
  wait_.end();
  send(draft_);
}

bool Conversation::sendNow() {
  const QString message = draft_.trimmed();
  const std::vector<Attachment> files = attachments_.attachments();
  if (!ready() || (message.isEmpty() && files.empty())) return false;
  if (chat_ == 0 && !createChat(message.isEmpty() ? QString::fromStdString(files.front().name) : message)) return false;
  const MessageItem* before = messages_.last();  // what is shown, whatever the history would show now
  const Place place = editing_ ? Place(editing_->parentId()) : before ? Place(before->id()) : Place(std::nullopt);
  const auto id = history_.store().appendMessage(chat_, place, ChatRole::kUser, message.toStdString(), files);
  if (!history_.check(id)) return false;
  const auto stored = history_.store().message(*id);
  if (!history_.check(stored)) return false;
  closeChoices();
  const int row = messages_.indexOf(editing_);
  stopEditing();
  if (row >= 0) messages_.truncate(row);
  messages_.append(*stored);
  setDraft(std::exchange(kept_draft_, {}));
  attachments_.restore(std::exchange(kept_files_, {}));
  keepDraft();
  if (beginAnswer(*id)) startGeneration(false);
  emit changed();
  emit sent();
  return true;
}

bool Conversation::createChat(const QString& first_message) {
  const QString title = titleFrom(first_message);
  const auto id = history_.store().createChat(title.toStdString(), host_.path().toStdString(), host_.name().toStdString());
  if (!history_.check(id)) return false;
  history_.later([](ChatStore& store) {
    std::ignore = store.setDraft(0, {});
    std::ignore = store.setDraftFiles(0, {});
  });
  chat_ = *id;
  model_path_ = host_.path();
  model_name_ = host_.name();
  setTitle(title);
  if (!settings_json_.empty()) keepSettings(settings_json_);
  emit chatIdChanged();
  return true;
}

// The model that is loaded writes in this chat from now on.
void Conversation::keepModel() {
  if (model_path_ == host_.path() && model_name_ == host_.name()) return;
  if (!history_.check(history_.store().setChatModel(chat_, host_.path().toStdString(), host_.name().toStdString()))) return;
  model_path_ = host_.path();
  model_name_ = host_.name();
  emit modelChanged();
}

void Conversation::stop() {
  wait_.end();
  if (summarising()) return stopSummary();
  if (!busy() || stopping_) return;
  stopping_ = true;
  progress_.stopping();
  generator_.stop();
  emit busyChanged();
}

// A new empty answer, at the end of the transcript.
bool Conversation::beginAnswer(Place place) {
  const auto id = history_.store().beginAssistantMessage(chat_, place, host_.name().toStdString());
  if (!history_.check(id)) return false;
  const auto stored = history_.store().message(*id);
  if (!history_.check(stored)) return false;
  answer_ = messages_.append(*stored);
  keepModel();
  return true;
}

void Conversation::startGeneration(bool resume, const std::optional<GenerationSettings>& settings) {
  const GenerationRequest request = makeRequest(messages_.count() - 1, resume, settings);
  settings_ = request.settings;
  receipt_ = beginReceipt(host_, settings_);
  written_ = 0;
  answer_->start(host_.name());
  progress_.begin();
  context_.setWritten(0);
  context_.setRequest(request, false);
  generator_.start(host_.engine(), request);
  emit busyChanged();
}

void Conversation::onUpdated(const GenerationUpdate& update) {
  if (!answer_) return;
  StreamDelta delta;
  answer_->apply(update, &delta);
  progress_.add(update);
  written_ += update.reasoning_tokens + update.text_tokens;
  context_.setWritten(written_);
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
  progress_.end(result);
  if (!answer->notice().isEmpty()) host_.refreshPlacement();  // settled since
  finishReceipt(receipt_, settings_, rules_, host_, result, end.generation);
  if (answer->edited()) markEdited(end.generation);  // what the person wrote is still in it
  history_.check(history_.writer().finish(answer->id(), std::move(end)));
  answer_ = nullptr;
  stopping_ = false;
  context_.setWritten(0);
  countLater();
  emit busyChanged();
  emit changed();
  if (result.context_full) makeRoom(ContextChoices::Continue);
  if (result.too_long) makeRoom(ContextChoices::Answer);
}

void Conversation::releaseEngine() {
  generator_.releaseEngine();
  summary_.releaseEngine();
}

}  // namespace deepwell
