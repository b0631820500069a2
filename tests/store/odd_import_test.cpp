// Exports as hands, other programs and accidents leave them: nothing that a person could read is lost, and what cannot be
// read does not keep the rest out.
#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "app/store/json_entries.h"
#include "app/store/transfer.h"
#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

class OddImportTest : public StoreTest {
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
  // "user: hi | assistant: hello (thoughts)" of the branch that is shown, of the newest chat.
  std::string said() {
    std::string all;
    for (const ChatMessage& message : must(store_->messages(listed(*store_).at(0).id))) {
      if (!all.empty()) all += " | ";
      all += std::string(chatRoleName(message.role)) + ": " + message.text;
      if (!message.reasoning.empty()) all += " (" + message.reasoning + ")";
    }
    return all;
  }
  std::string saidIn(const std::string& json) {
    EXPECT_EQ(must(import(json)).chats, 1) << json;
    return said();
  }
};

// ChatGPT's nodes: {"id": {"parent", "message": {"author", "content"}}}.
std::string node(const std::string& id, const std::string& links, const std::string& message) {
  return "\"" + id + "\":{" + links + (links.empty() ? "" : ",") + "\"message\":" + message + "}";
}
std::string chatGpt(const std::string& nodes, const std::string& more = "") { return "[{\"mapping\":{" + nodes + "}" + more + "}]"; }

constexpr const char* kHi = R"({"author":{"role":"user"},"content":{"content_type":"text","parts":["hi"]}})";
constexpr const char* kHello = R"({"author":{"role":"assistant"},"content":{"content_type":"text","parts":["hello"]}})";

TEST_F(OddImportTest, ContentsOfOtherTypes) {
  EXPECT_EQ(saidIn(chatGpt(node("a", "", R"({"author":{"role":"user"},"content":"plain"})"))), "user: plain");
  EXPECT_EQ(saidIn(chatGpt(node("b", "", R"({"author":{"role":"user"},"content":{"parts":"one text"}})"))), "user: one text");
  EXPECT_EQ(saidIn(chatGpt(node("c", "", R"({"author":{"role":"user"},"content":{"content_type":"text","parts":["n",42,1.5,true,null,{},[]]}})"))),
            "user: n\n\n42\n\n1.5\n\ntrue\n\n[file]");
  EXPECT_EQ(saidIn(chatGpt(node("d", "", R"({"author":{"role":"user"},"content":["x","y"]})"))), "user: x\n\ny");
  EXPECT_EQ(saidIn(chatGpt(node("e", "", R"({"author":{"role":"user"},"content":{"content_type":"brand_new","result":"r"}})"))), "user: r");
  // Without an author, or with one in other words.
  EXPECT_EQ(saidIn(chatGpt(node("f", "", R"({"role":"assistant","content":"mine"})"))), "assistant: mine");
  EXPECT_EQ(saidIn(chatGpt(node("g", "", R"({"author":"human","content":"ours"})"))), "user: ours");
  EXPECT_EQ(saidIn(chatGpt(node("h", "", R"({"content":"whose","metadata":{"model_slug":"o1"}})"))), "assistant: whose");
  EXPECT_EQ(saidIn(chatGpt(node("i", "", R"({"content":"somebody's"})"))), "user: somebody's");
}

TEST_F(OddImportTest, PartsAndTools) {
  const std::string spoken = R"({"author":{"role":"user"},"content":{"content_type":"multimodal_text","parts":[
    {"content_type":"audio_transcription","text":"spoken"},{"content_type":"audio_asset_pointer"},{"content_type":"image_asset_pointer"},{"odd":1}]}})";
  const std::string tool = R"({"author":{"role":"tool","name":"bio"},"recipient":"all","content":{"content_type":"text","parts":["looked up"]}})";
  const ImportReport report = must(import(chatGpt(node("a", "", spoken) + "," + node("b", R"("parent":"a")", tool) + "," + node("c", R"("parent":"b")", kHello))));
  EXPECT_EQ(said(), "user: spoken\n\n[file]\n\n[picture]\n\n[file] | assistant: hello (looked up)");
  EXPECT_EQ(report.left_out, 3);
}

TEST_F(OddImportTest, TreesWithoutParents) {
  // Children alone say how it hangs together; what a parent says wins.
  EXPECT_EQ(saidIn(chatGpt(node("c", "", kHello) + "," + node("b", R"("children":["c",5,"zzz"])", kHi) + "," + node("a", R"("parent":7,"children":["b","a"])", kHello))),
            "assistant: hello | user: hi | assistant: hello");
  // A list instead of an object, and nodes of one id.
  EXPECT_EQ(saidIn(std::string(R"([{"mapping":[{"id":"q","message":)") + kHi + R"(},{"id":"w","parent":"q","message":)" + kHello + "}]}]"),
            "user: hi | assistant: hello");
  const ImportReport twice = must(import(chatGpt(node("a", "", kHi) + "," + node("a", "", kHello) + "," + node("b", R"("parent":"a")", kHello))));
  EXPECT_EQ(twice.messages, 3);
  const ImportReport roots = must(import(chatGpt(node("a", "", kHi) + "," + node("b", R"("parent":null)", kHi) + "," + node("c", "\"parent\":\"gone\"", kHi), R"(,"current_node":"b")")));
  EXPECT_EQ(roots.messages, 3);
  EXPECT_EQ(said(), "user: hi");
}

TEST_F(OddImportTest, LongChains) {
  std::string nodes = node("0", "", kHi);
  for (int i = 1; i < 20'000; ++i) nodes += "," + node(std::to_string(i), "\"parent\":\"" + std::to_string(i - 1) + "\"", i % 2 != 0 ? kHello : kHi);
  EXPECT_EQ(must(import(chatGpt(nodes))).messages, 20'000);
  EXPECT_EQ(must(store_->messages(listed(*store_).at(0).id)).size(), 20'000U);
}

TEST_F(OddImportTest, Dates) {
  const std::vector<std::pair<std::string, UnixMs>> dates = {
      {"1700000000", 1700000000000},
      {"1700000000.25", 1700000000250},
      {"1700000000250", 1700000000250},
      {"1700000000250000", 1700000000250},
      {"1700000000250000000", 1700000000250},
      {"\"1700000000.25\"", 1700000000250},
      {"\" 1700000000250 \"", 1700000000250},
      {"\"2023-11-14T22:13:20Z\"", 1700000000000},
      {"\"2023-11-15T00:13:20.250+02:00\"", 1700000000250},
      {"\"2023-11-14 16:43:20-0530\"", 1700000000000},
      {"\"2023-11-14\"", 1699920000000},
  };
  for (const auto& [text, time] : dates) {
    must(import(chatGpt(node("a", "", kHi), ",\"create_time\":" + text)));
    std::vector<UnixMs> found;
    for (const Chat& chat : listed(*store_)) found.push_back(chat.created);
    EXPECT_NE(std::find(found.begin(), found.end(), time), found.end()) << text;
    for (const Chat& chat : listed(*store_)) must(store_->deleteChat(chat.id));
  }
  for (const char* text : {"\"yesterday\"", "\"2023-13-01\"", "\"2023-02-30\"", "-5", "1e300", "NaN", "-Infinity", "null", "[]", "\"\"", "\"9999-01-01\""}) {
    must(import(chatGpt(node("a", "", kHi), std::string(",\"create_time\":") + text)));
    EXPECT_GT(listed(*store_).at(0).created, 1'700'000'000'000) << text << ": now, for want of a better time";
    for (const Chat& chat : listed(*store_)) must(store_->deleteChat(chat.id));
  }
}

// What the file does not say is taken from its messages.
TEST_F(OddImportTest, TitlesAndTimesOutOfMessages) {
  must(import(R"([{"title":7,"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"How tall?\nExactly.","timestamp":1600000000},
    {"role":"assistant","content":"2 m","timestamp":"1600000050"}]}])"));
  const Chat chat = listed(*store_).at(0);
  EXPECT_EQ(chat.title, "How tall?");
  EXPECT_EQ(chat.created, 1600000000000);
  EXPECT_EQ(chat.updated, 1600000050000);
}

TEST_F(OddImportTest, OpenWebUi) {
  EXPECT_EQ(saidIn(R"([{"chat":{"history":{"messages":[null,{"id":"b","parentId":"a","role":"model","content":"two"},{"id":"a","role":"human","content":["o","ne"]}]}}}])"),
            "user: o\n\nne | assistant: two");
  EXPECT_EQ(saidIn(R"([{"chat":{"history":{"messages":{"a":{"role":"user","content":"q","childrenIds":["b"]},"b":{"role":"assistant","content":{"text":"r"}},"c":null,"d":[]}}}}])"),
            "user: q | assistant: r");
  EXPECT_EQ(saidIn(R"([{"messages":[null,5,"x",{"role":"user","content":12},{"role":"tool","content":"found"},{"role":"assistant","content":"y"},{"role":"assistant","content":null},{}]}])"),
            "user: 12 | assistant:  (found) | assistant: y");
  must(import(R"([{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"","error":"out of memory"}]}])"));
  EXPECT_EQ(must(store_->search("q")).empty(), false);
}

// Two chats of one id are two unless they say the same; the file itself can come again.
TEST_F(OddImportTest, ChatsOfOneId) {
  const auto one = [](const std::string& words) { return R"({"id":"same","messages":[{"role":"user","content":")" + words + "\"}]}"; };
  const std::string json = "[" + one("first") + "," + one("second") + "," + one("first") + "]";
  const ImportReport report = must(import(json));
  EXPECT_EQ(report.chats, 2);
  EXPECT_EQ(report.duplicates, 1);
  EXPECT_EQ(must(import(json)).duplicates, 3);
  EXPECT_EQ(must(store_->countChats({})), 2);
}

TEST_F(OddImportTest, DamagedEntriesDoNotKeepTheOthersOut) {
  const std::string good = R"({"title":"good","messages":[{"role":"user","content":"x"}]})";
  const std::vector<std::string> damaged = {
      "{\"title\" 5}", R"({"messages":[{"role":"user" "content":"x"}]})", std::string(80'000, '[') + std::string(80'000, ']'), "{\"a\":tru}", "{,}"};
  for (const std::string& entry : damaged) {
    const ImportReport report = must(import("[" + entry + "," + good + "," + entry + "]"));
    EXPECT_EQ(report.chats, 1) << entry.substr(0, 40);
    EXPECT_EQ(report.damaged, 2) << entry.substr(0, 40);
    const auto alone = import("[" + entry + "]");
    ASSERT_FALSE(alone) << entry.substr(0, 40);
    EXPECT_NE(alone.error().message.find("entry 1"), std::string::npos) << alone.error().message;
  }
  // One that is too long is passed over.
  const std::string huge = R"({"messages":[{"role":"user","content":")" + std::string(JsonEntries::kMostEntryBytes, 'x') + "\"}]}";
  EXPECT_EQ(must(import("[" + huge + "," + good + "]")).damaged, 1);
  EXPECT_EQ(import(huge).error().code, ErrorCode::kCorruptFile);
}

// What strict readers refuse, and people's files have.
TEST_F(OddImportTest, LaxJson) {
  EXPECT_EQ(saidIn("\xEF\xBB\xBF[{\"x\":NaN,\"y\":[Infinity,-Infinity],\"messages\":[{\"role\":\"user\",\"content\":\"a\tb\nNaN \\\" \\udc00\"}]}]"),
            "user: a\tb\nNaN \" \xEF\xBF\xBD");
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  EXPECT_EQ(saidIn("[{\"junk\":" + deep + ",\"messages\":[{\"role\":\"user\",\"content\":\"deep\"}]}]"), "user: deep");
}

TEST_F(OddImportTest, AMessageOfAHundredMegabytes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr size_t kMegabytes = 10;  // every byte is watched there
#else
  constexpr size_t kMegabytes = 100;
#endif
  std::string text = "needle ";
  text.append((kMegabytes << 20) - text.size(), 'x');
  must(import(R"([{"title":"big","messages":[{"role":"user","content":")" + text + R"("}]},{"messages":[{"role":"user","content":"small"}]}])"));
  EXPECT_EQ(must(store_->countChats({})), 2);
  EXPECT_EQ(must(store_->search("needle")).size(), 1U);
}

}  // namespace
}  // namespace deepwell
