#include "engine/format/safetensors_writer.h"

#include <cstring>

#include "engine/format/parse_tools.h"

namespace deepwell {

std::string jsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

Result<size_t> SafetensorsWriter::addTensor(std::string_view name, std::span<const int64_t> shape, DType dtype) {
  const DTypeInfo& info = dtypeInfo(dtype);
  int64_t elements = 0;
  uint64_t bytes = 0;
  if (info.st_name.empty()) {
    return fail(ErrorCode::kUnsupported, "tensor \"{}\": safetensors has no type {}", printable(name), info.name);
  }
  if (!multiplyShape(shape, &elements) || !tensorBytes(dtype, elements, &bytes)) {
    return fail(ErrorCode::kInvalidArgument, "tensor \"{}\" is too large", printable(name));
  }
  std::string sizes;
  for (const int64_t size : shape) sizes += (sizes.empty() ? "" : ",") + std::to_string(size);
  entries_ += fmt::format(R"({}{}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", entries_.empty() ? "" : ",",
                          jsonText(name), info.st_name, sizes, data_bytes_, data_bytes_ + bytes);
  offsets_.push_back(data_bytes_);
  data_bytes_ += bytes;
  return offsets_.size() - 1;
}

std::string SafetensorsWriter::head() const {
  // Readers of this library look for the format's name.
  std::string header = R"({"__metadata__":{"format":"pt"})" + (entries_.empty() ? "" : "," + entries_) + "}";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  const uint64_t length = header.size();
  std::string out(sizeof(length), '\0');
  std::memcpy(out.data(), &length, sizeof(length));
  return out + header;
}

}  // namespace deepwell
