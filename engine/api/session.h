// One conversation with a loaded model.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/events.h"
#include "engine/base/result.h"

namespace deepwell {

struct Message {
  std::string role;       // "system", "user" or "assistant"
  std::string content;    // UTF-8; of an assistant the answer only
  std::string reasoning;  // an assistant's thinking, without tags; whether a template shows it is the template's choice
};

// Applied in the order: penalties, temperature, top-k, top-p, min-p, draw. Same seed and prompt: same tokens.
struct SamplingParams {
  float temperature = 0.6F;         // 0: greedy (the most probable token)
  int32_t top_k = 0;                // 0: off
  float top_p = 0.95F;              // 1: off
  float min_p = 0.0F;               // 0: off; keeps tokens with p >= min_p * p(best)
  float repetition_penalty = 1.0F;  // 1: off (CTRL, arXiv 1909.05858)
  float presence_penalty = 0.0F;    // subtracted once from each token generated before
  float frequency_penalty = 0.0F;   // subtracted per occurrence
  int32_t penalty_window = 256;     // last tokens (prompt and generated) that the penalties look at
  uint64_t seed = 0;
};

struct GenerateRequest {
  std::vector<Message> messages;
  SamplingParams sampling;
  int32_t max_tokens = 0;  // generated tokens at most, thinking included; 0: to the end of the context
  bool think = true;       // false: the thinking is closed before it starts
  // An unfinished assistant turn to go on with (Continue): its thinking and, if that was finished, its answer so far.
  struct Partial {
    std::string reasoning;
    bool reasoning_finished = false;
    std::string text;
  };
  std::optional<Partial> resume;
};

// Called on the thread that called generate(), in order. Must not call back into the session.
using EventSink = std::function<void(const Event&)>;

// Sessions of one engine may run at the same time on several threads: the scheduler batches them.
// One session runs one generation at a time.
class Session {
 public:
  virtual ~Session() = default;

  // Runs one assistant turn. Blocks the caller; events arrive through `sink`. Cancelling through `stop` ends it within
  // one step with Done{kCancelled}. Errors: a template that refuses the messages; kTooLong: a prompt
  // longer than the context.
  virtual Result<Done> generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) = 0;
};

}  // namespace deepwell
