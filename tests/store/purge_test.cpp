// What was purged is nowhere on the disk.
#include <SQLiteCpp/SQLiteCpp.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <thread>

#include "tests/store/store_fixture.h"
#include "tests/store/watched_disk.h"

namespace deepwell {
namespace {

const std::string kSecret = "xylophonesecret";

class PurgeTest : public StoreTest {
 protected:
  // Words that are their own, so that the index has many.
  std::string text(int words) {
    std::string all;
    for (int i = 0; i < words; ++i) {
      for (int letter = 0; letter < 8; ++letter) all += static_cast<char>('a' + random_() % 26);
      all += ' ';
    }
    return all;
  }
  ChatId makeChat(const std::string& title, int messages, const std::string& word = {}, int words = 30) {
    const ChatId chat = must(store_->createChat(title));
    for (int i = 0; i < messages; ++i)
      must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, text(words) + word + (i % 2 ? "" : " ") + text(20)));
    return chat;
  }
  bool indexIsSound() {
    SQLite::Database db(path_.string(), SQLite::OPEN_READONLY);
    return db.execAndGet("PRAGMA quick_check(1)").getString() == "ok";
  }
  std::string leftToErase() { return must(store_->setting("history.left_to_erase")).value_or(""); }

  // Opens the history, erases, and asks to stop as soon as `enough` holds of what is written. That is looked at whenever SQLite
  // reads from the disk, in the midst of the erasing. Then the history is closed.
  void eraseUntil(const std::function<bool(SQLite::Database&)>& enough) {
    std::stop_source stop;
    std::unique_ptr<SQLite::Database> onlooker;
    bool looking = false;
    const WatchedDisk disk([&] {
      if (onlooker == nullptr || looking) return;
      looking = true;
      if (enough(*onlooker)) stop.request_stop();
      looking = false;
    });
    open();
    onlooker = std::make_unique<SQLite::Database>(path_.string(), SQLite::OPEN_READONLY, 10'000);
    const Status status = store_->eraseLeftovers(stop.get_token());
    EXPECT_TRUE(!status && status.error().code == ErrorCode::kCancelled);
    onlooker.reset();
    store_.reset();
  }
  void goesOn() {
    must(store_->eraseLeftovers());
    EXPECT_EQ(leftToErase(), "");
    EXPECT_FALSE(onDisk(path_, kSecret));
    must(store_->eraseLeftovers());
    EXPECT_TRUE(must(store_->search(kSecret)).empty());
    store_.reset();
    EXPECT_TRUE(indexIsSound());
  }
  std::mt19937 random_{3};
};

TEST_F(PurgeTest, ErasesTheBytes) {
  open();
  const ChatId chat = must(store_->createChat(kSecret));
  const ChatId kept = must(store_->createChat("kept"));
  // Longer than SQLite's limit of nested triggers, were the parents deleted through them.
  for (int i = 0; i < 1100; ++i)
    must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, kSecret,
                               std::vector<Attachment>{{"a.txt", "text", kSecret, 1}}));
  must(store_->appendMessage(kept, AfterLeaf(), ChatRole::kUser, "stays"));
  must(store_->setDraft(chat, kSecret));
  must(store_->deleteChat(chat));
  EXPECT_EQ(must(store_->purgeDeleted(unixNow() - 1'000'000)), 0) << "too fresh";
  EXPECT_TRUE(onDisk(path_, kSecret));
  EXPECT_EQ(must(store_->purgeDeleted(unixNow() + 1)), 1);
  EXPECT_FALSE(store_->chat(chat));
  EXPECT_FALSE(store_->messages(chat));
  EXPECT_FALSE(store_->undeleteChat(chat));
  EXPECT_FALSE(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "x"));
  EXPECT_TRUE(listed(*store_, ChatListQuery::Which::kDeleted).empty());
  must(store_->eraseLeftovers());
  EXPECT_EQ(must(store_->messages(kept)).size(), 1U);
  EXPECT_FALSE(onDisk(path_, kSecret)) << "while the history is open";
  store_.reset();
  EXPECT_FALSE(onDisk(path_, kSecret));
}

// A history whose index has many segments, with others writing and searching meanwhile.
TEST_F(PurgeTest, WordsLeaveTheIndexOfALargeHistory) {
  open();
  std::vector<ChatId> others;
  for (int i = 0; i < 8; ++i) others.push_back(makeChat("other", 150));
  const ChatId chat = makeChat(kSecret, 150, kSecret);
  for (int i = 0; i < 8; ++i) others.push_back(makeChat("other", 150));
  must(store_->deleteChat(chat));
  must(store_->purgeChat(chat));
  EXPECT_FALSE(store_->purgeChat(chat)) << "is not in the bin any more";
  EXPECT_FALSE(store_->purgeChat(others[0])) << "is not in the bin";
  std::atomic<bool> done = false;
  std::thread eraser([&] {
    must(store_->eraseLeftovers());
    done = true;
  });
  while (!done) {
    must(store_->appendMessage(others[0], AfterLeaf(), ChatRole::kUser, "meanwhile " + text(5)));
    EXPECT_TRUE(must(store_->search(kSecret)).empty());
  }
  eraser.join();
  must(store_->appendMessage(others[0], AfterLeaf(), ChatRole::kUser, "meanwhile"));
  EXPECT_FALSE(onDisk(path_, kSecret));
  EXPECT_FALSE(onDisk(path_, kSecret.substr(0, 9))) << "no beginning of it in the index either";
  EXPECT_FALSE(must(store_->search("meanwhile")).empty());
  store_.reset();
  EXPECT_TRUE(indexIsSound());
}

// Stopped before its first step, while some of the messages are gone, and while the index is merged, it goes on after a restart.
TEST_F(PurgeTest, GoesOnAfterARestart) {
  open();
  for (int i = 0; i < 4; ++i) makeChat("other", 100);
  const ChatId chat = makeChat(kSecret, 100, kSecret);
  must(store_->deleteChat(chat));
  EXPECT_EQ(must(store_->purgeDeleted(unixNow() + 1)), 1);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(store_->eraseLeftovers(stop.get_token()).error().code, ErrorCode::kCancelled);
  open();
  EXPECT_TRUE(onDisk(path_, kSecret));
  EXPECT_EQ(leftToErase(), "rows");
  goesOn();
}

TEST_F(PurgeTest, GoesOnWithTheOtherMessages) {
  constexpr int kMessages = 1100;  // more than go at once
  open();
  makeChat("other", 10);
  const ChatId chat = makeChat(kSecret, kMessages, kSecret);
  must(store_->deleteChat(chat));
  must(store_->purgeChat(chat));
  const auto count = [&](SQLite::Database& db) {
    return db.execAndGet("SELECT count(*) FROM messages WHERE chat = " + std::to_string(chat)).getInt();
  };
  eraseUntil([&](SQLite::Database& db) { return count(db) < kMessages; });
  open();
  EXPECT_EQ(leftToErase(), "rows");
  {
    SQLite::Database db(path_.string(), SQLite::OPEN_READONLY);
    EXPECT_GT(count(db), 0);
    EXPECT_LT(count(db), kMessages);
  }
  goesOn();
}

TEST_F(PurgeTest, GoesOnWithTheIndex) {
  open();
  constexpr int kWords = 1000;  // of each message: together more pages of the index than are merged at once
  for (int i = 0; i < 4; ++i) makeChat("other", 30, {}, kWords);
  const ChatId chat = makeChat(kSecret, 30, kSecret, kWords);
  must(store_->deleteChat(chat));
  must(store_->purgeChat(chat));
  eraseUntil([](SQLite::Database& db) {
    return db.execAndGet("SELECT count(*) FROM settings WHERE key = 'history.left_to_erase' AND value = 'index'").getInt() == 1;
  });
  open();
  EXPECT_EQ(leftToErase(), "index");
  goesOn();
}

// Who reads keeps the log from being cut: that waits.
TEST_F(PurgeTest, WaitsForReaders) {
  open();
  const ChatId chat = makeChat(kSecret, 20, kSecret);
  must(store_->deleteChat(chat));
  auto reader = std::make_unique<SQLite::Database>(path_.string(), SQLite::OPEN_READONLY);
  auto snapshot = std::make_unique<SQLite::Transaction>(*reader);
  reader->execAndGet("SELECT count(*) FROM chats");
  EXPECT_EQ(must(store_->purgeDeleted(unixNow() + 1)), 1);
  std::atomic<bool> done = false;
  std::thread eraser([&] {
    must(store_->eraseLeftovers());
    done = true;
  });
  while (leftToErase() != "log" && !done) std::this_thread::yield();
  must(store_->renameChat(must(store_->createChat("new")), "nobody waits for that"));
  EXPECT_TRUE(onDisk(path_, kSecret));
  EXPECT_FALSE(done);
  snapshot.reset();
  reader.reset();
  eraser.join();
  EXPECT_EQ(leftToErase(), "");
  EXPECT_FALSE(onDisk(path_, kSecret));
}

TEST_F(PurgeTest, MessagesOfAChatThatStays) {
  open();
  const ChatId chat = makeChat("stays", 30);
  const MessageId gone = must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, kSecret));
  must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kAssistant, kSecret));
  must(store_->deleteMessages(gone));
  must(store_->purgeDeleted(unixNow() + 10));
  EXPECT_FALSE(store_->undeleteMessages(gone));
  EXPECT_FALSE(store_->message(gone));
  must(store_->eraseLeftovers());
  EXPECT_FALSE(onDisk(path_, kSecret));
  EXPECT_EQ(must(store_->messages(chat)).size(), 30U);
}

// Each time the index is merged to one segment: it has a last level.
TEST_F(PurgeTest, ManyTimes) {
  open();
  const ChatId kept = makeChat("kept", 20, "stays");
  for (int i = 0; i < 80; ++i) {
    const ChatId chat = makeChat("gone", 2, "gone");
    must(store_->deleteChat(chat));
    must(store_->purgeChat(chat));
    must(store_->eraseLeftovers());
    EXPECT_TRUE(must(store_->search("gone")).empty());
  }
  EXPECT_FALSE(must(store_->search("stays")).empty());
  EXPECT_EQ(must(store_->messages(kept)).size(), 20U);
  open();
  EXPECT_FALSE(onDisk(path_, "gone"));
}

// Copies that were made before an update of the history's form.
TEST_F(PurgeTest, OldFormsGoToo) {
  open();
  std::ofstream(path_.string() + ".v3.bak") << kSecret;
  const ChatId chat = makeChat(kSecret, 1);
  must(store_->deleteChat(chat));
  must(store_->purgeChat(chat));
  must(store_->eraseLeftovers());
  EXPECT_FALSE(onDisk(path_, kSecret));
}

// What is removed may still be found on a disk: it is overwritten first. A copy with another name is the person's.
TEST_F(PurgeTest, CopiesAreOverwritten) {
  open();
  const std::string copy = path_.string() + ".damaged-20260101-000000";
  std::ofstream(copy) << kSecret;
  std::ifstream reader(copy);
  const std::string named = path_.string() + ".v2.bak";
  std::ofstream(named) << "mine";
  const std::filesystem::path other = path_.parent_path() / "other-name";
  std::filesystem::create_hard_link(named, other);
  must(store_->eraseAllChats());
  EXPECT_FALSE(std::filesystem::exists(copy));
  EXPECT_FALSE(std::filesystem::exists(named));
  std::string left;
  std::getline(reader, left);
  EXPECT_EQ(left, std::string(kSecret.size(), '\0')) << "read through a file that was open before";
  std::getline(std::ifstream(other), left);
  EXPECT_EQ(left, "mine");
}

}  // namespace
}  // namespace deepwell
