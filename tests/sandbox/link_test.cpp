#include "app/sandbox/link.h"

#include <gtest/gtest.h>

#include "app/sandbox/sandbox.h"

namespace deepwell::sandbox {
namespace {

TEST(Link, OpensAddressesOfTheWeb) {
  for (const char* link : {"https://example.org", "http://example.org/", "HTTPS://Example.ORG/a?b=c#d", "https://a.b-c.de:8443/x",
                           "https://[2001:db8::1]/x", "https://[::1]:8080", "http://localhost:8080/", "https://127.0.0.1",
                           "https://en.wikipedia.org/wiki/R_(programming_language)", "https://example.org/%E4%B8%AD?q=a+b&c=%22",
                           "https://xn--fsqu00a.xn--0zwm56d/", "https://example.org?x=user@host", "https://example.org/@user"})
    EXPECT_TRUE(checkLink(link)) << link << ": " << checkLink(link).error().message;
  EXPECT_TRUE(checkLink("https://example.org/" + std::string(kMaxLink - 20, 'a')));
}

TEST(Link, RefusesEverythingElse) {
  using std::string_literals::operator""s;
  for (const std::string& link :
       {""s, "https://"s, "http:///x"s, "https:example.org"s, "https:/example.org"s, "example.org"s, "//example.org"s,
        "file:///etc/passwd"s, "mailto:a@example.org"s, "javascript:alert(1)"s, "data:text/html,x"s, "ftp://example.org"s,
        "ssh://example.org"s, "httpss://example.org"s, " https://example.org"s, "-https://example.org"s, "--help"s,
        "https://example.org/a b"s, "https://example.org/\n"s, "https://example.org/\0x"s, "https://example.org/\x7f"s,
        "https://example.org/\x1b[2J"s, "https://example.org/\"x"s, "https://example.org/`id`"s, "https://example.org/a\\b"s,
        "https://example.org/<x>"s, "https://example.org/\xc3\xa4"s, "https://\xd0\xb0pple.com/"s, "https://user@example.org/"s,
        "https://bank.example:x@evil.example/"s, "https://example.org:"s, "https://example.org:0"s, "https://example.org:65536"s,
        "https://example.org:80x"s, "https://example.org:+80"s, "https://:80"s, "https://-x.org"s, "https://.org"s, "https://a..b"s,
        "https://?x"s, "https://#x"s, "https://[::1"s, "https://[]"s, "https://[::1]x"s, "https://[v1.x]"s, "https://a$b.org"s,
        "https://(x)"s, "https://example.org/" + std::string(kMaxLink, 'a')})
    EXPECT_FALSE(checkLink(link)) << link;
}

class Display : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}) unsetenv(name);
  }
  static std::string with(const char* display) {
    setenv("DISPLAY", display, 1);
    return displayProblem(true);
  }
};

TEST_F(Display, OverTcpIsSaidToBeSo) {
  for (const char* display : {":0", ":1.0", "unix:0", "unix/host:0", "/tmp/launch/org.x:0"}) EXPECT_EQ(with(display), "") << display;
  for (const char* display : {"host:0", "localhost:10.0", "tcp/host:0", "127.0.0.1:0", "::1:0"}) {
    EXPECT_NE(with(display).find(display), std::string::npos);
    EXPECT_NE(with(display).find("TCP"), std::string::npos);
  }
  EXPECT_EQ(displayProblem(false), "");
}

TEST_F(Display, OthersNeedNone) {
  EXPECT_NE(displayProblem(true), "");
  setenv("WAYLAND_DISPLAY", "wayland-0", 1);
  EXPECT_EQ(displayProblem(true), "");
  setenv("QT_QPA_PLATFORM", "xcb", 1);
  EXPECT_NE(displayProblem(true), "");
  setenv("QT_QPA_PLATFORM", "offscreen", 1);
  EXPECT_EQ(displayProblem(true), "");
}

}  // namespace
}  // namespace deepwell::sandbox
