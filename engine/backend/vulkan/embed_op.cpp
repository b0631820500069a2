#include "engine/backend/vulkan/matmul_op.h"
#include "kernels/common/blocks.h"

namespace deepwell::vulkan {
namespace {

constexpr uint32_t kEmbedWorkgroup = 64;

}  // namespace

Status record(Builder& builder, const op::Embed& call) {
  DEEPWELL_ASSIGN(const DeviceWeight table, builder.weight(*call.table));
  EmbedParams p{};
  p.step = builder.step();
  p.result = builder.buffer(call.out);
  DEEPWELL_ASSIGN(p.tables, decoderTable(builder, table.dtype));
  p.cols = static_cast<uint32_t>(table.cols);
  p.row_bytes = table.row_bytes;
  p.scale_cols = table.scale_cols;
  p.block_rows = std::max(table.block_rows, 1U);
  const uint32_t block_cols = table.block_cols == 0 ? uint32_t{kFp8Block} : table.block_cols;
  const uint32_t spans = (p.cols + 15) / 16;  // or fewer, where a span has several groups
  for (const DeviceWeight::Piece& piece : table.pieces) {
    p.table = piece.address;
    p.scales = piece.scales;
    p.first_row = static_cast<uint32_t>(piece.first_row);
    p.rows = static_cast<uint32_t>(piece.rows);
    // The rows of tokens, wherever they are: counted with the first piece.
    const uint64_t bytes = uint64_t{p.row_bytes} + uint64_t{4} * p.cols;
    const uint64_t moved = piece.first_row == 0 ? static_cast<uint64_t>(builder.maxRows()) * bytes : 0;
    builder.count("embed", {.least = moved, .moved = moved});
    const Groups groups{(spans + kEmbedWorkgroup - 1) / kEmbedWorkgroup, static_cast<uint32_t>(builder.maxRows()), 1};
    DEEPWELL_TRY(builder.dispatch("embed", {kEmbedWorkgroup, static_cast<uint32_t>(table.dtype), block_cols}, p, groups));
  }
  return {};
}

}  // namespace deepwell::vulkan
