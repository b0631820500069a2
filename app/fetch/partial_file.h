// A file that is being fetched: `<name>.partial`, its journal beside it, and how it becomes `<name>`.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "app/fetch/folder.h"
#include "app/fetch/journal.h"
#include "app/fetch/options.h"
#include "app/fetch/sha256.h"

namespace deepwell::fetch {

inline constexpr ErrorCode kLocked = ErrorCode::kCancelled;  // another process has the file

class PartialFile {
 public:
  // Takes up what is there if it is of the same file as `wanted` (its SHA-256, or, not known, its address and size), else
  // begins anew. Locked against other helpers.
  static Result<PartialFile> open(Folder folder, std::string name, Journal wanted, uint64_t margin_bytes);
  // A damaged finished file becomes the partial one; `journal` says what of it is good.
  static Result<PartialFile> fromFinished(Folder folder, std::string name, Journal journal, uint64_t margin_bytes);

  const Journal& journal() const { return journal_; }
  int fd() const { return fd_.get(); }
  std::string shown() const { return folder_.shown(partialName()); }
  bool whole() const { return sized_ && journal_.chunks.size() == journal_.count(); }
  bool sized() const { return sized_; }
  bool preallocated() const { return preallocated_; }
  const Folder& folder() const { return folder_; }

  // The size is known now: space is looked for and set aside. kNoSpace: there is too little.
  Status setSize(uint64_t size);
  // Nothing of it is good any more, and its size is not known.
  Status startOver();
  // The index of this source, which becomes the last if it is new.
  uint32_t sourceIndex(const Source& source);

  Status write(std::string_view bytes, uint64_t at) { return writeAt(fd_.get(), bytes, at, shown()); }
  // A chunk's bytes are written; they count from the next flush on.
  void finishChunk(uint64_t chunk, ChunkRecord record);
  void keepPart(uint64_t chunk, PartRecord record) { journal_.parts[chunk] = std::move(record); }
  void dropPart(uint64_t chunk) { journal_.parts.erase(chunk); }
  void dropPartsBefore(uint32_t source) {
    std::erase_if(journal_.parts, [source](const auto& entry) { return entry.second.source < source; });
  }
  // The beginning of a chunk that is there and its hash so far; 0 bytes: none.
  std::pair<uint64_t, Sha256> takePart(uint64_t chunk);
  void dropChunk(uint64_t chunk) { journal_.chunks.erase(chunk); }

  bool dirty() const { return !unsynced_.empty(); }
  size_t unsynced() const { return unsynced_.size(); }
  // Data to the disk, then the journal's lines, parts too.
  Status flush();
  // The whole journal written anew.
  Status rewriteJournal();

  // To its final name, with a receipt. `sha256` is of the whole.
  Status publish(const std::string& sha256, bool replace);
  // Removes it and its journal.
  void erase();

 private:
  PartialFile(Folder folder, std::string name, Journal journal, uint64_t margin_bytes)
      : folder_(std::move(folder)), name_(std::move(name)), journal_(std::move(journal)), margin_bytes_(margin_bytes) {}
  Status openData(bool fresh);
  Status resume(const Journal& found);
  std::string partialName() const;
  std::string journalName() const;

  Folder folder_;
  std::string name_;
  Journal journal_;
  uint64_t margin_bytes_ = 0;
  FileDescriptor fd_;
  FileDescriptor journal_fd_;
  bool sized_ = false;  // journal_.size holds, also when it is 0
  bool preallocated_ = false;
  std::vector<uint64_t> unsynced_;
  size_t sources_written_ = 0;
  uint64_t journal_bytes_ = 0;
};

// The receipt of a finished file: the hashes of its chunks from when it was fetched.
std::optional<Journal> readReceipt(const Folder& folder, std::string_view name);
// Without it the file is as good, but a repair fetches all of it: errors are no failure.
void writeReceipt(const Folder& folder, std::string_view name, const Journal& journal);
// When it was last written to, since 1970; 0: not known.
int64_t writtenNs(int fd);
// Removes what an unfinished download of it left.
void erasePartial(const Folder& folder, std::string_view name);

}  // namespace deepwell::fetch
