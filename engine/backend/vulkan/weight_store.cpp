#include "engine/backend/vulkan/weight_store.h"

#include <algorithm>
#include <cstring>

#include "engine/backend/vulkan/weight_layout.h"

namespace deepwell::vulkan {
namespace {

constexpr uint64_t kFirstBlock = uint64_t{4} << 20;
constexpr uint64_t kLargestBlock = uint64_t{256} << 20;

// Shaders read whole groups of 16 bytes; behind the last row there is room for one more.
constexpr uint64_t kTail = 16;

}  // namespace

WeightStore::WeightStore(Device& device, Uploader& uploader)
    : device_(device), uploader_(uploader), arena_(device, kFirstBlock, kLargestBlock) {}

Result<DeviceWeight> WeightStore::weight(const Weight& weight) {
  const Key key(weight.data, weight.scale_inv, weight.rows, weight.cols);
  if (const auto found = weights_.find(key); found != weights_.end()) return found->second;
  auto made = upload(weight);
  if (!made) return failWith(made.error(), weight.name);
  weights_.emplace(key, *made);
  return made;
}

// Cuts the rows into pieces that fit an allocation; FP8 only at rows where a block of scales begins.
Result<DeviceWeight> WeightStore::upload(const Weight& weight) {
  DeviceWeight out = describeWeight(weight);
  const int64_t step = pieceRowMultiple(weight);
  const uint64_t room = arena_.largest() > kTail ? arena_.largest() - kTail : 0;
  const int64_t most = static_cast<int64_t>(room / std::max<uint64_t>(out.row_bytes, 1)) / step * step;
  if (most == 0) {
    return fail(ErrorCode::kOutOfMemory, "{} rows of {} bytes do not fit into the largest allocation of the GPU, {} bytes", step,
                out.row_bytes, arena_.largest());
  }
  for (int64_t first = 0; first < weight.rows; first += most) {
    DeviceWeight::Piece piece;
    piece.first_row = first;
    piece.rows = std::min(most, weight.rows - first);
    DEEPWELL_TRY(uploadPiece(weight, piece, out.row_bytes));
    out.pieces.push_back(piece);
  }
  return out;
}

Status WeightStore::uploadPiece(const Weight& weight, DeviceWeight::Piece& piece, uint32_t row_bytes) {
  DEEPWELL_ASSIGN(const Place place, arena_.takeForGood(static_cast<uint64_t>(piece.rows) * row_bytes + kTail));
  piece.address = place.address;
  DEEPWELL_TRY(uploadRows(weight, piece, row_bytes, place));
  if (weight.scale_inv == nullptr) return {};
  const int64_t first = piece.first_row / weight.block_rows;
  const int64_t end = (piece.first_row + piece.rows + weight.block_rows - 1) / weight.block_rows;
  const auto scales = std::span(weight.scale_inv + first * weight.scale_cols, static_cast<size_t>((end - first) * weight.scale_cols));
  DEEPWELL_ASSIGN(piece.scales, uploadBytes(std::as_bytes(scales), scales.size_bytes()));
  return {};
}

Status WeightStore::uploadRows(const Weight& weight, const DeviceWeight::Piece& piece, uint32_t row_bytes, const Place& place) {
  if (row_bytes > Uploader::kSlotBytes) {
    return fail(ErrorCode::kUnsupported, "rows of {} bytes: the Vulkan backend takes {} at most", row_bytes, Uploader::kSlotBytes);
  }
  const auto most = static_cast<int64_t>(Uploader::kSlotBytes / row_bytes);
  for (int64_t row = 0; row < piece.rows; row += most) {
    const int64_t rows = std::min(most, piece.rows - row);
    const uint64_t offset = static_cast<uint64_t>(row) * row_bytes;
    DEEPWELL_TRY(uploader_.copy(place, offset, static_cast<uint64_t>(rows) * row_bytes, [&](std::byte* to) {
      packRows(weight, piece.first_row + row, rows, to);
    }));
    if (observer_ && !observer_(static_cast<uint64_t>(rows * weight.row_bytes))) return fail(ErrorCode::kCancelled, "cancelled");
  }
  return {};
}

Result<Address> WeightStore::uploadBytes(std::span<const std::byte> bytes, uint64_t padded) {
  DEEPWELL_ASSIGN(const Place place, arena_.take(padded));
  for (uint64_t offset = 0; offset < padded; offset += Uploader::kSlotBytes) {
    const uint64_t size = std::min(Uploader::kSlotBytes, padded - offset);
    DEEPWELL_TRY(uploader_.copy(place, offset, size, [&](std::byte* to) {
      const uint64_t held = offset < bytes.size() ? std::min(size, bytes.size() - offset) : 0;
      if (held > 0) std::memcpy(to, bytes.data() + offset, held);
      std::memset(to + held, 0, size - held);
    }));
  }
  return place.address;
}

Result<Address> WeightStore::vector(const float* values, int64_t count) {
  const std::pair key(static_cast<const void*>(values), count);
  if (const auto found = vectors_.find(key); found != vectors_.end()) return found->second;
  const auto floats = std::span(values, static_cast<size_t>(count));
  DEEPWELL_ASSIGN(const Address address, uploadBytes(std::as_bytes(floats), static_cast<uint64_t>(count + 15) / 16 * 64));
  vectors_.emplace(key, address);
  return address;
}

Result<Address> WeightStore::constants(const void* key, std::span<const uint32_t> words) {
  if (const auto found = constants_.find(key); found != constants_.end()) return found->second;
  DEEPWELL_ASSIGN(const Address address, uploadBytes(std::as_bytes(words), (words.size_bytes() + 15) / 16 * 16));
  constants_.emplace(key, address);
  return address;
}

}  // namespace deepwell::vulkan
