#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "engine/base/log.h"
#include "engine/format/file_checkpoint.h"
#include "engine/format/safetensors.h"
#include "engine/format/shard_name.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndexName = "model.safetensors.index.json";
constexpr uint64_t kMaxIndex = uint64_t{256} << 20;

bool isThere(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// All *.safetensors of the folder, sorted by name; sets `gguf` to the name of a .gguf that lies there too.
std::vector<fs::path> safetensorsIn(const fs::path& folder, std::string* gguf) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".safetensors") files.push_back(entry->path());
    if (entry->path().extension() == ".gguf" && gguf != nullptr) *gguf = entry->path().filename().string();
  }
  std::sort(files.begin(), files.end());
  return files;
}

uint64_t sizeOfAll(const std::vector<fs::path>& files) {
  uint64_t total = 0;
  for (const fs::path& file : files) total += regularFileSize(file).value_or(0);
  return total;
}

Status addFile(const fs::path& file, HeaderBudget* budget, FileCheckpoint* checkpoint) {
  DEEPWELL_ASSIGN(MappedFile mapped, MappedFile::open(file));
  Result<std::vector<TensorView>> tensors = parseSafetensors(mapped.bytes(), budget);
  if (!tensors) return failWith(tensors.error(), file.string());
  checkpoint->addFile(file, std::move(mapped), std::move(*tensors));
  return {};
}

CheckpointResult openFiles(const fs::path& path, const fs::path& folder, const std::vector<fs::path>& files) {
  HeaderBudget budget(sizeOfAll(files));
  auto checkpoint = std::make_shared<FileCheckpoint>(Checkpoint::Kind::kSafetensors, path);
  checkpoint->setFolder(folder);
  for (const fs::path& file : files) DEEPWELL_TRY(addFile(file, &budget, checkpoint.get()));
  DEEPWELL_TRY(checkpoint->finish());
  return checkpoint;
}

Result<SafetensorsIndex> readIndex(const fs::path& folder, HeaderBudget* budget) {
  const fs::path file = folder / kIndexName;
  DEEPWELL_ASSIGN(const uint64_t size, regularFileSize(file));
  if (!budget->take(size, 1)) {
    return fail(ErrorCode::kCorruptFile, "{}: its {} bytes are out of proportion to the shards", file.string(), size);
  }
  DEEPWELL_ASSIGN(const std::string text, readTextFile(file, kMaxIndex));
  Result<SafetensorsIndex> index = parseSafetensorsIndex(text, budget);
  if (!index) return failWith(index.error(), file.string());
  return index;
}

// The shards' own headers say where a tensor lies; the index may be stale. A tensor that it promises and no shard has
// is worth a word: if the architecture needs it, loading fails and names it.
void compareWithIndex(const SafetensorsIndex& index, const Checkpoint& checkpoint) {
  size_t absent = 0;
  const std::pair<std::string, uint32_t>* first = nullptr;
  for (const auto& entry : index.tensors) {
    if (checkpoint.find(entry.first) != nullptr) continue;
    if (absent++ == 0) first = &entry;
  }
  if (absent == 0) return;
  logLine(LogLevel::kWarning, fmt::format("{}: {} of the {} tensors that {} lists are in no shard, \"{}\" of {} among them",
                                          checkpoint.path().string(), absent, index.tensors.size(), kIndexName,
                                          printable(first->first), index.files[first->second]));
}

// The shards of the index that are not there, the first one named.
Status checkShards(const SafetensorsIndex& index, const fs::path& folder) {
  size_t missing = 0;
  std::string first;
  for (const std::string& name : index.files) {
    if (isThere(folder / name)) continue;
    if (missing++ == 0) first = (folder / name).string();
  }
  if (missing == 0) return {};
  return fail(ErrorCode::kNotFound, "{}: this shard is missing ({} of the {} that {} lists are); download {}", first,
              missing, index.files.size(), kIndexName, missing == 1 ? "it" : "them");
}

CheckpointResult openIndexed(const fs::path& path, const fs::path& folder, const SafetensorsIndex& index,
                             HeaderBudget* budget) {
  DEEPWELL_TRY(checkShards(index, folder));
  auto checkpoint = std::make_shared<FileCheckpoint>(Checkpoint::Kind::kSafetensors, path);
  checkpoint->setFolder(folder);
  for (const std::string& name : index.files) DEEPWELL_TRY(addFile(folder / name, budget, checkpoint.get()));
  DEEPWELL_TRY(checkpoint->finish());
  compareWithIndex(index, *checkpoint);
  return checkpoint;
}

// Of files whose names say that they are shards, every one of the set must be there.
Status checkSets(const fs::path& folder, const std::vector<fs::path>& files) {
  std::set<std::pair<std::string, uint32_t>> seen;
  for (const fs::path& file : files) {
    const std::optional<ShardName> shard = shardName(file);
    if (!shard || !seen.emplace(shard->prefix, shard->count).second) continue;
    DEEPWELL_TRY(shardFiles(folder, *shard));
  }
  return {};
}

}  // namespace

CheckpointResult openSafetensorsFolder(const fs::path& path) {
  std::string gguf;
  const std::vector<fs::path> files = safetensorsIn(path, &gguf);
  if (isThere(path / kIndexName)) {
    HeaderBudget budget(sizeOfAll(files));
    DEEPWELL_ASSIGN(const SafetensorsIndex index, readIndex(path, &budget));
    return openIndexed(path, path, index, &budget);
  }
  if (isThere(path / "model.safetensors")) return openFiles(path, path, {path / "model.safetensors"});
  if (!files.empty()) {
    DEEPWELL_TRY(checkSets(path, files));
    return openFiles(path, path, files);
  }
  if (!gguf.empty()) {
    return fail(ErrorCode::kNotFound, "{}: the folder has no *.safetensors; open the file {} in it instead",
                path.string(), gguf);
  }
  return fail(ErrorCode::kNotFound, "{}: the folder has no *.safetensors and no .gguf", path.string());
}

CheckpointResult openSafetensorsFile(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (isThere(folder / kIndexName)) {
    HeaderBudget budget(sizeOfAll(safetensorsIn(folder, nullptr)));
    const Result<SafetensorsIndex> index = readIndex(folder, &budget);
    const std::string name = path.filename().string();
    if (index && std::binary_search(index->files.begin(), index->files.end(), name)) {
      return openIndexed(path, folder, *index, &budget);
    }
  }
  if (const std::optional<ShardName> shard = shardName(path)) {
    DEEPWELL_ASSIGN(const auto files, shardFiles(folder, *shard));
    return openFiles(path, folder, files);
  }
  return openFiles(path, folder, {path});
}

}  // namespace deepwell
