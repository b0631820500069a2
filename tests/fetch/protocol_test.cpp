#include "app/fetch/protocol.h"

#include <gtest/gtest.h>

#include <string>

#include "app/fetch/names.h"

namespace deepwell::fetch {
namespace {

// What is written, read and written again is the same line.
std::string again(const Command& command) {
  const auto back = readCommand(writeLine(command));
  return back ? writeLine(*back) : back.error().message;
}

std::string again(const Event& event) {
  const auto back = readEvent(writeLine(event));
  return back ? writeLine(*back) : back.error().message;
}

std::string commandError(std::string_view line) {
  const auto command = readCommand(line);
  return command ? "" : command.error().message;
}

const std::string kSha(64, 'a');

TEST(Protocol, CommandsComeBackWhole) {
  const Download download{7, "/home/ä/models", {{"https://hub/x?a=b", "sub/x.gguf", 1ULL << 60, kSha}, {"u", "p", 0, ""}}, true};
  const auto back = readCommand(writeLine(download));
  ASSERT_TRUE(back) << back.error().message;
  const auto& read = std::get<Download>(*back);
  EXPECT_EQ(read.id, 7U);
  EXPECT_EQ(read.folder, "/home/ä/models");
  ASSERT_EQ(read.files.size(), 2U);
  EXPECT_EQ(read.files[0].url, "https://hub/x?a=b");
  EXPECT_EQ(read.files[0].path, "sub/x.gguf");
  EXPECT_EQ(read.files[0].size, 1ULL << 60);
  EXPECT_EQ(read.files[0].sha256, kSha);
  EXPECT_TRUE(read.repair);

  for (const Command& command : {Command(download), Command(Verify{1, "/m", {{"", "x", 3, kSha}}}), Command(Get{2, "https://hub/api", 10}),
                                 Command(Pause{3}), Command(Resume{~uint64_t{0}}), Command(Cancel{5, true}),
                                 Command(Configure{1000, 16, "socks5://[::1]:9050", "hf_secret", "https://hub"})}) {
    EXPECT_EQ(again(command), writeLine(command));
  }
}

TEST(Protocol, EventsComeBackWhole) {
  const DownloadStatus status{9, Phase::kRunning, 1, ~uint64_t{0}, 3, 2.5, "x \"y\"\n.gguf", "an error", "Retrying in 4 s", 403};
  const auto back = readEvent(writeLine(status));
  ASSERT_TRUE(back) << back.error().message;
  const auto& read = std::get<DownloadStatus>(*back);
  EXPECT_EQ(read.phase, Phase::kRunning);
  EXPECT_EQ(read.bytes_total, ~uint64_t{0});
  EXPECT_EQ(read.bytes_per_second, 2.5);
  EXPECT_EQ(read.file, "x \"y\"\n.gguf");
  EXPECT_EQ(read.status, 403);

  for (const Phase phase : {Phase::kQueued, Phase::kConnecting, Phase::kPaused, Phase::kVerifying, Phase::kDone, Phase::kFailed,
                            Phase::kCancelled}) {
    const Event event = DownloadStatus{1, phase, 0, 0, 0, 0, "", "", ""};
    EXPECT_EQ(again(event), writeLine(event));
  }
  for (const Event& event : {Event(status), Event(Response{4, 404, "{\"a\": \"\\u0000\"}", "not there", "https://hub/api?cursor=b"}),
                             Event(Connection{3, true, 1'700'000'000'000, "hub", "::1", 65'535, "search", 10, 20}),
                             Event(Refused{0, "what?"})}) {
    EXPECT_EQ(again(event), writeLine(event));
  }
}

TEST(Protocol, ALineIsOneLine) {
  const std::string line = writeLine(Event(Response{1, 200, "a\nb\r\n\xff\xfe\xe2\x80\xa8" "c", ""}));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto back = readEvent(line);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(std::get<Response>(*back).body, "a\nb\r\n\xef\xbf\xbd\xef\xbf\xbd\xe2\x80\xa8" "c");
}

TEST(Protocol, WhatIsLeftOutHasItsDefault) {
  const auto command = readCommand(R"({"do":"configure","later":[1,2]})");
  ASSERT_TRUE(command) << command.error().message;
  EXPECT_EQ(std::get<Configure>(*command).connections, 4);
  EXPECT_FALSE(std::get<Cancel>(*readCommand(R"({"do":"cancel","id":1})")).erase);
}

TEST(Protocol, ErrorsNameTheField) {
  EXPECT_EQ(commandError(R"({"do":"pause"})"), "pause: \"id\" must be a number from 0 to 2^64 - 1");
  EXPECT_EQ(commandError(R"({"do":"pause","id":0})"), "pause: \"id\" must be a number from 1");
  EXPECT_EQ(commandError(R"({"do":"pause","id":-1})"), "pause: \"id\" must be a number from 0 to 2^64 - 1");
  EXPECT_EQ(commandError(R"({"do":"jump","id":1})"), "\"do\" is \"jump\", which is not known");
  EXPECT_EQ(commandError(R"({"id":1})"), "\"do\" must be a text");
  EXPECT_EQ(commandError(R"({"do":"download","id":1,"folder":"m","files":[]})"), "download: \"folder\" must be an absolute path");
  EXPECT_EQ(commandError(R"({"do":"download","id":1,"folder":"/m","files":[]})"),
            "download: \"files\" must be a list with at least one file");
  EXPECT_EQ(commandError(R"({"do":"download","id":1,"folder":"/m","files":[{"url":"u","size":1}]})"),
            "download: in \"files\": \"path\" must be a text");
  EXPECT_EQ(commandError(R"({"do":"download","id":1,"folder":"/m","files":[3]})"),
            "download: in \"files\": \"the line\" must be a JSON object");
  EXPECT_EQ(commandError(R"({"do":"configure","connections":17})"), "configure: \"connections\" must be a number from 1 to 16");
  EXPECT_FALSE(readEvent(R"({"event":"download","id":1,"phase":"late"})"));
  EXPECT_FALSE(readEvent(R"({"event":"connection","number":1,"host":"h","address":"a","port":65536})"));
}

TEST(Protocol, HostileLinesAreErrors) {
  for (const std::string& line :
       {std::string(), std::string(" "), std::string("{"), std::string("null"), std::string("[]"), std::string("7"),
        std::string("{\"do\":\"pause\",\"id\":1}{\"do\":\"pause\",\"id\":1}"), std::string("{\"do\":\"pause\",\"id\":1e99}"),
        std::string("{\"do\":\"pause\",\"id\":\"1\"}"), std::string("{\"do\":\"\xff\"}"), std::string("\0{}", 3),
        "{\"do\":\"download\",\"id\":1,\"folder\":\"/a\\u0000b\",\"files\":[{\"path\":\"p\"}]}" + std::string(),
        std::string(100'000, '['), std::string(kMaxLine + 1, ' ')}) {
    const std::string error = commandError(line);
    EXPECT_NE(error, "") << line.substr(0, 60);
    EXPECT_EQ(error.find('\n'), std::string::npos);
    EXPECT_LT(error.size(), 200U);
    EXPECT_FALSE(readEvent(line));
  }
  std::string files;
  for (int i = 0; i < 10'001; ++i) files += R"({"path":"p"},)";
  files.pop_back();
  EXPECT_EQ(commandError("{\"do\":\"download\",\"id\":1,\"folder\":\"/m\",\"files\":[" + files + "]}"),
            "download: \"files\" must be at most 10000 entries");
}

// Both sides ask the same function: the window of what a hub lists, the helper of what it is told to fetch.
TEST(NamesTest, EvilOnesAreRefused) {
  for (const char* path : {"../x", "/etc/passwd", "a//b", "a/../b", "a/..", "C:\\x", "a\\b", ".ssh/id", "a/.b", "a\x01" "b", "a\xe2\x80\xae" "b", "con.", " a",
                           "a ", "", "a/", "\xff", "\xe0\x80\xaf", "CON", "a/aux.gguf", "lpt1", "a.gguf.partial", "a.gguf.partial.chunks"})
    EXPECT_FALSE(checkPath(path)) << path;
  EXPECT_FALSE(checkPath(std::string(201, 'a')));
  EXPECT_FALSE(checkPath(std::string_view("a\0b", 3)));
  for (const char* path : {"a.gguf", "UD-IQ1_S/R1-UD-IQ1_S-00001-of-00003.gguf", "a b.txt", "\xc3\xa4.gguf", "console.gguf"}) EXPECT_TRUE(checkPath(path)) << path;
}

TEST(NamesTest, HashesAreSmallHexDigits) {
  EXPECT_TRUE(isSha256(std::string(64, 'a')));
  EXPECT_FALSE(isSha256(std::string(63, 'a')));
  EXPECT_FALSE(isSha256(std::string(64, 'A')));
  EXPECT_FALSE(isSha256(std::string(64, 'g')));
}

}  // namespace
}  // namespace deepwell::fetch
