#include "app/bridge/engine_host.h"

#include <QDir>
#include <QFileInfo>
#include <chrono>

#include "app/bridge/engine_loader.h"
#include "app/bridge/engine_values.h"
#include "app/bridge/model_identity.h"
#include "app/settings/preferences.h"
#include "app/words/amounts.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

constexpr int kProgressIntervalMs = 50;
constexpr std::chrono::milliseconds kRoomInterval{20};

// "deepseek2 · 11.9 M parameters, 3.1 M active · CPU"
QString describe(const ModelInfo& info, const ModelPlacement& placement) {
  QString parameters = EngineHost::tr("%1 parameters").arg(countText(info.parameters));
  if (info.active_parameters > 0 && info.active_parameters < info.parameters)
    parameters += EngineHost::tr(", %1 active").arg(countText(info.active_parameters));
  QStringList parts{QString::fromStdString(info.architecture), parameters};
  parts << QString::fromStdString(placement.device) << QString::fromStdString(placement.spread);
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

}  // namespace

struct EngineHost::Outcome {
  std::shared_ptr<Engine> engine;
  QString model_hash, template_hash;
  LoadWishes wishes;
  QString error;
  bool device_failed = false;
};

// One load. The thread writes `outcome`, then posts finishJob(); nothing else reads it before.
struct EngineHost::Job {
  uint64_t number = 0;  // a later job may lie where an earlier one lay
  Target target;
  LoadWishes wishes;
  std::atomic<uint64_t> bytes_done = 0;
  std::atomic<uint64_t> bytes_total = 0;
  std::atomic<bool> ended = false;
  Outcome outcome;
  std::jthread thread;  // last: joins before the rest goes
};

EngineHost::EngineHost(std::unique_ptr<EngineLoader> loader, QObject* parent)
    : QObject(parent), loader_(std::move(loader)), devices_(*loader_) {
  loader_->setWarnings([this](std::string_view line) {
    const QString text = QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
    QMetaObject::invokeMethod(this, [this, text] { setWarning(text); }, Qt::QueuedConnection);
  });
  progress_timer_.setInterval(kProgressIntervalMs);
  connect(&progress_timer_, &QTimer::timeout, this, &EngineHost::pollProgress);
}

EngineHost::~EngineHost() {
  for (auto& job : jobs_) job->thread.request_stop();
  jobs_.clear();
}

QString EngineHost::loadingName() const { return job_ ? displayName(job_->target.path) : QString(); }

QString EngineHost::loadingPath() const { return job_ ? job_->target.path : QString(); }

QString EngineHost::displayName(const QString& path) {
  if (path == QLatin1String(kPocket)) return path;
  const QFileInfo info(QDir::cleanPath(path));
  if (info.suffix() == QLatin1String("gguf")) return info.completeBaseName();
  if (info.suffix() == QLatin1String("safetensors")) return info.dir().dirName();
  return info.fileName();
}

GenerationSettings EngineHost::settingsFor(const Preferences& preferences) const {
  GenerationSettings settings;
  settings.max_tokens = preferences.maxTokens();
  settings.seed = static_cast<qulonglong>(preferences.seed());
  settings.think = preferences.think();
  const ModelPreset preset = preferences.preset(info_.path);
  settings.system_prompt = preset.system_prompt;
  if (preset.system_prompt.isEmpty() && !preset.no_instructions) settings.system_prompt = preferences.instructions().trimmed();
  if (preset.think != ModelPreset::Think::kAsElsewhere) settings.think = preset.think == ModelPreset::Think::kYes;
  if (preset.own_sampling) {
    settings.temperature = preset.temperature;
    settings.top_p = preset.top_p;
    settings.top_k = preset.top_k;
    settings.min_p = preset.min_p;
    settings.repetition_penalty = preset.repetition_penalty;
    settings.presence_penalty = preset.presence_penalty;
    settings.frequency_penalty = preset.frequency_penalty;
  } else if (preferences.modelDefaults() && engine_) {
    const SamplingParams& recommended = engine_->info().recommended;
    settings.temperature = static_cast<double>(recommended.temperature);
    settings.top_p = static_cast<double>(recommended.top_p);
    settings.top_k = recommended.top_k;
    settings.min_p = static_cast<double>(recommended.min_p);
    settings.repetition_penalty = static_cast<double>(recommended.repetition_penalty);
    settings.presence_penalty = static_cast<double>(recommended.presence_penalty);
    settings.frequency_penalty = static_cast<double>(recommended.frequency_penalty);
  } else {
    settings.temperature = preferences.temperature();
    settings.top_p = preferences.topP();
    settings.top_k = preferences.topK();
    settings.min_p = preferences.minP();
    settings.repetition_penalty = preferences.repetitionPenalty();
    settings.presence_penalty = preferences.presencePenalty();
    settings.frequency_penalty = preferences.frequencyPenalty();
  }
  return settings;
}

void EngineHost::loadUrl(const QUrl& url) {
  if (url.isLocalFile()) return load(url.toLocalFile());
  setError(tr("%1 is not a file on this computer. Choose a .gguf file or a folder with safetensors.")
               .arg(url.toDisplayString()));
}

void EngineHost::load(const QString& path) {
  if (path.isEmpty()) return;
  setError({});
  setWarning({});
  begin({path, device_});
}

void EngineHost::chooseDevice(const QString& device) {
  const bool there = job_ ? device == job_->target.device : device == device_ && !info_.moved;
  if (there || !isDevice(device)) return;
  setError({});
  setWarning({});
  const QString path = job_ ? job_->target.path : info_.path;
  if (!path.isEmpty()) return begin({path, device, Target::kByRule, Target::Why::kDeviceAsked});
  setDevice(device);
  emit deviceChosen(device);
}

void EngineHost::chooseContext(int tokens) {
  if (!engine_ || job_ || tokens == info_.context) return;
  setError({});
  setWarning({});
  begin({info_.path, device_, tokens, Target::Why::kContextAsked});
}

bool EngineHost::outdated() const { return engine_ && wish_rule_ && wish_rule_(info_.path) != info_.wishes; }

bool EngineHost::isDevice(const QString& device) { return parseDevice(device.toStdString()).has_value(); }

void EngineHost::setDevice(const QString& device) {
  const QString known = isDevice(device) ? device : QStringLiteral("auto");
  if (known == device_) return;
  device_ = known;
  devices_.setChosen(known);
  emit deviceChanged();
}

// Two models rarely fit on a GPU: the one that lies there goes, unless the next one stays off it.
void EngineHost::makeRoom(const Target& target) {
  if (!engine_ || !info_.on_gpu || target.device == QLatin1String("cpu")) return;
  former_ = Target{info_.path, device_, info_.wishes.context_tokens, Target::Why::kInstead};
  emit unloading();
  leaving_ = engine_;
  dropEngine();
}

void EngineHost::dropEngine() {
  engine_.reset();
  info_ = Info{};
  counter_.setCodec(nullptr);
  emit engineChanged();
  emit outdatedChanged();
  emit placementChanged();
}

void EngineHost::begin(const Target& target) {
  if (job_) job_->thread.request_stop();
  reapJobs();
  makeRoom(target);

  Job* job = jobs_.emplace_back(std::make_unique<Job>()).get();
  job_ = job;
  job->number = ++jobs_started_;
  job->target = target;
  if (wish_rule_) job->wishes = wish_rule_(target.path);
  if (target.context >= 0) job->wishes.context_tokens = target.context;
  const EngineOptions options = toEngineOptions(job->wishes, target.device);
  job->thread = std::jthread([this, job, options, leaving = leaving_](std::stop_token stop) {
    // An answer that is being written keeps the old model until it ends: only then is there room.
    while (!leaving.expired() && !stop.stop_requested()) std::this_thread::sleep_for(kRoomInterval);
    const auto sink = [job](const LoadProgress& progress) {
      job->bytes_total = progress.bytes_total;
      job->bytes_done = progress.bytes_done;
    };
    auto result = loader_->load(std::filesystem::path(job->target.path.toStdString()), options, sink, stop);
    if (result) {
      job->outcome.model_hash = deepwell::modelHash(QString::fromStdString((*result)->info().path.string()));
      if (const auto text = (*result)->text()) job->outcome.template_hash = textHash(text->templateSource());
      job->outcome.engine = std::move(*result);
    } else {
      job->outcome.error = errorText(result.error());
      job->outcome.device_failed = result.error().code == ErrorCode::kDevice;
    }
    const uint64_t number = job->number;
    job->ended = true;
    QMetaObject::invokeMethod(this, [this, number] { finishJob(number); }, Qt::QueuedConnection);
  });
  progress_ = 0;
  progress_timer_.start();
  emit loadingChanged();
  emit progressChanged();
}

void EngineHost::finishJob(uint64_t number) {
  if (job_ == nullptr || job_->number != number) {  // cancelled or replaced
    reapJobs();
    return;
  }
  Outcome outcome = std::move(job_->outcome);
  const Target target = job_->target;
  outcome.wishes = job_->wishes;
  job_ = nullptr;
  progress_timer_.stop();
  reapJobs();
  if (outcome.engine) return takeEngine(std::move(outcome), target);
  emit loadingChanged();
  emit loadFailed(target.path);
  setError(outcome.error.isEmpty() ? tr("%1 could not be loaded.").arg(displayName(target.path)) : outcome.error);
  goBack(target, outcome.device_failed);
}

void EngineHost::takeEngine(Outcome outcome, const Target& target) {
  emit unloading();
  engine_ = std::move(outcome.engine);
  former_.reset();
  const ModelInfo& model = engine_->info();
  QString name = QString::fromStdString(model.name);
  if (name.isEmpty()) name = displayName(target.path);
  const ContextSize context = engine_->context();
  info_ = Info{name, target.path, {}, {}, {}, outcome.model_hash, outcome.template_hash, model.thinks, false, false,
               context.tokens, model.context, context.bytes_per_token, outcome.wishes};
  counter_.setCodec(engine_->text());
  readPlacement();
  if (target.why == Target::Why::kDeviceAsked) {
    setDevice(target.device);
    emit deviceChosen(target.device);
  }
  if (target.why == Target::Why::kContextAsked) emit contextChosen(target.context);
  emit engineChanged();
  emit outdatedChanged();
  emit placementChanged();
  emit loadingChanged();
  emit loaded(target.path);
}

void EngineHost::readPlacement() {
  const ModelPlacement placement = engine_->placement();
  info_.detail = describe(engine_->info(), placement);
  info_.runs_on = QString::fromStdString(placement.device);
  info_.placement = QString::fromStdString(placement.spread);
  info_.on_gpu = placement.on_gpu;
}

void EngineHost::tellAgain() {
  devices_.tellAgain();
  if (!engine_) return;
  readPlacement();
  emit placementChanged();
}

void EngineHost::refreshPlacement() {
  if (!engine_) return;
  const QString before = info_.detail;
  readPlacement();
  if (info_.detail == before) return;
  info_.moved = true;
  emit placementChanged();
}

// After a load that failed or was cancelled: what has made room for it comes back; a model that has no other device gets
// the processor.
void EngineHost::goBack(const Target& failed, bool device_failed) {
  if (former_) return begin(*std::exchange(former_, {}));
  if (engine_ || !device_failed || failed.device == QLatin1String("cpu")) return;
  QString line = error_;
  while (line.endsWith(u'.')) line.chop(1);
  setError(tr("%1. The processor is used instead.").arg(line));
  begin({failed.path, QStringLiteral("cpu"), failed.context, Target::Why::kInstead});
}

// Joins threads that have ended; one that still runs is kept until it has noticed its stop token.
void EngineHost::reapJobs() {
  jobs_.remove_if([this](const std::unique_ptr<Job>& job) { return job.get() != job_ && job->ended; });
}

void EngineHost::cancelLoad() {
  if (!job_) return;
  job_->thread.request_stop();
  const Target target = job_->target;
  job_ = nullptr;
  progress_timer_.stop();
  emit loadingChanged();
  goBack(target, false);
}

void EngineHost::unload() {
  former_.reset();
  cancelLoad();
  if (!engine_) return;
  emit unloading();
  dropEngine();
}

void EngineHost::dismissError() { setError({}); }

void EngineHost::setError(const QString& error) {
  if (error == error_) return;
  error_ = error;
  emit errorChanged();
}

void EngineHost::dismissWarning() { setWarning({}); }

void EngineHost::setWarning(const QString& warning) {
  if (warning == warning_) return;
  warning_ = warning;
  emit warningChanged();
}

void EngineHost::pollProgress() {
  if (!job_) return;
  const uint64_t total = job_->bytes_total;
  const double now = total == 0 ? 0.0 : std::min(1.0, static_cast<double>(job_->bytes_done) / static_cast<double>(total));
  if (now == progress_) return;
  progress_ = now;
  emit progressChanged();
}

}  // namespace deepwell
