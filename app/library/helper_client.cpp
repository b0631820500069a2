#include "app/library/helper_client.h"

#include "app/words/error_text.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace deepwell {
namespace {

constexpr size_t kReadBlock = 64 << 10;

bool connects(const fetch::Command& command) {
  return std::holds_alternative<fetch::Download>(command) || std::holds_alternative<fetch::Get>(command) || std::holds_alternative<fetch::Resume>(command);
}

void makeNonBlocking(int descriptor) { fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK); }

}  // namespace

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
  if (ending_) close();  // the old one finishes by itself
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
    size_t begin = 0;
    for (size_t end = in_.find('\n'); end != std::string::npos; end = in_.find('\n', begin)) {
      const std::string line = in_.substr(begin, end - begin);
      begin = end + 1;
      takeLine(line);
      if (pipes_.from_helper < 0) return;  // someone has closed it meanwhile
    }
    in_.erase(0, begin);
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
