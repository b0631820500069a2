#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "app/store/transfer.h"
#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

class SearchTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
    chat_ = must(store_->createChat("Letters and whales"));
  }
  MessageId say(const std::string& text) {
    return must(store_->appendMessage(chat_, AfterLeaf(), ChatRole::kUser, text));
  }
  size_t count(std::string_view query) { return must(store_->search(query)).size(); }
  ChatId chat_ = 0;
};

std::string joined(const SearchHit& hit) {
  std::string text;
  for (const SnippetPart& part : hit.snippet) text += part.match ? "[" + part.text + "]" : part.text;
  return text;
}

TEST_F(SearchTest, WordsPrefixesCaseAccents) {
  say("How many r are in strawberry?");
  say("Die Größe des Cafés");
  EXPECT_EQ(count("strawberry"), 1U);
  EXPECT_EQ(count("STRAW many"), 1U);
  EXPECT_EQ(count("straw missing"), 0U);
  EXPECT_EQ(count("cafe"), 1U);
  EXPECT_EQ(count("größe"), 1U);
  EXPECT_EQ(count("berry"), 0U) << "prefixes, not parts of words";
  EXPECT_EQ(joined(must(store_->search("straw")).at(0)), "How many r are in [strawberry]?");
}

TEST_F(SearchTest, TitlesFirst) {
  say("a whale");
  const auto hits = must(store_->search("whale"));
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_FALSE(hits[0].message);
  EXPECT_EQ(joined(hits[0]), "Letters and [whales]");
  EXPECT_TRUE(hits[1].message);
  EXPECT_EQ(hits[1].chat_title, "Letters and whales");
  must(store_->renameChat(chat_, "Nothing"));
  EXPECT_EQ(count("whale"), 1U);
  EXPECT_EQ(must(store_->search("whale", 0)).size(), 0U);
}

// An import brings old chats into a history that has newer ones.
TEST_F(SearchTest, NewestFirstAlsoAfterAnImport) {
  say("a whale of today");
  const auto file = folder_ / "export.json";
  std::ofstream(file) << R"([{"title":"Old","messages":[
    {"role":"user","content":"an old whale","timestamp":1600000000},
    {"role":"assistant","content":"another old whale","timestamp":1600000100}]}])";
  EXPECT_EQ(must(importChats(*store_, file)).messages, 2);
  must(store_->renameChat(chat_, "Nothing"));
  const auto hits = must(store_->search("whale"));
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(joined(hits[0]), "a [whale] of today");
  EXPECT_EQ(joined(hits[1]), "another old [whale]");
}

TEST_F(SearchTest, ScriptsWithoutSpacesSignsAndEmoji) {
  say("我想知道草莓里有多少个字母");
  say("the pod 🐳 swims, 100%_sure (C++)");
  EXPECT_EQ(count("草莓"), 1U);
  EXPECT_EQ(joined(must(store_->search("草莓")).at(0)), "我想知道[草莓]里有多少个字母");
  EXPECT_EQ(count("🐳"), 1U);
  EXPECT_EQ(count("🐳 pod"), 1U);
  EXPECT_EQ(count("🐳 shark"), 0U);
  EXPECT_EQ(count("++"), 1U);
  EXPECT_EQ(count("%_"), 1U);
  EXPECT_EQ(count("%x"), 0U) << "no wildcards";
}

TEST_F(SearchTest, LongTextsAreCutAroundTheMatch) {
  say(std::string(5000, 'a') + " 中文草莓中文 " + std::string(5000, 'b'));
  const auto hits = must(store_->search("草莓"));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_LT(joined(hits[0]).size(), 200U);
  EXPECT_NE(joined(hits[0]).find("…"), std::string::npos);
}

TEST_F(SearchTest, ThinkingIsSearchedToo) {
  const MessageId id = must(store_->beginAssistantMessage(chat_, AfterLeaf(), "m"));
  append(*store_, id, {"pondering deeply", "forty-two", 2, 2, 0});
  EXPECT_EQ(count("pondering"), 0U) << "not while it streams";
  must(finish(*store_, id, {}));
  const auto hits = must(store_->search("ponder"));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_TRUE(hits[0].in_reasoning);
  EXPECT_EQ(joined(hits[0]), "[pondering] deeply");
  EXPECT_FALSE(must(store_->search("forty")).at(0).in_reasoning);
}

TEST_F(SearchTest, ContinuedAndInterruptedMessages) {
  const MessageId id = must(store_->beginAssistantMessage(chat_, AfterLeaf(), "m"));
  append(*store_, id, {"", "alpha ", 0, 1, 0});
  open();
  EXPECT_EQ(count("alpha"), 1U) << "interrupted ones are found";
  must(store_->resumeMessage(id));
  EXPECT_EQ(count("alpha"), 0U);
  append(*store_, id, {"", "omega", 0, 1, 0});
  must(finish(*store_, id, {}));
  EXPECT_EQ(count("alpha omega"), 1U);
}

TEST_F(SearchTest, WholeWordsBeforeLongerOnesAndTextsBeforeThoughts) {
  const MessageId thought = must(store_->beginAssistantMessage(chat_, AfterLeaf(), "m"));
  append(*store_, thought, {"a car thought", "answer", 2, 2, 0});
  must(finish(*store_, thought, {}));
  const MessageId old_word = say("the car");
  const MessageId new_word = say("a car too");
  const MessageId longer = say("carpet");
  std::vector<MessageId> order;
  for (const SearchHit& hit : must(store_->search("car"))) order.push_back(hit.message.value());
  EXPECT_EQ(order, (std::vector<MessageId>{new_word, old_word, thought, longer}));
  EXPECT_EQ(must(store_->search("car", 2)).size(), 2U);
}

// Words of which the index knows only the parts.
TEST_F(SearchTest, WordsWithSignsInside) {
  say("I don't know C++, nor e-mail");
  say("don and his t-shirt in C");
  EXPECT_EQ(count("don't"), 1U);
  EXPECT_EQ(count("DON'T"), 1U);
  EXPECT_EQ(count("c++"), 1U);
  EXPECT_EQ(count("e-ma"), 1U);
  EXPECT_EQ(count("t-shirt don"), 1U);
  EXPECT_EQ(joined(must(store_->search("c++")).at(0)), "I don't know [C++], nor e-mail");
  say("日本語のテキスト、カタカナ");
  EXPECT_EQ(count("テキ"), 1U);
  EXPECT_EQ(count("語のテ"), 1U);
  EXPECT_EQ(count("語テ"), 0U) << "both pairs would have to be there as they were typed";
  EXPECT_EQ(count("ナ"), 1U) << "one character, at the end";
  EXPECT_EQ(count("本"), 1U);
}

// Far into a long text, and hits in a branch that is not shown: showBranch() leads to them.
TEST_F(SearchTest, LongTextsAndOtherBranches) {
  const MessageId first = say(std::string(500'000, 'a') + " needle in the hay " + std::string(500'000, 'b'));
  const MessageId answer = must(store_->appendMessage(chat_, first, ChatRole::kAssistant, "old branch"));
  must(store_->appendMessage(chat_, first, ChatRole::kAssistant, "new branch"));
  EXPECT_NE(joined(must(store_->search("needl")).at(0)).find("[needle] in the hay"), std::string::npos);
  const auto hits = must(store_->search("old branch"));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].message, answer);
  must(store_->showBranch(*hits[0].message));
  EXPECT_EQ(must(store_->messages(chat_)).back().id, answer);
}

TEST_F(SearchTest, IsGivenUp) {
  say("something");
  std::stop_source stop;
  EXPECT_EQ(must(store_->search("some", 50, stop.get_token())).size(), 1U);
  stop.request_stop();
  EXPECT_EQ(store_->search("some", 50, stop.get_token()).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(count("some"), 1U) << "the next one is not";
}

// Everything at once, from many threads.
TEST_F(SearchTest, BesideWriters) {
  const auto writer = must(StreamWriter::start(*store_));
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&, i] {
      while (!done) {
        std::stop_source stop;
        if (i == 0) stop.request_stop();
        const auto hits = store_->search("word", 50, stop.get_token());
        EXPECT_TRUE(hits || hits.error().code == ErrorCode::kCancelled);
        EXPECT_TRUE(store_->listChats(ChatListQuery{}));
        EXPECT_TRUE(store_->messages(chat_));
      }
    });
  std::thread purger([&] {
    while (!done) EXPECT_TRUE(store_->purgeDeleted(unixNow() + 1) && store_->eraseLeftovers());
  });
  for (int i = 0; i < 15; ++i) {
    const ChatId chat = must(store_->createChat("word"));
    const MessageId id = must(store_->beginAssistantMessage(chat, AfterLeaf(), "m"));
    writer->append(id, {"word", "word", 1, 1, 0});
    must(writer->finish(id, {}));
    say("word");
    must(store_->deleteChat(chat));
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  purger.join();
  EXPECT_EQ(count("word"), 15U);
}

TEST_F(SearchTest, HostileQueries) {
  say("normal text with AND or NOT near");
  for (const char* query : {"\"",
                            "\"\"",
                            "'",
                            "*",
                            "a*",
                            "^",
                            "(",
                            ")",
                            "((((",
                            "AND",
                            "OR",
                            "NOT",
                            "NEAR(",
                            "NEAR(a b)",
                            "text:",
                            "reasoning:normal",
                            "-x",
                            "+",
                            "{a}",
                            "\" OR 1=1 --",
                            "'; DROP TABLE chats; --",
                            "\\",
                            "%",
                            "_",
                            "a\"b",
                            "\x01\x02",
                            "\xff\xfe",
                            "  ",
                            "",
                            "rank:x",
                            "a AND",
                            "\"a\" *"})
    EXPECT_TRUE(store_->search(query)) << query;
  EXPECT_EQ(count("NOT"), 1U) << "operators are words";
  EXPECT_EQ(count("and not near"), 1U);
  EXPECT_EQ(count("normal\" OR \"x"), 0U);
  EXPECT_TRUE(store_->search(std::string(1'000'000, '"')));
  EXPECT_TRUE(store_->search(std::string(1'000'000, 'a') + std::string(5, '\0')));
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string query;
    for (auto n = random() % 12; n > 0; --n) {
      static constexpr std::string_view kSigns =
          "\"'*^(){}:+-\\ \x01\x02\xc3\xa9\xe4\xbd\xf0\x9f"
          "aANDORT";
      query += kSigns[random() % kSigns.size()];
    }
    const auto hits = store_->search(query);
    EXPECT_TRUE(hits) << query << ": " << (hits ? "" : hits.error().message);
  }
}

}  // namespace
}  // namespace deepwell
