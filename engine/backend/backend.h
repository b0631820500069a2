// What runs programs. A backend owns the KV cache pages and the activation buffers; the runtime decides which page
// holds what. One thread at a time calls a backend.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
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
  bool operator==(const KvLayout&) const = default;
};

// Consecutive rows of a step that belong to one sequence, at consecutive positions.
struct StepSequence {
  int32_t first_row = 0;
  int32_t row_count = 0;
  int32_t first_position = 0;      // of first_row
  std::span<const int32_t> pages;  // page ids; position p is in pages[p / kPageTokens], slot p % kPageTokens
};

struct TokenLogit {
  int32_t id = 0;
  float logit = 0;
};

// The best logits of each row instead of all of them, which then need not leave the device.
struct TopLogits {
  int32_t count = 0;                            // of a row: 1 to Backend::topLogits(), at most the vocabulary
  std::span<const float> inverse_temperatures;  // [logit_rows]; 0: the mass is not wanted
  std::span<TokenLogit> best;  // out: [logit_rows, count], best first, of equal ones the lower id; NaN counts as -infinity
  std::span<float> masses;     // out: [logit_rows]: Σ exp((logit - best) * inverse_temperature) of the whole row
};

// How far a mass may be from the sum's value, relative to it.
inline constexpr double kMassTolerance = 1e-4;

// All that changes from step to step. Spans stay valid during run().
struct Step {
  std::span<const int32_t> tokens;          // [rows], each inside the vocabulary
  std::span<const StepSequence> sequences;  // cover all rows, in order
  std::span<const int32_t> logit_rows;      // rows whose logits are wanted, ascending; may be empty
  std::span<float> logits;                  // out: [logit_rows, vocab]; may be empty if `top` is given
  StepProfile* profile = nullptr;           // if given, the step's costs are added to it
  TopLogits* top = nullptr;                 // if given, it is filled too
};

struct BackendInfo {
  std::string name;       // "cpu", "vulkan"
  std::string device;     // for a person: "AMD EPYC, 2 threads, AVX-512 VNNI"
  std::string placement = {};  // for a person, where the model is spread: "20 of 28 layers on the GPU, the others in RAM"
};

// The memory that a backend's weights and caches lie in, in bytes.
struct BackendMemory {
  bool host = true;   // the machine's own: weights are used where they lie
  uint64_t total = 0;
  uint64_t free = 0;  // what the system lets this process use now; an estimate
};

// What the runtime is going to ask a backend for.
struct BackendWorkload {
  KvLayout kv;
  int32_t pages = 0;     // of the cache: at least one whole context
  int32_t max_rows = 0;  // of a step
};

// Called with the bytes of weights that are in place and those of all; on the thread that loads.
using WeightProgress = std::function<void(uint64_t done, uint64_t total)>;

// An OpList made ready by a backend, for at most max_rows rows. The list may be a piece of a forward pass: buffers that
// nothing in it writes hold what writeBuffer() put there.
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

  virtual BackendMemory memory() const { return {}; }

  // The device memory that the weights of a list take, as the backend keeps them, and that its activations take in a
  // program of `max_rows` rows. 0 where weights are used in place.
  virtual uint64_t weightBytes(const OpCall& /*call*/) const { return 0; }
  virtual uint64_t activationBytes(const OpList& /*ops*/, int32_t /*max_rows*/) const { return 0; }

  // Said before load(): a backend that divides a model between memories keeps room for it.
  virtual void expect(const BackendWorkload& /*workload*/) {}

  // The pages that the cache can have beside what is loaded now, a guess.
  virtual int32_t mostPages() const { return INT32_MAX; }

  // Brings the weights of a list to where programs read them; prepare() does it silently for those that are not there yet.
  // Ends early with kCancelled.
  virtual Status load(const OpList& /*ops*/, const WeightProgress& /*progress*/, std::stop_token /*stop*/) { return {}; }

  // Sets the cache's layout and grows it to at least `pages` pages (ids 0..pages-1); contents of pages stay.
  virtual Status reserveKv(const KvLayout& layout, int32_t pages) = 0;

  // Copies the first `positions` positions of page `from` to page `to`, all layers.
  virtual Status copyKv(int32_t from, int32_t to, int32_t positions) = 0;

  virtual Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) = 0;

  // Where programs can work in each other's buffers: a program of a list with the same OpList::buffers and as many rows as
  // `other`. What one of them leaves in a buffer the others find there; each of them may go first.
  virtual bool sharesBuffers() const { return false; }
  virtual Result<std::unique_ptr<Program>> prepareBeside(Program& other, const OpList& ops, int32_t max_rows);

  // What the machine reads and multiplies at most with the backend's threads; takes a second or two.
  virtual Result<MachineCeilings> ceilings() { return fail(ErrorCode::kUnsupported, "this backend has no ceilings to measure"); }

  // Runs a program of this backend; blocks until the logits are there. Within one program a row's results have the same bits
  // whatever other rows are in the step and however the sequence was cut into steps (fixed reduction order). On the CPU they
  // are also the same from every program of the list and for any number of threads. GPUs take other kernels for few rows than
  // for many, so programs of another max_rows may differ by rounding there.
  virtual Status run(Program& program, const Step& step) = 0;

  // How many of a row's best logits a step can return instead of all; 0: Step::top must not be given.
  virtual int32_t topLogits() const { return 0; }

  // All logits of the `row`th logit row of the last run, which was this program's: [vocab]. For steps with `top` alone.
  virtual Status readLogits(Program& program, int32_t row, std::span<float> out);

  // The first `rows` rows of a buffer of the program, [rows, width], between two runs.
  virtual Status readBuffer(Program& program, BufferId buffer, int32_t rows, std::span<float> out);
  virtual Status writeBuffer(Program& program, BufferId buffer, int32_t rows, std::span<const float> in);

  // After a call failed with kDevice (the device is lost, or out of memory): makes the backend usable again, on less of the
  // device or without it. Programs and the contents of KV pages are gone; the model must be loaded and prepared again. Returns
  // one line that tells the user what happened. kDevice again: there is nothing left to fall back to.
  virtual Result<std::string> recover(const Error& error) { return failWith(error, info().name); }
};

inline Result<std::unique_ptr<Program>> Backend::prepareBeside(Program& /*other*/, const OpList& /*ops*/, int32_t /*max_rows*/) {
  return fail(ErrorCode::kUnsupported, "programs of this backend share no buffers");
}
inline Status Backend::readLogits(Program& /*program*/, int32_t /*row*/, std::span<float> /*out*/) {
  return fail(ErrorCode::kUnsupported, "this backend returns all logits with the step");
}
inline Status Backend::readBuffer(Program& /*program*/, BufferId /*buffer*/, int32_t /*rows*/, std::span<float> /*out*/) {
  return fail(ErrorCode::kUnsupported, "this backend runs whole models only");
}
inline Status Backend::writeBuffer(Program& /*program*/, BufferId /*buffer*/, int32_t /*rows*/, std::span<const float> /*in*/) {
  return fail(ErrorCode::kUnsupported, "this backend runs whole models only");
}

// threads: 0 takes the physical cores.
Result<std::unique_ptr<Backend>> makeCpuBackend(int threads);

}  // namespace deepwell
