#include "app/words/error_text.h"

#include <QCoreApplication>

namespace deepwell {
namespace {

// In English the message says it all: each of these is left out where no translation changes it.

const char* kindOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument: return QT_TRANSLATE_NOOP("ErrorText", "This cannot be done so");
    case ErrorCode::kTooLong: return QT_TRANSLATE_NOOP("ErrorText", "The chat is longer than the context");
    case ErrorCode::kNotFound: return QT_TRANSLATE_NOOP("ErrorText", "Something is not there");
    case ErrorCode::kCorruptFile: return QT_TRANSLATE_NOOP("ErrorText", "A file is damaged");
    case ErrorCode::kUnsupported: return QT_TRANSLATE_NOOP("ErrorText", "This is not supported");
    case ErrorCode::kOutOfMemory: return QT_TRANSLATE_NOOP("ErrorText", "There is not enough memory");
    case ErrorCode::kIo: return QT_TRANSLATE_NOOP("ErrorText", "Reading or writing failed");
    case ErrorCode::kCancelled: return QT_TRANSLATE_NOOP("ErrorText", "Cancelled");
    case ErrorCode::kDevice: return QT_TRANSLATE_NOOP("ErrorText", "The device failed");
    case ErrorCode::kInternal: return QT_TRANSLATE_NOOP("ErrorText", "An error in Deepwell itself");
  }
  return "";
}

}  // namespace

QString errorText(ErrorCode code, const QString& message) {
  const char* kind = kindOf(code);
  const QString translated = QCoreApplication::translate("ErrorText", kind);
  if (translated == QLatin1String(kind)) return message;
  return message.isEmpty() ? translated : QCoreApplication::translate("ErrorText", "%1: %2").arg(translated, message);
}

QString errorText(const Error& error) { return errorText(error.code, QString::fromStdString(error.message)); }

}  // namespace deepwell
