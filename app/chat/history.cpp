#include "app/chat/history.h"

#include "app/words/error_text.h"

namespace deepwell {
namespace {

constexpr int kMostReaders = 8;

}  // namespace

History::History(const QString& data_dir, QObject* parent) : QObject(parent) {
  thread_.setMaxThreadCount(1);
  readers_.setMaxThreadCount(kMostReaders);
  if (open(data_dir, &problem_)) return;
  temporary_ = std::make_unique<QTemporaryDir>();
  QString second;
  if (temporary_->isValid()) open(temporary_->path(), &second);
  problem_ = tr("Chats of this run will not be kept. %1").arg(problem_);
}

History::~History() {
  readers_.waitForDone();
  thread_.waitForDone();
  writer_.reset();
}

void History::later(std::function<void(ChatStore&)> work) {
  thread_.start([this, work = std::move(work)] { work(*store_); });
}

void History::read(std::function<void(ChatStore&)> work) {
  readers_.start([this, work = std::move(work)] { work(*store_); });
}

bool History::open(const QString& dir, QString* problem) {
  ChatStore::Salvage salvage;
  auto store = ChatStore::openOrSalvage(std::filesystem::path(dir.toStdString()) / kChatDatabaseName, &salvage);
  if (!store) {
    *problem = errorText(store.error());
    return false;
  }
  StreamWriter::Options options;
  options.on_error = [this](const Error& error) {
    QMetaObject::invokeMethod(this, [this, error] { report(error); }, Qt::QueuedConnection);
  };
  auto writer = StreamWriter::start(**store, options);
  if (!writer) {
    *problem = errorText(writer.error());
    return false;
  }
  if (salvage.happened)
    *problem = tr("The chat history was damaged. What could be read was saved: %n message(s). The damaged file is kept as %1.", nullptr,
                  static_cast<int>(salvage.messages))
                   .arg(QString::fromStdString(salvage.kept_as.string()));
  store_ = std::move(*store);
  writer_ = std::move(*writer);
  return true;
}

// Damage that a query meets is mended at the next start.
void History::report(const Error& error) {
  const QString words = errorText(error);
  emit failed(error.code == ErrorCode::kCorruptFile ? tr("%1. Restart Deepwell: it saves what can be read.").arg(words) : words);
}

}  // namespace deepwell
