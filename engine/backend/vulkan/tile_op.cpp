#include "engine/backend/vulkan/tile_op.h"

#include <algorithm>
#include <cstdlib>

#include "engine/backend/vulkan/matmul_op.h"
#include "engine/backend/vulkan/weight_layout.h"

namespace deepwell::vulkan {
namespace {

// DEEPWELL_VULKAN_TILES=float|dot|matrix: tests of each path.
std::optional<TilePath> forcedPath() {
  const char* set = std::getenv("DEEPWELL_VULKAN_TILES");
  const std::string_view name = set == nullptr ? "" : set;
  if (name == "float") return TilePath::kFloat;
  if (name == "dot") return TilePath::kDot;
  if (name == "matrix") return TilePath::kMatrix;
  return {};
}

constexpr std::string_view kShaders[] = {"matmul_tile_float", "matmul_tile_dot", "matmul_tile_matrix"};

Address elementsOn(Address vector, int64_t elements) { return vector + 4 * static_cast<uint64_t>(elements); }

}  // namespace

Result<TileMatmul::Input> TileMatmul::input(TilePath path) {
  std::optional<Input>& made = inputs_[static_cast<size_t>(path)];
  if (made) return *made;
  if (path == TilePath::kFloat) return *(made = Input{source_.address, {}});
  const uint64_t rows = uint64_t{source_.most_rows} * source_.rows_per_row;
  const uint64_t blocks = (source_.width + 31) / 32;
  const bool halves = path == TilePath::kMatrix;
  TileInputParams params;
  params.step = builder_.step();
  params.source = source_.address;
  DEEPWELL_ASSIGN(params.values, builder_.scratch(rows * blocks * (halves ? 64 : 32)));
  DEEPWELL_ASSIGN(params.scales, builder_.scratch(halves ? rows * 4 : rows * blocks * sizeof(TileBlockScale)));
  params.width = source_.width;
  params.logit_rows = source_.rows_kind == kTileLogitRows ? 1 : 0;
  params.rows_per_row = source_.rows_per_row;
  const uint64_t read = rows * inputBytes(TilePath::kFloat, source_.width);
  builder_.count("tile_input", {.least = read, .moved = read + rows * inputBytes(path, source_.width)});
  DEEPWELL_TRY(builder_.dispatch("tile_input", {128, halves ? kTileHalves : kTileBytes}, params, {static_cast<uint32_t>(rows)}));
  builder_.barrier();
  return *(made = Input{params.values, params.scales});
}

Result<TileMatmul::Plan> TileMatmul::planOf(const TileOutput& output) {
  const DeviceWeight& weight = *output.weight;
  Plan plan{};
  plan.dtype = weight.dtype;
  plan.glu = output.second != nullptr;
  plan.block_cols = std::max(weight.block_cols, 1U);
  const std::span<const uint32_t> table = tableWords(weight.dtype);
  const TileProblem problem{weight.dtype, source_.most_rows, static_cast<uint32_t>(weight.rows), static_cast<uint32_t>(table.size()),
                            source_.groups != nullptr};
  plan.shape = chooseTile(builder_.features(), problem, forcedPath());
  TileParams& p = plan.params;
  p.step = builder_.step();
  // What flags switch off is a valid address all the same: a driver may load ahead of the test.
  p.bias = p.second_bias = p.tiles = p.rows = p.step;
  DEEPWELL_ASSIGN(const Input in, input(plan.shape.path));
  p.values = in.values;
  p.scales = in.scales;
  if (!table.empty()) {
    DEEPWELL_ASSIGN(p.tables, builder_.constants(table.data(), table));
  }
  p.row_bytes = weight.row_bytes;
  p.cols = source_.width;
  p.stride = output.out_width;
  p.scale_cols = weight.scale_cols;
  p.block_rows = std::max(weight.block_rows, 1U);
  p.flags = (source_.groups != nullptr ? kTileExperts : source_.rows_kind) | (output.bias.value() != 0 ? kTileBias : 0) |
            (output.second_bias.value() != 0 ? kTileSecondBias : 0) | (output.accumulate ? kTileAccumulate : 0);
  return plan;
}

// Of experts: rows spread evenly over as many as there can be.
void TileMatmul::count(const Plan& plan) {
  const TileParams& p = plan.params;
  const uint64_t scale_rows = p.scale_cols == 0 ? 0 : (uint64_t{p.outs} + p.block_rows - 1) / p.block_rows;
  const uint64_t weights = (plan.glu ? 2 : 1) * (uint64_t{p.outs} * p.row_bytes + scale_rows * p.scale_cols * 4);
  uint32_t rows = source_.most_rows;
  uint64_t times = 1;
  if (source_.groups != nullptr) {
    const uint32_t entries = source_.groups->entries;
    if (entries == 0) return;
    const uint32_t experts = source_.groups->tile_count - std::min(entries / kExpertTileRows, source_.groups->tile_count - 1);
    times = std::min(experts, entries);
    rows = static_cast<uint32_t>((entries + times - 1) / times);
  }
  const TileBytes bytes = tileBytes(plan.shape, rows, p.outs, p.cols, weights, plan.glu);
  builder_.count(kShaders[static_cast<size_t>(plan.shape.path)], {.least = times * bytes.least, .moved = times * bytes.moved});
}

Status TileMatmul::dispatch(const Plan& plan) {
  count(plan);
  const TileShape& shape = plan.shape;
  std::vector<uint32_t> constants = {shape.workgroup, static_cast<uint32_t>(plan.dtype), plan.block_cols, plan.glu ? 1U : 0U,
                                     shape.outs,      shape.rows,                        shape.stage_groups, shape.part_outs,
                                     shape.part_rows};
  if (shape.path == TilePath::kMatrix) {
    constants.insert(constants.end(), {shape.matrix_rows, shape.matrix_cols, shape.matrix_depth, shape.subgroup});
  }
  const uint32_t outs = plan.glu ? shape.outs / 2 : shape.outs;
  const uint32_t row_tiles = source_.groups != nullptr ? source_.groups->tile_count : (source_.most_rows + shape.rows - 1) / shape.rows;
  return builder_.dispatch(kShaders[static_cast<size_t>(shape.path)], constants, plan.params,
                           {row_tiles, (plan.params.outs + outs - 1) / outs, 1});
}

Status TileMatmul::outputOfPieces(const TileOutput& output, uint32_t more_flags) {
  DEEPWELL_ASSIGN(Plan plan, planOf(output));
  TileParams& p = plan.params;
  p.flags |= more_flags;
  for (size_t i = 0; i < output.weight->pieces.size(); ++i) {
    const DeviceWeight::Piece& piece = output.weight->pieces[i];
    p.weight = piece.address;
    p.outs = static_cast<uint32_t>(piece.rows);
    p.result = elementsOn(output.out, piece.first_row);
    if (output.bias.value() != 0) p.bias = elementsOn(output.bias, piece.first_row);
    if (output.weight->dtype == DType::kF8E4M3) p.tables = piece.scales;
    if (plan.glu) {
      p.second = output.second->pieces[i].address;
      p.second_scales = output.second->pieces[i].scales;
      if (output.second_bias.value() != 0) p.second_bias = elementsOn(output.second_bias, piece.first_row);
    }
    DEEPWELL_TRY(dispatch(plan));
  }
  return {};
}

Status TileMatmul::output(const TileOutput& output) {
  if (source_.groups != nullptr) return outputOfExperts(output);
  if (output.second == nullptr || alike(*output.weight, *output.second)) return outputOfPieces(output, 0);
  // Weights of two types: the gate's product waits in the result.
  TileOutput gate = output;
  gate.second = nullptr;
  DEEPWELL_TRY(outputOfPieces(gate, 0));
  builder_.barrier();
  TileOutput up = output;
  up.weight = output.second;
  up.bias = output.second_bias;
  up.second = nullptr;
  return outputOfPieces(up, kTileGated);
}

Status TileMatmul::outputOfExperts(const TileOutput& output) {
  DEEPWELL_ASSIGN(Plan plan, planOf(output));
  TileParams& p = plan.params;
  p.weight = output.table;
  p.second = output.second_table;
  p.outs = static_cast<uint32_t>(output.weight->rows);
  p.result = output.out;
  if (output.bias.value() != 0) p.bias = output.bias;
  if (output.second_bias.value() != 0) p.second_bias = output.second_bias;
  p.tiles = source_.groups->tiles;
  if (source_.groups->rows.value() != 0) {
    p.rows = source_.groups->rows;
    p.flags |= kTileListedRows;
  }
  return dispatch(plan);
}

}  // namespace deepwell::vulkan
