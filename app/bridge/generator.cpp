#include "app/bridge/generator.h"

#include "app/bridge/engine_values.h"
#include "engine/api/engine.h"

namespace deepwell {

// What the worker has produced and the window has not yet taken.
class Generator::Mailbox {
 public:
  // True if the window has to be woken: nobody has done so since the last take().
  bool put(const Event& event) {
    const std::lock_guard lock(mutex_);
    addEvent(pending_, event);
    return !std::exchange(full_, true);
  }
  // False if there is nothing.
  bool take(GenerationUpdate* update) {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(full_, false)) return false;
    *update = std::exchange(pending_, {});
    return true;
  }

 private:
  std::mutex mutex_;
  GenerationUpdate pending_;
  bool full_ = false;
};

Generator::Generator(QObject* parent) : QObject(parent) {
  timer_.setSingleShot(true);
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &Generator::flush);
}

Generator::~Generator() {
  worker_.request_stop();
  if (worker_.joinable()) worker_.join();
}

void Generator::stopAndWait() {
  worker_.request_stop();
  if (worker_.joinable()) worker_.join();
  if (running_) flush();
  running_ = false;
}

void Generator::start(std::shared_ptr<Engine> engine, const GenerationRequest& request) {
  Q_ASSERT(!running_ && engine);
  if (worker_.joinable()) worker_.join();  // it has posted its end, so this does not wait
  if (engine_ != engine) {
    session_.reset();
    engine_ = std::move(engine);
  }
  running_ = true;
  release_ = false;
  mailbox_ = std::make_shared<Mailbox>();
  since_update_.invalidate();
  worker_ = std::jthread([this, request](std::stop_token stop) {
    const GenerationResult result = run(request, stop);
    QMetaObject::invokeMethod(this, [this, result] { finish(result); }, Qt::QueuedConnection);
  });
}

void Generator::stop() { worker_.request_stop(); }

void Generator::releaseEngine() {
  release_ = true;
  if (running_) return;
  session_.reset();
  engine_.reset();
}

// On the worker's thread.
GenerationResult Generator::run(const GenerationRequest& request, std::stop_token stop) {
  if (!session_) session_ = engine_->createSession();
  const auto sink = [this](const Event& event) {
    if (std::holds_alternative<Done>(event)) return;
    if (mailbox_->put(event)) QMetaObject::invokeMethod(this, [this] { drain(); }, Qt::QueuedConnection);
  };
  return toResult(session_->generate(toEngineRequest(request), sink, stop), engine_->context().tokens);
}

// Something came in: show it now, or when the interval since the last update is over.
void Generator::drain() {
  const qint64 elapsed = since_update_.isValid() ? since_update_.elapsed() : kUpdateIntervalMs;
  if (elapsed >= kUpdateIntervalMs) return flush();
  if (!timer_.isActive()) timer_.start(static_cast<int>(kUpdateIntervalMs - elapsed));
}

void Generator::flush() {
  GenerationUpdate update;
  if (!mailbox_->take(&update)) return;
  since_update_.start();
  emit updated(update);
}

void Generator::finish(const GenerationResult& result) {
  if (!running_) return;  // stopAndWait() was there first
  timer_.stop();
  flush();
  running_ = false;
  if (release_) releaseEngine();
  emit finished(result);
}

}  // namespace deepwell
