// Where models lie: our own folders, and those in which other programs keep what they have downloaded.
#pragma once

#include <QList>
#include <QString>

#include "app/library/scan/model_entry.h"

namespace deepwell {

struct ModelPlace {
  ModelOrigin origin = ModelOrigin::kModels;
  QString folder;  // absolute; may be missing; of a single model that was added its file

  friend bool operator==(const ModelPlace&, const ModelPlace&) = default;
};

// The folders of LM Studio, GPT4All, Jan, Ollama, the Hugging Face cache and llama.cpp, as the environment and those
// programs' own settings move them. Only folders that are there.
QList<ModelPlace> foreignPlaces();

}  // namespace deepwell
