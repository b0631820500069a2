// Pre-tokenizers by the name that GGUF gives them (tokenizer.ggml.pre). Names and patterns are those of the models' own
// tokenizer.json where it is known, else llama.cpp's.
#include <algorithm>
#include <array>
#include <span>

#include "engine/text/pre_tokenizer.h"

namespace deepwell {
namespace {

// DeepSeek-LLM: the cased letters of all scripts; the signs of ASCII, full-width forms, quotes and CJK. Escapes, as
// some of the characters would not survive an editor's normalisation.
constexpr std::string_view kDeepseekLlmLetters =
    "\\s?["
    "A-Za-z\u00B5\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u01BA\u01BC-\u01BF\u01C4-\u0293\u0295-\u02AF\u0370-\u0373"
    "\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481"
    "\u048A-\u052F\u0531-\u0556\u10A0-\u10C5\u13A0-\u13F5\u13F8-\u13FD\u1C90-\u1CBA\u1CBD-\u1CBF\u1D00-\u1D2B"
    "\u1D6B-\u1D77\u1D79-\u1D9A\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B"
    "\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB"
    "\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128"
    "\u212A-\u212D\u212F-\u2134\u2139\u213C-\u213F\u2145-\u2149\u214E\u2183\u2184\u2C00-\u2C7B\u2C7E-\u2CE4"
    "\u2CEB-\u2CEE\u2CF2\u2CF3\uA640-\uA66D\uA680-\uA69B\uA722-\uA76F\uA771-\uA787\uA78B-\uA78E\uAB70-\uABBF"
    "\uFB00-\uFB06\uFB13-\uFB17\uFF21-\uFF3A\uFF41-\uFF5A\U00010400-\U0001044F\U000104B0-\U000104D3"
    "\U000104D8-\U000104FB\U00010C80-\U00010CB2\U00010CC0-\U00010CF2\U000118A0-\U000118DF"
    "\U0001E900-\U0001E943"
    "]+";

constexpr std::string_view kDeepseekV3[] = {kDeepseekDigitsRegex, kDeepseekCjkRegex, kDeepseekMainRegex};
constexpr std::string_view kDeepseekLlm[] = {R"([\r\n])",
                                             kDeepseekLlmLetters,
                                             "\\s?[!-/:-~\uFF01-\uFF0F\uFF1A-\uFF5E\u2018-\u201F\u3000-\u3002]+",
                                             R"(\s+$)",
                                             "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+",
                                             R"(\p{N})"};
constexpr std::string_view kDeepseekCoder[] = {R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)",
                                               "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+", R"(\p{N})"};
constexpr std::string_view kGpt2[] = {kGpt2Regex};
constexpr std::string_view kLlama3[] = {kLlama3Regex};
constexpr std::string_view kQwen2[] = {kQwen2Regex};
constexpr std::string_view kQwen35[] = {
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
constexpr std::string_view kSeedCoder[] = {
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+)"};
constexpr std::string_view kBailing[] = {
    R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+)"};
constexpr std::string_view kUfakzeka[] = {
    R"([^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
constexpr std::string_view kMinicpm5[] = {
    R"(\p{N}{1,3})",
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
constexpr std::string_view kLaguna[] = {R"([^\n]+|[\n]+)", kQwen2Regex};
constexpr std::string_view kJais2[] = {
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s{512}(?!\S)|)"
    R"(\s{256}(?!\S)|\s{128}(?!\S)|\s{64}(?!\S)|\s{32}(?!\S)|\s{16}(?!\S)|\s{8}(?!\S)|\s{4}(?!\S)|\s{1,2}(?!\S)|\s{1})"};
constexpr std::string_view kExaoneMoe[] = {
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|)"
    R"(\s+(?!\S)|\s+)"};
// GPT-4o's word, with and without the contraction at its end.
#define DEEPWELL_CASED_WORD(suffix)                                                        \
  R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)" suffix \
  R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)" suffix
#define DEEPWELL_CONTRACTION R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
#define DEEPWELL_SIGNS R"(| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"
constexpr std::string_view kGpt4o[] = {DEEPWELL_CASED_WORD(DEEPWELL_CONTRACTION) R"(|\p{N}{1,3})" DEEPWELL_SIGNS};
constexpr std::string_view kTekken[] = {DEEPWELL_CASED_WORD("") R"(|\p{N})" DEEPWELL_SIGNS};
constexpr std::string_view kYoutu[] = {
    "[\uAC00-\uD7A3\u3131-\u318E]+|[\uFF01\u2026\u201C\u201D\u2018\u2019\u2014\uFF1A\uFF1B\uFF0C\u3001-\u303F\uFE30-"
    "\uFE4F]+|"
    "[\u3105-\u312F]+|[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+",
    DEEPWELL_CASED_WORD(DEEPWELL_CONTRACTION) R"(|\p{N})" DEEPWELL_SIGNS};
constexpr std::string_view kTinyAya[] = {R"(\d{1,3}(?=(?:\d{3})*\b))", kGpt4o[0]};
#undef DEEPWELL_CASED_WORD
#undef DEEPWELL_CONTRACTION
#undef DEEPWELL_SIGNS
constexpr std::string_view kKimi[] = {
    R"([\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+)"
    R"([\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|)"
    R"(\s+(?!\S)|\s+)"};
constexpr std::string_view kStarcoder[] = {R"(\p{N})", kGpt2Regex};
constexpr std::string_view kFalcon[] = {R"([\p{P}$+<=>^~|`]+)", kGpt2Regex, "[0-9][0-9][0-9]"};
constexpr std::string_view kDefault[] = {R"([\p{P}$+<=>^~|]+)", kGpt2Regex, R"(\p{N}+)", "[0-9][0-9][0-9]"};
constexpr std::string_view kBloom[] = {" ?[^(\\s|.,!?\u2026\u3002\uFF0C\u3001\u0964\u06D4\u060C)]+"};
constexpr std::string_view kViking[] = {kBloom[0], R"(\p{N})"};
constexpr std::string_view kSuperBpe[] = {R"(\p{N}+)", R"((?=(\d{3})+(?!\d)))"};
constexpr std::string_view kChameleon[] = {"<sentinel:[0-9]+>",       "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z",
                                           "([\\t\\n]|    |  )",      R"(\p{N})",
                                           R"([\p{P}!-/:-@\[-`{-~])", kGpt2Regex};
constexpr std::string_view kSpark[] = {
    kDeepseekDigitsRegex, kDeepseekCjkRegex,
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| "
    "?[\\p{P}\\p{S}]+|[\r\n]|\\s+(?!\\S)|\\s+",
    R"(\p{N})"};
// Digits in threes from the right.
constexpr std::string_view kAfmoe[] = {
    R"(\p{N}{1,3}(?=(?:\p{N}{3})*(?!\p{N})))",
    "[\u4E00-\u9FFF\u3400-\u4DBF\uF900-\uFAFF\u3040-\u309F\u30A0-\u30FF\uFF65-\uFF9F\u2F00-\u2FD5\u0E40-\u0E7F\u0E80-"
    "\u0EFF"
    "\u1780-\u17FF\u1000-\u109F\uAA60-\uAA7F\uA9E0-\uA9FF\uAC00-\uD7AF\u1100-\u11FF]+",
    kDeepseekMainRegex};

enum Flags : unsigned { kNone = 0, kNfc = 1, kIgnoreMerges = 2, kAddsBos = 4 };

// Names that share a pre-tokenizer.
struct Family {
  std::span<const std::string_view> regexes;
  unsigned flags;
  std::vector<std::string_view> names;
};

const std::vector<Family>& families() {
  static const std::vector<Family> all = {
      {kDeepseekV3, kNone, {"deepseek-v3", "deepseek-r1", "hunyuan-dense", "joyai-llm", "hy_v4"}},
      {kDeepseekLlm, kNone, {"deepseek-llm"}},
      {kDeepseekCoder, kNone, {"deepseek-coder"}},
      {kQwen2, kNfc, {"qwen2", "deepseek-r1-qwen", "qwen3", "megrez", "kormo", "f2llmv2"}},
      {kQwen2, kNone, {"stablelm2", "hunyuan", "solar-open", "grok-2"}},
      {kQwen35, kNfc, {"qwen35"}},
      {kLlama3,
       kIgnoreMerges | kAddsBos,
       {"llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2", "jina-v5-nano"}},
      {kLlama3, kIgnoreMerges, {"glm4", "glm5"}},
      {kLlama3, kNone, {"dbrx", "smaug-bpe", "chatglm-bpe"}},
      {kGpt2,
       kNone,
       {"gpt-2",    "gpt2",    "phi-2",      "olmo",        "mpt",         "jais",        "gigachat",
        "trillion", "mellum",  "exaone4",    "modern-bert", "roberta-bpe", "a.x-4.0",     "granite-docling",
        "jina-es",  "jina-de", "jina-v1-en", "jina-v2-es",  "jina-v2-de",  "jina-v2-code"}},
      {kStarcoder,
       kNone,
       {"starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b", "mellum2"}},
      {kDefault, kNone, {"default", ""}},
      {kFalcon, kNone, {"falcon"}},
      {kGpt4o, kNone, {"gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2"}},
      {kGpt4o, kIgnoreMerges, {"granite-embed-multi-97m"}},
      {kTekken, kIgnoreMerges | kAddsBos, {"tekken"}},
      {kKimi, kNone, {"kimi-k2"}},
      {kSeedCoder, kNone, {"seed-coder"}},
      {kBailing, kNone, {"bailingmoe", "bailingmoe2", "llada-moe"}},
      {kUfakzeka, kNone, {"ufakzeka"}},
      {kMinicpm5, kIgnoreMerges, {"minicpm5"}},
      {kYoutu, kIgnoreMerges, {"youtu"}},
      {kTinyAya, kNone, {"tiny_aya", "cohere2moe"}},
      {kLaguna, kNone, {"laguna"}},
      {kJais2, kNone, {"jais-2"}},
      {kExaoneMoe, kNone, {"exaone-moe"}},
      {kBloom, kNone, {"bloom", "poro-chat", "gpt3-finnish"}},
      {kViking, kNone, {"viking"}},
      {kSuperBpe, kNone, {"superbpe"}},
      {kChameleon, kAddsBos, {"chameleon"}},
      {kSpark, kNone, {"spark2_5"}},
      {kAfmoe, kNone, {"afmoe"}}};
  return all;
}

constexpr std::string_view kNotByteLevel[] = {"gemma4", "granite-embed-multi-311m", "sarvam-moe", "whitespace"};

Result<PreTokenizer::Named> build(const Family& family, std::string_view where) {
  PreTokenizer::Named result;
  result.nfc = (family.flags & kNfc) != 0;
  result.ignore_merges = (family.flags & kIgnoreMerges) != 0;
  result.adds_bos = (family.flags & kAddsBos) != 0;
  std::span<const std::string_view> regexes = family.regexes;
  if (std::equal(std::begin(kDeepseekV3), std::end(kDeepseekV3), regexes.begin(), regexes.end())) {
    result.pre_tokenizer.addSplit(deepseekPattern());
    return result;
  }
  for (const std::string_view regex : regexes) {
    DEEPWELL_ASSIGN(PatternPtr pattern, makePattern(regex, where));
    result.pre_tokenizer.addSplit(std::move(pattern));
  }
  return result;
}

struct KnownRegex {
  std::string_view regex;
  PatternPtr (*make)();
};

constexpr size_t kNoLimit = SIZE_MAX;

// The regular expressions that a scanner stands for.
constexpr KnownRegex kKnown[] = {
    {kGpt2Regex, [] { return gpt2Pattern(); }},
    {kLlama3Regex, [] { return gpt4Pattern({}); }},
    {kQwen2Regex, [] { return gpt4Pattern({.max_digits = 1}); }},
    {kQwen35[0], [] { return gpt4Pattern({.max_digits = 1, .marks_are_letters = true}); }},
    {kSeedCoder[0], [] { return gpt4Pattern({.max_digits = 1, .newlines_after_signs = false}); }},
    {kBailing[0], [] { return gpt4Pattern({.max_digits = 1}); }},
    {kUfakzeka[0], [] { return gpt4Pattern({.max_digits = 1, .contractions = false}); }},
    {kMinicpm5[1], [] { return gpt4Pattern({.max_digits = kNoLimit}); }},
    {kGpt4o[0], [] { return casedPattern({}); }},
    {kTekken[0], [] { return casedPattern({.max_digits = 1, .contractions = false}); }},
    {kYoutu[1], [] { return casedPattern({.max_digits = 1}); }},
    {kJais2[0], [] { return spaceGroupsPattern(); }},
    {kTinyAya[0], [] { return digitGroupsPattern({.before_no_word = true}); }},
    {kAfmoe[0], [] { return digitGroupsPattern({.decimal = false}); }},
    {kSuperBpe[1], [] { return digitGroupsPattern({.cuts_only = true}); }},
    {kKimi[0], [] { return casedPattern({.slash_after_signs = false, .han_apart = true}); }}};

// The same pattern is written with "\r\n" by some and with the raw characters by others.
std::string escapeNewlines(std::string_view regex) {
  std::string out;
  for (const char c : regex) {
    if (c == '\r') {
      out += "\\r";
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

bool sameRegex(std::string_view a, std::string_view b) { return escapeNewlines(a) == escapeNewlines(b); }

Result<PatternPtr> makePattern(std::string_view regex, std::string_view where) {
  for (const KnownRegex& known : kKnown)
    if (sameRegex(regex, known.regex)) return known.make();
  if (PatternPtr run = runPattern(regex)) return run;
  return regexPattern(regex, where);
}

Result<PreTokenizer::Named> PreTokenizer::fromName(std::string_view name, std::string_view where) {
  if (std::find(std::begin(kNotByteLevel), std::end(kNotByteLevel), name) != std::end(kNotByteLevel))
    return fail(ErrorCode::kUnsupported,
                "{}: pre-tokenizer \"{}\" is not byte-level; only byte-level BPE tokenizers are supported", where,
                name);
  for (const Family& family : families())
    if (std::find(family.names.begin(), family.names.end(), name) != family.names.end()) return build(family, where);
  Named result;
  result.pre_tokenizer.addSplit(gpt2Pattern());
  result.known = false;
  return result;
}

}  // namespace deepwell
