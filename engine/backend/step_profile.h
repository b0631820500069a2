// Where the time of steps goes, by part of the model.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace deepwell {

// kQkv: projections to queries, keys and values; kAttention: rotation, the cache, scores and sums; kOutput: the projection
// behind it; kFfn: dense layers and shared experts; kMoe: router and routed experts; kRest: embedding, norms, additions.
enum class StepPart : uint8_t { kQkv, kAttention, kOutput, kFfn, kMoe, kLogits, kRest };
inline constexpr size_t kStepParts = 7;

struct StepProfile {
  struct Part {
    double seconds = 0;         // on the wall
    int64_t bytes = 0;          // of weights and KV cache that have to be read at least
    int64_t multiply_adds = 0;  // of integers or floats, those that the model's definition asks for
  };
  std::array<Part, kStepParts> parts{};

  Part& of(StepPart part) { return parts[static_cast<size_t>(part)]; }
};

// What the machine can do at most.
struct MachineCeilings {
  double read_gbps = 0;  // 1e9 bytes a second read from memory
  double int8_gops = 0;  // 1e9 operations a second of 8-bit multiply-adds, two each
};

}  // namespace deepwell
