// Damaged files are kept aside and what can be read of them is saved, whatever the damage; never a crash or a hang.
#include "app/store/salvage.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "tests/store/store_fixture.h"
#include "tests/support/files.h"

namespace deepwell {
namespace {

using test::readFile;
using test::writeFile;

constexpr int kChats = 20;
constexpr int kTurns = 15;

class SalvageTest : public StoreTest {
 protected:
  // The same file for every test: its many small writes wait for the disk.
  std::string makeGood() {
    static const std::string good = makeFile();
    place(good);
    return good;
  }

  // Chats with thoughts, attachments, folders, drafts, settings; long and short texts. Closed: one file.
  std::string makeFile() {
    ChatStore& store = open();
    const FolderId folder = must(store.createFolder("work"));
    for (int i = 0; i < kChats; ++i) {
      const ChatId chat = must(store.createChat("chat " + std::to_string(i)));
      if (i % 4 == 0) must(store.moveChat(chat, folder));
      for (int turn = 0; turn < kTurns; ++turn) {
        const std::vector<Attachment> files = {{"notes.txt", "text", knownText(i, 100), 50}};
        must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, wordOf(i, turn) + knownText(i, 20),
                                 turn == 0 ? files : std::vector<Attachment>()));
        const MessageId answer = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
        append(store, answer, {knownText(answer, 150), knownText(answer, turn == 3 ? 4000 : 80), 5, 5, 1});
        must(finish(store, answer, {}));
      }
      must(store.setDraft(chat, "draft " + std::to_string(i)));
      const std::vector<DraftFile> drafted = {{{"plan.md", "markdown", "plan " + std::to_string(i), 3}, "", ""}};
      must(store.setDraftFiles(chat, drafted));
    }
    must(store.setSetting("theme", "dark"));
    store_.reset();
    return readFile(path_);
  }
  static std::string wordOf(int chat, int turn) {
    return "word" + std::to_string(chat) + "x" + std::to_string(turn) + " ";
  }

  // Puts the bytes in the place of the history, and nothing else beside it.
  void place(const std::string& bytes) {
    store_.reset();
    std::filesystem::remove_all(path_.parent_path());
    std::filesystem::create_directories(path_.parent_path());
    writeFile(path_, bytes);
  }

  ChatStore::Salvage salvage() {
    ChatStore::Salvage report;
    store_ = must(ChatStore::openOrSalvage(path_, &report));
    return report;
  }

  // The share of messages that are there with the text they had. Uses the file in every way too.
  double shareSaved() {
    int good = 0;
    for (const Chat& chat : listed(*store_)) {
      std::set<std::string> words;
      for (const ChatMessage& message : must(store_->messages(chat.id))) {
        if (message.role == ChatRole::kUser) {
          good += message.text.starts_with("word") ? 1 : 0;
        } else {
          const std::string small = knownText(message.id, 80);
          good += message.text == small || message.text == knownText(message.id, 4000) ? 1 : 0;
        }
      }
    }
    must(store_->appendMessage(must(store_->createChat("new")), AfterLeaf(), ChatRole::kUser, "goes on"));
    must(store_->search("goes word"));
    must(store_->folders());
    SQLite::Database db(path_.string(), SQLite::OPEN_READONLY);
    EXPECT_EQ(db.execAndGet("PRAGMA quick_check").getString(), "ok");
    EXPECT_EQ(db.execAndGet("SELECT count(*) FROM pragma_foreign_key_check").getInt(), 0);
    return good / static_cast<double>(kChats * kTurns * 2);
  }
};

TEST_F(SalvageTest, GoodFilesAreLeftAlone) {
  const std::string good = makeGood();
  const ChatStore::Salvage report = salvage();
  EXPECT_FALSE(report.happened);
  EXPECT_EQ(shareSaved(), 1);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path_.parent_path()), {}), 4) << "file, log, index, lock";
}

TEST_F(SalvageTest, LostHeaderCostsNothing) {
  std::string bad = makeGood();
  const std::string good = bad;
  std::fill(bad.begin(), bad.begin() + 4096, '\0');
  place(bad);
  const ChatStore::Salvage report = salvage();
  EXPECT_TRUE(report.happened);
  EXPECT_EQ(report.chats, kChats);
  EXPECT_EQ(report.messages, kChats * kTurns * 2);
  EXPECT_NE(report.reason.find(path_.string()), std::string::npos);
  EXPECT_TRUE(readFile(report.kept_as) == bad) << "the damaged file is kept as it was";
  EXPECT_EQ(shareSaved(), 1);
  EXPECT_EQ(must(store_->search("word7x3")).size(), 1U) << "the search index is made anew";
  EXPECT_EQ(must(store_->setting("theme")), "dark");
  EXPECT_EQ(must(store_->draft(3)), "draft 2");
  ASSERT_EQ(must(store_->draftFiles(3)).size(), 1U);
  EXPECT_EQ(must(store_->draftFiles(3))[0].attachment.text, "plan 2");
  const FolderId folder = must(store_->folders()).at(0).id;
  ChatListQuery in_folder;
  in_folder.folder = folder;
  EXPECT_EQ(must(store_->countChats(in_folder)), kChats / 4);
  const ChatMessage first = must(store_->messages(1)).at(0);
  ASSERT_EQ(first.attachments.size(), 1U);
  EXPECT_EQ(first.attachments[0].text, knownText(0, 100));
  EXPECT_EQ(must(store_->messages(1)).at(1).generation.reasoning_tokens, 5);
  store_.reset();
  EXPECT_FALSE(salvage().happened) << "and the new file is sound";
}

// Bytes of the header that SQLite takes for another form, an older version, or a file that may not be written.
TEST_F(SalvageTest, OneBadByteOfTheHeaderCostsNothing) {
  const std::string good = makeGood();
  for (const auto& [at, byte] : {std::pair{18, 3}, {19, 9}, {47, 7}, {59, 0}, {59, 2}, {63, 4}, {63, 1}}) {
    std::string bad = good;
    bad[static_cast<size_t>(at)] = static_cast<char>(byte);
    place(bad);
    const ChatStore::Salvage report = salvage();
    EXPECT_TRUE(report.happened) << "byte " << at;
    EXPECT_EQ(shareSaved(), 1) << "byte " << at;
    EXPECT_EQ(readFile(report.kept_as), bad);
  }
}

TEST_F(SalvageTest, WhatIsNoDatabaseIsKeptAside) {
  for (const std::string& bytes :
       {std::string("hello"), std::string(100'000, 'x'), std::string("SQLite format 3\0", 16)}) {
    place(bytes);
    const ChatStore::Salvage report = salvage();
    EXPECT_TRUE(report.happened);
    EXPECT_EQ(report.messages, 0);
    EXPECT_EQ(readFile(report.kept_as), bytes);
    must(store_->createChat("life goes on"));
  }
}

TEST_F(SalvageTest, CutFilesKeepTheirFirstPart) {
  const std::string good = makeGood();
  store_.reset();
  for (const int percent : {90, 50, 20}) {
    place(good.substr(0, good.size() * static_cast<size_t>(percent) / 100));
    EXPECT_TRUE(salvage().happened);
    const double share = shareSaved();
    EXPECT_GT(share, percent == 90 ? 0.7 : percent == 50 ? 0.25 : 0.02) << percent;
    std::printf("the first %d %% of the file: %.0f %% of the messages\n", percent, 100 * share);
  }
}

// One page of garbage or zeros anywhere costs the rows on it, and no chat goes with an inner page.
TEST_F(SalvageTest, DamagedPages) {
  const std::string good = makeGood();
  std::mt19937 random(3);
  double sum = 0;
  double worst = 1;
  int salvaged = 0;
  constexpr int kRounds = 40;
  const size_t pages = good.size() / 4096;
  for (int round = 0; round < kRounds; ++round) {
    std::string bad = good;
    const size_t page = round < 12 ? static_cast<size_t>(round) : random() % pages;
    for (size_t i = 0; i < 4096; ++i) bad[page * 4096 + i] = round % 2 == 0 ? static_cast<char>(random()) : '\0';
    place(bad);
    salvaged += salvage().happened ? 1 : 0;
    const double share = shareSaved();
    sum += share;
    worst = std::min(worst, share);
  }
  std::printf(
      "%d files of %zu pages with one page lost: %d salvaged, %.2f %% of the messages whole, at worst %.1f %%\n",
      kRounds, pages, salvaged, 100 * sum / kRounds, 100 * worst);
  EXPECT_GT(worst, 0.9);
  EXPECT_GT(sum / kRounds, 0.99);
}

// Bytes turned at random places, few to very many.
TEST_F(SalvageTest, RandomDamage) {
  const std::string good = makeGood();
  std::mt19937 random(5);
  double light = 0;
  constexpr int kRounds = 40;
  int light_rounds = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string bad = good;
    const size_t damaged = round % 2 == 0 ? 5 : size_t{1} << (round % 16);
    for (size_t i = 0; i < damaged; ++i) bad[random() % bad.size()] = static_cast<char>(random());
    if (round % 7 == 0) bad.resize(random() % bad.size());
    place(bad);
    salvage();
    const double share = shareSaved();
    if (round % 2 != 0 || round % 7 == 0) continue;
    light += share;
    ++light_rounds;
  }
  EXPECT_GT(light / light_rounds, 0.95);
}

// Sent but not yet moved from the log into the file when the file was damaged.
TEST_F(SalvageTest, ReadsTheLogToo) {
  makeGood();
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("only in the log"));
  must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, "fresh words"));
  const MessageId streaming = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  append(store, streaming, {"half", "", 1, 0, 0});
  append(store, streaming, {" a thought", "", 1, 0, 0});
  const std::string log = readFile(path_.string() + "-wal");
  std::string bad = readFile(path_);
  // The log mends the pages that it has, so the damage is elsewhere.
  const size_t middle = bad.size() / 8192 * 4096;
  for (size_t i = 0; i < 4096; ++i) bad[middle + i] = '\x5a';
  place(bad);
  writeFile(path_.string() + "-wal", log);
  const ChatStore::Salvage report = salvage();
  if (!report.happened) GTEST_SKIP() << "the damaged page is one that the log has";
  const auto messages = must(store_->messages(chat));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].text, "fresh words");
  EXPECT_EQ(messages[1].reasoning, "half a thought");
  EXPECT_EQ(messages[1].state, MessageState::kInterrupted);
  EXPECT_TRUE(readFile(report.kept_as) == bad);
  EXPECT_TRUE(readFile(report.kept_as.string() + "-wal") == log);
}

TEST_F(SalvageTest, AKillBetweenTheLastStepsIsMadeGood) {
  const std::string good = makeGood();
  place("damaged");
  writeFile(path_.string() + ".salvaged", good);
  EXPECT_FALSE(salvage().happened);
  EXPECT_EQ(must(store_->countChats({})), kChats);
  std::filesystem::remove_all(path_.parent_path());
  std::filesystem::create_directories(path_.parent_path());
  store_.reset();
  writeFile(path_.string() + ".salvaged", good);
  salvage();
  EXPECT_EQ(must(store_->countChats({})), kChats);
}

TEST_F(SalvageTest, NewerFilesAndFilesInUseAreNotDamaged) {
  open();
  ChatStore::Salvage report;
  EXPECT_EQ(ChatStore::openOrSalvage(path_, &report).error().code, ErrorCode::kIo) << "in use";
  store_.reset();
  {
    SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE);
    db.exec("PRAGMA user_version = 999");
  }
  EXPECT_EQ(ChatStore::openOrSalvage(path_, &report).error().code, ErrorCode::kUnsupported);
  EXPECT_FALSE(report.happened);
}

// A damaged search index refuses no message, and the next start makes it anew.
TEST_F(SalvageTest, DamagedSearchIndex) {
  makeGood();
  {
    SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE);
    db.exec("UPDATE message_search_data SET block = x'00112233445566778899aabbccddeeff' WHERE id <> 1");
  }
  ChatStore& store = open();
  EXPECT_EQ(store.search("word7x3").error().code, ErrorCode::kCorruptFile) << "an error, which the window can show";
  must(store.appendMessage(1, AfterLeaf(), ChatRole::kUser, "afterwards"));
  const MessageId id = must(store.beginAssistantMessage(1, AfterLeaf(), "m"));
  append(store, id, {"", "streamed afterwards", 0, 2, 0});
  must(finish(store, id, {}));
  must(store.deleteMessagesFrom(id));
  ChatStore& again = open();
  EXPECT_EQ(must(again.search("word7x3")).size(), 1U);
  EXPECT_EQ(must(again.search("afterwards")).size(), 1U);
  EXPECT_EQ(shareSaved(), 1);
}

// Damage in a file that was too large to check when it was opened: the query's error is remembered.
TEST_F(SalvageTest, DamageFoundLater) {
  std::string bad = makeGood();
  place(bad);
  markSuspect(path_);
  EXPECT_FALSE(salvage().happened);
  EXPECT_FALSE(isSuspect(path_)) << "checked, and sound";
  EXPECT_EQ(shareSaved(), 1);
}

}  // namespace
}  // namespace deepwell
