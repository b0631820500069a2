#include "engine/format/shard_name.h"

#include "engine/format/mapped_file.h"

namespace deepwell {
namespace {

// The number at the end of `text` behind `mark`, which are cut off; nullopt if it has not five or six digits.
std::optional<uint32_t> takeNumber(std::string_view mark, std::string_view* text, size_t* digits) {
  const size_t at = text->rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view number = text->substr(at + mark.size());
  *digits = number.size();
  if (*digits < 5 || *digits > 6 || number.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  *text = text->substr(0, at);
  uint32_t value = 0;
  for (const char c : number) value = value * 10 + static_cast<uint32_t>(c - '0');
  return value;
}

// "m-00002-of-00003.gguf", "m-00002-of-00003.gguf and 4 more" for an error.
std::string listed(const std::vector<std::string>& names) {
  return names.size() == 1 ? names[0] : fmt::format("{} and {} more", names[0], names.size() - 1);
}

}  // namespace

std::string ShardName::fileName(uint32_t of_number) const {
  return fmt::format("{}-{:0{}}-of-{:0{}}{}", prefix, of_number, number_digits, count, count_digits, extension);
}

std::optional<ShardName> shardName(const std::filesystem::path& path) {
  const std::string stem = path.stem().string();
  std::string_view rest = stem;
  ShardName shard;
  const std::optional<uint32_t> count = takeNumber("-of-", &rest, &shard.count_digits);
  if (!count) return std::nullopt;
  const std::optional<uint32_t> number = takeNumber("-", &rest, &shard.number_digits);
  if (!number || *number == 0 || *number > *count || rest.empty()) return std::nullopt;
  shard.prefix = rest;
  shard.number = *number;
  shard.count = *count;
  shard.extension = path.extension().string();
  return shard;
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
