// loadEngine(): checkpoint, model, tokenizer, backend and scheduler put together.
#include "engine/api/engine.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <future>

#include "engine/backend/backend.h"
#include "engine/base/log.h"
#include "engine/base/system_memory.h"
#include "engine/base/trace.h"
#include "engine/format/huge_pages.h"
#include "engine/model/model.h"
#include "engine/runtime/devices.h"
#include "engine/runtime/evaluate.h"
#include "engine/runtime/model_info.h"
#include "engine/runtime/session.h"
#include "engine/runtime/text_source.h"
#include "engine/runtime/warm_up.h"

namespace deepwell {
namespace {

// The model's layout, with numbers as the options ask.
KvLayout kvLayout(const Model& model, KvPrecision precision) {
  KvLayout layout = model.kvLayout();
  switch (precision) {
    case KvPrecision::kAuto: break;
    case KvPrecision::kF32: layout.type = KvType::kF32; break;
    case KvPrecision::kF16: layout.type = KvType::kF16; break;
    case KvPrecision::kQ8: layout.type = layout.value_width > 0 ? KvType::kQ8 : KvType::kF16; break;
  }
  return layout;
}

int32_t contextPages(int32_t context) { return context / kPageTokens + 2; }

// A quarter of the memory, but always one whole context, and no more than the backend has room for.
int32_t maxPages(const KvLayout& layout, int32_t context, const Backend& backend) {
  const auto page_bytes = static_cast<uint64_t>(std::max<int64_t>(layout.pageBytes(), 1));
  const auto affordable = static_cast<int64_t>(physicalMemory() / 4 / page_bytes);
  const auto pages = static_cast<int32_t>(std::clamp<int64_t>(affordable, contextPages(context), 1 << 20));
  return std::min(pages, backend.mostPages());
}

// What `body` returns; its time is a span of the trace.
template <class Body>
auto traced(std::string_view name, Body&& body) {
  const TraceSpan span(name);
  return body();
}

// Reads the tokenizer while the loading thread is busy with the model, then helps it to bring the weights in.
class TextLoader {
 public:
  TextLoader(const Checkpoint& checkpoint, WarmUp& warm_up, const std::stop_token& stop)
      : warm_up_(warm_up), text_(std::async(std::launch::async, [&checkpoint, &warm_up, stop] {
          auto text = traced("load tokenizer", [&] { return TextSource::open(checkpoint); });
          (void)traced("bring weights in", [&] { return warm_up.work({}, stop); });  // cancelled: the other one says so
          return text;
        })) {}
  ~TextLoader() { warm_up_.abandon(); }  // what is left of the future waits
  TextLoader(const TextLoader&) = delete;
  TextLoader& operator=(const TextLoader&) = delete;

  Result<std::shared_ptr<const TextSource>> take() { return text_.get(); }

 private:
  WarmUp& warm_up_;
  std::future<Result<std::shared_ptr<const TextSource>>> text_;
};

class EngineImpl final : public Engine {
 public:
  static Result<std::shared_ptr<Engine>> load(const std::filesystem::path& path, const EngineOptions& options,
                                              const LoadSink& progress, std::stop_token stop);
  ~EngineImpl() override = default;

  const ModelInfo& info() const override { return info_; }
  std::shared_ptr<const TextCodec> text() const override { return text_ ? *text_ : nullptr; }

  ModelPlacement placement() const override { return scheduler_->placement(); }
  ContextSize context() const override { return {context_, kv_bytes_}; }

  std::unique_ptr<Session> createSession() override {
    return std::make_unique<SchedulerSession>(scheduler_, text_, info_.vocab, context_);
  }

  Result<std::vector<float>> logits(std::span<const TokenId> ids, int32_t chunk) override {
    Result<std::vector<float>> result;
    const int32_t rows = std::clamp(chunk > 0 ? chunk : chunk_, 1, most_chunk_);
    DEEPWELL_TRY(scheduler_->exclusive([&](Stepper& stepper, KvCache& cache) -> Status {
      DEEPWELL_ASSIGN(result, evaluateLogits(stepper, cache, ids, rows));
      return {};
    }));
    return result;
  }

  Result<BenchResult> bench(const BenchOptions& options, std::stop_token stop) override {
    scheduler_->finishBackground(kSettle, stop);
    Result<BenchResult> result;
    DEEPWELL_TRY(scheduler_->exclusive([&](Stepper& stepper, KvCache& cache) -> Status {
      DEEPWELL_ASSIGN(result, evaluateSpeed(stepper, cache, options, chunk_, stop));
      if (huge_pages_) result->huge_page_bytes = huge_pages_->moved();
      return {};
    }));
    result->load_s = load_seconds_;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    result->peak_rss_mb = static_cast<double>(usage.ru_maxrss) / 1024.0;
    if (!options.ceilings) return result;
    DEEPWELL_TRY(scheduler_->exclusive([&](Stepper& stepper, KvCache&) -> Status {
      DEEPWELL_ASSIGN(const MachineCeilings ceilings, stepper.backend().ceilings());
      result->read_ceiling_gbps = ceilings.read_gbps;
      result->int8_ceiling_gops = ceilings.int8_gops;
      return {};
    }));
    return result;
  }

 private:
  static constexpr int32_t kMaxChunk = 4096;
  static constexpr int32_t kMaxDeviceChunk = 1024;  // an op's scratch memory is one allocation
  static constexpr int32_t kMaxSequences = 8;
  static constexpr std::chrono::seconds kSettle{20};  // before speed is measured: as it is after some use

  ModelInfo info_;
  int32_t context_ = 0;
  uint64_t kv_bytes_ = 0;  // of one token
  int32_t chunk_ = 0;
  int32_t most_chunk_ = kMaxChunk;
  double load_seconds_ = 0;
  std::shared_ptr<HugePageMove> huge_pages_;  // null: not wanted; used on the scheduler's thread
  Result<std::shared_ptr<const TextSource>> text_ = nullptr;
  // Destroyed in reverse order: sessions may keep the scheduler, and with it these, alive.
  struct Parts {
    std::unique_ptr<Model> model;
    std::unique_ptr<Backend> backend;
    std::unique_ptr<Scheduler> scheduler;
  };
  std::shared_ptr<Scheduler> scheduler_;
};

Result<std::shared_ptr<Engine>> EngineImpl::load(const std::filesystem::path& path, const EngineOptions& options,
                                                 const LoadSink& progress, std::stop_token stop) {
  const TraceSpan span("load");
  const auto begin = std::chrono::steady_clock::now();
  DEEPWELL_ASSIGN(const std::filesystem::path resolved, resolveModelPath(path));
  auto parts = std::make_shared<Parts>();
  DEEPWELL_ASSIGN(parts->backend, makeBackend(options));
  DEEPWELL_ASSIGN(const std::shared_ptr<const Checkpoint> checkpoint,
                  traced("open checkpoint", [&] { return Checkpoint::open(resolved); }));
  WarmUp warm_up(*checkpoint);
  TextLoader text(*checkpoint, warm_up, stop);
  DEEPWELL_ASSIGN(parts->model, traced("load model", [&] { return Model::load(checkpoint, stop); }));
  DEEPWELL_ASSIGN(std::unique_ptr<Stepper> stepper, Stepper::make(*parts->model, *parts->backend));
  auto engine = std::make_shared<EngineImpl>();
  const ModelConfig& config = parts->model->config();
  const bool on_host = parts->backend->memory().host;
  engine->most_chunk_ = on_host ? kMaxChunk : kMaxDeviceChunk;
  engine->chunk_ = std::clamp(options.prefill_chunk, 1, engine->most_chunk_);
  engine->context_ = options.context_tokens > 0 ? std::min(options.context_tokens, config.context)
                                                : std::min(config.context, kDefaultContext);
  const KvLayout kv = kvLayout(*parts->model, options.kv);
  engine->kv_bytes_ = static_cast<uint64_t>(kv.pageBytes() / kPageTokens);
  parts->backend->expect({kv, contextPages(engine->context_), engine->chunk_ + kMaxSequences});
  if (!on_host) warm_up.abandon();  // the backend knows best which weights are read where
  DEEPWELL_TRY(traced("bring weights in", [&] { return on_host ? warm_up.work(progress, stop) : stepper->load(progress, stop); }));
  DEEPWELL_TRY(traced("prepare programs", [&] { return stepper->warm(kv, engine->chunk_, stop); }));

  engine->info_ = makeModelInfo(*checkpoint, config);
  engine->info_.placement = placementOf(*parts->backend);
  engine->text_ = text.take();
  checkpoint->dropHeaders();
  returnFreedMemory();
  if (progress) progress({checkpoint->fileBytes(), checkpoint->fileBytes()});
  if (engine->text_) {
    engine->info_.thinks = (*engine->text_)->thinks();
  } else {
    logLine(LogLevel::kInfo, engine->text_.error().message);  // said when a chat asks for it
  }
  logLine(LogLevel::kInfo, fmt::format("KV cache: {} bytes a token", engine->kv_bytes_));
  SchedulerOptions scheduler{engine->chunk_, maxPages(kv, engine->context_, *parts->backend), kMaxSequences, kv};
  if (options.huge_pages && parts->backend->memory().host) {
    engine->huge_pages_ = std::make_shared<HugePageMove>(checkpoint, availableMemory());
    scheduler.background = [move = engine->huge_pages_] { return move->step(); };
  }
  parts->scheduler = std::make_unique<Scheduler>(std::move(stepper), scheduler);
  engine->scheduler_ = std::shared_ptr<Scheduler>(parts, parts->scheduler.get());
  engine->load_seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return std::shared_ptr<Engine>(std::move(engine));
}

}  // namespace

const char* finishReasonName(FinishReason reason) {
  switch (reason) {
    case FinishReason::kStop: return "stop";
    case FinishReason::kLength: return "length";
    case FinishReason::kCancelled: return "cancelled";
  }
  return "stop";
}

void setWarningSink(std::function<void(std::string_view line)> sink) {
  setLogSink([sink = std::move(sink)](LogLevel level, std::string_view line) {
    if (sink && level >= LogLevel::kWarning) sink(line);
  });
}

Result<KvPrecision> parseKvPrecision(std::string_view name) {
  if (name == "auto") return KvPrecision::kAuto;
  if (name == "f32") return KvPrecision::kF32;
  if (name == "f16") return KvPrecision::kF16;
  if (name == "q8") return KvPrecision::kQ8;
  return fail(ErrorCode::kInvalidArgument, "unknown KV precision \"{}\": expected auto, f32, f16 or q8", name);
}

Result<std::shared_ptr<Engine>> loadEngine(const std::filesystem::path& path, const EngineOptions& options,
                                           const LoadSink& progress, std::stop_token stop) {
  return EngineImpl::load(path, options, progress, std::move(stop));
}

}  // namespace deepwell
