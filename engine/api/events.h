// What a running generation tells its caller: small values, no pointers into the engine.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace deepwell {

// Prompt tokens that have been computed so far, of those that were not found in the KV cache. After a Notice it may begin
// again at 0, in the middle of an answer too: then the prompt and all tokens generated so far are computed again.
struct PrefillProgress {
  int32_t done = 0;
  int32_t total = 0;
};

// One line to be shown to the person: the device failed, and how the answer goes on. All that came before stays valid, and
// what follows is what would have come without the failure. Comes once for each failure that was mended.
struct Notice {
  std::string text;
};

// A piece of the thinking (between <think> and </think>, the tags not included). Always whole UTF-8 characters.
struct ReasoningDelta {
  std::string text;
  int32_t tokens = 0;  // generated tokens behind this piece, at least 0
};

// A piece of the answer. Always whole UTF-8 characters.
struct TextDelta {
  std::string text;
  int32_t tokens = 0;
};

// All text so far was thinking after all: only </think> came, without a <think> before it. What follows is the answer.
struct TextWasReasoning {};

enum class FinishReason {
  kStop,       // the model ended its answer
  kLength,     // max_tokens or the context's end
  kCancelled,  // the caller's stop token
};

struct Usage {
  int32_t prompt_tokens = 0;     // the whole prompt
  int32_t cached_tokens = 0;     // of these, found in the KV cache and not computed again
  int32_t reasoning_tokens = 0;  // generated inside the thinking
  int32_t text_tokens = 0;       // generated after it
  double prefill_seconds = 0;
  double reasoning_seconds = 0;
  double decode_seconds = 0;  // from the first generated token to the last, the thinking included
};

// The last event of every generation that did not fail.
struct Done {
  FinishReason reason = FinishReason::kStop;
  Usage usage;
};

using Event = std::variant<PrefillProgress, Notice, ReasoningDelta, TextDelta, TextWasReasoning, Done>;

// "stop", "length" or "cancelled".
const char* finishReasonName(FinishReason reason);

}  // namespace deepwell
