#include "app/chat/composer/model_wait.h"

#include <utility>

#include "app/bridge/engine_host.h"

namespace deepwell {

ModelWait::ModelWait(EngineHost& host, QObject* parent) : QObject(parent), host_(host) {
  connect(&host_, &EngineHost::loadingChanged, this, &ModelWait::onLoadingChanged);
  connect(&host_, &EngineHost::loaded, this, &ModelWait::onLoaded);
}

bool ModelWait::begin() {
  if (!host_.loading()) return false;
  path_ = host_.loadingPath();
  loading_ = true;
  set(State::kWaiting);
  return true;
}

void ModelWait::end() { set(State::kNone); }

void ModelWait::set(State state) {
  if (state == state_) return;
  const bool before = waiting();
  state_ = state;
  if (waiting() != before) emit changed();
}

void ModelWait::onLoadingChanged() {
  if (state_ != State::kWaiting) return;
  const bool before = std::exchange(loading_, host_.loading());
  if (before && loading_) path_ = host_.loadingPath();
  if (loading_) return;
  // Loaded, or failed: then it may be tried again on another device at once.
  QMetaObject::invokeMethod(this, [this] {
    if (state_ == State::kWaiting && !host_.loading()) end();
  }, Qt::QueuedConnection);
}

void ModelWait::onLoaded(const QString& path) {
  if (state_ != State::kWaiting) return;
  if (path != path_) return end();
  set(State::kThere);
  emit arrived();
}

}  // namespace deepwell
