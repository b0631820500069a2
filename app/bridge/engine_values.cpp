#include "app/bridge/engine_values.h"

#include "app/words/error_text.h"

#include <utility>

namespace deepwell {
namespace {

SamplingParams toSampling(const GenerationSettings& settings) {
  SamplingParams sampling;
  sampling.temperature = static_cast<float>(settings.temperature);
  sampling.top_p = static_cast<float>(settings.top_p);
  sampling.top_k = settings.top_k;
  sampling.min_p = static_cast<float>(settings.min_p);
  sampling.repetition_penalty = static_cast<float>(settings.repetition_penalty);
  sampling.presence_penalty = static_cast<float>(settings.presence_penalty);
  sampling.frequency_penalty = static_cast<float>(settings.frequency_penalty);
  sampling.seed = settings.seed;
  return sampling;
}

KvPrecision toKvPrecision(const QString& name) {
  if (name == QLatin1String("f16")) return KvPrecision::kF16;
  return name == QLatin1String("q8") ? KvPrecision::kQ8 : KvPrecision::kAuto;
}

GenerationResult::Outcome toOutcome(FinishReason reason) {
  switch (reason) {
    case FinishReason::kStop: return GenerationResult::Outcome::kFinished;
    case FinishReason::kLength: return GenerationResult::Outcome::kLength;
    case FinishReason::kCancelled: return GenerationResult::Outcome::kCancelled;
  }
  return GenerationResult::Outcome::kFinished;
}

}  // namespace

EngineOptions toEngineOptions(const LoadWishes& wishes, const QString& device) {
  EngineOptions options;
  options.context_tokens = wishes.context_tokens;
  options.threads = wishes.threads;
  options.kv = toKvPrecision(wishes.kv);
  if (wishes.gpu_layers > 0) options.device_layers = wishes.gpu_layers;
  options.device_memory = static_cast<uint64_t>(wishes.gpu_memory) << 20U;
  options.device = parseDevice(device.toStdString()).value_or(DeviceChoice());
  return options;
}

GenerateRequest toEngineRequest(const GenerationRequest& request) {
  GenerateRequest out;
  out.messages.reserve(static_cast<size_t>(request.messages.size()));
  for (const PromptMessage& message : request.messages)
    out.messages.push_back({message.role.toStdString(), message.text.toStdString(), message.reasoning.toStdString()});
  out.sampling = toSampling(request.settings);
  out.max_tokens = request.settings.max_tokens;
  out.think = request.settings.think;
  if (request.resume) {
    out.resume = GenerateRequest::Partial{request.resume_reasoning.toStdString(), request.resume_reasoning_finished,
                                          request.resume_text.toStdString()};
  }
  return out;
}

GenerationResult toResult(const Result<Done>& done, int context_tokens) {
  GenerationResult out;
  if (!done) {
    const bool cancelled = done.error().code == ErrorCode::kCancelled;
    out.outcome = cancelled ? GenerationResult::Outcome::kCancelled : GenerationResult::Outcome::kFailed;
    if (!cancelled) out.error = errorText(done.error());
    out.too_long = done.error().code == ErrorCode::kTooLong;
    return out;
  }
  const Usage& usage = done->usage;
  out.outcome = toOutcome(done->reason);
  out.prompt_tokens = usage.prompt_tokens;
  out.cached_tokens = usage.cached_tokens;
  out.reasoning_tokens = usage.reasoning_tokens;
  out.text_tokens = usage.text_tokens;
  out.prefill_seconds = usage.prefill_seconds;
  out.reasoning_seconds = usage.reasoning_seconds;
  out.decode_seconds = usage.decode_seconds;
  const int used = usage.prompt_tokens + usage.reasoning_tokens + usage.text_tokens;
  out.context_full = done->reason == FinishReason::kLength && context_tokens > 0 && used >= context_tokens;
  return out;
}

void addEvent(GenerationUpdate& update, const Event& event) {
  if (const auto* prefill = std::get_if<PrefillProgress>(&event)) {
    update.prefill_done = prefill->done;
    update.prefill_total = prefill->total;
  } else if (const auto* notice = std::get_if<Notice>(&event)) {
    update.notice = QString::fromStdString(notice->text);  // a later one says how it is now
  } else if (const auto* reasoning = std::get_if<ReasoningDelta>(&event)) {
    update.reasoning += QString::fromStdString(reasoning->text);
    update.reasoning_tokens += reasoning->tokens;
  } else if (const auto* text = std::get_if<TextDelta>(&event)) {
    update.text += QString::fromStdString(text->text);
    update.text_tokens += text->tokens;
  } else if (std::holds_alternative<TextWasReasoning>(event)) {
    update.text_was_reasoning = true;
    update.reasoning += std::exchange(update.text, {});
    update.reasoning_tokens += std::exchange(update.text_tokens, 0);
  }
}

}  // namespace deepwell
