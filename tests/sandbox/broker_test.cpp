#include "app/sandbox/broker.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <set>
#include <sstream>

#include "app/sandbox/link.h"
#include "app/sandbox/sandbox.h"
#include "tests/sandbox/in_child.h"

namespace deepwell::sandbox {
namespace {

namespace fs = std::filesystem;

class BrokerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "broker-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    // Writes its arguments and standard input's target, in one go.
    opener_ = script("opener", "readlink /proc/self/fd/0 >\"" + out().string() + ".new\"\nprintf '%s|' \"$#\" \"$@\" >>\"" +
                                   out().string() + ".new\"\nmv \"" + out().string() + ".new\" \"" + out().string() + "\"\n");
  }
  void TearDown() override { fs::remove_all(dir_); }

  fs::path out() const { return dir_ / "out"; }
  fs::path script(const std::string& name, const std::string& body) const {
    std::ofstream(dir_ / name) << "#!/bin/sh\n" << body;
    chmod((dir_ / name).c_str(), 0700);
    return dir_ / name;
  }
  // The file's text as soon as it is there; empty after a long while.
  static std::string waitFor(const fs::path& file) {
    for (int i = 0; i < 2000 && !fs::exists(file); ++i) usleep(5000);
    return textOf(file);
  }
  static std::string textOf(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  std::unique_ptr<Broker> start(const Programs& programs) {
    auto broker = Broker::start(programs);
    EXPECT_TRUE(broker);
    return std::move(*broker);
  }

  fs::path dir_;
  fs::path opener_;
};

std::string readSome(int fd) {
  char buffer[256];
  const ssize_t count = read(fd, buffer, sizeof(buffer));
  return std::string(buffer, count > 0 ? static_cast<size_t>(count) : 0);
}

TEST_F(BrokerTest, StartsTheHelperThatTalksThroughItsPipes) {
  const auto broker = start({"/bin/cat", opener_});
  for (int round = 0; round < 3; ++round) {
    const auto pipes = broker->startHelper();
    ASSERT_TRUE(pipes) << pipes.error().message;
    ASSERT_EQ(write(pipes->to_helper, "hello\n", 6), 6);
    EXPECT_EQ(readSome(pipes->from_helper), "hello\n");
    close(pipes->to_helper);  // the only end: nobody else holds the pipe open
    EXPECT_EQ(readSome(pipes->from_helper), "");
    close(pipes->from_helper);
  }
}

// Under the filter: the helper may use the network, the window not.
TEST_F(BrokerTest, HelpersAreOutsideTheFilter) {
  const fs::path helper = script("helper", "grep -c '^Seccomp:.*0' /proc/self/status\n");
  const std::string text = test::inChild([&] {
    const Sandbox sandbox = enter(true, {helper, opener_});
    if (!sandbox.filter_problem.empty()) return "skip: " + sandbox.filter_problem;
    const auto pipes = sandbox.broker->startHelper();
    if (!pipes) return pipes.error().message;
    return readSome(pipes->from_helper) + (socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "given");
  });
  if (text.starts_with("skip")) GTEST_SKIP() << text;
  EXPECT_EQ(text, "1\nrefused");
}

// What needs the rights of root has run to its end before they are given up.
TEST_F(BrokerTest, TheGpuIsMadeReadyBefore) {
  const fs::path loader = script("loader", "echo \"$*|$(grep -c '^NoNewPrivs:.*0' /proc/self/status)\" >>\"" + out().string() + "\"\n");
  const std::string text = test::inChild([&] {
    const Sandbox sandbox = enter(true, {"/bin/cat", opener_, loader});
    return textOf(out()) + (sandbox.broker ? "broker" : sandbox.broker_problem);
  });
  EXPECT_EQ(text, "-c=0|1\n-c=0 -u|1\nbroker");
  EXPECT_EQ(test::inChild([&] { return std::string(enter(true, {"/bin/cat", opener_, dir_ / "gone"}).broker ? "broker" : "none"); }), "broker");
}

TEST_F(BrokerTest, AGpuThatIsNotThereIsTriedOnce) {
  makeGpuReady(script("loader", "echo \"$*\" >>\"" + out().string() + "\"\nexit 1\n"));
  EXPECT_EQ(textOf(out()), "-c=0\n");
}

// Deepwell opens all the same.
TEST_F(BrokerTest, NobodyWaitsForALoaderThatHangs) {
  const fs::path ids = dir_ / "ids";
  const fs::path loader = script("loader", "echo $$ \"$*\" >>\"" + ids.string() + "\"\ncp \"" + ids.string() + "\" \"" + out().string() +
                                               ".new\"\nmv \"" + out().string() + ".new\" \"" + out().string() +
                                               "\"\nexec sleep 600\n");
  makeGpuReady(loader, std::chrono::milliseconds(100));
  std::istringstream said(waitFor(out()));
  pid_t pid = -1;
  std::string task;
  ASSERT_TRUE(said >> pid && std::getline(said, task));
  EXPECT_EQ(task, " -c=0");
  EXPECT_EQ(waitpid(pid, nullptr, WNOHANG), 0) << "it hangs";
  EXPECT_FALSE(std::getline(said, task)) << "the other task: " << task;
  kill(pid, SIGKILL);
  EXPECT_EQ(waitpid(pid, nullptr, 0), pid);
}

TEST_F(BrokerTest, HelpersInheritNothing) {
  const int secret = open("/dev/null", O_RDWR);  // not closed on exec
  ASSERT_GE(secret, 0);
  const auto broker = start({script("helper", "ls /proc/self/fd | tr '\\n' ' '; trap\n"), opener_});
  const auto pipes = broker->startHelper();
  ASSERT_TRUE(pipes) << pipes.error().message;
  std::string text;
  for (std::string part; !(part = readSome(pipes->from_helper)).empty();) text += part;
  EXPECT_EQ(text, "0 1 2 3 ");  // 3: the folder that ls reads; no signal is ignored, or trap would say so
  // And the broker holds nothing but null, null, standard error and its socket.
  std::set<std::string> held;
  for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(broker->process()) + "/fd"))
    held.insert(entry.path().filename());
  EXPECT_EQ(held, (std::set<std::string>{"0", "1", "2", "3"}));
  close(secret);
  close(pipes->to_helper);
  close(pipes->from_helper);
}

TEST_F(BrokerTest, MissingHelperIsSaid) {
  const auto broker = start({dir_ / "deepwell-fetch", opener_});
  const auto pipes = broker->startHelper();
  ASSERT_FALSE(pipes);
  EXPECT_NE(pipes.error().message.find("deepwell-fetch"), std::string::npos);
  EXPECT_TRUE(broker->openLink("https://example.org"));  // it goes on
}

TEST_F(BrokerTest, OpensLinks) {
  const auto broker = start({"/bin/cat", opener_});
  const std::string link = "https://example.org/a(b)?c=$(id);d=e&f='g'";
  ASSERT_TRUE(broker->openLink(link));
  EXPECT_EQ(waitFor(out()), "/dev/null\n1|" + link + "|");
}

TEST_F(BrokerTest, RefusesWhatIsNoLink) {
  const auto broker = start({"/bin/cat", opener_});
  for (const char* link : {"file:///etc/passwd", "https://a b", "-x", ""}) EXPECT_FALSE(broker->openLink(link)) << link;
  EXPECT_FALSE(fs::exists(out()));
  const auto none = start({"/bin/cat", ""});
  const Status status = none->openLink("https://example.org");
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message.find("xdg-open"), std::string::npos);
}

TEST_F(BrokerTest, ShowsFoldersAndNothingElse) {
  const auto broker = start({"/bin/cat", opener_});
  const fs::path folder = dir_ / "a b%20\"'$(x) --c";
  fs::create_directory(folder);
  ASSERT_TRUE(broker->showFolder(folder.string()));
  EXPECT_EQ(waitFor(out()), "/dev/null\n1|" + folder.string() + "/|");
  fs::remove(out());
  for (const std::string& path : {opener_.string(), (dir_ / "gone").string(), std::string("relative"), std::string("--help"), std::string(),
                                  std::string("file:///tmp"), "/tmp/" + std::string(5000, '.'), std::string("/tmp\0/x", 7)})
    EXPECT_FALSE(broker->showFolder(path)) << path;
  EXPECT_FALSE(fs::exists(out()));
}

// Its own check, as a window that has been taken over would not do one.
TEST_F(BrokerTest, TheBrokerChecksForItself) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
  const pid_t self = getpid();
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    serveRequests(ends[1], self, {"/bin/cat", opener_});
  }
  close(ends[1]);
  const std::string long_link = "Lhttps://example.org/" + std::string(60000, 'a');
  for (const std::string& request : {std::string("Lfile:///etc/passwd"), std::string("Lhttps://x/\n"), std::string("X"), std::string("FF"),
                                     std::string("F/bin/sh"), std::string("L"), std::string(1, '\0'), long_link,
                                     "D" + opener_.string(), std::string("D"), std::string("D."), std::string("D/tmp\0", 6)}) {
    ASSERT_TRUE(sendMessage(ends[0], request));
    Message answer;
    ASSERT_TRUE(receiveMessage(ends[0], answer, 5000)) << request;
    EXPECT_EQ(answer.text.front(), kRefused) << request;
    EXPECT_GT(answer.text.size(), 10U);
    EXPECT_EQ(answer.descriptors[0], -1);
  }
  EXPECT_FALSE(fs::exists(out()));
  close(ends[0]);
  int status = -1;
  EXPECT_EQ(waitpid(child, &status, 0), child);  // it ends by itself
  EXPECT_EQ(status, 0);
}

TEST_F(BrokerTest, ABrokerThatIsGoneIsAnErrorAndNoHang) {
  const auto broker = start({"/bin/cat", opener_});
  kill(broker->process(), SIGKILL);
  EXPECT_FALSE(broker->startHelper());
  EXPECT_FALSE(broker->openLink("https://example.org"));
}

// The window is killed: the broker and the helper go too.
TEST_F(BrokerTest, DiesWithTheWindow) {
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);  // orphans come to us
  const fs::path helper = script("helper", "trap '' HUP\nexec sleep 1000\n");  // heeds no end of its input
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t window = fork();
  if (window == 0) {
    auto broker = Broker::start({helper, opener_});
    const pid_t pid = broker ? (*broker)->process() : 0;
    const bool ok = broker && (*broker)->startHelper() && write(ends[1], &pid, sizeof(pid)) == sizeof(pid);
    if (!ok) _exit(1);
    for (;;) pause();
  }
  close(ends[1]);
  pid_t broker = 0;
  ASSERT_EQ(read(ends[0], &broker, sizeof(broker)), static_cast<ssize_t>(sizeof(broker)));
  close(ends[0]);
  kill(window, SIGKILL);
  std::set<pid_t> ended;
  for (pid_t pid = 0; (pid = waitpid(-1, nullptr, 0)) > 0;) ended.insert(pid);  // until no descendant is left
  EXPECT_TRUE(ended.contains(window));
  EXPECT_TRUE(ended.contains(broker));
  EXPECT_EQ(ended.size(), 3U);
  prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
}

TEST_F(BrokerTest, EndedHelpersLeaveNoZombies) {
  const auto broker = start({"/bin/true", opener_});
  for (int i = 0; i < 5; ++i) {
    const auto pipes = broker->startHelper();
    ASSERT_TRUE(pipes);
    EXPECT_EQ(readSome(pipes->from_helper), "");
    close(pipes->to_helper);
    close(pipes->from_helper);
  }
  const std::string pid = std::to_string(broker->process());
  std::string children = "?";
  for (int i = 0; i < 1000 && !children.empty(); ++i, usleep(5000)) {
    children.clear();
    std::ifstream("/proc/" + pid + "/task/" + pid + "/children") >> children;
  }
  EXPECT_EQ(children, "");
}

}  // namespace
}  // namespace deepwell::sandbox
