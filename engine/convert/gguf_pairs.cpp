// Metadata of one GGUF file as it lies in the file: the types of numbers matter to other programs, and a read value has
// lost them.
#include <array>

#include "engine/convert/metadata.h"
#include "engine/format/gguf.h"
#include "engine/format/mapped_file.h"

namespace deepwell {
namespace {

constexpr uint32_t kString = 8;
constexpr uint32_t kArray = 9;
// Bytes of a value by its type number; 0: not of fixed size.
constexpr std::array<uint8_t, 13> kSizes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

[[nodiscard]] bool skipValues(ByteCursor* cursor, uint32_t type, uint64_t count) {
  std::span<const std::byte> bytes;
  std::string_view text;
  if (type == kString) {
    for (uint64_t i = 0; i < count; ++i) {
      if (!readGgufString(cursor, &text)) return false;
    }
    return true;
  }
  uint64_t size = 0;
  return type < kSizes.size() && kSizes[type] > 0 && !__builtin_mul_overflow(count, uint64_t{kSizes[type]}, &size) &&
         cursor->take(size, &bytes);
}

[[nodiscard]] bool skipPairValue(ByteCursor* cursor) {
  uint32_t type = 0;
  if (!cursor->read(&type)) return false;
  if (type != kArray) return skipValues(cursor, type, 1);
  uint64_t count = 0;
  return cursor->read(&type) && cursor->read(&count) && skipValues(cursor, type, count);
}

bool describesTheFile(std::string_view key) {
  return key.starts_with("split.") || key == "general.alignment" || key == "general.file_type" ||
         key == "general.quantization_version";
}

}  // namespace

Status copyGgufMetadata(const Checkpoint& checkpoint, GgufWriter* writer) {
  const std::filesystem::path& file = checkpoint.files().front();
  const Failure changed = fail(ErrorCode::kCorruptFile, "{}: its metadata changed while it was read", file.string());
  DEEPWELL_ASSIGN(const MappedFile mapped, MappedFile::open(file));
  ByteCursor cursor(mapped.bytes());
  struct {
    uint32_t magic, version;
    uint64_t tensors, pairs;
  } head{};
  if (!cursor.read(&head)) return changed;
  for (uint64_t i = 0; i < head.pairs; ++i) {
    std::string_view key;
    if (!readGgufString(&cursor, &key)) return changed;
    const size_t begin = cursor.position();
    if (!skipPairValue(&cursor)) return changed;
    if (describesTheFile(key)) continue;
    writer->addRaw(key, {reinterpret_cast<const char*>(mapped.bytes().data()) + begin, cursor.position() - begin});
  }
  return {};
}

}  // namespace deepwell
