#include <algorithm>
#include <optional>
#include <string>

#include "engine/format/file_checkpoint.h"
#include "engine/format/shard_name.h"

namespace deepwell {
namespace {

// One opened file of the set.
struct Shard {
  std::filesystem::path file;
  MappedFile mapped;
  GgufFile content;
  int64_t place = 0;  // in the set, from 0: what the file says of itself, not its name
};

// `count` is 1 for a file that is no shard by its name.
Status checkCount(const GgufMetadata& metadata, uint32_t count) {
  const std::optional<int64_t> own = ggufInt(metadata, "split.count");
  if (!own || *own <= 1 || *own == count) return {};
  return fail(ErrorCode::kCorruptFile,
              "by its metadata it is one of {} shards, by its name one of {}; give it the name it was published with "
              "(\"...-00001-of-{:05}.gguf\")",
              *own, count, *own);
}

Result<Shard> openShard(const std::filesystem::path& file, uint32_t number, uint32_t count, HeaderBudget* budget) {
  DEEPWELL_ASSIGN(MappedFile mapped, MappedFile::open(file));
  Result<GgufFile> parsed = parseGguf(mapped.bytes(), budget);
  if (!parsed) return failWith(parsed.error(), file.string());
  if (const Status right = checkCount(parsed->metadata, count); !right) return failWith(right.error(), file.string());
  const int64_t by_name = int64_t{number} - 1;
  const int64_t place = count > 1 ? ggufInt(parsed->metadata, "split.no").value_or(by_name) : 0;
  if (place < 0 || place >= int64_t{count}) {
    return fail(ErrorCode::kCorruptFile, "{}: by its metadata it is shard {} of {}; download it again", file.string(),
                place + 1, count);
  }
  return Shard{file, std::move(mapped), std::move(*parsed), place};
}

// Shards that were renamed among each other are put in order; the same one twice is an error.
Status sortShards(std::vector<Shard>* shards) {
  std::stable_sort(shards->begin(), shards->end(), [](const Shard& a, const Shard& b) { return a.place < b.place; });
  for (size_t i = 1; i < shards->size(); ++i) {
    const Shard& before = (*shards)[i - 1];
    if (before.place != (*shards)[i].place) continue;
    return fail(ErrorCode::kCorruptFile,
                "{} and {} both are shard {} of the set by their metadata: one was renamed or saved twice; download the "
                "one that is wrong again",
                before.file.string(), (*shards)[i].file.filename().string(), before.place + 1);
  }
  return {};
}

// The first shard says how many tensors all of them hold.
Status checkTensorCount(const Checkpoint& checkpoint, size_t shards) {
  const std::optional<int64_t> promised = ggufInt(checkpoint.metadata(), "split.tensors.count");
  if (!promised || shards == 1 || *promised == static_cast<int64_t>(checkpoint.tensors().size())) return {};
  return fail(ErrorCode::kCorruptFile,
              "{}: the {} shards hold {} tensors together, by their metadata it should be {}; are they of one download?",
              checkpoint.path().string(), shards, checkpoint.tensors().size(), *promised);
}

}  // namespace

CheckpointResult openGguf(const std::filesystem::path& path) {
  const std::optional<ShardName> name = path.extension() == ".gguf" ? shardName(path) : std::nullopt;
  std::vector<std::filesystem::path> files{path};
  if (name) {
    DEEPWELL_ASSIGN(files, shardFiles(path.parent_path(), *name));
  }
  uint64_t total = 0;
  for (const std::filesystem::path& file : files) {
    DEEPWELL_ASSIGN(const uint64_t size, regularFileSize(file));
    total += size;
  }
  HeaderBudget budget(total);
  std::vector<Shard> shards;
  const auto count = static_cast<uint32_t>(files.size());
  for (uint32_t number = 1; number <= count; ++number) {
    DEEPWELL_ASSIGN(Shard shard, openShard(files[number - 1], number, count, &budget));
    shards.push_back(std::move(shard));
  }
  DEEPWELL_TRY(sortShards(&shards));
  auto checkpoint = std::make_shared<FileCheckpoint>(Checkpoint::Kind::kGguf, path);
  checkpoint->setMetadata(std::move(shards.front().content.metadata));
  for (Shard& shard : shards) checkpoint->addFile(shard.file, std::move(shard.mapped), std::move(shard.content.tensors));
  DEEPWELL_TRY(checkpoint->finish());
  DEEPWELL_TRY(checkTensorCount(*checkpoint, shards.size()));
  return checkpoint;
}

}  // namespace deepwell
