// Export of chats, and what comes back of them.
#include "app/store/transfer.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

class TransferTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
  }
  // A chat with two branches, thoughts, a receipt, an attachment, a folder and a pin.
  ChatId makeChat(const std::string& title) {
    const ChatId chat = must(store_->createChat("first line", "/models/m.gguf", "M"));
    must(store_->suggestTitle(chat, title, TitleSource::kModel));
    const std::vector<Attachment> files = {{"data.csv", "csv", "a,b\n1,2\n", 9}};
    const MessageId question = must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "q ```", files));
    answer(chat, question, "old answer");
    const MessageId fresh = answer(chat, question, "new answer");
    must(store_->appendMessage(chat, fresh, ChatRole::kUser, "binned"));
    must(store_->deleteMessages(must(store_->chat(chat)).leaf.value()));
    if (must(store_->folders()).empty()) must(store_->createFolder("work"));
    must(store_->moveChat(chat, must(store_->folders()).at(0).id));
    must(store_->pinChat(chat, true));
    must(store_->setChatSettings(chat, R"({"temperature":1})"));
    return chat;
  }
  MessageId answer(ChatId chat, MessageId question, const char* text) {
    const MessageId id = must(store_->beginAssistantMessage(chat, question, "pocket", R"({"top_p":0.9})"));
    append(*store_, id, {"a thought </details> & more", text, 7, 2, 3.5});
    MessageEnd end;
    end.generation.seed = "18446744073709551615";
    end.generation.model_hash = "abc";
    end.generation.prompt_tokens = 40;
    end.generation.finish_reason = "stop";
    must(finish(*store_, id, end));
    return id;
  }
  void openOther() {
    store_.reset();
    path_ = folder_ / "other" / kChatDatabaseName;
    open();
  }
  std::string readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

TEST_F(TransferTest, JsonBringsEverythingBack) {
  const ChatId chat = makeChat("Title ✏️");
  const ChatId bad = must(store_->createChat("broken"));
  must(store_->appendMessage(bad, AfterLeaf(), ChatRole::kUser, "bytes \xff and \x01"));
  must(store_->deleteChat(must(store_->createChat("in the bin"))));
  const Chat before = must(store_->chat(chat));
  const auto file = folder_ / "chats.json";
  must(exportChats(*store_, {}, ExportFormat::kJson, file));
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
  openOther();
  const ImportReport report = must(importChats(*store_, file));
  EXPECT_EQ(report.format, ImportFormat::kDeepwell);
  EXPECT_EQ(report.chats, 2);
  EXPECT_EQ(report.messages, 4);
  const auto list = listed(*store_);
  ASSERT_EQ(list.size(), 2U);
  const Chat after = list[0];
  EXPECT_EQ(after.title, before.title);
  EXPECT_EQ(after.title_source, TitleSource::kModel);
  EXPECT_EQ(after.created, before.created);
  EXPECT_EQ(after.updated, before.updated);
  EXPECT_EQ(after.pinned, before.pinned);
  EXPECT_EQ(after.model_path, "/models/m.gguf");
  EXPECT_EQ(after.settings_json, before.settings_json);
  EXPECT_EQ(after.folder, must(store_->folders()).at(0).id);
  EXPECT_EQ(must(store_->folders()).at(0).name, "work");
  const auto messages = must(store_->messages(after.id));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].attachments.at(0).text, "a,b\n1,2\n");
  EXPECT_EQ(messages[1].text, "new answer");
  EXPECT_EQ(messages[1].reasoning, "a thought </details> & more");
  EXPECT_EQ(messages[1].sibling_count, 2);
  EXPECT_EQ(messages[1].sibling_index, 1);
  EXPECT_TRUE(messages[1].reasoning_finished);
  EXPECT_EQ(messages[1].generation.seed, "18446744073709551615");
  EXPECT_EQ(messages[1].generation.sampling_json, R"({"top_p":0.9})");
  EXPECT_DOUBLE_EQ(messages[1].generation.reasoning_seconds, 3.5);
  EXPECT_EQ(must(store_->messages(list[1].id)).at(0).text, "bytes \xEF\xBF\xBD and \x01");
  EXPECT_EQ(must(store_->search("old answer")).size(), 1U) << "other branches are found too";
}

TEST_F(TransferTest, TheSameChatsAreNotAddedTwice) {
  const ChatId chat = makeChat("t");
  const auto file = folder_ / "chats.json";
  must(exportChats(*store_, {}, ExportFormat::kJson, file));
  ImportReport report = must(importChats(*store_, file));
  EXPECT_EQ(report.chats, 0) << "it is where it came from";
  EXPECT_EQ(report.duplicates, 1);
  openOther();
  EXPECT_EQ(must(importChats(*store_, file)).chats, 1);
  report = must(importChats(*store_, file));
  EXPECT_EQ(report.chats, 0);
  EXPECT_EQ(report.duplicates, 1);
  EXPECT_EQ(listed(*store_).size(), 1U);
  must(store_->deleteChat(listed(*store_).at(0).id));
  EXPECT_EQ(must(importChats(*store_, file)).chats, 1) << "one in the bin does not count";
  // An export of an import knows its chats again, and one that went on is added beside.
  const ChatId copy = listed(*store_).at(0).id;
  while (unixNow() <= must(store_->chat(copy)).updated) continue;
  must(store_->appendMessage(copy, AfterLeaf(), ChatRole::kUser, "went on"));
  must(exportChats(*store_, {}, ExportFormat::kJson, file));
  store_.reset();
  path_ = folder_ / "data" / kChatDatabaseName;
  open();
  report = must(importChats(*store_, file));
  EXPECT_EQ(report.chats, 1);
  EXPECT_EQ(must(store_->messages(chat)).size(), 2U) << "what was there stays";
  EXPECT_EQ(listed(*store_).size(), 2U);
}

TEST_F(TransferTest, EditedAnswersStayMarked) {
  const ChatId chat = must(store_->createChat("edited"));
  const MessageId question = must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "q"));
  must(store_->editAnswer(answer(chat, question, "as it was"), "as it is"));
  EXPECT_NE(must(chatMarkdown(*store_, chat)).find("## pocket (edited)\n"), std::string::npos);
  const auto file = folder_ / "chats.json";
  must(exportChats(*store_, {}, ExportFormat::kJson, file));
  openOther();
  must(importChats(*store_, file));
  const auto messages = must(store_->messages(listed(*store_).at(0).id));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[1].text, "as it is");
  EXPECT_TRUE(wasEdited(messages[1].generation));
  EXPECT_EQ(messages[1].sibling_count, 2);
  const auto fork = must(store_->messages(must(store_->forkChat(messages[1].id))));
  EXPECT_TRUE(wasEdited(fork.at(1).generation));
}

TEST_F(TransferTest, Markdown) {
  const ChatId chat = makeChat("A title");
  const std::string text = must(chatMarkdown(*store_, chat));
  EXPECT_TRUE(text.starts_with("# A title\n"));
  for (const char* part : {"## You\n\n*data.csv*\n\n```\na,b\n1,2\n```\n\nq ```",
                           "## pocket\n\n<details>\n<summary>Thoughts (4 s)</summary>",
                           "a thought &lt;/details> & more\n\n</details>\n\nnew answer"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n---\n" << text;
  EXPECT_EQ(text.find("old answer"), std::string::npos) << "the branch that is shown";
  EXPECT_EQ(must(chatMarkdown(*store_, chat, {false})).find("thought"), std::string::npos);
  const auto file = folder_ / "chats.md";
  must(store_->createChat("second"));
  must(exportChats(*store_, {}, ExportFormat::kMarkdown, file));
  EXPECT_TRUE(readFile(file).starts_with(text));
  EXPECT_NE(readFile(file).find("\n---\n\n# second"), std::string::npos);
  EXPECT_EQ(chatMarkdown(*store_, 99).error().code, ErrorCode::kNotFound);
}

TEST_F(TransferTest, ErrorsLeaveNoFile) {
  makeChat("t");
  const auto nowhere = folder_ / "none" / "chats.json";
  const Status status = exportChats(*store_, {}, ExportFormat::kJson, nowhere);
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
  EXPECT_NE(status.error().message.find(nowhere.string()), std::string::npos);
  const std::vector<ChatId> missing = {1, 77};
  const auto file = folder_ / "chats.json";
  EXPECT_EQ(exportChats(*store_, missing, ExportFormat::kJson, file).error().code, ErrorCode::kNotFound);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(exportChats(*store_, {}, ExportFormat::kJson, file, stop.get_token()).error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
  EXPECT_EQ(importChats(*store_, file).error().code, ErrorCode::kIo);
}

// A large import in the background, while a person goes on: nobody waits, and nothing of it is seen before its end.
TEST_F(TransferTest, ImportBesideAPerson) {
  for (int i = 0; i < 300; ++i) {
    const ChatId chat = must(store_->createChat("chat " + std::to_string(i)));
    must(store_->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "imported " + knownText(i, 1500)));
  }
  const auto file = folder_ / "chats.json";
  must(exportChats(*store_, {}, ExportFormat::kJson, file));
  openOther();
  const ChatId mine = must(store_->createChat("mine"));
  std::atomic<bool> done = false;
  std::thread importer([&] {
    EXPECT_EQ(must(importChats(*store_, file)).chats, 300);
    done = true;
  });
  int sent = 0;
  while (!done) {
    must(store_->appendMessage(mine, AfterLeaf(), ChatRole::kUser, "sent"));
    ++sent;
    const int64_t count = must(store_->countChats({}));
    EXPECT_TRUE(count == 1 || count == 301) << count;
    const size_t hits = must(store_->search("imported", 400)).size();
    EXPECT_TRUE(hits == 0 || hits == 300) << hits;
  }
  importer.join();
  EXPECT_EQ(must(store_->messages(mine)).size(), static_cast<size_t>(sent));
  EXPECT_EQ(must(store_->countChats({})), 301);
}

TEST_F(TransferTest, AStopTakesAllBack) {
  const auto file = folder_ / "chats.json";
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  std::string half = R"([{"type":"deepwell export","version":1})";
  for (int i = 0; i < 1000; ++i)
    half += R"(,{"type":"deepwell chat","title":"t","folder":"f","messages":[{"id":1,"role":"user","text":"answer )" +
            std::string(2000, 'x') + R"("}]})";
  std::stop_source stop;
  std::thread writer([&] {
    std::ofstream pipe(file, std::ios::binary);
    pipe << half << std::flush;  // returns when most of it was read
    stop.request_stop();
  });
  const auto report = importChats(*store_, file, stop.get_token());
  writer.join();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled) << report.error().message;
  EXPECT_EQ(must(store_->countChats({})), 0);
  EXPECT_TRUE(must(store_->folders()).empty());
  EXPECT_TRUE(must(store_->search("answer")).empty());
  EXPECT_TRUE(listed(*store_, ChatListQuery::Which::kDeleted).empty());
}

}  // namespace
}  // namespace deepwell
