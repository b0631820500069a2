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

// Tokens of context that a model is rated and loaded with. `wanted`: by its preset or the settings, 0: as it likes. `own`: what it
// was trained or scaled for, 0: not known.
int contextFor(int wanted, int own);

// Bytes of the KV cache a token, of a model whose layers are not known: those of the smallest published model of the same
// architecture ("qwen2"; another name: as llama) that has about as many parameters or more.
qint64 usualKvBytes(const QString& architecture, qint64 parameters);
// About how many parameters a file of this size holds, by its quantisation: "Q4_K_M", "BF16".
qint64 parametersIn(qint64 bytes, const QString& quantisation);

// `context` in tokens; `kv_bytes` a token.
Fit fitOf(qint64 weight_bytes, qint64 kv_bytes, int context, const MemoryNow& memory);

}  // namespace deepwell
