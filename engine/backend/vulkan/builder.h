// What the recording of an op sees: buffers, weights, scratch and dispatches of the program that is being made. Ops are recorded
// once; a step replays them, so grids are sized for max_rows and shaders leave at once where a step has fewer.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/vulkan/device_features.h"
#include "engine/ops/op_call.h"
#include "shaders/include/shared.h"

namespace deepwell::vulkan {

// Workgroups in x, y and z.
struct Groups {
  uint32_t x = 1;
  uint32_t y = 1;
  uint32_t z = 1;
};

// Every device takes grids of so many workgroups in each direction (Vulkan's required limits).
inline constexpr uint32_t kMostGroups = 65535;

// A weight in device memory: whole rows, in pieces that no allocation limit cuts. Rows lie as weight_layout.h says.
struct DeviceWeight {
  struct Piece {
    Address address;
    Address scales;         // FP8 only: float32 [ceil(rows / block_rows), scale_cols] of this piece's rows
    int64_t first_row = 0;
    int64_t rows = 0;
  };
  DType dtype = DType::kF32;
  int64_t rows = 0;
  int64_t cols = 0;
  uint32_t row_bytes = 0;   // from one row to the next, a multiple of 16
  uint32_t scale_cols = 0;  // FP8 only, as are the next two
  uint32_t block_rows = 0;
  uint32_t block_cols = 0;
  std::vector<Piece> pieces;
};

// All but the pieces.
DeviceWeight describeWeight(const Weight& weight);

// Bytes of device memory that one dispatch reads and writes in a step of maxRows() rows of one sequence: `least` if every weight,
// activation and cache entry went over the bus once, `moved` as the shader does it (a second read counts unless it is within a
// workgroup). What grows with the context is counted by position.
struct Traffic {
  uint64_t least = 0;
  uint64_t moved = 0;
  uint64_t least_per_position = 0;
  uint64_t moved_per_position = 0;
};

class Builder {
 public:
  virtual ~Builder() = default;

  virtual const DeviceFeatures& features() const = 0;
  virtual int32_t maxRows() const = 0;   // of the step; kLogits buffers have as many
  virtual const KvLayout& kv() const = 0;
  virtual Address step() const = 0;      // StepHeader

  // Activations: row-major float32, rows padded to a multiple of 16 floats, the padding zero.
  virtual Address buffer(BufferId id) const = 0;
  virtual int32_t width(BufferId id) const = 0;
  virtual RowSet rowSet(BufferId id) const = 0;

  // Device memory for this op alone, 256-byte aligned, contents undefined; gone when the op is recorded.
  virtual Result<Address> scratch(uint64_t bytes) = 0;

  // Uploads on first use; the same weight gives the same memory. Vectors are padded with zeros to a multiple of 16 floats.
  virtual Result<DeviceWeight> weight(const Weight& weight) = 0;
  virtual Result<Address> vector(const float* values, int64_t count) = 0;
  // Constant words (tables of experts' addresses, grids of the IQ types, ...), kept as long as the backend; found again by `key`.
  virtual Result<Address> constants(const void* key, std::span<const uint32_t> words) = 0;

  // Where the logits op puts rows: float32 [logitRows(), padded vocabulary], read back after it.
  virtual Address logits() const = 0;
  virtual int32_t logitRows() const = 0;  // rows of one pass of the logits op; StepHeader::logit_first is the first

  // One dispatch of shaders/<shader>.comp. `Params` is the shader's block of push constants (checked against the SPIR-V), at most
  // 128 bytes; `constants` are its specialisation constants 0, 1, 2, ... (floats and bools as their 32 bits).
  template <class Params>
  Status dispatch(std::string_view shader, std::span<const uint32_t> constants, const Params& params, Groups groups) {
    static_assert(sizeof(Params) <= 128 && std::is_trivially_copyable_v<Params>);
    return dispatchBytes(shader, constants, std::as_bytes(std::span(&params, 1)), groups);
  }
  template <class Params>
  Status dispatch(std::string_view shader, std::initializer_list<uint32_t> constants, const Params& params, Groups groups) {
    return dispatch(shader, std::span(constants.begin(), constants.size()), params, groups);
  }

  // The traffic of the next dispatch of `shader`, for tables (tests/bench); records nothing.
  virtual void count(std::string_view /*shader*/, const Traffic& /*traffic*/) {}

  // What was dispatched before is visible to what comes behind. Between ops there is one anyway.
  virtual void barrier() = 0;

 private:
  virtual Status dispatchBytes(std::string_view shader, std::span<const uint32_t> constants, std::span<const std::byte> params,
                               Groups groups) = 0;
};

// One for each op; each in the file of its family.
Status record(Builder& builder, const op::Embed& call);
Status record(Builder& builder, const op::RmsNorm& call);
Status record(Builder& builder, const op::AddRmsNorm& call);
Status record(Builder& builder, const op::Add& call);
Status record(Builder& builder, const op::Matmul& call);
Status record(Builder& builder, const op::MatmulGlu& call);
Status record(Builder& builder, const op::RopeStore& call);
Status record(Builder& builder, const op::Attention& call);
Status record(Builder& builder, const op::MlaStore& call);
Status record(Builder& builder, const op::MlaAttention& call);
Status record(Builder& builder, const op::Route& call);
Status record(Builder& builder, const op::Moe& call);
Status record(Builder& builder, const op::SelectRows& call);
Status record(Builder& builder, const op::Logits& call);

}  // namespace deepwell::vulkan
