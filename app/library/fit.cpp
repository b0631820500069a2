#include "app/library/fit.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <iterator>

#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr qint64 kMostWorkspace = qint64{400} << 20;  // activations and buffers

constexpr int kUsualContext = 32768;  // what the engine takes of larger ones if nobody says otherwise

// Published models: millions of parameters, and bytes of the KV cache a token, at 16 bits: layers * heads of keys and values *
// (elements of a key + of a value) * 2. Of deepseek2 the latent: layers * (512 + 64) * 2.
struct KnownModel {
  const char* architecture;
  qint64 millions;
  qint64 kv_bytes;
};
constexpr KnownModel kKnownModels[] = {
    {"qwen2", 494, 12'288},     {"qwen2", 1'777, 28'672},   {"qwen2", 3'400, 36'864},   {"qwen2", 7'616, 57'344},
    {"qwen2", 14'770, 196'608}, {"qwen2", 32'764, 262'144}, {"qwen2", 72'706, 327'680}, {"qwen3", 2'032, 114'688},
    {"qwen3", 8'191, 147'456},  {"qwen3", 14'768, 163'840}, {"qwen3", 32'762, 262'144}, {"llama", 1'236, 32'768},
    {"llama", 3'607, 114'688},  {"llama", 8'030, 131'072},  {"llama", 23'572, 163'840}, {"llama", 34'389, 245'760},
    {"llama", 70'554, 327'680}, {"llama", 405'853, 516'096}, {"deepseek2", 15'706, 31'104}, {"deepseek2", 1'026'470, 70'272}};

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

int contextFor(int wanted, int own) {
  const int most = wanted > 0 ? wanted : kUsualContext;
  return own > 0 ? std::min(most, own) : most;
}

qint64 usualKvBytes(const QString& architecture, qint64 parameters) {
  const qint64 millions = parameters / 1'000'000;
  const auto isOf = [](const QString& name) { return [&name](const KnownModel& model) { return name == QLatin1String(model.architecture); }; };
  const bool known = std::any_of(std::begin(kKnownModels), std::end(kKnownModels), isOf(architecture));
  const QString family = known ? architecture : QStringLiteral("llama");
  const KnownModel* best = nullptr;  // of rising sizes
  for (const KnownModel& model : kKnownModels) {
    if (!isOf(family)(model)) continue;
    best = &model;
    if (model.millions * 11 / 10 >= millions) break;
  }
  return best->kv_bytes;
}

qint64 parametersIn(qint64 bytes, const QString& quantisation) {
  static const QRegularExpression bits_in_name(QStringLiteral("(?:Q|FP|F)(\\d+)"), QRegularExpression::CaseInsensitiveOption);
  const int named = bits_in_name.match(quantisation).captured(1).toInt();
  // Quantised blocks have scales, and some tensors more bits than the name says.
  const double bits = quantisation == QLatin1String("safetensors") ? 16 : named >= 16 ? named : named >= 8 ? 8.5 : (named > 0 ? named : 4) + 0.7;
  return static_cast<qint64>(static_cast<double>(bytes) * 8 / bits);
}

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
