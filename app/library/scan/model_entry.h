// A model on this machine, as the library shows it.
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include "app/bridge/model_facts.h"

namespace deepwell {

// Which program's folder a model lies in.
enum class ModelOrigin { kModels, kWatched, kLmStudio, kGpt4All, kJan, kOllama, kHuggingFace, kLlamaCpp };

QString originName(ModelOrigin origin);  // "LM Studio"; of our own folders what they are
inline bool isForeign(ModelOrigin origin) { return origin != ModelOrigin::kModels && origin != ModelOrigin::kWatched; }

// What the folders say by their names alone: no weight was opened.
struct FoundModel {
  QString path;             // what the engine opens: a file, the first shard, or a folder with safetensors
  QString root;             // of the place it was found in: folders above it are not ours to tidy
  QString name;             // for a person
  QString quantisation;     // "Q4_K_M", if a name says it
  ModelOrigin origin = ModelOrigin::kModels;
  QStringList files;        // the weights that are there, in the order of the shards
  QStringList missing;      // names of the weights that should be beside them
  QStringList companions;   // what only this model needs: its tokenizer, its manifest
  qint64 bytes = 0;         // of the weights that are there
  QDateTime modified;       // the newest of them

  friend bool operator==(const FoundModel&, const FoundModel&) = default;
};

struct ModelEntry {
  FoundModel found;
  ModelFacts facts;         // of a model whose header was read
  QString identity;         // of its contents, wherever it lies: see model_identity.h; empty: not known
  bool read = false;        // false: not yet
  QString problem;          // why it cannot be used, one line for a person; empty: it can

  friend bool operator==(const ModelEntry&, const ModelEntry&) = default;
};

// By name; models that cannot be used come last.
bool isBefore(const ModelEntry& a, const ModelEntry& b);

// "DeepSeek-R1-Distill-Qwen-7B" and "Q4_K_M" of "DeepSeek-R1-Distill-Qwen-7B-Q4_K_M-00001-of-00002.gguf".
struct NameParts {
  QString name;
  QString quantisation;
};
NameParts splitModelName(const QString& file_name);

}  // namespace deepwell
