// Takes streamed text from any thread without waiting for the disk, and writes it on a thread of its own, over its own
// database connection, at the latest kFlushInterval after it came in. A flush writes what is new as a row of its own,
// whatever the length of the message; the message's row takes the pieces up at its end.
//
// What is lost: at a kill less than a second of an unfinished message. At a power cut the pieces of an unfinished
// message since the last thing that was flushed to the disk (any sent message, finished answer or draft) and that the
// system had not brought there by itself, which it does after about half a minute. Of a finished message nothing, and
// what is there is whole: the log's checksums leave out a torn end.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "app/store/chat_store.h"

namespace deepwell {

class StreamWriter {
 public:
  static constexpr std::chrono::milliseconds kFlushInterval{500};

  struct Options {
    std::chrono::milliseconds interval = kFlushInterval;
    // Called on the writer's thread. After an error (disk full) the text is kept and tried again at the next interval.
    std::function<void(const Error&)> on_error;
    // Called on the writer's thread when everything given for `id` before some moment is written, so that a kill does
    // not lose it: bytes so far.
    std::function<void(MessageId id, uint64_t reasoning_bytes, uint64_t text_bytes)> on_flushed;
  };

  // `store` must be open for writing and outlive the writer.
  static Result<std::unique_ptr<StreamWriter>> start(ChatStore& store, Options options);
  static Result<std::unique_ptr<StreamWriter>> start(ChatStore& store) { return start(store, Options()); }

  // Writes what is pending. A message that was not finished stays `streaming` and is `interrupted` at the next start.
  ~StreamWriter();
  StreamWriter(const StreamWriter&) = delete;
  StreamWriter& operator=(const StreamWriter&) = delete;

  // Adds to message `id`, which must be streaming. Never waits for the disk.
  void append(MessageId id, StreamDelta delta);

  // Ends message `id` with everything that was appended. Durable when it returns (waits for one fsync: milliseconds).
  Status finish(MessageId id, MessageEnd end);

  // The same without waiting; `done` (may be empty) is called on the writer's thread once it is durable or failed.
  void finishLater(MessageId id, MessageEnd end, std::function<void(const Status&)> done);

  // Waits until all that was given before is written, so that a kill does not lose it.
  Status flush();

 private:
  struct Impl;
  explicit StreamWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace deepwell
