#include "app/chat/written_with.h"

#include <QFileInfo>

#include "app/bridge/engine_host.h"
#include "app/chat/conversation.h"

namespace deepwell {

WrittenWith::WrittenWith(EngineHost& host, QObject* parent) : QObject(parent), host_(host) {
  connect(&host_, &EngineHost::engineChanged, this, &WrittenWith::refresh);
  connect(&host_, &EngineHost::loadingChanged, this, &WrittenWith::refresh);
}

void WrittenWith::setFinder(Finder finder) {
  finder_ = std::move(finder);
  refresh();
}

void WrittenWith::follow(Conversation* chat) {
  if (chat_) disconnect(chat_, nullptr, this, nullptr);
  chat_ = chat;
  if (chat_) {
    connect(chat_, &Conversation::modelChanged, this, &WrittenWith::refresh);
    connect(chat_, &Conversation::chatIdChanged, this, &WrittenWith::refresh);
  }
  refresh();
}

// While a model is being loaded, or none is there, others say what goes on.
bool WrittenWith::differs() const {
  if (!chat_ || chat_->chatId() == 0 || chat_->modelName().isEmpty() || dismissed_.contains(chat_->chatId())) return false;
  if (!host_.ready() || host_.loading()) return false;
  return host_.path() != chat_->modelPath() && host_.name().compare(chat_->modelName(), Qt::CaseInsensitive) != 0;
}

void WrittenWith::refresh() {
  bool shown = differs();
  QString name;
  QString path;
  if (shown) {
    name = chat_->modelName();
    const QString kept = chat_->modelPath();
    if (kept == QLatin1String(EngineHost::kPocket) || (!kept.isEmpty() && QFileInfo::exists(kept))) {
      path = kept;
    } else if (finder_) {
      path = finder_(kept, name);
    }
    shown = path.isEmpty() || path != host_.path();
  }
  if (shown == shown_ && name == name_ && path == path_) return;
  shown_ = shown;
  name_ = name;
  path_ = path;
  emit changed();
}

void WrittenWith::load() {
  if (shown_ && installed()) host_.load(path_);
}

void WrittenWith::dismiss() {
  if (chat_) dismissed_.insert(chat_->chatId());
  refresh();
}

}  // namespace deepwell
