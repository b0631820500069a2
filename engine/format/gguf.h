// One GGUF file, versions 2 and 3, little endian:
//
//   "GGUF"  u32 version  u64 tensors  u64 pairs
//   pairs   x { string key, u32 type, value }              string = u64 length, bytes
//   tensors x { string name, u32 n, u64 size[n], u32 ggml type, u64 offset }
//   padding to general.alignment (32), then the tensors' data; offsets count from there
//
// Source: docs/gguf.md of the ggml project.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"
#include "engine/format/parse_tools.h"

namespace deepwell {

inline constexpr uint32_t kGgufMaxDims = 4;  // of a tensor

using GgufMetadata = std::map<std::string, GgufValue, std::less<>>;

struct GgufFile {
  GgufMetadata metadata;
  std::vector<TensorView> tensors;  // in the order of their data, which points into the parsed bytes
};

// Whether the bytes begin with GGUF's magic.
bool looksLikeGguf(std::span<const std::byte> bytes);

// `bytes` is the whole file and must outlive the result. Errors do not name the file: the caller does.
Result<GgufFile> parseGguf(std::span<const std::byte> bytes, HeaderBudget* budget);

// The metadata pairs at the cursor (gguf_metadata.cpp).
Status readGgufMetadata(ByteCursor* cursor, uint64_t pairs, HeaderBudget* budget, GgufMetadata* metadata);

// Length-prefixed string in place; false if it does not fit into the rest of the file.
[[nodiscard]] bool readGgufString(ByteCursor* cursor, std::string_view* text);

// Typed reads as Checkpoint's: nullopt if absent or of another kind.
std::optional<int64_t> ggufInt(const GgufMetadata& metadata, std::string_view key);

}  // namespace deepwell
