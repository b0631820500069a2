#include "engine/backend/offload/division.h"

#include <algorithm>
#include <bit>

#include "engine/backend/weight_check.h"
#include "engine/base/system_memory.h"
#include "engine/format/mapped_file.h"

namespace deepwell::offload {
namespace {

constexpr int32_t kDefaultRows = 512;

PlacementRequest requestFor(const OpList& ops, const Backend& device, const DivisionLimits& limits) {
  PlacementRequest request;
  request.ops = &ops;
  for (const OpCall& call : ops.calls) {
    request.weight_bytes.push_back(device.weightBytes(call));
    request.device_can.push_back(device.supports({ops.buffers, {call}}).has_value());
  }
  request.kv = limits.kv;
  request.pages = limits.pages;
  // A program for every power of two that steps have as rows.
  const auto rows = static_cast<uint32_t>(limits.max_rows > 0 ? limits.max_rows : kDefaultRows);
  for (uint32_t bucket = 1; bucket <= std::bit_ceil(rows); bucket *= 2) {
    request.activation_bytes += device.activationBytes(ops, static_cast<int32_t>(bucket));
  }
  request.shares_buffers = device.sharesBuffers();
  request.free_bytes = device.memory().free;
  request.margin = limits.margin;
  request.limit_bytes = limits.limit_bytes;
  request.weight_limit_bytes = limits.weight_limit_bytes;
  request.layers = limits.layers;
  return request;
}

}  // namespace

OpList Division::opsOf(Side side) const {
  OpList list{ops.buffers, {}};
  for (size_t i = 0; i < ops.calls.size(); ++i) {
    if (placement.on_device[i] == (side == Side::kDevice)) list.calls.push_back(ops.calls[i]);
  }
  return list;
}

bool Division::whole() const {
  return std::find(placement.on_device.begin(), placement.on_device.end(), false) == placement.on_device.end();
}

int32_t Division::roomForPages(const KvLayout& kv) const {
  if (placement.device_layers == 0) return INT32_MAX;
  const uint64_t others = placement.weight_bytes + placement.activation_bytes;
  const uint64_t room = usable_bytes > others ? usable_bytes - others : 0;
  const uint64_t page = static_cast<uint64_t>(placement.device_layers) * static_cast<uint64_t>(kv.layerBytes());
  return static_cast<int32_t>(std::min<uint64_t>(room / std::max<uint64_t>(page, 1), INT32_MAX));
}

Division divide(const OpList& ops, const Backend* device, const DivisionLimits& limits,
                const std::function<Placement(const PlacementRequest&)>& plan) {
  Division division;
  division.ops = ops;
  if (device != nullptr) {
    const PlacementRequest request = requestFor(ops, *device, limits);
    division.placement = plan(request);
    describePlacement(request, division.placement);
    division.usable_bytes = request.usableBytes();
  } else {
    division.placement = placeOnHost(ops);
  }
  division.cache = splitCache(ops, division.placement.on_device);
  return division;
}

bool sameModel(const OpList& a, const OpList& b) {
  const auto same = [](const OpCall& x, const OpCall& y) {
    const auto* embed = std::get_if<op::Embed>(&x);
    const auto* other = std::get_if<op::Embed>(&y);
    return x.index() == y.index() && (embed == nullptr || embed->table->data == other->table->data);
  };
  return a.buffers.size() == b.buffers.size() && std::ranges::equal(a.calls, b.calls, same);
}

uint64_t bytesToBringIn(const OpList& ops) {
  uint64_t bytes = 0;
  for (const OpCall& call : ops.calls) forEachWeight(call, [&](const Weight& w) { bytes += static_cast<uint64_t>(w.bytes()); });
  return bytes < physicalMemory() / 10 * 8 ? bytes : 0;
}

Status bringIn(const OpList& ops, const WeightProgress& progress, const std::stop_token& stop) {
  constexpr size_t kPiece = size_t{16} << 20;
  const uint64_t total = bytesToBringIn(ops);
  if (total == 0) return {};
  uint64_t done = 0;
  const auto bring = [&](std::span<const std::byte> bytes) {
    while (!bytes.empty() && !stop.stop_requested()) {
      const auto piece = bytes.first(std::min(kPiece, bytes.size()));
      populatePages(piece);
      bytes = bytes.subspan(piece.size());
      done += piece.size();
      if (progress) progress(done, total);
    }
  };
  for (const OpCall& call : ops.calls) {
    forEachWeight(call, [&](const Weight& w) { bring({w.data, static_cast<size_t>(w.bytes())}); });
  }
  if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
  return {};
}

}  // namespace deepwell::offload
