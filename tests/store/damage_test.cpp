// Damaged files give errors, never a crash, a hang or a changed file.
#include <fstream>
#include <iterator>
#include <random>

#include "tests/store/store_fixture.h"
#include "tests/support/files.h"

namespace deepwell {
namespace {

using test::readFile;
using test::writeFile;

class DamageTest : public StoreTest {
 protected:
  // A file of some pages, closed, so that all is in one file.
  std::string makeGood() {
    ChatStore& store = open();
    for (int chats = 0; chats < 5; ++chats) {
      const ChatId chat = must(store.createChat("chat"));
      for (int i = 0; i < 20; ++i) must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, knownText(i, 300)));
    }
    store_.reset();
    return readFile(path_);
  }

  // Everything that the window does with a file.
  static void useAll(ChatStore& store) {
    for (const auto which :
         {ChatListQuery::Which::kActive, ChatListQuery::Which::kArchived, ChatListQuery::Which::kDeleted}) {
      ChatListQuery query;
      query.which = which;
      const auto chats = store.listChats(query);
      if (!chats) continue;
      for (const Chat& chat : *chats) (void)store.messages(chat.id);
      // Writes wait for the disk, so only some.
      for (size_t i = 0; i < std::min<size_t>(chats->size(), 2); ++i) {
        const Chat& chat = (*chats)[i];
        const auto messages = store.messages(chat.id);
        (void)store.appendMessage(chat.id, AfterLeaf(), ChatRole::kUser, "more");
        (void)store.deleteChat(chat.id);
        if (messages && !messages->empty()) (void)store.deleteMessagesFrom(messages->front().id);
      }
    }
    (void)store.search("so 不可");
    (void)store.setting("theme");
    (void)store.setSetting("a", "b");
    (void)store.purgeDeleted(unixNow() + 1);
    (void)store.eraseLeftovers();
  }
};

TEST_F(DamageTest, NotADatabase) {
  std::filesystem::create_directories(path_.parent_path());
  for (const std::string& bytes : {std::string("hello"), std::string(5000, 'x'), std::string("SQLite format 3\0", 16),
                                   std::string("SQLite format 3\0", 16) + std::string(8000, '\xff')}) {
    writeFile(path_, bytes);
    const auto opened = ChatStore::open(path_);
    ASSERT_FALSE(opened) << bytes.substr(0, 20);
    EXPECT_EQ(opened.error().code, ErrorCode::kCorruptFile) << opened.error().message;
    EXPECT_NE(opened.error().message.find(path_.string()), std::string::npos);
    EXPECT_EQ(readFile(path_), bytes) << "nothing was changed";
  }
}

TEST_F(DamageTest, TruncatedFilesAreRefusedUnchanged) {
  const std::string good = makeGood();
  ASSERT_GT(good.size(), 100'000U);
  for (const size_t size : {size_t{100}, size_t{4096}, good.size() / 2, good.size() - 4096}) {
    const std::string cut = good.substr(0, size);
    writeFile(path_, cut);
    const auto opened = ChatStore::open(path_);
    ASSERT_FALSE(opened) << size;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorruptFile) << opened.error().message;
    EXPECT_EQ(readFile(path_), cut) << "nothing was changed";
  }
}

TEST_F(DamageTest, MutatedFilesGiveErrorsOrOpen) {
  const std::string good = makeGood();
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 80; ++round) {
    std::string bad = good;
    const size_t damaged = size_t{1} + random() % 60;
    // Half of the rounds hit the schema and the tree's upper pages.
    const size_t range = round % 2 == 0 ? std::min<size_t>(bad.size(), 8 * 4096) : bad.size();
    for (size_t i = 0; i < damaged; ++i) bad[random() % range] = static_cast<char>(random());
    writeFile(path_, bad);
    for (const char* tail : {"-wal", "-shm"}) std::filesystem::remove(path_.string() + tail);
    auto opened = ChatStore::open(path_);
    if (!opened) {
      ++refused;
      EXPECT_FALSE(opened.error().message.empty());
      continue;
    }
    useAll(**opened);
  }
  EXPECT_GT(refused, 10);
}

// A write-ahead log with a broken end is what a power cut leaves: the whole commits before it count.
TEST_F(DamageTest, BrokenLogKeepsWhatIsWhole) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("log"));
  for (int i = 0; i < 30; ++i) must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, knownText(i, 50)));
  const std::string file = readFile(path_);
  const std::string log = readFile(path_.string() + "-wal");
  ASSERT_GT(log.size(), 50'000U);
  store_.reset();
  size_t last = 0;
  for (const size_t percent : {40U, 70U, 100U}) {
    writeFile(path_, file);
    writeFile(path_.string() + "-wal", log.substr(0, log.size() * percent / 100));
    std::filesystem::remove(path_.string() + "-shm");
    const auto messages = must(open().messages(chat));
    EXPECT_GT(messages.size(), last);
    last = messages.size();
    for (size_t i = 0; i < last; ++i) EXPECT_EQ(messages[i].text, knownText(static_cast<MessageId>(i), 50));
    store_.reset();
  }
  EXPECT_EQ(last, 30U);
}

TEST_F(DamageTest, FoldersAndRights) {
  std::filesystem::create_directories(path_);
  EXPECT_EQ(ChatStore::open(path_).error().code, ErrorCode::kIo) << "a folder of that name";
  writeFile(folder_ / "file", "x");
  EXPECT_EQ(ChatStore::open(folder_ / "file" / "data" / "chats.sqlite").error().code, ErrorCode::kIo);
  EXPECT_EQ(ChatStore::open(folder_ / "none", ChatStore::Access::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none"));
}

}  // namespace
}  // namespace deepwell
