#include "app/store/stream_writer.h"

#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "app/store/chat_store_impl.h"
#include "app/store/message_rows.h"

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;
using DoneCallback = std::function<void(const Status&)>;

// What is to be written of one message.
struct Pending {
  StreamDelta delta;
  std::optional<MessageEnd> end;
  DoneCallback done;
  Status status;  // of the last attempt
};

struct Bytes {
  uint64_t reasoning = 0;
  uint64_t text = 0;
};

Status writeOne(SQLite::Database& db, MessageId id, const Pending& pending) {
  DEEPWELL_TRY(writeDelta(db, id, pending.delta));
  if (pending.end) return writeEnd(db, id, *pending.end);
  return {};
}

}  // namespace

using Batch = std::map<MessageId, Pending>;

struct StreamWriter::Impl {
  std::filesystem::path path;
  Options options;
  WriteTurn* turn = nullptr;             // the store's
  std::unique_ptr<SQLite::Database> db;  // used by the writer's thread only
  std::map<MessageId, Bytes> written;    // the same; unfinished messages only
  bool failing = false;                  // the same; the last batch could not be written

  std::mutex mutex;  // guards all below
  std::condition_variable wake_writer;
  std::condition_variable batch_done;
  Batch pending;
  Clock::time_point due = Clock::time_point::max();  // of the next batch
  uint64_t asked = 0;                                // flushes asked for, and the last one that was answered
  uint64_t answered = 0;
  Status last_status;
  bool stop = false;
  std::thread thread;

  void loop();
  void runBatch(Batch& batch);
  Status writeBatch(Batch& batch);
  void keepForRetry(Batch& batch);
  void report(Batch& batch);
  void hurry();
};

// With the mutex held: the writer takes what is pending now.
void StreamWriter::Impl::hurry() {
  due = Clock::time_point::min();
  wake_writer.notify_one();
}

void StreamWriter::Impl::loop() {
  std::unique_lock lock(mutex);
  for (;;) {
    while (!stop && due > Clock::now()) {
      if (due == Clock::time_point::max())
        wake_writer.wait(lock);
      else
        wake_writer.wait_until(lock, due);
    }
    const bool last = stop;
    const uint64_t ticket = asked;
    Batch batch = std::exchange(pending, Batch());
    due = Clock::time_point::max();
    lock.unlock();
    const Status status = batch.empty() ? Status() : writeBatch(batch);
    report(batch);
    lock.lock();
    if (!status) keepForRetry(batch);
    last_status = status;
    answered = ticket;
    batch_done.notify_all();
    if (last) return;
  }
}

// One transaction for all. A message that is not there any more fails by itself; anything else fails the whole batch.
Status StreamWriter::Impl::writeBatch(Batch& batch) {
  bool ends = false;
  for (const auto& [id, one] : batch) ends = ends || one.end;
  const std::lock_guard guard(*turn);
  const Status status = guarded(path, [&]() -> Status {
    setDurability(*db, ends ? Durability::kPowerCut : Durability::kKill);
    return despiteIndexDamage(*db, path, [&]() -> Status {
      SQLite::Transaction transaction(*db, SQLite::TransactionBehavior::IMMEDIATE);
      for (auto& [id, pending_one] : batch) pending_one.status = writeOne(*db, id, pending_one);
      transaction.commit();
      return {};
    });
  });
  if (status) return status;
  for (auto& [id, pending_one] : batch) pending_one.status = status;
  return status;
}

// Calls back, without the mutex.
void StreamWriter::Impl::report(Batch& batch) {
  bool failed = false;
  for (auto& [id, one] : batch) {
    if (!one.status) {
      if (!failing && !failed && options.on_error) options.on_error(one.status.error());
      failed = true;
    } else {
      Bytes& bytes = written[id];
      if (one.delta.text_was_reasoning) bytes.reasoning += std::exchange(bytes.text, 0);
      bytes.reasoning += one.delta.reasoning.size();
      bytes.text += one.delta.text.size();
      if (options.on_flushed) options.on_flushed(id, bytes.reasoning, bytes.text);
    }
    if (one.end && one.status) written.erase(id);
    if (one.end && one.done) std::exchange(one.done, nullptr)(one.status);
  }
  failing = failed;
}

// With the mutex held: puts a batch that could not be written in front of what has come in since.
void StreamWriter::Impl::keepForRetry(Batch& batch) {
  for (auto& [id, old] : batch) {
    const auto newer = pending.find(id);
    if (newer != pending.end()) {
      addDelta(old.delta, newer->second.delta);
      if (!old.end) old.end = std::move(newer->second.end);
      if (!old.done) old.done = std::move(newer->second.done);
    }
    pending[id] = std::move(old);
  }
  due = std::min(due, Clock::now() + options.interval);
}

StreamWriter::StreamWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  impl_->thread = std::thread([this] { impl_->loop(); });
}

StreamWriter::~StreamWriter() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stop = true;
    impl_->hurry();
  }
  impl_->thread.join();
}

Result<std::unique_ptr<StreamWriter>> StreamWriter::start(ChatStore& store, Options options) {
  auto impl = std::make_unique<Impl>();
  impl->path = store.path();
  impl->turn = &store.impl_->turn;
  impl->options = std::move(options);
  DEEPWELL_TRY(guarded(impl->path, [&]() -> Status {
    impl->db = openConnection(impl->path, true);
    return {};
  }));
  return std::unique_ptr<StreamWriter>(new StreamWriter(std::move(impl)));
}

void StreamWriter::append(MessageId id, StreamDelta delta) {
  const std::lock_guard lock(impl_->mutex);
  Pending& pending = impl_->pending[id];
  if (pending.end) return;  // came after the end
  addDelta(pending.delta, delta);
  if (impl_->due != Clock::time_point::max()) return;
  impl_->due = Clock::now() + impl_->options.interval;
  impl_->wake_writer.notify_one();
}

void StreamWriter::finishLater(MessageId id, MessageEnd end, DoneCallback done) {
  {
    const std::lock_guard lock(impl_->mutex);
    Pending& pending = impl_->pending[id];
    if (!pending.end) {
      pending.end = std::move(end);
      pending.done = std::move(done);
      impl_->hurry();
      return;
    }
  }
  if (done) done(fail(ErrorCode::kInvalidArgument, "message {}: was ended before", id));
}

Status StreamWriter::finish(MessageId id, MessageEnd end) {
  const auto promise = std::make_shared<std::promise<Status>>();
  std::future<Status> result = promise->get_future();
  finishLater(id, std::move(end), [promise](const Status& status) { promise->set_value(status); });
  return result.get();
}

Status StreamWriter::flush() {
  std::unique_lock lock(impl_->mutex);
  const uint64_t ticket = ++impl_->asked;
  impl_->hurry();
  impl_->batch_done.wait(lock, [&] { return impl_->answered >= ticket; });
  return impl_->last_status;
}

}  // namespace deepwell
