#include "engine/format/parse_tools.h"

#include <algorithm>

namespace deepwell {

std::string printable(std::string_view text) {
  constexpr size_t kLongest = 120;
  std::string out;
  for (const char c : text.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      out.push_back(c);
    } else {
      out += fmt::format("\\x{:02x}", byte);
    }
  }
  if (text.size() > kLongest) out += "...";
  return out;
}

bool multiplyShape(std::span<const int64_t> shape, int64_t* elements) {
  *elements = 1;
  for (const int64_t size : shape) {
    if (size < 0 || __builtin_mul_overflow(*elements, size, elements)) return false;
  }
  return true;
}

bool tensorBytes(DType dtype, int64_t elements, uint64_t* bytes) {
  const DTypeInfo& info = dtypeInfo(dtype);
  return !__builtin_mul_overflow(static_cast<uint64_t>(elements) / info.block_elements, uint64_t{info.block_bytes},
                                 bytes);
}

Status checkOverlap(std::vector<TensorView>* tensors) {
  std::sort(tensors->begin(), tensors->end(), [](const TensorView& a, const TensorView& b) {
    return std::pair(a.data.data(), a.data.size()) < std::pair(b.data.data(), b.data.size());
  });
  for (size_t i = 1; i < tensors->size(); ++i) {
    const TensorView& before = (*tensors)[i - 1];
    const TensorView& after = (*tensors)[i];
    if (before.data.data() + before.data.size() > after.data.data()) {
      return fail(ErrorCode::kCorruptFile, "the data of tensors \"{}\" and \"{}\" overlap", printable(before.name),
                  printable(after.name));
    }
  }
  return {};
}

Status sortByName(std::vector<TensorView>* tensors) {
  std::sort(tensors->begin(), tensors->end(), [](const TensorView& a, const TensorView& b) { return a.name < b.name; });
  const auto twice = std::adjacent_find(tensors->begin(), tensors->end(),
                                        [](const TensorView& a, const TensorView& b) { return a.name == b.name; });
  if (twice != tensors->end()) {
    return fail(ErrorCode::kCorruptFile, "tensor \"{}\" occurs twice", printable(twice->name));
  }
  return {};
}

}  // namespace deepwell
