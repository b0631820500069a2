#include <sys/stat.h>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

// Everything that a person or a model may write comes back byte for byte.
const std::string kTexts[] = {
    "",
    "plain",
    "quotes ' \" and \\ ; DROP TABLE chats; --",
    "Grüße, 你好, здравствуй, مرحبا, 🐳👩‍👩‍👧, e\u0301",
    std::string("a NUL \0 inside", 14),
    std::string("broken \xff\xc3 bytes"),
    std::string(3'000'000, 'x') + "end",
};

TEST_F(StoreTest, TextsSurviveReopening) {
  for (const std::string& text : kTexts) {
    SCOPED_TRACE(text.substr(0, 40));
    ChatStore& store = open();
    const ChatId chat = must(store.createChat(text.substr(0, 100), "/models/ä.gguf", text.substr(0, 10)));
    const MessageId user = must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, text));
    const MessageId answer = must(store.beginAssistantMessage(chat, AfterLeaf(), "pocket", R"({"seed":7})"));
    append(store, answer, {text, "", 3, 0, 0.5});
    append(store, answer, {"", text, 0, 2, 0});
    must(finish(store, answer, {}));
    const auto messages = must(open().messages(chat));
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].id, user);
    EXPECT_EQ(messages[0].text, text);
    EXPECT_EQ(messages[0].role, ChatRole::kUser);
    EXPECT_EQ(messages[0].state, MessageState::kFinished);
    EXPECT_EQ(messages[1].reasoning, text);
    EXPECT_EQ(messages[1].text, text);
    EXPECT_EQ(messages[1].parent, user);
    const Chat row = must(store_->chat(chat));
    EXPECT_EQ(row.title, text.substr(0, 100));
    EXPECT_EQ(row.model_path, "/models/ä.gguf");
    EXPECT_EQ(row.leaf, answer);
  }
}

TEST_F(StoreTest, KeepsHowAnAnswerWasMade) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "pocket", R"({"temperature":0.6})"));
  EXPECT_EQ(must(store.message(id)).state, MessageState::kStreaming);
  append(store, id, {"think", "", 5, 0, 1.25});
  EXPECT_FALSE(must(store.message(id)).reasoning_finished);
  append(store, id, {"", "answer", 0, 2, 0});
  MessageEnd end;
  end.generation.prompt_tokens = 40;
  end.generation.cached_tokens = 30;
  end.generation.prefill_seconds = 0.5;
  end.generation.decode_seconds = 2.5;
  end.generation.finish_reason = "stop";
  must(finish(store, id, end));
  const ChatMessage message = must(open().message(id));
  EXPECT_EQ(message.state, MessageState::kFinished);
  EXPECT_TRUE(message.reasoning_finished);
  EXPECT_EQ(message.generation.model, "pocket");
  EXPECT_EQ(message.generation.sampling_json, R"({"temperature":0.6})");
  EXPECT_EQ(message.generation.prompt_tokens, 40);
  EXPECT_EQ(message.generation.cached_tokens, 30);
  EXPECT_EQ(message.generation.reasoning_tokens, 5);
  EXPECT_EQ(message.generation.text_tokens, 2);
  EXPECT_DOUBLE_EQ(message.generation.prefill_seconds, 0.5);
  EXPECT_DOUBLE_EQ(message.generation.reasoning_seconds, 1.25);
  EXPECT_DOUBLE_EQ(message.generation.decode_seconds, 2.5);
  EXPECT_EQ(message.generation.finish_reason, "stop");
  EXPECT_GT(message.created, 1'700'000'000'000);
}

TEST_F(StoreTest, EndStatesAndErrors) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const MessageId failed = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  EXPECT_FALSE(finish(store, failed, {MessageState::kStreaming, {}, {}}));
  must(finish(store, failed, {MessageState::kFailed, "prompt too long", {}}));
  EXPECT_EQ(must(store.message(failed)).error, "prompt too long");
  EXPECT_FALSE(finish(store, failed, {})) << "a message ends once";
  append(store, failed, {"late", "", 0, 0, 0});
  EXPECT_EQ(must(store.message(failed)).reasoning, "");
  const MessageId cancelled = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  must(finish(store, cancelled, {MessageState::kCancelled, {}, {}}));
  EXPECT_EQ(must(store.message(cancelled)).state, MessageState::kCancelled);
  EXPECT_FALSE(must(store.message(cancelled)).reasoning_finished);
}

TEST_F(StoreTest, ContinueAddsToWhatIsThere) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  append(store, id, {"one ", "", 1, 0, 1});
  EXPECT_FALSE(store.resumeMessage(id)) << "it still streams";
  ChatStore& again = open();
  EXPECT_EQ(must(again.message(id)).state, MessageState::kInterrupted);
  must(again.resumeMessage(id));
  append(again, id, {"two", "answer", 1, 1, 2});
  MessageEnd end;
  end.generation.decode_seconds = 4;
  must(finish(again, id, end));
  const ChatMessage message = must(again.message(id));
  EXPECT_DOUBLE_EQ(message.generation.decode_seconds, 4);
  EXPECT_EQ(message.reasoning, "one two");
  EXPECT_EQ(message.text, "answer");
  EXPECT_EQ(message.generation.reasoning_tokens, 2);
  EXPECT_DOUBLE_EQ(message.generation.reasoning_seconds, 3);
  EXPECT_FALSE(again.resumeMessage(id)) << "it is finished";
  EXPECT_EQ(must(open().message(id)).state, MessageState::kFinished);
}

TEST_F(StoreTest, LengthLimitedAnswersCanGoOn) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  append(store, id, {"thin", "", 1, 0, 1});
  MessageEnd end;
  end.generation.finish_reason = "length";
  must(finish(store, id, end));
  EXPECT_FALSE(must(store.message(id)).reasoning_finished) << "the limit came inside the thinking";
  must(store.resumeMessage(id));
  EXPECT_EQ(must(store.message(id)).state, MessageState::kStreaming);
}

TEST_F(StoreTest, ListOrderRenameArchive) {
  ChatStore& store = open();
  const ChatId first = must(store.createChat("first"));
  const ChatId second = must(store.createChat("second"));
  must(store.renameChat(first, "renamed ✏️"));
  must(store.archiveChat(second, true));
  auto active = listed(store);
  ASSERT_EQ(active.size(), 1U);
  EXPECT_EQ(active[0].title, "renamed ✏️");
  EXPECT_EQ(listed(store, ChatListQuery::Which::kArchived).at(0).id, second);
  must(store.archiveChat(second, false));
  active = listed(store);
  ASSERT_EQ(active.size(), 2U);
  const ChatId older = active[1].id;
  while (unixNow() <= active[0].updated) continue;
  must(store.appendMessage(older, AfterLeaf(), ChatRole::kUser, "hi"));
  EXPECT_EQ(listed(store).at(0).id, older) << "the last used chat comes first";
  EXPECT_FALSE(store.renameChat(999, "x"));
}

TEST_F(StoreTest, DeleteAndUndo) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("keep me"));
  must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, "hello"));
  const Chat before = must(store.chat(chat));
  must(store.deleteChat(chat));
  EXPECT_TRUE(listed(store).empty());
  EXPECT_TRUE(must(store.search("hello")).empty());
  EXPECT_EQ(listed(open(), ChatListQuery::Which::kDeleted).at(0).id, chat);
  EXPECT_FALSE(store_->deleteChat(chat)) << "deleted already";
  must(store_->undeleteChat(chat));
  const Chat after = must(store_->chat(chat));
  EXPECT_EQ(after.title, before.title);
  EXPECT_EQ(after.updated, before.updated);
  EXPECT_EQ(after.leaf, before.leaf);
  EXPECT_FALSE(after.deleted_at);
  EXPECT_EQ(must(store_->messages(chat)).at(0).text, "hello");
  EXPECT_EQ(must(store_->search("hello")).size(), 1U);
}

TEST_F(StoreTest, EraseAllLeavesNothingButSettings) {
  ChatStore& store = open();
  const std::string secret = "xylophonesecret";
  for (int i = 0; i < 3; ++i) {
    const ChatId chat = must(store.createChat(secret));
    must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, secret));
    must(store.setDraft(chat, secret));
  }
  must(store.createFolder(secret));
  must(store.setSetting("theme", "dark"));
  EXPECT_EQ(must(store.eraseAllChats()), 3);
  EXPECT_EQ(must(store.countChats({})), 0);
  EXPECT_TRUE(must(store.search(secret)).empty());
  EXPECT_EQ(must(store.setting("theme")), "dark");
  must(store.appendMessage(must(store.createChat("new")), AfterLeaf(), ChatRole::kUser, "words"));
  EXPECT_EQ(must(store.search("words")).size(), 1U) << "the index goes on";
  store_.reset();
  EXPECT_FALSE(onDisk(path_, secret));
}

TEST_F(StoreTest, OnlyTheUserCanRead) {
  open();
  for (const auto& entry : std::filesystem::directory_iterator(path_.parent_path())) {
    struct stat info {};
    ASSERT_EQ(stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 077U, 0U) << entry.path();
  }
}

TEST_F(StoreTest, Settings) {
  ChatStore& store = open();
  EXPECT_FALSE(must(store.setting("theme")));
  must(store.setSetting("theme", "dark"));
  must(store.setSetting("theme", "light ☀"));
  must(store.setSetting("empty", ""));
  EXPECT_EQ(must(open().setting("theme")), "light ☀");
  EXPECT_EQ(must(store_->setting("empty")), "");
}

TEST_F(StoreTest, UnknownIdsAreErrors) {
  ChatStore& store = open();
  EXPECT_EQ(store.messages(5).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store.message(5).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store.appendMessage(5, AfterLeaf(), ChatRole::kUser, "x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store.beginAssistantMessage(5, std::nullopt, "m").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(store.deleteMessagesFrom(5));
  EXPECT_FALSE(store.showBranch(5));
  EXPECT_FALSE(store.siblings(5));
}

}  // namespace
}  // namespace deepwell
