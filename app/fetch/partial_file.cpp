#include "app/fetch/partial_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "app/fetch/names.h"

namespace deepwell::fetch {
namespace {

constexpr size_t kMostJournal = size_t{512} << 20;  // bytes: chunks of 16 MiB of a file of 64 TiB
constexpr uint32_t kNewSourceLimit = 60;

std::optional<Journal> readJournalOf(const Folder& folder, const std::string& name) {
  const auto text = folder.readFile(name, kMostJournal);
  if (!text) return std::nullopt;
  auto journal = readJournal(*text);
  if (!journal) return std::nullopt;
  return std::move(*journal);
}

// Whether what was fetched as `found` can be a part of `wanted`.
bool sameFile(const Journal& found, const Journal& wanted) {
  if (wanted.size != 0 && found.size != wanted.size) return false;
  if (!wanted.sha256.empty() || !found.sha256.empty()) return found.sha256 == wanted.sha256;
  return found.url == wanted.url;
}

// Whether it would be noticed that the server has another file of that size by now.
bool canBeTold(const Journal& found) {
  if (!found.sha256.empty() || found.sources.empty()) return true;
  return !found.sources.back().etag.empty() || !found.sources.back().modified.empty();
}

uint64_t sizeOf(int fd) {
  struct stat is {};
  return ::fstat(fd, &is) == 0 ? static_cast<uint64_t>(is.st_size) : 0;
}

}  // namespace

std::string PartialFile::partialName() const { return name_ + std::string(kPartialEnding); }
std::string PartialFile::journalName() const { return name_ + std::string(kJournalEnding); }

Result<PartialFile> PartialFile::open(Folder folder, std::string name, Journal wanted, uint64_t margin_bytes) {
  PartialFile file(std::move(folder), std::move(name), std::move(wanted), margin_bytes);
  const std::optional<Journal> found = readJournalOf(file.folder_, file.journalName());
  const bool resumed = found && sameFile(*found, file.journal_) && canBeTold(*found) && file.openData(false).has_value();
  if (resumed) {
    DEEPWELL_TRY(file.resume(*found));
    DEEPWELL_TRY(file.folder_.sync());
    return file;
  }
  DEEPWELL_TRY(file.openData(true));
  const uint64_t size = file.journal_.size;
  DEEPWELL_TRY(file.startOver());
  if (size != 0) DEEPWELL_TRY(file.setSize(size));
  DEEPWELL_TRY(file.folder_.sync());
  return file;
}

Result<PartialFile> PartialFile::fromFinished(Folder folder, std::string name, Journal journal, uint64_t margin_bytes) {
  PartialFile file(std::move(folder), std::move(name), std::move(journal), margin_bytes);
  DEEPWELL_TRY(file.folder_.rename(file.name_, file.folder_, file.partialName(), true));
  DEEPWELL_TRY(file.openData(false));
  DEEPWELL_TRY(file.rewriteJournal());
  DEEPWELL_TRY(file.setSize(file.journal_.size));
  DEEPWELL_TRY(file.folder_.sync());
  return file;
}

Status PartialFile::openData(bool fresh) {
  DEEPWELL_ASSIGN(fd_, folder_.openFile(partialName(), fresh ? O_RDWR | O_CREAT : O_RDWR));
  if (::flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(kLocked, "{}: another Deepwell is fetching this file; wait for it or cancel it there", shown());
  }
  return {};
}

Status PartialFile::resume(const Journal& found) {
  const std::string url = journal_.url;
  journal_ = found;
  journal_.url = url;
  const uint64_t there = sizeOf(fd_.get());
  std::erase_if(journal_.chunks, [&](const auto& entry) { return journal_.end(entry.first) > there; });
  std::erase_if(journal_.parts, [&](const auto& entry) { return journal_.begin(entry.first) + entry.second.bytes > there; });
  DEEPWELL_TRY(rewriteJournal());
  if (journal_.size != 0) return setSize(journal_.size);
  return {};
}

Status PartialFile::setSize(uint64_t size) {
  const uint64_t present = allocatedBytes(fd_.get());
  const uint64_t missing = size > present ? size - present : 0;
  const uint64_t free = folder_.freeBytes();
  if (missing > 0 && (free < margin_bytes_ || free - margin_bytes_ < missing)) {
    return fail(kNoSpace, "{}: {} more are needed, and the disk has {} free, of which {} are left alone; free some space, then resume",
                shown(), sizeWords(missing), sizeWords(free), sizeWords(margin_bytes_));
  }
  if (size > 0) {
    preallocated_ = ::fallocate(fd_.get(), 0, 0, static_cast<off_t>(size)) == 0;
    const bool impossible = !preallocated_ && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG);
    if (impossible) return systemError(shown(), "cannot be made as long as needed", errno);
  }
  // Never longer by this: file systems without holes would write zeros, all of them.
  if (sizeOf(fd_.get()) > size && ::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) {
    return systemError(shown(), "cannot be made shorter", errno);
  }
  const bool changed = journal_.size != size;
  journal_.size = size;
  sized_ = true;
  return changed ? rewriteJournal() : Status();
}

Status PartialFile::startOver() {
  journal_.sources.clear();
  journal_.chunks.clear();
  journal_.parts.clear();
  unsynced_.clear();
  journal_.size = 0;
  sized_ = preallocated_ = false;
  DEEPWELL_TRY(rewriteJournal());
  // Old bytes go, so that nothing of them can be taken for new ones.
  if (::ftruncate(fd_.get(), 0) != 0) return systemError(shown(), "cannot be emptied", errno);
  return {};
}

uint32_t PartialFile::sourceIndex(const Source& source) {
  if (journal_.sources.empty() || (!sameSource(journal_.sources.back(), source) && journal_.sources.size() < kNewSourceLimit)) {
    journal_.sources.push_back(source);
  }
  return static_cast<uint32_t>(journal_.sources.size() - 1);
}

void PartialFile::finishChunk(uint64_t chunk, ChunkRecord record) {
  journal_.parts.erase(chunk);
  journal_.chunks[chunk] = std::move(record);
  unsynced_.push_back(chunk);
}

std::pair<uint64_t, Sha256> PartialFile::takePart(uint64_t chunk) {
  std::pair<uint64_t, Sha256> out{0, Sha256()};
  const auto found = journal_.parts.find(chunk);
  if (found == journal_.parts.end()) return out;
  std::string block(256U << 10, '\0');
  while (out.first < found->second.bytes) {
    const size_t want = static_cast<size_t>(std::min<uint64_t>(block.size(), found->second.bytes - out.first));
    const ssize_t got = ::pread(fd_.get(), block.data(), want, static_cast<off_t>(journal_.begin(chunk) + out.first));
    if (got <= 0) break;
    out.second.add(std::string_view(block).substr(0, static_cast<size_t>(got)));
    out.first += static_cast<uint64_t>(got);
  }
  if (out.first != found->second.bytes || out.second.hex() != found->second.sha256) {
    out = {0, Sha256()};
    journal_.parts.erase(found);
  }
  return out;
}

Status PartialFile::flush() {
  if (::fdatasync(fd_.get()) != 0) return systemError(shown(), "cannot be written", errno);
  std::string lines;
  for (; sources_written_ < journal_.sources.size(); ++sources_written_) {
    lines += sourceLine(static_cast<uint32_t>(sources_written_), journal_.sources[sources_written_]);
  }
  for (const uint64_t chunk : unsynced_) {
    if (const auto found = journal_.chunks.find(chunk); found != journal_.chunks.end()) lines += chunkLine(chunk, found->second);
  }
  for (const auto& [chunk, part] : journal_.parts) lines += partLine(chunk, part);
  unsynced_.clear();
  DEEPWELL_TRY(writeAt(journal_fd_.get(), lines, journal_bytes_, folder_.shown(journalName())));
  journal_bytes_ += lines.size();
  return {};
}

Status PartialFile::rewriteJournal() {
  if (dirty() && ::fdatasync(fd_.get()) != 0) return systemError(shown(), "cannot be written", errno);
  unsynced_.clear();
  const std::string text = journalText(journal_);
  DEEPWELL_TRY(folder_.writeFile(journalName(), text));
  DEEPWELL_ASSIGN(journal_fd_, folder_.openFile(journalName(), O_WRONLY));
  journal_bytes_ = text.size();
  sources_written_ = journal_.sources.size();
  return {};
}

Status PartialFile::publish(const std::string& sha256, bool replace) {
  if (::fdatasync(fd_.get()) != 0) return systemError(shown(), "cannot be written", errno);
  DEEPWELL_TRY(folder_.rename(partialName(), folder_, name_, replace));
  DEEPWELL_TRY(folder_.sync());
  // The file is there and right: without a receipt it can only be repaired as a whole, so its errors are no failure.
  journal_.sha256 = sha256;
  journal_.parts.clear();
  journal_.written_ns = writtenNs(fd_.get());
  writeReceipt(folder_, name_, journal_);
  folder_.remove(journalName());
  return {};
}

void PartialFile::erase() { erasePartial(folder_, name_); }

int64_t writtenNs(int fd) {
  struct stat is {};
  return ::fstat(fd, &is) == 0 ? int64_t{is.st_mtim.tv_sec} * 1'000'000'000 + is.st_mtim.tv_nsec : 0;
}

std::optional<Journal> readReceipt(const Folder& folder, std::string_view name) {
  if (const auto receipts = folder.below(kReceiptFolder, false)) {
    if (auto receipt = readJournalOf(*receipts, std::string(name) + std::string(kReceiptEnding))) return receipt;
  }
  // Power was lost after the file had got its name.
  return readJournalOf(folder, std::string(name) + std::string(kJournalEnding));
}

void writeReceipt(const Folder& folder, std::string_view name, const Journal& journal) {
  const auto receipts = folder.below(kReceiptFolder, true);
  if (!receipts) return;
  if (receipts->writeFile(std::string(name) + std::string(kReceiptEnding), journalText(journal))) static_cast<void>(receipts->sync());
}

void erasePartial(const Folder& folder, std::string_view name) {
  folder.remove(std::string(name) + std::string(kPartialEnding));
  folder.remove(std::string(name) + std::string(kJournalEnding));
}

}  // namespace deepwell::fetch
