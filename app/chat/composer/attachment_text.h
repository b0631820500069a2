// Files in a question: how they stand in the prompt.
#pragma once

#include <QString>
#include <vector>

#include "app/store/chat_types.h"

namespace deepwell {

// `question` with the texts of the files before it, each under its name and between fences of backticks that are longer than
// any in it, so that nothing in a file can end it:
//
//   The file "notes.md":
//   ```
//   its text
//   ```
//
//   the question
//
// Texts that look like a template's control tokens ("<|im_end|>") get a zero-width space after the "<": a file must not
// be able to speak as the system or the person.
QString withAttachments(const std::vector<Attachment>& attachments, const QString& question);

// A file's name as it is shown and sent: without folders, control characters and quotes, at most 120 characters.
QString plainFileName(const QString& name);

// "text", "code", "csv", "json", "markdown" or "pdf", from a file's name.
QString attachmentKind(const QString& name);

}  // namespace deepwell
