// How a person wants a model loaded; see EngineOptions in engine/api/engine.h.
#pragma once

#include <QString>

namespace deepwell {

struct LoadWishes {
  int context_tokens = 0;  // 0: what the checkpoint says
  int threads = 0;         // 0: one for each physical core
  QString kv;              // "auto", "f16" or "q8"
  int gpu_layers = 0;      // 0: as many as fit
  int gpu_memory = 0;      // MiB at most; 0: what is free

  friend bool operator==(const LoadWishes&, const LoadWishes&) = default;
};

}  // namespace deepwell
