// What the window and a running generation tell each other: Qt values, so that nothing outside bridge/ needs the engine.
#pragma once

#include <QList>
#include <QString>

namespace deepwell {

struct PromptMessage {
  QString role;       // "system", "user" or "assistant"
  QString text;       // of an assistant the answer only
  QString reasoning;  // an assistant's thinking
};

// As the preferences have them; see SamplingParams in engine/api/session.h.
struct GenerationSettings {
  double temperature = 0.6;
  double top_p = 0.95;
  int top_k = 0;
  double min_p = 0.0;
  double repetition_penalty = 1.0;
  double presence_penalty = 0.0;
  double frequency_penalty = 0.0;
  int max_tokens = 0;       // 0: to the end of the context
  qulonglong seed = 0;
  bool think = true;
  QString system_prompt;    // the first message of the request; empty: none
};

struct GenerationRequest {
  QList<PromptMessage> messages;
  GenerationSettings settings;
  // Continue: the unfinished assistant turn to go on with.
  bool resume = false;
  QString resume_reasoning;
  bool resume_reasoning_finished = false;
  QString resume_text;
};

// Everything that came in since the last update; the texts are to be appended.
struct GenerationUpdate {
  QString reasoning;
  QString text;
  int reasoning_tokens = 0;
  int text_tokens = 0;
  bool text_was_reasoning = false;  // all text before this update was thinking: it moves there first
  QString notice;         // one line for a person: the device failed, the answer goes on; empty: nothing new
  int prefill_done = 0;   // prompt tokens, of prefill_total; 0 of 0: nothing new. After a notice it begins again.
  int prefill_total = 0;
};

struct GenerationResult {
  enum class Outcome { kFinished, kLength, kCancelled, kFailed };
  Outcome outcome = Outcome::kFinished;
  QString error;  // of kFailed: one line for a person
  bool context_full = false;  // of kLength: it was the context's end, not max_tokens
  bool too_long = false;      // of kFailed: the prompt does not fit into the context
  int prompt_tokens = 0;
  int cached_tokens = 0;
  int reasoning_tokens = 0;
  int text_tokens = 0;
  double prefill_seconds = 0;
  double reasoning_seconds = 0;
  double decode_seconds = 0;
};

}  // namespace deepwell
