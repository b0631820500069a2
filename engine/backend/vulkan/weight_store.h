// Weights, vectors and tables in device memory, uploaded on first use and kept as long as the backend.
#pragma once

#include <map>
#include <span>
#include <stop_token>
#include <tuple>

#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/uploader.h"

namespace deepwell::vulkan {

class WeightStore {
 public:
  WeightStore(Device& device, Uploader& uploader);

  Result<DeviceWeight> weight(const Weight& weight);
  Result<Address> vector(const float* values, int64_t count);
  Result<Address> constants(const void* key, std::span<const uint32_t> words);

  // Called while a weight is uploaded, with the bytes (as the checkpoint has them) since the last call; false ends it with
  // kCancelled.
  void observe(std::function<bool(uint64_t bytes)> observer) { observer_ = std::move(observer); }

 private:
  using Key = std::tuple<const void*, const void*, int64_t, int64_t>;  // data, scales, rows, cols

  Result<DeviceWeight> upload(const Weight& weight);
  Status uploadPiece(const Weight& weight, DeviceWeight::Piece& piece, uint32_t row_bytes);
  Status uploadRows(const Weight& weight, const DeviceWeight::Piece& piece, uint32_t row_bytes, const Place& place);
  Result<Address> uploadBytes(std::span<const std::byte> bytes, uint64_t padded);

  Device& device_;
  Uploader& uploader_;
  Arena arena_;
  std::map<Key, DeviceWeight> weights_;
  std::map<std::pair<const void*, int64_t>, Address> vectors_;
  std::map<const void*, Address> constants_;
  std::function<bool(uint64_t)> observer_;
};

}  // namespace deepwell::vulkan
