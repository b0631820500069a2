#include "app/chat/composer/attachment_list.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <algorithm>

#include "app/bridge/token_counter.h"
#include "app/chat/composer/attachment_text.h"

namespace deepwell {
namespace {

constexpr qsizetype kTooLongToWrite = 100'000;  // characters that the composer is not asked to lay out

}  // namespace

AttachmentList::AttachmentList(TokenCounter& counter, QObject* parent) : QAbstractListModel(parent), counter_(counter) {
  connect(this, &AttachmentList::countChanged, this, &AttachmentList::readingChanged);
}

AttachmentList::~AttachmentList() {
  for (Job& job : jobs_) job.thread.request_stop();
}

QVariant AttachmentList::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[static_cast<size_t>(index.row())];
  const Attachment& attachment = row.attachment;
  switch (role) {
    case NameRole: return QString::fromStdString(attachment.name);
    case KindRole: return QString::fromStdString(attachment.kind);
    case ReadingRole: return row.reading;
    case DetailRole: {
      if (row.reading) return tr("Reading…");
      QStringList parts;
      if (attachment.tokens > 0) parts << tr("%n token(s)", nullptr, attachment.tokens);
      if (!row.note.isEmpty()) parts << row.note;
      return parts.join(QStringLiteral(" · "));
    }
    default: return {};
  }
}

QHash<int, QByteArray> AttachmentList::roleNames() const {
  return {{NameRole, "name"}, {KindRole, "kind"}, {ReadingRole, "reading"}, {DetailRole, "detail"}};
}

bool AttachmentList::reading() const {
  return std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.reading; });
}

int AttachmentList::rowOf(int id) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [id](const Row& row) { return row.id == id; });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

int AttachmentList::append(Row row) {
  row.id = next_id_++;
  beginInsertRows({}, count(), count());
  rows_.push_back(std::move(row));
  endInsertRows();
  emit countChanged();
  return rows_.back().id;
}

void AttachmentList::add(const QList<QUrl>& files) {
  setProblem({});
  for (const QUrl& url : files) {
    if (count() >= kMost) return setProblem(tr("At most %n file(s) go with one message.", nullptr, kMost));
    if (!url.isLocalFile()) {
      setProblem(tr("%1 is not a file on this computer.").arg(url.toDisplayString()));
      continue;
    }
    const QString path = url.toLocalFile();
    Row row;
    row.reading = true;
    row.path = path;
    row.attachment.name = plainFileName(QFileInfo(path).fileName()).toStdString();
    row.attachment.kind = attachmentKind(path).toStdString();
    const int id = append(std::move(row));
    Job& job = jobs_.emplace_back();
    job.id = id;
    job.thread = std::jthread([this, id, path, limits = limits_](std::stop_token stop) {
      const AttachmentReader::Outcome outcome = AttachmentReader::read(path, limits, std::move(stop));
      QMetaObject::invokeMethod(this, [this, id, outcome] { take(id, outcome); }, Qt::QueuedConnection);
    });
  }
}

void AttachmentList::take(int id, const AttachmentReader::Outcome& outcome) {
  jobs_.remove_if([id](const Job& job) { return job.id == id; });
  const int at = rowOf(id);
  if (at < 0) return;
  if (!outcome.problem.isEmpty()) {
    setProblem(outcome.problem);  // before the others hear that nothing is being read any more
    return remove(at);
  }
  Row& row = rows_[static_cast<size_t>(at)];
  row.reading = false;
  row.path.clear();
  row.note = outcome.note;
  row.attachment = outcome.attachment;
  rowChanged(at);
  countTokens(id);
  emit readingChanged();
  emit changed();
}

bool AttachmentList::addText(const QString& name, const QString& text) {
  setProblem({});
  if (text.toUtf8().size() > limits_.text_bytes || count() >= kMost) {
    setProblem(tr("The text is too long to be attached."));
    return false;
  }
  Row row;
  row.attachment.name = plainFileName(name).toStdString();
  row.attachment.kind = attachmentKind(name).toStdString();
  row.attachment.text = text.toStdString();
  countTokens(append(std::move(row)));
  emit changed();
  return true;
}

bool AttachmentList::paste() {
  const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
  if (!mime) return false;
  QList<QUrl> files;
  for (const QUrl& url : mime->urls())
    if (url.isLocalFile()) files << url;
  if (!files.isEmpty()) {
    add(files);
    return true;
  }
  if (!mime->hasText() || mime->text().size() < kTooLongToWrite) return false;
  addText(tr("Pasted text") + QStringLiteral(".txt"), mime->text());
  return true;
}

void AttachmentList::remove(int row) {
  if (row < 0 || row >= count()) return;
  const int id = rows_[static_cast<size_t>(row)].id;
  for (Job& job : jobs_)
    if (job.id == id) job.thread.request_stop();
  beginRemoveRows({}, row, row);
  rows_.erase(rows_.begin() + row);
  endRemoveRows();
  emit countChanged();
  emit changed();
}

QString AttachmentList::textOf(int row) const {
  return row < 0 || row >= count() ? QString() : QString::fromStdString(rows_[static_cast<size_t>(row)].attachment.text);
}

std::vector<Attachment> AttachmentList::attachments() const {
  std::vector<Attachment> out;
  for (const Row& row : rows_)
    if (!row.reading) out.push_back(row.attachment);
  return out;
}

void AttachmentList::clear() {
  while (count() > 0) remove(count() - 1);
}

std::vector<DraftFile> AttachmentList::files() const {
  std::vector<DraftFile> out;
  for (const Row& row : rows_) out.push_back({row.attachment, row.note.toStdString(), row.path.toStdString()});
  return out;
}

void AttachmentList::restore(std::vector<DraftFile> files) {
  clear();
  setProblem({});
  QList<QUrl> unread;
  for (DraftFile& file : files) {
    if (!file.path.empty()) {
      unread << QUrl::fromLocalFile(QString::fromStdString(file.path));
      continue;
    }
    Row row;
    row.note = QString::fromStdString(file.note);
    row.attachment = std::move(file.attachment);
    append(std::move(row));
  }
  countTokens();
  if (!unread.isEmpty()) add(unread);
  emit changed();
}

void AttachmentList::set(const std::vector<Attachment>& attachments) {
  clear();
  for (const Attachment& attachment : attachments) {
    Row row;
    row.attachment = attachment;
    append(std::move(row));
  }
  setProblem({});
  countTokens();
  emit changed();
}

void AttachmentList::countTokens() {
  for (const Row& row : rows_)
    if (!row.reading) countTokens(row.id);
}

void AttachmentList::countTokens(int id) {
  const int at = rowOf(id);
  if (at < 0) return;
  counter_.post(this, id, [this, id, text = QString::fromStdString(rows_[static_cast<size_t>(at)].attachment.text)](PromptSizer& sizer) {
    const int tokens = sizer.text(text);
    return [this, id, tokens] {
      const int row = rowOf(id);
      if (row < 0) return;
      rows_[static_cast<size_t>(row)].attachment.tokens = std::max(tokens, 0);
      rowChanged(row);
    };
  });
}

void AttachmentList::rowChanged(int row) { emit dataChanged(index(row), index(row)); }

void AttachmentList::setProblem(const QString& problem) {
  if (problem == problem_) return;
  problem_ = problem;
  emit problemChanged();
}

}  // namespace deepwell
