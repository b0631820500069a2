// What a model's file says of itself, as Qt values. Reads headers only, on whatever thread calls.
#pragma once

#include <QList>
#include <QString>

namespace deepwell {

class EngineLoader;

struct ModelFacts {
  QString name;          // what the file calls itself; may be junk
  QString format;        // "gguf" or "safetensors"
  QString architecture;  // "qwen2"
  QString quantisation;  // the type of most of its bytes: "Q4_K"
  qint64 bytes = 0;
  qint64 parameters = 0;
  qint64 active = 0;     // parameters that one token uses
  int context = 0;       // tokens it was trained or scaled for
  int layers = 0;
  int experts = 0;       // routed; 0: dense
  int experts_used = 0;
  qint64 kv_bytes = 0;   // of the KV cache, a token
  bool thinks = false;

  friend bool operator==(const ModelFacts&, const ModelFacts&) = default;
};

// Of a model that cannot be used the facts are empty and `problem` is one line for a person.
ModelFacts readModelFacts(EngineLoader& loader, const QString& path, QString* problem);

struct NamedText {
  QString name;
  QString text;

  friend bool operator==(const NamedText&, const NamedText&) = default;
};

// All that the header holds: the pairs, then the tensors ("[4096, 4096] Q4_K").
struct ModelHeader {
  QList<NamedText> pairs;
  QList<NamedText> tensors;
  QString problem;
};
ModelHeader readModelHeader(EngineLoader& loader, const QString& path);

}  // namespace deepwell
