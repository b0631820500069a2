#include "app/library/helper_client.h"

#include <QDeadlineTimer>

#include "app/words/error_text.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace deepwell {
namespace {

constexpr size_t kReadBlock = 64 << 10;

bool connects(const fetch::Command& command) {
  return std::holds_alternative<fetch::Download>(command) || std::holds_alternative<fetch::Get>(command) || std::holds_alternative<fetch::Resume>(command);
}

void makeNonBlocking(int descriptor) { fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK); }

// The first whole line of `text`, which is taken from it. False: there is none yet.
bool takeFirstLine(std::string& text, std::string& line) {
  const size_t end = text.find('\n');
  if (end == std::string::npos) return false;
  line = text.substr(0, end);
  text.erase(0, end + 1);
  return true;
}

}  // namespace

// A helper whose input is closed. All that it says that still counts is what its connections have brought.
struct HelperClient::Leaving {
  ~Leaving() {
    // This may be called by the notifier itself.
    notifier->setEnabled(false);
    notifier.release()->deleteLater();
    ::close(from_helper);
  }

  int from_helper = -1;
  std::string in;
  std::unique_ptr<QSocketNotifier> notifier;
};

HelperClient::HelperClient(fetch::HelperLauncher launch, QObject* parent) : QObject(parent), launch_(std::move(launch)) {
  std::signal(SIGPIPE, SIG_IGN);  // a helper that was killed is an error of write()
}

HelperClient::~HelperClient() { close(); }

void HelperClient::configure(const fetch::Configure& configure) {
  configure_ = configure;
  if (running() && !ending_) write(fetch::writeLine(fetch::Command(configure_)));
}

QString HelperClient::send(const fetch::Command& command) {
  if (gate_ && connects(command))
    if (const QString problem = gate_(); !problem.isEmpty()) return problem;
  if (ending_) leave();  // the old one finishes by itself
  if (!running()) {
    if (const QString problem = start(); !problem.isEmpty()) return problem;
  }
  write(fetch::writeLine(command));
  return {};
}

QString HelperClient::start() {
  if (!launch_) return tr("This build has no download helper (deepwell-fetch).");
  const auto pipes = launch_();
  if (!pipes) return errorText(pipes.error());
  pipes_ = *pipes;
  ending_ = false;
  in_.clear();
  out_.clear();
  makeNonBlocking(pipes_.to_helper);
  makeNonBlocking(pipes_.from_helper);
  readable_ = std::make_unique<QSocketNotifier>(pipes_.from_helper, QSocketNotifier::Read);
  connect(readable_.get(), &QSocketNotifier::activated, this, &HelperClient::read);
  writable_ = std::make_unique<QSocketNotifier>(pipes_.to_helper, QSocketNotifier::Write);
  writable_->setEnabled(false);
  connect(writable_.get(), &QSocketNotifier::activated, this, &HelperClient::flush);
  write(fetch::writeLine(fetch::Command(configure_)));
  return {};
}

void HelperClient::write(const std::string& line) {
  out_ += line;
  out_ += '\n';
  flush();
}

void HelperClient::flush() {
  while (!out_.empty() && running()) {
    const ssize_t written = ::write(pipes_.to_helper, out_.data(), out_.size());
    if (written > 0) {
      out_.erase(0, static_cast<size_t>(written));
    } else if (written < 0 && errno == EINTR) {
      continue;
    } else if (written < 0 && errno == EAGAIN) {
      break;
    } else {
      out_.clear();  // it is gone: reading will say so
    }
  }
  if (writable_) writable_->setEnabled(!out_.empty());
  if (out_.empty() && ending_) closeInput();
}

void HelperClient::end() {
  if (!running()) return;
  ending_ = true;
  flush();
}

void HelperClient::closeInput() {
  writable_.reset();
  if (pipes_.to_helper >= 0) ::close(pipes_.to_helper);
  pipes_.to_helper = -1;
}

void HelperClient::close() {
  closeInput();
  // This may be called by the notifier itself.
  if (readable_) {
    readable_->setEnabled(false);
    readable_.release()->deleteLater();
  }
  if (pipes_.from_helper >= 0) ::close(pipes_.from_helper);
  pipes_.from_helper = -1;
  ending_ = false;
}

void HelperClient::leave() {
  auto helper = std::make_unique<Leaving>();
  helper->from_helper = std::exchange(pipes_.from_helper, -1);
  helper->in = std::exchange(in_, {});
  close();
  helper->notifier = std::make_unique<QSocketNotifier>(helper->from_helper, QSocketNotifier::Read);
  connect(helper->notifier.get(), &QSocketNotifier::activated, this, [this, known = helper.get()] {
    if (readLeaving(*known)) std::erase_if(leaving_, [known](const auto& each) { return each.get() == known; });
  });
  leaving_.push_back(std::move(helper));
}

// True: it has said everything.
bool HelperClient::readLeaving(Leaving& helper) {
  std::array<char, kReadBlock> block{};
  const ssize_t got = ::read(helper.from_helper, block.data(), block.size());
  const bool later = got < 0 && (errno == EINTR || errno == EAGAIN);
  if (got > 0) helper.in.append(block.data(), static_cast<size_t>(got));
  for (std::string line; takeFirstLine(helper.in, line);) {
    const auto event = fetch::readEvent(line);
    if (!event) continue;
    if (const auto* connection = std::get_if<fetch::Connection>(&*event)) emit connected(*connection);
  }
  return (got <= 0 && !later) || helper.in.size() > fetch::kMaxLine;
}

void HelperClient::finish(std::chrono::milliseconds most) {
  launch_ = {};
  if (pipes_.from_helper >= 0) leave();
  const QDeadlineTimer until(most);
  while (!leaving_.empty() && !until.hasExpired()) {
    std::vector<pollfd> waiting;
    for (const auto& helper : leaving_) waiting.push_back({helper->from_helper, POLLIN, 0});
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(until.remainingTime())) < 0 && errno != EINTR) break;
    std::erase_if(leaving_, [this](const auto& helper) { return readLeaving(*helper); });
  }
  leaving_.clear();
}

void HelperClient::read() {
  std::array<char, kReadBlock> block{};
  for (;;) {
    const ssize_t got = ::read(pipes_.from_helper, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      const bool expected = ending_;
      close();
      if (!expected) emit lost();
      return;
    }
    in_.append(block.data(), static_cast<size_t>(got));
    for (std::string line; takeFirstLine(in_, line);) {
      takeLine(line);
      if (pipes_.from_helper < 0) return;  // someone has closed it meanwhile
    }
    if (in_.size() > fetch::kMaxLine) {
      close();
      emit lost();
      return;
    }
  }
}

void HelperClient::takeLine(std::string_view line) {
  const auto event = fetch::readEvent(line);
  if (!event) return;  // of a newer helper
  if (const auto* status = std::get_if<fetch::DownloadStatus>(&*event)) emit downloaded(*status);
  else if (const auto* response = std::get_if<fetch::Response>(&*event)) emit answered(*response);
  else if (const auto* connection = std::get_if<fetch::Connection>(&*event)) emit connected(*connection);
  else if (const auto* refusal = std::get_if<fetch::Refused>(&*event)) emit refused(*refusal);
}

}  // namespace deepwell
