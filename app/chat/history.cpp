#include "app/chat/history.h"

namespace deepwell {

History::History(const QString& data_dir, QObject* parent) : QObject(parent) {
  thread_.setMaxThreadCount(1);
  if (open(data_dir, &problem_)) return;
  temporary_ = std::make_unique<QTemporaryDir>();
  QString second;
  if (temporary_->isValid()) open(temporary_->path(), &second);
  problem_ = tr("Chats of this run will not be kept. %1").arg(problem_);
}

History::~History() {
  thread_.waitForDone();
  writer_.reset();
}

void History::later(std::function<void(ChatStore&)> work) {
  thread_.start([this, work = std::move(work)] { work(*store_); });
}

bool History::open(const QString& dir, QString* problem) {
  auto store = ChatStore::open(std::filesystem::path(dir.toStdString()) / kChatDatabaseName);
  if (!store) {
    *problem = QString::fromStdString(store.error().message);
    return false;
  }
  StreamWriter::Options options;
  options.on_error = [this](const Error& error) {
    QMetaObject::invokeMethod(this, [this, error] { report(error); }, Qt::QueuedConnection);
  };
  auto writer = StreamWriter::start(**store, options);
  if (!writer) {
    *problem = QString::fromStdString(writer.error().message);
    return false;
  }
  store_ = std::move(*store);
  writer_ = std::move(*writer);
  return true;
}

void History::report(const Error& error) { emit failed(QString::fromStdString(error.message)); }

}  // namespace deepwell
