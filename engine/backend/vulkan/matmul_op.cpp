#include "engine/backend/vulkan/matmul_op.h"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/backend/vulkan/rounding.h"
#include "engine/backend/vulkan/tile_op.h"
#include "engine/backend/vulkan/weight_layout.h"
#include "kernels/common/blocks.h"

namespace deepwell::vulkan {
namespace {

Address rowsOn(Address vector, int64_t first_row) {
  return vector.value() == 0 ? vector : vector + 4 * static_cast<uint64_t>(first_row);
}

// From here on workgroups of 256: fewer reads of the activations, and still enough of them.
constexpr int64_t kRowsOfWideGroups = 2048;

// One kind of dispatch of a product: everything but the piece.
struct Plan {
  std::array<uint32_t, 7> constants;
  MatmulParams params;
  uint32_t rows;  // a workgroup
  uint32_t column_groups;
};

Result<Plan> planOf(Builder& builder, const VectorInput& input, const VectorOutput& output, uint32_t mode) {
  const DeviceWeight& weight = *output.weight;
  const uint32_t columns = std::bit_ceil(std::min(input.most_rows, 8U));
  const bool glu = output.gate != nullptr;
  // Rows of weights at once: as many as registers allow without costing too many threads (128 on AMD, measured with its compiler).
  const uint32_t together = columns <= 2 ? 4 : 2;
  const uint32_t outputs = glu ? together / 2 : together;
  const uint32_t most = std::min(builder.features().max_invocations, builder.features().shared_bytes >= 32768 ? 256U : 128U);
  const uint32_t workgroup = weight.rows >= kRowsOfWideGroups && most >= 256 ? 256 : 128;
  Plan plan{};
  plan.rows = workgroup / kRowLanes * outputs;
  plan.column_groups = (input.most_rows + columns - 1) / columns;
  const uint32_t block_cols = weight.block_cols == 0 ? uint32_t{kFp8Block} : weight.block_cols;
  plan.constants = {workgroup, static_cast<uint32_t>(weight.dtype), block_cols, kRowLanes, outputs, columns, glu ? 1U : 0U};
  MatmulParams& p = plan.params;
  p.step = builder.step();
  p.activations = input.address;
  DEEPWELL_ASSIGN(p.tables, decoderTable(builder, weight.dtype));
  p.cols = static_cast<uint32_t>(weight.cols);
  p.row_bytes = weight.row_bytes;
  p.scale_cols = weight.scale_cols;
  p.block_rows = std::max(weight.block_rows, 1U);
  p.result_width = output.result_width;
  p.mode = mode;
  p.rows_kind = input.rows_kind;
  p.most_rows = input.most_rows;
  return plan;
}

// Of rows p.first_row .. p.end_row - 1: every workgroup reads all of its rows of activations, every group of columns the weights.
Traffic trafficOf(const Plan& plan, const DeviceWeight& weight, bool glu, uint32_t groups) {
  const MatmulParams& p = plan.params;
  const uint64_t rows = p.end_row - p.first_row;
  const uint64_t scale_rows = weight.scale_cols == 0 ? 0 : (rows + p.block_rows - 1) / p.block_rows;
  const uint64_t weights = (glu ? 2 : 1) * (rows * p.row_bytes + scale_rows * weight.scale_cols * 4);
  const uint64_t activations = uint64_t{p.most_rows} * padded(p.cols) * 4;
  const uint64_t table = tableWords(weight.dtype).size_bytes();
  const uint64_t results = rows * p.most_rows * 4 * (p.mode == kStoreProduct ? 1 : 2);
  return {.least = weights + activations + results, .moved = plan.column_groups * (weights + groups * table) + groups * activations + results};
}

Status recordPieces(Builder& builder, const VectorInput& input, const VectorOutput& output, uint32_t mode) {
  DEEPWELL_ASSIGN(Plan plan, planOf(builder, input, output, mode));
  MatmulParams& p = plan.params;
  for (size_t i = 0; i < output.weight->pieces.size(); ++i) {
    const DeviceWeight::Piece& piece = output.weight->pieces[i];
    p.weight = piece.address;
    p.scales = piece.scales;
    p.bias = rowsOn(output.bias, piece.first_row);
    p.result = rowsOn(output.result, piece.first_row);
    if (output.gate != nullptr) {
      p.gate = output.gate->pieces[i].address;
      p.gate_scales = output.gate->pieces[i].scales;
      p.gate_bias = rowsOn(output.gate_bias, piece.first_row);
    }
    const auto rows = static_cast<uint32_t>(piece.rows);
    for (uint32_t first = 0; first < rows; first += kMostGroups * plan.rows) {
      p.first_row = first;
      p.end_row = std::min(rows, first + kMostGroups * plan.rows);
      const uint32_t groups = (p.end_row - first + plan.rows - 1) / plan.rows;
      builder.count("matmul_vec", trafficOf(plan, *output.weight, output.gate != nullptr, groups));
      DEEPWELL_TRY(builder.dispatch("matmul_vec", plan.constants, p, {groups, plan.column_groups, 1}));
    }
  }
  return {};
}

}  // namespace

bool alike(const DeviceWeight& a, const DeviceWeight& b) {
  return a.dtype == b.dtype && a.scale_cols == b.scale_cols && a.block_rows == b.block_rows && a.block_cols == b.block_cols &&
         std::ranges::equal(a.pieces, b.pieces, {}, &DeviceWeight::Piece::first_row, &DeviceWeight::Piece::first_row);
}

Result<Address> decoderTable(Builder& builder, DType dtype) {
  const std::span<const uint32_t> words = tableWords(dtype);
  if (words.empty()) return Address{};
  return builder.constants(words.data(), words);
}

Status recordVector(Builder& builder, const VectorInput& input, const VectorOutput& output) {
  const uint32_t mode = output.accumulate ? kAddProduct : kStoreProduct;
  if (output.gate == nullptr || alike(*output.gate, *output.weight)) return recordPieces(builder, input, output, mode);
  // Weights of two types: the gate's product waits in the result.
  VectorOutput gate = output;
  gate.weight = output.gate;
  gate.bias = output.gate_bias;
  gate.gate = nullptr;
  DEEPWELL_TRY(recordPieces(builder, input, gate, kStoreProduct));
  builder.barrier();
  VectorOutput up = output;
  up.gate = nullptr;
  return recordPieces(builder, input, up, kGateProduct);
}

namespace {

// Products of the rows of one buffer: a few rows go one way, more go in tiles.
class Products {
 public:
  Products(Builder& builder, BufferId in)
      : builder_(builder),
        in_{builder.buffer(in), builder.rowSet(in) == RowSet::kLogits ? kRowsOfLogits : kRowsOfStep, static_cast<uint32_t>(builder.maxRows())},
        tiles_(builder, {.address = in_.address,
                         .width = static_cast<uint32_t>(builder.width(in)),
                         .rows_kind = in_.rows_kind == kRowsOfLogits ? kTileLogitRows : kTileStepRows,
                         .most_rows = in_.most_rows}) {}

  Status add(const VectorOutput& out) {
    if (in_.most_rows <= kMostVectorRows) return recordVector(builder_, in_, out);
    TileOutput tiles{.weight = out.weight, .bias = out.bias, .out = out.result, .out_width = out.result_width, .accumulate = out.accumulate};
    if (out.gate != nullptr) {
      tiles.weight = out.gate;
      tiles.bias = out.gate_bias;
      tiles.second = out.weight;
      tiles.second_bias = out.bias;
    }
    return tiles_.output(tiles);
  }

 private:
  Builder& builder_;
  VectorInput in_;
  TileMatmul tiles_;
};

}  // namespace

Status record(Builder& builder, const op::Matmul& call) {
  Products products(builder, call.in);
  for (const op::Matmul::Output& output : call.outputs) {
    DEEPWELL_ASSIGN(const DeviceWeight weight, builder.weight(*output.weight));
    VectorOutput out{.weight = &weight, .result = builder.buffer(output.out), .result_width = padded(builder.width(output.out)),
                     .accumulate = output.accumulate};
    if (output.bias != nullptr) {
      DEEPWELL_ASSIGN(out.bias, builder.vector(output.bias, output.weight->rows));
    }
    DEEPWELL_TRY(products.add(out));
  }
  return {};
}

Status record(Builder& builder, const op::MatmulGlu& call) {
  DEEPWELL_ASSIGN(const DeviceWeight gate, builder.weight(*call.gate));
  DEEPWELL_ASSIGN(const DeviceWeight up, builder.weight(*call.up));
  VectorOutput out{.weight = &up, .gate = &gate, .result = builder.buffer(call.out), .result_width = padded(builder.width(call.out))};
  if (call.up_bias != nullptr) {
    DEEPWELL_ASSIGN(out.bias, builder.vector(call.up_bias, call.up->rows));
  }
  if (call.gate_bias != nullptr) {
    DEEPWELL_ASSIGN(out.gate_bias, builder.vector(call.gate_bias, call.gate->rows));
  }
  return Products(builder, call.in).add(out);
}

// Always by matmul_vec: a step of a prompt wants the logits of its last row alone, most of the time, for which a tile would do the
// work of all its rows; and which way a row goes must not depend on how many there are.
Status record(Builder& builder, const op::Logits& call) {
  DEEPWELL_ASSIGN(const DeviceWeight head, builder.weight(*call.head));
  const auto rows = static_cast<uint32_t>(std::min(builder.maxRows(), builder.logitRows()));
  const VectorInput input{builder.buffer(call.in), kRowsOfPass, rows};
  return recordVector(builder, input, {.weight = &head, .result = builder.logits(), .result_width = padded(call.head->rows)});
}

}  // namespace deepwell::vulkan
