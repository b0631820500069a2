// Names of files that are shards of a set: "R1-00002-of-00005.gguf", "model-00002-of-000163.safetensors".
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace deepwell {

struct ShardName {
  std::string prefix;  // "R1"
  uint32_t number = 0;  // 1 to count
  uint32_t count = 0;
  size_t number_digits = 5;  // five or six, as the writer liked
  size_t count_digits = 5;
  std::string extension;  // ".gguf"

  std::string fileName(uint32_t of_number) const;
};

// nullopt: the file's name is not that of a shard.
std::optional<ShardName> shardName(const std::filesystem::path& path);

// All files of the set in `folder`, in the order of their numbers; the error names the shards that are not there.
Result<std::vector<std::filesystem::path>> shardFiles(const std::filesystem::path& folder, const ShardName& shard);

// Whether the name is that of one piece of a file that was cut for the download ("X.gguf.part1of2",
// "X.gguf-split-a"); sets `whole` to the name of the joined file and `pieces` to the pattern of the pieces.
bool isCutPiece(const std::filesystem::path& path, std::string* whole, std::string* pieces);

}  // namespace deepwell
