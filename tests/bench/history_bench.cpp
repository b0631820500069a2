// The history at its largest: 100,000 chats with 1,000,000 messages, one chat of 5,000. Makes the file once, then
// measures what a person waits for.
//   history_bench [--dir /tmp/deepwell-history] [--chats N] [--messages N] [--rounds N]
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "app/store/chat_store.h"
#include "app/store/database.h"
#include "app/store/search_index.h"
#include "app/store/stream_writer.h"
#include "tests/bench/history_texts.h"

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "history_bench: %s\n", result.error().message.c_str());
  std::exit(1);
}

struct Options {
  std::filesystem::path dir = "/tmp/deepwell-history";
  int64_t chats = 100'000;
  int64_t messages = 1'000'000;
  int rounds = 3;
};

class Maker {
 public:
  Maker(SQLite::Database& db, const Options& options) : db_(db), options_(options) {}

  void make() {
    const auto start = Clock::now();
    const int64_t each = std::max<int64_t>(2, (options_.messages - 5000) / options_.chats);
    for (int64_t chat = 0; chat < options_.chats; chat += 500) {
      SQLite::Transaction transaction(db_);
      for (int64_t i = chat; i < std::min(chat + 500, options_.chats); ++i)
        makeChat(i == options_.chats / 2 ? 5000 : each);
      transaction.commit();
      if (chat % 10000 == 0)
        std::fprintf(stderr, "  %ld chats, %.0f s\n", static_cast<long>(chat), msSince(start) / 1000);
    }
    std::printf("made in %.0f s\n", msSince(start) / 1000);
  }

 private:
  void makeChat(int64_t messages) {
    const int language = texts_.language();
    SQLite::Statement chat(db_, "INSERT INTO chats(title, created, updated, pinned, archived) VALUES(?, ?, ?, ?, ?)");
    time_ += 1000 + static_cast<int64_t>(texts_.below(100'000));
    chat.bind(1, texts_.text(language, language == 4 ? 10 : 5));
    chat.bind(2, time_);
    chat.bind(3, time_);
    if (texts_.below(5000) == 0) chat.bind(4, time_);
    chat.bind(5, texts_.below(20) == 0 ? 1 : 0);
    chat.exec();
    const ChatId id = db_.getLastInsertRowid();
    indexChat(db_, id);
    int64_t parent = 0;
    for (int64_t i = 0; i < messages; ++i) parent = makeMessage(id, parent, language, i % 2 == 1);
    SQLite::Statement leaf(db_, "UPDATE chats SET leaf = ? WHERE id = ?");
    leaf.bind(1, parent);
    leaf.bind(2, id);
    leaf.exec();
  }

  int64_t makeMessage(ChatId chat, int64_t parent, int language, bool answer) {
    if (!insert_)
      insert_ = std::make_unique<SQLite::Statement>(
          db_,
          "INSERT INTO messages(chat, parent, role, state, reasoning, text, created, reasoning_finished) "
          "VALUES(?, ?, ?, 'finished', ?, ?, ?, 1)");
    insert_->reset();
    insert_->bind(1, chat);
    parent == 0 ? insert_->bind(2) : insert_->bind(2, parent);
    insert_->bind(3, answer ? "assistant" : "user");
    insert_->bind(4, answer ? texts_.text(language, 40 + texts_.below(150)) : std::string());
    insert_->bind(5, texts_.text(language, answer ? 30 + texts_.below(120) : 5 + texts_.below(30)));
    insert_->bind(6, time_);
    insert_->exec();
    const int64_t id = db_.getLastInsertRowid();
    indexMessage(db_, id);
    return id;
  }

  SQLite::Database& db_;
  const Options& options_;
  Texts texts_{1};
  std::unique_ptr<SQLite::Statement> insert_;
  int64_t time_ = 1'600'000'000'000;
};

std::string line(std::vector<double> ms) {
  std::sort(ms.begin(), ms.end());
  const auto at = [&](double share) { return ms[static_cast<size_t>(share * static_cast<double>(ms.size() - 1))]; };
  return fmt::format("p50 {:7.2f}  p99 {:7.2f}  max {:7.2f} ms  ({} calls)", at(0.5), at(0.99), ms.back(), ms.size());
}

template <class Body>
void measure(const char* what, int times, Body&& body) {
  std::vector<double> ms;
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    body();
    ms.push_back(msSince(start));
  }
  std::printf("%-34s %s\n", what, line(ms).c_str());
}

void searches(ChatStore& store, int rounds, const char* title) {
  std::printf("search, %s\n", title);
  std::vector<double> all;
  std::string slowest;
  for (const auto& [kind, queries] : makeQueries()) {
    std::vector<double> ms;
    size_t hits = 0;
    for (int round = 0; round < rounds; ++round)
      for (const std::string& one : queries) {
        const auto start = Clock::now();
        hits += must(store.search(one)).size();
        ms.push_back(msSince(start));
        if (all.empty() || ms.back() > *std::max_element(all.begin(), all.end())) slowest = one;
        all.push_back(ms.back());
      }
    std::printf("  %-32s %s  %.1f hits\n", kind.c_str(), line(ms).c_str(),
                static_cast<double>(hits) / static_cast<double>(ms.size()));
  }
  std::printf("  %-32s %s  slowest \"%s\"\n", "all", line(all).c_str(), slowest.c_str());
}

// A chat goes for good, with its words in the index, while a person writes.
void erasing(ChatStore& store) {
  ChatListQuery newest;
  newest.limit = 2;
  const std::vector<Chat> chats = must(store.listChats(newest));
  if (chats.size() < 2 || !store.deleteChat(chats[1].id) || !store.purgeChat(chats[1].id)) return;
  std::atomic<bool> done = false;
  const auto start = Clock::now();
  std::thread eraser([&] {
    if (const Status erased = store.eraseLeftovers(); !erased)
      std::fprintf(stderr, "history_bench: %s\n", erased.error().message.c_str());
    done = true;
  });
  std::vector<double> drafts;
  while (!done) {
    const auto asked = Clock::now();
    if (!store.setDraft(0, std::to_string(drafts.size()))) break;
    drafts.push_back(msSince(asked));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  eraser.join();
  std::printf("%-34s %.1f s\n", "a chat erased for good", msSince(start) / 1000);
  std::printf("%-34s %s\n", "draft kept meanwhile", line(drafts).c_str());
}

void run(const Options& options) {
  const std::filesystem::path path = options.dir / kChatDatabaseName;
  if (!std::filesystem::exists(path)) {
    must(ChatStore::open(path));
    const auto db = openConnection(path, true);
    db->exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
    Maker(*db, options).make();
  }
  std::printf("file: %.0f MB\n", static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  measure("open", 5, [&] { must(ChatStore::open(path)); });
  const auto store = must(ChatStore::open(path));
  ChatListQuery page;
  page.limit = 50;
  measure("first page of the list", 200, [&] { must(store->listChats(page)); });
  std::vector<Chat> last = must(store->listChats(page));
  measure("next pages", 500, [&] {
    ChatListQuery next = page;
    if (!last.empty()) next.after = &last.back();
    std::vector<Chat> found = must(store->listChats(next));
    last = std::move(found);
  });
  measure("count", 20, [&] { must(store->countChats({})); });
  measure("whole list", 3, [&] { must(store->listChats(ChatListQuery())); });
  const ChatId big = options.chats / 2 + 1;
  measure("open a chat of 10 messages", 200, [&] { must(store->messages(big + 77)); });
  size_t count = 0;
  measure("open the chat of 5,000 messages", 10, [&] { count = must(store->messages(big)).size(); });
  std::printf("  (%zu messages)\n", count);
  searches(*store, options.rounds, "by itself");

  std::atomic<bool> stop = false;
  std::vector<double> inserts;
  std::thread writer([&] {
    Texts texts(5);
    const ChatId chat = must(store->createChat("written while searching"));
    while (!stop) {
      const auto start = Clock::now();
      must(store->appendMessage(chat, AfterLeaf(), ChatRole::kUser, texts.text(0, 100)));
      inserts.push_back(msSince(start));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  searches(*store, 1, "while another thread writes");
  stop = true;
  writer.join();
  std::printf("%-34s %s\n", "message added meanwhile", line(inserts).c_str());
  erasing(*store);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("peak memory %ld MB\n", usage.ru_maxrss / 1024);
}

}  // namespace
}  // namespace deepwell

int main(int argc, char** argv) {
  deepwell::Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    const bool has_value = i + 1 < argc;
    if (has_value && name == "--dir") options.dir = argv[i + 1];
    else if (has_value && name == "--chats") options.chats = std::atoll(argv[i + 1]);
    else if (has_value && name == "--messages") options.messages = std::atoll(argv[i + 1]);
    else if (has_value && name == "--rounds") options.rounds = std::atoi(argv[i + 1]);
    else {  // it would make 1.2 GB
      std::fprintf(stderr, "history_bench [--dir FOLDER] [--chats N] [--messages N] [--rounds N]\n");
      return 2;
    }
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  deepwell::run(options);
  return 0;
}
