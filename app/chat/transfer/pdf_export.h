// A chat as a PDF: title, questions and answers with headings, lists, code in boxes and tables, thoughts in small grey type,
// numbered pages. Built piece by piece as a document: no text of a message is read as markup.
#pragma once

#include <QString>
#include <functional>
#include <stop_token>

#include "app/store/chat_store.h"

namespace deepwell {

struct PdfOptions {
  bool thoughts = true;
};

// Writes the branch of `chat` that is shown, through a temporary file. Any thread that has Qt's event dispatcher (a QThread).
// `progress`: 0..1. kCancelled after a stop; then, and after an error, a file that was there before is as it was.
Status writeChatPdf(ChatStore& store, ChatId chat, const QString& file, const PdfOptions& options, std::stop_token stop,
                    const std::function<void(double)>& progress);

}  // namespace deepwell
