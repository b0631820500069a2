// Ops that have no recording yet.
#include "engine/backend/vulkan/builder.h"

namespace deepwell::vulkan {

Status record(Builder& /*builder*/, const op::RopeStore& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no RopeStore yet"); }
Status record(Builder& /*builder*/, const op::Attention& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Attention yet"); }
Status record(Builder& /*builder*/, const op::MlaStore& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no MlaStore yet"); }
Status record(Builder& /*builder*/, const op::MlaAttention& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no MlaAttention yet"); }
Status record(Builder& /*builder*/, const op::Moe& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Moe yet"); }

}  // namespace deepwell::vulkan
