// One matrix of all routed experts of a layer, as shaders find them: one form, and a table of where each expert's lies.
#pragma once

#include <vector>

#include "engine/backend/vulkan/builder.h"

namespace deepwell::vulkan {

struct ExpertMatrix {
  DeviceWeight form;            // of each expert; its addresses are those of the first
  std::vector<Address> tables;  // ExpertAddress [experts], by piece of the form
};

// Whether one dispatch can read both.
bool sameForm(const DeviceWeight& a, const DeviceWeight& b);

// Brings the experts to the device. kUnsupported: they differ in type or shape.
Result<ExpertMatrix> placeExperts(Builder& builder, const std::vector<Weight>& experts);

}  // namespace deepwell::vulkan
