#include "engine/format/gguf_writer.h"

#include <bit>
#include <cstring>

#include "engine/format/gguf.h"
#include "engine/format/parse_tools.h"

namespace deepwell {
namespace {

static_assert(std::endian::native == std::endian::little, "GGUF files are written in the machine's own byte order");

// Numbers of value types (gguf.md).
enum : uint32_t { kU32 = 4, kI32 = 5, kF32 = 6, kBool = 7, kString = 8, kArray = 9 };

constexpr uint32_t kVersion = 3;

template <class T>
void append(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

void appendText(std::string& out, std::string_view text) {
  append<uint64_t>(out, text.size());
  out += text;
}

uint64_t aligned(uint64_t bytes) { return (bytes + GgufWriter::kAlignment - 1) / GgufWriter::kAlignment * GgufWriter::kAlignment; }

}  // namespace

void GgufWriter::addRaw(std::string_view key, std::string_view type_and_value) {
  appendText(pairs_, key);
  pairs_ += type_and_value;
  ++pair_count_;
}

void GgufWriter::addU32(std::string_view key, uint32_t value) {
  std::string raw;
  append<uint32_t>(raw, kU32);
  append(raw, value);
  addRaw(key, raw);
}

void GgufWriter::addF32(std::string_view key, float value) {
  std::string raw;
  append<uint32_t>(raw, kF32);
  append(raw, value);
  addRaw(key, raw);
}

void GgufWriter::addBool(std::string_view key, bool value) {
  std::string raw;
  append<uint32_t>(raw, kBool);
  append<uint8_t>(raw, value ? 1 : 0);
  addRaw(key, raw);
}

void GgufWriter::addString(std::string_view key, std::string_view value) {
  std::string raw;
  append<uint32_t>(raw, kString);
  appendText(raw, value);
  addRaw(key, raw);
}

void GgufWriter::addStrings(std::string_view key, std::span<const std::string> values) {
  std::string raw;
  append<uint32_t>(raw, kArray);
  append<uint32_t>(raw, kString);
  append<uint64_t>(raw, values.size());
  for (const std::string& value : values) appendText(raw, value);
  addRaw(key, raw);
}

void GgufWriter::addI32s(std::string_view key, std::span<const int32_t> values) {
  std::string raw;
  append<uint32_t>(raw, kArray);
  append<uint32_t>(raw, kI32);
  append<uint64_t>(raw, values.size());
  for (const int32_t value : values) append(raw, value);
  addRaw(key, raw);
}

Result<size_t> GgufWriter::addTensor(std::string_view name, std::span<const int64_t> shape, DType dtype) {
  const DTypeInfo& info = dtypeInfo(dtype);
  const std::string shown = printable(name);
  if (info.ggml_type < 0) return fail(ErrorCode::kUnsupported, "tensor \"{}\": GGUF has no type {}", shown, info.name);
  if (shape.empty() || shape.size() > kGgufMaxDims) {
    return fail(ErrorCode::kUnsupported, "tensor \"{}\" has {} dimensions, GGUF has 1 to {}", shown, shape.size(), kGgufMaxDims);
  }
  int64_t elements = 0;
  uint64_t bytes = 0;
  if (!multiplyShape(shape, &elements) || shape.back() % info.block_elements != 0 || !tensorBytes(dtype, elements, &bytes)) {
    return fail(ErrorCode::kInvalidArgument, "tensor \"{}\": rows of {} elements cannot be of type {}", shown,
                shape.back(), info.name);
  }
  appendText(infos_, name);
  append<uint32_t>(infos_, static_cast<uint32_t>(shape.size()));
  for (size_t i = shape.size(); i-- > 0;) append<uint64_t>(infos_, static_cast<uint64_t>(shape[i]));
  append<uint32_t>(infos_, static_cast<uint32_t>(info.ggml_type));
  append<uint64_t>(infos_, data_bytes_);
  offsets_.push_back(data_bytes_);
  data_bytes_ += aligned(bytes);
  return offsets_.size() - 1;
}

uint64_t GgufWriter::dataOffset() const { return aligned(4 + 4 + 8 + 8 + pairs_.size() + infos_.size()); }

std::string GgufWriter::head() const {
  std::string out = "GGUF";
  out.reserve(static_cast<size_t>(dataOffset()));
  append<uint32_t>(out, kVersion);
  append<uint64_t>(out, offsets_.size());
  append<uint64_t>(out, pair_count_);
  out += pairs_;
  out += infos_;
  out.resize(static_cast<size_t>(dataOffset()));
  return out;
}

}  // namespace deepwell
