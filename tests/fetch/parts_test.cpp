// The parts of deepwell-fetch that need no server.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "app/fetch/bucket.h"
#include "app/fetch/connections.h"
#include "app/fetch/journal.h"
#include "app/fetch/ranges.h"
#include "app/fetch/sha256.h"
#include "app/fetch/url.h"

namespace deepwell::fetch {
namespace {

const std::string kChunkSha(64, 'a');

Journal someJournal() {
  Journal journal;
  journal.url = "https://hub/x.gguf";
  journal.size = 1000;
  journal.chunk_bytes = 64;
  journal.sha256 = kChunkSha;
  journal.sources = {{"\"one\"", ""}, {"\"t\\wo\"", "Tue, 01 Jul 2025 10:00:00 GMT"}};
  journal.chunks = {{0, {kChunkSha, 0}}, {3, {std::string(64, 'b'), 1}}, {15, {kChunkSha, 1}}};
  journal.parts = {{4, {63, kChunkSha, 1}}};
  return journal;
}

TEST(Journal, ComesBackWhole) {
  const std::string text = journalText(someJournal());
  const auto back = readJournal(text);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(journalText(*back), text);
  EXPECT_EQ(back->count(), 16U);
  EXPECT_EQ(back->goodBytes(), 64U + 64U + 40U);
}

TEST(Journal, TornAnywhereItKeepsTheWholeLines) {
  const std::string text = journalText(someJournal());
  const size_t header = text.find('\n') + 1;
  for (size_t length = 0; length < text.size(); ++length) {
    const auto back = readJournal(text.substr(0, length));
    ASSERT_EQ(back.has_value(), length >= header) << length;
    if (back) {
      EXPECT_EQ(text.find(journalText(*back)), 0U) << length;
    }
  }
}

TEST(Journal, DamagedLinesAreSkipped) {
  std::string text = journalText(someJournal());
  const size_t place = text.find("\"chunk\":3");
  text[place + 8] = '5';
  const auto back = readJournal(text);
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->chunks.contains(3));
  EXPECT_FALSE(back->chunks.contains(5));
  EXPECT_TRUE(back->chunks.contains(15));
}

TEST(Journal, LaterLinesWin) {
  Journal journal = someJournal();
  std::string text = journalText(journal) + chunkLine(4, {kChunkSha, 0}) + partLine(3, {5, kChunkSha, 0}) + partLine(5, {64, kChunkSha, 0}) +
                     partLine(6, {1, kChunkSha, 2}) + chunkLine(16, {kChunkSha, 0}) + chunkLine(7, {"short", 0});
  const auto back = readJournal(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->chunks.size(), 4U);
  EXPECT_TRUE(back->parts.empty());  // whole, whole, of a full length, of an unknown source
}

TEST(Journal, SourcesAreTheSameUnlessTheySayOtherwise) {
  EXPECT_TRUE(sameSource({"\"a\"", "x"}, {"\"a\"", "y"}));
  EXPECT_FALSE(sameSource({"\"a\"", "x"}, {"\"b\"", "x"}));
  EXPECT_FALSE(sameSource({"", "x"}, {"\"b\"", "y"}));
  EXPECT_TRUE(sameSource({"", ""}, {"\"b\"", "y"}));
}

TEST(Ranges, ContentRange) {
  const auto range = readContentRange("bytes 5-9/10");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->first, 5U);
  EXPECT_EQ(range->last, 9U);
  EXPECT_EQ(range->size, 10U);
  for (const char* wrong : {"", "bytes", "bytes 5-9", "bytes 5-9/*", "bytes */10", "bytes 9-5/10", "bytes 5-10/10", "bytes 5-9/10 ", "bytes -5/10",
                            "bytes +5-9/10", "BYTES 5-9/10", "bytes 5-9/99999999999999999999"}) {
    EXPECT_FALSE(readContentRange(wrong)) << wrong;
  }
}

TEST(Ranges, EveryPieceIsGivenOnce) {
  for (const int connections : {1, 3, 16}) {
    Journal journal = someJournal();
    journal.size = 64 * 300 + 1;
    std::set<uint64_t> taken;
    uint64_t given = 0;
    while (const auto run = nextRun(journal, taken, connections)) {
      ASSERT_GE(run->count, 1U);
      ASSERT_LE(run->count, 16U);
      for (uint64_t chunk = run->first; chunk < run->first + run->count; ++chunk) {
        ASSERT_LT(chunk, journal.count());
        ASSERT_FALSE(journal.chunks.contains(chunk));
        ASSERT_TRUE(taken.insert(chunk).second);
        ASSERT_TRUE(chunk == run->first || !journal.parts.contains(chunk));
        ++given;
      }
    }
    EXPECT_EQ(given + journal.chunks.size(), journal.count());
  }
}

TEST(Urls, OriginsAreExact) {
  const auto origin = [](const char* text) { return parseUrl(text)->origin; };
  EXPECT_EQ(origin("https://Hub.example/a"), origin("https://hub.example:443/b?c"));
  EXPECT_FALSE(origin("https://hub.example/") == origin("https://hub.example:444/"));
  EXPECT_FALSE(origin("https://hub.example/") == origin("https://sub.hub.example/"));
  EXPECT_FALSE(origin("https://localhost/") == origin("http://localhost:443/"));
}

TEST(Urls, WhereAListGoesOn) {
  const Url asked = *parseUrl("https://hub.example/api/models?limit=2");
  EXPECT_EQ(nextAddress(asked, "<https://hub.example/api/models?limit=2&cursor=a%3D>; rel=\"next\""), "https://hub.example/api/models?limit=2&cursor=a%3D");
  EXPECT_EQ(nextAddress(asked, "</api/models?p=0>; rel=\"prev\", </api/models?p=2>; title=\"x\"; rel=next"), "https://hub.example/api/models?p=2");
  for (const char* none : {"", "<", "<>", "x", "<https://hub.example/2>; rel=\"last\"", "<https://other.example/api/models>; rel=\"next\"",
                           "<https://hub.example:444/a>; rel=\"next\"", "<http://hub.example/a>; rel=\"next\"", "<file:///etc/passwd>; rel=\"next\"",
                           "https://hub.example/2; rel=\"next\"", "<https://user@hub.example/a>; rel=\"next\""})
    EXPECT_EQ(nextAddress(asked, none), "") << none;
}

TEST(Urls, ShownWithoutSecrets) {
  EXPECT_EQ(withoutQuery("https://h/x?token=1#2"), "https://h/x");
  EXPECT_EQ(withoutQuery("https://user:secret@h/x@1"), "https://h/x@1");
  EXPECT_EQ(withoutQuery("user:se/cret@h"), "h");
}

// An IPv4 socket address of port 80.
curl_sockaddr addressOf(unsigned char a, unsigned char b, unsigned char c, unsigned char d) {
  curl_sockaddr address{};
  address.family = AF_INET;
  address.socktype = SOCK_STREAM;
  address.addrlen = 16;
  address.addr.sa_family = AF_INET;
  const std::array<unsigned char, 6> bytes = {0, 80, a, b, c, d};
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<unsigned char*>(address.addr.sa_data));
  return address;
}

TEST(Connections, HttpGoesToLoopbackAddressesOnly) {
  std::vector<Connection> told;
  Connections connections([&told](const Connection& connection) { told.push_back(connection); });
  // Whatever name led there: a name server may say anything.
  for (const curl_sockaddr& address : {addressOf(10, 0, 0, 1), addressOf(128, 0, 0, 1), addressOf(0, 0, 0, 0), addressOf(93, 184, 216, 34)}) {
    EXPECT_EQ(connections.open(address, "localhost", "download", true), CURL_SOCKET_BAD);
  }
  EXPECT_TRUE(told.empty());
  const curl_socket_t socket = connections.open(addressOf(127, 9, 9, 9), "localhost", "download", true);
  ASSERT_NE(socket, CURL_SOCKET_BAD);
  connections.close(socket);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].address, "127.9.9.9");
  EXPECT_EQ(told[1].port, 80);
  EXPECT_TRUE(told[1].closed);
}

TEST(Sha256, KnownValues) {
  EXPECT_EQ(Sha256::of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 hash;
  hash.add("a");
  EXPECT_EQ(hash.hex(), Sha256::of("a"));  // and goes on
  hash.add("bc");
  EXPECT_EQ(hash.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Bucket, LetsThroughWhatTheRateAllows) {
  Bucket bucket;
  TimePoint now = Clock::now();
  EXPECT_TRUE(bucket.open(now));  // no limit
  bucket.setRate(1'000'000);
  uint64_t bytes = 0;
  for (int step = 0; step < 1000; ++step) {  // ten seconds
    now += milliseconds(10);
    while (bucket.open(now)) {
      bucket.take(16'384);
      bytes += 16'384;
    }
  }
  EXPECT_NEAR(static_cast<double>(bytes), 10e6, 0.2e6);
}

}  // namespace
}  // namespace deepwell::fetch
