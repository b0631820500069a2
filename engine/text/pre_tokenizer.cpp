#include "engine/text/pre_tokenizer.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/text/byte_level.h"
#include "engine/text/split_behavior.h"
#include "engine/text/unicode.h"

namespace deepwell {

// A pattern with what to do about its matches, or (no pattern) the prefix space.
struct PreTokenizer::Stage {
  PatternPtr pattern;
  SplitBehavior behavior = SplitBehavior::kIsolated;
  bool invert = false;
  bool byte_alphabet = false;
};

namespace {

// Forwards a pattern's matches and what is between them as words.
class WordsOfMatches final : public MatchSink {
 public:
  WordsOfMatches(std::string_view text, WordSink& words, bool with_matches, bool with_others)
      : text_(text), words_(words), with_matches_(with_matches), with_others_(with_others) {}

  void match(size_t begin, size_t end) override {
    if (begin > done_ && with_others_) words_.word(text_.substr(done_, begin - done_));
    if (end > begin && with_matches_) words_.word(text_.substr(begin, end - begin));
    done_ = end;
  }
  void finish() {
    if (done_ < text_.size()) match(text_.size(), text_.size());
  }

 private:
  std::string_view text_;
  WordSink& words_;
  bool with_matches_;
  bool with_others_;
  size_t done_ = 0;
};

class Collected final : public MatchSink {
 public:
  void match(size_t begin, size_t end) override { spans.push_back({begin, end}); }
  std::vector<Span> spans;
};

// Finds in the byte alphabet's spelling of a text and tells where that is in the text.
class InByteAlphabet final : public MatchSink {
 public:
  InByteAlphabet(std::string_view text, MatchSink& matches) : spelling_(tokenOfBytes(text)), matches_(matches) {}

  void find(const Pattern& pattern, SplitRun& run) { pattern.find(spelling_, *this, run); }
  void match(size_t begin, size_t end) override {
    const size_t first = byteAt(begin);
    matches_.match(first, byteAt(end));
  }

 private:
  // Positions come in order.
  size_t byteAt(size_t position) {
    for (; at_ < position; ++at_)
      if (!unicode::isContinuation(spelling_[at_])) ++byte_;
    return byte_;
  }

  std::string spelling_;
  MatchSink& matches_;
  size_t at_ = 0;
  size_t byte_ = 0;
};

void findIn(const Pattern& pattern, bool byte_alphabet, std::string_view text, MatchSink& matches, SplitRun& run) {
  if (byte_alphabet) {
    InByteAlphabet(text, matches).find(pattern, run);
  } else {
    pattern.find(text, matches, run);
  }
}

// Keeps words; those that are not in `text` are copied.
class KeptWords final : public WordSink {
 public:
  KeptWords(std::string_view text, PreTokenizer::Words& out) : text_(text), out_(out) {}
  void word(std::string_view word) override {
    const std::less_equal<> before;
    const bool inside =
        before(text_.data(), word.data()) && before(word.data() + word.size(), text_.data() + text_.size());
    out_.words.push_back(inside ? word : std::string_view(out_.owned.emplace_back(word)));
  }

 private:
  std::string_view text_;
  PreTokenizer::Words& out_;
};

}  // namespace

bool SplitRun::inTime() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point now = Clock::now();
  if (deadline_ == Clock::time_point{})
    deadline_ = now + std::chrono::seconds(2) + std::chrono::microseconds(text_size_);
  return now <= deadline_;
}

void Pattern::split(std::string_view text, WordSink& words, SplitRun& run) const {
  WordsOfMatches matches(text, words, true, true);
  find(text, matches, run);
  matches.finish();
}

// Receives one stage's words and runs the next stages on them.
class PreTokenizer::Next final : public WordSink {
 public:
  Next(const PreTokenizer& owner, size_t stage, WordSink& words, SplitRun& run)
      : owner_(owner), stage_(stage), words_(words), run_(run) {}
  void word(std::string_view word) override {
    if (run_.failed()) {
      words_.word(word);  // unsplit, but not lost
    } else {
      owner_.runFrom(stage_, word, words_, run_);
    }
  }

 private:
  const PreTokenizer& owner_;
  size_t stage_;
  WordSink& words_;
  SplitRun& run_;
};

PreTokenizer::PreTokenizer() = default;
PreTokenizer::~PreTokenizer() = default;
PreTokenizer::PreTokenizer(PreTokenizer&&) noexcept = default;
PreTokenizer& PreTokenizer::operator=(PreTokenizer&&) noexcept = default;

void PreTokenizer::addSplit(PatternPtr pattern, SplitBehavior behavior, bool invert) {
  stages_.push_back({std::move(pattern), behavior, invert, byte_alphabet_});
}

void PreTokenizer::addPrefixSpace() { stages_.push_back({}); }

void PreTokenizer::toByteAlphabet() { byte_alphabet_ = true; }

void PreTokenizer::runFrom(size_t index, std::string_view piece, WordSink& words, SplitRun& run) const {
  if (index == stages_.size()) {
    words.word(piece);
    return;
  }
  const Stage& stage = stages_[index];
  Next next(*this, index + 1, words, run);
  WordSink& sink = index + 1 == stages_.size() ? words : static_cast<WordSink&>(next);
  if (!stage.pattern) {
    sink.word(piece.front() == ' ' ? piece : std::string_view(" " + std::string(piece)));
  } else if (stage.behavior == SplitBehavior::kIsolated && !stage.byte_alphabet) {
    stage.pattern->split(piece, sink, run);
  } else if (stage.behavior == SplitBehavior::kIsolated || stage.behavior == SplitBehavior::kRemoved) {
    const bool all = stage.behavior == SplitBehavior::kIsolated;
    WordsOfMatches matches(piece, sink, all || stage.invert, all || !stage.invert);
    findIn(*stage.pattern, stage.byte_alphabet, piece, matches, run);
    matches.finish();
  } else {
    Collected matches;
    findIn(*stage.pattern, stage.byte_alphabet, piece, matches, run);
    for (const Span& span : applyBehavior(partsOf(piece.size(), matches.spans, stage.invert), stage.behavior))
      if (span.end > span.begin) sink.word(piece.substr(span.begin, span.end - span.begin));
  }
}

Status PreTokenizer::split(std::string_view text, WordSink& words) const {
  if (text.empty()) return {};
  SplitRun run(text.size());
  runFrom(0, text, words, run);
  return run.take();
}

Status PreTokenizer::split(std::string_view text, Words& out) const {
  out.words.clear();
  out.owned.clear();
  KeptWords words(text, out);
  return split(text, words);
}

}  // namespace deepwell
