#include "app/chat/transfer/chat_transfer.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThread>

#include "app/chat/history.h"
#include "app/chat/transfer/code_file.h"
#include "app/chat/transfer/pdf_export.h"
#include "app/store/transfer.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

std::filesystem::path pathOf(const QUrl& file) { return file.toLocalFile().toStdString(); }

QString endingOf(const QString& format) {
  return format == QLatin1String("markdown") ? QStringLiteral("md") : format == QLatin1String("pdf") ? format : QStringLiteral("json");
}

// Qt's own dialog does not ask before it names a file that is there. `ending`: with its dot.
QString freeName(const QString& name, const QString& ending) {
  const QDir place(ChatTransfer::folder().toLocalFile());
  QString free = name + ending;
  for (int number = 2; place.exists(free) && number < 1000; ++number) free = name + QStringLiteral(" (%1)").arg(number) + ending;
  return free;
}

Status writeText(const QString& text, const QString& path) {
  QSaveFile out(path);
  QByteArray bytes = text.toUtf8();
  if (!bytes.endsWith('\n')) bytes += '\n';
  if (out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit()) return {};
  return fail(ErrorCode::kIo, "{}: cannot be written ({}); choose another folder", path.toStdString(), out.errorString().toStdString());
}

QString nameOf(const QUrl& file) { return QFileInfo(file.toLocalFile()).fileName(); }

}  // namespace

ChatTransfer::ChatTransfer(History& history, QObject* parent) : QObject(parent), history_(history) {}

ChatTransfer::~ChatTransfer() {
  if (!thread_) return;
  stop_.request_stop();
  thread_->wait();
  delete thread_;
}

void ChatTransfer::exportChat(qlonglong chat, const QString& format, const QUrl& file) {
  if (format != QLatin1String("pdf")) return write({chat}, format, file);
  add(tr("Writing %1…").arg(nameOf(file)), 0, [chat, file](ChatStore& store, std::stop_token stop, const Progress& progress) {
    return exported(writeChatPdf(store, chat, file.toLocalFile(), {}, stop, progress), file);
  });
}

void ChatTransfer::exportAll(const QUrl& file) { write({}, QStringLiteral("json"), file); }

void ChatTransfer::exportChats(const QVariantList& chats, const QString& format, const QUrl& file) {
  if (chats.size() == 1) return exportChat(chats.front().toLongLong(), format, file);
  std::vector<ChatId> ids;
  for (const QVariant& chat : chats) ids.push_back(chat.toLongLong());
  write(std::move(ids), format, file);
}

void ChatTransfer::write(std::vector<ChatId> chats, const QString& format, const QUrl& file) {
  const ExportFormat kind = format == QLatin1String("markdown") ? ExportFormat::kMarkdown : ExportFormat::kJson;
  add(tr("Writing %1…").arg(nameOf(file)), -1, [chats = std::move(chats), kind, file](ChatStore& store, std::stop_token stop, const Progress&) {
    return exported(deepwell::exportChats(store, chats, kind, pathOf(file), stop), file);
  });
}

void ChatTransfer::saveCode(const QString& code, const QUrl& file) {
  add(tr("Writing %1…").arg(nameOf(file)), -1, [code, file](ChatStore&, std::stop_token, const Progress&) {
    return exported(writeText(code, file.toLocalFile()), file);
  });
}

QStringList ChatTransfer::notesOf(const ImportReport& report) {
  QStringList notes;
  const auto add = [&notes](int64_t count, const auto& words) {
    if (count > 0) notes << words(static_cast<int>(count));
  };
  add(report.duplicates, [](int n) { return tr("%Ln chat(s) were here already and were not added again", nullptr, n); });
  add(report.older, [](int n) { return tr("%Ln chat(s) were here in an older state; the newer one stands beside it", nullptr, n); });
  add(report.skipped - report.unknown, [](int n) { return tr("%Ln chat(s) without text were skipped", nullptr, n); });
  add(report.unknown, [](int n) { return tr("%Ln entry(s) of an unknown form were skipped", nullptr, n); });
  add(report.damaged, [](int n) { return tr("%Ln entry(s) are damaged, or too long, and were skipped", nullptr, n); });
  add(report.left_out, [](int n) { return tr("%Ln picture(s) or file(s) are not in the export; a word stands in their place", nullptr, n); });
  return notes;
}

void ChatTransfer::importFile(const QUrl& file) {
  add(tr("Importing %1…").arg(nameOf(file)), -1, [file](ChatStore& store, std::stop_token stop, const Progress&) {
    Outcome outcome;
    const auto report = importChats(store, pathOf(file), stop);
    if (!report) {
      outcome.failed = report.error().code != ErrorCode::kCancelled;
      outcome.line = outcome.failed ? errorText(report.error()) : tr("Cancelled: nothing was imported.");
      return outcome;
    }
    outcome.imported = report->chats > 0;
    outcome.line = report->chats == 0 && report->duplicates > 0 ? tr("All chats of this file are here already.")
                   : report->chats == 0                          ? tr("No chats are in this file.")
                                      : tr("Imported %Ln chat(s)", nullptr, static_cast<int>(report->chats)) + QStringLiteral(", ") +
                                            tr("%Ln message(s)", nullptr, static_cast<int>(report->messages));
    if (report->chats > 0) outcome.notes = notesOf(*report);
    return outcome;
  });
}

void ChatTransfer::importFiles(const QList<QUrl>& files) {
  for (const QUrl& file : files) importFile(file);
}

ChatTransfer::Outcome ChatTransfer::exported(const Status& status, const QUrl& file) {
  if (status) return {tr("Saved as %1").arg(nameOf(file)), {}, false, false, file.toLocalFile()};
  if (status.error().code == ErrorCode::kCancelled) return {tr("Cancelled: no file was written."), {}, false, false, {}};
  return {errorText(status.error()), {}, true, false, {}};
}

void ChatTransfer::add(const QString& doing, double progress, Job job) {
  if (!history_.ok()) return;
  if (busy()) {
    waiting_.push_back({doing, progress, std::move(job)});
    emit changed();
    return;
  }
  failed_ = false;
  result_.clear();
  notes_.clear();
  written_.clear();
  start({doing, progress, std::move(job)});
}

void ChatTransfer::start(Waiting next) {
  doing_ = next.doing;
  progress_ = next.progress;
  stopping_ = false;
  stop_ = std::stop_source();
  thread_ = QThread::create([this, job = std::move(next.job), stop = stop_.get_token(), &store = history_.store()] {
    const auto report = [this](double value) {
      QMetaObject::invokeMethod(this, [this, value] {
        if (value - progress_ < 0.005) return;
        progress_ = value;
        emit changed();
      }, Qt::QueuedConnection);
    };
    const Outcome outcome = job(store, stop, report);
    QMetaObject::invokeMethod(this, [this, outcome] { finish(outcome); }, Qt::QueuedConnection);
  });
  thread_->start(QThread::LowPriority);
  emit changed();
}

void ChatTransfer::finish(const Outcome& outcome) {
  thread_->wait();
  delete std::exchange(thread_, nullptr);
  doing_.clear();
  stopping_ = false;
  result_ = outcome.line;
  notes_ += outcome.notes;
  failed_ = failed_ || outcome.failed;
  written_ = outcome.written;
  if (outcome.imported) emit imported();
  emit ended();
  if (waiting_.empty()) {
    emit changed();
    return;
  }
  notes_.prepend(std::exchange(result_, {}));
  Waiting next = std::move(waiting_.front());
  waiting_.pop_front();
  start(std::move(next));
}

void ChatTransfer::cancel() {
  if (!busy() || stopping_) return;
  stopping_ = true;
  stop_.request_stop();
  emit changed();
}

void ChatTransfer::dismiss() {
  if (result_.isEmpty() || busy()) return;
  result_.clear();
  notes_.clear();
  failed_ = false;
  written_.clear();
  emit changed();
}

QString ChatTransfer::fileName(qlonglong chat, const QString& format) const {
  QString name;
  if (chat == 0) {
    name = tr("Deepwell chats %1").arg(QDate::currentDate().toString(Qt::ISODate));
  } else if (const auto stored = history_.store().chat(chat)) {
    name = QString::fromStdString(stored->title);
  }
  for (QChar& c : name)
    if (!c.isPrint() || QStringLiteral("/\\:*?\"<>|").contains(c)) c = u' ';
  name = name.simplified().left(80);
  while (name.startsWith(u'.')) name.remove(0, 1);
  if (name.isEmpty()) name = tr("Chat");
  return freeName(name, u'.' + endingOf(format));
}

QString ChatTransfer::codeName(const QString& language) {
  const CodeFileName name = codeFileName(language);
  return freeName(name.base.isEmpty() ? tr("code", "name of a file") : name.base, name.ending.isEmpty() ? QString() : u'.' + name.ending);
}

QUrl ChatTransfer::folder() {
  const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  return QUrl::fromLocalFile(QFileInfo(documents).isDir() ? documents : QDir::homePath());
}

}  // namespace deepwell
