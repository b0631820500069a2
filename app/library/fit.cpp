#include "app/library/fit.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qint64 kMostWorkspace = qint64{400} << 20;  // activations and buffers

// So that lupdate finds the words.
struct FitWords {
  Q_DECLARE_TR_FUNCTIONS(Library)
};

// A file or a hub may claim anything: what is more than any machine has is that much.
qint64 neededBytes(qint64 weight_bytes, qint64 kv_bytes, int context) {
  constexpr qint64 kMost = qint64{1} << 60;
  const double cache = static_cast<double>(kv_bytes) * context;
  const qint64 weights = std::min(weight_bytes, kMost);
  return weights + static_cast<qint64>(std::clamp(cache, 0.0, static_cast<double>(kMost))) + std::min(kMostWorkspace, weights / 8);
}

}  // namespace

Fit fitOf(qint64 weight_bytes, qint64 kv_bytes, int context, const MemoryNow& memory) {
  Fit fit;
  if (memory.ram_total <= 0 || weight_bytes <= 0) return fit;
  fit.needed = neededBytes(weight_bytes, kv_bytes, context);
  const QString need = FitWords::tr("Needs about %1 with %2 tokens of context").arg(sizeText(fit.needed), QLocale().toString(context));
  const QString ram = FitWords::tr("%1 of RAM is free").arg(sizeText(memory.ram_free));
  const QString gpu = FitWords::tr("%1 of the GPU's memory is free").arg(sizeText(memory.gpu_free));
  const auto say = [&](Fit::Kind kind, const QString& word, const QString& why) {
    fit.kind = kind;
    fit.word = word;
    fit.why = need + QStringLiteral("; ") + why;
    return fit;
  };
  const qint64 card = memory.gpu.isEmpty() ? 0 : memory.gpu_free;
  if (fit.needed <= card) return say(Fit::kGpu, FitWords::tr("Fits the GPU"), gpu + u'.');
  if (card > 0 && fit.needed <= card + memory.ram_free)
    return say(Fit::kGpuAndRam, FitWords::tr("GPU + RAM"), gpu + QStringLiteral(", ") + ram + QStringLiteral(". ") +
                                                             FitWords::tr("Part of it runs on the processor, which is slower."));
  if (card == 0 && fit.needed <= memory.ram_free) return say(Fit::kRam, FitWords::tr("Fits in RAM"), ram + u'.');
  const bool after_closing = fit.needed <= card + memory.ram_total - memory.ram_total / 12;
  return say(Fit::kTooBig, FitWords::tr("Too big"),
             (card > 0 ? gpu + QStringLiteral(", ") : QString()) + ram + QStringLiteral(". ") +
                 (after_closing ? FitWords::tr("Closing other programs may make room.")
                                : FitWords::tr("Its weights would be read from the disk again and again, which is very slow.")));
}

}  // namespace deepwell
