// Patterns of the form X?Y+, Y{1,n}, Y and Y+$: most split lists are made of them ("\s?\p{L}+", "[\r\n]",
// "\p{N}{1,3}").
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/text/pattern.h"
#include "engine/text/unicode.h"

namespace deepwell {
namespace {

constexpr size_t kUnbounded = SIZE_MAX;

// A set of characters, as [...] or an escape describes it.
class CharSet {
 public:
  void addClasses(unsigned mask) { classes_ |= mask; }
  void addRange(uint32_t first, uint32_t last) { ranges_.push_back({first, last}); }
  void negate() { negated_ = true; }

  // After all has been added.
  void finish() {
    std::sort(ranges_.begin(), ranges_.end(), [](const Range& a, const Range& b) { return a.first < b.first; });
    std::vector<Range> joined;
    for (const Range& range : ranges_) {
      if (!joined.empty() && range.first <= joined.back().last) {
        joined.back().last = std::max(joined.back().last, range.last);
      } else {
        joined.push_back(range);
      }
    }
    ranges_ = std::move(joined);
    for (uint32_t code = 0; code < ascii_.size(); ++code) ascii_[code] = holds(code);
  }

  bool has(uint32_t code) const { return code < ascii_.size() ? ascii_[code] : holds(code); }

 private:
  struct Range {
    uint32_t first;
    uint32_t last;
  };

  bool holds(uint32_t code) const {
    if (code != unicode::kInvalid && (unicode::charClass(code) & classes_) != 0) return !negated_;
    const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), code,
                                        [](uint32_t value, const Range& range) { return value < range.first; });
    const bool in_range = after != ranges_.begin() && code <= (after - 1)->last;
    return in_range != negated_;
  }

  unsigned classes_ = 0;
  std::vector<Range> ranges_;
  bool negated_ = false;
  std::array<bool, 128> ascii_{};
};

struct RunSpec {
  std::optional<CharSet> prefix;
  CharSet set;
  size_t most = 1;
  bool line_end = false;  // $: the end of the text or a line feed follows
};

class Run final : public Pattern {
 public:
  explicit Run(RunSpec spec) : spec_(std::move(spec)) {}

  void find(std::string_view text, MatchSink& matches, SplitRun&) const override {
    for (size_t at = 0; at < text.size();) {
      const unicode::Decoded c = unicode::decode(text, at);
      size_t start = at;
      if (spec_.prefix && spec_.prefix->has(c.code) && has(text, at + c.size)) {
        start += c.size;
      } else if (!spec_.set.has(c.code)) {
        at += c.size;
        continue;
      }
      const size_t end = endOfRun(text, start);
      const size_t match_end = spec_.line_end ? lastLineEnd(text, start, end) : end;
      if (match_end > start) matches.match(at, match_end);
      at = end;  // with $, nothing more of this run can match
    }
  }

 private:
  bool has(std::string_view text, size_t at) const {
    return at < text.size() && spec_.set.has(unicode::decode(text, at).code);
  }

  size_t endOfRun(std::string_view text, size_t at) const {
    for (size_t count = 0; count < spec_.most && has(text, at); ++count) at += unicode::decode(text, at).size;
    return at;
  }

  // The last place in (start, end] where $ holds; `start`: nowhere.
  static size_t lastLineEnd(std::string_view text, size_t start, size_t end) {
    while (end > start && end < text.size() && text[end] != '\n') --end;
    return end;
  }

  RunSpec spec_;
};

// Reads the pattern; any construct that is not of the simple form makes it fail.
class RunParser {
 public:
  explicit RunParser(std::string_view regex) : regex_(regex) {}

  std::optional<RunSpec> parse() {
    RunSpec spec;
    auto set = parseSet();
    if (set && eat("?")) {
      spec.prefix = std::move(set);
      set = parseSet();
    }
    if (!set) return std::nullopt;
    spec.set = std::move(*set);
    if (eat("+")) {
      spec.most = kUnbounded;
    } else if (eat("{1,")) {
      const auto most = parseNumber();
      if (!most || !eat("}")) return std::nullopt;
      spec.most = *most;
    }
    if (eat("$")) spec.line_end = true;
    if (at_ != regex_.size() || (spec.line_end && (spec.prefix || spec.most == 1))) return std::nullopt;
    if (spec.line_end && spec.most != kUnbounded) return std::nullopt;
    return spec;
  }

 private:
  bool eat(std::string_view what) {
    if (regex_.substr(at_, what.size()) != what) return false;
    at_ += what.size();
    return true;
  }

  std::optional<size_t> parseNumber() {
    size_t value = 0;
    const size_t begin = at_;
    while (at_ < regex_.size() && regex_[at_] >= '0' && regex_[at_] <= '9' && at_ - begin < 6)
      value = value * 10 + static_cast<size_t>(regex_[at_++] - '0');
    if (at_ == begin || value == 0) return std::nullopt;
    return value;
  }

  std::optional<CharSet> parseSet() {
    CharSet set;
    if (eat("[")) {
      if (!parseBrackets(set)) return std::nullopt;
    } else if (!parseItem(set, "^$.|?*+(){}]")) {
      return std::nullopt;
    }
    set.finish();
    return set;
  }

  bool parseBrackets(CharSet& set) {
    if (eat("^")) set.negate();
    for (bool first = true; !eat("]"); first = false) {
      if (at_ >= regex_.size() || regex_.substr(at_, 2) == "&&") return false;
      if (regex_[at_] == '[' || (regex_[at_] == '-' && first)) return false;  // nested or doubtful
      if (!parseItem(set, "")) return false;
    }
    return true;
  }

  // A class escape, a character, or (in brackets) a range of them.
  bool parseItem(CharSet& set, std::string_view forbidden) {
    if (const unsigned mask = parseClassEscape(); mask != 0) {
      set.addClasses(mask);
      return true;
    }
    const bool in_brackets = forbidden.empty();
    const auto first = parseCharacter(forbidden);
    if (!first) return false;
    uint32_t last = *first;
    if (in_brackets && eat("-")) {
      const auto end = parseCharacter("[]");
      if (!end || *end < *first) return false;
      last = *end;
    }
    set.addRange(*first, last);
    return true;
  }

  unsigned parseClassEscape() {
    constexpr std::pair<std::string_view, unsigned> kEscapes[] = {
        {R"(\p{L})", unicode::kLetter},      {R"(\p{M})", unicode::kMark},   {R"(\p{N})", unicode::kNumber},
        {R"(\p{P})", unicode::kPunctuation}, {R"(\p{S})", unicode::kSymbol}, {R"(\s)", unicode::kSpace}};
    for (const auto& [text, mask] : kEscapes)
      if (eat(text)) return mask;
    return 0;
  }

  std::optional<uint32_t> parseCharacter(std::string_view forbidden) {
    if (at_ >= regex_.size()) return std::nullopt;
    if (eat("\\r")) return '\r';
    if (eat("\\n")) return '\n';
    if (eat("\\t")) return '\t';
    if (eat("\\")) {
      // Only signs: letters and digits have meanings of their own.
      if (at_ >= regex_.size() || regex_[at_] < '!' || regex_[at_] > '~') return std::nullopt;
      const char c = regex_[at_];
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return std::nullopt;
      ++at_;
      return static_cast<uint32_t>(c);
    }
    const unicode::Decoded c = unicode::decode(regex_, at_);
    if (c.code == unicode::kInvalid || (c.code < 0x80 && forbidden.find(regex_[at_]) != std::string_view::npos))
      return std::nullopt;
    at_ += c.size;
    return c.code;
  }

  std::string_view regex_;
  size_t at_ = 0;
};

}  // namespace

PatternPtr runPattern(std::string_view regex) {
  auto spec = RunParser(regex).parse();
  if (!spec) return nullptr;
  return std::make_unique<Run>(std::move(*spec));
}

}  // namespace deepwell
