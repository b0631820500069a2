#include "engine/format/safetensors.h"

#include <simdjson.h>

#include <algorithm>

namespace deepwell {
namespace {

constexpr uint64_t kLongestHeader = uint64_t{100} << 20;  // the format's own limit
constexpr size_t kMaxDims = 8;

namespace json = simdjson::ondemand;

struct Entry {
  TensorView view;
  uint64_t begin = 0;
  uint64_t end = 0;
};

Failure badJson(simdjson::error_code error) {
  return fail(ErrorCode::kCorruptFile, "its header is not the JSON that was expected ({}); download it again",
              simdjson::error_message(error));
}

Failure badEntry(const std::string& name, std::string_view what) {
  return fail(ErrorCode::kCorruptFile, "tensor \"{}\": {}", name, what);
}

Status readShape(json::value value, const std::string& name, std::vector<int64_t>* shape) {
  json::array sizes;
  if (value.get_array().get(sizes) != simdjson::SUCCESS) return badEntry(name, "\"shape\" is not an array");
  for (auto item : sizes) {
    uint64_t size = 0;
    if (item.get_uint64().get(size) != simdjson::SUCCESS || size > static_cast<uint64_t>(INT64_MAX)) {
      return badEntry(name, "\"shape\" holds something that is not a size");
    }
    if (shape->size() == kMaxDims) return badEntry(name, "it has more than 8 dimensions");
    shape->push_back(static_cast<int64_t>(size));
  }
  return {};
}

Status readOffsets(json::value value, const std::string& name, Entry* entry) {
  json::array offsets;
  if (value.get_array().get(offsets) != simdjson::SUCCESS) return badEntry(name, "\"data_offsets\" is not an array");
  size_t count = 0;
  for (auto item : offsets) {
    uint64_t offset = 0;
    if (count == 2 || item.get_uint64().get(offset) != simdjson::SUCCESS) {
      return badEntry(name, "\"data_offsets\" is not two numbers");
    }
    (count++ == 0 ? entry->begin : entry->end) = offset;
  }
  return count == 2 ? Status{} : badEntry(name, "\"data_offsets\" is not two numbers");
}

Status readDType(json::value value, const std::string& name, TensorView* view) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return badEntry(name, "\"dtype\" is not a string");
  const std::optional<DType> dtype = dtypeFromSafetensors(text);
  if (!dtype) {
    return fail(ErrorCode::kUnsupported,
                "tensor \"{}\" has the type {}, which this version cannot read; choose a checkpoint in BF16, F16, F32 or "
                "F8_E4M3, or a GGUF file of the model",
                name, printable(text));
  }
  view->dtype = *dtype;
  return {};
}

// One entry's three fields, each exactly once; other fields are skipped.
Status readEntry(json::value value, const std::string& name, Entry* entry) {
  json::object fields;
  if (const auto error = value.get_object().get(fields)) return badJson(error);
  unsigned seen = 0;
  const auto first = [&seen](unsigned bit) { return (seen & bit) == 0 && (seen |= bit) != 0; };
  for (auto field : fields) {
    std::string_view key;
    json::value content;
    if (const auto error = field.unescaped_key().get(key)) return badJson(error);
    if (const auto error = field.value().get(content)) return badJson(error);
    if (key == "dtype") {
      if (!first(1)) return badEntry(name, "\"dtype\" occurs twice");
      DEEPWELL_TRY(readDType(content, name, &entry->view));
    } else if (key == "shape") {
      if (!first(2)) return badEntry(name, "\"shape\" occurs twice");
      DEEPWELL_TRY(readShape(content, name, &entry->view.shape));
    } else if (key == "data_offsets") {
      if (!first(4)) return badEntry(name, "\"data_offsets\" occurs twice");
      DEEPWELL_TRY(readOffsets(content, name, entry));
    }
  }
  return seen == 7 ? Status{} : badEntry(name, "\"dtype\", \"shape\" or \"data_offsets\" is missing");
}

Status placeEntry(std::span<const std::byte> data, const std::string& name, Entry* entry) {
  int64_t elements = 0;
  uint64_t bytes = 0;
  if (!multiplyShape(entry->view.shape, &elements) || !tensorBytes(entry->view.dtype, elements, &bytes)) {
    return badEntry(name, "its dimensions multiply to more than 2^63");
  }
  if (entry->begin > entry->end || entry->end > data.size()) {
    return fail(ErrorCode::kCorruptFile,
                "tensor \"{}\" lies at {} to {}, but the file has {} bytes of tensor data; download it again", name,
                entry->begin, entry->end, data.size());
  }
  if (entry->end - entry->begin != bytes) {
    return fail(ErrorCode::kCorruptFile, "tensor \"{}\" has {} bytes of data, its shape and type need {}", name,
                entry->end - entry->begin, bytes);
  }
  entry->view.data = data.subspan(static_cast<size_t>(entry->begin), static_cast<size_t>(bytes));
  return {};
}

// The header's text and the data behind it.
struct Sections {
  std::string_view header;
  std::span<const std::byte> data;
};

Result<Sections> split(std::span<const std::byte> bytes) {
  ByteCursor cursor(bytes);
  uint64_t length = 0;
  std::span<const std::byte> header;
  if (!cursor.read(&length)) {
    return fail(ErrorCode::kCorruptFile, "not a safetensors file: it has only {} bytes", bytes.size());
  }
  if (length > kLongestHeader || !cursor.take(length, &header)) {
    return fail(ErrorCode::kCorruptFile,
                "its header would be {} bytes long, but the file has {} and {} are allowed: not a safetensors file, "
                "or cut short",
                length, bytes.size(), kLongestHeader);
  }
  if (header.empty() || static_cast<char>(header.front()) != '{') {
    return fail(ErrorCode::kCorruptFile, "not a safetensors file: its header does not begin with \"{{\"");
  }
  return Sections{{reinterpret_cast<const char*>(header.data()), header.size()}, bytes.subspan(cursor.position())};
}

Status readEntries(json::object object, std::span<const std::byte> data, HeaderBudget* budget,
                   std::vector<TensorView>* tensors) {
  for (auto field : object) {
    std::string_view key;
    json::value value;
    if (const auto error = field.unescaped_key().get(key)) return badJson(error);
    if (const auto error = field.value().get(value)) return badJson(error);
    if (key == "__metadata__") continue;
    // Doubling the vector may hold three times its share for a moment.
    if (!budget->take(1, 3 * sizeof(TensorView) + stringHeapBytes(key.size()) + 2 * kMaxDims * sizeof(int64_t))) {
      return fail(ErrorCode::kCorruptFile, "the list of tensors would take more than twice the file in memory");
    }
    Entry entry;
    entry.view.name = key;
    const std::string name = printable(key);
    DEEPWELL_TRY(readEntry(value, name, &entry));
    DEEPWELL_TRY(placeEntry(data, name, &entry));
    tensors->push_back(std::move(entry.view));
  }
  return {};
}

}  // namespace

Result<std::vector<TensorView>> parseSafetensors(std::span<const std::byte> bytes, HeaderBudget* budget) {
  DEEPWELL_ASSIGN(const Sections sections, split(bytes));
  if (!budget->take(sections.header.size(), kJsonMemory)) {
    return fail(ErrorCode::kCorruptFile, "its header of {} bytes is out of proportion to the file",
                sections.header.size());
  }
  const simdjson::padded_string padded(sections.header);
  json::parser parser;
  json::document document;
  json::object object;
  if (const auto error = parser.iterate(padded).get(document)) return badJson(error);
  if (const auto error = document.get_object().get(object)) return badJson(error);
  std::vector<TensorView> tensors;
  DEEPWELL_TRY(readEntries(object, sections.data, budget, &tensors));
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return badJson(simdjson::TRAILING_CONTENT);
  DEEPWELL_TRY(checkOverlap(&tensors));
  return tensors;
}

}  // namespace deepwell
