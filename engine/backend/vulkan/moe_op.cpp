// Routed experts. A step of one row: its experts' gate and up side by side, then down with the sum over them. More rows: their pairs of
// row and expert are sorted by expert on the device, every expert's weights work on all its rows (a few: moe_vec, more: tiles), and a
// last dispatch adds up the parts of each row.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/expert_matrix.h"
#include "engine/backend/vulkan/matmul_op.h"
#include "engine/backend/vulkan/rounding.h"
#include "engine/backend/vulkan/tile_op.h"
#include "kernels/common/blocks.h"
#include "shaders/include/matmul_params.h"
#include "shaders/include/moe_params.h"
#include "shaders/include/tile_params.h"

namespace deepwell::vulkan {
namespace {

// Pairs of row and expert that are worked on at a time; bounds the memory between gate, up and down.
constexpr uint32_t kMostPairs = 8192;

// Rows of weights from which on workgroups are twice as large: fewer reads of the activations, and still enough of them.
constexpr int64_t kRowsOfWideExperts = 1024;

// Entries of a tile that are multiplied at a time: few, because most experts have one or two rows of a small step.
constexpr uint32_t kColumnsAtATime = 2;

class MoeRecorder {
 public:
  MoeRecorder(Builder& builder, const op::Moe& call)
      : builder_(builder),
        call_(call),
        experts_(static_cast<uint32_t>(call.experts->gate.size())),
        top_k_(static_cast<uint32_t>(call.top_k)),
        rows_(static_cast<uint32_t>(builder.maxRows())),
        logit_rows_(builder.rowSet(call.in) == RowSet::kLogits ? 1 : 0) {}

  Status record() {
    DEEPWELL_ASSIGN(gate_, placeExperts(builder_, call_.experts->gate));
    DEEPWELL_ASSIGN(up_, placeExperts(builder_, call_.experts->up));
    DEEPWELL_ASSIGN(down_, placeExperts(builder_, call_.experts->down));
    pass_rows_ = std::min(rows_, std::max(1U, kMostPairs / top_k_));
    Status allocated = allocate();
    // Fewer rows at a time do with less memory.
    while (!allocated && pass_rows_ > 1) {
      pass_rows_ = (pass_rows_ + 1) / 2;
      allocated = allocate();
    }
    DEEPWELL_TRY(allocated);
    if (rows_ == 1) return recordOneRow();
    for (uint32_t first = 0; first < rows_; first += pass_rows_) {
      if (first > 0) builder_.barrier();
      DEEPWELL_TRY(recordPass(first));
    }
    return {};
  }

 private:
  struct Product {
    const ExpertMatrix* weights = nullptr;
    const ExpertMatrix* gates = nullptr;  // null: no SwiGLU with this one
    Address activations = {};
    Address rows = {};       // of entries; null: entry i reads row i,
    bool same_input = false; // or all read row 0
    Address result = {};
    bool pad = false;        // the result's padding gets zeros
    bool sum = false;        // over the experts, weighted
    uint32_t mode = kStoreProduct;
  };

  Status allocate() {
    const uint64_t entries = uint64_t{pass_rows_} * top_k_;
    most_tiles_ = static_cast<uint32_t>(std::min(entries, entries / kExpertTileRows + experts_));
    DEEPWELL_ASSIGN(middle_, builder_.scratch(entries * padded(up_.form.rows) * sizeof(float)));
    if (rows_ == 1) return {};
    DEEPWELL_ASSIGN(parts_, builder_.scratch(entries * padded(down_.form.rows) * sizeof(float)));
    DEEPWELL_ASSIGN(rows_of_, builder_.scratch(entries * sizeof(uint32_t)));
    DEEPWELL_ASSIGN(place_, builder_.scratch(entries * sizeof(uint32_t)));
    DEEPWELL_ASSIGN(tiles_, builder_.scratch(uint64_t{most_tiles_} * sizeof(ExpertTile)));
    return {};
  }

  Status recordOneRow() {
    Product in{.activations = builder_.buffer(call_.in), .same_input = true, .result = middle_, .pad = true};
    DEEPWELL_TRY(recordGateUp(in));
    builder_.barrier();
    return recordVector({.weights = &down_, .activations = middle_, .result = builder_.buffer(call_.out), .sum = true});
  }

  Status recordPass(uint32_t first_row) {
    DEEPWELL_TRY(recordGroups(first_row));
    builder_.barrier();
    DEEPWELL_TRY(recordGateUp({.activations = builder_.buffer(call_.in), .rows = rows_of_, .result = middle_, .pad = true}));
    builder_.barrier();
    DEEPWELL_TRY(recordProduct({.weights = &down_, .activations = middle_, .result = parts_}));
    builder_.barrier();
    return recordCombine(first_row);
  }

  // middle = silu(gate) * up.
  Status recordGateUp(Product product) {
    product.weights = &up_;
    product.gates = &gate_;
    if (sameForm(gate_.form, up_.form)) return recordProduct(product);
    // Weights of two types: the gate's product waits in the result.
    product.weights = &gate_;
    product.gates = nullptr;
    DEEPWELL_TRY(recordVector(product));
    builder_.barrier();
    product.weights = &up_;
    product.mode = kGateProduct;
    return recordVector(product);
  }

  // Tiles write no padding.
  Status recordProduct(const Product& product) {
    const bool tiles = rows_ > kMostVectorRows && (!product.pad || product.weights->form.rows % 16 == 0);
    return tiles ? recordTiles(product) : recordVector(product);
  }

  Status recordTiles(const Product& product) {
    const bool listed = product.rows.value() != 0;
    TileGroups& groups = listed ? input_groups_ : middle_groups_;
    std::optional<TileMatmul>& tiles = listed ? input_tiles_ : middle_tiles_;
    if (!listed || !tiles) {  // the op's input is converted once for all passes
      groups = {.tiles = tiles_, .tile_count = most_tiles_, .entries = pass_rows_ * top_k_, .rows = product.rows};
      tiles.emplace(builder_, TileSource{.address = product.activations,
                                         .width = static_cast<uint32_t>(product.weights->form.cols),
                                         .rows_kind = logit_rows_ != 0 ? kTileLogitRows : kTileStepRows,
                                         .most_rows = listed ? rows_ : pass_rows_,
                                         .rows_per_row = listed ? 1 : top_k_,
                                         .groups = &groups});
    }
    for (size_t i = 0; i < product.weights->form.pieces.size(); ++i) {
      const DeviceWeight weight = pieceOf(product.weights->form, i);
      const DeviceWeight gate = product.gates != nullptr ? pieceOf(product.gates->form, i) : DeviceWeight{};
      TileOutput output;
      output.out = product.result + static_cast<uint64_t>(product.weights->form.pieces[i].first_row) * sizeof(float);
      output.out_width = padded(product.weights->form.rows);
      output.weight = &weight;
      output.table = product.weights->tables[i];
      if (product.gates != nullptr) {  // the first of two is the gate
        output.weight = &gate;
        output.table = product.gates->tables[i];
        output.second = &weight;
        output.second_table = product.weights->tables[i];
      }
      DEEPWELL_TRY(tiles->output(output));
    }
    return {};
  }

  // One piece, as if it were all.
  static DeviceWeight pieceOf(const DeviceWeight& form, size_t index) {
    DeviceWeight piece = form;
    piece.rows = form.pieces[index].rows;
    piece.pieces = {form.pieces[index]};
    piece.pieces[0].first_row = 0;
    return piece;
  }

  // How moe_vec shares a product out. A team of groups of lanes computes `outputs` rows; a workgroup has some teams.
  struct Shape {
    uint32_t outputs;
    uint32_t team;   // more than one group for sums only: an expert each
    uint32_t teams;
    uint32_t rows() const { return teams * outputs; }
    uint32_t workgroup() const { return teams * team * kRowLanes; }
  };
  Shape shapeOf(const Product& product) const {
    // Rows of weights times columns: as many as registers allow without spilling (by AMD's compiler).
    const uint32_t together = rows_ > 1 ? 4 / kColumnsAtATime : 4;
    const uint32_t outputs = product.gates != nullptr ? together / 2 : together;
    const bool many = product.weights->form.rows >= kRowsOfWideExperts && builder_.features().shared_bytes >= 32768;
    const uint32_t most_groups = std::min(builder_.features().max_invocations, many ? 512U : 256U) / kRowLanes;
    if (!product.sum) return {outputs, 1, std::min(most_groups, many ? 8U : 4U)};
    const uint32_t team = std::min({top_k_, most_groups, 8U});
    return {outputs, team, std::min(most_groups / team, many ? 2U : 1U)};
  }

  Status recordVector(const Product& product) {
    const DeviceWeight& form = product.weights->form;
    const bool glu = product.gates != nullptr;
    const bool grouped = rows_ > 1;
    const Shape shape = shapeOf(product);
    const uint32_t block_cols = form.block_cols == 0 ? uint32_t{kFp8Block} : form.block_cols;
    const std::array<uint32_t, 12> constants = {shape.workgroup(), static_cast<uint32_t>(form.dtype), block_cols, kRowLanes, shape.outputs,
                                                grouped ? kColumnsAtATime : 1, glu ? 1U : 0U, grouped ? 1U : 0U,
                                                product.sum ? 1U : 0U, experts_, top_k_, shape.team};
    DEEPWELL_ASSIGN(MoeVecParams params, vectorParams(product));
    const uint32_t groups_y = product.sum ? 1 : grouped ? most_tiles_ : top_k_;
    for (size_t i = 0; i < form.pieces.size(); ++i) {
      const DeviceWeight::Piece& piece = form.pieces[i];
      params.weights = product.weights->tables[i];
      if (glu) params.gates = product.gates->tables[i];
      params.result = product.result + static_cast<uint64_t>(piece.first_row) * sizeof(float);
      params.end_row = static_cast<uint32_t>(piece.rows);
      const bool last = i + 1 == form.pieces.size();
      params.pad_end = last && product.pad ? padded(form.rows) - static_cast<uint32_t>(piece.first_row) : params.end_row;
      const uint32_t groups_x = (params.pad_end + shape.rows() - 1) / shape.rows();
      builder_.count("moe_vec", vectorTraffic(product, params, groups_x));
      DEEPWELL_TRY(builder_.dispatch("moe_vec", constants, params, {groups_x, groups_y}));
    }
    return {};
  }

  // If the step's pairs are spread over as many experts as they can be. A tile reads its expert's weights once, every workgroup of it
  // the rows of its entries.
  Traffic vectorTraffic(const Product& product, const MoeVecParams& params, uint64_t groups_x) const {
    const DeviceWeight& form = product.weights->form;
    const uint64_t entries = uint64_t{pass_rows_} * top_k_;
    const uint64_t scale_rows = form.scale_cols == 0 ? 0 : (params.end_row + params.block_rows - 1) / params.block_rows;
    const uint64_t matrices = product.gates != nullptr ? 2 : 1;
    const uint64_t weights = matrices * (uint64_t{params.end_row} * form.row_bytes + scale_rows * form.scale_cols * 4);
    const uint64_t chosen = std::min<uint64_t>(entries, experts_);
    const uint64_t tiles = std::max(chosen, (entries + kExpertTileRows - 1) / kExpertTileRows);
    const uint64_t row = uint64_t{padded(form.cols)} * 4;
    const uint64_t input_rows = params.input_rows == kInputFirst ? 1 : params.input_rows == kInputListed ? pass_rows_ : entries;
    const uint64_t results = uint64_t{params.end_row} * 4 * (product.sum ? 1 : entries) * (params.mode == kGateProduct ? 2 : 1);
    return {.least = chosen * weights + input_rows * row + results,
            .moved = tiles * weights + groups_x * entries * row + results};
  }

  Result<MoeVecParams> vectorParams(const Product& product) {
    const DeviceWeight& form = product.weights->form;
    MoeVecParams params{};
    params.step = builder_.step();
    params.routing = builder_.buffer(call_.routing);
    params.activations = product.activations;
    // Valid where it is not read too: a driver may load ahead of the test.
    params.rows = product.rows.value() != 0 ? product.rows : params.step;
    params.tiles = tiles_;
    DEEPWELL_ASSIGN(params.decoder, decoderTable(builder_, form.dtype));
    params.cols = static_cast<uint32_t>(form.cols);
    params.row_bytes = form.row_bytes;
    params.scale_cols = form.scale_cols;
    params.block_rows = std::max(form.block_rows, 1U);
    params.result_width = padded(form.rows);
    params.mode = product.mode;
    params.input_rows = product.rows.value() != 0 ? kInputListed : product.same_input ? kInputFirst : kInputEntry;
    params.logit_rows = logit_rows_;
    return params;
  }

  Status recordGroups(uint32_t first_row) {
    MoeGroupParams params{};
    params.step = builder_.step();
    params.routing = builder_.buffer(call_.routing);
    params.rows = rows_of_;
    params.place = place_;
    params.tiles = tiles_;
    params.logit_rows = logit_rows_;
    params.first_row = first_row;
    params.most_rows = std::min(pass_rows_, rows_ - first_row);
    params.most_tiles = most_tiles_;
    const uint32_t most = std::min(builder_.features().max_invocations, rows_ > 64 ? 512U : 128U);
    const uint64_t pairs = uint64_t{params.most_rows} * top_k_;
    const uint64_t written = 8 * pairs + uint64_t{most_tiles_} * sizeof(ExpertTile);
    builder_.count("moe_group", {.least = 4 * pairs + written, .moved = 8 * pairs + written});
    return builder_.dispatch("moe_group", {most, experts_, top_k_, kExpertTileRows}, params, {});
  }

  Status recordCombine(uint32_t first_row) {
    MoeCombineParams params{};
    params.step = builder_.step();
    params.routing = builder_.buffer(call_.routing);
    params.place = place_;
    params.parts = parts_;
    params.result = builder_.buffer(call_.out);
    params.logit_rows = logit_rows_;
    params.first_row = first_row;
    params.most_rows = std::min(pass_rows_, rows_ - first_row);
    params.width = static_cast<uint32_t>(down_.form.rows);
    constexpr uint32_t kWorkgroup = 128;
    const uint32_t groups = (padded(params.width) / 4 + kWorkgroup - 1) / kWorkgroup;
    const uint64_t row = uint64_t{padded(params.width)} * 4;
    const uint64_t bytes = params.most_rows * (row * (top_k_ + 1) + 8 * top_k_);
    builder_.count("moe_combine", {.least = bytes, .moved = bytes + params.most_rows * 8 * top_k_ * (groups - 1)});
    return builder_.dispatch("moe_combine", {kWorkgroup, top_k_}, params, {groups, params.most_rows});
  }

  Builder& builder_;
  const op::Moe& call_;
  uint32_t experts_;
  uint32_t top_k_;
  uint32_t rows_;
  uint32_t logit_rows_;
  ExpertMatrix gate_, up_, down_;
  uint32_t pass_rows_ = 0;
  uint32_t most_tiles_ = 0;
  Address middle_, parts_;  // [entries, ffn], [entries, hidden]
  Address rows_of_, place_, tiles_;
  TileGroups input_groups_, middle_groups_;
  std::optional<TileMatmul> input_tiles_, middle_tiles_;  // of gate and up, of down
};

}  // namespace

Status record(Builder& builder, const op::Moe& call) { return MoeRecorder(builder, call).record(); }

}  // namespace deepwell::vulkan
