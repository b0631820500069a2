// Where models lie: our own folders, and those in which other programs keep what they have downloaded.
#pragma once

#include <QList>
#include <QString>

#include "app/library/scan/model_entry.h"

namespace deepwell {

struct ModelPlace {
  ModelOrigin origin = ModelOrigin::kModels;
  QString folder;  // absolute; may be missing; of a single model that was added its file
  bool readable = true;  // false: it is there, or hidden behind a folder that is, but this account may not look into it

  friend bool operator==(const ModelPlace&, const ModelPlace&) = default;
};

// The folders of LM Studio, GPT4All, Jan, Ollama, the Hugging Face cache and llama.cpp, as the environment and those
// programs' own settings move them, also as Flatpak and Snap keep them. Only folders that are there.
QList<ModelPlace> foreignPlaces();

// Whether a folder is there and can be looked into.
enum class FolderState { kMissing, kReadable, kUnreadable };
FolderState stateOfFolder(const QString& folder);

}  // namespace deepwell
