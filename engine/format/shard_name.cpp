#include "engine/format/shard_name.h"

#include "engine/format/mapped_file.h"

namespace deepwell {
namespace {

std::optional<uint32_t> fiveDigits(std::string_view text) {
  if (text.size() != 5 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  uint32_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<uint32_t>(c - '0');
  return value;
}

// "m-00002-of-00003.gguf", "m-00002-of-00003.gguf and 4 more" for an error.
std::string listed(const std::vector<std::string>& names) {
  return names.size() == 1 ? names[0] : fmt::format("{} and {} more", names[0], names.size() - 1);
}

}  // namespace

std::string ShardName::fileName(uint32_t of_number) const {
  return fmt::format("{}-{:05}-of-{:05}{}", prefix, of_number, count, extension);
}

std::optional<ShardName> shardName(const std::filesystem::path& path) {
  constexpr std::string_view kPattern = "-00001-of-00002";
  const std::string stem = path.stem().string();
  if (stem.size() <= kPattern.size()) return std::nullopt;
  const std::string_view tail = std::string_view(stem).substr(stem.size() - kPattern.size());
  if (tail[0] != '-' || tail.substr(6, 4) != "-of-") return std::nullopt;
  const std::optional<uint32_t> number = fiveDigits(tail.substr(1, 5));
  const std::optional<uint32_t> count = fiveDigits(tail.substr(10, 5));
  if (!number || !count || *number == 0 || *number > *count) return std::nullopt;
  return ShardName{stem.substr(0, stem.size() - kPattern.size()), *number, *count, path.extension().string()};
}

Result<std::vector<std::filesystem::path>> shardFiles(const std::filesystem::path& folder, const ShardName& shard) {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> missing;
  for (uint32_t number = 1; number <= shard.count; ++number) {
    files.push_back(folder / shard.fileName(number));
    const Result<uint64_t> size = regularFileSize(files.back());
    if (size) continue;
    if (size.error().code != ErrorCode::kNotFound) return tl::make_unexpected(size.error());
    missing.push_back(shard.fileName(number));
  }
  if (missing.empty()) return files;
  return fail(ErrorCode::kNotFound, "{}: expected {} beside it ({} of {} shards are missing); download {} into the same folder",
              (folder / shard.fileName(shard.number)).string(), listed(missing), missing.size(), shard.count,
              missing.size() == 1 ? "it" : "them");
}

bool isCutPiece(const std::filesystem::path& path, std::string* whole, std::string* pieces) {
  const std::string name = path.filename().string();
  for (const std::string_view mark : {".gguf-split-", ".gguf.part", ".gguf.split-"}) {
    const size_t at = name.find(mark);
    if (at == std::string::npos || at == 0 || at + mark.size() == name.size()) continue;
    *whole = name.substr(0, at) + ".gguf";
    *pieces = name.substr(0, at + mark.size()) + "*";
    return true;
  }
  return false;
}

}  // namespace deepwell
