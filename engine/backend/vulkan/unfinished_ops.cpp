// Ops that have no recording yet.
#include "engine/backend/vulkan/builder.h"

namespace deepwell::vulkan {

Status record(Builder& /*builder*/, const op::Embed& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Embed yet"); }
Status record(Builder& /*builder*/, const op::Matmul& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Matmul yet"); }
Status record(Builder& /*builder*/, const op::MatmulGlu& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no MatmulGlu yet"); }
Status record(Builder& /*builder*/, const op::RopeStore& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no RopeStore yet"); }
Status record(Builder& /*builder*/, const op::Attention& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Attention yet"); }
Status record(Builder& /*builder*/, const op::MlaStore& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no MlaStore yet"); }
Status record(Builder& /*builder*/, const op::MlaAttention& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no MlaAttention yet"); }
Status record(Builder& /*builder*/, const op::Moe& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Moe yet"); }
Status record(Builder& /*builder*/, const op::Logits& /*call*/) { return fail(ErrorCode::kUnsupported, "Vulkan: no Logits yet"); }

}  // namespace deepwell::vulkan
