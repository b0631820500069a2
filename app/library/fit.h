// Whether a model fits this machine, and why: an estimate from the bytes of its weights, its KV cache and the free memory.
#pragma once

#include <QString>

#include "app/bridge/device_model.h"

namespace deepwell {

struct Fit {
  enum Kind { kUnknown, kGpu, kGpuAndRam, kRam, kTooBig };

  Kind kind = kUnknown;
  QString word;       // "Fits in RAM"
  QString why;        // "Needs about 7.1 GiB with 8,192 tokens of context; 11.2 GiB of RAM is free."
  qint64 needed = 0;  // bytes
};

// `context` in tokens; `kv_bytes` a token.
Fit fitOf(qint64 weight_bytes, qint64 kv_bytes, int context, const MemoryNow& memory);

}  // namespace deepwell
