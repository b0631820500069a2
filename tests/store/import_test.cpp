// Exports of other programs, in the shapes that they have and in those that they should not have.
#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "app/store/salvage.h"
#include "app/store/transfer.h"
#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

class ImportTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
  }
  Result<ImportReport> import(const std::string& json) {
    const auto file = folder_ / "export.json";
    std::ofstream(file, std::ios::binary | std::ios::trunc) << json;
    return importChats(*store_, file);
  }
  // The one chat that is there.
  std::vector<ChatMessage> shown() { return must(store_->messages(listed(*store_).at(0).id)); }
};

constexpr const char* kChatGpt = R"json([{"title":"Sums","create_time":1700000000.5,"update_time":1700000100.25,
"conversation_id":"c-1","is_archived":false,"default_model_slug":"o3","current_node":"n7","mapping":{
"root":{"id":"root","message":null,"parent":null,"children":["n1"]},
"n1":{"id":"n1","parent":"root","children":["n2"],"message":{"id":"n1","author":{"role":"system"},"create_time":null,
  "content":{"content_type":"text","parts":[""]},"metadata":{"is_visually_hidden_from_conversation":true}}},
"n2":{"id":"n2","parent":"n1","children":["n3","n9"],"message":{"author":{"role":"user"},"create_time":1700000001.0,
  "content":{"content_type":"multimodal_text","parts":[{"content_type":"image_asset_pointer","asset_pointer":"x"},"What is 2+2?"]},
  "metadata":{"attachments":[{"name":"sheet.pdf"}]}}},
"n3":{"id":"n3","parent":"n2","children":["n4"],"message":{"author":{"role":"assistant"},"create_time":1700000002.0,
  "content":{"content_type":"thoughts","thoughts":[{"summary":"Adding","content":"Two and two."},{"summary":"","content":"Check."}]},
  "metadata":{"model_slug":"o3"}}},
"n4":{"id":"n4","parent":"n3","children":["n5"],"message":{"author":{"role":"assistant"},"create_time":1700000003.0,
  "recipient":"python","content":{"content_type":"code","language":"python","text":"print(2+2)"},"metadata":{}}},
"n5":{"id":"n5","parent":"n4","children":["n6"],"message":{"author":{"role":"tool","name":"python"},"create_time":1700000004.0,
  "content":{"content_type":"execution_output","text":"4\n"},"metadata":{}}},
"n6":{"id":"n6","parent":"n5","children":["n7"],"message":{"author":{"role":"assistant"},"create_time":1700000005.0,
  "content":{"content_type":"reasoning_recap","content":"Thought for 12 seconds"},"metadata":{"finished_duration_sec":12}}},
"n7":{"id":"n7","parent":"n6","children":[],"message":{"author":{"role":"assistant"},"create_time":1700000006.0,"status":"finished_successfully",
  "recipient":"all","content":{"content_type":"text","parts":["It is 4."]},"metadata":{"model_slug":"o3","finish_details":{"type":"stop"}}}},
"n9":{"id":"n9","parent":"n2","children":[],"message":{"author":{"role":"assistant"},"create_time":1700000009.0,
  "content":{"content_type":"text","parts":["Four."]},"metadata":{}}}
}}])json";

TEST_F(ImportTest, ChatGpt) {
  const ImportReport report = must(import(kChatGpt));
  EXPECT_EQ(report.format, ImportFormat::kChatGpt);
  EXPECT_EQ(report.chats, 1);
  EXPECT_EQ(report.messages, 3);
  EXPECT_EQ(report.left_out, 2) << "the picture and the file";
  const Chat chat = listed(*store_).at(0);
  EXPECT_EQ(chat.title, "Sums");
  EXPECT_EQ(chat.created, 1700000000500);
  EXPECT_EQ(chat.updated, 1700000100250);
  EXPECT_EQ(chat.model_name, "o3");
  const auto messages = shown();
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].text, "[picture]\n\nWhat is 2+2?\n\n[file: sheet.pdf]");
  EXPECT_EQ(messages[0].created, 1700000001000);
  EXPECT_EQ(messages[1].text, "It is 4.");
  EXPECT_EQ(messages[1].reasoning,
            "**Adding**\n\nTwo and two.\n\nCheck.\n\n```python\nprint(2+2)\n```\n\n```\n4\n\n```");
  EXPECT_DOUBLE_EQ(messages[1].generation.reasoning_seconds, 12);
  EXPECT_EQ(messages[1].generation.model, "o3");
  EXPECT_EQ(messages[1].sibling_count, 2) << "the branch at current_node is shown, the other one is there";
  EXPECT_EQ(must(store_->search("four")).size(), 1U);
  EXPECT_EQ(must(import(kChatGpt)).duplicates, 1);
}

constexpr const char* kOpenWebUi = R"json([{"id":"w-1","user_id":"u","title":"Prime","archived":true,"pinned":true,
"created_at":1710000000,"updated_at":1710000500,"chat":{"title":"Prime","models":["qwq:32b"],"timestamp":1710000000123,
"messages":[],"history":{"currentId":"b","messages":{
 "q":{"id":"q","parentId":null,"childrenIds":["a","b"],"role":"user","content":"Is 91 prime?","timestamp":1710000001,
   "files":[{"type":"file","name":"n.txt","file":{"filename":"n.txt","data":{"content":"91"}}}]},
 "a":{"id":"a","parentId":"q","childrenIds":[],"role":"assistant","content":"Yes.","timestamp":1710000002,"model":"qwq:32b","done":true},
 "b":{"id":"b","parentId":"q","childrenIds":[],"role":"assistant","modelName":"QwQ","timestamp":1710000003,"done":true,
   "usage":{"prompt_tokens":12,"completion_tokens":34},
   "content":"<details type=\"reasoning\" done=\"true\" duration=\"6\">\n<summary>Thought for 6 seconds</summary>\n&gt; 7 &lt; 13\n&gt; so 7 * 13\n</details>\nNo: 7 × 13."}
}}}},
{"title":"Old","history":{"currentId":"y","messages":{"x":{"id":"x","parentId":null,"role":"user","content":"hi"},
 "y":{"id":"y","parentId":"x","role":"assistant","content":"<think>hm</think>hello"}}}},
{"id":"flat","chat":{"title":"Flat","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":[{"type":"text","text":"hi"},
 {"type":"image_url","image_url":{"url":"data:"}}]},{"role":"assistant","content":"","error":{"content":"no memory"}}]}}])json";

TEST_F(ImportTest, OpenWebUi) {
  const ImportReport report = must(import(kOpenWebUi));
  EXPECT_EQ(report.format, ImportFormat::kOpenWebUi);
  EXPECT_EQ(report.chats, 3);
  EXPECT_EQ(report.messages, 8);
  ChatListQuery archived;
  archived.which = ChatListQuery::Which::kArchived;
  const Chat prime = must(store_->listChats(archived)).at(0);
  EXPECT_EQ(prime.title, "Prime");
  EXPECT_TRUE(prime.pinned);
  EXPECT_EQ(prime.created, 1710000000000);
  const auto messages = must(store_->messages(prime.id));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].attachments.at(0).name, "n.txt");
  EXPECT_EQ(messages[0].attachments.at(0).text, "91");
  EXPECT_EQ(messages[1].text, "No: 7 × 13.");
  EXPECT_EQ(messages[1].reasoning, "7 < 13\nso 7 * 13");
  EXPECT_DOUBLE_EQ(messages[1].generation.reasoning_seconds, 6);
  EXPECT_EQ(messages[1].generation.text_tokens, 34);
  EXPECT_EQ(messages[1].sibling_count, 2);
  std::map<std::string, std::vector<ChatMessage>> others;
  for (const Chat& chat : listed(*store_)) others[chat.title] = must(store_->messages(chat.id));
  ASSERT_EQ(others["Old"].size(), 2U);
  EXPECT_EQ(others["Old"][1].reasoning, "hm");
  EXPECT_EQ(others["Old"][1].text, "hello");
  ASSERT_EQ(others["Flat"].size(), 3U);
  EXPECT_EQ(others["Flat"][0].role, ChatRole::kSystem);
  EXPECT_EQ(others["Flat"][1].text, "hi\n\n[picture]");
  EXPECT_EQ(others["Flat"][2].state, MessageState::kFailed);
  EXPECT_EQ(others["Flat"][2].error, "no memory");
}

TEST_F(ImportTest, RealWorldDirt) {
  // A byte order mark; half a surrogate pair and a broken byte, which strict readers refuse; unknown entries.
  const std::string json = std::string("\xEF\xBB\xBF [ 7, \"x\", {\"a\":[1,{}]}, ") +
                           R"({"title":"half \ud83d and whole \ud83d\udc33 \\ud83d)" + "\xff" +
                           R"(","messages":[{"role":"user","content":"a ] } , \" b"}]} ] )";
  const ImportReport report = must(import(json));
  EXPECT_EQ(report.chats, 1);
  EXPECT_EQ(report.skipped, 3);
  EXPECT_EQ(listed(*store_).at(0).title, "half \xEF\xBF\xBD and whole 🐳 \\ud83d\xEF\xBF\xBD");
  EXPECT_EQ(shown().at(0).text, "a ] } , \" b");
}

TEST_F(ImportTest, TreesThatAreNone) {
  // A ring, a node that is its own parent, an unknown parent, wrong types, children that disagree.
  const ImportReport report = must(import(R"json([{"mapping":{
    "a":{"parent":"b","message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["ring a"]}}},
    "b":{"parent":"a","message":{"author":{"role":"assistant"},"content":{"content_type":"text","parts":["ring b"]}}},
    "c":{"parent":"c","message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["own parent"]}}},
    "d":{"parent":"zzz","children":["c","d","zzz",5,null],"message":{"author":{"role":"user"},"content":{"parts":["orphan", 5, null, {}, []]}}},
    "e":5, "f":null, "g":{"message":[]}, "h":{"message":{"author":5,"content":"x"}},
    "i":{"parent":"d","message":{"author":{"role":"assistant"},"create_time":"yesterday","content":{"content_type":"thoughts","thoughts":[5,{"content":7}]}}}
  },"title":null,"create_time":-1e300,"update_time":1e300,"current_node":["x"],"is_archived":"yes","conversation_id":5}])json"));
  EXPECT_EQ(report.chats, 1);
  EXPECT_EQ(report.messages, 5);
  EXPECT_EQ(must(store_->search("ring")).size(), 2U);
  SQLite::Database db(path_.string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(db.execAndGet("SELECT count(*) FROM pragma_foreign_key_check").getInt(), 0);
}

TEST_F(ImportTest, ErrorsAddNothing) {
  const std::string good = R"({"title":"good","messages":[{"role":"user","content":"x"}]})";
  const std::vector<std::pair<std::string, ErrorCode>> files = {
      {"", ErrorCode::kCorruptFile},
      {"hello", ErrorCode::kCorruptFile},
      {"[]", ErrorCode::kUnsupported},
      {"{}", ErrorCode::kUnsupported},
      {"[1,2,3]", ErrorCode::kUnsupported},
      {R"([{"type":"deepwell export","version":2}])", ErrorCode::kUnsupported},
      {"[" + good, ErrorCode::kCorruptFile},
      {"[" + good + ",", ErrorCode::kCorruptFile},
      {"[" + good + ",{\"title\":", ErrorCode::kCorruptFile},
  };
  for (const auto& [json, code] : files) {
    const auto report = import(json);
    ASSERT_FALSE(report) << json.substr(0, 60);
    EXPECT_EQ(report.error().code, code) << report.error().message;
    EXPECT_NE(report.error().message.find("export.json"), std::string::npos) << report.error().message;
    EXPECT_EQ(must(store_->countChats({})), 0) << json.substr(0, 60);
    EXPECT_FALSE(isSuspect(path_)) << "the file is broken, the history is not: " << json.substr(0, 60);
  }
  EXPECT_TRUE(listed(*store_, ChatListQuery::Which::kDeleted).empty());
}

TEST_F(ImportTest, LongTitlesAndLongChats) {
  std::string json = R"({"title":")" + std::string(3'000'000, 'x') + R"(","messages":[)";
  for (int i = 0; i < 3000; ++i) json += std::string(i == 0 ? "" : ",") + R"({"role":"user","content":"m"})";
  must(import(json + "]}"));
  EXPECT_EQ(listed(*store_).at(0).title.size(), 200U);
  EXPECT_EQ(shown().size(), 3000U);
}

// Models that were told not to think leave marks around nothing.
TEST_F(ImportTest, EmptyThoughtsAreNoText) {
  must(import(R"json({"title":"t","messages":[{"role":"user","content":"Capital?"},
    {"role":"assistant","content":"<think>\n\n</think>\n\nParis."},
    {"role":"assistant","content":"<details type=\"reasoning\" done=\"true\"><summary>Thought</summary></details>\nLyon."},
    {"role":"assistant","content":"A <think> in the middle"}]})json"));
  const auto messages = shown();
  ASSERT_EQ(messages.size(), 4U);
  EXPECT_EQ(messages[1].text, "Paris.");
  EXPECT_EQ(messages[1].reasoning, "");
  EXPECT_EQ(messages[2].text, "Lyon.");
  EXPECT_EQ(messages[3].text, "A <think> in the middle");
}

TEST_F(ImportTest, TheSameChatTwice) {
  const std::string chat = R"({"id":"one","title":"T","updated_at":1700000000,"chat":{"messages":[{"role":"user","content":"x"}]}})";
  const ImportReport report = must(import("[" + chat + "," + chat + "]"));
  EXPECT_EQ(report.chats, 1);
  EXPECT_EQ(report.duplicates, 1);
  EXPECT_EQ(must(import("[" + chat + "]")).duplicates, 1);
  EXPECT_EQ(must(store_->countChats({})), 1);
}

// A name becomes a line of the window; a run of backticks has a fence in one look.
TEST_F(ImportTest, FieldsOfAnyLength) {
  const std::string ticks(3'000'000, '`');
  must(import(R"([{"title":"t","default_model_slug":")" + std::string(1'000'000, 'm') + R"(","mapping":{"a":{"message":{"author":{"role":"assistant"},
    "recipient":"python","content":{"content_type":"code","language":"python","text":")" + ticks + R"("}}},
    "b":{"parent":"a","message":{"author":{"role":"assistant"},"metadata":{"model_slug":")" + std::string(1'000'000, 'n') + R"("},
    "content":{"content_type":"text","parts":["done"]}}}}}])"));
  EXPECT_EQ(listed(*store_).at(0).model_name.size(), 200U);
  const auto messages = shown();
  EXPECT_LE(messages.back().generation.model.size(), 200U);
  EXPECT_NE((messages.back().reasoning + messages.back().text).find(ticks), std::string::npos) << "nothing is lost";
}

// What a killed import has left is gone at the next start.
TEST_F(ImportTest, UnfinishedImportsAreErased) {
  must(import(kOpenWebUi));
  {
    SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE);
    db.exec("UPDATE chats SET deleted_at = -1 WHERE title <> 'Flat'");
  }
  EXPECT_EQ(must(open().countChats({})), 1);
  EXPECT_TRUE(must(store_->search("prime")).empty());
  EXPECT_TRUE(listed(*store_, ChatListQuery::Which::kDeleted).empty());
  must(store_->eraseLeftovers());
  SQLite::Database db(path_.string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(db.execAndGet("SELECT count(*) FROM messages").getInt(), 3);
}

}  // namespace
}  // namespace deepwell
