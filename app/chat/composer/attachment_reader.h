// Reads a file that is to go with a question. Blocks: called on a worker.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <stop_token>

#include "app/store/chat_types.h"

namespace deepwell {

struct AttachmentLimits {
  qint64 text_bytes = 8LL << 20;   // of a text file
  qint64 pdf_bytes = 256LL << 20;  // of a PDF
  qint64 pdf_text = 16LL << 20;    // bytes that a PDF's text may have
  int pdf_pages = 1000;            // those after them are left out, and the note says so
  int pdf_seconds = 60;
  QString pdf_program = QStringLiteral("pdftotext");  // of poppler-utils
};

class AttachmentReader {
  Q_DECLARE_TR_FUNCTIONS(deepwell::AttachmentReader)

 public:
  struct Outcome {
    Attachment attachment;
    QString note;     // what of the file is not in it; empty: it is whole
    QString problem;  // one line for a person; empty: it was read
  };

  // Text files in UTF-8, UTF-16 and Latin-1 (text_decoding.h); PDF files through pdftotext, a child process with limits on its
  // time, memory and output. Everything else, folders and devices included, is refused.
  static Outcome read(const QString& path, const AttachmentLimits& limits, std::stop_token stop);

 private:
  static Outcome readText(const QString& path, const QString& name, const AttachmentLimits& limits);
  static Outcome readPdf(const QString& path, const QString& name, const AttachmentLimits& limits, std::stop_token stop);
  static QString pdfProblem(const QString& name, int exit_code, const QByteArray& words);
};

}  // namespace deepwell
