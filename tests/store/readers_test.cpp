// Threads that read do not wait for each other.
#include <atomic>
#include <condition_variable>
#include <thread>

#include "tests/store/store_fixture.h"
#include "tests/store/watched_disk.h"

namespace deepwell {
namespace {

// Stops one thread in its next read from the disk until it is let go.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    if (std::this_thread::get_id() != thread_) return;
    stands_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void closeFor(std::thread::id thread) {
    const std::lock_guard lock(mutex_);
    thread_ = thread;
    open_ = stands_ = false;
  }
  void waitUntilItStands() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stands_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread::id thread_;
  bool open_ = true;
  bool stands_ = false;
};

class ReadersTest : public StoreTest {
 protected:
  // While `slow` stands in the middle of its read: everything that the window asks for while it is drawn.
  void smallReadsPass(Gate& gate, const std::function<void()>& slow) {
    std::atomic<bool> done = false;
    std::mutex ready;
    ready.lock();
    std::thread reader([&] {
      ready.lock();
      slow();
      done = true;
      ready.unlock();
    });
    gate.closeFor(reader.get_id());
    ready.unlock();
    gate.waitUntilItStands();
    EXPECT_EQ(must(store_->chat(small_)).title, "small");
    EXPECT_EQ(listed(*store_).size(), 2U);
    EXPECT_EQ(must(store_->countChats({})), 2);
    EXPECT_EQ(must(store_->messages(small_)).size(), 1U);
    EXPECT_EQ(must(store_->draft(small_)), "half a thought");
    EXPECT_EQ(must(store_->search("little")).size(), 1U);
    EXPECT_TRUE(must(store_->folders()).empty());
    EXPECT_EQ(must(store_->setting("theme")), "dark");
    must(store_->renameChat(small_, "small"));
    EXPECT_FALSE(done);
    gate.open();
    reader.join();
    EXPECT_TRUE(done);
  }

  void fill() {
    open();
    const ChatId large = large_ = must(store_->createChat("large"));
    for (int i = 0; i < 40; ++i)
      must(store_->appendMessage(large, AfterLeaf(), ChatRole::kUser, "word " + std::string(200'000, 'x')));
    small_ = must(store_->createChat("small"));
    must(store_->appendMessage(small_, AfterLeaf(), ChatRole::kUser, "little"));
    must(store_->setDraft(small_, "half a thought"));
    must(store_->setSetting("theme", "dark"));
    open();  // nothing is in memory
  }

  ChatId large_ = 0;
  ChatId small_ = 0;
};

TEST_F(ReadersTest, SmallOnesPassALongOne) {
  Gate gate;
  const WatchedDisk disk([&] { gate.pass(); });
  fill();
  smallReadsPass(gate, [&] { EXPECT_EQ(must(store_->messages(large_)).size(), 40U); });
  smallReadsPass(gate, [&] { EXPECT_TRUE(must(store_->search("->")).empty()); });
  store_.reset();
}

TEST_F(ReadersTest, ManyAtOnce) {
  fill();
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        EXPECT_EQ(must(store_->messages(large_)).size(), 40U);
        EXPECT_EQ(must(store_->chat(small_)).title, "small");
      }
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace deepwell
