#include "app/chat/composer/attachment_reader.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

#include "app/chat/composer/attachment_text.h"
#include "app/chat/composer/text_decoding.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr int kPollMs = 50;
constexpr qint64 kSniffBytes = 1024;

bool isPdf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) && file.read(kSniffBytes).contains("%PDF-");
}

// What a reader of hostile files is allowed: no files of its own, no core, some memory, some time.
void limitChild(QProcess& process, int seconds) {
#ifdef Q_OS_UNIX
  process.setChildProcessModifier([seconds] {
    const auto limit = [](decltype(RLIMIT_CORE) what, rlim_t value) {
      const rlimit both{value, value};
      setrlimit(what, &both);
    };
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_AS, rlim_t{2} << 30U);
    limit(RLIMIT_CPU, static_cast<rlim_t>(seconds));
  });
#endif
}

struct ChildOutput {
  QByteArray out;
  QByteArray errors;
  int exit_code = -1;
  enum class End { kExited, kNotStarted, kTooLong, kTooMuch, kStopped, kCrashed } end = End::kExited;
};

ChildOutput runChild(const QString& program, const QStringList& arguments, const AttachmentLimits& limits, std::stop_token stop) {
  ChildOutput result;
  QProcess process;
  limitChild(process, limits.pdf_seconds);
  process.setStandardInputFile(QProcess::nullDevice());
  process.start(program, arguments, QIODevice::ReadOnly);
  if (!process.waitForStarted()) {
    result.end = ChildOutput::End::kNotStarted;
    return result;
  }
  QElapsedTimer clock;
  clock.start();
  while (process.state() != QProcess::NotRunning) {
    process.waitForReadyRead(kPollMs);
    result.out += process.readAllStandardOutput();
    if (result.errors.size() < kSniffBytes) result.errors += process.readAllStandardError().left(kSniffBytes);
    if (stop.stop_requested()) result.end = ChildOutput::End::kStopped;
    if (clock.hasExpired(limits.pdf_seconds * 1000LL)) result.end = ChildOutput::End::kTooLong;
    if (result.out.size() > limits.pdf_text) result.end = ChildOutput::End::kTooMuch;
    if (result.end == ChildOutput::End::kExited) continue;
    process.kill();
    process.waitForFinished();
    return result;
  }
  result.out += process.readAllStandardOutput();
  result.errors += process.readAllStandardError().left(kSniffBytes);
  if (result.out.size() > limits.pdf_text) result.end = ChildOutput::End::kTooMuch;
  if (process.exitStatus() == QProcess::CrashExit) result.end = ChildOutput::End::kCrashed;
  result.exit_code = process.exitCode();
  return result;
}

// Pages end with form feeds. Keeps the first `pages` of them; false: there were more.
bool joinPages(QByteArray& text, int pages) {
  int seen = 0;
  for (qsizetype at = text.indexOf('\f'); at >= 0; at = text.indexOf('\f', at + 1)) {
    if (++seen < pages) continue;
    const bool whole = text.mid(at + 1).trimmed().isEmpty() && text.indexOf('\f', at + 1) < 0;
    text.truncate(at);
    text.replace('\f', "\n\n");
    return whole;
  }
  return true;
}

}  // namespace

AttachmentReader::Outcome AttachmentReader::read(const QString& path, const AttachmentLimits& limits, std::stop_token stop) {
  const QFileInfo info(path);
  const QString name = plainFileName(info.fileName());
  Outcome outcome;
  if (!info.exists()) {
    outcome.problem = tr("%1 is no longer there.").arg(name);
  } else if (!info.isFile()) {
    outcome.problem = tr("%1 is not a file. Attach text files or PDFs.").arg(name);
  } else if (info.size() == 0) {
    outcome.problem = tr("%1 is empty.").arg(name);
  } else if (isPdf(path)) {
    outcome = readPdf(path, name, limits, std::move(stop));
  } else {
    outcome = readText(path, name, limits);
  }
  outcome.attachment.name = name.toStdString();
  return outcome;
}

AttachmentReader::Outcome AttachmentReader::readText(const QString& path, const QString& name, const AttachmentLimits& limits) {
  Outcome outcome;
  QFile file(path);
  if (file.size() > limits.text_bytes) {
    outcome.problem = tr("%1 has %2. Text files of up to %3 can be attached.").arg(name, sizeText(file.size()), sizeText(limits.text_bytes));
    return outcome;
  }
  if (!file.open(QIODevice::ReadOnly)) {
    outcome.problem = tr("%1 cannot be read: %2.").arg(name, file.errorString());
    return outcome;
  }
  const QByteArray bytes = file.read(limits.text_bytes + 1);
  const auto text = decodeText({bytes.constData(), static_cast<size_t>(bytes.size())});
  if (bytes.size() > limits.text_bytes || !text) {
    outcome.problem = tr("%1 is a binary file. Text files and PDFs can be attached.").arg(name);
    return outcome;
  }
  outcome.attachment.text = *text;
  const QString kind = attachmentKind(name);
  outcome.attachment.kind = kind == QLatin1String("pdf") ? "text" : kind.toStdString();
  return outcome;
}

AttachmentReader::Outcome AttachmentReader::readPdf(const QString& path, const QString& name, const AttachmentLimits& limits,
                                                    std::stop_token stop) {
  Outcome outcome;
  const QString program = QStandardPaths::findExecutable(limits.pdf_program);
  if (program.isEmpty()) {
    outcome.problem = tr("%1: reading PDFs needs the program pdftotext. Install the package poppler-utils.").arg(name);
    return outcome;
  }
  if (QFileInfo(path).size() > limits.pdf_bytes) {
    outcome.problem = tr("%1 has %2. PDFs of up to %3 can be attached.").arg(name, sizeText(QFileInfo(path).size()), sizeText(limits.pdf_bytes));
    return outcome;
  }
  const QString last_page = QString::number(limits.pdf_pages + 1);
  ChildOutput output = runChild(program, {"-enc", "UTF-8", "-l", last_page, QFileInfo(path).absoluteFilePath(), "-"}, limits, std::move(stop));
  using End = ChildOutput::End;
  switch (output.end) {
    case End::kTooLong: outcome.problem = tr("%1 took too long to read.").arg(name); return outcome;
    case End::kTooMuch: outcome.problem = tr("%1 holds more than %2 of text.").arg(name, sizeText(limits.pdf_text)); return outcome;
    case End::kStopped: outcome.problem = tr("%1 was not read.").arg(name); return outcome;
    case End::kNotStarted: outcome.problem = tr("%1: the program pdftotext could not be started.").arg(name); return outcome;
    case End::kCrashed: outcome.problem = tr("%1 could not be read as a PDF: it is damaged.").arg(name); return outcome;
    case End::kExited: break;
  }
  if (output.exit_code != 0) {
    outcome.problem = pdfProblem(name, output.exit_code, output.errors);
    return outcome;
  }
  if (!joinPages(output.out, limits.pdf_pages)) outcome.note = tr("the first %n page(s) only", nullptr, limits.pdf_pages);
  const auto text = decodeText({output.out.constData(), static_cast<size_t>(output.out.size())});
  if (!text || QString::fromStdString(*text).trimmed().isEmpty()) {
    outcome.problem = tr("%1 holds no text: its pages are pictures, as of a scanner. Text recognition (OCR) would be needed.").arg(name);
    return outcome;
  }
  outcome.attachment.text = *text;
  outcome.attachment.kind = "pdf";
  return outcome;
}

QString AttachmentReader::pdfProblem(const QString& name, int exit_code, const QByteArray& words) {
  if (words.contains("Incorrect password")) return tr("%1 is protected by a password. Save it without one and attach that.").arg(name);
  constexpr int kNotPermitted = 3;
  if (exit_code == kNotPermitted) return tr("%1 does not permit its text to be copied.").arg(name);
  return tr("%1 could not be read as a PDF: it is damaged.").arg(name);
}

}  // namespace deepwell
