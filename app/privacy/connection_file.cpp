#include "app/privacy/connection_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>
#include <utility>

namespace deepwell {
namespace {

constexpr size_t kMaxRecordLine = 16384;  // bytes; a connection's has some 200
constexpr size_t kMaxName = 255;          // bytes of a host name
constexpr size_t kKnownBy = 200;          // bytes by which a file is known again

void add(uint64_t& sum, uint64_t bytes) {
  sum += std::min(bytes, std::numeric_limits<uint64_t>::max() - sum);
}

// At most kMaxName bytes, whole characters.
std::string shortText(std::string text) {
  if (text.size() > kMaxName) {
    size_t end = kMaxName;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
  }
  return oneLine(std::move(text));
}

}  // namespace

class ConnectionReader::Collector {
 public:
  void take(std::string_view line) {
    if (line.empty()) return;
    const auto event = line.size() <= kMaxRecordLine ? fetch::readEvent(line) : Result<fetch::Event>(fail(ErrorCode::kCorruptFile, "long"));
    const auto* connection = event ? std::get_if<fetch::Connection>(&*event) : nullptr;
    if (connection == nullptr) ++damaged_lines_;
    else take(*connection);
  }

  // The lines of `text`, which ends with one.
  void takeLines(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      take(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  ConnectionRecord record() const {
    ConnectionRecord record;
    const size_t count = std::min(list_.size(), kMaxRecordConnections);
    record.connections.assign(list_.rbegin(), list_.rbegin() + static_cast<std::ptrdiff_t>(count));
    record.older_left_out = dropped_ || count < list_.size();
    record.damaged_lines = damaged_lines_;
    for (const fetch::Connection& connection : record.connections) {
      add(record.bytes_received, connection.bytes_received);
      add(record.bytes_sent, connection.bytes_sent);
    }
    return record;
  }

 private:
  using Key = std::pair<int64_t, uint64_t>;
  static Key keyOf(const fetch::Connection& connection) { return {connection.opened_ms, connection.number}; }

  // The line that tells of the end replaces the one that told of the beginning.
  void take(fetch::Connection connection) {
    for (std::string* text : {&connection.host, &connection.address, &connection.purpose}) *text = shortText(std::move(*text));
    const auto [place, fresh] = open_.try_emplace(keyOf(connection), list_.size());
    if (fresh) list_.push_back(std::move(connection));
    else list_[place->second] = std::move(connection);
    if (list_.size() >= 2 * kMaxRecordConnections) forgetOldest();
  }

  void forgetOldest() {
    dropped_ = true;
    list_.erase(list_.begin(), list_.end() - static_cast<std::ptrdiff_t>(kMaxRecordConnections));
    open_.clear();
    for (size_t i = 0; i < list_.size(); ++i) open_[keyOf(list_[i])] = i;
  }

  std::vector<fetch::Connection> list_;  // oldest first
  std::map<Key, size_t> open_;           // where each one stands
  size_t damaged_lines_ = 0;
  bool dropped_ = false;
};

ConnectionRecord parseConnections(std::string_view text) { return ConnectionReader::parse(text); }

ConnectionRecord ConnectionReader::parse(std::string_view text) {
  Collector collector;
  collector.takeLines(text);
  return collector.record();
}

ConnectionReader::ConnectionReader(std::filesystem::path file, uint64_t max_bytes)
    : file_(std::move(file)), max_bytes_(max_bytes), collector_(std::make_unique<Collector>()) {}

ConnectionReader::~ConnectionReader() = default;

void ConnectionReader::restart() {
  collector_ = std::make_unique<Collector>();
  place_ = 0;
  before_.clear();
  skipped_ = false;
}

// Whether the file still begins with what was taken from it, as far as its last bytes tell.
bool ConnectionReader::continues(std::istream& in, uint64_t size) const {
  if (size < place_) return false;
  std::string there(before_.size(), '\0');
  in.seekg(static_cast<std::streamoff>(place_ - before_.size()));
  in.read(there.data(), static_cast<std::streamsize>(there.size()));
  return there == before_;
}

Result<std::optional<ConnectionRecord>> ConnectionReader::read() {
  std::error_code error;
  const bool incomplete = std::filesystem::exists(incompleteMark(file_), error);
  bool news = std::exchange(incomplete_, incomplete) != incomplete || fresh_;
  if (!std::filesystem::is_regular_file(file_, error)) {  // what else stands there canRecord() says
    news |= place_ > 0;
    restart();
  } else {
    std::ifstream in(file_, std::ios::binary | std::ios::ate);
    const auto end = static_cast<int64_t>(in.tellg());
    if (!in || end < 0)
      return fail(ErrorCode::kIo, "{}: the record of connections cannot be read: {}", file_.string(), std::strerror(errno));
    const auto size = static_cast<uint64_t>(end);
    if (!continues(in, size)) {
      restart();
      news = true;
    }
    news |= takeNew(in, size);
  }
  if (!news) return std::optional<ConnectionRecord>();
  fresh_ = false;
  ConnectionRecord record = collector_->record();
  record.older_left_out |= skipped_;
  record.incomplete = incomplete_;
  return std::optional(std::move(record));
}

// Whole lines from place_ on. True: there were any.
bool ConnectionReader::takeNew(std::istream& in, uint64_t size) {
  const bool cut = size - place_ > max_bytes_;
  if (cut) place_ = size - max_bytes_;
  if (size == place_) return false;
  std::string text(static_cast<size_t>(size - place_), '\0');
  in.clear();
  in.seekg(static_cast<std::streamoff>(place_));
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  bytes_read_ += text.size();
  std::string_view lines(text);
  lines = lines.substr(0, lines.rfind('\n') + 1);  // npos + 1: nothing
  if (lines.empty()) return false;
  place_ += lines.size();
  before_ = std::string(lines.substr(lines.size() - std::min(lines.size(), kKnownBy)));
  if (cut) {
    skipped_ = true;
    lines.remove_prefix(std::min(lines.size(), lines.find('\n') + 1));  // part of a line
  }
  collector_->takeLines(lines);
  return true;
}

std::filesystem::path incompleteMark(const std::filesystem::path& file) { return std::filesystem::path(file) += ".incomplete"; }

Status canRecord(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd >= 0) ::close(fd);
  if (fd >= 0 || (errno == ENOENT && ::access(file.parent_path().c_str(), W_OK) == 0)) return {};
  return fail(ErrorCode::kIo, "{}: the record of connections cannot be written: {}", file.string(), std::strerror(errno));
}

Result<ConnectionRecord> readConnections(const std::filesystem::path& file, uint64_t max_bytes) {
  ConnectionReader reader(file, max_bytes);
  auto record = reader.read();
  if (!record) return Failure(std::move(record.error()));
  return std::move(**record);  // the first time there is something to tell
}

Status clearConnections(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) std::filesystem::resize_file(file, 0, error);
  else error.clear();
  if (error) return fail(ErrorCode::kIo, "{}: the record of connections cannot be emptied: {}", file.string(), error.message());
  std::filesystem::remove(incompleteMark(file), error);
  return {};
}

}  // namespace deepwell
