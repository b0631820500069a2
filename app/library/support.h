// What of a repository the engine does not run, as far as the hub tells before anything is downloaded.
#pragma once

#include <QString>

#include "app/library/hub/hub_answers.h"

namespace deepwell {

// As GGUF names it; empty: the hub does not say, or it is not one of ours. Of the GGUF files, or of the safetensors.
QString architectureOf(const hub::RepositoryAbout& about, bool gguf);
// "gemma3" or "awq"; empty: nothing that is known.
QString unsupportedPart(const hub::RepositoryAbout& about, bool gguf);
QString unsupportedWord(const QString& part);  // "Not supported: gemma3"; empty of nothing
QString unsupportedWhy(const QString& part);   // a sentence or two; empty of nothing

}  // namespace deepwell
