// What runs programs. A backend owns the KV cache pages and the activation buffers; the runtime decides which page
// holds what. One thread at a time calls a backend.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "engine/backend/step_profile.h"
#include "engine/base/result.h"
#include "engine/ops/op_call.h"

namespace deepwell {

inline constexpr int32_t kPageTokens = 64;

// kQ8: int8 with a float32 scale for each head and position.
enum class KvType : uint8_t { kF32, kF16, kQ8 };

// A page holds kPageTokens positions of every layer. Per layer and position: key_width elements, then value_width.
struct KvLayout {
  int32_t layers = 0;
  int32_t key_width = 0;    // kv_heads * head_dim; MLA: rank + rope_dim
  int32_t value_width = 0;  // kv_heads * head_dim; MLA: 0 (the latent is both)
  KvType type = KvType::kF16;

  int32_t kv_heads = 1;  // heads that share key_width and value_width

  int64_t elementBytes() const { return type == KvType::kF32 ? 4 : type == KvType::kF16 ? 2 : 1; }
  int64_t layerBytes() const {
    const int64_t scales = type == KvType::kQ8 ? int64_t{8} * kv_heads : 0;
    return kPageTokens * (elementBytes() * (int64_t{key_width} + value_width) + scales);
  }
  int64_t pageBytes() const { return layers * layerBytes(); }
};

// Consecutive rows of a step that belong to one sequence, at consecutive positions.
struct StepSequence {
  int32_t first_row = 0;
  int32_t row_count = 0;
  int32_t first_position = 0;      // of first_row
  std::span<const int32_t> pages;  // page ids; position p is in pages[p / kPageTokens], slot p % kPageTokens
};

// All that changes from step to step. Spans stay valid during run().
struct Step {
  std::span<const int32_t> tokens;          // [rows], each inside the vocabulary
  std::span<const StepSequence> sequences;  // cover all rows, in order
  std::span<const int32_t> logit_rows;      // rows whose logits are wanted, ascending; may be empty
  std::span<float> logits;                  // out: [logit_rows, vocab]
  StepProfile* profile = nullptr;           // if given, the step's costs are added to it
};

struct BackendInfo {
  std::string name;    // "cpu"
  std::string device;  // for a person: "AMD EPYC, 2 threads, AVX-512 VNNI"
};

// An OpList made ready by a backend, for at most max_rows rows.
class Program {
 public:
  virtual ~Program() = default;
};

class Backend {
 public:
  virtual ~Backend() = default;

  virtual BackendInfo info() const = 0;

  // Whether every weight type and shape in the list can run here; the error names the tensor and the type.
  virtual Status supports(const OpList& ops) const = 0;

  // Sets the cache's layout and grows it to at least `pages` pages (ids 0..pages-1); contents of pages stay.
  virtual Status reserveKv(const KvLayout& layout, int32_t pages) = 0;

  // Copies the first `positions` positions of page `from` to page `to`, all layers.
  virtual Status copyKv(int32_t from, int32_t to, int32_t positions) = 0;

  virtual Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) = 0;

  // What the machine reads and multiplies at most with the backend's threads; takes a second or two.
  virtual Result<MachineCeilings> ceilings() { return fail(ErrorCode::kUnsupported, "this backend has no ceilings to measure"); }

  // Runs a program of this backend; blocks until the logits are there. Results do not depend on the number of threads,
  // nor on which other rows are in the step (fixed reduction order).
  virtual Status run(Program& program, const Step& step) = 0;
};

// threads: 0 takes the physical cores.
Result<std::unique_ptr<Backend>> makeCpuBackend(int threads);

}  // namespace deepwell
