// Two instances on one file, and readers beside a writer.
#include <sys/wait.h>
#include <unistd.h>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

TEST_F(StoreTest, SecondInstanceIsRefusedAndHarmless) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  const auto second = ChatStore::open(path_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kIo);
  EXPECT_NE(second.error().message.find("another Deepwell"), std::string::npos) << second.error().message;
  EXPECT_NE(second.error().message.find(std::to_string(getpid())), std::string::npos);
  EXPECT_EQ(must(store.message(id)).state, MessageState::kStreaming) << "not marked by the second";
  append(store, id, {"", "goes on", 0, 1, 0});
  store_.reset();
  EXPECT_EQ(must(open().message(id)).state, MessageState::kInterrupted);
}

// The same from another process, and the lock of a process that was killed is gone.
TEST_F(StoreTest, LockOfAnotherProcess) {
  int to_child[2];
  int from_child[2];
  ASSERT_EQ(pipe(to_child), 0);
  ASSERT_EQ(pipe(from_child), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto opened = ChatStore::open(path_);
    const char answer = opened ? 'y' : 'n';
    if (write(from_child[1], &answer, 1) != 1) _exit(1);
    char byte = 0;
    _exit(read(to_child[0], &byte, 1) == 1 ? 0 : 1);
  }
  char answer = 0;
  ASSERT_EQ(read(from_child[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  const auto refused = ChatStore::open(path_);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find(std::to_string(child)), std::string::npos) << refused.error().message;
  kill(child, SIGKILL);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_TRUE(ChatStore::open(path_));
  for (const int end : {to_child[0], to_child[1], from_child[0], from_child[1]}) close(end);
}

TEST_F(StoreTest, ReadOnlyBesideAWriter) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const auto reader = must(ChatStore::open(path_, ChatStore::Access::kReadOnly));
  const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  append(store, id, {"", "live", 0, 1, 0});
  EXPECT_EQ(must(reader->messages(chat)).at(0).text, "live") << "sees what was committed after it opened";
  EXPECT_EQ(must(reader->messages(chat)).at(0).state, MessageState::kStreaming);
  EXPECT_FALSE(reader->createChat("x"));
  EXPECT_FALSE(reader->deleteChat(chat));
}

}  // namespace
}  // namespace deepwell
