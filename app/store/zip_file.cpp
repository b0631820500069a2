#include "app/store/zip_file.h"

#include <zlib.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace deepwell {
namespace {

constexpr uint64_t kMostDirectoryBytes = uint64_t{64} << 20;
constexpr size_t kInputBytes = size_t{64} << 10;
constexpr size_t kEndBytes = 22;       // of the record at the archive's end, without its comment
constexpr size_t kLocatorBytes = 20;   // of ZIP64's, before that
constexpr size_t kEnd64Bytes = 56;
constexpr size_t kEntryBytes = 46;     // in the directory, without names and extra fields
constexpr size_t kLocalBytes = 30;     // before the packed bytes, without these
constexpr uint32_t kInExtra = 0xFFFFFFFF;

// Little-endian numbers at a place that must be there.
uint64_t numberAt(std::string_view bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = count; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}
uint16_t u16(std::string_view bytes, size_t at) { return static_cast<uint16_t>(numberAt(bytes, at, 2)); }
uint32_t u32(std::string_view bytes, size_t at) { return static_cast<uint32_t>(numberAt(bytes, at, 4)); }
uint64_t u64(std::string_view bytes, size_t at) { return numberAt(bytes, at, 8); }

// Exactly so many bytes, or none.
std::string piece(const ReadAt& file, uint64_t offset, size_t bytes) {
  std::string read(bytes, '\0');
  read.resize(file(offset, read.data(), bytes));
  return read.size() == bytes ? read : std::string();
}

struct Directory {
  uint64_t offset = 0;
  uint64_t bytes = 0;
};

std::optional<Directory> findDirectory(const ReadAt& file, uint64_t file_bytes) {
  const size_t tail_bytes = static_cast<size_t>(std::min<uint64_t>(file_bytes, kEndBytes + 0xFFFF + kLocatorBytes));
  const std::string tail = piece(file, file_bytes - tail_bytes, tail_bytes);
  if (tail.size() < kEndBytes) return std::nullopt;
  size_t end = tail.size() - kEndBytes + 1;
  while (end-- > 0)
    if (tail.compare(end, 4, "PK\5\6") == 0) break;
  if (end == std::string::npos) return std::nullopt;
  Directory found{u32(tail, end + 16), u32(tail, end + 12)};
  const bool wide = found.offset == kInExtra || found.bytes == kInExtra || u16(tail, end + 10) == 0xFFFF;
  if (wide && end >= kLocatorBytes && tail.compare(end - kLocatorBytes, 4, "PK\6\7") == 0) {
    const std::string record = piece(file, u64(tail, end - kLocatorBytes + 8), kEnd64Bytes);
    if (!record.starts_with("PK\6\6")) return std::nullopt;
    found = {u64(record, 48), u64(record, 40)};
  }
  if (found.offset > file_bytes || found.bytes > file_bytes - found.offset) return std::nullopt;
  return found;
}

// ZIP64's field holds, in this order, what has no room in the entry: its size, its packed size, its place.
void readExtra(std::string_view extra, uint32_t size, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const size_t bytes = u16(extra, 2);
    if (bytes > extra.size() - 4) return;
    if (u16(extra, 0) == 1) {
      const std::string_view field = extra.substr(4, bytes);
      size_t at = size == kInExtra ? 8 : 0;
      for (uint64_t* number : {&entry.packed, &entry.offset}) {
        if (*number != kInExtra) continue;
        if (at + 8 > field.size()) return;
        *number = u64(field, at);
        at += 8;
      }
      return;
    }
    extra.remove_prefix(4 + bytes);
  }
}

}  // namespace

Result<std::vector<ZipEntry>> zipEntries(const ReadAt& file, uint64_t file_bytes, const std::string& file_name) {
  const auto directory = findDirectory(file, file_bytes);
  if (!directory)
    return fail(ErrorCode::kCorruptFile,
                          "{}: begins like a ZIP archive, but has no end; it was not written or copied whole", file_name);
  if (directory->bytes > kMostDirectoryBytes)
    return fail(ErrorCode::kUnsupported,
                          "{}: is a ZIP archive with very many files; unpack it and choose the JSON file that is in it",
                          file_name);
  const std::string all = piece(file, directory->offset, static_cast<size_t>(directory->bytes));
  std::string_view rest(all);
  std::vector<ZipEntry> entries;
  while (rest.size() >= kEntryBytes && rest.starts_with("PK\1\2")) {
    const size_t name_bytes = u16(rest, 28);
    const size_t extra_bytes = u16(rest, 30);
    const size_t whole = kEntryBytes + name_bytes + extra_bytes + u16(rest, 32);
    if (whole > rest.size()) break;
    ZipEntry entry;
    entry.name = rest.substr(kEntryBytes, name_bytes);
    entry.encrypted = (u16(rest, 8) & 1U) != 0;
    entry.method = u16(rest, 10);
    entry.crc = u32(rest, 16);
    entry.packed = u32(rest, 20);
    entry.offset = u32(rest, 42);
    readExtra(rest.substr(kEntryBytes + name_bytes, extra_bytes), u32(rest, 24), entry);
    entries.push_back(std::move(entry));
    rest.remove_prefix(whole);
  }
  return entries;
}

struct ZipStream::Inflater {
  z_stream stream{};
  bool ready = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  Inflater() = default;
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

ZipStream::ZipStream(ReadAt file, const ZipEntry& entry, std::string name)
    : file_(std::move(file)),
      name_(std::move(name)),
      left_(entry.packed),
      most_(std::min(kMostUnpackedBytes, std::max(kAlways, entry.packed > kMostUnpackedBytes ? kMostUnpackedBytes
                                                                                             : entry.packed * kMostRatio))),
      wanted_crc_(entry.crc),
      deflated_(entry.method == 8) {}

ZipStream::~ZipStream() = default;

Result<std::unique_ptr<ZipStream>> ZipStream::open(ReadAt file, uint64_t file_bytes, const ZipEntry& entry,
                                                   const std::string& file_name) {
  if (entry.encrypted || (entry.method != 0 && entry.method != 8))
    return fail(ErrorCode::kUnsupported, "{}: {}; unpack it and choose the JSON file that is in it", file_name,
                          entry.encrypted ? "is protected by a password" : "is packed in a way that Deepwell does not read");
  const std::string header = entry.offset < file_bytes ? piece(file, entry.offset, kLocalBytes) : std::string();
  const uint64_t begin = header.empty() ? 0 : entry.offset + kLocalBytes + u16(header, 26) + u16(header, 28);
  if (!header.starts_with("PK\3\4") || begin > file_bytes || entry.packed > file_bytes - begin)
    return fail(ErrorCode::kCorruptFile, "{}: is damaged; it was not written or copied whole", file_name);
  std::unique_ptr<ZipStream> stream(new ZipStream(std::move(file), entry, file_name));
  stream->at_ = begin;
  if (!stream->deflated_) return stream;
  stream->input_.resize(kInputBytes);
  stream->inflater_ = std::make_unique<Inflater>();
  if (!stream->inflater_->ready) return fail(ErrorCode::kIo, "{}: there is not enough memory to unpack it", file_name);
  return stream;
}

void ZipStream::giveUp(ErrorCode code, const char* words) {
  status_ = fail(code, "{}: {}", name_, words);
  ended_ = true;
}

// The next packed bytes.
size_t ZipStream::fetch(char* buffer, size_t bytes) {
  const size_t count = file_(at_, buffer, static_cast<size_t>(std::min<uint64_t>(bytes, left_)));
  at_ += count;
  left_ -= count;
  return count;
}

size_t ZipStream::unpack(char* buffer, size_t bytes) {
  if (!deflated_) {
    const size_t count = fetch(buffer, bytes);
    if (count == 0) {
      if (left_ > 0) giveUp(ErrorCode::kIo, "cannot be read to its end");
      ended_ = true;
    }
    return count;
  }
  z_stream& stream = inflater_->stream;
  stream.next_out = reinterpret_cast<Bytef*>(buffer);
  stream.avail_out = static_cast<uInt>(std::min<size_t>(bytes, 1U << 30U));
  const uInt room = stream.avail_out;
  while (stream.avail_out == room && !ended_) {
    if (stream.avail_in == 0) {
      stream.next_in = reinterpret_cast<Bytef*>(input_.data());
      stream.avail_in = static_cast<uInt>(fetch(input_.data(), input_.size()));
    }
    const int result = inflate(&stream, Z_NO_FLUSH);
    if (result == Z_STREAM_END) ended_ = true;
    else if (result != Z_OK) giveUp(ErrorCode::kCorruptFile, "is damaged; it was not written or copied whole");
  }
  return room - stream.avail_out;
}

size_t ZipStream::read(char* buffer, size_t bytes) {
  if (ended_ || bytes == 0) return 0;
  const size_t count = unpack(buffer, bytes);
  given_ += count;
  crc_ = static_cast<uint32_t>(crc32(crc_, reinterpret_cast<const Bytef*>(buffer), static_cast<uInt>(count)));
  if (given_ > most_) {
    giveUp(ErrorCode::kUnsupported, "unpacks to far more than it holds, which chats do not; nothing was added");
    return 0;
  }
  if (ended_ && status_ && crc_ != wanted_crc_) giveUp(ErrorCode::kCorruptFile, "is damaged: its checksum is another one");
  return status_ ? count : 0;
}

}  // namespace deepwell
