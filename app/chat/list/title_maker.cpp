#include "app/chat/list/title_maker.h"

#include <QPointer>
#include <QRegularExpression>

#include "app/bridge/engine_host.h"
#include "app/chat/history.h"
#include "app/settings/preferences.h"
#include "app/words/characters.h"

namespace deepwell {
namespace {

constexpr qsizetype kLongestTitle = 60;
constexpr int kQuestionPart = 1500;  // of the texts that the model is shown
constexpr int kAnswerPart = 600;
constexpr int kTitleTokens = 40;

GenerationRequest requestFor(const QString& question, const QString& answer) {
  GenerationRequest request;
  request.settings.temperature = 0.3;
  request.settings.max_tokens = kTitleTokens;
  request.settings.think = false;
  // Not translated: the model is to answer in the chat's language, not in the window's.
  const QString words = QStringLiteral(
      "Here is the beginning of a conversation.\n\nUser: %1\n\nAssistant: %2\n\n"
      "Write a title for it, of two to six words, in the language of the user. Write the title only, without quotes.");
  const auto begin = [](const QString& text, qsizetype most) { return text.left(characterStart(text, most)); };
  request.messages.append({QStringLiteral("user"), words.arg(begin(question, kQuestionPart), begin(answer, kAnswerPart)), {}});
  return request;
}

bool isQuoteOrMark(QChar c) {
  return QStringLiteral("\"'`*_#~<>|\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb\u300c\u300d\u300e\u300f \t-\u2013\u2014:").contains(c);
}

// Joiners are not printed, but emoji and some scripts are written with them.
QString printable(const QString& line) {
  QString out;
  for (const char32_t c : line.toUcs4()) {
    const bool joiner = c == U'\u200c' || c == U'\u200d';
    const bool mark = c == U'*' || c == U'`' || c == U'"' || c == U'\u201c' || c == U'\u201d';
    if (!mark && (joiner || QChar::isPrint(c))) out += QChar::fromUcs4(c);
  }
  return out;
}

}  // namespace

QString titleFromModel(const QString& words) {
  if (words.contains(QLatin1String("<think")) || words.contains(QLatin1String("```"))) return {};
  QString line = words.trimmed().section(u'\n', 0, 0);
  static const QRegularExpression label(QStringLiteral("^[\\s*#\"]*(title|titel|titre|t\u00edtulo|\u6807\u9898)\\s*[:\uff1a]"),
                                        QRegularExpression::CaseInsensitiveOption);
  line.remove(label);
  line = line.simplified();
  line = printable(line).simplified();
  while (!line.isEmpty() && isQuoteOrMark(line.front())) line.remove(0, 1);
  while (!line.isEmpty() && (isQuoteOrMark(line.back()) || QStringLiteral(".,;\u3002").contains(line.back()))) line.chop(1);
  if (line.size() > kLongestTitle) {
    const qsizetype space = line.lastIndexOf(u' ', kLongestTitle - 1);
    line.truncate(space > kLongestTitle / 2 ? space : characterStart(line, kLongestTitle - 1));
    line += u'\u2026';
  }
  return line.size() < 2 ? QString() : line;
}

TitleMaker::TitleMaker(EngineHost& host, History& history, const Preferences& preferences, QObject* parent)
    : QObject(parent), host_(host), history_(history), preferences_(preferences) {
  idle_.setSingleShot(true);
  idle_.setInterval(kIdleMs);
  connect(&idle_, &QTimer::timeout, this, &TitleMaker::next);
  connect(&generator_, &Generator::updated, this, [this](const GenerationUpdate& update) {
    if (update.text_was_reasoning) words_.clear();
    words_ += update.text;
    if (enough()) generator_.stop();
  });
  connect(&generator_, &Generator::finished, this, &TitleMaker::onFinished);
}

TitleMaker::~TitleMaker() { generator_.stopAndWait(); }

// The bundled model cannot do it: asked for a title it answers the question again, or writes anything.
bool TitleMaker::allowed() const {
  return preferences_.modelTitles() && host_.ready() && !host_.loading() && !host_.isPocket();
}

// What comes after the first line is no part of a title.
bool TitleMaker::enough() const { return words_.trimmed().contains(u'\n') || words_.size() > 4 * kLongestTitle; }

void TitleMaker::offer(ChatId chat) {
  if (chat == 0 || chat == current_ || waiting_.contains(chat) || tried_.contains(chat)) return;
  waiting_.append(chat);
  if (!busy_ && current_ == 0) idle_.start();
}

void TitleMaker::forget(ChatId chat) {
  waiting_.removeAll(chat);
  if (chat == current_) drop();
}

void TitleMaker::forgetAll() {
  waiting_.clear();
  tried_.clear();
  idle_.stop();
  if (current_ != 0) drop();
}

void TitleMaker::drop() {
  dropped_ = true;
  generator_.stop();
}

void TitleMaker::setBusy(bool busy) {
  busy_ = busy;
  if (busy) {
    idle_.stop();
    generator_.stop();
  } else if (current_ == 0 && !waiting_.isEmpty()) {
    idle_.start();
  }
}

void TitleMaker::releaseEngine() {
  idle_.stop();
  generator_.stop();
  generator_.releaseEngine();
}

// The window does not wait for the history.
void TitleMaker::next() {
  if (busy_ || current_ != 0 || waiting_.isEmpty() || !allowed()) return;
  current_ = waiting_.takeFirst();
  history_.later([history = &history_, self = QPointer<TitleMaker>(this), chat = current_](ChatStore& store) {
    const auto stored = store.chat(chat);
    ChatBeginning beginning;
    if (stored && !stored->deleted_at && stored->title_source == TitleSource::kFirstLine)
      beginning = store.beginning(chat, kQuestionPart).value_or(ChatBeginning());
    QMetaObject::invokeMethod(history, [self, chat, beginning] {
      if (self && self->current_ == chat) self->begin(beginning);
    }, Qt::QueuedConnection);
  });
}

void TitleMaker::begin(const ChatBeginning& beginning) {
  const QString question = QString::fromStdString(beginning.question).trimmed();
  const QString answer = QString::fromStdString(beginning.answer).trimmed();
  if (std::exchange(dropped_, false) || question.isEmpty() || answer.isEmpty()) {
    current_ = 0;
    return next();
  }
  if (busy_ || !allowed()) return waiting_.prepend(std::exchange(current_, 0));
  words_.clear();
  generator_.start(host_.engine(), requestFor(question, answer));
}

void TitleMaker::onFinished(const GenerationResult& result) {
  const ChatId chat = std::exchange(current_, 0);
  const bool gave_way = result.outcome == GenerationResult::Outcome::kCancelled && !enough();
  if (std::exchange(dropped_, false)) {
    words_.clear();
  } else if (gave_way) {
    waiting_.prepend(chat);
  } else if (const QString title = titleFromModel(words_); title.isEmpty() || result.outcome == GenerationResult::Outcome::kFailed) {
    tried_.insert(chat);
  } else {
    suggest(chat, title);
  }
  if (!busy_ && !waiting_.isEmpty()) idle_.start();
}

// The chat may have been erased meanwhile: then there is nothing to name.
void TitleMaker::suggest(ChatId chat, const QString& title) {
  history_.later([history = &history_, self = QPointer<TitleMaker>(this), chat, title](ChatStore& store) {
    const auto taken = store.suggestTitle(chat, title.toStdString(), TitleSource::kModel);
    if (!taken && taken.error().code == ErrorCode::kNotFound) return;
    QMetaObject::invokeMethod(history, [history, self, chat, title, taken] {
      if (history->check(taken) && *taken && self) emit self->made(chat, title);
    }, Qt::QueuedConnection);
  });
}

}  // namespace deepwell
