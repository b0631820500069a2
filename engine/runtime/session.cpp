#include "engine/runtime/session.h"

#include <algorithm>
#include <chrono>

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

// Turns the tokens of one generation into events and counts them.
class Narrator {
 public:
  Narrator(const Tokenizer& tokenizer, ReasoningParser::Start start, const EventSink& sink)
      : tokenizer_(tokenizer), parser_(start), sink_(sink), started_(Clock::now()), first_token_(started_) {}

  void started(int32_t prompt_tokens, int32_t cached_tokens) {
    usage_.prompt_tokens = prompt_tokens;
    usage_.cached_tokens = cached_tokens;
    sink_(PrefillProgress{0, prompt_tokens - cached_tokens});
  }

  void pass(const Event& event) { sink_(event); }

  void token(TokenId id) {
    if (tokens_.empty()) first_token_ = Clock::now();
    tokens_.push_back(id);
    const std::string_view bytes = tokenizer_.tokenBytes(id);
    const bool tag = bytes == "<think>" || bytes == "</think>";
    const bool was_thinking = parser_.thinking();
    ++(was_thinking ? usage_.reasoning_tokens : usage_.text_tokens);
    ++(was_thinking ? held_reasoning_ : held_text_);
    raw_ += bytes;
    if (tokenizer_.isSpecial(id) && !tag) return;
    emit(parser_.push(utf8_.push(bytes)));
    if (was_thinking && !parser_.thinking()) thinking_ended_ = Clock::now();
  }

  Done finish(FinishReason reason) {
    emit(parser_.push(utf8_.finish()));
    emit(parser_.finish());
    const Clock::time_point now = Clock::now();
    usage_.prefill_seconds = seconds(started_, tokens_.empty() ? now : first_token_);
    usage_.decode_seconds = tokens_.empty() ? 0 : seconds(first_token_, now);
    if (usage_.reasoning_tokens > 0) {
      usage_.reasoning_seconds = seconds(first_token_, thinking_ended_.value_or(now));
    }
    const Done done{reason, usage_};
    sink_(done);
    return done;
  }

  const std::string& rawText() const { return raw_; }
  const std::vector<TokenId>& tokens() const { return tokens_; }

 private:
  void emit(const ReasoningParser::Piece& piece) {
    if (piece.reclassify) {
      usage_.reasoning_tokens += usage_.text_tokens;
      usage_.text_tokens = 0;
      thinking_ended_ = Clock::now();
      sink_(TextWasReasoning{});
    }
    if (!piece.reasoning.empty()) sink_(ReasoningDelta{piece.reasoning, std::exchange(held_reasoning_, 0)});
    if (!piece.text.empty()) sink_(TextDelta{piece.text, std::exchange(held_text_, 0)});
  }

  const Tokenizer& tokenizer_;
  ReasoningParser parser_;
  Utf8Stream utf8_;
  const EventSink& sink_;
  Usage usage_;
  std::vector<TokenId> tokens_;
  std::string raw_;             // bytes of the tokens, those of special tokens too
  int32_t held_reasoning_ = 0;  // tokens that no event has counted yet
  int32_t held_text_ = 0;
  Clock::time_point started_;
  Clock::time_point first_token_;
  std::optional<Clock::time_point> thinking_ended_;
};

}  // namespace

Result<std::shared_ptr<Job>> SchedulerSession::submit(const TextSource& text, const GenerateRequest& request,
                                                      const Prompt& prompt, std::stop_token stop) {
  JobRequest job;
  DEEPWELL_ASSIGN(job.prompt, memory_.encode(text.tokenizer(), prompt.text));
  const auto length = static_cast<int64_t>(job.prompt.size());
  if (length >= context_) {
    return fail(ErrorCode::kTooLong,
                "the conversation has {} tokens, the context holds {}: start a new chat or raise the context length",
                length, context_);
  }
  for (const TokenId id : job.prompt) {
    if (id < 0 || id >= vocab_) {
      return fail(ErrorCode::kCorruptFile, "the tokenizer gives token {}, the model knows {} tokens", id, vocab_);
    }
  }
  if (job.prompt.empty()) return fail(ErrorCode::kInvalidArgument, "the prompt is empty");
  const auto room = static_cast<int32_t>(context_ - length);
  job.max_tokens = request.max_tokens > 0 ? std::min(request.max_tokens, room) : room;
  job.sampling = request.sampling;
  const auto ends = text.tokenizer().endTokens();
  job.end_tokens.assign(ends.begin(), ends.end());
  auto submitted = std::make_shared<Job>(std::move(job), std::move(stop));
  scheduler_->submit(submitted);
  return submitted;
}

Result<Done> SchedulerSession::generate(const GenerateRequest& request, const EventSink& sink, std::stop_token stop) {
  if (!text_) return failWith(text_.error(), "this model cannot chat without its tokenizer");
  const TextSource& text = **text_;
  DEEPWELL_ASSIGN(const Prompt prompt, makePrompt(text, request));
  DEEPWELL_ASSIGN(const std::shared_ptr<Job> job, submit(text, request, prompt, std::move(stop)));
  Narrator narrator(text.tokenizer(), prompt.start, sink);
  while (true) {
    const JobEvent event = job->pop();
    if (const auto* token = std::get_if<JobToken>(&event)) {
      narrator.token(token->id);
    } else if (const auto* started = std::get_if<JobStarted>(&event)) {
      narrator.started(static_cast<int32_t>(job->request().prompt.size()), started->cached_tokens);
    } else if (const auto* progress = std::get_if<PrefillProgress>(&event)) {
      narrator.pass(*progress);
    } else if (const auto* notice = std::get_if<Notice>(&event)) {
      narrator.pass(*notice);
    } else if (const auto* error = std::get_if<Error>(&event)) {
      return tl::make_unexpected(*error);
    } else {
      std::vector<TokenId> tokens = job->request().prompt;
      tokens.insert(tokens.end(), narrator.tokens().begin(), narrator.tokens().end());
      memory_.remember(prompt.text + narrator.rawText(), std::move(tokens));
      return narrator.finish(std::get<JobDone>(event).reason);
    }
  }
}

}  // namespace deepwell
