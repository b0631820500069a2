#include "engine/base/trace.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

nlohmann::json eventsOf(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream).at("traceEvents");  // throws if the file is not complete
}

TEST(Trace, IsCompleteAfterEveryFlush) {
  const TempFolder folder;
  const auto file = folder.path() / "trace.json";
  auto trace = Trace::open(file);
  ASSERT_TRUE(trace);
  EXPECT_EQ(eventsOf(file).size(), 0U);
  (*trace)->nameThread(5, "a \"thread\"\n");
  const int64_t begin = Trace::now();
  (*trace)->span(5, "first", begin, begin + 1234567, "\"rows\":4");
  (*trace)->flush();
  EXPECT_EQ(eventsOf(file).size(), 2U);
  (*trace)->span(5, "second", begin + 1234567, begin + 1234568);
  (*trace)->flush();
  const nlohmann::json events = eventsOf(file);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0]["args"]["name"], "a \"thread\"\n");
  EXPECT_EQ(events[1]["name"], "first");
  EXPECT_EQ(events[1]["ph"], "X");
  EXPECT_EQ(events[1]["tid"], 5);
  EXPECT_EQ(events[1]["args"]["rows"], 4);
  EXPECT_NEAR(events[1]["dur"].get<double>(), 1234.567, 1e-9);
  EXPECT_NEAR(events[2]["ts"].get<double>(), events[1]["ts"].get<double>() + 1234.567, 1e-6);
}

TEST(Trace, ThreadsWriteSideBySideAndMemoryIsBounded) {
  const TempFolder folder;
  const auto file = folder.path() / "trace.json";
  constexpr int kThreads = 4;
  constexpr int kEvents = 5000;  // more than the buffer holds
  {
    auto trace = Trace::open(file);
    ASSERT_TRUE(trace);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&trace, t] {
        const std::string args = "\"text\":\"" + std::string(64, 'x') + '"';
        for (int i = 0; i < kEvents; ++i) {
          const int64_t begin = Trace::now();
          (*trace)->span(t, "work", begin, Trace::now(), args);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_GT(std::filesystem::file_size(file), Trace::kBuffer) << "nothing was written before the end";
  }
  EXPECT_EQ(eventsOf(file).size(), static_cast<size_t>(kThreads * kEvents));
}

TEST(Trace, AKilledProgramLeavesACompleteFile) {
  const TempFolder folder;
  const auto file = folder.path() / "trace.json";
  const pid_t child = fork();
  if (child == 0) {
    auto trace = Trace::open(file);
    for (int i = 0; i < 100; ++i) {
      const int64_t begin = Trace::now();
      (*trace)->span(1, "step", begin, Trace::now());
      (*trace)->flush();
    }
    raise(SIGKILL);
  }
  ASSERT_GT(child, 0);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(eventsOf(file).size(), 100U);
}

TEST(Trace, AFileThatCannotBeWrittenIsAnError) {
  const auto trace = Trace::open("/nowhere/at/all/trace.json");
  ASSERT_FALSE(trace);
  EXPECT_NE(trace.error().message.find("/nowhere/at/all/trace.json"), std::string::npos);
  EXPECT_NE(trace.error().message.find("DEEPWELL_TRACE"), std::string::npos);
}

}  // namespace
}  // namespace deepwell::test
