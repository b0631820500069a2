#include "app/chat/list/chat_search.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include "app/chat/history.h"

namespace deepwell {
namespace {

// Without the marks of markdown, which are noise in a line that is read in passing.
QString withoutMarks(QString text) {
  static const QRegularExpression marks(QStringLiteral("\\*\\*|(?<=\\S)\\*|\\*(?=\\S)|`|(?<=\\s)#{1,6} "));
  return text.remove(marks);
}

}  // namespace

QString shortDate(UnixMs time) {
  const QDateTime when = QDateTime::fromMSecsSinceEpoch(time);
  const qint64 days = when.date().daysTo(QDate::currentDate());
  const QLocale locale;
  // The C locale's short form has seconds.
  if (days <= 0) return locale == QLocale::c() ? when.time().toString(QStringLiteral("HH:mm")) : locale.toString(when.time(), QLocale::ShortFormat);
  if (days < 7) return locale.toString(when.date(), QStringLiteral("dddd"));
  return locale.toString(when.date(), QLocale::ShortFormat);
}

ChatSearch::ChatSearch(History& history, QObject* parent) : QAbstractListModel(parent), history_(history) {}

ChatSearch::Hit ChatSearch::hitOf(const SearchHit& found) {
  Hit hit;
  hit.chat = found.chat;
  hit.message = found.message.value_or(0);
  hit.title = QString::fromStdString(found.chat_title);
  for (const SnippetPart& part : found.snippet) {
    const QString text = withoutMarks(QString::fromStdString(part.text));
    if (part.match) {
      hit.marks << static_cast<int>(hit.snippet.size()) << static_cast<int>(text.size());
      if (hit.words.isEmpty()) hit.words = text;
    }
    hit.snippet += text;
  }
  hit.in_thoughts = found.in_reasoning;
  hit.place = hit.message == 0                    ? tr("Title")
              : found.in_reasoning                ? tr("Thoughts")
              : found.role == ChatRole::kAssistant ? tr("Answer")
                                                  : tr("Question");
  hit.date = shortDate(found.created);
  return hit;
}

QVariant ChatSearch::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Hit& hit = hits_[static_cast<size_t>(index.row())];
  switch (role) {
    case ChatIdRole: return static_cast<qlonglong>(hit.chat);
    case MessageIdRole: return static_cast<qlonglong>(hit.message);
    case TitleRole: return hit.title;
    case SnippetRole: return hit.snippet;
    case MarksRole: return QVariant::fromValue(hit.marks);
    case PlaceRole: return hit.place;
    case DateRole: return hit.date;
    case ThoughtsRole: return hit.in_thoughts;
    case WordsRole: return hit.words;
    default: return {};
  }
}

QHash<int, QByteArray> ChatSearch::roleNames() const {
  return {{ChatIdRole, "chatId"}, {MessageIdRole, "messageId"}, {TitleRole, "title"}, {SnippetRole, "snippet"},
          {MarksRole, "marks"},   {PlaceRole, "place"},         {DateRole, "date"},   {ThoughtsRole, "inThoughts"},
          {WordsRole, "words"}};
}

void ChatSearch::setQuery(const QString& query) {
  if (query == query_) return;
  query_ = query;
  emit queryChanged();
  again();
}

void ChatSearch::again() {
  const int number = ++number_;
  running_.request_stop();
  running_ = std::stop_source();
  if (!active()) {
    worker_.runOnly([](std::stop_token) {});
    take({});
    return setBusy(false);
  }
  setBusy(true);
  worker_.runOnly([this, number, query = query_.toStdString(), stop = running_.get_token()](std::stop_token) {
    auto found = history_.store().search(query, kMostHits, stop);
    std::vector<Hit> hits;
    if (found)
      for (const SearchHit& hit : *found) hits.push_back(hitOf(hit));
    Worker::post(this, [this, number, hits = std::move(hits), error = found ? Error{} : found.error(), ok = found.has_value()]() mutable {
      if (number != number_) return;
      if (!ok) history_.report(error);
      take(std::move(hits));
      setBusy(false);
    });
  });
}

void ChatSearch::take(std::vector<Hit> hits) {
  if (hits.empty() && hits_.empty()) return;
  beginResetModel();
  hits_ = std::move(hits);
  endResetModel();
  emit countChanged();
}

void ChatSearch::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  emit busyChanged();
}

}  // namespace deepwell
