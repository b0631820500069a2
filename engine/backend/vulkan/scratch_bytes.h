// The device memory that ops take for themselves while they run (Builder::scratch).
#pragma once

#include <cstdint>

#include "engine/backend/vulkan/device_features.h"
#include "engine/ops/op_call.h"

namespace deepwell::vulkan {

// Of a program of `list` for `max_rows` rows: ops run one after the other, so it is what the greediest of them takes. Ops that
// cannot be recorded count nothing.
uint64_t scratchBytes(const OpList& list, int32_t max_rows, const DeviceFeatures& features);

}  // namespace deepwell::vulkan
