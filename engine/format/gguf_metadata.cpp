#include <cmath>
#include <string_view>
#include <type_traits>

#include "engine/format/gguf.h"

namespace deepwell {
namespace {

enum class ValueType : uint32_t {
  kU8,
  kI8,
  kU16,
  kI16,
  kU32,
  kI32,
  kF32,
  kBool,
  kString,
  kArray,
  kU64,
  kI64,
  kF64,
};

constexpr uint64_t kLongestKey = 65535;        // the format's own limit
constexpr uint64_t kSmallestPair = 8 + 4 + 1;  // empty key, type, one byte
constexpr uint64_t kPairMemory = 160;          // a map node with its allocation

// A one-byte truth value as GGUF stores it.
struct Flag {
  uint8_t byte;
};

Failure cutShort(std::string_view key) {
  return fail(ErrorCode::kCorruptFile, "the file ends in the middle of the metadata value \"{}\"; download it again",
              printable(key));
}

Failure tooLarge(std::string_view key) {
  return fail(ErrorCode::kCorruptFile, "the metadata value \"{}\" would take more than twice the file in memory",
              printable(key));
}

// T in the file becomes Stored in memory.
template <class T>
struct StoredAs {
  using type = std::conditional_t<std::is_floating_point_v<T>, double,
                                  std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>>;
  static Result<type> convert(T value) { return static_cast<type>(value); }
};

template <>
struct StoredAs<Flag> {
  using type = bool;
  static Result<bool> convert(Flag value) {
    if (value.byte > 1) return fail(ErrorCode::kCorruptFile, "a truth value is {}, not 0 or 1", value.byte);
    return value.byte == 1;
  }
};

template <class T>
Status readNumber(ByteCursor* cursor, std::string_view key, GgufValue* out) {
  T value{};
  if (!cursor->read(&value)) return cutShort(key);
  DEEPWELL_ASSIGN(const auto stored, StoredAs<T>::convert(value));
  *out = stored;
  return {};
}

template <class T>
Status readNumbers(ByteCursor* cursor, std::string_view key, uint64_t count, HeaderBudget* budget, GgufValue* out) {
  using Stored = typename StoredAs<T>::type;
  if (count > cursor->remaining() / sizeof(T)) return cutShort(key);
  if (!budget->take(count, sizeof(Stored))) return tooLarge(key);
  std::vector<Stored> values;
  values.reserve(static_cast<size_t>(count));
  for (uint64_t i = 0; i < count; ++i) {
    T value{};
    if (!cursor->read(&value)) return cutShort(key);
    DEEPWELL_ASSIGN(const auto stored, StoredAs<T>::convert(value));
    values.push_back(stored);
  }
  *out = std::move(values);
  return {};
}

Status readString(ByteCursor* cursor, std::string_view key, HeaderBudget* budget, GgufValue* out) {
  std::string_view text;
  if (!readGgufString(cursor, &text)) return cutShort(key);
  if (!budget->take(1, stringHeapBytes(text.size()))) return tooLarge(key);
  *out = std::string(text);
  return {};
}

Status readStrings(ByteCursor* cursor, std::string_view key, uint64_t count, HeaderBudget* budget, GgufValue* out) {
  if (count > cursor->remaining() / sizeof(uint64_t)) return cutShort(key);
  // Not copied here, but readers build tables of about this size.
  if (!budget->take(count, sizeof(std::string))) return tooLarge(key);
  ByteCursor walk = *cursor;
  for (uint64_t i = 0; i < count; ++i) {
    std::string_view text;
    if (!readGgufString(&walk, &text)) return cutShort(key);
    if (!budget->take(1, stringHeapBytes(text.size()))) return tooLarge(key);
  }
  std::span<const std::byte> bytes;
  if (!cursor->take(walk.position() - cursor->position(), &bytes)) return cutShort(key);
  *out = GgufStrings(bytes, static_cast<size_t>(count));
  return {};
}

// One row a value type: how to read one, and how to read an array of them.
struct ValueReader {
  Status (*one)(ByteCursor*, std::string_view key, GgufValue*);
  Status (*many)(ByteCursor*, std::string_view key, uint64_t count, HeaderBudget*, GgufValue*);
};

template <class T>
constexpr ValueReader kNumberReader = {readNumber<T>, readNumbers<T>};

const ValueReader* numberReader(ValueType type) {
  switch (type) {
    case ValueType::kU8:
      return &kNumberReader<uint8_t>;
    case ValueType::kI8:
      return &kNumberReader<int8_t>;
    case ValueType::kU16:
      return &kNumberReader<uint16_t>;
    case ValueType::kI16:
      return &kNumberReader<int16_t>;
    case ValueType::kU32:
      return &kNumberReader<uint32_t>;
    case ValueType::kI32:
      return &kNumberReader<int32_t>;
    case ValueType::kF32:
      return &kNumberReader<float>;
    case ValueType::kBool:
      return &kNumberReader<Flag>;
    case ValueType::kU64:
      return &kNumberReader<uint64_t>;
    case ValueType::kI64:
      return &kNumberReader<int64_t>;
    case ValueType::kF64:
      return &kNumberReader<double>;
    case ValueType::kString:
    case ValueType::kArray:
      break;
  }
  return nullptr;
}

Status readArray(ByteCursor* cursor, std::string_view key, HeaderBudget* budget, GgufValue* out) {
  uint32_t type = 0;
  uint64_t count = 0;
  if (!cursor->read(&type) || !cursor->read(&count)) return cutShort(key);
  if (type == static_cast<uint32_t>(ValueType::kString)) return readStrings(cursor, key, count, budget, out);
  if (type == static_cast<uint32_t>(ValueType::kArray)) {
    return fail(ErrorCode::kUnsupported, "the metadata value \"{}\" is an array of arrays, which is not supported",
                printable(key));
  }
  const ValueReader* reader = numberReader(static_cast<ValueType>(type));
  if (reader == nullptr) {
    return fail(ErrorCode::kCorruptFile, "the metadata array \"{}\" has the unknown element type {}", printable(key),
                type);
  }
  return reader->many(cursor, key, count, budget, out);
}

Status readValue(ByteCursor* cursor, std::string_view key, HeaderBudget* budget, GgufValue* out) {
  uint32_t type = 0;
  if (!cursor->read(&type)) return cutShort(key);
  if (type == static_cast<uint32_t>(ValueType::kString)) return readString(cursor, key, budget, out);
  if (type == static_cast<uint32_t>(ValueType::kArray)) return readArray(cursor, key, budget, out);
  const ValueReader* reader = numberReader(static_cast<ValueType>(type));
  if (reader == nullptr) {
    return fail(ErrorCode::kCorruptFile, "the metadata value \"{}\" has the unknown type {}", printable(key), type);
  }
  return reader->one(cursor, key, out);
}

}  // namespace

bool readGgufString(ByteCursor* cursor, std::string_view* text) {
  uint64_t length = 0;
  std::span<const std::byte> bytes;
  if (!cursor->read(&length) || !cursor->take(length, &bytes)) return false;
  *text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  return true;
}

Status readGgufMetadata(ByteCursor* cursor, uint64_t pairs, HeaderBudget* budget, GgufMetadata* metadata) {
  if (pairs > cursor->remaining() / kSmallestPair) {
    return fail(ErrorCode::kCorruptFile, "the header promises {} metadata values, more than the file can hold", pairs);
  }
  for (uint64_t i = 0; i < pairs; ++i) {
    std::string_view key;
    if (!readGgufString(cursor, &key)) {
      return fail(ErrorCode::kCorruptFile, "the file ends in the middle of metadata key {}; download it again", i);
    }
    if (key.empty() || key.size() > kLongestKey) {
      return fail(ErrorCode::kCorruptFile, "metadata key {} has {} bytes, allowed are 1 to {}", i, key.size(),
                  kLongestKey);
    }
    if (!budget->take(1, kPairMemory + stringHeapBytes(key.size()))) return tooLarge(key);
    const auto [entry, fresh] = metadata->try_emplace(std::string(key));
    if (!fresh) return fail(ErrorCode::kCorruptFile, "the metadata key \"{}\" occurs twice", printable(key));
    DEEPWELL_TRY(readValue(cursor, key, budget, &entry->second));
  }
  return {};
}

std::optional<int64_t> ggufInt(const GgufMetadata& metadata, std::string_view key) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) return std::nullopt;
  if (const auto* value = std::get_if<uint64_t>(&found->second)) {
    if (*value > static_cast<uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<int64_t>(*value);
  }
  if (const auto* value = std::get_if<int64_t>(&found->second)) return *value;
  if (const auto* value = std::get_if<double>(&found->second)) {
    const bool whole = std::floor(*value) == *value && std::fabs(*value) < 0x1p62;
    return whole ? std::optional<int64_t>(static_cast<int64_t>(*value)) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace deepwell
