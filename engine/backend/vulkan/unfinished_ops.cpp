// Ops that have no recording yet.
#include "engine/backend/vulkan/builder.h"

namespace deepwell::vulkan {

Status record(Builder& /*builder*/, const op::Moe& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Moe yet"); }

}  // namespace deepwell::vulkan
