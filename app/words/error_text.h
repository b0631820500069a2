// What an error of the engine, of the history or of a download says to the person at the window. Their messages are lines in
// English that name the file, what was expected and what to do; in other languages the kind of error stands before them in that
// language.
#pragma once

#include <QString>

#include "engine/base/result.h"

namespace deepwell {

// "a.gguf: expected 5 bytes, found 3"; in German "Eine Datei ist beschädigt: a.gguf: expected ..."
QString errorText(const Error& error);
// The same with `message` in place of the error's own, e.g. without a path that the place already shows.
QString errorText(ErrorCode code, const QString& message);

}  // namespace deepwell
