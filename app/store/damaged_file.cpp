#include "app/store/damaged_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace deepwell {
namespace {

constexpr size_t kFileHeaderBytes = 100;
constexpr size_t kLogHeaderBytes = 32;
constexpr size_t kFrameHeaderBytes = 24;
constexpr size_t kMostColumns = 64;
constexpr unsigned char kTableLeaf = 13;
constexpr unsigned char kIndexLeaf = 10;
constexpr unsigned char kIndexInner = 2;

uint32_t big16(const unsigned char* p) { return static_cast<uint32_t>((p[0] << 8) | p[1]); }
uint32_t big32(const unsigned char* p) { return (big16(p) << 16) | big16(p + 2); }

// Up to nine bytes, the high bit goes on. Returns the number of bytes, 0 at the end of the data.
size_t readVarint(const unsigned char* p, size_t bytes, uint64_t& value) {
  value = 0;
  for (size_t i = 0; i < std::min<size_t>(bytes, 9); ++i) {
    if (i == 8) {
      value = (value << 8) | p[i];
      return 9;
    }
    value = (value << 7) | (p[i] & 0x7FU);
    if ((p[i] & 0x80U) == 0) return i + 1;
  }
  return 0;
}

struct Sums {
  uint32_t first = 0;
  uint32_t second = 0;
};

// The log's checksum over a multiple of eight bytes.
void addSums(Sums& sums, const unsigned char* data, size_t bytes, bool big_endian) {
  for (size_t i = 0; i + 8 <= bytes; i += 8) {
    const auto word = [&](const unsigned char* p) {
      const uint32_t big = big32(p);
      return big_endian ? big : __builtin_bswap32(big);
    };
    sums.first += word(data + i) + sums.second;
    sums.second += word(data + i + 4) + sums.first;
  }
}

size_t serialBytes(uint64_t type) {
  static constexpr size_t kBytes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  return type < 12 ? kBytes[type] : static_cast<size_t>((type - 12) / 2);
}

SalvagedValue readValue(uint64_t type, std::string_view body, bool lost) {
  using Kind = SalvagedValue::Kind;
  SalvagedValue value;
  if (type >= 12) {
    value.kind = type % 2 == 0 ? Kind::kBlob : Kind::kText;
    value.bytes = body;
    return value;
  }
  if (lost) {
    value.kind = Kind::kLost;
    return value;
  }
  if (type == 0 || type == 10 || type == 11) return value;
  value.kind = type == 7 ? Kind::kReal : Kind::kInteger;
  if (type == 8 || type == 9) {
    value.integer = type == 9 ? 1 : 0;
    return value;
  }
  uint64_t bits = (static_cast<unsigned char>(body[0]) & 0x80U) != 0 ? ~uint64_t{0} : 0;
  for (const char c : body) bits = (bits << 8) | static_cast<unsigned char>(c);
  if (type == 7)
    value.real = std::bit_cast<double>(bits);
  else
    value.integer = static_cast<int64_t>(bits);
  return value;
}

// The columns of a payload of which maybe only the beginning was read. False: it is no record.
bool readColumns(std::string_view payload, uint64_t full_bytes, SalvagedRow& row) {
  const auto* data = reinterpret_cast<const unsigned char*>(payload.data());
  uint64_t header = 0;
  size_t at = readVarint(data, payload.size(), header);
  if (at == 0 || header < at || header > payload.size()) return false;
  auto body = static_cast<size_t>(header);
  while (at < header) {
    uint64_t type = 0;
    const size_t bytes = readVarint(data + at, static_cast<size_t>(header) - at, type);
    if (bytes == 0 || row.values.size() >= kMostColumns) return false;
    at += bytes;
    const size_t want = serialBytes(type);
    if (want > full_bytes || body > full_bytes - want) return false;
    const size_t have = body >= payload.size() ? 0 : std::min(want, payload.size() - body);
    row.values.push_back(readValue(type, payload.substr(std::min(body, payload.size()), have), have < want));
    body += want;
  }
  return body == full_bytes;
}

}  // namespace

Result<DamagedFile> DamagedFile::open(const std::filesystem::path& path) {
  DamagedFile file;
  file.fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  if (file.fd_ < 0 || fstat(file.fd_, &info) != 0)
    return fail(ErrorCode::kIo, "{}: cannot read the damaged history: {}", path.string(), std::strerror(errno));
  file.pages_ = (static_cast<uint64_t>(info.st_size) + kPageBytes - 1) / kPageBytes;
  file.readLog(path.string() + "-wal");
  file.used_.resize(file.pages_ + 1);
  return file;
}

DamagedFile::DamagedFile(DamagedFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      log_(std::exchange(other.log_, -1)),
      pages_(other.pages_),
      logged_(std::move(other.logged_)),
      used_(std::move(other.used_)) {}

DamagedFile::~DamagedFile() {
  if (fd_ >= 0) close(fd_);
  if (log_ >= 0) close(log_);
}

// Frames count up to the last commit of those whose checksums follow from one another, as SQLite reads them.
void DamagedFile::readLog(const std::filesystem::path& path) {
  log_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  unsigned char header[kLogHeaderBytes];
  if (log_ < 0 || pread(log_, header, sizeof(header), 0) != sizeof(header)) return;
  if ((big32(header) & ~1U) != 0x377F0682 || big32(header + 8) != kPageBytes) return;
  const bool big_endian = (big32(header) & 1U) != 0;
  Sums sums;
  addSums(sums, header, 24, big_endian);
  if (sums.first != big32(header + 24) || sums.second != big32(header + 28)) return;
  std::vector<unsigned char> frame(kFrameHeaderBytes + kPageBytes);
  std::map<uint64_t, uint64_t> open;  // of the transaction that is read
  for (uint64_t at = kLogHeaderBytes;
       pread(log_, frame.data(), frame.size(), static_cast<off_t>(at)) == static_cast<ssize_t>(frame.size());
       at += frame.size()) {
    if (std::memcmp(frame.data() + 8, header + 16, 8) != 0) break;
    addSums(sums, frame.data(), 8, big_endian);
    addSums(sums, frame.data() + kFrameHeaderBytes, kPageBytes, big_endian);
    if (sums.first != big32(frame.data() + 16) || sums.second != big32(frame.data() + 20)) break;
    open[big32(frame.data())] = at + kFrameHeaderBytes;
    const uint32_t pages = big32(frame.data() + 4);
    if (pages == 0) continue;
    for (const auto& [number, offset] : open) logged_[number] = offset;
    open.clear();
    pages_ = std::max<uint64_t>(pages_, logged_.rbegin()->first);
  }
}

bool DamagedFile::readPage(uint64_t number, Page& page) const {
  if (number == 0 || number > pages_) return false;
  const auto logged = logged_.find(number);
  page.assign(kPageBytes, 0);
  const ssize_t count = logged != logged_.end()
                            ? pread(log_, page.data(), page.size(), static_cast<off_t>(logged->second))
                            : pread(fd_, page.data(), page.size(), static_cast<off_t>((number - 1) * kPageBytes));
  return count > 0;
}

// The payload's part on this page, which begins at `at`, and its overflow pages. False: its end is lost.
bool DamagedFile::readPayload(const Page& page, size_t at, uint64_t bytes, bool table, std::string& payload) {
  const uint64_t most = table ? kPageBytes - 35 : (kPageBytes - 12) * 64 / 255 - 23;
  const uint64_t least = (kPageBytes - 12) * 32 / 255 - 23;
  uint64_t local = bytes;
  if (bytes > most) {
    local = least + (bytes - least) % (kPageBytes - 4);
    if (local > most) local = least;
  }
  const size_t here = std::min<size_t>(static_cast<size_t>(local), page.size() - at);
  payload.assign(reinterpret_cast<const char*>(page.data()) + at, here);
  if (here < local) return false;
  if (local == bytes) return true;
  if (at + local + 4 > page.size()) return false;
  uint64_t next = big32(page.data() + at + local);
  Page overflow;
  while (payload.size() < bytes) {
    if (next == 0 || next > pages_ || used_[next] || !readPage(next, overflow)) return false;
    used_[next] = true;
    const size_t take = std::min<size_t>(static_cast<size_t>(bytes) - payload.size(), kPageBytes - 4);
    payload.append(reinterpret_cast<const char*>(overflow.data()) + 4, take);
    next = big32(overflow.data());
  }
  return true;
}

void DamagedFile::readCells(uint64_t number, const Page& page, const std::function<void(const SalvagedRow&)>& take) {
  const size_t start = number == 1 ? kFileHeaderBytes : 0;
  const unsigned char type = page[start];
  if (type != kTableLeaf && type != kIndexLeaf && type != kIndexInner) return;
  const bool table = type == kTableLeaf;
  const size_t pointers = start + (type == kIndexInner ? 12 : 8);
  const size_t cells = big16(page.data() + start + 3);
  std::string payload;
  for (size_t i = 0; i < cells && pointers + 2 * i + 2 <= page.size(); ++i) {
    size_t at = big16(page.data() + pointers + 2 * i) + (type == kIndexInner ? 4U : 0U);
    if (at < pointers || at >= page.size()) continue;
    SalvagedRow row;
    row.in_table = table;
    uint64_t bytes = 0;
    const size_t first = readVarint(page.data() + at, page.size() - at, bytes);
    at += first;
    uint64_t id = 0;
    const size_t second = table ? readVarint(page.data() + at, page.size() - at, id) : 0;
    at += second;
    if (first == 0 || (table && second == 0) || at >= page.size()) continue;
    if (bytes == 0 || bytes > pages_ * kPageBytes) continue;
    row.row_id = static_cast<int64_t>(id);
    row.whole = readPayload(page, at, bytes, table, payload);
    if (readColumns(payload, bytes, row)) take(row);
  }
}

void DamagedFile::forEachRow(const std::function<void(const SalvagedRow&)>& take) {
  Page page;
  for (uint64_t number = 1; number <= pages_; ++number)
    if (readPage(number, page)) readCells(number, page, take);
}

}  // namespace deepwell
