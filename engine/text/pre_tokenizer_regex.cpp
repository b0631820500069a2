// Patterns that no scanner knows, through PCRE2 in UTF and UCP mode with limits on steps, memory and time.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <atomic>
#include <memory>

#include "engine/text/pattern.h"
#include "engine/text/regex_subject.h"
#include "engine/text/regex_translate.h"
#include "engine/text/unicode.h"

namespace deepwell {
namespace {

constexpr size_t kMaxPattern = 1 << 16;
constexpr uint32_t kMatchLimit = 10'000'000;  // steps of one match
constexpr uint32_t kHeapLimitKib = 256 * 1024;
constexpr uint32_t kParenthesesLimit = 128;  // nesting; the compiler recurses
constexpr size_t kWindow = 16;               // bytes in which one call looks for the begin of a match
constexpr size_t kJitStackStart = 32 * 1024;
constexpr size_t kJitStackMost = 16 << 20;

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Code = std::unique_ptr<pcre2_code, Freed<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Freed<pcre2_compile_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Freed<pcre2_jit_stack_free>>;

std::string messageOf(int error) {
  PCRE2_UCHAR message[200] = {};
  pcre2_get_error_message(error, message, sizeof message);
  return reinterpret_cast<const char*>(message);
}

// What one search at a time needs.
struct Matcher {
  explicit Matcher(const pcre2_code* code)
      : data(pcre2_match_data_create_from_pattern(code, nullptr)),
        context(pcre2_match_context_create(nullptr)),
        stack(pcre2_jit_stack_create(kJitStackStart, kJitStackMost, nullptr)) {
    if (!data || !context) return;
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKib);
    if (stack) pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }

  // A pcre2_match() result. Compiled code that runs out of its stack is tried again by the interpreter, which uses the
  // heap.
  // Only matches that begin from `at` to `last` are found: compiled code keeps no count of its steps that would end a
  // search over a long text in which each begin costs a look at all of the rest.
  int match(const pcre2_code* code, std::string_view subject, size_t at, size_t last) const {
    pcre2_set_offset_limit(context.get(), last);
    const auto* text = reinterpret_cast<PCRE2_SPTR>(subject.data());
    const int found = pcre2_match(code, text, subject.size(), at, PCRE2_NO_UTF_CHECK, data.get(), context.get());
    if (found != PCRE2_ERROR_JIT_STACKLIMIT) return found;
    return pcre2_match(code, text, subject.size(), at, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data.get(), context.get());
  }

  MatchData data;
  MatchContext context;
  JitStack stack;
};

class Regex final : public Pattern {
 public:
  Regex(Code code, std::string_view regex, std::string_view where)
      : code_(std::move(code)), regex_(regex), where_(where) {}
  ~Regex() override { delete spare_.load(); }

  void find(std::string_view text, MatchSink& matches, SplitRun& run) const override {
    std::unique_ptr<Matcher> matcher(spare_.exchange(nullptr));
    if (!matcher) matcher = std::make_unique<Matcher>(code_.get());
    if (!matcher->data || !matcher->context) {
      run.fail({ErrorCode::kOutOfMemory, fmt::format("{}: no memory for matching a pattern", where_)});
    } else {
      findWith(*matcher, RegexSubject(text), matches, run);
    }
    delete spare_.exchange(matcher.release());
  }

 private:
  void findWith(const Matcher& matcher, const RegexSubject& text, MatchSink& matches, SplitRun& run) const {
    const std::string_view subject = text.text();
    size_t last_end = SIZE_MAX;  // of the last match
    unsigned count = 0;
    for (size_t at = 0; at <= subject.size() && !run.failed();) {
      const size_t last = windowEnd(subject, at);
      const int found = matcher.match(code_.get(), subject, at, last);
      if (found < 0 && found != PCRE2_ERROR_NOMATCH) return run.fail(pastLimits(messageOf(found)));
      const bool look_at_clock = found == PCRE2_ERROR_NOMATCH || (++count & 15) == 0;
      if (look_at_clock && !run.inTime()) return run.fail(pastLimits("time limit exceeded"));
      if (found == PCRE2_ERROR_NOMATCH) {
        if (last >= subject.size()) return;
        at = last + unicode::decode(subject, last).size;
        continue;
      }
      const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(matcher.data.get());
      const size_t begin = offsets[0];
      const size_t end = offsets[1];
      if (begin < at || end < begin) return;  // \K in a look-around can do that
      // An empty match right after another match is none, as in Oniguruma's iteration.
      if (end > begin || end != last_end) {
        const size_t first = text.original(begin);  // in this order
        matches.match(first, text.original(end));
        last_end = at = end;
      } else if (at < subject.size()) {
        at += unicode::decode(subject, at).size;
      } else {
        return;
      }
    }
  }

  // The begin of a character, or the end of the subject.
  static size_t windowEnd(std::string_view subject, size_t at) {
    size_t last = at + kWindow;
    if (last >= subject.size()) return subject.size();
    while (unicode::isContinuation(subject[last])) --last;  // the subject is valid: three at most
    return last;
  }

  Error pastLimits(const std::string& reason) const {
    return {ErrorCode::kUnsupported,
            fmt::format("{}: the pre-tokenizer pattern \"{}\" takes too long on this text ({}); a checkpoint with a "
                        "simpler pattern is needed",
                        where_, regex_.substr(0, 200), reason)};
  }

  Code code_;
  std::string regex_;
  std::string where_;
  mutable std::atomic<Matcher*> spare_{nullptr};
};

}  // namespace

Result<PatternPtr> regexPattern(std::string_view regex, std::string_view where) {
  if (regex.size() > kMaxPattern)
    return fail(ErrorCode::kUnsupported, "{}: a pre-tokenizer pattern of {} bytes is longer than the limit of {}",
                where, regex.size(), kMaxPattern);
  DEEPWELL_ASSIGN(const std::string translated, translateRegex(regex, where));
  const CompileContext context(pcre2_compile_context_create(nullptr));
  if (!context) return fail(ErrorCode::kOutOfMemory, "{}: no memory for a pattern", where);
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  pcre2_set_parens_nest_limit(context.get(), kParenthesesLimit);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                          PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT,
                          &error, &offset, context.get()));
  if (!code)
    return fail(ErrorCode::kUnsupported, "{}: cannot use the pre-tokenizer pattern \"{}\": {}", where,
                regex.substr(0, 200), messageOf(error));
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);  // without it, matching is slower and the same
  return std::make_unique<Regex>(std::move(code), regex, where);
}

}  // namespace deepwell
