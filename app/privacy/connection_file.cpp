#include "app/privacy/connection_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>

namespace deepwell {
namespace {

constexpr size_t kMaxRecordLine = 16384;  // bytes; a connection's has some 200
constexpr size_t kMaxName = 255;          // bytes of a host name

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

class Collector {
 public:
  void take(std::string_view line) {
    if (line.empty()) return;
    const auto event = line.size() <= kMaxRecordLine ? fetch::readEvent(line) : Result<fetch::Event>(fail(ErrorCode::kCorruptFile, "long"));
    const auto* connection = event ? std::get_if<fetch::Connection>(&*event) : nullptr;
    if (connection == nullptr) ++record_.damaged_lines;
    else take(*connection);
  }

  ConnectionRecord finish() {
    auto& list = record_.connections;
    if (list.size() > kMaxRecordConnections) {
      list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(kMaxRecordConnections));
      record_.older_left_out = true;
    }
    std::reverse(list.begin(), list.end());
    for (const fetch::Connection& connection : list) {
      add(record_.bytes_received, connection.bytes_received);
      add(record_.bytes_sent, connection.bytes_sent);
    }
    return std::move(record_);
  }

 private:
  // The line that tells of the end replaces the one that told of the beginning.
  void take(fetch::Connection connection) {
    for (std::string* text : {&connection.host, &connection.address, &connection.purpose}) *text = shortText(std::move(*text));
    const auto key = std::pair(connection.opened_ms, connection.number);
    const auto [place, fresh] = open_.try_emplace(key, record_.connections.size());
    if (fresh) record_.connections.push_back(std::move(connection));
    else record_.connections[place->second] = std::move(connection);
  }

  ConnectionRecord record_;  // oldest first
  std::map<std::pair<int64_t, uint64_t>, size_t> open_;  // where each one stands
};

}  // namespace

ConnectionRecord parseConnections(std::string_view text) {
  Collector collector;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    collector.take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return collector.finish();
}

std::filesystem::path incompleteMark(const std::filesystem::path& file) { return std::filesystem::path(file) += ".incomplete"; }

Status canRecord(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd >= 0) ::close(fd);
  if (fd >= 0 || (errno == ENOENT && ::access(file.parent_path().c_str(), W_OK) == 0)) return {};
  return fail(ErrorCode::kIo, "{}: the record of connections cannot be written: {}", file.string(), std::strerror(errno));
}

Result<ConnectionRecord> readConnections(const std::filesystem::path& file, uint64_t max_bytes) {
  std::error_code error;
  const bool incomplete = std::filesystem::exists(incompleteMark(file), error);
  if (!std::filesystem::is_regular_file(file, error)) {  // what else stands there canRecord() says
    ConnectionRecord empty;
    empty.incomplete = incomplete;
    return empty;
  }
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const auto end = static_cast<int64_t>(in.tellg());
  if (!in || end < 0)
    return fail(ErrorCode::kIo, "{}: the record of connections cannot be read: {}", file.string(), std::strerror(errno));
  const auto size = static_cast<uint64_t>(end);
  const uint64_t skipped = size > max_bytes ? size - max_bytes : 0;
  std::string text(static_cast<size_t>(size - skipped), '\0');
  in.seekg(static_cast<std::streamoff>(skipped));
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  std::string_view lines = text;
  if (skipped > 0) lines.remove_prefix(std::min(lines.size(), lines.find('\n') + 1));  // part of a line
  ConnectionRecord record = parseConnections(lines);
  record.older_left_out |= skipped > 0;
  record.incomplete = incomplete;
  return record;
}

Status clearConnections(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::remove(incompleteMark(file), error);
  if (!std::filesystem::exists(file, error)) return {};
  std::filesystem::resize_file(file, 0, error);
  if (!error) return {};
  return fail(ErrorCode::kIo, "{}: the record of connections cannot be emptied: {}", file.string(), error.message());
}

}  // namespace deepwell
