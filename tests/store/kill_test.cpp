// kill -9 at random moments of a process that streams: no finished message is lost, the unfinished one is there but for
// the last moment, and the next start marks it.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <random>
#include <sstream>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

constexpr int kKills = 20;
constexpr int64_t kMostLostNs = 1'000'000'000;  // the promise
constexpr int64_t kSlowDiskNs = 500'000'000;    // an fsync on a busy test machine

struct Reported {
  std::map<MessageId, int> finished;           // message -> pieces
  MessageId streaming = 0;                     // 0: none
  std::vector<std::pair<int, int64_t>> given;  // of it: pieces, time
  uint64_t durable = 0;                        // of it: bytes
};

void takeLine(const std::string& line, Reported& all) {
  std::istringstream words(line);
  std::string what;
  MessageId id = 0;
  int64_t number = 0;
  int64_t time = 0;
  words >> what >> id >> number >> time;
  if (what == "begun") {
    all.streaming = id;
    all.given.clear();
    all.durable = 0;
  } else if (what == "given") {
    all.given.emplace_back(static_cast<int>(number), time);
  } else if (what == "durable" && id == all.streaming) {
    all.durable = static_cast<uint64_t>(number);
  } else if (what == "finished") {
    all.finished[id] = static_cast<int>(number);
    all.streaming = 0;
  }
}

class KillTest : public StoreTest {
 protected:
  // Starts the child, kills it after `reports` lines, and reads the lines that it still got out. Returns the time of
  // the kill.
  int64_t runAndKill(int seed, int reports, Reported& all) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("pipe");
    const std::string number = std::to_string(seed);
    const pid_t child = fork();
    if (child == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl(STREAM_CHILD, "stream_child", path_.c_str(), number.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    FILE* lines = fdopen(ends[0], "r");
    char line[256];
    int64_t killed_at = 0;
    for (int count = 0; fgets(line, sizeof(line), lines) != nullptr;) {
      takeLine(line, all);
      if (++count == reports) {
        kill(child, SIGKILL);
        killed_at = std::chrono::steady_clock::now().time_since_epoch().count();
      }
    }
    fclose(lines);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "the child ended by itself: " << status;
    return killed_at;
  }

  // The longest time that the machine did not let the child run, which appends every 10 ms.
  static int64_t longestStall(const Reported& all, int64_t killed_at) {
    int64_t longest = 0;
    for (size_t i = 0; i < all.given.size(); ++i) {
      const int64_t next = i + 1 < all.given.size() ? all.given[i + 1].second : killed_at;
      longest = std::max(longest, next - all.given[i].second);
    }
    return longest;
  }

  // What must be on disk of the message that was streaming. Returns how old the lost part is, in nanoseconds.
  int64_t checkUnfinished(const Reported& all, int64_t killed_at) {
    const ChatMessage message = must(store_->message(all.streaming));
    if (message.state == MessageState::kFinished) return 0;  // killed between the commit and its report
    EXPECT_EQ(message.state, MessageState::kInterrupted);
    EXPECT_GE(message.text.size(), all.durable);
    int kept = 0;
    while (knownText(message.id, kept).size() < message.text.size()) ++kept;
    EXPECT_EQ(message.text, knownText(message.id, kept)) << "a whole beginning, nothing twice";
    for (const auto& [pieces, time] : all.given)
      if (pieces > kept) return killed_at - time;
    return 0;
  }
};

TEST_F(KillTest, TwentyKills) {
  std::mt19937 random(std::random_device{}());
  Reported all;
  int interrupted = 0;
  int64_t oldest = 0;
  for (int round = 0; round < kKills; ++round) {
    all.streaming = 0;
    const int64_t killed_at =
        runAndKill(static_cast<int>(random() % 100000), 1 + static_cast<int>(random() % 200), all);
    ASSERT_NE(killed_at, 0);
    open();
    if (all.streaming != 0) {
      interrupted += must(store_->message(all.streaming)).state == MessageState::kInterrupted ? 1 : 0;
      const int64_t age = checkUnfinished(all, killed_at);
      EXPECT_LE(age, kMostLostNs + kSlowDiskNs + longestStall(all, killed_at));
      oldest = std::max(oldest, age);
    }
    for (const auto& [id, pieces] : all.finished) {
      const ChatMessage message = must(store_->message(id));
      ASSERT_EQ(message.state, MessageState::kFinished);
      ASSERT_EQ(message.text, knownText(id, pieces));
    }
    store_.reset();
  }
  EXPECT_GT(all.finished.size(), 5U);
  EXPECT_GT(interrupted, 5);
  std::printf("%d kills: %zu finished messages, all there; %d interrupted; oldest lost text %.0f ms\n", kKills,
              all.finished.size(), interrupted, static_cast<double>(oldest) / 1e6);
}

}  // namespace
}  // namespace deepwell
