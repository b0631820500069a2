#include "engine/format/gguf.h"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/format/ggml_types.h"

namespace deepwell {
namespace {

static_assert(std::endian::native == std::endian::little, "the readers copy little-endian values as they lie");

constexpr int64_t kLargestAlignment = int64_t{1} << 30;
constexpr uint64_t kLongestName = 1024;                  // the format says 64; some converters write longer ones
constexpr uint64_t kSmallestTensor = 8 + 1 + 4 + 4 + 8;  // a name of one byte, no dimension, type, offset

struct Header {
  uint64_t tensors = 0;
  uint64_t pairs = 0;
};

// A tensor as the file describes it; `offset` counts from the start of the data.
struct TensorInfo {
  TensorView view;
  uint64_t offset = 0;
  uint64_t bytes = 0;
};

Status checkVersion(uint32_t version) {
  if (version == 2 || version == 3) return {};
  if (version == 1) {
    return fail(ErrorCode::kUnsupported,
                "GGUF version 1 is not supported, versions 2 and 3 are; convert the model again with a current tool");
  }
  const uint32_t swapped = __builtin_bswap32(version);
  if (swapped >= 1 && swapped <= 3) {
    return fail(ErrorCode::kUnsupported,
                "this is a big-endian GGUF file, expected a little-endian one; get that one, or convert it with "
                "`gguf-convert-endian FILE little` of the Python package gguf");
  }
  return fail(ErrorCode::kUnsupported, "GGUF version {} is not supported, versions 2 and 3 are", version);
}

Result<Header> readHeader(ByteCursor* cursor) {
  std::array<char, 4> magic{};
  if (!cursor->read(&magic) || std::string_view(magic.data(), 4) != "GGUF") {
    return fail(ErrorCode::kCorruptFile, "not a GGUF file: it does not begin with \"GGUF\"");
  }
  uint32_t version = 0;
  Header header;
  const Failure cut = fail(ErrorCode::kCorruptFile, "the file ends inside its header; download it again");
  if (!cursor->read(&version)) return cut;
  DEEPWELL_TRY(checkVersion(version));
  if (!cursor->read(&header.tensors) || !cursor->read(&header.pairs)) return cut;
  return header;
}

// The shape is stored innermost first; a view's is outermost first.
Status readShape(ByteCursor* cursor, const std::string& name, std::vector<int64_t>* shape) {
  uint32_t dims = 0;
  if (!cursor->read(&dims)) return fail(ErrorCode::kCorruptFile, "the file ends inside tensor \"{}\"", name);
  if (dims > kGgufMaxDims) {
    return fail(ErrorCode::kCorruptFile, "tensor \"{}\" has {} dimensions, at most {} are allowed", name, dims,
                kGgufMaxDims);
  }
  shape->resize(dims);
  for (uint32_t i = dims; i > 0; --i) {
    uint64_t size = 0;
    if (!cursor->read(&size)) return fail(ErrorCode::kCorruptFile, "the file ends inside tensor \"{}\"", name);
    if (size == 0 || size > static_cast<uint64_t>(INT64_MAX)) {
      return fail(ErrorCode::kCorruptFile, "tensor \"{}\" has a dimension of {}", name, size);
    }
    (*shape)[i - 1] = static_cast<int64_t>(size);
  }
  return {};
}

Status resolveType(uint32_t type, const std::string& name, TensorInfo* info) {
  const std::optional<DType> dtype = dtypeFromGgml(type);
  if (!dtype) {
    return fail(ErrorCode::kUnsupported, "tensor \"{}\" has {}", name, describeUnreadableType(type));
  }
  TensorView& view = info->view;
  view.dtype = *dtype;
  int64_t elements = 0;
  if (!multiplyShape(view.shape, &elements) || !tensorBytes(*dtype, elements, &info->bytes)) {
    return fail(ErrorCode::kCorruptFile, "the dimensions of tensor \"{}\" multiply to more than 2^63", name);
  }
  const DTypeInfo& row = dtypeInfo(*dtype);
  const int64_t columns = view.shape.empty() ? 1 : view.shape.back();
  if (columns % row.block_elements != 0) {
    return fail(ErrorCode::kCorruptFile, "the rows of tensor \"{}\" have {} elements, not a multiple of {} as {} needs",
                name, columns, row.block_elements, row.name);
  }
  return {};
}

Status readTensorInfo(ByteCursor* cursor, uint64_t index, HeaderBudget* budget, TensorInfo* info) {
  std::string_view raw_name;
  if (!readGgufString(cursor, &raw_name)) {
    return fail(ErrorCode::kCorruptFile, "the file ends inside the name of tensor {}; download it again", index);
  }
  if (raw_name.empty() || raw_name.size() > kLongestName) {
    return fail(ErrorCode::kCorruptFile, "the name of tensor {} has {} bytes, allowed are 1 to {}", index,
                raw_name.size(), kLongestName);
  }
  if (!budget->take(1, stringHeapBytes(raw_name.size()) + kGgufMaxDims * sizeof(int64_t))) {
    return fail(ErrorCode::kCorruptFile, "the list of tensors would take more than twice the file in memory");
  }
  info->view.name = raw_name;
  const std::string name = printable(raw_name);
  DEEPWELL_TRY(readShape(cursor, name, &info->view.shape));
  uint32_t type = 0;
  if (!cursor->read(&type) || !cursor->read(&info->offset)) {
    return fail(ErrorCode::kCorruptFile, "the file ends inside tensor \"{}\"; download it again", name);
  }
  return resolveType(type, name, info);
}

Result<uint64_t> dataAlignment(const GgufMetadata& metadata) {
  if (!metadata.contains("general.alignment")) return uint64_t{32};
  const std::optional<int64_t> value = ggufInt(metadata, "general.alignment");
  // The format asks for a multiple of 8, ggml for a power of two: files of either kind are read.
  const bool good = value && *value > 0 && *value <= kLargestAlignment &&
                    (*value % 8 == 0 || std::has_single_bit(static_cast<uint64_t>(*value)));
  if (good) return static_cast<uint64_t>(*value);
  return fail(ErrorCode::kCorruptFile,
              "general.alignment is {}, expected a multiple of 8 or a power of two up to {}; convert the model again",
              value ? std::to_string(*value) : "no number", kLargestAlignment);
}

// The bytes behind the list of tensors: walks the list (by value, the caller's cursor stays) to find its end.
Result<std::span<const std::byte>> dataSection(std::span<const std::byte> bytes, ByteCursor cursor, uint64_t tensors,
                                               uint64_t alignment) {
  for (uint64_t i = 0; i < tensors; ++i) {
    std::string_view name;
    uint32_t dims = 0;
    std::span<const std::byte> rest;
    if (!readGgufString(&cursor, &name) || !cursor.read(&dims) || !cursor.take(uint64_t{dims} * 8 + 12, &rest)) {
      return fail(ErrorCode::kCorruptFile, "the file ends inside the description of tensor {}; download it again", i);
    }
  }
  const uint64_t over = cursor.position() % alignment;
  const uint64_t start = cursor.position() + (over == 0 ? 0 : alignment - over);
  return start >= bytes.size() ? std::span<const std::byte>() : bytes.subspan(static_cast<size_t>(start));
}

// Turns an offset into a span of the file.
Status placeTensor(std::span<const std::byte> data, uint64_t alignment, TensorInfo* info) {
  const std::string name = printable(info->view.name);
  if (info->offset % alignment != 0) {
    return fail(ErrorCode::kCorruptFile, "tensor \"{}\" starts at {}, not a multiple of the alignment {}", name,
                info->offset, alignment);
  }
  if (info->offset > data.size() || info->bytes > data.size() - info->offset) {
    return fail(ErrorCode::kCorruptFile,
                "tensor \"{}\" needs {} bytes at {}, but the file has only {} bytes of tensor data; download it again",
                name, info->bytes, info->offset, data.size());
  }
  info->view.data = data.subspan(static_cast<size_t>(info->offset), static_cast<size_t>(info->bytes));
  return {};
}

}  // namespace

bool looksLikeGguf(std::span<const std::byte> bytes) {
  return bytes.size() >= 4 && std::memcmp(bytes.data(), "GGUF", 4) == 0;
}

Result<GgufFile> parseGguf(std::span<const std::byte> bytes, HeaderBudget* budget) {
  ByteCursor cursor(bytes);
  DEEPWELL_ASSIGN(const Header header, readHeader(&cursor));
  GgufFile file;
  DEEPWELL_TRY(readGgufMetadata(&cursor, header.pairs, budget, &file.metadata));
  if (header.tensors > cursor.remaining() / kSmallestTensor) {
    return fail(ErrorCode::kCorruptFile, "the header promises {} tensors, more than the file can hold", header.tensors);
  }
  if (!budget->take(header.tensors, sizeof(TensorView))) {
    return fail(ErrorCode::kCorruptFile, "the list of {} tensors would take more than twice the file in memory",
                header.tensors);
  }
  DEEPWELL_ASSIGN(const uint64_t alignment, dataAlignment(file.metadata));
  DEEPWELL_ASSIGN(const auto data, dataSection(bytes, cursor, header.tensors, alignment));
  file.tensors.reserve(static_cast<size_t>(header.tensors));
  for (uint64_t i = 0; i < header.tensors; ++i) {
    TensorInfo info;
    DEEPWELL_TRY(readTensorInfo(&cursor, i, budget, &info));
    DEEPWELL_TRY(placeTensor(data, alignment, &info));
    file.tensors.push_back(std::move(info.view));
  }
  DEEPWELL_TRY(checkOverlap(&file.tensors));
  return file;
}

}  // namespace deepwell
