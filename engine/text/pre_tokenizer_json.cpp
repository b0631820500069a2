// Pre-tokenizers by their description in tokenizer.json.
#include <array>
#include <optional>
#include <vector>

#include "engine/text/json_read.h"
#include "engine/text/pre_tokenizer.h"

namespace deepwell {
namespace {

using json::Element;

struct Step {
  std::string regex;  // empty: `pattern` or the prefix space
  PatternPtr pattern;
  SplitBehavior behavior = SplitBehavior::kIsolated;
  bool invert = false;
  bool prefix_space = false;
  bool to_byte_alphabet = false;
};

class Builder {
 public:
  explicit Builder(std::string_view where) : where_(where) {}

  Status add(const Element& description, int depth);
  Result<PreTokenizer> finish();

 private:
  Status addSequence(const Element& description, int depth);
  Status addSplit(const Element& description);
  Status addByteLevel(const Element& description);
  void addRegex(std::string_view regex, SplitBehavior behavior = SplitBehavior::kIsolated, bool invert = false) {
    steps_.push_back({std::string(regex), nullptr, behavior, invert});
  }
  void addPattern(PatternPtr pattern, SplitBehavior behavior, bool invert = false) {
    steps_.push_back({{}, std::move(pattern), behavior, invert});
  }
  bool deepseekAt(size_t step) const;

  std::string where_;
  std::vector<Step> steps_;
  bool byte_level_ = false;
};

Result<SplitBehavior> behaviorOf(const Element& description, std::string_view where) {
  const std::string_view name = json::textMember(description, "behavior").value_or("Isolated");
  if (name == "Isolated") return SplitBehavior::kIsolated;
  if (name == "Removed") return SplitBehavior::kRemoved;
  if (name == "MergedWithPrevious") return SplitBehavior::kMergedWithPrevious;
  if (name == "MergedWithNext") return SplitBehavior::kMergedWithNext;
  if (name == "Contiguous") return SplitBehavior::kContiguous;
  return fail(ErrorCode::kUnsupported, "{}: pre-tokenizer split behavior \"{}\" is not known", where, name);
}

Status Builder::add(const Element& description, int depth) {
  if (depth > 8) return fail(ErrorCode::kCorruptFile, "{}: pre-tokenizers are nested too deep", where_);
  const std::string_view type = json::textMember(description, "type").value_or("");
  if (type == "Sequence") return addSequence(description, depth);
  if (type == "Split") return addSplit(description);
  if (type == "ByteLevel") return addByteLevel(description);
  if (type == "Digits") {
    addRegex(json::flagMember(description, "individual_digits").value_or(false) ? R"(\p{N})" : R"(\p{N}+)");
  } else if (type == "Punctuation") {
    DEEPWELL_ASSIGN(const SplitBehavior behavior, behaviorOf(description, where_));
    addRegex(R"([!-/:-@\[-`{-~\p{P}])", behavior);
  } else if (type == "WhitespaceSplit") {
    addRegex(R"(\s)", SplitBehavior::kRemoved);
  } else if (type == "Whitespace") {
    addPattern(wordPattern(), SplitBehavior::kRemoved, true);
  } else {
    return fail(ErrorCode::kUnsupported,
                "{}: pre-tokenizer type \"{}\" is not supported; byte-level BPE tokenizers are (Split, Digits, "
                "Punctuation, Whitespace, ByteLevel)",
                where_, type);
  }
  return {};
}

Status Builder::addSequence(const Element& description, int depth) {
  const auto list = json::member(description, "pretokenizers");
  if (!list || !list->is_array())
    return fail(ErrorCode::kCorruptFile, "{}: pre-tokenizer Sequence has no list \"pretokenizers\"", where_);
  for (const Element entry : simdjson::dom::array(*list)) {
    if (steps_.size() > 256) return fail(ErrorCode::kCorruptFile, "{}: more than 256 pre-tokenizers", where_);
    DEEPWELL_TRY(add(entry, depth + 1));
  }
  return {};
}

Status Builder::addSplit(const Element& description) {
  DEEPWELL_ASSIGN(const SplitBehavior behavior, behaviorOf(description, where_));
  const bool invert = json::flagMember(description, "invert").value_or(false);
  const auto pattern = json::member(description, "pattern");
  if (pattern) {
    if (const auto regex = json::textMember(*pattern, "Regex"); regex && !regex->empty()) {
      addRegex(*regex, behavior, invert);
      return {};
    }
    if (const auto literal = json::textMember(*pattern, "String"); literal && !literal->empty()) {
      addPattern(literalPattern(*literal), behavior, invert);
      return {};
    }
  }
  return fail(ErrorCode::kCorruptFile, "{}: pre-tokenizer Split has no pattern", where_);
}

// What follows sees the characters of the byte alphabet (Falcon has its digits there).
Status Builder::addByteLevel(const Element& description) {
  if (byte_level_) return fail(ErrorCode::kUnsupported, "{}: two ByteLevel pre-tokenizers are not supported", where_);
  byte_level_ = true;
  if (json::flagMember(description, "add_prefix_space").value_or(true)) {
    steps_.emplace_back();
    steps_.back().prefix_space = true;
  }
  if (json::flagMember(description, "use_regex").value_or(true)) addRegex(kGpt2Regex);
  steps_.emplace_back();
  steps_.back().to_byte_alphabet = true;
  return {};
}

// Whether DeepSeek's three splits begin at this step.
bool Builder::deepseekAt(size_t step) const {
  constexpr std::array kRegexes = {kDeepseekDigitsRegex, kDeepseekCjkRegex, kDeepseekMainRegex};
  if (step + kRegexes.size() > steps_.size()) return false;
  for (size_t i = 0; i < kRegexes.size(); ++i) {
    const Step& s = steps_[step + i];
    if (s.behavior != SplitBehavior::kIsolated || !sameRegex(s.regex, kRegexes[i])) return false;
  }
  return true;
}

Result<PreTokenizer> Builder::finish() {
  if (!byte_level_)
    return fail(ErrorCode::kUnsupported,
                "{}: its pre-tokenizer is not byte-level; only byte-level BPE tokenizers are supported", where_);
  PreTokenizer result;
  for (size_t i = 0; i < steps_.size(); ++i) {
    Step& step = steps_[i];
    if (step.prefix_space) {
      result.addPrefixSpace();
    } else if (step.to_byte_alphabet) {
      result.toByteAlphabet();
    } else if (deepseekAt(i)) {
      result.addSplit(deepseekPattern());
      i += 2;
    } else if (step.pattern) {
      result.addSplit(std::move(step.pattern), step.behavior, step.invert);
    } else {
      DEEPWELL_ASSIGN(PatternPtr pattern, makePattern(step.regex, where_));
      result.addSplit(std::move(pattern), step.behavior, step.invert);
    }
  }
  return result;
}

}  // namespace

Result<PreTokenizer> PreTokenizer::fromJson(std::string_view json_text, std::string_view where) {
  simdjson::dom::parser parser;
  Element description;
  if (json_text.empty()) json_text = "null";
  if (parser.parse(json_text.data(), json_text.size()).get(description) != simdjson::SUCCESS)
    return fail(ErrorCode::kCorruptFile, "{}: \"pre_tokenizer\" is not valid JSON", where);
  Builder builder(where);
  if (!description.is_null()) DEEPWELL_TRY(builder.add(description, 0));
  return builder.finish();
}

}  // namespace deepwell
