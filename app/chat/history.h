// The chat history of the window: the store and the writer of streamed text, with errors told in words. If the file
// cannot be opened (another Deepwell has it, it is damaged), chats of this run are kept in a temporary file, and the
// window says so.
#pragma once

#include <QObject>
#include <QString>
#include <QTemporaryDir>
#include <QThreadPool>
#include <functional>
#include <memory>

#include "app/store/chat_store.h"
#include "app/store/stream_writer.h"

namespace deepwell {

class History : public QObject {
  Q_OBJECT

 public:
  explicit History(const QString& data_dir, QObject* parent = nullptr);
  ~History() override;

  ChatStore& store() { return *store_; }
  StreamWriter& writer() { return *writer_; }
  bool ok() const { return store_ && writer_; }   // false: not even a temporary file could be made
  bool isTemporary() const { return temporary_ != nullptr; }  // the history on the disk could not be opened; this run's is another
  QString openProblem() const { return problem_; }  // empty: all is well; else what was wrong with the file, and what was done

  // Runs `work` on a thread, one after the other: what the window does not wait for. All is done before the history goes.
  void later(std::function<void(ChatStore&)> work);

  // Runs `work` on a thread beside others: reading that may take long, which nothing else is to wait for.
  void read(std::function<void(ChatStore&)> work);

  // Tells failed() of an error; true if there was none.
  template <class T>
  bool check(const Result<T>& result) {
    if (!result) report(result.error());
    return result.has_value();
  }
  void report(const Error& error);

 signals:
  void failed(const QString& words);

 private:
  bool open(const QString& dir, QString* problem);

  std::unique_ptr<QTemporaryDir> temporary_;
  std::unique_ptr<ChatStore> store_;
  std::unique_ptr<StreamWriter> writer_;
  QString problem_;
  QThreadPool readers_;
  QThreadPool thread_;  // last: both end before the store goes
};

}  // namespace deepwell
