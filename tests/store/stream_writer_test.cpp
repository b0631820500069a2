#include <SQLiteCpp/SQLiteCpp.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

using namespace std::chrono_literals;

class StreamWriterTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
    chat_ = must(store_->createChat("stream"));
  }
  MessageId begin() { return must(store_->beginAssistantMessage(chat_, AfterLeaf(), "m")); }
  ChatId chat_ = 0;
};

// Things that happened on the writer's thread, to be waited for.
class Events {
 public:
  void add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  bool waitFor(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 30s, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST_F(StreamWriterTest, FinishIsDurableWhenItReturns) {
  StreamWriter::Options options;
  options.interval = 1h;
  const auto writer = must(StreamWriter::start(*store_, options));
  const MessageId id = begin();
  for (int i = 0; i < 100; ++i) writer->append(id, {"t", "", 1, 0, 0.01});
  writer->append(id, {"", "answer", 0, 1, 0});
  EXPECT_EQ(must(store_->message(id)).reasoning, "") << "nothing is written before the interval is over";
  MessageEnd end;
  end.generation.finish_reason = "stop";
  must(writer->finish(id, end));
  const ChatMessage message = must(store_->message(id));
  EXPECT_EQ(message.state, MessageState::kFinished);
  EXPECT_EQ(message.reasoning, std::string(100, 't'));
  EXPECT_EQ(message.text, "answer");
  EXPECT_EQ(message.generation.reasoning_tokens, 100);
  EXPECT_NEAR(message.generation.reasoning_seconds, 1.0, 1e-9);
  EXPECT_EQ(message.generation.finish_reason, "stop");
  writer->append(id, {"late", "", 1, 0, 0});
  must(writer->flush());
  EXPECT_EQ(must(store_->message(id)).reasoning, std::string(100, 't')) << "nothing comes after the end";
}

// A model that closes a thinking which it never opened, in one batch and over several.
TEST_F(StreamWriterTest, TextThatWasThinking) {
  const std::vector<StreamDelta> deltas = {
      {"a", "b", 1, 2, 0, false}, {"", "c", 0, 4, 0, false}, {"d", "e", 8, 16, 0, true}, {"", "f", 0, 32, 0, false}};
  for (const bool each : {false, true}) {
    const auto writer = must(StreamWriter::start(*store_));
    const MessageId id = begin();
    for (const StreamDelta& delta : deltas) {
      writer->append(id, delta);
      if (each) must(writer->flush());
    }
    must(writer->finish(id, {MessageState::kCancelled, {}, {}}));
    const ChatMessage message = must(store_->message(id));
    EXPECT_EQ(message.reasoning, "abcd");
    EXPECT_EQ(message.text, "ef");
    EXPECT_TRUE(message.reasoning_finished);
    EXPECT_EQ(message.generation.reasoning_tokens, 15);
    EXPECT_EQ(message.generation.text_tokens, 48);
  }
}

// One append is written without any further call, within the interval and what the disk takes.
TEST_F(StreamWriterTest, FlushesByItself) {
  Events flushed;
  StreamWriter::Options options;
  options.on_flushed = [&](MessageId, uint64_t, uint64_t) { flushed.add(); };
  const auto writer = must(StreamWriter::start(*store_, options));
  const MessageId id = begin();
  const auto start = std::chrono::steady_clock::now();
  writer->append(id, {"first ", "", 1, 0, 0});
  ASSERT_TRUE(flushed.waitFor(1));
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(must(store_->message(id)).reasoning, "first ");
  EXPECT_GE(took, StreamWriter::kFlushInterval) << "appends are gathered";
  EXPECT_LT(took, 10s);
  writer->append(id, {"second", "", 1, 0, 0});
  ASSERT_TRUE(flushed.waitFor(2));
  EXPECT_EQ(must(store_->message(id)).reasoning, "first second");
  static_assert(StreamWriter::kFlushInterval <= 1s, "the promise is a second at most");
}

TEST_F(StreamWriterTest, DestructorWritesWhatIsPending) {
  const MessageId id = begin();
  {
    StreamWriter::Options options;
    options.interval = 1h;
    const auto writer = must(StreamWriter::start(*store_, options));
    writer->append(id, {"", "kept", 0, 1, 0});
  }
  EXPECT_EQ(must(store_->message(id)).text, "kept");
  EXPECT_EQ(must(store_->message(id)).state, MessageState::kStreaming);
  EXPECT_EQ(must(open().message(id)).state, MessageState::kInterrupted);
}

TEST_F(StreamWriterTest, FinishLaterCallsBackOnce) {
  const auto writer = must(StreamWriter::start(*store_));
  const MessageId id = begin();
  Events done;
  std::atomic<int> good = 0;
  const auto record = [&](const Status& status) {
    if (status) ++good;
    done.add();
  };
  writer->append(id, {"", "x", 0, 1, 0});
  writer->finishLater(id, {MessageState::kCancelled, {}, {}}, record);
  ASSERT_TRUE(done.waitFor(1));
  EXPECT_EQ(must(store_->message(id)).state, MessageState::kCancelled);
  writer->finishLater(id, {}, record);
  ASSERT_TRUE(done.waitFor(2));
  EXPECT_EQ(good, 1) << "a second end is an error";
  writer->finishLater(begin(), {}, nullptr);
  must(writer->flush());
}

// A message that is gone fails by itself; the others of the same batch are written.
TEST_F(StreamWriterTest, DeletedMessageDoesNotStopOthers) {
  Events errors;
  StreamWriter::Options options;
  options.interval = 1h;
  options.on_error = [&](const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kNotFound);
    errors.add();
  };
  const auto writer = must(StreamWriter::start(*store_, options));
  const MessageId gone = begin();
  const MessageId stays = must(store_->beginAssistantMessage(chat_, std::nullopt, "m"));
  writer->append(gone, {"", "x", 0, 1, 0});
  writer->append(stays, {"", "y", 0, 1, 0});
  must(store_->deleteMessagesFrom(gone));
  must(writer->flush());
  EXPECT_TRUE(errors.waitFor(1));
  EXPECT_EQ(must(store_->message(stays)).text, "y");
  EXPECT_FALSE(writer->finish(gone, {}));
  must(writer->finish(stays, {}));
}

// While another connection holds the file locked longer than the busy timeout, text is kept and written later.
TEST_F(StreamWriterTest, AppendDoesNotWaitForTheDisk) {
  const auto writer = must(StreamWriter::start(*store_));
  const MessageId id = begin();
  SQLite::Database blocker(path_.string(), SQLite::OPEN_READWRITE);
  blocker.exec("BEGIN IMMEDIATE");
  auto longest = std::chrono::steady_clock::duration::zero();
  for (int i = 0; i < 2000; ++i) {
    const auto start = std::chrono::steady_clock::now();
    writer->append(id, {"", "z", 0, 1, 0});
    longest = std::max(longest, std::chrono::steady_clock::now() - start);
    EXPECT_TRUE(store_->messages(chat_)) << "reads go on too";
  }
  EXPECT_LT(longest, 5s) << "waiting would have taken the whole busy timeout";
  blocker.exec("COMMIT");
  must(writer->finish(id, {}));
  EXPECT_EQ(must(store_->message(id)).text, std::string(2000, 'z'));
}

TEST_F(StreamWriterTest, FailedBatchIsTriedAgain) {
  Events errors;
  StreamWriter::Options options;
  options.interval = 10ms;
  options.on_error = [&](const Error&) { errors.add(); };
  const auto writer = must(StreamWriter::start(*store_, options));
  const MessageId id = begin();
  SQLite::Database other(path_.string(), SQLite::OPEN_READWRITE);
  other.exec("CREATE TRIGGER full BEFORE INSERT ON stream_chunks BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  writer->append(id, {"", "one ", 0, 1, 0});
  ASSERT_TRUE(errors.waitFor(1));
  writer->append(id, {"", "two", 0, 1, 0});
  EXPECT_FALSE(writer->finish(id, {})) << "not durable, and says so";
  other.exec("DROP TRIGGER full");
  while (must(store_->message(id)).state == MessageState::kStreaming) must(writer->flush());
  EXPECT_EQ(must(store_->message(id)).text, "one two");
  EXPECT_EQ(must(store_->message(id)).state, MessageState::kFinished);
}

TEST_F(StreamWriterTest, ManyThreadsAndMessages) {
  StreamWriter::Options options;
  options.interval = 1ms;
  const auto writer = must(StreamWriter::start(*store_, options));
  std::vector<MessageId> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(begin());
  std::vector<std::thread> threads;
  for (const MessageId id : ids)
    threads.emplace_back([&, id] {
      std::string text;
      for (int i = 0; i < 500; ++i) {
        const std::string more = knownText(id, i + 1).substr(knownText(id, i).size());
        writer->append(id, {"", more, 0, 1, 0});
      }
      EXPECT_TRUE(writer->finish(id, {}));
    });
  for (std::thread& thread : threads) thread.join();
  for (const MessageId id : ids) {
    EXPECT_EQ(must(store_->message(id)).text, knownText(id, 500));
    EXPECT_EQ(must(store_->message(id)).generation.text_tokens, 500);
  }
}

}  // namespace
}  // namespace deepwell
