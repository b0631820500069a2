#include "app/fetch/line_reader.h"

#include <unistd.h>

#include <cerrno>

namespace deepwell::fetch {

bool LineReader::read(const std::function<void(std::string_view)>& each) {
  std::string block(64U << 10, '\0');
  const ssize_t got = ::read(fd_, block.data(), block.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  std::string_view fresh(block.data(), static_cast<size_t>(got));
  for (size_t end = fresh.find('\n'); end != std::string_view::npos; end = fresh.find('\n')) {
    pending_ += fresh.substr(0, end);
    fresh.remove_prefix(end + 1);
    const bool too_long = skipping_ || pending_.size() > most_;
    skipping_ = false;
    const std::string line = std::move(pending_);
    pending_.clear();
    each(too_long ? std::string_view() : line);
  }
  if (!skipping_) pending_ += fresh;
  if (pending_.size() > most_) {
    skipping_ = true;
    pending_.clear();
  }
  return true;
}

bool writeWholeLine(int fd, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t wrote = ::write(fd, rest.data(), rest.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    rest.remove_prefix(static_cast<size_t>(wrote));
  }
  return true;
}

}  // namespace deepwell::fetch
