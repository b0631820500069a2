// deepwell-fetch, played by a test.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <QTest>
#include <optional>
#include <string>
#include <variant>

#include "app/fetch/helper.h"
#include "app/fetch/protocol.h"

namespace deepwell {

// The other end of the helper's pipes: the test says what deepwell-fetch would.
class PlayedHelper {
 public:
  ~PlayedHelper() { hangUp(); }

  Result<fetch::HelperPipes> launch() {
    hangUp();
    int commands[2];
    int events[2];
    if (pipe2(commands, O_CLOEXEC) != 0 || pipe2(events, O_CLOEXEC) != 0) return fail(ErrorCode::kIo, "no pipes");
    in_ = commands[0];
    out_ = events[1];
    fcntl(in_, F_SETFL, O_NONBLOCK);
    ++started;
    ended = false;
    return fetch::HelperPipes{commands[1], events[0]};
  }
  void hangUp() {
    if (in_ >= 0) close(in_);
    if (out_ >= 0) close(out_);
    in_ = out_ = -1;
    text_.clear();
  }
  void say(const fetch::Event& event) {
    const std::string line = fetch::writeLine(event) + "\n";
    if (write(out_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) qFatal("the window has gone");
  }
  // The next command of the kind; others before it are skipped.
  template <class T>
  std::optional<T> next() {
    std::optional<T> found;
    std::ignore = QTest::qWaitFor([&] {
      while (!found) {
        const auto command = takeOne();
        if (!command) break;
        if (const auto* wanted = std::get_if<T>(&*command)) found = *wanted;
      }
      return found.has_value();
    }, 60000);
    return found;
  }
  // Whether the window has closed its end; what it still said is thrown away.
  bool hungUp() {
    return QTest::qWaitFor([&] {
      while (takeOne()) {}
      return ended;
    }, 60000);
  }

  int started = 0;
  bool ended = false;

 private:
  std::optional<fetch::Command> takeOne() {
    char block[4096];
    for (ssize_t got = 0; in_ >= 0 && (got = read(in_, block, sizeof block)) >= 0;) {
      if (got == 0) {
        ended = true;
        break;
      }
      text_.append(block, static_cast<size_t>(got));
    }
    const size_t end = text_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    const auto command = fetch::readCommand(text_.substr(0, end));
    text_.erase(0, end + 1);
    if (!command) qFatal("%s", command.error().message.c_str());
    return *command;
  }

  int in_ = -1;
  int out_ = -1;
  std::string text_;
};

}  // namespace deepwell
